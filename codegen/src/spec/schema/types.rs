//! `type`, `enum`, `const`, and the formats that newer keywords stand for.

use serde_json::Value;

use super::Schema;
use crate::diagnostic::reading;
use crate::spec::Version;
use crate::spec::members::{At, describe};

/// What an author means by a name that is no type.
pub(super) struct Meant {
    pub(super) typ: &'static str,
    pub(super) format: Option<&'static str>,
}

const NULL: &str = "null";

/// The type that is meant by a name, in any case; the types themselves are meant by their own.
pub(super) fn meant(name: &str) -> Option<Meant> {
    let (typ, format) = match name.trim().to_ascii_lowercase().as_str() {
        "string" | "str" | "text" | "char" | "enum" => ("string", None),
        "integer" | "int" => ("integer", None),
        "int32" => ("integer", Some("int32")),
        "int64" | "long" | "bigint" => ("integer", Some("int64")),
        "number" | "decimal" | "numeric" => ("number", None),
        "float" => ("number", Some("float")),
        "double" => ("number", Some("double")),
        "boolean" | "bool" => ("boolean", None),
        "object" | "map" | "dict" | "hash" | "json" => ("object", None),
        "array" | "list" => ("array", None),
        "null" | "nil" | "none" => (NULL, None),
        "file" | "binary" => ("string", Some("binary")),
        "byte" => ("string", Some("byte")),
        "date" => ("string", Some("date")),
        "datetime" | "date-time" | "timestamp" => ("string", Some("date-time")),
        "time" => ("string", Some("time")),
        "uuid" | "guid" => ("string", Some("uuid")),
        "uri" | "url" => ("string", Some("uri")),
        "email" => ("string", Some("email")),
        _ => return None,
    };
    Some(Meant { typ, format })
}

pub(super) fn read(at: At<'_>, key: &str, value: &Value, schema: &mut Schema) {
    match value {
        Value::String(name) => {
            let Some(it) = known(at, key, name, value) else {
                return;
            };
            schema.keywords.typ = Some(it.typ.to_owned());
            let format = &mut schema.keywords.format;
            *format = format.take().or(it.format.map(str::to_owned));
        }
        Value::Array(names) => list(at, key, names, schema),
        // YAML reads `type: null` as nothing.
        Value::Null => {
            at.loose(key, value, "`type: \"null\"`");
            schema.keywords.typ = Some(NULL.to_owned());
        }
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => {
            at.wrong::<()>(key, value, "a type");
        }
    }
    if schema.keywords.typ.as_deref() == Some(NULL) {
        schema.data.nullable = true;
    }
}

fn list(at: At<'_>, key: &str, names: &[Value], schema: &mut Schema) {
    let place = at.place.child(key);
    if at.version() == Version::V3_0 {
        at.spec.warn(reading::type_list(&place));
    }
    let at = At::new(at.spec, &place, "a type");
    let mut types: Vec<&'static str> = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let index = index.to_string();
        let it = match name {
            Value::String(text) => known(at, &index, text, name).map(|it| it.typ),
            Value::Null => {
                at.loose(&index, name, "`\"null\"`");
                Some(NULL)
            }
            _ => at.wrong(&index, name, "a type"),
        };
        types.extend(it.filter(|it| !types.contains(it)));
    }
    let with_null = types.len();
    types.retain(|&it| it != NULL);
    schema.data.nullable |= types.len() < with_null;
    match types.as_slice() {
        [] if with_null > 0 => schema.keywords.typ = Some(NULL.to_owned()),
        [] => {}
        // A number is an integer or not, so `[integer, number]` says no more than `number`.
        ["integer", "number"] | ["number", "integer"] => {
            schema.keywords.typ = Some("number".to_owned());
        }
        [one] => schema.keywords.typ = Some((*one).to_owned()),
        several => schema.later.types = several.iter().map(|&it| it.to_owned()).collect(),
    }
}

fn known(at: At<'_>, key: &str, name: &str, value: &Value) -> Option<Meant> {
    let Some(it) = meant(name) else {
        if name.trim().eq_ignore_ascii_case("any") {
            let place = at.place.child(key);
            at.spec
                .warn(reading::loose_value(&place, &describe(value), "no type"));
            return None;
        }
        return at.wrong(
            key,
            value,
            "a type (string, number, integer, boolean, array or object)",
        );
    };
    if it.typ != name {
        let format = it
            .format
            .map(|it| format!(" with `format: {it}`"))
            .unwrap_or_default();
        at.loose(key, value, &format!("`{}`{format}", it.typ));
    }
    Some(it)
}

pub(super) fn enumeration(at: At<'_>, key: &str, value: &Value, schema: &mut Schema) {
    schema.keywords.enumeration = match value {
        Value::Array(values) => values.clone(),
        Value::Null => Vec::new(),
        Value::Object(_) => {
            at.wrong::<()>(key, value, "a list of values");
            Vec::new()
        }
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            at.loose(key, value, "a list of one");
            vec![value.clone()]
        }
    };
}

/// What the keywords say together.
pub(super) fn finish(at: At<'_>, schema: &mut Schema) {
    let Schema {
        data,
        keywords,
        later,
    } = schema;
    if let Some(constant) = &later.constant {
        keywords.enumeration = vec![constant.clone()];
    }
    if keywords.enumeration.iter().any(Value::is_null) {
        data.nullable = true;
        if keywords.enumeration.iter().all(Value::is_null) {
            keywords.typ = Some(NULL.to_owned());
        }
    }
    data.example = data
        .example
        .take()
        .or_else(|| later.examples.first().cloned());
    if data.nullable && at.version() > Version::V3_0 && says_nullable(at) {
        at.spec.warn(reading::nullable_in_later_version(
            &at.place.child("nullable"),
        ));
    }
    if keywords.format.is_none() {
        let is_base64 = later
            .content_encoding
            .as_deref()
            .is_some_and(|it| it.starts_with("base64"));
        let is_bytes = later.content_encoding.is_none()
            && later
                .content_media_type
                .as_deref()
                .is_some_and(|it| !is_text(it));
        if is_base64 {
            keywords.format = Some("byte".to_owned());
        } else if is_bytes {
            keywords.format = Some("binary".to_owned());
        }
    }
}

fn says_nullable(at: At<'_>) -> bool {
    let value = at.spec.value(at.place).and_then(|it| it.get("nullable"));
    value == Some(&Value::Bool(true))
}

/// Whether a string of this media type holds it as text, and not byte by byte.
fn is_text(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.starts_with("text/")
        || essence.ends_with("/json")
        || essence.ends_with("+json")
        || essence.ends_with("/xml")
        || essence.ends_with("+xml")
        || essence.ends_with("/jwt")
        || essence.ends_with("/yaml")
}
