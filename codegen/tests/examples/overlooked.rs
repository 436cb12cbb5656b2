//! Examples that a document has and that nothing is made of: those of bodies that are not JSON, and
//! of schemas that are only a part of another.

use std::collections::HashSet;

use codegen::diagnostic::Place;
use codegen::spec::Spec;
use serde_json::Value;

/// Keys whose members are named by the document.
const NAMED: &[&str] = &["properties", "patternProperties", "schemas", "headers"];

/// The places of all examples but the `judged` ones.
pub(super) fn overlooked(spec: &Spec, judged: &HashSet<&Place>) -> Vec<Place> {
    let mut overlooked = Vec::new();
    let mut open: Vec<(Place, &Value, bool)> = spec
        .files()
        .filter_map(|file| spec.value(&file).map(|it| (file, it, false)))
        .collect();
    while let Some((place, value, names)) = open.pop() {
        match value {
            Value::Array(items) => {
                let items = items.iter().enumerate();
                open.extend(items.map(|(index, it)| (place.element(index), it, false)));
            }
            Value::Object(members) => {
                for (key, value) in members {
                    let at = place.child(key);
                    match key.as_str() {
                        _ if names => open.push((at, value, false)),
                        "example" => overlooked.extend((!judged.contains(&at)).then_some(at)),
                        "examples" => {
                            overlooked.extend(named(&at, value).filter(|it| !judged.contains(it)));
                        }
                        "default" | "enum" | "const" | "value" => {}
                        _ if key.starts_with("x-") => {}
                        _ => open.push((at, value, NAMED.contains(&key.as_str()))),
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    overlooked
}

/// The examples in a list, or in an object with their names, unless they are somewhere else.
fn named(at: &Place, examples: &Value) -> impl Iterator<Item = Place> {
    let places: Vec<Place> = match examples {
        Value::Array(items) => (0..items.len()).map(|it| at.element(it)).collect(),
        Value::Object(named) => {
            let values = named.iter().filter(|(_, it)| it.get("value").is_some());
            values
                .map(|(key, _)| at.child(key).child("value"))
                .collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    places.into_iter()
}
