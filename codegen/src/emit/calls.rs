//! A call of every operation: a program that tries a whole client, whatever its document.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ident::{ident, raw, setter};
use super::{parts, signature, size};
use crate::ir::{
    Additional, Api, Body, Field, Media, Operation, Parameter, Presence, Representation, RuleSet,
    Scalar, SchemeKind, Struct, Success, Type, TypeKind,
};
use crate::sample::{self, Side};

/// Emits what the program adds to a harness that has `Outcome`, `value` and `outcome`.
///
/// ```text
/// pub const CALLS: &[(&Operation, Made)] = &[
///     (&GET_PET, |client, prefer| Box::pin(get_pet(client, prefer))),
/// ];
///
/// async fn get_pet(client: &Client, prefer: &str) -> Outcome {
///     let call = client.get_pet(value("1")?);
///     outcome(call.header("prefer", prefer).send().await).map(|it| it.0)
/// }
/// ```
pub(crate) fn content(api: &Api) -> TokenStream {
    let all: Vec<&Operation> = parts::services(api).flat_map(|it| &it.operations).collect();
    let rows = all.iter().map(|it| {
        let (constant, name) = (raw(&it.constant), ident(&it.name));
        quote! {
            (&crate::operations::#constant, |client, prefer| Box::pin(#name(client, prefer)))
        }
    });
    let calls = all.iter().map(|it| call(api, it));
    let secrets = api.security.schemes.iter().filter_map(|it| {
        let with = setter(&it.name);
        match &it.kind {
            SchemeKind::MutualTls => None,
            SchemeKind::Basic => Some(quote! {
                .#with(crate::support::secret::Basic::new("mock", "secret"))
            }),
            SchemeKind::ApiKeyHeader(_)
            | SchemeKind::ApiKeyQuery(_)
            | SchemeKind::ApiKeyCookie(_)
            | SchemeKind::Bearer { format: _ }
            | SchemeKind::Other(_) => Some(quote! { .#with("secret") }),
        }
    });
    let one = parts::has_operations_elsewhere(api).then(|| quote! { .with_one_base_url() });
    quote! {
        use super::{Made, Outcome, outcome, value};

        pub fn prepared(client: crate::Client) -> crate::Client {
            client #one #(#secrets)*
        }

        pub const CALLS: &[(&crate::support::http::Operation, Made)] = &[#(#rows),*];

        #(#calls)*
    }
}

fn call(api: &Api, it: &Operation) -> TokenStream {
    let name = ident(&it.name);
    let arguments = signature::arguments(it).map(|it| lent(api, &it.ty, &it.rules));
    let options = signature::options(it).map(|name| options(api, it, &name));
    let body = it.body.as_ref().map(|it| body(api, it));
    let arguments = arguments.chain(options).chain(body);
    let is_stream = match &it.success {
        Success::One(response) => {
            let contents = response.payload.contents();
            let plain = contents.filter(|it| response.envelope.is_none() && it.choice.is_none());
            plain.is_some_and(|it| it.first.media.is_streamed())
        }
        Success::Several { .. } => false,
    };
    let call = quote! {
        let call = client.#name(#(#arguments),*).header("prefer", prefer);
    };
    let rest = match is_stream {
        true => quote! {
            let (came, answer) = outcome(call.send().await)?;
            if let Some(mut pieces) = answer {
                while let Some(piece) = pieces.next().await {
                    piece.map_err(|error| error.to_string())?;
                }
            }
            Ok(came)
        },
        false => quote! { outcome(call.send().await).map(|it| it.0) },
    };
    quote! {
        async fn #name(client: &crate::Client, prefer: &str) -> Outcome {
            #call
            #rest
        }
    }
}

/// A value of `ty` as [`signature::lent`] has it.
fn lent(api: &Api, ty: &Type, rules: &RuleSet) -> TokenStream {
    let json = sample::valid(api, ty, rules, Side::Request);
    lent_as(api, ty, &json)
}

fn lent_as(api: &Api, ty: &Type, json: &str) -> TokenStream {
    let text = Literal::string(json);
    if signature::is_copy(api, ty) {
        return quote! { value(#text)? };
    }
    match ty {
        Type::Scalar(Scalar::String | Scalar::Uri | Scalar::DateTime | Scalar::Date) => {
            quote! { &value::<String>(#text)? }
        }
        Type::Array { items, rules: _ } => {
            let items = super::types::ty(api, items);
            quote! { &value::<Vec<#items>>(#text)? }
        }
        Type::Nullable(_) if json == "null" => quote! { None },
        Type::Nullable(inner) => {
            let inner = lent_as(api, inner, json);
            quote! { Some(#inner) }
        }
        Type::Scalar(_)
        | Type::Tuple(_)
        | Type::Map { .. }
        | Type::Object
        | Type::Any
        | Type::Foreign(_)
        | Type::Named(_)
        | Type::Boxed(_) => quote! { &value(#text)? },
    }
}

/// The struct of the parameters that are no arguments, with all of them.
fn options(api: &Api, it: &Operation, name: &TokenStream) -> TokenStream {
    let fields = signature::gathered(it).map(|it: &Parameter| {
        let field = ident(&it.name);
        let json = sample::valid(api, &it.ty, &it.rules, Side::Request);
        let text = Literal::string(&json);
        quote! { #field: value(#text)? }
    });
    quote! { &#name { #(#fields),* } }
}

fn body(api: &Api, it: &Body) -> TokenStream {
    let first = &it.contents.first;
    let some = |value: TokenStream| match it.required {
        true => value,
        false => quote! { Some(#value) },
    };
    if let Some(choice) = signature::choice(&it.contents) {
        let variant = ident(&first.name);
        let held = owned(api, first);
        let is_boxed = !first.media.is_streamed() && size::is_large_type(api, &first.ty);
        let held = match is_boxed {
            true => quote! { Box::new(#held) },
            false => held,
        };
        let chosen = quote! { #choice::#variant(#held) };
        return some(match it.contents.is_streamed() {
            true => chosen,
            false => quote! { &#chosen },
        });
    }
    some(match first.media {
        Media::Json | Media::Form | Media::Text => lent(api, &first.ty, &first.rules),
        Media::Multipart => {
            let held = owned(api, first);
            quote! { &#held }
        }
        Media::Bytes | Media::Stream | Media::Events | Media::JsonLines => owned(api, first),
    })
}

fn owned(api: &Api, it: &Representation) -> TokenStream {
    let json = sample::valid(api, &it.ty, &it.rules, Side::Request);
    let text = Literal::string(&json);
    match it.media {
        Media::Json | Media::Form | Media::Text => quote! { value(#text)? },
        Media::Multipart => form(api, &it.ty),
        Media::Bytes => quote! { "bytes".into() },
        Media::Stream => {
            let media = sent_media(it.content_type());
            quote! { crate::support::stream::ByteStream::from("bytes").with_media_type(#media) }
        }
        Media::Events => {
            let text = Literal::string(&["data: ", &json, "\n\n"].concat());
            quote! { crate::support::events::EventStream::read(#text.into()) }
        }
        Media::JsonLines => {
            quote! { crate::support::json_lines::JsonLines::from(vec![value(#text)?]) }
        }
    }
}

/// A media type of a range.
fn sent_media(range: &str) -> &str {
    match range {
        "image/*" => "image/png",
        "audio/*" => "audio/mpeg",
        "video/*" => "video/mp4",
        "text/*" => "text/plain",
        it if it.contains('*') => "application/octet-stream",
        it => it,
    }
}

/// A form in parts, which is not read from JSON.
fn form(api: &Api, ty: &Type) -> TokenStream {
    let name = super::types::ty(api, ty);
    let (Type::Named(id) | Type::Boxed(id)) = ty else {
        return quote! { value("null")? };
    };
    let Some(TypeKind::Struct(it)) = api.definition(*id).map(|it| &it.kind) else {
        return quote! { value("null")? };
    };
    let fields = it.fields.iter().map(|field| part(api, field));
    let additional = additional(it);
    quote! { #name { #(#fields,)* #additional } }
}

fn additional(it: &Struct) -> Option<TokenStream> {
    match &it.additional {
        Additional::Ignored | Additional::Refused => None,
        Additional::Kept { name, .. } => {
            let name = ident(name);
            Some(quote! { #name: Default::default() })
        }
    }
}

fn part(api: &Api, it: &Field) -> TokenStream {
    let name = ident(&it.name);
    let some = |value: TokenStream| match it.presence {
        Presence::Required => value,
        Presence::RequiredNullable | Presence::Optional => quote! { Some(#value) },
        Presence::OptionalNullable => quote! { Some(Some(#value)) },
    };
    let file = quote! { crate::support::file::File::from("bytes") };
    let value = match &it.ty {
        Type::Scalar(Scalar::Binary) => some(file),
        Type::Array { items, rules: _ } if **items == Type::Scalar(Scalar::Binary) => {
            some(quote! { vec![#file] })
        }
        ty => {
            let json = sample::valid(api, ty, &it.rules, Side::Request);
            let text = Literal::string(&json);
            some(quote! { value(#text)? })
        }
    };
    quote! { #name: #value }
}
