//! Reads the body of a request.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::ident::{ident, raw};
use super::super::rules::Plan;
use super::super::{parts, signature};
use super::form;
use crate::ir::{Body, Contents, Media, Operation, Representation};

/// Reads the body, as what the service takes.
///
/// ```text
/// let body = request.receive().await?.checked_json()?;
/// ```
pub(super) fn read(plan: &Plan<'_>, operation: &Operation, it: &Body) -> TokenStream {
    let Contents {
        choice: _,
        first,
        others,
    } = &it.contents;
    if !others.is_empty() {
        return one_of(plan, operation, it);
    }
    if first.media.is_streamed() {
        let into = into(first);
        return if it.required {
            quote! { let body = request.open()?.required()?.stream() #into; }
        } else {
            let into = into.map(|_| quote! { .map(Into::into) });
            quote! {
                let body = request.open()?.filled().await?;
                let body = body.map(crate::support::stream::Incoming::stream) #into;
            }
        };
    }
    let rules = raw(parts::BODY);
    let read = read_body(plan, operation, first, &rules, it.required);
    quote! { let body = request.receive().await?.#read; }
}

/// What makes a stream of bytes the stream that it is.
fn into(it: &Representation) -> Option<TokenStream> {
    (it.media == Media::JsonLines).then(|| quote! { .into() })
}

/// Reads a body that is one of several.
///
/// ```text
/// let body = request.receive().await?;
/// let body = match body.media_type() {
///     "text/csv" => CreateReportBody::Csv(body.text()?),
///     _ => CreateReportBody::Json(body.json()?),
/// };
/// ```
fn one_of(plan: &Plan<'_>, operation: &Operation, it: &Body) -> TokenStream {
    let choice = signature::choice(&it.contents);
    let is_streamed = it.contents.is_streamed();
    let read = |representation: &Representation| {
        let Some(choice) = &choice else {
            let rules = raw(parts::BODY);
            let read = read_body(plan, operation, representation, &rules, it.required);
            return quote! { body.#read };
        };
        let name = ident(&representation.name);
        let read = read_body(plan, operation, representation, &name, true);
        let read = match (is_streamed, representation.media.is_streamed()) {
            (false, _) => read,
            (true, false) => quote! { receive().await?.#read },
            (true, true) => {
                let into = into(representation);
                quote! { stream() #into }
            }
        };
        let read = quote! { #choice::#name(body.#read) };
        either(
            it.required || is_streamed,
            read.clone(),
            quote! { Some(#read) },
        )
    };
    let is_optional = choice.is_some() && !it.required;
    let none = is_optional.then(|| quote! { _ if body.is_empty() => None, });
    let others = it.contents.others.iter().map(|it| {
        let content_types = &it.content_types;
        let read = read(it);
        quote! { #(#content_types)|* => #read, }
    });
    let first = read(&it.contents.first);
    if is_streamed {
        let read = quote! {
            match body.media_type() {
                #(#others)*
                _ => #first,
            }
        };
        return if it.required {
            quote! {
                let body = request.open()?.required()?;
                let body = #read;
            }
        } else {
            quote! {
                let body = match request.open()?.filled().await? {
                    None => None,
                    Some(body) => Some(#read),
                };
            }
        };
    }
    quote! {
        let body = request.receive().await?;
        let body = match body.media_type() {
            #none
            #(#others)*
            _ => #first,
        };
    }
}

/// Reads what has been received.
///
/// ```text
/// checked_json()?
/// ```
fn read_body(
    plan: &Plan<'_>,
    operation: &Operation,
    it: &Representation,
    rules_name: &Ident,
    required: bool,
) -> TokenStream {
    let kind = match it.media {
        Media::Json => "json",
        Media::Text => "text",
        Media::Form | Media::Multipart => {
            return form::read(plan, operation, it, rules_name, required);
        }
        Media::Bytes | Media::Stream | Media::Events | Media::JsonLines => {
            return either(required, quote! { bytes() }, quote! { optional_bytes() });
        }
    };
    let optional = if required { "" } else { "optional_" };
    let rules = plan.of_body(it);
    if rules.is_empty() {
        let read = raw(&[optional, kind].concat());
        quote! { #read()? }
    } else if rules.are_those_of_the_type() {
        let read = raw(&[optional, "checked_", kind].concat());
        quote! { #read()? }
    } else {
        let operation = ident(&operation.name);
        let read = raw(&[optional, kind, "_with"].concat());
        quote! { #read(crate::rules::#operation::#rules_name)? }
    }
}

pub(super) fn either(is_first: bool, first: TokenStream, second: TokenStream) -> TokenStream {
    if is_first { first } else { second }
}
