//! `answers.rs`: answers that are more than a body.

use quote::quote;

use super::docs::{self, Docs};
use super::{Chunk, Content, RustFile, gate, parts, responses};
use crate::ir::{Api, Operation, Success};

/// Emits an enum for each operation that succeeds in several ways, and a struct for each success
/// with headers.
///
/// ```text
/// /// What `getSession` answers.
/// pub enum GetSessionResponse {
///     /// The session.
///     Ok(Session),
///     /// Nothing new.
///     NoContent,
/// }
/// ```
pub(super) fn content(api: &Api) -> Option<Content> {
    if !parts::has_answers(api) {
        return None;
    }
    let docs = Docs::default().and("Answers that are more than a body.");
    Some(Content::Rust(RustFile {
        module: "crate::answers",
        is_part: false,
        head: docs.inner(),
        chunks: gate::of_operations(api, |_, it| operation(api, it)),
    }))
}

fn operation(api: &Api, it: &Operation) -> Vec<Chunk> {
    match &it.success {
        Success::One(response) => responses::envelope(api, response),
        Success::Several { name, responses } => {
            let docs = ["What ", &docs::code(&it.name.wire), " answers."].concat();
            let item = responses::item(api, name, &docs, responses, &quote! { crate::answers });
            let uses = &[("crate::support::tables", "successes")];
            let table = responses::table("successes", uses, name, responses);
            let envelopes = responses.iter().flat_map(|it| responses::envelope(api, it));
            [Chunk::Tokens(item), table]
                .into_iter()
                .chain(envelopes)
                .collect()
        }
    }
}
