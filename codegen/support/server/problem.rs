//! Problem details (RFC 9457), for APIs that do not say how they refuse.

use bytes::Bytes;
use serde_json::Value;

use super::{Refusal, Reply, Violation};
use crate::support::http::joined;

/// `refusal` as problem details.
#[must_use]
pub fn problem(refusal: &Refusal) -> Reply {
    let status = refusal.status();
    let mut members = vec![
        member("type", "about:blank"),
        member("title", status.canonical_reason().unwrap_or_default()),
        member("status", status.as_u16()),
        member("detail", refusal.message()),
    ];
    let mut errors = Vec::new();
    for violation in refusal.violations() {
        errors.push(error(violation));
    }
    if !errors.is_empty() {
        members.push(format!(r#""errors":[{}]"#, joined(&errors, ",")));
    }
    let body = Bytes::from(object(&members));
    Reply::bytes(status, &body).with_media("application/problem+json")
}

fn error(violation: &Violation) -> String {
    let mut members = Vec::new();
    if let Some(parameter) = violation.parameter {
        members.push(member("parameter", parameter.name));
    }
    members.push(member("pointer", violation.pointer.as_str()));
    members.push(member("detail", violation.message.as_str()));
    object(&members)
}

/// The JSON of an object. An object of `serde_json` would bring a whole tree of maps into each crate to compile.
fn object(members: &[String]) -> String {
    format!("{{{}}}", joined(members, ","))
}

fn member(name: &str, value: impl Into<Value>) -> String {
    format!(r#""{name}":{}"#, value.into())
}
