//! What a misfit says, for people.

use serde_json::Value;

use crate::ir::{TypeDef, TypeKind, Union};

/// How many names are listed before the rest is only counted.
const LISTED: usize = 8;

/// What was found and what had to be there.
pub(super) fn expected(found: &Value, expected: &str) -> String {
    format!("found {}, expected {expected}", described(found))
}

/// A value as people call it, no longer than fits in a message.
fn described(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(it) => format!("`{it}`"),
        Value::Number(it) => format!("the number {it}"),
        Value::String(it) => format!("the string `{}`", short(it)),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

/// `an object `Pet``.
pub(super) fn named(what: &str, def: &TypeDef) -> String {
    format!("{what} `{}`", short(&def.name.wire))
}

/// A required property is not there.
pub(super) fn missing(key: &str) -> String {
    format!("the property `{}` is missing", short(key))
}

/// A property is there that is not allowed.
pub(super) fn unlisted(def: &TypeDef, key: &str) -> String {
    let (name, key) = (short(&def.name.wire), short(key));
    format!("`{key}` is not among the properties of `{name}`, which allows no others")
}

/// The values of an enum.
pub(super) fn listed(kind: &TypeKind) -> String {
    match kind {
        TypeKind::StringEnum(it) => one_of(it.values.iter().map(|it| it.value.clone())),
        TypeKind::IntegerEnum(it) => one_of(it.values.iter().map(|it| it.value.to_string())),
        TypeKind::Struct(_)
        | TypeKind::Union(_)
        | TypeKind::Alias { .. }
        | TypeKind::Newtype { .. } => String::new(),
    }
}

/// The values of a discriminator.
pub(super) fn tags(it: &Union) -> String {
    one_of(it.variants.iter().flat_map(|it| it.tags.iter().cloned()))
}

/// The variants of a union.
pub(super) fn variants(def: &TypeDef, it: &Union) -> String {
    let names = one_of(it.variants.iter().map(|it| it.name.rust.clone()));
    format!("what `{}` may be: {names}", short(&def.name.wire))
}

/// A list of names, no longer than fits in a message.
pub(super) fn one_of(names: impl Iterator<Item = String>) -> String {
    let names: Vec<String> = names.map(|it| format!("`{}`", short(&it))).collect();
    let shown = names.get(..LISTED).unwrap_or(&names).join(", ");
    match names.len().saturating_sub(LISTED) {
        0 if names.len() == 1 => shown,
        0 => format!("one of {shown}"),
        more => format!("one of {shown} and {more} more"),
    }
}

fn short(text: &str) -> String {
    const SHOWN: usize = 60;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
