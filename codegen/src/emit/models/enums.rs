//! Enums.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::docs::{self, Docs};
use super::super::ident::{ident, raw};
use super::doc_of;
use crate::ir::{EnumValue, IntegerEnum, Name, Scalar, StringEnum, TypeDef};

/// Emits a string with known values.
///
/// ```text
/// /// Where a session comes from.
/// #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
/// pub enum Platform {
///     /// `SDK`
///     Sdk,
/// }
/// ```
pub(super) fn strings(def: &TypeDef, it: &StringEnum) -> TokenStream {
    let variants = it.values.iter().map(|value| variant(value, &value.value));
    let unknown = it
        .unknown
        .as_ref()
        .map(|name| unknown(name, &quote! { String }));
    // What a server may say in words of its own is no longer `Copy`.
    let copy = it.unknown.is_none().then(|| quote! { Copy, });
    item(def, copy, variants.chain(unknown))
}

/// Emits an integer with known values.
///
/// ```text
/// #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
/// pub enum Level {
///     /// `1`
///     Low,
/// }
/// ```
pub(super) fn integers(def: &TypeDef, it: &IntegerEnum) -> TokenStream {
    let variants = it
        .values
        .iter()
        .map(|value| variant(value, &value.value.to_string()));
    let integer = raw(integer(it.scalar));
    let unknown = it
        .unknown
        .as_ref()
        .map(|name| unknown(name, &quote! { #integer }));
    item(def, Some(quote! { Copy, }), variants.chain(unknown))
}

fn item(
    def: &TypeDef,
    copy: Option<TokenStream>,
    variants: impl Iterator<Item = TokenStream>,
) -> TokenStream {
    let docs = doc_of(def).outer();
    let name = ident(&def.name);
    quote! {
        #docs
        #[derive(Debug, Clone, #copy PartialEq, Eq, Hash)]
        pub enum #name {
            #(#variants,)*
        }
    }
}

fn variant<T>(value: &EnumValue<T>, wire: &str) -> TokenStream {
    let docs = Docs::of(&value.doc).or(&docs::code(wire)).outer();
    let name = ident(&value.name);
    quote! {
        #docs
        #name
    }
}

pub(super) fn unknown(name: &Name, holds: &TokenStream) -> TokenStream {
    let docs = docs::ours("A value that the API's document does not list.");
    let name = ident(name);
    quote! {
        #docs
        #name(#holds)
    }
}

/// The type of the numbers of an enum.
pub(in crate::emit) fn integer(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::I32 => "i32",
        Scalar::U32 => "u32",
        Scalar::U64 => "u64",
        Scalar::I128 => "i128",
        Scalar::I64
        | Scalar::Bool
        | Scalar::F32
        | Scalar::F64
        | Scalar::Number
        | Scalar::String
        | Scalar::Uuid
        | Scalar::DateTime
        | Scalar::Date
        | Scalar::Base64
        | Scalar::Binary
        | Scalar::Ipv4
        | Scalar::Ipv6
        | Scalar::Uri => "i64",
    }
}
