//! What lowering has to say about a document.
