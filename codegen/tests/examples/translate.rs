//! From the schemas of OpenAPI to JSON Schema: what OpenAPI 3.0 says in its own way.

use serde_json::{Map, Value, json};

/// `value` with every schema in it as JSON Schema has it. It is not asked which objects are
/// schemas: no other one has members of these names and types.
pub(super) fn translated(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(translated).collect(),
        Value::Object(members) => Value::Object(object(members)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

fn object(members: &Map<String, Value>) -> Map<String, Value> {
    let mut translated_members = Map::new();
    for (key, value) in members {
        // These hold values, not schemas; a property may be called so, too.
        let holds_values = match key.as_str() {
            "example" | "default" | "const" => true,
            "enum" | "examples" => value.is_array(),
            _ => false,
        };
        // Not the keywords of the same names: an identifier would move what is inside elsewhere.
        let is_foreign = matches!(key.as_str(), "id" | "$id" | "$schema") && value.is_string();
        if !is_foreign {
            let value = match holds_values {
                true => value.clone(),
                false => translated(value),
            };
            translated_members.insert(key.clone(), value);
        }
    }
    // What some libraries write for an object without members.
    if translated_members.get("properties") == Some(&json!([])) {
        translated_members.remove("properties");
    }
    nullable(&mut translated_members);
    limit(&mut translated_members, "minimum", "exclusiveMinimum");
    limit(&mut translated_members, "maximum", "exclusiveMaximum");
    translated_members
}

/// `nullable: true` beside a type.
fn nullable(members: &mut Map<String, Value>) {
    if members.get("nullable") != Some(&Value::Bool(true)) {
        return;
    }
    if let Some(Value::String(name)) = members.get("type") {
        let both = json!([name, "null"]);
        members.insert("type".to_owned(), both);
    }
}

/// `exclusiveMinimum: true` beside a limit.
fn limit(members: &mut Map<String, Value>, inclusive: &str, exclusive: &str) {
    match members.get(exclusive) {
        Some(Value::Bool(true)) => {
            if let Some(limit) = members.remove(inclusive) {
                members.insert(exclusive.to_owned(), limit);
            }
        }
        Some(Value::Bool(false)) => drop(members.remove(exclusive)),
        _ => {}
    }
}

#[test]
fn what_only_openapi_says_is_translated() {
    let schema = json!({
        "type": "integer", "nullable": true, "minimum": 1, "exclusiveMinimum": true,
        "maximum": 5, "exclusiveMaximum": false, "example": { "nullable": true, "type": "x" },
    });
    let expected = json!({
        "type": ["integer", "null"], "nullable": true, "exclusiveMinimum": 1,
        "maximum": 5, "example": { "nullable": true, "type": "x" },
    });
    assert_eq!(translated(&schema), expected);
}
