//! Enums of answers and their tables: what `answers.rs` and `errors.rs` have in common.

use minijinja::{Value, context};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{self, Docs};
use super::ident::{ident, raw};
use super::{Chunk, Template, signature, size, types};
use crate::ir::{
    Api, Contents, Header, Media, Name, Payload, Presence, Representation, Response, StatusPattern,
};

/// Emits an enum with a variant for each answer.
///
/// ```text
/// pub enum CreateSessionError {
///     /// The request cannot be read.
///     BadRequest(ErrorBody),
///     /// Anything else.
///     Other(StatusCode, ErrorBody),
/// }
/// ```
pub(super) fn item(
    api: &Api,
    name: &Name,
    docs: &str,
    responses: &[Response],
    module: &TokenStream,
) -> TokenStream {
    let docs = docs::ours(docs);
    let name = ident(name);
    let variants = responses.iter().map(|it| variant(api, it, module));
    let derives = derives(responses.iter().filter_map(|it| it.payload.contents()));
    quote! {
        #docs
        #derives
        pub enum #name {
            #(#variants,)*
        }
    }
}

fn variant(api: &Api, it: &Response, module: &TokenStream) -> TokenStream {
    let docs = Docs::of(&it.doc).or(&docs::code(&it.name.wire)).outer();
    let name = ident(&it.name);
    let status = match it.status {
        StatusPattern::Code(_) => None,
        StatusPattern::Range(_) | StatusPattern::Default => Some(quote! { ::http::StatusCode }),
    };
    let payload = (kind(it) != "empty").then(|| {
        let payload = signature::payload(api, it, module);
        if size::is_large(api, it) {
            quote! { Box<#payload> }
        } else {
            payload
        }
    });
    let parts: Vec<TokenStream> = status.into_iter().chain(payload).collect();
    let parts = (!parts.is_empty()).then(|| quote! { (#(#parts),*) });
    quote! {
        #docs
        #name #parts
    }
}

/// The table of an enum, for the macro `macro_name`.
///
/// ```text
/// failures!(CreateSessionError {
///     400 BadRequest json,
///     default Other json,
/// });
/// ```
pub(super) fn table(
    macro_name: &'static str,
    uses: &'static [(&'static str, &'static str)],
    name: &Name,
    responses: &[Response],
) -> Chunk {
    let rows: Vec<Value> = responses.iter().map(row).collect();
    Chunk::Table(Template {
        name: "answers.rs.jinja",
        text: include_str!("../../templates/answers.rs.jinja"),
        context: context! { macro_name, name => &name.rust, rows },
        uses,
    })
}

/// A status, as the tables call it.
pub(super) fn status_word(it: StatusPattern) -> String {
    match it {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Range(digit) => ["range(", &digit.to_string(), ")"].concat(),
        StatusPattern::Default => "default".to_owned(),
    }
}

fn row(it: &Response) -> Value {
    let status = status_word(it.status);
    let media = it.envelope.is_none().then(|| media(&it.payload)).flatten();
    context! { status, variant => &it.name.rust, kind => kind(it), media }
}

/// How the body of an answer is written, as the tables and the functions of the support code
/// call it.
pub(super) fn kind(it: &Response) -> &'static str {
    if it.envelope.is_some() {
        return "envelope";
    }
    body_kind(&it.payload).unwrap_or("empty")
}

fn body_kind(it: &Payload) -> Option<&'static str> {
    let contents = it.contents()?;
    Some(if contents.choice.is_some() {
        "envelope"
    } else if contents.others.is_empty() {
        representation_kind(&contents.first)
    } else {
        "json_or_text"
    })
}

/// How one of several bodies is written.
pub(super) fn representation_kind(it: &Representation) -> &'static str {
    match it.media {
        Media::Json => "json",
        Media::Text => "text",
        // Lowering knows no typed form of the others in an answer.
        Media::Form | Media::Multipart | Media::Bytes => "bytes",
        Media::Stream | Media::Events | Media::JsonLines => "stream",
    }
}

/// What is derived for what may hold `contents`: a stream is neither copied nor compared.
pub(super) fn derives<'a>(contents: impl IntoIterator<Item = &'a Contents>) -> TokenStream {
    if contents.into_iter().any(Contents::is_streamed) {
        quote! { #[derive(Debug)] }
    } else {
        quote! { #[derive(Debug, Clone, PartialEq)] }
    }
}

/// The media type of a body as a literal, where it is not the usual one for its kind.
fn media(it: &Payload) -> Option<String> {
    let content_type = unusual_media(it)?;
    Some(Literal::string(content_type).to_string())
}

/// The media type of a body, where it is not the usual one for its kind.
pub(super) fn unusual_media(it: &Payload) -> Option<&str> {
    let contents = it.contents().filter(|it| it.choice.is_none())?;
    let sent = sent(&contents.first);
    (sent != usual(contents.first.media)).then_some(sent)
}

/// The media type that a body is sent as: a range of them says nothing about the one at hand.
pub(super) fn sent(it: &Representation) -> &str {
    let content_type = it.content_type();
    if content_type.contains('*') {
        return usual(it.media);
    }
    content_type
}

/// The media type of most bodies of a kind.
fn usual(media: Media) -> &'static str {
    match media {
        Media::Json => "application/json",
        Media::Form => "application/x-www-form-urlencoded",
        Media::Multipart => "multipart/form-data",
        Media::Text => "text/plain",
        Media::Bytes | Media::Stream => "application/octet-stream",
        Media::Events => "text/event-stream",
        Media::JsonLines => "application/jsonl",
    }
}

/// Emits the struct of a body and the headers beside it, and its table; nothing for an answer
/// without headers.
///
/// ```text
/// pub struct CreateSessionTooManyRequests {
///     /// What the answer says.
///     pub body: ErrorBody,
///     /// Seconds to wait.
///     pub retry_after: Option<i64>,
/// }
/// ```
pub(super) fn envelope(api: &Api, it: &Response) -> Vec<Chunk> {
    let Some(name) = &it.envelope else {
        return Vec::new();
    };
    let body = body_kind(&it.payload);
    let headers: Vec<Value> = it
        .headers
        .iter()
        .map(|header| {
            let wire = Literal::string(&header.name.wire).to_string();
            context! { name => &header.name.rust, wire, explode => header.explode }
        })
        .collect();
    vec![
        Chunk::Tokens(envelope_item(api, name, it)),
        Chunk::Table(Template {
            name: "envelope.rs.jinja",
            text: include_str!("../../templates/envelope.rs.jinja"),
            context: context! { name => &name.rust, body, media => media(&it.payload), headers },
            uses: &[("crate::support::tables", "envelope")],
        }),
    ]
}

fn envelope_item(api: &Api, name: &Name, it: &Response) -> TokenStream {
    let docs = Docs::of(&it.doc).or("An answer and its headers.").outer();
    let name = ident(name);
    let body = body_kind(&it.payload).map(|_| {
        let body = signature::body(api, &it.payload);
        quote! {
            /// The body.
            pub body: #body,
        }
    });
    let headers = it.headers.iter().map(|it| header(api, it));
    let derives = derives(it.payload.contents());
    quote! {
        #docs
        #derives
        pub struct #name {
            #body
            #(#headers,)*
        }
    }
}

