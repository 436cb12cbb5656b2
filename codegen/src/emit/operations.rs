//! `operations.rs`: what client and server have to agree on.

pub(super) mod form;
mod security;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{self, Docs};
use super::gate::{self, gated};
use super::ident::raw;
use super::{Chunk, Content, RustFile, parts, types};
use crate::ir::{
    Api, Contents, Location, Operation, Parameter, Requirement, Response, Scheme, SchemeKind,
    StatusPattern, Style, Type, TypeKind,
};

/// Emits the schemes and the operations.
///
/// ```text
/// /// `POST /v1/chat/chat/sessions`
/// pub static CREATE_SESSION: Operation = Operation {
///     id: "createSession",
///     method: Method::POST,
///     …
/// };
/// ```
pub(super) fn content(api: &Api) -> Option<Content> {
    if !parts::has_operations(api) {
        return None;
    }
    let schemes = api.security.schemes.iter().map(scheme);
    let usual = security::usual(api);
    let said_once = usual.map(|it| security::item(api, it));
    let shared = schemes.chain(said_once).map(Chunk::Tokens);
    let operations = gate::operations(api).flat_map(|(gate, it)| {
        let sent = it.body.iter().flat_map(|it| it.contents.all());
        let forms = sent.filter_map(|body| form::item(api, it, body));
        let items = std::iter::once(operation(api, it, usual)).chain(forms);
        items.map(move |it| gated(gate, Chunk::Tokens(it)))
    });
    let docs = Docs::default().and("What the API does, and who may ask for it.");
    Some(Content::Rust(RustFile {
        module: "crate::operations",
        is_part: false,
        head: docs.inner(),
        chunks: shared.chain(operations).collect(),
    }))
}

