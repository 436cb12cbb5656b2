//! `server.rs`: what a service of the API provides, whatever carries it.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::Docs;
use super::gate::{self, Gate, gated};
use super::ident::ident;
use super::{Chunk, Content, RustFile, client, parts, signature, types};
use crate::ir::{Api, ErrorBody, ErrorPart, Operation, Requirement, Scalar, Service};

/// Emits the trait that all parts of a service share, and one for each part.
///
/// ```text
/// pub trait ChatApi: Api {
///     /// Creates a session.
///     fn create_session(
///         &self,
///         principal: Self::Principal,
///         body: CreateSessionRequest,
///     ) -> impl Future<Output = Result<Session, CreateSessionError>> + Send;
/// }
/// ```
pub(super) fn content(api: &Api) -> Option<Content> {
    if !parts::has_services(api) {
        return None;
    }
    let services = gate::called(api);
    let services = services.map(|(gate, it)| gated(gate, Chunk::Tokens(service(api, gate, it))));
    // One struct may be sent in several media types.
    let mut filled = BTreeSet::new();
    let bodies = api.error_answers.iter().map(|it| &it.body);
    let bodies = bodies.filter(|it| filled.insert(it.ty));
    let error_body = bodies.map(|it| error_body(api, it));
    let end = error_body.chain([glue(api)]).map(Chunk::Tokens);
    let chunks = std::iter::once(Chunk::Tokens(shared(api)))
        .chain(services)
        .chain(end);
    Some(Content::Rust(RustFile {
        module: "crate::server",
        is_part: false,
        head: Docs::default()
            .and("What a service of the API provides.")
            .inner(),
        chunks: chunks.collect(),
    }))
}

/// Emits what a trait asks of services that operations are secured by.
///
/// ```text
/// type Principal: Send;
///
/// fn authenticate(&self, credential: Credential, context: &Context<'_>) -> …;
/// ```
pub(super) fn asked() -> TokenStream {
    quote! {
        /// Who makes a request, as [`authenticate`](Self::authenticate) finds it.
        type Principal: Send;

        /// Finds out who `credential` belongs to.
        ///
        /// Runs before every operation that the document secures; none runs without it.
        fn authenticate(
            &self,
            credential: crate::auth::Credential,
            context: &crate::support::server::Context<'_>,
        ) -> impl Future<Output = Result<Self::Principal, crate::support::server::Refusal>> + Send;
    }
}

/// Emits what tells the support code how `ty`, by its trait `of`, finds out who makes a request.
///
/// ```text
/// impl<S: Api> Authenticate for S { … }
/// ```
pub(super) fn answered(of: &TokenStream, ty: &TokenStream, how: &TokenStream) -> TokenStream {
    quote! {
        impl<S: #of> crate::support::server::Authenticate for #ty {
            type Credential = crate::auth::Credential;
            type Principal = S::Principal;

            fn authenticate(
                &self,
                credential: crate::auth::Credential,
                context: &crate::support::server::Context<'_>,
            ) -> impl Future<Output = Result<S::Principal, crate::support::server::Refusal>> + Send
            {
                #how
            }
        }
    }
}

/// Emits the trait that all parts share.
///
/// ```text
/// pub trait Api: Send + Sync + 'static { … }
/// ```
fn shared(api: &Api) -> TokenStream {
    let authenticate = parts::has_security(parts::services(api)).then(asked);
    let refuse = refuse(api);
    quote! {
        /// What every part of the service shares.
        pub trait Api: Send + Sync + 'static {
            #authenticate

            /// Answers a request that never reaches its operation.
            fn refuse(
                &self,
                refusal: &crate::support::server::Refusal,
            ) -> crate::support::server::Reply {
                #refuse
            }
        }
    }
}

