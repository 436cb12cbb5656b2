//! Values as Rust, where that is short.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::{Map, Value};

use crate::emit::ident::{ident, setter};
use crate::emit::models::structs;
use crate::emit::{signature, types};
use crate::ir::{Api, DateTimeCrate, Field, Presence, Property, Scalar, Struct, Type, TypeKind};

/// The longest struct, as text.
const MAX_STRUCT: usize = 400;

/// The most fields that are set though they need not be.
const MAX_OPTIONAL: usize = 3;

/// Says values of an API in Rust.
pub(super) struct Values<'a> {
    pub(super) api: &'a Api,
    /// Whether fields are set that need not be.
    pub(super) shows_optional: bool,
}

/// A body.
pub(super) enum Made {
    /// A struct that is made, to be lent.
    Struct(TokenStream),
    /// What is lent at once.
    Lent(TokenStream),
}

impl Values<'_> {
    /// `json` as a body of type `ty`.
    pub(super) fn body(&self, ty: &Type, json: &Value) -> Option<Made> {
        if let Type::Named(id) | Type::Boxed(id) = ty
            && let TypeKind::Struct(_) = &self.api.definition(*id)?.kind
        {
            let value = self.owned(&Type::Named(*id), json)?;
            let is_short = value.to_string().len() <= MAX_STRUCT;
            return is_short.then_some(Made::Struct(value));
        }
        self.lent(ty, json).map(Made::Lent)
    }

    /// `json` as [`signature::lent`] takes it.
    pub(super) fn lent(&self, ty: &Type, json: &Value) -> Option<TokenStream> {
        if signature::is_copy(self.api, ty) {
            return self.owned(ty, json);
        }
        match ty {
            Type::Scalar(Scalar::String | Scalar::Uri | Scalar::DateTime | Scalar::Date) => {
                let text = Literal::string(json.as_str()?);
                Some(quote! { #text })
            }
            Type::Array { items, rules: _ } => {
                let items = self.all(items, json)?;
                Some(quote! { &[#(#items),*] })
            }
            Type::Boxed(id) => {
                let value = self.owned(&Type::Named(*id), json)?;
                Some(quote! { &#value })
            }
            Type::Nullable(inner) => match json {
                Value::Null => Some(quote! { None }),
                json => {
                    let value = self.lent(inner, json)?;
                    Some(quote! { Some(#value) })
                }
            },
            Type::Scalar(_)
            | Type::Tuple(_)
            | Type::Map { .. }
            | Type::Object
            | Type::Any
            | Type::Foreign(_)
            | Type::Named(_) => {
                let value = self.owned(ty, json)?;
                Some(quote! { &#value })
            }
        }
    }

    fn all(&self, items: &Type, json: &Value) -> Option<Vec<TokenStream>> {
        let values = json.as_array()?.iter();
        values.map(|it| self.owned(items, it)).collect()
    }

    /// `json` as a value of type `ty`.
    fn owned(&self, ty: &Type, json: &Value) -> Option<TokenStream> {
        match types::resolved(self.api, ty) {
            Type::Scalar(it) => self.scalar(*it, json),
            Type::Array { items, rules: _ } => {
                let items = self.all(items, json)?;
                Some(match items.as_slice() {
                    [] => quote! { Vec::new() },
                    items => quote! { Vec::from([#(#items),*]) },
                })
            }
            Type::Nullable(inner) => match json {
                Value::Null => Some(quote! { None }),
                json => {
                    let value = self.owned(inner, json)?;
                    Some(quote! { Some(#value) })
                }
            },
            Type::Boxed(id) => {
                let value = self.owned(&Type::Named(*id), json)?;
                Some(quote! { Box::new(#value) })
            }
            Type::Named(id) => {
                let def = self.api.definition(*id)?;
                let name = ident(&def.name);
                let name = quote! { crate::models::#name };
                match &def.kind {
                    TypeKind::Struct(it) if def.usage.request => {
                        self.made(&name, it, json.as_object()?)
                    }
                    TypeKind::StringEnum(it) => {
                        let text = json.as_str()?;
                        let value = it.values.iter().find(|it| it.value == text)?;
                        let variant = ident(&value.name);
                        Some(quote! { #name::#variant })
                    }
                    TypeKind::IntegerEnum(it) => {
                        let number = i128::from(json.as_i64()?);
                        let value = it.values.iter().find(|it| it.value == number)?;
                        let variant = ident(&value.name);
                        Some(quote! { #name::#variant })
                    }
                    TypeKind::Struct(_)
                    | TypeKind::Union(_)
                    | TypeKind::Alias { .. }
                    | TypeKind::Newtype { .. } => None,
                }
            }
            Type::Tuple(_) | Type::Map { .. } | Type::Object | Type::Any | Type::Foreign(_) => None,
        }
    }

    fn scalar(&self, it: Scalar, json: &Value) -> Option<TokenStream> {
        let integer = |text: String| text.parse().ok();
        let parsed = || {
            let text = Literal::string(json.as_str()?);
            Some(quote! { #text.parse()? })
        };
        let text = || {
            let text = Literal::string(json.as_str()?);
            Some(quote! { #text.to_owned() })
        };
        match it {
            Scalar::Bool => json.as_bool().map(|it| quote! { #it }),
            Scalar::I32 => integer(i32::try_from(json.as_i64()?).ok()?.to_string()),
            Scalar::U32 => integer(u32::try_from(json.as_u64()?).ok()?.to_string()),
            Scalar::I64 | Scalar::I128 => integer(json.as_i64()?.to_string()),
            Scalar::U64 => integer(json.as_u64()?.to_string()),
            Scalar::F32 | Scalar::F64 => integer(format!("{:?}", json.as_f64()?)),
            Scalar::String | Scalar::Uri => text(),
            Scalar::Uuid | Scalar::Ipv4 | Scalar::Ipv6 => parsed(),
            Scalar::DateTime | Scalar::Date => match self.api.package.date_time {
                DateTimeCrate::Chrono | DateTimeCrate::Jiff => parsed(),
                DateTimeCrate::Text => text(),
                DateTimeCrate::Time => None,
            },
            Scalar::Number | Scalar::Base64 | Scalar::Binary => None,
        }
    }

    /// `json` as a value of a struct: what has to be there, and what the value shows beside.
    pub(super) fn made(
        &self,
        name: &TokenStream,
        it: &Struct,
        json: &Map<String, Value>,
    ) -> Option<TokenStream> {
        let api = self.api;
        if structs::arguments(api, it).count() > structs::MAX_ARGUMENTS {
            return None;
        }
        let arguments = structs::arguments(api, it).map(|field| {
            let value = json.get(&field.name.wire)?;
            match (field.presence, value) {
                (Presence::Required, value) => self.argument(&field.ty, value),
                (_, Value::Null) => Some(quote! { None }),
                (_, value) => {
                    let value = self.owned(&field.ty, value)?;
                    Some(quote! { Some(#value) })
                }
            }
        });
        let arguments: Vec<TokenStream> = arguments.collect::<Option<_>>()?;
        let others = it.fields.iter().filter_map(|field| self.with(field, json));
        let most = if self.shows_optional { MAX_OPTIONAL } else { 0 };
        let others = others.take(most);
        Some(quote! { #name::new(#(#arguments),*) #(#others)* })
    }

    /// Sets a field that need not be there, if that is no more than a word.
    fn with(&self, field: &Field, json: &Map<String, Value>) -> Option<TokenStream> {
        let is_meant = field.presence == Presence::Optional && field.property != Property::ReadOnly;
        let value = json.get(&field.name.wire).filter(|_| is_meant)?;
        if value.is_array() || value.is_object() {
            return None;
        }
        let value = self.argument(&field.ty, value)?;
        let with = setter(&field.name);
        Some(quote! { .#with(#value) })
    }

    /// `json` as [`types::argument`] takes it.
    fn argument(&self, ty: &Type, json: &Value) -> Option<TokenStream> {
        if types::is_string(self.api, ty) {
            let text = Literal::string(json.as_str()?);
            return Some(quote! { #text });
        }
        match ty {
            Type::Boxed(id) => self.owned(&Type::Named(*id), json),
            ty => self.owned(ty, json),
        }
    }
}
