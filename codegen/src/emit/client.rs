//! `client.rs`: a method for each operation.

mod example;
mod form;
mod making;
mod paging;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{self, Docs};
use super::gate;
use super::ident::{ident, raw};
use super::{Chunk, Content, RustFile, Spot, parts, responses, signature, types};
use crate::ir::{Api, Body, Media, Operation, Parameter, Success};

pub(super) use making::{settings, with_secret};

/// Emits the client.
///
/// ```text
/// impl Client {
///     /// Creates a session.
///     #[inline]
///     pub fn create_session(&self, body: &CreateSessionRequest) -> Call<Session, CreateSessionError> {
///         self.core.request(&CREATE_SESSION).json(body).call(answer::json)
///     }
/// }
/// ```
pub(super) fn content(api: &Api) -> Option<Content> {
    if !parts::has_services(api) {
        return None;
    }
    let services = gate::called_later(api, methods);
    let own = [client(), making::making(api)].map(Chunk::Tokens);
    Some(Content::Rust(RustFile {
        module: "crate::client",
        is_part: false,
        head: Docs::default().and("Calls the API.").inner(),
        chunks: own.into_iter().chain(services).collect(),
    }))
}

fn client() -> TokenStream {
    quote! {
        /// A client of the API. Cheap to clone.
        #[derive(Debug, Clone)]
        pub struct Client {
            core: crate::support::client::Core,
        }
    }
}

/// Emits the methods for some operations of a service.
fn methods(api: &Api, spot: &Spot) -> TokenStream {
    let Some(it) = api.services.get(spot.index) else {
        return TokenStream::new();
    };
    // Those that are not the first go on with its `impl`.
    let docs = (spot.operations.start == 0).then(|| Docs::of(&it.doc).outer());
    let operations = it.operations.get(spot.operations.clone());
    let operations = operations.into_iter().flatten();
    let operations = operations.map(|it| operation(api, it, false));
    let client = match spot.gate {
        Some(_) => quote! { crate::client::Client },
        None => quote! { Client },
    };
    quote! {
        #docs
        impl #client {
            #(#operations)*
        }
    }
}

