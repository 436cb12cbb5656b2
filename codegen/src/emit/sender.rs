//! `sender.rs`: makes the requests that the API makes, for the service that is the API.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Docs;
use super::{Chunk, Content, RustFile, client, parts};
use crate::ir::{Api, Media, Requirement, Scheme, SchemeId, Service};

/// Emits the sender.
///
/// ```text
/// impl Sender {
///     /// A pet was added.
///     pub fn new_pet(&self, url: &str, body: &Pet) -> Call<(), Infallible> {
///         self.core.request(&NEW_PET).at(url).json(body).call(answer::empty)
///     }
/// }
/// ```
pub(super) fn content(api: &Api) -> Option<Content> {
    if !parts::has_hooks(api) {
        return None;
    }
    let services = parts::hooks(api).map(|it| service(api, it));
    let chunks = [sender(), making(api)].into_iter().chain(services);
    let docs =
        Docs::default().and("Makes the requests that the API makes: webhooks and callbacks.");
    Some(Content::Rust(RustFile {
        module: "crate::sender",
        is_part: false,
        head: docs.inner(),
        chunks: chunks.map(Chunk::Tokens).collect(),
    }))
}

fn sender() -> TokenStream {
    quote! {
        /// Makes the requests that the API makes. Cheap to clone.
        ///
        /// Each goes to a URL that somebody else has given. See to it that it leads to a place
        /// that may be called from here: it is called as it is.
        #[derive(Debug, Clone)]
        pub struct Sender {
            core: crate::support::client::Core,
        }
    }
}

/// Emits what makes a sender and tells it how to send.
///
/// ```text
/// pub fn new() -> Self
/// ```
fn making(api: &Api) -> TokenStream {
    let settings = client::settings(parts::has_media(api, Media::is_streamed));
    let secrets = schemes(api).filter_map(|it| client::with_secret(api, it));
    quote! {
        impl Sender {
            /// A sender of its own connections.
            #[cfg(feature = "client")]
            #[must_use]
            pub fn new() -> Self {
                Self {
                    // Every request says where it goes.
                    core: crate::support::client::Core::new(""),
                }
            }

            /// A sender by way of `transport`.
            pub fn over(transport: impl crate::support::client::Transport) -> Self {
                Self {
                    core: crate::support::client::Core::over("", transport),
                }
            }

            #settings

            #(#secrets)*
        }

        #[cfg(feature = "client")]
        impl Default for Sender {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}

/// The schemes that any hook asks for.
fn schemes(api: &Api) -> impl Iterator<Item = &Scheme> {
    let operations = parts::hooks(api).flat_map(|it| &it.operations);
    let alternatives = operations.flat_map(|it| match &it.security {
        Requirement::Public => [].as_slice(),
        Requirement::Required(it) | Requirement::Optional(it) => it.as_slice(),
    });
    let used: Vec<SchemeId> = alternatives
        .filter_map(|it| api.security.credentials.get(it.credential))
        .flat_map(|it| it.schemes.iter().copied())
        .collect();
    let schemes = api.security.schemes.iter().enumerate();
    let schemes = schemes.filter(move |(index, _)| used.contains(&SchemeId(*index)));
    schemes.map(|(_, it)| it)
}

fn service(api: &Api, it: &Service) -> TokenStream {
    let docs = Docs::of(&it.doc).outer();
    let operations = it
        .operations
        .iter()
        .map(|it| client::operation(api, it, true));
    quote! {
        #docs
        impl Sender {
            #(#operations)*
        }
    }
}
