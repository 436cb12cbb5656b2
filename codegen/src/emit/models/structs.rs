//! Structs and the functions that make them.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::docs::{self, Docs};
use super::super::ident::{ident, setter};
use super::super::types::{self, Argument};
use super::doc_of;
use crate::ir::{Additional, Api, Field, Name, Presence, Property, Struct, Type, TypeDef};

/// The most arguments that `new` takes; with more of them nobody could tell which is which.
pub(in crate::emit) const MAX_ARGUMENTS: usize = 7;

/// Emits an object with known properties, and for one that clients send, what makes it.
///
/// What makes it is compiled where it is called: of the hundreds of setters that a large document gives,
/// a program calls a few.
///
/// ```text
/// pub struct CreateSessionRequest {
///     pub agent_id: Uuid,
///     pub contact: Option<JsonObject>,
/// }
///
/// impl CreateSessionRequest {
///     #[inline]
///     pub fn new(agent_id: Uuid) -> Self { … }
///     #[inline]
///     pub fn with_contact(mut self, contact: JsonObject) -> Self { … }
/// }
/// ```
pub(in crate::emit) fn item(api: &Api, def: &TypeDef, it: &Struct) -> TokenStream {
    let by_hand = def.usage.request && arguments(api, it).count() > MAX_ARGUMENTS;
    let note = if by_hand {
        "So many of its fields are required that it is made as a struct literal, which names them."
    } else {
        ""
    };
    let docs = doc_of(def).and(&docs::rules(&it.rules)).and(note).outer();
    let name = ident(&def.name);
    let fields = it.fields.iter().map(|it| field(api, it));
    let additional = additional(api, &it.additional);
    let default = is_all_optional(it).then(|| quote! { , Default });
    let makers = def.usage.request.then(|| makers(api, def, it, by_hand));
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq #default)]
        pub struct #name {
            #(#fields,)*
            #additional
        }

        #makers
    }
}

fn is_all_optional(it: &Struct) -> bool {
    it.fields.iter().all(|field| match field.presence {
        Presence::Optional | Presence::OptionalNullable => true,
        Presence::Required | Presence::RequiredNullable => false,
    })
}

fn field(api: &Api, it: &Field) -> TokenStream {
    let docs = Docs::of(&it.doc)
        .or(&docs::code(&it.name.wire))
        .and(&docs::field(api, it))
        .outer();
    let name = ident(&it.name);
    let ty = types::field(api, &it.ty, it.presence);
    quote! {
        #docs
        pub #name: #ty
    }
}

fn additional(api: &Api, it: &Additional) -> TokenStream {
    match it {
        Additional::Ignored | Additional::Refused => TokenStream::new(),
        Additional::Kept {
            name,
            value,
            rules,
            keys,
        } => {
            let docs = Docs::default()
                .and("Properties that the API's document does not list.")
                .and(&docs::rules(rules))
                .and(&docs::keys(keys))
                .outer();
            let name = ident(name);
            let value = types::ty(api, value);
            quote! {
                #docs
                pub #name: ::std::collections::BTreeMap<String, #value>,
            }
        }
    }
}

/// The fields that `new` has to be told, in document order.
pub(in crate::emit) fn arguments<'a>(
    api: &'a Api,
    it: &'a Struct,
) -> impl Iterator<Item = &'a Field> {
    it.fields.iter().filter(|field| match field.presence {
        Presence::Required | Presence::RequiredNullable => preset(api, field).is_none(),
        Presence::Optional | Presence::OptionalNullable => false,
    })
}

