//! Unions.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::docs::{self, Docs};
use super::super::ident::ident;
use super::super::{size, types};
use super::{doc_of, enums};
use crate::ir::{Api, TypeDef, Union, UnionVariant};

/// Emits one of several types.
///
/// ```text
/// /// A pet of the shop.
/// #[derive(Debug, Clone, PartialEq)]
/// pub enum Pet {
///     /// A cat.
///     Cat(Cat),
/// }
/// ```
pub(super) fn item(api: &Api, def: &TypeDef, it: &Union) -> TokenStream {
    let docs = doc_of(def).outer();
    let name = ident(&def.name);
    let variants = it.variants.iter().map(|it| variant(api, it));
    let unknown = it.unknown.as_ref();
    let unknown = unknown.map(|it| enums::unknown(it, &quote! { ::serde_json::Value }));
    let variants = variants.chain(unknown);
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        pub enum #name {
            #(#variants,)*
        }
    }
}

fn variant(api: &Api, it: &UnionVariant) -> TokenStream {
    let what = docs::code(&it.name.wire);
    let docs = Docs::of(&it.doc)
        .or(&what)
        .and(&docs::rules(&it.rules))
        .outer();
    let name = ident(&it.name);
    let holds = types::ty(api, &it.ty);
    // A variant that is much larger than the others would make them all large.
    let holds = match size::is_large_type(api, &it.ty) {
        true => quote! { Box<#holds> },
        false => holds,
    };
    quote! {
        #docs
        #name(#holds)
    }
}
