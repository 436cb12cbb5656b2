//! Types and values of the model, as tokens.

use proc_macro2::{Ident, Literal as Token, TokenStream};
use quote::quote;

use super::ident::{ident, raw};
use crate::ir::{Api, DateTimeCrate, Literal, Presence, Scalar, Type, TypeId, TypeKind};

/// The name of a type, alone.
pub(super) fn name(api: &Api, id: TypeId) -> Ident {
    api.types
        .get(id.0)
        .map_or_else(|| raw(""), |def| ident(&def.name))
}

/// The type of a value that is there and not null.
///
/// ```text
/// Vec<Pet>
/// ```
pub(super) fn ty(api: &Api, ty: &Type) -> TokenStream {
    match ty {
        Type::Scalar(it) => scalar(api, *it),
        Type::Array { items, rules: _ } => {
            let items = self::ty(api, items);
            quote! { Vec<#items> }
        }
        Type::Tuple(elements) => {
            let elements = elements.iter().map(|it| self::ty(api, &it.ty));
            quote! { (#(#elements,)*) }
        }
        Type::Map {
            values,
            rules: _,
            keys: _,
        } => {
            let values = self::ty(api, values);
            quote! { ::std::collections::BTreeMap<String, #values> }
        }
        Type::Object => quote! { ::serde_json::Map<String, ::serde_json::Value> },
        Type::Any => quote! { ::serde_json::Value },
        Type::Nullable(it) => {
            let it = self::ty(api, it);
            quote! { Option<#it> }
        }
        Type::Named(id) => {
            let name = name(api, *id);
            quote! { crate::models::#name }
        }
        Type::Boxed(id) => {
            let name = name(api, *id);
            quote! { Box<crate::models::#name> }
        }
        Type::Foreign(path) => foreign(path),
    }
}

/// A type of another crate; settings and lowering let no path through that is none.
fn foreign(path: &str) -> TokenStream {
    path.parse().unwrap_or_default()
}

fn scalar(api: &Api, scalar: Scalar) -> TokenStream {
    match scalar {
        Scalar::Bool => quote! { bool },
        Scalar::I32 => quote! { i32 },
        Scalar::I64 => quote! { i64 },
        Scalar::U32 => quote! { u32 },
        Scalar::U64 => quote! { u64 },
        Scalar::I128 => quote! { i128 },
        Scalar::F32 => quote! { f32 },
        Scalar::F64 => quote! { f64 },
        Scalar::Number => quote! { crate::support::number::Number },
        Scalar::String | Scalar::Uri => quote! { String },
        Scalar::Uuid => quote! { ::uuid::Uuid },
        Scalar::DateTime => match api.package.date_time {
            DateTimeCrate::Chrono => quote! { ::chrono::DateTime<::chrono::Utc> },
            DateTimeCrate::Jiff => quote! { ::jiff::Timestamp },
            DateTimeCrate::Time => quote! { crate::support::date_time::DateTime },
            DateTimeCrate::Text => quote! { String },
        },
        Scalar::Date => match api.package.date_time {
            DateTimeCrate::Chrono => quote! { ::chrono::NaiveDate },
            DateTimeCrate::Jiff => quote! { ::jiff::civil::Date },
            DateTimeCrate::Time => quote! { ::time::Date },
            DateTimeCrate::Text => quote! { String },
        },
        Scalar::Base64 => quote! { crate::support::bytes::Base64 },
        Scalar::Binary => quote! { crate::support::file::File },
        Scalar::Ipv4 => quote! { ::std::net::Ipv4Addr },
        Scalar::Ipv6 => quote! { ::std::net::Ipv6Addr },
    }
}

/// The type of a field.
///
/// ```text
/// Option<String>
/// ```
pub(super) fn field(api: &Api, it: &Type, presence: Presence) -> TokenStream {
    let ty = ty(api, it);
    match presence {
        Presence::Required => ty,
        Presence::RequiredNullable | Presence::Optional => quote! { Option<#ty> },
        Presence::OptionalNullable => quote! { Option<Option<#ty>> },
    }
}

/// How a function takes a value and makes what a field holds of it.
pub(super) struct Argument {
    /// `impl Into<String>`.
    pub(super) ty: TokenStream,
    /// `name.into()`; `None` when it is taken as it is.
    pub(super) conversion: Option<TokenStream>,
}

/// The argument `name` for a value of type `it`.
pub(super) fn argument(api: &Api, it: &Type, name: &Ident) -> Argument {
    if let Type::Boxed(id) = it {
        return Argument {
            ty: ty(api, &Type::Named(*id)),
            conversion: Some(quote! { Box::new(#name) }),
        };
    }
    if *it == Type::Scalar(Scalar::Binary) {
        return Argument {
            ty: quote! { impl Into<crate::support::file::File> },
            conversion: Some(quote! { #name.into() }),
        };
    }
    if is_string(api, it) {
        return Argument {
            ty: quote! { impl Into<String> },
            conversion: Some(quote! { #name.into() }),
        };
    }
    Argument {
        ty: ty(api, it),
        conversion: None,
    }
}

/// What `it` is when the names on the way are looked through.
pub(super) fn resolved<'a>(api: &'a Api, mut it: &'a Type) -> &'a Type {
    // An alias of itself would go round for ever; there are no more names than types.
    for _ in 0..=api.types.len() {
        let Type::Named(id) = it else { break };
        match api.types.get(id.0).map(|def| &def.kind) {
            Some(TypeKind::Alias { target, rules: _ }) => it = target,
            Some(
                TypeKind::Struct(_)
                | TypeKind::StringEnum(_)
                | TypeKind::IntegerEnum(_)
                | TypeKind::Union(_)
                | TypeKind::Newtype { .. },
            )
            | None => break,
        }
    }
    it
}

/// Whether null is a value of type `it`, and not the absence of one.
pub(super) fn holds_null(api: &Api, it: &Type) -> bool {
    let mut seen = vec![false; api.types.len()];
    let mut open = vec![it];
    while let Some(it) = open.pop() {
        let (Type::Named(id) | Type::Boxed(id)) = it else {
            match it {
                Type::Any | Type::Nullable(_) => return true,
                _ => continue,
            }
        };
        let unseen = seen
            .get_mut(id.0)
            .is_some_and(|it| !std::mem::replace(it, true));
        match api.types.get(id.0).map(|def| &def.kind) {
            Some(TypeKind::Alias { target, .. } | TypeKind::Newtype { target, .. }) if unseen => {
                open.push(target);
            }
            Some(TypeKind::Union(it)) if unseen && it.tag.is_none() => {
                open.extend(it.variants.iter().map(|it| &it.ty));
            }
            _ => {}
        }
    }
    false
}

pub(super) fn is_string(api: &Api, it: &Type) -> bool {
    match resolved(api, it) {
        Type::Scalar(Scalar::String | Scalar::Uri) => true,
        Type::Scalar(Scalar::DateTime | Scalar::Date) => {
            api.package.date_time == DateTimeCrate::Text
        }
        Type::Scalar(_)
        | Type::Array { .. }
        | Type::Tuple(_)
        | Type::Map { .. }
        | Type::Object
        | Type::Any
        | Type::Foreign(_)
        | Type::Nullable(_)
        | Type::Named(_)
        | Type::Boxed(_) => false,
    }
}

/// A value of type `it`; `None` when the literal is of another type.
///
/// ```text
/// Platform::Sdk
/// ```
pub(super) fn literal(api: &Api, it: &Type, literal: &Literal) -> Option<TokenStream> {
    let it = match it {
        Type::Nullable(inner) => {
            let value = self::literal(api, inner, literal)?;
            return Some(quote! { Some(#value) });
        }
        Type::Boxed(id) => {
            let value = self::literal(api, &Type::Named(*id), literal)?;
            return Some(quote! { Box::new(#value) });
        }
        it => resolved(api, it),
    };
    match (literal, it) {
        (Literal::Bool(value), Type::Scalar(Scalar::Bool)) => Some(quote! { #value }),
        (Literal::Integer(value), Type::Scalar(scalar)) => integer(*value, *scalar),
        (Literal::Number(value), Type::Scalar(scalar)) => float(*value, *scalar),
        (Literal::String(value), it) if is_string(api, it) => Some(quote! { #value.to_owned() }),
        (Literal::Variant { ty, variant }, Type::Named(_)) => {
            let name = name(api, *ty);
            let variant = ident(variant);
            Some(quote! { crate::models::#name::#variant })
        }
        (Literal::Array(values), Type::Array { items, rules: _ }) => array(api, items, values),
        (Literal::EmptyMap, Type::Map { .. }) => {
            Some(quote! { ::std::collections::BTreeMap::new() })
        }
        (Literal::EmptyMap, Type::Object) => Some(quote! { ::serde_json::Map::new() }),
        (
            Literal::Bool(_)
            | Literal::Integer(_)
            | Literal::Number(_)
            | Literal::String(_)
            | Literal::Variant { .. }
            | Literal::Array(_)
            | Literal::EmptyMap,
            _,
        ) => None,
    }
}

/// ```text
/// vec![Platform::Sdk]
/// ```
fn array(api: &Api, items: &Type, values: &[Literal]) -> Option<TokenStream> {
    if values.is_empty() {
        return Some(quote! { Vec::new() });
    }
    let values = values.iter().map(|it| literal(api, items, it));
    let values = values.collect::<Option<Vec<_>>>()?;
    Some(quote! { vec![#(#values),*] })
}

fn integer(value: i128, scalar: Scalar) -> Option<TokenStream> {
    let fits = match scalar {
        Scalar::I32 => i32::try_from(value).is_ok(),
        Scalar::I64 => i64::try_from(value).is_ok(),
        Scalar::U32 => u32::try_from(value).is_ok(),
        Scalar::U64 => u64::try_from(value).is_ok(),
        Scalar::I128 => true,
        Scalar::F32 | Scalar::F64 => {
            #[expect(
                clippy::cast_precision_loss,
                reason = "a float holds no more than this"
            )]
            return float(value as f64, scalar);
        }
        Scalar::Number => {
            let digits = value.to_string();
            return Some(quote! { crate::support::number::Number::literal(#digits) });
        }
        Scalar::Bool
        | Scalar::String
        | Scalar::Uuid
        | Scalar::DateTime
        | Scalar::Date
        | Scalar::Base64
        | Scalar::Binary
        | Scalar::Ipv4
        | Scalar::Ipv6
        | Scalar::Uri => false,
    };
    let digits = digits(value.unsigned_abs());
    fits.then(|| signed(value < 0, &digits))
}

/// A number as people write it: `2_097_152`.
pub(super) fn digits(value: u128) -> Token {
    let plain = value.to_string();
    let mut spaced = String::new();
    for (index, digit) in plain.chars().enumerate() {
        let left = plain.len() - index;
        if index > 0 && left.is_multiple_of(3) && plain.len() > 4 {
            spaced.push('_');
        }
        spaced.push(digit);
    }
    spaced
        .parse()
        .unwrap_or_else(|_| Token::u128_unsuffixed(value))
}

fn float(value: f64, scalar: Scalar) -> Option<TokenStream> {
    // A literal of tokens can be neither infinite nor negative.
    let size = value.abs();
    let digits = match scalar {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the field holds no more than this"
        )]
        Scalar::F32 if (size as f32).is_finite() => Token::f32_unsuffixed(size as f32),
        Scalar::F64 if size.is_finite() => Token::f64_unsuffixed(size),
        Scalar::Number if size.is_finite() => {
            let digits = value.to_string();
            return Some(quote! { crate::support::number::Number::literal(#digits) });
        }
        Scalar::F32
        | Scalar::F64
        | Scalar::Number
        | Scalar::Bool
        | Scalar::I32
        | Scalar::I64
        | Scalar::U32
        | Scalar::U64
        | Scalar::I128
        | Scalar::String
        | Scalar::Uuid
        | Scalar::DateTime
        | Scalar::Date
        | Scalar::Base64
        | Scalar::Binary
        | Scalar::Ipv4
        | Scalar::Ipv6
        | Scalar::Uri => return None,
    };
    Some(signed(value < 0.0, &digits))
}

fn signed(is_negative: bool, digits: &Token) -> TokenStream {
    if is_negative {
        quote! { -#digits }
    } else {
        quote! { #digits }
    }
}
