//! Forms in parts on the command line.

use serde_json::Value;

use super::{Argument, plain};
use crate::ir::{Api, Multipart, PartKind, Representation, Type, TypeKind};

/// A form in parts whose fields are those of the object `json`, one option a part.
pub(super) fn arguments(api: &Api, body: &Representation, json: &str) -> Vec<Argument> {
    let Ok(Value::Object(values)) = serde_json::from_str(json) else {
        return Vec::new();
    };
    let kind = |name: &str| kind(api, &body.ty, name);
    let mut arguments = Vec::new();
    for (name, value) in &values {
        let kind = kind(name);
        match (kind, value) {
            (_, Value::Null) => {}
            (PartKind::Text | PartKind::Any, Value::Array(items)) => {
                arguments.extend(items.iter().map(|it| part(name, kind, it)));
            }
            _ => arguments.push(part(name, kind, value)),
        }
    }
    arguments
}

fn part(name: &str, kind: PartKind, value: &Value) -> Argument {
    let json = value.to_string();
    let has_parts = matches!(value, Value::Array(_) | Value::Object(_));
    match kind {
        PartKind::File => Argument::new("--form", &format!("{name}=@file")),
        PartKind::Any | PartKind::Text if !has_parts => {
            Argument::new("--form-string", &format!("{name}={}", plain(&json)))
        }
        PartKind::Any | PartKind::Text | PartKind::Json => {
            // In quotes, so that no semicolon in it ends the value.
            let quoted = json.replace('\\', "\\\\").replace('"', "\\\"");
            let text = format!("{name}=\"{quoted}\";type=application/json");
            Argument::new("--form", &text)
        }
    }
}

/// How the part called `name` is written.
fn kind(api: &Api, ty: &Type, name: &str) -> PartKind {
    let found = || {
        let (Type::Named(id) | Type::Boxed(id)) = ty else {
            return None;
        };
        let TypeKind::Struct(it) = &api.definition(*id)?.kind else {
            return None;
        };
        let Multipart { parts, additional } = it.multipart.as_ref()?;
        let place = it.fields.iter().position(|it| it.name.wire == name);
        Some(place.map_or(*additional, |place| {
            parts.get(place).map_or(*additional, |it| it.kind)
        }))
    };
    found().unwrap_or(PartKind::Any)
}
