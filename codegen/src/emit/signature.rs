//! What the methods of client and server have in common: which parameters are arguments, what
//! the result is.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident::ident;
use super::types;
use crate::ir::{
    Api, Body, Contents, DateTimeCrate, Media, Operation, Parameter, Payload, Representation,
    Response, Scalar, Success, Type, TypeKind,
};

/// The most arguments that a method takes, itself counted; clippy draws the same line.
const MAX_ARGUMENTS: usize = 7;

/// Whether all parameters go into one struct, because as arguments there would be too many.
pub(super) fn gathers_all(it: &Operation) -> bool {
    let required = it.parameters.iter().filter(|it| it.required).count();
    // The receiver, the principal, the options, the body, and what the client accepts.
    let others = 2
        + usize::from(it.options.is_some())
        + usize::from(it.body.is_some())
        + usize::from(it.success.is_by_choice());
    it.options.is_some() && required + others > MAX_ARGUMENTS
}

/// The parameters that are arguments of their own.
pub(super) fn arguments(it: &Operation) -> impl Iterator<Item = &Parameter> {
    let none = gathers_all(it);
    it.parameters.iter().filter(move |it| it.required && !none)
}

/// The parameters that are fields of one struct.
pub(super) fn gathered(it: &Operation) -> impl Iterator<Item = &Parameter> {
    let all = gathers_all(it);
    it.parameters.iter().filter(move |it| !it.required || all)
}

/// The struct that gathers parameters.
///
/// ```text
/// ListPetsOptions
/// ```
pub(super) fn options(it: &Operation) -> Option<TokenStream> {
    let name = ident(it.options.as_ref()?);
    Some(quote! { crate::parameters::#name })
}

/// What a method gives when all goes well.
///
/// ```text
/// Session
/// ```
pub(super) fn success(api: &Api, it: &Success) -> TokenStream {
    match it {
        Success::One(response) => payload(api, response, &quote! { crate::answers }),
        Success::Several { name, responses: _ } => {
            let name = ident(name);
            quote! { crate::answers::#name }
        }
    }
}

/// What is in an answer: its body, or the struct of its body and headers, which is in `module`.
pub(super) fn payload(api: &Api, it: &Response, module: &TokenStream) -> TokenStream {
    if let Some(name) = &it.envelope {
        let name = ident(name);
        return quote! { #module::#name };
    }
    body(api, &it.payload)
}

/// The body of an answer.
pub(super) fn body(api: &Api, it: &Payload) -> TokenStream {
    match it {
        Payload::Empty => quote! { () },
        Payload::Body(contents) => self::contents(api, contents),
    }
}

/// A body: what it is, or which of several.
pub(super) fn contents(api: &Api, it: &Contents) -> TokenStream {
    match choice(it) {
        Some(choice) => choice,
        None => representation(api, &it.first),
    }
}

/// The enum of the representations of a body, when it is one of several.
///
/// ```text
/// CreateReportBody
/// ```
pub(super) fn choice(it: &Contents) -> Option<TokenStream> {
    let name = ident(it.choice.as_ref()?);
    Some(quote! { crate::bodies::#name })
}

/// A body that is written in one way.
pub(super) fn representation(api: &Api, it: &Representation) -> TokenStream {
    match it.media {
        Media::Json | Media::Form | Media::Multipart | Media::Text => types::ty(api, &it.ty),
        Media::Bytes => quote! { ::bytes::Bytes },
        Media::Stream => quote! { crate::support::stream::ByteStream },
        Media::Events => {
            let ty = types::ty(api, &it.ty);
            quote! { crate::support::events::EventStream<#ty> }
        }
        Media::JsonLines => {
            let ty = types::ty(api, &it.ty);
            quote! { crate::support::json_lines::JsonLines<#ty> }
        }
    }
}

/// What a method of the server gives when it says no: a documented failure, or the way that all
/// requests are refused.
pub(super) fn refused(it: &Operation) -> TokenStream {
    match it.failures.name {
        Some(_) => {
            let failure = failure(it);
            quote! { crate::support::server::HandlerError<#failure> }
        }
        None => quote! { crate::support::server::Refusal },
    }
}

/// What a method of the client gives when the server says no.
pub(super) fn failure(it: &Operation) -> TokenStream {
    match &it.failures.name {
        Some(name) => {
            let name = ident(name);
            quote! { crate::errors::#name }
        }
        None => quote! { ::std::convert::Infallible },
    }
}

/// A body as the server receives it.
pub(super) fn received(api: &Api, it: &Body) -> TokenStream {
    let ty = contents(api, &it.contents);
    if it.required {
        ty
    } else {
        quote! { Option<#ty> }
    }
}

/// A value lent to the client: `&str`, `&[Pet]`, `Uuid`, `&CreateSessionRequest`.
pub(super) fn lent(api: &Api, it: &Type) -> TokenStream {
    if is_copy(api, it) {
        return types::ty(api, it);
    }
    match it {
        Type::Scalar(Scalar::String | Scalar::Uri | Scalar::DateTime | Scalar::Date) => {
            quote! { &str }
        }
        Type::Array { items, rules: _ } => {
            let items = types::ty(api, items);
            quote! { &[#items] }
        }
        Type::Boxed(id) => {
            let ty = types::ty(api, &Type::Named(*id));
            quote! { &#ty }
        }
        Type::Nullable(it) => {
            let it = lent(api, it);
            quote! { Option<#it> }
        }
        Type::Scalar(_)
        | Type::Tuple(_)
        | Type::Map { .. }
        | Type::Object
        | Type::Any
        | Type::Foreign(_)
        | Type::Named(_) => {
            let ty = types::ty(api, it);
            quote! { &#ty }
        }
    }
}

/// Whether what [`lent`] gives is no reference, but something small that may hold one.
pub(super) fn is_lent_by_value(api: &Api, it: &Type) -> bool {
    is_copy(api, it) || matches!(it, Type::Nullable(_))
}

/// Whether values are copied rather than lent.
pub(super) fn is_copy(api: &Api, it: &Type) -> bool {
    match types::resolved(api, it) {
        Type::Scalar(it) => match it {
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
            | Scalar::Ipv4
            | Scalar::Ipv6 => true,
            Scalar::DateTime | Scalar::Date => api.package.date_time != DateTimeCrate::Text,
            Scalar::String | Scalar::Base64 | Scalar::Binary | Scalar::Uri => false,
        },
        Type::Named(id) => match api.definition(*id).map(|def| &def.kind) {
            Some(TypeKind::StringEnum(it)) => it.unknown.is_none(),
            Some(TypeKind::IntegerEnum(_)) => true,
            Some(
                TypeKind::Struct(_)
                | TypeKind::Union(_)
                | TypeKind::Alias { .. }
                | TypeKind::Newtype { .. },
            )
            | None => false,
        },
        Type::Array { .. }
        | Type::Tuple(_)
        | Type::Map { .. }
        | Type::Object
        | Type::Any
        | Type::Foreign(_)
        | Type::Nullable(_)
        | Type::Boxed(_) => false,
    }
}
