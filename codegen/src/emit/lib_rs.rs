//! `lib.rs`: the doc of the crate and its chapters.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, Docs};
use super::ident::raw;
use super::{Chunk, Content, RustFile, parts};
use crate::ir::{Api, Doc};

/// Emits the list of modules, in reading order.
///
/// ```text
/// //! The chat API.
///
/// #![forbid(unsafe_code)]
/// #![deny(missing_docs)]
///
/// pub mod models;
/// mod wire;
/// #[cfg(feature = "client")]
/// pub mod client;
/// ```
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature that all emitters share"
)]
pub(super) fn content(api: &Api) -> Option<Content> {
    let docs = head(api).inner();
    let modules = parts::modules(api).into_iter().map(|module| {
        let name = raw(module.name);
        let visibility = module.is_public.then(|| quote! { pub });
        let gate = gate(module.features);
        quote! {
            #gate
            #visibility mod #name;
        }
    });
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
        chunks: vec![
            Chunk::Tokens(quote! { #(#modules)* }),
            Chunk::Tokens(quote! { #exports }),
        ],
    }))
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
        summary: api.title.clone(),
        body: String::new(),
    };
    let version = format!("Version {}.", docs::code(&api.version));
    let mut docs = Docs::of(&title)
        .and_of(&api.doc)
        .and(&version)
        .heading("Chapters");
    for module in parts::modules(api).iter().filter(|it| it.is_public) {
        // Modules behind a feature may not be there to link to.
        let name = if module.features.is_empty() {
            ["[`", module.name, "`]"].concat()
        } else {
            docs::code(module.name)
        };
        docs = docs.line(&["- ", &name, ": ", module.about].concat());
    }
    docs
}
