//! `wire.rs`: how the types stand on the wire, as tables for the macros of the support code.

use minijinja::{Value, context};
use proc_macro2::Literal;

use super::{Content, Template, parts};
use crate::ir::{Additional, Api, Field, Presence, Struct, TypeDef, TypeKind, Union};

/// Emits one table a type, one row a property or a value.
///
/// ```text
/// object!(CreateSessionRequest {
///     0 required agent_id "agentId",
///     1 optional metadata "metadata",
/// });
/// ```
pub(super) fn content(api: &Api) -> Option<Content> {
    if !parts::has_wire(api) {
        return None;
    }
    let tables: Vec<Value> = api.types.iter().filter_map(table).collect();
    let mut macros: Vec<&str> = api
        .types
        .iter()
        .filter_map(|def| macro_of(&def.kind))
        .collect();
    macros.sort_unstable();
    macros.dedup();
    Some(Content::Template(Template {
        name: "wire.rs.jinja",
        text: include_str!("../../templates/wire.rs.jinja"),
        context: context! { tables, macros },
        uses: &[],
    }))
}

/// The macro that a kind of type is a table for.
fn macro_of(kind: &TypeKind) -> Option<&'static str> {
    match kind {
        TypeKind::Struct(_) => Some("object"),
        TypeKind::StringEnum(_) => Some("string_enum"),
        TypeKind::IntegerEnum(_) => Some("integer_enum"),
        TypeKind::Union(_) => Some("union"),
        TypeKind::Alias { .. } => None,
    }
}

fn table(def: &TypeDef) -> Option<Value> {
    let name = &def.name.rust;
    let macro_name = macro_of(&def.kind)?;
    Some(match &def.kind {
        TypeKind::Struct(it) => context! { macro_name, name, unknown => (), rows => object(it) },
        TypeKind::StringEnum(it) => {
            let unknown = it.unknown.as_ref().map(|it| &it.rust);
            let rows = it.values.iter().map(|value| {
                let text = Literal::string(&value.value).to_string();
                context! { name => &value.name.rust, value => text }
            });
            context! { macro_name, name, unknown, rows => rows.collect::<Vec<Value>>() }
        }
        TypeKind::IntegerEnum(it) => {
            let unknown = it.unknown.as_ref().map(|it| &it.rust);
            let rows = it.values.iter().map(|value| {
                context! { name => &value.name.rust, value => value.value.to_string() }
            });
            context! { macro_name, name, unknown, rows => rows.collect::<Vec<Value>>() }
        }
        TypeKind::Union(it) => {
            let unknown = it.unknown.as_ref().map(|it| &it.rust);
            let tag = it.tag.as_ref();
            let tag = tag.map(|it| Literal::string(it).to_string());
            context! { macro_name, name, unknown, tag, rows => union(it) }
        }
        TypeKind::Alias { .. } => return None,
    })
}

fn object(it: &Struct) -> Vec<Value> {
    let rows = it
        .fields
        .iter()
        .enumerate()
        .map(|(index, field)| property(index, field));
    let additional = match &it.additional {
        Additional::Ignored => None,
        Additional::Refused => Some(context! { refused => true }),
        Additional::Kept { name, .. } => Some(context! { kept => &name.rust }),
    };
    rows.chain(additional).collect()
}

fn union(it: &Union) -> Vec<Value> {
    let rows = it.variants.iter().map(|variant| {
        let tags = variant.tags.iter().filter(|_| it.tag.is_some());
        let tags: Vec<_> = tags.map(|tag| Literal::string(tag).to_string()).collect();
        context! { name => &variant.name.rust, tags }
    });
    rows.collect()
}

fn property(index: usize, field: &Field) -> Value {
    let presence = match field.presence {
        Presence::Required => "required",
        Presence::RequiredNullable => "required_nullable",
        Presence::Optional => "optional",
        Presence::OptionalNullable => "optional_nullable",
    };
    context! {
        index,
        presence,
        name => &field.name.rust,
        key => Literal::string(&field.name.wire).to_string(),
    }
}
