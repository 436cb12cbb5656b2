//! Makes a document worse, knowing what OpenAPI is.

use serde_json::{Map, Value, json};

use super::hostile;
use super::random::Random;

/// A document made from this one, as the text of a file.
pub(crate) fn mutant(mut document: Value, random: &mut Random) -> Vec<u8> {
    let mut count = 1 + random.below(4);
    if random.one_in(8) {
        count += random.below(20);
    }
    for _ in 0..count {
        let places = places(&document);
        let place = &places[random.below(places.len())];
        let other = &places[random.below(places.len())];
        change(&mut document, place, other, random);
    }
    let as_json = random.one_in(3);
    let text = match as_json {
        true => hostile::with_raw(&document.to_string(), true, hostile::RAW_JSON),
        false => {
            let text = serde_yaml::to_string(&document).unwrap_or_else(|_| document.to_string());
            hostile::with_raw(&text, false, hostile::RAW_YAML)
        }
    };
    let mut bytes = text.into_bytes();
    if random.one_in(4) {
        for _ in 0..=random.below(3) {
            super::text::damage(&mut bytes, as_json, random);
        }
    }
    bytes
}

/// The pointers of all values but the top one.
fn places(document: &Value) -> Vec<String> {
    let mut places = Vec::new();
    let mut open = vec![(String::new(), document)];
    while let Some((place, value)) = open.pop() {
        match value {
            Value::Object(members) => {
                let escaped = |key: &str| key.replace('~', "~0").replace('/', "~1");
                open.extend(
                    members
                        .iter()
                        .map(|(key, it)| (format!("{place}/{}", escaped(key)), it)),
                );
            }
            Value::Array(values) => open.extend(
                values
                    .iter()
                    .enumerate()
                    .map(|(at, it)| (format!("{place}/{at}"), it)),
            ),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
        if !place.is_empty() {
            places.push(place);
        }
    }
    places.push(String::new());
    places
}

fn change(document: &mut Value, place: &str, other: &str, random: &mut Random) {
    let there = document.pointer(other).cloned().unwrap_or_default();
    let kind = random.below(16);
    match kind {
        0 => replace(document, place, hostile::scalar(random)),
        1 => swap(document, place, other, there),
        2 => replace(document, place, there),
        3 => rename(document, place, random),
        4 => repeat(document, place, random),
        5 | 6 => replace(document, place, reference(place, other, random)),
        7 => remove(document, place),
        8 => replace(document, place, hostile::number(random)),
        9 => replace(document, place, json!(hostile::text(random))),
        10 => wrap(document, place, random),
        11..=13 => add(document, place, random),
        14 => on_text(document, place, random),
        _ => nest(document, place, random),
    }
}

fn replace(document: &mut Value, place: &str, value: Value) {
    if let Some(it) = document.pointer_mut(place).filter(|_| !place.is_empty()) {
        *it = value;
    }
}

fn swap(document: &mut Value, place: &str, other: &str, there: Value) {
    let here = document.pointer(place).cloned().unwrap_or_default();
    replace(document, place, there);
    replace(document, other, here);
}

/// The object or list around a place, and the key or index of the place in it.
fn around<'d>(document: &'d mut Value, place: &str) -> Option<(&'d mut Value, String)> {
    let (parent, key) = place.rsplit_once('/')?;
    let key = key.replace("~1", "/").replace("~0", "~");
    Some((document.pointer_mut(parent)?, key))
}

fn remove(document: &mut Value, place: &str) {
    match around(document, place) {
        Some((Value::Object(members), key)) => drop(members.shift_remove(&key)),
        Some((Value::Array(values), key)) => {
            let at = key.parse().unwrap_or(usize::MAX);
            if at < values.len() {
                values.remove(at);
            }
        }
        _ => {}
    }
}

fn rename(document: &mut Value, place: &str, random: &mut Random) {
    let Some((Value::Object(members), old)) = around(document, place) else {
        return;
    };
    let new = alike(&old, random);
    let renamed = std::mem::take(members).into_iter();
    *members = renamed
        .map(|(key, value)| {
            if key == old {
                (new.clone(), value)
            } else {
                (key, value)
            }
        })
        .collect();
}

/// A name that is hostile, or that differs from this one by little.
fn alike(name: &str, random: &mut Random) -> String {
    match random.below(8) {
        0 => name.to_uppercase(),
        1 => name.to_lowercase(),
        2 => format!("{name}_"),
        3 => format!("{name}2"),
        4 => name.replace(['_', '-'], "."),
        _ => hostile::name(random),
    }
}

