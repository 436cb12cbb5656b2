//! `models.rs`: the types, as plain data.

pub(super) mod enums;
pub(super) mod structs;
mod unions;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, Docs};
use super::gate::{self, gated};
use super::ident::ident;
use super::{Chunk, Content, Later, RustFile, Spot, parts, types};
use crate::ir::{Api, RuleSet, Type, TypeDef, TypeKind};

/// Emits every type, in the order in which the document reaches it.
///
/// ```text
/// //! The types of the API.
///
/// /// What to open a session with.
/// #[derive(Debug, Clone, PartialEq)]
/// pub struct CreateSessionRequest { … }
/// ```
pub(super) fn content(api: &Api) -> Option<Content> {
    if !parts::has_models(api) {
        return None;
    }
    let types = gate::types(api).enumerate();
    let chunks = types.map(|(index, (gate, def))| gated(gate, Chunk::Later(later(index, def))));
    Some(Content::Rust(RustFile {
        module: "crate::models",
        is_part: false,
        head: Docs::default().and("The types of the API.").inner(),
        chunks: chunks.collect(),
    }))
}

fn later(index: usize, def: &TypeDef) -> Later {
    let members = match &def.kind {
        TypeKind::Struct(it) => it.fields.len(),
        TypeKind::StringEnum(it) => it.values.len(),
        TypeKind::IntegerEnum(it) => it.values.len(),
        TypeKind::Union(it) => it.variants.len(),
        TypeKind::Alias { .. } | TypeKind::Newtype { .. } => 1,
    };
    Later {
        make: |api, spot| {
            let def = api.types.get(spot.index);
            def.map_or_else(TokenStream::new, |it| item(api, it))
        },
        spot: Spot {
            index,
            ..Spot::default()
        },
        weight: 1 + members,
        goes_on: false,
    }
}

fn item(api: &Api, def: &TypeDef) -> TokenStream {
    match &def.kind {
        TypeKind::Struct(it) => structs::item(api, def, it),
        TypeKind::StringEnum(it) => enums::strings(def, it),
        TypeKind::IntegerEnum(it) => enums::integers(def, it),
        TypeKind::Union(it) => unions::item(api, def, it),
        TypeKind::Alias { target, rules } => alias(api, def, target, rules),
        TypeKind::Newtype { target, rules } => newtype(api, def, target, rules),
    }
}

/// The doc of a type, with what holds for all kinds.
fn doc_of(def: &TypeDef) -> Docs {
    let schema = format!("The schema {}.", docs::code(&def.name.wire));
    let docs = Docs::of(&def.doc).or(&schema);
    docs.and(if def.deprecated { "Deprecated." } else { "" })
}

/// Emits a type that holds itself and is no object.
///
/// ```text
/// /// Folders in folders.
/// pub struct Tree(pub Vec<Tree>);
/// ```
fn newtype(api: &Api, def: &TypeDef, target: &Type, rules: &RuleSet) -> TokenStream {
    let docs = doc_of(def).and(&docs::rules(rules)).outer();
    let name = ident(&def.name);
    let target = types::ty(api, target);
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        pub struct #name(pub #target);
    }
}

/// Emits another name of a type.
///
/// ```text
/// /// Words to find a pet by.
/// pub type Tags = Vec<String>;
/// ```
fn alias(api: &Api, def: &TypeDef, target: &Type, rules: &RuleSet) -> TokenStream {
    let docs = doc_of(def).and(&docs::rules(rules)).outer();
    let name = ident(&def.name);
    let target = types::ty(api, target);
    quote! {
        #docs
        pub type #name = #target;
    }
}