/// How a request that is refused is answered, unless a service says otherwise.
///
/// ```text
/// match refusal.error_body() {
///     Some(0) => Reply::json(refusal.status(), &ErrorBody::from(refusal)),
///     _ => problem(refusal),
/// }
/// ```
fn refuse(api: &Api) -> TokenStream {
    if api.error_answers.is_empty() {
        return quote! { crate::support::server::problem(refusal) };
    }
    let arms = api.error_answers.iter().enumerate().map(|(index, it)| {
        let index = Literal::usize_unsuffixed(index);
        let name = types::name(api, it.body.ty);
        let media = (it.media != "application/json").then(|| {
            let media = &it.media;
            quote! { .with_media(#media) }
        });
        quote! {
            Some(#index) => crate::support::server::Reply::json(
                refusal.status(),
                &crate::models::#name::from(refusal),
            )
            #media
        }
    });
    quote! {
        match refusal.error_body() {
            #(#arms,)*
            _ => crate::support::server::problem(refusal),
        }
    }
}

/// The trait of a service.
///
/// ```text
/// crate::server::ChatApi
/// ```
pub(super) fn path(it: &Service) -> TokenStream {
    let name = ident(&it.name);
    quote! { crate::server::#name }
}

fn service(api: &Api, gate: Gate, it: &Service) -> TokenStream {
    let docs = Docs::of(&it.doc)
        .or(&super::docs::code(&it.name.wire))
        .outer();
    let name = ident(&it.name);
    let operations = it.operations.iter().map(|it| operation(api, it));
    let shared = match gate {
        Some(_) => quote! { crate::server::Api },
        None => quote! { Api },
    };
    quote! {
        #docs
        pub trait #name: #shared {
            #(#operations)*
        }
    }
}

pub(super) fn operation(api: &Api, it: &Operation) -> TokenStream {
    let docs = client::docs_of(api, it).outer();
    let name = ident(&it.name);
    let arguments = arguments(api, it);
    let success = signature::success(api, &it.success);
    let failure = signature::refused(it);
    let result = quote! { impl Future<Output = Result<#success, #failure>> + Send };
    if !api.package.unimplemented {
        return quote! {
            #docs
            fn #name(&self, #(#arguments),*) -> #result;
        };
    }
    quote! {
        #docs
        #[allow(unused_variables, reason = "what is not written uses nothing")]
        fn #name(&self, #(#arguments),*) -> #result {
            async { Err(crate::support::server::Refusal::not_implemented().into()) }
        }
    }
}

fn arguments(api: &Api, it: &Operation) -> Vec<TokenStream> {
    let principal = match it.security {
        Requirement::Public => None,
        Requirement::Required(_) => Some(quote! { principal: Self::Principal }),
        Requirement::Optional(_) => Some(quote! { principal: Option<Self::Principal> }),
    };
    let context = api.package.request_context.then(|| {
        quote! { request_context: crate::support::server::RequestContext }
    });
    let required = signature::arguments(it).map(|parameter| {
        let name = ident(&parameter.name);
        let ty = types::ty(api, &parameter.ty);
        quote! { #name: #ty }
    });
    let options = signature::options(it).map(|options| quote! { options: #options });
    let accept = it
        .success
        .is_by_choice()
        .then(|| quote! { accept: crate::support::server::Accept });
    let body = it.body.as_ref().map(|body| {
        let ty = signature::received(api, body);
        quote! { body: #ty }
    });
    let known = context.into_iter().chain(principal);
    let arguments = known.chain(required).chain(options);
    arguments.chain(accept).chain(body).collect()
}

/// Emits how the API's own error body says that a request was refused.
///
/// ```text
/// impl From<&Refusal> for ErrorBody { … }
/// ```
fn error_body(api: &Api, it: &ErrorBody) -> TokenStream {
    let name = types::name(api, it.ty);
    let fields = error_fields(api, it, &quote! { refusal.message() });
    quote! {
        impl From<&crate::support::server::Refusal> for crate::models::#name {
            fn from(refusal: &crate::support::server::Refusal) -> Self {
                Self { #fields }
            }
        }
    }
}

/// The fields of an error body, of which `message` says what is wrong.
fn error_fields(api: &Api, it: &ErrorBody, message: &TokenStream) -> TokenStream {
    let fields = it.fields.iter().map(|(name, part)| {
        let name = ident(name);
        let value = error_part(api, part, message);
        quote! { #name: #value }
    });
    quote! { #(#fields,)* }
}

fn error_part(api: &Api, it: &ErrorPart, message: &TokenStream) -> TokenStream {
    let (value, optional) = match it {
        ErrorPart::Code { optional } => (quote! { refusal.code().to_owned() }, *optional),
        ErrorPart::Message { optional } => (message.clone(), *optional),
        ErrorPart::Status { optional, scalar } => (status(*scalar), *optional),
        ErrorPart::RequestId { optional: true } => {
            (quote! { refusal.request_id().map(str::to_owned) }, false)
        }
        ErrorPart::RequestId { optional: false } => (
            quote! { refusal.request_id().unwrap_or_default().to_owned() },
            false,
        ),
        ErrorPart::Each { optional, item } => (each(api, item), *optional),
        ErrorPart::Absent => (quote! { None }, false),
        ErrorPart::Empty => (quote! { Default::default() }, false),
        ErrorPart::Nested { optional, body } => {
            let name = types::name(api, body.ty);
            let fields = error_fields(api, body, message);
            (quote! { crate::models::#name { #fields } }, *optional)
        }
    };
    if optional {
        quote! { Some(#value) }
    } else {
        value
    }
}

/// A list with an `item` for each thing that is wrong.
fn each(api: &Api, item: &ErrorPart) -> TokenStream {
    if *item == (ErrorPart::Message { optional: false }) {
        return quote! { refusal.messages() };
    }
    let message = match tells(item) {
        true => quote! { message },
        false => quote! { _ },
    };
    let item = error_part(api, item, &quote! { message.clone() });
    quote! { refusal.messages().iter().map(|#message| #item).collect() }
}

/// Whether a part has the message of what it is about.
fn tells(it: &ErrorPart) -> bool {
    match it {
        ErrorPart::Message { .. } => true,
        ErrorPart::Nested { body, .. } => body.fields.iter().any(|(_, it)| tells(it)),
        // A list within has messages of its own.
        ErrorPart::Each { .. }
        | ErrorPart::Code { .. }
        | ErrorPart::Status { .. }
        | ErrorPart::RequestId { .. }
        | ErrorPart::Absent
        | ErrorPart::Empty => false,
    }
}

/// The status, as a number of the field's type.
fn status(scalar: Scalar) -> TokenStream {
    match scalar {
        Scalar::String => quote! { refusal.status().as_u16().to_string() },
        Scalar::Bool
        | Scalar::I32
        | Scalar::I64
        | Scalar::U32
        | Scalar::U64
        | Scalar::I128
        | Scalar::F32
        | Scalar::F64
        | Scalar::Number
        | Scalar::Uuid
        | Scalar::DateTime
        | Scalar::Date
        | Scalar::Base64
        | Scalar::Binary
        | Scalar::Ipv4
        | Scalar::Ipv6
        | Scalar::Uri => quote! { refusal.status().as_u16().into() },
    }
}

/// Emits what tells the support code, which knows no document, of the traits.
///
/// ```text
/// impl<S: Api> Refuse for S { … }
/// ```
fn glue(api: &Api) -> TokenStream {
    let authenticate = parts::has_security(parts::services(api)).then(|| {
        answered(
            &quote! { Api },
            &quote! { S },
            &quote! { Api::authenticate(self, credential, context) },
        )
    });
    quote! {
        impl<S: Api> crate::support::server::Refuse for S {
            fn refuse(
                &self,
                refusal: &crate::support::server::Refusal,
            ) -> crate::support::server::Reply {
                Api::refuse(self, refusal)
            }
        }

        #authenticate
    }
}
