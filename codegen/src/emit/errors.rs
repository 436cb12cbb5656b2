//! `errors.rs`: how operations fail, as the document says it.

use quote::quote;

use super::alike::{self, Alike};
use super::docs::{self, Docs};
use super::gate::{self, Gate};
use super::{Chunk, Content, RustFile, parts, responses};
use crate::ir::{Api, Operation, Response};

/// Emits an enum for each operation that has documented failures, one variant a status, or another
/// name of one that is the same.
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
    let mut known = Alike::new();
    Some(Content::Rust(RustFile {
        module: "crate::errors",
        is_part: false,
        head: docs.inner(),
        chunks: gate::of_operations(api, |gate, it| operation(api, gate, it, &mut known)),
    }))
}

fn operation<'a>(
    api: &Api,
    gate: Gate,
    it: &'a Operation,
    known: &mut Alike<'a, Vec<Response>>,
) -> Vec<Chunk> {
    let Some(name) = &it.failures.name else {
        return Vec::new();
    };
    let failures = &it.failures.responses;
    let docs = ["Why ", &docs::code(&it.name.wire), " failed."].concat();
    if let Some(same) = alike::responses(api, failures) {
        let words = failures.iter().map(|it| it.name.rust.as_str()).collect();
        if let Some(first) = known.first(gate, words, same, name) {
            return vec![Chunk::Tokens(alike::another_name(name, &docs, first))];
        }
    }
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
