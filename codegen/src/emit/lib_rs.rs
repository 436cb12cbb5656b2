//! `lib.rs`: the doc of the crate and its chapters.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Docs;
use super::ident::raw;
use super::parts::{self, Module};
use super::{Chunk, Content, RustFile};
use crate::ir::{Api, Doc};

/// Emits the list of modules, in reading order.
///
/// ```text
/// //! The chat API 1.0.0
///
/// #![forbid(unsafe_code)]
/// #![deny(missing_docs)]
///
/// pub mod models;
/// mod wire;
///
/// #[cfg(feature = "client")]
/// pub mod client;
/// ```
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature that all emitters share"
)]
pub(super) fn content(api: &Api) -> Option<Content> {
    let docs = head(api).inner();
    let chapters = parts::chapters(api);
    let chapters = chapters.iter().map(|it| modules(it));
    let exports = parts::has_operations(api).then(|| {
        quote! {
            #[cfg(feature = "client")]
            pub use client::Client;
        }
    });
    Some(Content::Rust(RustFile {
        module: "crate",
        head: quote! {
            #docs
            #![forbid(unsafe_code)]
            #![deny(missing_docs)]
        },
        chunks: chapters.chain(exports).map(Chunk::Tokens).collect(),
    }))
}

/// Emits the declarations of some modules.
///
/// ```text
/// #[cfg(feature = "client")]
/// pub mod client;
/// ```
pub(super) fn modules(modules: &[Module]) -> TokenStream {
    let modules = modules.iter().map(|module| {
        let name = raw(module.name);
        let visibility = module.is_public.then(|| quote! { pub });
        let gate = gate(module.features);
        quote! {
            #gate
            #visibility mod #name;
        }
    });
    quote! { #(#modules)* }
}

/// `#[cfg(feature = "client")]`.
fn gate(features: &[&str]) -> Option<TokenStream> {
    match features {
        [] => None,
        [feature] => Some(quote! { #[cfg(feature = #feature)] }),
        features => Some(quote! { #[cfg(any(#(feature = #features),*))] }),
    }
}

fn head(api: &Api) -> Docs {
    let title = Doc {
        summary: [&api.title, " ", &api.version].concat(),
        body: String::new(),
    };
    let docs = Docs::of(&title).and_of(&api.doc);
    if !parts::has_operations(api) {
        return docs;
    }
    // Modules behind a feature may not be there to link to.
    let models = if parts::has_models(api) {
        "| none | [`models`]: the types, and how they are read and written as JSON |"
    } else {
        "| none | nothing |"
    };
    docs.lines(&[
        "| feature | what it adds |",
        "| --- | --- |",
        models,
        "| `client` | `client`: calls the API |",
        "| `server` | `server` and `router`: serve it |",
    ])
}
