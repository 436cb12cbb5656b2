//! `docs.rs` and what it serves: the document and its reference page.

use std::fmt::Write as _;

use quote::quote;

use super::docs::Docs;
use super::{Chunk, Content, RustFile, docs, parts};
use crate::ir::Api;

/// Emits the pages, and what serves them.
///
/// ```text
/// pub static OPENAPI_JSON: Page = Page::new("application/json", json::TEXT);
///
/// pub fn router() -> Router
/// ```
pub(super) fn content(api: &Api) -> Option<Content> {
    if !parts::has_docs(api) {
        return None;
    }
    let items = quote! {
        mod json;

        /// The document, as JSON.
        pub static OPENAPI_JSON: crate::support::docs::Page =
            crate::support::docs::Page::new("application/json", json::TEXT);

        /// The document, as YAML.
        pub static OPENAPI_YAML: crate::support::docs::Page =
            crate::support::docs::Page::new("application/yaml", include_str!("../docs/openapi.yaml"));

        /// The reference page.
        pub static REFERENCE: crate::support::docs::Page = crate::support::docs::Page::new(
            "text/html; charset=utf-8",
            include_str!("../docs/index.html"),
        );

        /// Serves the document at `/openapi.json` and `/openapi.yaml`, and its reference page at `/docs`,
        /// to everybody.
        pub fn router() -> ::axum::Router {
            crate::support::docs::router(&[
                ("/openapi.json", &OPENAPI_JSON),
                ("/openapi.yaml", &OPENAPI_YAML),
                ("/docs", &REFERENCE),
            ])
        }
    };
    let head = Docs::default()
        .and("Serves the document and its reference page.")
        .lines(&[
            "```ignore",
            "let app = router::router(service).merge(docs::router());",
            "```",
        ]);
    Some(Content::Rust(RustFile {
        module: "crate::docs",
        is_part: false,
        head: head.inner(),
        chunks: vec![Chunk::Tokens(items)],
    }))
}

/// Emits the document as YAML: `docs/openapi.yaml`.
///
/// ```text
/// openapi: 3.0.3
/// ```
pub(super) fn yaml(api: &Api) -> Option<Content> {
    let document = api.document.as_ref().filter(|_| parts::has_docs(api))?;
    Some(Content::Text(document.yaml.clone().into()))
}

/// Emits the document as JSON: `src/docs/json.rs`, since JSON has no place for the line that says
/// who made a file.
///
/// ```text
/// pub(super) const TEXT: &str = r#"{"openapi":"3.0.3"}"#;
/// ```
pub(super) fn json(api: &Api) -> Option<Content> {
    let document = api.document.as_ref().filter(|_| parts::has_docs(api))?;
    let mut text = String::with_capacity(document.json.len());
    for it in document.json.chars() {
        // Source must not look other than it is; outside of its texts, JSON has no such character.
        match docs::is_hidden(it) {
            true => {
                let mut units = [0; 2];
                for unit in it.encode_utf16(&mut units) {
                    let _ = write!(text, "\\u{unit:04x}");
                }
            }
            false => text.push(it),
        }
    }
    let longest = text.split('"').skip(1).map(hashes).max().unwrap_or(0);
    let hashes = "#".repeat(longest + 1);
    let head = "//! The document, as JSON.\n\npub(super) const TEXT: &str = r";
    Some(Content::Text(
        [head, &hashes, "\"", &text, "\"", &hashes, ";\n"]
            .concat()
            .into(),
    ))
}

/// How many `#` a text begins with.
fn hashes(text: &str) -> usize {
    text.len() - text.trim_start_matches('#').len()
}
