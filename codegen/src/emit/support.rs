//! `support.rs` and the files under it: what is the same for every API.

use super::docs::Docs;
use super::{Chunk, Content, RustFile, lib_rs, parts};
use crate::ir::Api;

/// Emits the list of the support modules that the API needs.
///
/// ```text
/// pub mod wire;
///
/// #[cfg(any(feature = "client", feature = "server"))]
/// pub mod http;
/// ```
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature that all emitters share"
)]
pub(super) fn content(api: &Api) -> Option<Content> {
    let groups = parts::support(api);
    let chunks = groups.iter().map(|it| lib_rs::modules(it));
    Some(Content::Rust(RustFile {
        module: "crate::support",
        head: Docs::default()
            .and("What is the same for every API.")
            .inner(),
        chunks: chunks.map(Chunk::Tokens).collect(),
    }))
}
