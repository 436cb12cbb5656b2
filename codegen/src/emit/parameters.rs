//! `parameters.rs`: the structs that gather parameters.

use proc_macro2::TokenStream;

use super::alike::{self, Alike};
use super::docs::{self, Docs};
use super::gate::{self, Gate, gated};
use super::models::structs;
use super::{Chunk, Content, RustFile, parts, signature};
use crate::ir::{
    Additional, Api, Doc, Field, Operation, Parameter, Presence, Property, Struct, TypeDef,
    TypeKind, Usage,
};

/// Emits a struct for each operation that has optional parameters, or too many; or another name of
/// one that is the same.
///
/// ```text
/// /// The optional parameters of `listPets`.
/// #[derive(Debug, Clone, PartialEq, Default)]
/// pub struct ListPetsOptions {
///     /// From 1 to 100. Defaults to `20`.
///     pub limit: Option<i32>,
/// }
/// ```
pub(super) fn content(api: &Api) -> Option<Content> {
    if !parts::has_parameters(api) {
        return None;
    }
    let mut known = Alike::new();
    let structs = gate::operations(api).filter_map(|(gate, it)| {
        let item = gathered(api, gate, it, &mut known)?;
        Some(gated(gate, Chunk::Tokens(item)))
    });
    Some(Content::Rust(RustFile {
        module: "crate::parameters",
        is_part: false,
        head: Docs::default().and("The parameters of operations.").inner(),
        chunks: structs.collect(),
    }))
}

fn gathered<'a>(
    api: &Api,
    gate: Gate,
    it: &'a Operation,
    known: &mut Alike<'a, Vec<Field>>,
) -> Option<TokenStream> {
    let name = it.options.as_ref()?;
    let which = if signature::gathers_all(it) {
        "The parameters of "
    } else {
        "The optional parameters of "
    };
    let fields = fields(it);
    let docs = [which, &docs::code(&it.name.wire), "."].concat();
    let words = fields.fields.iter().map(|it| it.name.rust.as_str());
    let same = alike::fields(api, &fields.fields);
    if let Some(first) = known.first(gate, words.collect(), same, name) {
        return Some(alike::another_name(name, &docs, first));
    }
    let def = TypeDef {
        name: name.clone(),
        doc: Doc {
            summary: docs,
            body: String::new(),
        },
        deprecated: false,
        usage: Usage {
            request: true,
            response: false,
        },
        kind: TypeKind::Struct(fields.clone()),
        examples: Vec::new(),
    };
    Some(structs::item(api, &def, &fields))
}

/// The struct that gathers the parameters of an operation.
pub(super) fn fields(it: &Operation) -> Struct {
    Struct {
        fields: signature::gathered(it).map(field).collect(),
        additional: Additional::Ignored,
        rules: Vec::new(),
        multipart: None,
    }
}

fn field(it: &Parameter) -> Field {
    let presence = if it.required {
        Presence::Required
    } else {
        Presence::Optional
    };
    Field {
        name: it.name.clone(),
        doc: it.doc.clone(),
        ty: it.ty.clone(),
        presence,
        default: it.default.clone(),
        deprecated: it.deprecated,
        property: Property::Both,
        rules: it.rules.clone(),
        example: it.example.clone(),
    }
}
