//! `wire.rs`: how the types stand on the wire, as tables for the macros of the support code.

use minijinja::{Value, context};
use proc_macro2::Literal;

use super::gate;
use super::models::enums;
use super::{Content, Template, parts, types};
use crate::ir::{
    Additional, Api, Field, Name, Presence, Struct, TypeDef, TypeKind, Union, UnionVariant,
};

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
    let tables = gate::types(api).filter_map(|(gate, def)| {
        let macro_name = macro_of(&def.kind)?;
        Some((gate, (macro_name, table(api, def)?)))
    });
    Some(Content::Files(gate::tables(
        api,
        "src/wire.rs",
        tables,
        template,
    )))
}

fn template(tables: Vec<(&'static str, Value)>, modules: Vec<Value>) -> Template {
    let (mut macros, tables): (Vec<&str>, Vec<Value>) = tables.into_iter().unzip();
    macros.sort_unstable();
    macros.dedup();
    Template {
        name: "wire.rs.jinja",
        text: include_str!("../../templates/wire.rs.jinja"),
        context: context! { tables, macros, modules },
        uses: &[],
    }
}

/// The modules of `support/wire` that no table of this API uses.
pub(super) fn unused_modules(api: &Api) -> Vec<&'static str> {
    let used = |name: &str| {
        api.types
            .iter()
            .any(|def| macro_of(&def.kind) == Some(name))
    };
    let mut unused = MACROS.to_vec();
    // Unions look into objects.
    let needed = |name: &str| used(name) || name == "object" && used("union");
    unused.retain(|name| !needed(name));
    if !["string_enum", "integer_enum", "union"]
        .into_iter()
        .any(used)
    {
        unused.push("unknown_value");
    }
    unused
}

/// The macros of `support/wire`, each in a module of its name.
const MACROS: &[&str] = &["object", "string_enum", "integer_enum", "union", "newtype"];

/// The macro that a kind of type is a table for.
fn macro_of(kind: &TypeKind) -> Option<&'static str> {
    match kind {
        TypeKind::Struct(it) => it.multipart.is_none().then_some("object"),
        TypeKind::StringEnum(_) => Some("string_enum"),
        TypeKind::IntegerEnum(_) => Some("integer_enum"),
        TypeKind::Union(_) => Some("union"),
        TypeKind::Newtype { .. } => Some("newtype"),
        TypeKind::Alias { .. } => None,
    }
}

fn table(api: &Api, def: &TypeDef) -> Option<Value> {
    let name = &def.name.rust;
    let macro_name = macro_of(&def.kind)?;
    Some(match &def.kind {
        TypeKind::Struct(it) => {
            context! { macro_name, head => name, rows => object(api, it), end => "" }
        }
        TypeKind::StringEnum(it) => {
            let rows = it.values.iter().map(|value| {
                let text = Literal::string(&value.value).to_string();
                [&value.name.rust, " ", &text].concat()
            });
            let rows: Vec<String> = rows.collect();
            context! { macro_name, head => name, rows, end => end(None, it.unknown.as_ref()) }
        }
        TypeKind::IntegerEnum(it) => {
            let rows = it.values.iter().map(|value| {
                let number = value.value.to_string();
                [&value.name.rust, " ", &number].concat()
            });
            let rows: Vec<String> = rows.collect();
            let head = [name, ": ", enums::integer(it.scalar)].concat();
            context! { macro_name, head, rows, end => end(None, it.unknown.as_ref()) }
        }
        TypeKind::Union(it) => {
            let tag = it.tag.as_ref();
            let tag = tag.map(|it| [" tag ", &Literal::string(it).to_string()].concat());
            let head = [name.clone(), tag.unwrap_or_default()].concat();
            let combined = it.variants.iter().find(|it| it.combines);
            let end = end(combined.map(|it| &it.name), it.unknown.as_ref());
            context! { macro_name, head, rows => union(it), end }
        }
        TypeKind::Newtype { .. } => {
            let rows: Vec<String> = Vec::new();
            context! { macro_name, head => name, rows, end => "" }
        }
        TypeKind::Alias { .. } => return None,
    })
}

/// What a table ends with: the variants that its rows do not choose.
///
/// ```text
/// combined Combined else Unknown
/// ```
fn end(combined: Option<&Name>, unknown: Option<&Name>) -> String {
    let combined = combined.map(|it| [" combined ", &it.rust].concat());
    let unknown = unknown.map(|it| [" else ", &it.rust].concat());
    [combined, unknown].into_iter().flatten().collect()
}

/// The rows of an object: its properties, and what happens to others.
fn object(api: &Api, it: &Struct) -> Vec<String> {
    let fields = it.fields.iter().enumerate();
    let rows = fields.map(|(index, field)| property(api, index, field));
    let others = match &it.additional {
        Additional::Ignored => None,
        Additional::Refused => Some("closed".to_owned()),
        Additional::Kept { name, .. } => Some(["rest ", &name.rust].concat()),
    };
    rows.chain(others).collect()
}

/// The rows of a union: its variants, and the tags that stand for each.
fn union(it: &Union) -> Vec<String> {
    let row = |variant: &UnionVariant| {
        let tags = variant.tags.iter().filter(|_| it.tag.is_some());
        let tags = tags.map(|tag| [" ", &Literal::string(tag).to_string()].concat());
        [variant.name.rust.clone(), tags.collect()].concat()
    };
    let chosen = it.variants.iter().filter(|it| !it.combines);
    chosen.map(row).collect()
}

/// ```text
/// 0 required agent_id "agentId"
/// ```
fn property(api: &Api, index: usize, field: &Field) -> String {
    let presence = match field.presence {
        // That null may stand there is told by the type of the field.
        Presence::Required | Presence::RequiredNullable => "required",
        // Null is a value of the type then, and not the absence of one.
        Presence::Optional if types::holds_null(api, &field.ty) => "nullable",
        Presence::Optional => "optional",
        Presence::OptionalNullable => "nullable",
    };
    let key = Literal::string(&field.name.wire).to_string();
    [&index.to_string(), presence, &field.name.rust, &key].join(" ")
}
