//! Problem details (RFC 9457), for APIs that do not say how they refuse.

use bytes::Bytes;
use serde_json::{Map, Value};

use super::{Refusal, Reply, Violation};

/// `refusal` as problem details.
#[must_use]
pub fn problem(refusal: &Refusal) -> Reply {
    let status = refusal.status();
    let mut members = vec![
        ("type", "about:blank".into()),
        ("title", status.canonical_reason().unwrap_or_default().into()),
        ("status", status.as_u16().into()),
        ("detail", refusal.message().into()),
    ];
    let violations = refusal.violations();
    if !violations.is_empty() {
        members.push(("errors", violations.iter().map(error).collect()));
    }
    let body = Bytes::from(object(members).to_string());
    Reply::bytes(status, &body).with_media("application/problem+json")
}

fn error(violation: &Violation) -> Value {
    let mut members = Vec::new();
    if let Some(parameter) = violation.parameter {
        members.push(("parameter", parameter.name.into()));
    }
    members.push(("pointer", violation.pointer.as_str().into()));
    members.push(("detail", violation.message.as_str().into()));
    object(members)
}

/// What `json!` would make, without the code that serializes anything, which each crate would compile.
fn object(members: Vec<(&str, Value)>) -> Value {
    let mut object = Map::new();
    for (name, value) in members {
        object.insert(name.to_owned(), value);
    }
    Value::Object(object)
}
