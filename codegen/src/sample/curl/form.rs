//! Forms on the command line.

use serde_json::Value;

use super::super::style::pairs;
use super::{Argument, plain};
use crate::ir::Representation;

/// A form whose properties are those of the object `json`, one option a pair.
pub(super) fn arguments(body: &Representation, json: &str) -> Vec<Argument> {
    let Ok(Value::Object(properties)) = serde_json::from_str(json) else {
        return Vec::new();
    };
    let told = body.form.as_ref().map_or(&[][..], |it| &it.properties);
    let mut arguments = Vec::new();
    for (name, value) in &properties {
        match told.iter().find(|it| it.name.wire == *name) {
            Some(parameter) => {
                let pairs = pairs(parameter, &value.to_string());
                arguments.extend(pairs.iter().map(|it| Argument::new("--data", it)));
            }
            None => property(name, value, &mut arguments),
        }
    }
    arguments
}

/// `name=value`, or `name[key]=value` for each part.
fn property(name: &str, value: &Value, arguments: &mut Vec<Argument>) {
    let has_parts = |it: &Value| matches!(it, Value::Array(_) | Value::Object(_));
    match value {
        Value::Null => {}
        Value::Array(items) if !items.iter().any(has_parts) && !name.contains('[') => {
            for item in items {
                property(name, item, arguments);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                property(&format!("{name}[{index}]"), item, arguments);
            }
        }
        Value::Object(entries) => {
            for (key, value) in entries {
                property(&format!("{name}[{key}]"), value, arguments);
            }
        }
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            let text = format!("{name}={}", plain(&value.to_string()));
            arguments.push(Argument::new("--data-urlencode", &text));
        }
    }
}