fn repeat(document: &mut Value, place: &str, random: &mut Random) {
    match around(document, place) {
        Some((Value::Object(members), key)) => {
            let value = members.get(&key).cloned().unwrap_or_default();
            for _ in 0..=random.below(3) {
                members.insert(alike(&key, random), value.clone());
            }
        }
        Some((Value::Array(values), _)) => {
            let value = values
                .get(random.below(values.len()))
                .cloned()
                .unwrap_or_default();
            let count = if random.one_in(30) {
                200
            } else {
                1 + random.below(3)
            };
            values.extend(std::iter::repeat_n(value, count));
        }
        _ => {}
    }
}

/// A reference to somewhere: to itself, to what is around it, to a sibling, to anything.
fn reference(place: &str, other: &str, random: &mut Random) -> Value {
    let up = |count: usize| place.rsplitn(count + 1, '/').last().unwrap_or_default();
    let mut to = match random.below(12) {
        0 => format!("#{place}"),
        1 => format!("#{}", up(1)),
        2 => format!("#{}", up(2)),
        3 => format!("#{}", up(4)),
        4 => random
            .of(&[
                "",
                "#",
                "#/",
                "#a",
                "a",
                "x.yaml",
                "../x.yaml#/a",
                "https://x/y",
                "#/%",
                "#/components/schemas",
                "openapi.yaml",
            ])
            .to_owned(),
        5 => other.rsplit('/').next().unwrap_or_default().to_owned(),
        _ => format!("#{other}"),
    };
    if random.one_in(10) {
        to = to.replace('{', "%7B").replace('}', "%7D");
    }
    let mut reference = json!({ "$ref": to });
    if random.one_in(4)
        && let Some(members) = reference.as_object_mut()
    {
        let (key, value) = hostile::keyword(random);
        members.insert(key, value);
    }
    reference
}

/// Puts a value into a schema, or a list of them, of its own.
fn wrap(document: &mut Value, place: &str, random: &mut Random) {
    let Some(value) = document
        .pointer(place)
        .filter(|_| !place.is_empty())
        .cloned()
    else {
        return;
    };
    let other = match random.below(3) {
        0 => value.clone(),
        1 => json!({ "type": "null" }),
        _ => Value::Object(Map::from_iter([hostile::keyword(random)])),
    };
    let wrapped = match random.below(9) {
        0 => json!({ "allOf": [value] }),
        1 => json!({ "oneOf": [value, other] }),
        2 => json!({ "anyOf": [other, value] }),
        3 => json!({ "allOf": [value, other] }),
        4 => json!({ "type": "array", "items": value }),
        5 => json!({ "type": "object", "additionalProperties": value }),
        6 => json!({ "not": value }),
        7 => json!([value, other]),
        _ => json!({ hostile::name(random): value }),
    };
    replace(document, place, wrapped);
}

/// Wraps a value many times.
fn nest(document: &mut Value, place: &str, random: &mut Random) {
    let keyword = random.of(&[
        "allOf",
        "oneOf",
        "items",
        "not",
        "additionalProperties",
        "properties",
        "anyOf",
        "content",
    ]);
    let depth = if random.one_in(4) {
        95
    } else {
        1 + random.below(20)
    };
    let Some(mut value) = document
        .pointer(place)
        .filter(|_| !place.is_empty())
        .cloned()
    else {
        return;
    };
    for _ in 0..depth {
        value = match keyword {
            "allOf" | "oneOf" | "anyOf" => json!({ keyword: [value] }),
            "properties" => json!({ "type": "object", "properties": { "a": value } }),
            "items" => json!({ "type": "array", "items": value }),
            _ => json!({ keyword: value }),
        };
    }
    replace(document, place, value);
}

/// Adds a member to an object.
fn add(document: &mut Value, place: &str, random: &mut Random) {
    let mut place = place;
    while !document.pointer(place).is_some_and(Value::is_object) {
        let Some((parent, _)) = place.rsplit_once('/') else {
            return;
        };
        place = parent;
    }
    if let Some(Value::Object(members)) = document.pointer_mut(place) {
        let (key, value) = hostile::keyword(random);
        members.insert(key, value);
    }
}

/// Changes one of the texts that become names, docs or patterns.
fn on_text(document: &mut Value, place: &str, random: &mut Random) {
    let mut place = place;
    while !document.pointer(place).is_some_and(Value::is_object) {
        let Some((parent, _)) = place.rsplit_once('/') else {
            return;
        };
        place = parent;
    }
    if let Some(Value::Object(members)) = document.pointer_mut(place) {
        let key = random.of(&[
            "description",
            "title",
            "summary",
            "name",
            "operationId",
            "pattern",
            "default",
            "format",
            "propertyName",
            "url",
            "version",
            "example",
            "termsOfService",
        ]);
        let value = match key {
            "pattern" => hostile::pattern(random),
            "name" | "operationId" | "propertyName" => hostile::name(random),
            _ => hostile::text(random),
        };
        members.insert(key.to_owned(), json!(value));
    }
}
