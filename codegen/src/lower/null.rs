//! Null: which schemas allow it.

use openapiv3::ReferenceOr;
use serde_json::Value;

use super::{Context, object};
use crate::diagnostic::Place;
use crate::spec::Schema;

/// Whether null is a value of `schema`.
pub(super) fn is_nullable(schema: &Schema) -> bool {
    schema.data.nullable || schema.keywords.enumeration.iter().any(Value::is_null)
}

/// Whether null is a value of `schema`, by itself or by a choice in it.
pub(super) fn allows_null(cx: &mut Context<'_>, place: &Place, schema: &Schema) -> bool {
    let choices = schema.keywords.one_of.iter().chain(&schema.keywords.any_of);
    is_nullable(schema)
        || choices
            .into_iter()
            .any(|member| is_null_only(cx, place, member))
        || all_parts_allow_null(cx, place, schema)
}

/// Whether every member of `allOf` that has a type allows null.
fn all_parts_allow_null(cx: &mut Context<'_>, place: &Place, schema: &Schema) -> bool {
    if schema.keywords.all_of.is_empty() {
        return false;
    }
    let parts = object::parts(cx, place, schema);
    let typed = |it: &&object::Part| it.1.keywords.typ.is_some() || !it.1.later.types.is_empty();
    let mut typed = parts.iter().filter(typed).peekable();
    typed.peek().is_some() && typed.all(|(_, it)| is_nullable(it))
}

/// Whether a member of a composition allows null and nothing else.
pub(super) fn is_null_only<T>(cx: &mut Context<'_>, from: &Place, member: &ReferenceOr<T>) -> bool {
    let Some((_, schema)) = cx.schema_behind(from, member) else {
        return false;
    };
    let enumeration = &schema.keywords.enumeration;
    schema.keywords.typ.as_deref() == Some("null")
        || (!enumeration.is_empty() && enumeration.iter().all(Value::is_null))
}
