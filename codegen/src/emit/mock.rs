//! `mock.rs`: answers with what the document shows.

mod answers;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Docs;
use super::ident::{ident, raw};
use super::{Chunk, Content, RustFile, parts, receiver, responses, server, signature, types};
use crate::ir::{Api, Operation, Requirement, Service, Success};

/// Emits the mock, what it answers, and its implementation of every trait.
///
/// ```text
/// impl PetsApi for Mock {
///     async fn get_pet(&self, _: i64) -> Result<Pet, HandlerError<GetPetError>> {
///         mock::answer(&GET_PET, read::json)
///     }
/// }
/// ```
pub(super) fn content(api: &Api) -> Option<Content> {
    if !parts::has_operations(api) {
        return None;
    }
    let served = parts::services(api).map(|it| service(api, it, &server::path(it)));
    let received = parts::hooks(api).map(|it| service(api, it, &receiver::path(it)));
    let answers = parts::operations(api).map(|it| answers::of(api, it));
    let chunks = [mock(api)]
        .into_iter()
        .chain(parts::has_services(api).then(router))
        .chain(shared(api))
        .chain(served)
        .chain(received)
        .map(Chunk::Tokens)
        .chain(answers);
    Some(Content::Rust(RustFile {
        module: "crate::mock",
        is_part: false,
        head: head(api).inner(),
        chunks: chunks.collect(),
    }))
}

fn head(api: &Api) -> Docs {
    let docs = Docs::default()
        .and("Answers with what the document shows, for those who write the other side first.");
    if !parts::has_services(api) {
        return docs;
    }
    docs.lines(&[
        "```ignore",
        "let app = mock::router(Mock::new());",
        "```",
    ])
    .and("An operation is answered with its first success: the first example that the document has of it, or a value made of its schema. Clients may prefer another answer (RFC 7240), by its status and by the name of its example:")
    .lines(&["```text", "Prefer: code=404, example=gone", "```"])
}

/// Emits the mock itself.
///
/// ```text
/// pub struct Mock {
///     accepted: Vec<Credential>,
/// }
/// ```
fn mock(api: &Api) -> TokenStream {
    if !parts::has_credentials(api) {
        return quote! {
            /// Answers with what the document shows.
            #[derive(Debug, Clone, Default)]
            #[non_exhaustive]
            pub struct Mock {}

            impl Mock {
                /// A mock.
                #[must_use]
                pub fn new() -> Self {
                    Self::default()
                }
            }
        };
    }
    quote! {
        /// Answers with what the document shows, whoever asks.
        #[derive(Debug, Clone, Default)]
        pub struct Mock {
            accepted: Vec<crate::auth::Credential>,
        }

        impl Mock {
            /// A mock that accepts every credential that is one.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }

            /// Accepts `credential`, and no other than those that are accepted so.
            #[must_use]
            pub fn with_credential(mut self, credential: crate::auth::Credential) -> Self {
                self.accepted.push(credential);
                self
            }

            /// Accepts credentials whose every secret is `secret`, and no other than those that
            /// are accepted so. A user name and a password are one secret, with a colon between
            /// them.
            #[must_use]
            pub fn with_secret(mut self, secret: &str) -> Self {
                self.accepted
                    .extend(crate::support::mock::credentials::<crate::auth::Credential>(secret));
                self
            }
        }
    }
}

/// Emits what serves a mock.
///
/// ```text
/// pub fn router(mock: Mock) -> Router
/// ```
fn router() -> TokenStream {
    quote! {
        /// Routes every operation of the API to `mock`, which heeds what clients prefer.
        pub fn router(mock: Mock) -> ::axum::Router {
            crate::support::mock::heed(crate::router::router(::std::sync::Arc::new(mock)))
        }
    }
}

/// Emits the implementations of what all parts share.
///
/// ```text
/// impl Api for Mock {
///     type Principal = ();
///     …
/// }
/// ```
fn shared(api: &Api) -> Vec<TokenStream> {
    let served = parts::has_services(api).then(|| {
        let authenticate = parts::has_security(parts::services(api)).then(authenticate);
        quote! {
            impl crate::server::Api for Mock {
                #authenticate
            }
        }
    });
    let received = parts::has_hooks(api).then(|| {
        let authenticate = parts::has_security(parts::hooks(api)).then(authenticate);
        quote! {
            impl crate::receiver::Receiver for Mock {
                #authenticate
            }
        }
    });
    served.into_iter().chain(received).collect()
}

fn authenticate() -> TokenStream {
    quote! {
        type Principal = ();

        async fn authenticate(
            &self,
            credential: crate::auth::Credential,
            _: &crate::support::server::Context<'_>,
        ) -> Result<(), crate::support::server::Refusal> {
            crate::support::mock::admit(&self.accepted, &credential)
        }
    }
}

/// Emits the implementation of a trait.
///
/// ```text
/// impl PetsApi for Mock { … }
/// ```
fn service(api: &Api, it: &Service, of: &TokenStream) -> TokenStream {
    let operations = it.operations.iter().map(|it| operation(api, it));
    quote! {
        impl #of for Mock {
            #(#operations)*
        }
    }
}

fn operation(api: &Api, it: &Operation) -> TokenStream {
    let name = ident(&it.name);
    let answers = raw(&it.constant);
    let principal = match it.security {
        Requirement::Public => None,
        Requirement::Required(_) => Some(quote! { (): () }),
        Requirement::Optional(_) => Some(quote! { _: Option<()> }),
    };
    let context = api.package.request_context.then(|| {
        quote! { _: crate::support::server::RequestContext }
    });
    let required = signature::arguments(it).map(|parameter| {
        let ty = types::ty(api, &parameter.ty);
        quote! { _: #ty }
    });
    let options = signature::options(it).map(|options| quote! { _: #options });
    let is_by_choice = it.success.is_by_choice();
    let accept = is_by_choice.then(|| quote! { accept: crate::support::server::Accept });
    let body = it.body.as_ref().map(|body| {
        let ty = signature::received(api, body);
        quote! { _: #ty }
    });
    let known = context.into_iter().chain(principal);
    let arguments = known.chain(required).chain(options);
    let arguments = arguments.chain(accept).chain(body);
    let success = signature::success(api, &it.success);
    let failure = signature::refused(it);
    let read = raw(match &it.success {
        Success::One(response) => responses::kind(response),
        Success::Several { .. } => "envelope",
    });
    let read = quote! { crate::support::mock::read::#read };
    let answer = match is_by_choice {
        false => quote! { crate::support::mock::answer(&#answers, #read) },
        true => quote! { crate::support::mock::answer_as(&#answers, &accept, #read) },
    };
    quote! {
        async fn #name(&self, #(#arguments),*) -> Result<#success, #failure> {
            #answer
        }
    }
}