fn header(api: &Api, it: &Header) -> TokenStream {
    let docs = Docs::of(&it.doc).and(&docs::header(it)).outer();
    let name = ident(&it.name);
    let presence = if it.required {
        Presence::Required
    } else {
        Presence::Optional
    };
    let ty = types::field(api, &it.ty, presence);
    quote! {
        #docs
        pub #name: #ty
    }
}

/// A status that the document lists, as the crate `http` calls it.
///
/// ```text
/// StatusCode::CREATED
/// ```
pub(super) fn status(code: u16) -> TokenStream {
    let constant = STATUSES.iter().find(|(it, _)| *it == code);
    if let Some((_, constant)) = constant {
        let constant = raw(constant);
        return quote! { ::http::StatusCode::#constant };
    }
    let code = Literal::u16_unsuffixed(code);
    quote! { crate::support::tables::status(#code) }
}

const STATUSES: &[(u16, &str)] = &[
    (200, "OK"),
    (201, "CREATED"),
    (202, "ACCEPTED"),
    (203, "NON_AUTHORITATIVE_INFORMATION"),
    (204, "NO_CONTENT"),
    (205, "RESET_CONTENT"),
    (206, "PARTIAL_CONTENT"),
    (207, "MULTI_STATUS"),
    (300, "MULTIPLE_CHOICES"),
    (301, "MOVED_PERMANENTLY"),
    (302, "FOUND"),
    (303, "SEE_OTHER"),
    (304, "NOT_MODIFIED"),
    (307, "TEMPORARY_REDIRECT"),
    (308, "PERMANENT_REDIRECT"),
];
