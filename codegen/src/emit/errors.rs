//! `errors.rs`: how operations fail, as the document says it.

use quote::quote;

use super::docs::{self, Docs};
use super::{Chunk, Content, RustFile, gate, parts, responses};
use crate::ir::{Api, Operation};

/// Emits an enum for each operation that has documented failures, one variant a status.
///
/// ```text
/// /// Why `createSession` failed.
/// pub enum CreateSessionError {
///     /// The request cannot be read.
///     BadRequest(ErrorBody),
/// }
///
/// failures!(CreateSessionError {
///     400 BadRequest json,
/// });
/// ```
pub(super) fn content(api: &Api) -> Option<Content> {
    if !parts::has_errors(api) {
        return None;
    }
    let docs = Docs::default().and("How operations fail, as the document says it.");
    Some(Content::Rust(RustFile {
        module: "crate::errors",
        is_part: false,
        head: docs.inner(),
        chunks: gate::of_operations(api, |it| operation(api, it)),
    }))
}

fn operation(api: &Api, it: &Operation) -> Vec<Chunk> {
    let Some(name) = &it.failures.name else {
        return Vec::new();
    };
    let failures = &it.failures.responses;
    let docs = ["Why ", &docs::code(&it.name.wire), " failed."].concat();
    let item = responses::item(api, name, &docs, failures, &quote! { crate::errors });
    let table = responses::table(
        "failures",
        &[("crate::support::tables", "failures")],
        name,
        failures,
    );
    let envelopes = failures.iter().flat_map(|it| responses::envelope(api, it));
    [Chunk::Tokens(item), table]
        .into_iter()
        .chain(envelopes)
        .collect()
}
