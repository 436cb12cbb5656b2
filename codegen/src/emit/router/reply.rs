//! Answers what the service says.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::ident::raw;
use super::super::{parts, responses};
use crate::ir::{Operation, Response, StatusPattern, Success};

/// Answers what `call` gives.
///
/// ```text
/// answer::json(StatusCode::CREATED, service.create_session(principal, body).await)
/// ```
pub(super) fn of(it: &Operation, call: &TokenStream) -> TokenStream {
    let until = parts::sentinel(it).map(|it| quote! { .until(#it) });
    let reply = match (&it.success, &until) {
        (Success::One(response), None) if media(response).is_none() => {
            let status = status(response);
            let kind = raw(responses::kind(response));
            return quote! { crate::support::server::answer::#kind(#status, #call) };
        }
        (Success::Several { .. }, None) => {
            return quote! { crate::support::server::answer::several(#call) };
        }
        (Success::One(response), _) => one(response),
        (Success::Several { .. }, Some(_)) => quote! { answer.reply() },
    };
    quote! { crate::support::server::answer::with(#call, |answer| #reply #until) }
}

/// The reply that is made of an answer with something special about it.
///
/// ```text
/// Reply::stream_as(StatusCode::OK, &answer, "image/png")
/// ```
fn one(it: &Response) -> TokenStream {
    let status = status(it);
    let kind = responses::kind(it);
    let name = raw(kind);
    match (kind, media(it)) {
        // How a stream is written depends on its media type.
        ("stream", Some(media)) => quote! {
            crate::support::server::Reply::stream_as(#status, &answer, #media)
        },
        (_, Some(media)) => quote! {
            crate::support::server::Reply::#name(#status, &answer).with_media(#media)
        },
        (_, None) => quote! { crate::support::server::Reply::#name(#status, &answer) },
    }
}

/// The media type of the body, where it is not the usual one for its kind.
fn media(it: &Response) -> Option<&str> {
    responses::unusual_media(&it.payload).filter(|_| it.envelope.is_none())
}

/// One that stands for many statuses is answered with the plainest of them.
fn status(it: &Response) -> TokenStream {
    responses::status(match it.status {
        StatusPattern::Code(code) => code,
        StatusPattern::Range(digit) => u16::from(digit) * 100,
        StatusPattern::Default => 200,
    })
}