/// Emits a way to authenticate.
///
/// ```text
/// /// The key of an organization.
/// ///
/// /// `x-api-key: …`
/// pub static API_KEY: Scheme = Scheme::header("apiKey", "x-api-key");
/// ```
fn scheme(it: &Scheme) -> TokenStream {
    let docs = Docs::of(&it.doc).and(&docs::place(&it.kind)).outer();
    let constant = raw(&it.constant);
    let name = &it.name.wire;
    let value = match &it.kind {
        SchemeKind::ApiKeyHeader(header) => quote! { header(#name, #header) },
        SchemeKind::ApiKeyQuery(key) => quote! { query(#name, #key) },
        SchemeKind::ApiKeyCookie(cookie) => quote! { cookie(#name, #cookie) },
        SchemeKind::Bearer { format: _ } => quote! { bearer(#name) },
        SchemeKind::Basic => quote! { basic(#name) },
        SchemeKind::Other(scheme) => quote! { authorization(#name, #scheme) },
        SchemeKind::MutualTls => quote! { certificate(#name) },
    };
    quote! {
        #docs
        pub static #constant: crate::support::http::Scheme = crate::support::http::Scheme::#value;
    }
}

fn operation(api: &Api, it: &Operation, usual: Option<&Requirement>) -> TokenStream {
    let docs = Docs::default().and(&docs::route(it)).outer();
    let constant = raw(&it.constant);
    let (id, path) = (&it.name.wire, &it.path);
    let method = method(&it.method);
    let parameters = it
        .parameters
        .iter()
        .map(|parameter| self::parameter(api, parameter));
    let consumes = it.body.iter().map(|it| &it.contents);
    let consumes = media_types(consumes);
    let produces = media_types(it.responses().filter_map(|it| it.payload.contents()));
    let security = security::of(api, &it.security, usual);
    let success = patterns(it.success.responses());
    let failures = patterns(&it.failures.responses);
    let error_bodies = it
        .failures
        .responses
        .iter()
        .map(|it| match api.error_answer(it) {
            Some(index) => {
                let index = Literal::usize_unsuffixed(index);
                quote! { Some(#index) }
            }
            None => quote! { None },
        });
    quote! {
        #docs
        pub static #constant: crate::support::http::Operation = crate::support::http::Operation {
            id: #id,
            method: #method,
            path: #path,
            parameters: &[#(#parameters),*],
            consumes: &[#(#consumes),*],
            produces: &[#(#produces),*],
            security: #security,
            success: &[#(#success),*],
            failures: &[#(#failures),*],
            error_bodies: &[#(#error_bodies),*],
        };
    }
}

fn method(method: &str) -> TokenStream {
    let known = [
        "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE",
    ];
    // The methods of OpenAPI 3.0, all of which the crate `http` knows.
    let method = known.into_iter().find(|it| *it == method).unwrap_or("GET");
    let method = raw(method);
    quote! { ::http::Method::#method }
}

/// The media types of bodies, each once.
fn media_types<'a>(bodies: impl Iterator<Item = &'a Contents>) -> Vec<&'a str> {
    let mut all = Vec::new();
    for it in bodies.flat_map(Contents::all) {
        for content_type in &it.content_types {
            if !all.contains(&content_type.as_str()) {
                all.push(content_type);
            }
        }
    }
    all
}

fn patterns(responses: &[Response]) -> impl Iterator<Item = TokenStream> {
    responses.iter().map(|it| match it.status {
        StatusPattern::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote! { crate::support::http::StatusPattern::Code(#code) }
        }
        StatusPattern::Range(digit) => {
            let digit = Literal::u8_unsuffixed(digit);
            quote! { crate::support::http::StatusPattern::Range(#digit) }
        }
        StatusPattern::Default => quote! { crate::support::http::StatusPattern::Default },
    })
}

/// Emits a parameter; only what its location does not suggest is said.
///
/// ```text
/// Parameter::query("tags").explode(false)
/// ```
fn parameter(api: &Api, it: &Parameter) -> TokenStream {
    let name = &it.name.wire;
    let (constructor, usual_style, usual_explode) = match it.location {
        Location::Path => (quote! { path }, Style::Simple, false),
        Location::Query => (quote! { query }, Style::Form, true),
        Location::Header => (quote! { header }, Style::Simple, false),
        Location::Cookie => (quote! { cookie }, Style::Form, true),
    };
    let style = (it.style != usual_style).then(|| {
        let style = style(it.style);
        quote! { .style(crate::support::http::Style::#style) }
    });
    let explode = it.explode;
    let explode = (explode != usual_explode).then(|| quote! { .explode(#explode) });
    let reserved = it.allow_reserved.then(|| quote! { .allow_reserved() });
    let empty = it.allow_empty.then(|| quote! { .allow_empty() });
    let spread = spread(api, it);
    quote! {
        crate::support::http::Parameter::#constructor(#name)
            #style #explode #reserved #empty #spread
    }
}

fn style(style: Style) -> TokenStream {
    match style {
        Style::Simple => quote! { Simple },
        Style::Label => quote! { Label },
        Style::Matrix => quote! { Matrix },
        Style::Form => quote! { Form },
        Style::SpaceDelimited => quote! { SpaceDelimited },
        Style::PipeDelimited => quote! { PipeDelimited },
        Style::DeepObject => quote! { DeepObject },
        Style::Json => quote! { Json },
    }
}

/// What an exploded object is known by, since its own name is not sent.
fn spread(api: &Api, it: &Parameter) -> Option<TokenStream> {
    let is_form = it.style == Style::Form && it.explode;
    if !is_form {
        return None;
    }
    match types::resolved(api, &it.ty) {
        Type::Map { .. } | Type::Object => Some(quote! { .rest() }),
        Type::Named(id) | Type::Boxed(id) => match &api.definition(*id)?.kind {
            TypeKind::Struct(it) => {
                let names = it.fields.iter().map(|field| &field.name.wire);
                Some(quote! { .properties(&[#(#names),*]) })
            }
            TypeKind::StringEnum(_)
            | TypeKind::IntegerEnum(_)
            | TypeKind::Union(_)
            | TypeKind::Alias { .. }
            | TypeKind::Newtype { .. } => None,
        },
        Type::Scalar(_)
        | Type::Array { .. }
        | Type::Tuple(_)
        | Type::Any
        | Type::Nullable(_)
        | Type::Foreign(_) => None,
    }
}
