//! What several operations have alike: one type, and other names of it.
//!
//! ```text
//! pub enum GetPetError { NotFound(Problem) }
//!
//! pub type DeletePetError = GetPetError;
//! ```
//!
//! Each operation has the names that it would have by itself, so that none hangs on the others.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::gate::Gate;
use super::ident::ident;
use crate::ir::{Api, Contents, Field, Name, Response, behind};

/// The first of those that are alike, as far as they are compiled together.
pub(super) struct Alike<'a, T> {
    /// By the feature, and something that only few of them share.
    known: HashMap<(Gate, String), Vec<(T, &'a Name)>>,
}

impl<'a, T: PartialEq> Alike<'a, T> {
    pub(super) fn new() -> Self {
        Self {
            known: HashMap::new(),
        }
    }

    /// What the first one is called that is as `it` is; `None` when this is the first.
    pub(super) fn first(
        &mut self,
        gate: Gate,
        words: String,
        it: T,
        name: &'a Name,
    ) -> Option<&'a Name> {
        let known = self.known.entry((gate, words)).or_default();
        let first = known.iter().find(|(other, _)| *other == it);
        if let Some((_, first)) = first {
            return Some(first);
        }
        known.push((it, name));
        None
    }
}

/// Emits another name of `first`.
pub(super) fn another_name(name: &Name, docs: &str, first: &Name) -> TokenStream {
    let docs = docs::ours(docs);
    let (name, first) = (ident(name), ident(first));
    quote! {
        #docs
        pub type #name = #first;
    }
}

/// `responses` as far as types come of them; none, if one has a type of its own.
pub(super) fn responses(api: &Api, responses: &[Response]) -> Option<Vec<Response>> {
    let mut responses = responses.to_vec();
    for it in &mut responses {
        if it.envelope.is_some() {
            return None;
        }
        let contents = it.payload.contents_mut().into_iter();
        for it in contents.flat_map(Contents::all_mut) {
            it.examples.clear();
            for id in it.ty.mentions_mut() {
                *id = behind(&api.types, *id);
            }
        }
    }
    Some(responses)
}

/// `fields` as far as types come of them.
pub(super) fn fields(api: &Api, fields: &[Field]) -> Vec<Field> {
    let mut fields = fields.to_vec();
    for id in fields.iter_mut().flat_map(Field::mentions_mut) {
        *id = behind(&api.types, *id);
    }
    fields
}
