//! Problem details (RFC 9457), for APIs that do not say how they refuse.

use serde_json::{Value, json};

use super::{Refusal, Reply, Violation};

/// `refusal` as problem details.
#[must_use]
pub fn problem(refusal: &Refusal) -> Reply {
    let status = refusal.status();
    let mut body = json!({
        "type": "about:blank",
        "title": status.canonical_reason().unwrap_or_default(),
        "status": status.as_u16(),
        "detail": refusal.message(),
    });
    let violations = refusal.violations();
    if let (Some(members), false) = (body.as_object_mut(), violations.is_empty()) {
        let errors = violations.iter().map(error).collect();
        members.insert("errors".to_owned(), Value::Array(errors));
    }
    Reply::json(status, &body).with_media("application/problem+json")
}

fn error(violation: &Violation) -> Value {
    match violation.parameter {
        Some(parameter) => json!({
            "parameter": parameter.name,
            "pointer": violation.pointer,
            "detail": violation.message,
        }),
        None => json!({ "pointer": violation.pointer, "detail": violation.message }),
    }
}