/// Emits the method that makes a request; of one that `is_sent`, the caller says where to.
///
/// It is compiled where it is called, and with it what reads its answer: of a large API, most methods never are.
pub(super) fn operation(api: &Api, it: &Operation, is_sent: bool) -> TokenStream {
    let pages = it.pagination.as_ref().map_or("", |_| paging::WORDS);
    let docs = docs_of(api, it).and(pages);
    let docs = match is_sent {
        true => docs.outer(),
        false => docs.example(&example::lines(api, it)).outer(),
    };
    let name = ident(&it.name);
    let constant = raw(&it.constant);
    let arguments = arguments(api, it);
    let success = signature::success(api, &it.success);
    let failure = signature::failure(it);
    let calling = match &it.pagination {
        None => quote! { crate::support::client::Call<#success, #failure> },
        Some(pagination) => {
            let item = types::ty(api, &pagination.item);
            quote! { crate::support::client::Paged<#success, #failure, #item> }
        }
    };
    let parameters = it
        .parameters
        .iter()
        .map(|parameter| self::parameter(api, it, parameter));
    let answer = answer(&it.success);
    let url = is_sent.then(|| quote! { url: &str, });
    let at = is_sent.then(|| quote! { .at(url) });
    let server = it.server.as_ref().map(|it| quote! { .server(#it) });
    let request = quote! {
        self.core
            .request(&crate::operations::#constant)
            #at
            #server
            #(#parameters)*
    };
    let streaming = streaming(it);
    let paged = it.pagination.as_deref().map(paging::paged);
    let call = quote! { #streaming.call(crate::support::client::answer::#answer) #paged };
    let calls = match &it.body {
        None => quote! { #request #call },
        Some(body) => match signature::choice(&body.contents) {
            None => {
                let body = send_optional(api, body);
                quote! { #request #body #call }
            }
            Some(choice) => {
                let arms = arms(api, &choice, body);
                quote! {
                    let request = #request;
                    let request = match body { #(#arms,)* };
                    request #call
                }
            }
        },
    };
    quote! {
        #docs
        #[inline]
        pub fn #name(&self, #url #(#arguments),*) -> #calling {
            #calls
        }
    }
}

/// What the methods of both sides say of an operation.
pub(super) fn docs_of(api: &Api, it: &Operation) -> Docs {
    let deprecated = if it.deprecated { "Deprecated." } else { "" };
    let parameters = signature::arguments(it).map(|it| {
        (
            ident(&it.name).to_string(),
            &it.doc,
            docs::parameter(api, it),
        )
    });
    let body = it.body.iter();
    let body = body.map(|it| ("body".to_owned(), &it.doc, String::new()));
    Docs::of(&it.doc)
        .and(deprecated)
        .list(parameters.chain(body))
        .and(&docs::route(it))
        .and(&docs::server(it))
}

fn arguments(api: &Api, it: &Operation) -> Vec<TokenStream> {
    let required = signature::arguments(it).map(|parameter| {
        let name = ident(&parameter.name);
        let ty = signature::lent(api, &parameter.ty);
        quote! { #name: #ty }
    });
    let options = signature::options(it).map(|options| quote! { options: &#options });
    let body = it.body.as_ref().map(|body| {
        let ty = body_argument(api, body);
        quote! { body: #ty }
    });
    required.chain(options).chain(body).collect()
}

fn body_argument(api: &Api, it: &Body) -> TokenStream {
    let first = &it.contents.first;
    let ty = match (signature::choice(&it.contents), first.media) {
        // What is in a stream is gone when it is sent.
        (Some(choice), _) if it.contents.is_streamed() => choice,
        (Some(choice), _) => quote! { &#choice },
        (None, Media::Stream) if it.required => {
            quote! { impl Into<crate::support::stream::ByteStream> }
        }
        (None, Media::Stream | Media::Events | Media::JsonLines) => {
            signature::representation(api, first)
        }
        (None, Media::Json | Media::Form | Media::Multipart | Media::Text) => {
            signature::lent(api, &first.ty)
        }
        // The type of nothing could not be inferred.
        (None, Media::Bytes) if it.required => quote! { impl Into<::bytes::Bytes> },
        (None, Media::Bytes) => quote! { ::bytes::Bytes },
    };
    if it.required {
        ty
    } else {
        quote! { Option<#ty> }
    }
}

fn parameter(api: &Api, operation: &Operation, it: &Parameter) -> TokenStream {
    let wire = &it.name.wire;
    let name = ident(&it.name);
    let is_argument = it.required && !signature::gathers_all(operation);
    let value = match (is_argument, signature::is_copy(api, &it.ty)) {
        (true, true) => quote! { &#name },
        (true, false) => quote! { #name },
        (false, _) => quote! { &options.#name },
    };
    quote! { .parameter(#wire, #value) }
}

/// Sends a body that is written in one way, if there is one.
fn send_optional(api: &Api, it: &Body) -> TokenStream {
    let first = &it.contents.first;
    let body = match (it.required, signature::is_lent_by_value(api, &first.ty)) {
        (true, true) => quote! { &body },
        (false, true) => quote! { body.as_ref() },
        (_, false) => quote! { body },
    };
    match first.media {
        Media::Json if it.required => quote! { .json(#body) },
        Media::Json => quote! { .optional_json(#body) },
        Media::Form => form::send(api, first, it.required, &body),
        Media::Multipart => form::send_parts(first, it.required, &body),
        Media::Text if it.required => quote! { .text(#body) },
        Media::Text => quote! { .optional_text(#body) },
        Media::Bytes if it.required => quote! { .bytes(body) },
        Media::Bytes => quote! { .optional_bytes(body) },
        Media::Stream | Media::Events if it.required => quote! { .stream(body) },
        Media::Stream | Media::Events => quote! { .optional_stream(body) },
        Media::JsonLines => {
            let media = responses::sent(first);
            if it.required {
                quote! { .stream(body.written_as(#media)) }
            } else {
                quote! { .optional_stream(body.map(|it| it.written_as(#media))) }
            }
        }
    }
}

/// Says which successes are read piece by piece: where there is no choice, whatever comes.
///
/// ```text
/// .streaming(&["text/event-stream"])
/// ```
fn streaming(it: &Operation) -> Option<TokenStream> {
    let mut streamed: Vec<&str> = Vec::new();
    let mut is_certain = false;
    for contents in parts::successes(it) {
        for it in contents.all().filter(|it| it.media.is_streamed()) {
            streamed.extend(it.content_types.iter().map(String::as_str));
            is_certain |= contents.choice.is_none();
        }
    }
    if is_certain {
        streamed.push("*/*");
    }
    streamed.sort_unstable();
    streamed.dedup();
    let until = parts::sentinel(it).map(|it| quote! { .until(#it) });
    (!streamed.is_empty()).then(|| quote! { .streaming(&[#(#streamed),*]) #until })
}

/// Sends the body that it is of several.
///
/// ```text
/// CreateReportBody::Csv(body) => request.text(body).with_media("text/csv"),
/// ```
fn arms(api: &Api, choice: &TokenStream, it: &Body) -> Vec<TokenStream> {
    let none = (!it.required).then(|| quote! { None => request });
    let usual = it.contents.first.content_type();
    let is_lent = !it.contents.is_streamed();
    let some = it.contents.all().map(|representation| {
        let name = ident(&representation.name);
        let by_reference = !is_lent && !representation.media.is_streamed();
        let by_reference = by_reference.then(|| quote! { ref });
        let pattern = quote! { #choice::#name(#by_reference body) };
        let pattern = if it.required {
            pattern
        } else {
            quote! { Some(#pattern) }
        };
        let body = quote! { body };
        let media = responses::sent(representation);
        let is_usual = representation.content_type() == usual;
        let with_media = (!is_usual).then(|| quote! { .with_media(#media) });
        let send = match representation.media {
            Media::Json => quote! { .json(body) #with_media },
            Media::Form => {
                let send = form::send(api, representation, true, &body);
                quote! { #send #with_media }
            }
            // What has parts says so itself, with what stands between them.
            Media::Multipart => form::send_parts(representation, true, &body),
            Media::Text => quote! { .text(body) #with_media },
            Media::Bytes => quote! { .bytes(body.clone()) #with_media },
            Media::Stream | Media::Events => quote! { .stream_as(body, #media) },
            Media::JsonLines => quote! { .stream_as(body.written_as(#media), #media) },
        };
        quote! { #pattern => request #send }
    });
    none.into_iter().chain(some).collect()
}

/// The function that reads a success.
fn answer(it: &Success) -> Ident {
    match it {
        Success::One(it) => raw(responses::kind(it)),
        Success::Several { .. } => raw("several"),
    }
}
