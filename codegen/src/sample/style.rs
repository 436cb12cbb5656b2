//! The text of parameters in paths, queries, headers and cookies.

use serde_json::Value;

use crate::ir::{Parameter, Style};

/// The pairs that a parameter becomes in a query or a cookie (OpenAPI 3.0, Style Values).
pub(super) fn pairs(parameter: &Parameter, json: &str) -> Vec<String> {
    let name = encoded(&parameter.name.wire);
    let pair = |value: &Value| format!("{name}={}", encoded(&scalar_text(value)));
    let value = serde_json::from_str(json).unwrap_or_else(|_| Value::from(json));
    let delimiter = match parameter.style {
        Style::Json => return vec![format!("{name}={}", encoded(json))],
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        Style::Simple | Style::Label | Style::Matrix | Style::Form | Style::DeepObject => ",",
    };
    match &value {
        Value::Array(items) if parameter.explode => items.iter().map(pair).collect(),
        Value::Object(fields) if parameter.style == Style::DeepObject => fields
            .iter()
            .map(|(key, it)| format!("{name}[{}]={}", encoded(key), encoded(&scalar_text(it))))
            .collect(),
        Value::Object(fields) if parameter.explode => fields
            .iter()
            .map(|(key, it)| format!("{}={}", encoded(key), encoded(&scalar_text(it))))
            .collect(),
        Value::Array(_) | Value::Object(_) => {
            vec![format!(
                "{name}={}",
                parts(&value, false, encoded).join(delimiter)
            )]
        }
        _ => vec![pair(&value)],
    }
}

/// What stands for a parameter in the path.
pub(super) fn path_text(parameter: &Parameter, json: &str) -> String {
    let value = serde_json::from_str(json).unwrap_or_else(|_| Value::from(json));
    let name = encoded(&parameter.name.wire);
    let parts = parts(&value, parameter.explode, encoded);
    match parameter.style {
        Style::Label if parameter.explode => format!(".{}", parts.join(".")),
        Style::Label => format!(".{}", parts.join(",")),
        Style::Matrix if parameter.explode && value.is_array() => {
            parts.iter().map(|it| format!(";{name}={it}")).collect()
        }
        Style::Matrix if parameter.explode && value.is_object() => {
            parts.iter().map(|it| format!(";{it}")).collect()
        }
        Style::Matrix => format!(";{name}={}", parts.join(",")),
        Style::Json => encoded(json),
        Style::Simple
        | Style::Form
        | Style::SpaceDelimited
        | Style::PipeDelimited
        | Style::DeepObject => parts.join(","),
    }
}

/// The text of a header's value.
pub(super) fn header_text(json: &str, explode: bool) -> String {
    let value = serde_json::from_str(json).unwrap_or_else(|_| Value::from(json));
    parts(&value, explode, str::to_owned).join(",")
}

/// A scalar is one part; an object is `key=value` a part, or key and value in turn.
fn parts(value: &Value, explode: bool, encode: fn(&str) -> String) -> Vec<String> {
    let text = |it: &Value| encode(&scalar_text(it));
    match value {
        Value::Array(items) => items.iter().map(text).collect(),
        Value::Object(fields) if explode => fields
            .iter()
            .map(|(key, it)| format!("{}={}", encode(key), text(it)))
            .collect(),
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(key, it)| [encode(key), text(it)])
            .collect(),
        _ => vec![text(value)],
    }
}

fn scalar_text(value: &Value) -> String {
    match value {
        Value::String(it) => it.clone(),
        _ => value.to_string(),
    }
}

/// Percent-encodes all but the unreserved characters (RFC 3986, section 2.3).
pub(super) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte))
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