/// What `new` gives a field without being told.
fn preset(api: &Api, it: &Field) -> Option<TokenStream> {
    let default = it.default.as_ref();
    match it.presence {
        Presence::Required => types::literal(api, &it.ty, default?),
        Presence::RequiredNullable => {
            let value = types::literal(api, &it.ty, default?)?;
            Some(quote! { Some(#value) })
        }
        Presence::Optional | Presence::OptionalNullable => Some(quote! { None }),
    }
}

fn makers(api: &Api, def: &TypeDef, it: &Struct, by_hand: bool) -> TokenStream {
    let new = (!by_hand).then(|| new(api, it));
    let setters = it.fields.iter().filter_map(|field| with(api, field));
    let setters: Vec<TokenStream> = setters
        .chain(with_additional(api, &it.additional))
        .collect();
    let name = ident(&def.name);
    if by_hand && setters.is_empty() {
        return TokenStream::new();
    }
    let default = (!by_hand && !is_all_optional(it) && arguments(api, it).next().is_none())
        .then(|| default_by_new(&def.name));
    quote! {
        impl #name {
            #new
            #(#setters)*
        }

        #default
    }
}

/// Emits the constructor.
///
/// ```text
/// /// The required properties; [`platform`](Self::platform) is `SDK`.
/// pub fn new(agent_id: Uuid) -> Self
/// ```
fn new(api: &Api, it: &Struct) -> TokenStream {
    if is_all_optional(it) {
        return quote! {
            /// No properties.
            #[inline]
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }
        };
    }
    let arguments = arguments(api, it).map(|field| argument(api, field));
    let values = it.fields.iter().map(|field| value(api, field));
    let additional = match &it.additional {
        Additional::Ignored | Additional::Refused => None,
        Additional::Kept {
            name,
            value: _,
            rules: _,
            keys: _,
        } => {
            let name = ident(name);
            Some(quote! { #name: ::std::collections::BTreeMap::new(), })
        }
    };
    let docs = docs::ours(&summary_of_new(api, it));
    quote! {
        #docs
        #[inline]
        #[must_use]
        pub fn new(#(#arguments),*) -> Self {
            Self {
                #(#values,)*
                #additional
            }
        }
    }
}

/// What `new` is told, and what it fills in.
///
/// ```text
/// /// The required properties; [`platform`](Self::platform) is `SDK`.
/// ```
fn summary_of_new(api: &Api, it: &Struct) -> String {
    const FEW: usize = 3;
    let defaults = it.fields.iter().filter_map(|field| {
        let is_optional = match field.presence {
            Presence::Required | Presence::RequiredNullable => false,
            Presence::Optional | Presence::OptionalNullable => true,
        };
        let default = field.default.as_ref().filter(|_| !is_optional)?;
        let value = docs::literal(api, default);
        preset(api, field).map(|_| [&link(&field.name), " is ", &value].concat())
    });
    let defaults: Vec<String> = defaults.collect();
    match defaults.len() {
        0 => "The required properties.".to_owned(),
        1..=FEW => ["The required properties; ", &defaults.join(", "), "."].concat(),
        _ => "The required properties; those with a default have it.".to_owned(),
    }
}

/// A link to a field; rustdoc takes the `#` of a raw name for the start of a fragment.
fn link(name: &Name) -> String {
    let field = ident(name).to_string();
    let plain = field.strip_prefix("r#").unwrap_or(&field);
    ["[`", plain, "`](Self::", plain, ")"].concat()
}

fn argument(api: &Api, field: &Field) -> TokenStream {
    let name = ident(&field.name);
    let Argument { ty, conversion: _ } = types::argument(api, &field.ty, &name);
    match field.presence {
        Presence::Required => quote! { #name: #ty },
        Presence::RequiredNullable | Presence::Optional | Presence::OptionalNullable => {
            let ty = types::field(api, &field.ty, field.presence);
            quote! { #name: #ty }
        }
    }
}

/// The row of a field in the struct literal of `new`.
fn value(api: &Api, field: &Field) -> TokenStream {
    let name = ident(&field.name);
    if let Some(value) = preset(api, field) {
        return quote! { #name: #value };
    }
    let Argument { ty: _, conversion } = types::argument(api, &field.ty, &name);
    match (field.presence, conversion) {
        (Presence::Required, Some(value)) => quote! { #name: #value },
        (
            Presence::Required
            | Presence::RequiredNullable
            | Presence::Optional
            | Presence::OptionalNullable,
            _,
        ) => quote! { #name },
    }
}

/// Emits a setter; what `new` is told, and what only the server sends, has none.
///
/// ```text
/// /// Sets [`platform`](Self::platform).
/// pub fn with_platform(mut self, platform: Platform) -> Self
/// ```
fn with(api: &Api, field: &Field) -> Option<TokenStream> {
    let is_told = match field.presence {
        Presence::Required | Presence::RequiredNullable => preset(api, field).is_none(),
        Presence::Optional | Presence::OptionalNullable => false,
    };
    if is_told || field.property == Property::ReadOnly {
        return None;
    }
    let name = ident(&field.name);
    let Argument { ty, conversion } = types::argument(api, &field.ty, &name);
    let value = conversion.unwrap_or_else(|| quote! { #name });
    Some(match field.presence {
        Presence::Required => with_item(&field.name, &ty, &value),
        Presence::Optional => with_item(&field.name, &ty, &quote! { Some(#value) }),
        Presence::RequiredNullable => {
            let ty = types::field(api, &field.ty, field.presence);
            with_item(&field.name, &ty, &quote! { #name })
        }
        Presence::OptionalNullable => {
            let ty = types::field(api, &field.ty, Presence::RequiredNullable);
            with_item(&field.name, &ty, &quote! { Some(#name) })
        }
    })
}

fn with_additional(api: &Api, it: &Additional) -> Option<TokenStream> {
    match it {
        Additional::Ignored | Additional::Refused => None,
        Additional::Kept {
            name,
            value,
            rules,
            keys,
        } => {
            let map = Type::Map {
                values: Box::new(value.clone()),
                rules: rules.clone(),
                keys: keys.clone(),
            };
            let field = ident(name);
            Some(with_item(name, &types::ty(api, &map), &quote! { #field }))
        }
    }
}

fn with_item(name: &Name, ty: &TokenStream, value: &TokenStream) -> TokenStream {
    let field = ident(name);
    let with = setter(name);
    let docs = docs::ours(&["Sets ", &link(name), "."].concat());
    quote! {
        #docs
        #[inline]
        #[must_use]
        pub fn #with(mut self, #field: #ty) -> Self {
            self.#field = #value;
            self
        }
    }
}

fn default_by_new(name: &Name) -> TokenStream {
    let name = ident(name);
    quote! {
        impl Default for #name {
            #[inline]
            fn default() -> Self {
                Self::new()
            }
        }
    }
}
