//! Drift of the emitted crate from the document.
