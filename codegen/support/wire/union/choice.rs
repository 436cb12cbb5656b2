//! Unions that are told apart by what is there.

use std::cmp::Reverse;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::shape::{Found, Shape};
use super::text::{Text, explore, message, outline, parse};

/// An enum that has a table of variants without tags.
pub trait Union: Serialize + Sized + 'static {
    /// The name of the enum.
    const NAME: &'static str;

    /// The variants, in the order of the document.
    const VARIANTS: &'static [Variant<Self>];

    /// The variant for what no other one reads, if there is one.
    const UNKNOWN: Option<fn(Value) -> Self> = None;
}

/// A variant of a [`Union`].
#[derive(Debug)]
pub struct Variant<U> {
    /// Its name.
    pub name: &'static str,
    /// What it can be read from.
    pub shape: fn() -> Shape,
    /// Reads it from JSON text.
    pub read: fn(&str) -> serde_json::Result<U>,
}

/// Reads a union; what `deserialize` of every union without tags does.
///
/// # Errors
///
/// When no variant reads the value and the union is closed.
pub fn decode_union<'de, U: Union, D: Deserializer<'de>>(deserializer: D) -> Result<U, D::Error> {
    let text = Text::deserialize(deserializer)?;
    explore(&text.json, |json| {
        choose(json, text.untyped).map_err(D::Error::custom)
    })
}

/// The variant that keeps most of `json`.
fn choose<U: Union>(json: &str, untyped: bool) -> Result<U, String> {
    if untyped && let Some(it) = choose_by_order(json) {
        return Ok(it);
    }
    let found = Found::of(json);
    let mut variants = U::VARIANTS.iter().filter(|it| (it.shape)().admits(found));
    let mut refusals = Vec::new();
    match (variants.next(), variants.next()) {
        (None, _) => {}
        (Some(only), None) => match (only.read)(json) {
            Ok(it) => return Ok(it),
            Err(error) => refusals.push((only.name, error)),
        },
        (Some(_), Some(_)) => {
            if let Some(it) = best(json, found, &mut refusals) {
                return Ok(it);
            }
        }
    }
    match U::UNKNOWN {
        Some(unknown) => parse(json).map(unknown).map_err(|error| message(&error)),
        None => Err(refusal::<U>(&refusals)),
    }
}

/// What the variant makes of `json` that keeps most of it.
fn best<U: Union>(json: &str, found: Found, refusals: &mut Vec<Refusal>) -> Option<U> {
    let candidates = rank::<U>(json, found);
    for equals in candidates.chunk_by(|a, b| a.keeps == b.keeps) {
        let mut best: Option<(usize, U)> = None;
        for Candidate { variant, .. } in equals {
            match (variant.read)(json) {
                Err(error) => refusals.push((variant.name, error)),
                Ok(it) if equals.len() == 1 => return Some(it),
                Ok(it) => {
                    let lost = lost(&it, json);
                    if lost == 0 {
                        return Some(it);
                    }
                    if best.as_ref().is_none_or(|(least, _)| lost < *least) {
                        best = Some((lost, it));
                    }
                }
            }
        }
        if let Some((_, it)) = best {
            return Some(it);
        }
    }
    None
}

/// Why a variant does not read the value.
type Refusal = (&'static str, serde_json::Error);

/// A variant that may read the value.
struct Candidate<U: 'static> {
    variant: &'static Variant<U>,
    /// How much of the value it keeps.
    keeps: usize,
}

/// The variants that may read `json`, those that keep most of it first.
fn rank<U: Union>(json: &str, found: Found) -> Vec<Candidate<U>> {
    let keys = if found == Found::Object {
        outline(json).keys
    } else {
        Vec::new()
    };
    let mut candidates = Vec::with_capacity(U::VARIANTS.len());
    for variant in U::VARIANTS {
        let shape = (variant.shape)();
        if !shape.admits(found) {
            continue;
        }
        let keeps = if shape.is_union() && !keys.is_empty() {
            (variant.read)(json).map_or(0, |it| entries(&it))
        } else {
            shape.keeps(&keys)
        };
        candidates.push(Candidate { variant, keeps });
    }
    candidates.sort_by_key(|it| Reverse(it.keeps));
    candidates
}

/// The first variant that reads a string of a format that has nothing but strings.
fn choose_by_order<U: Union>(json: &str) -> Option<U> {
    let bare: String = parse(json).ok()?;
    U::VARIANTS.iter().find_map(|variant| {
        let is_bare = (variant.shape)().is_bare();
        (variant.read)(if is_bare { &bare } else { json }).ok()
    })
}

/// How many entries a value has that is written as an object.
fn entries(value: &impl Serialize) -> usize {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_object().map_or(0, serde_json::Map::len)
}

/// How much of `json` is not in `value`, which was read from it.
fn lost(value: &impl Serialize, json: &str) -> usize {
    if !json.starts_with(['[', '{']) {
        return 0;
    }
    let before: Value = parse(json).unwrap_or_default();
    let after = serde_json::to_value(value).unwrap_or_default();
    parts(&before).saturating_sub(parts(&after))
}

/// How many keys and values there are. What is `null` may as well be absent.
fn parts(value: &Value) -> usize {
    match value {
        Value::Null => 0,
        Value::Bool(_) | Value::Number(_) | Value::String(_) => 1,
        Value::Array(items) => 1 + items.iter().map(parts).sum::<usize>(),
        Value::Object(entries) => 1 + entries.values().map(parts).sum::<usize>(),
    }
}

/// Why no variant reads the value.
fn refusal<U: Union>(refusals: &[Refusal]) -> String {
    if let [(_, error)] = refusals {
        return message(error);
    }
    let mut text = format!("the value is no {}", U::NAME);
    for (index, (name, error)) in refusals.iter().enumerate() {
        let before = if index == 0 { ": " } else { "; " };
        text.extend([before, "as ", name, ", ", &message(error)]);
    }
    text
}
