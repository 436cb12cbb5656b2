//! Reads the members of one object, each for what it has to be; what is not that is said and left out, or taken for
//! what its author means.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value};

use super::numbers::Written;
use super::reference::{self, Kind};
use super::{Spec, Version, private};
use crate::diagnostic::{Place, reading};

/// An object that is being read.
#[derive(Clone, Copy)]
pub(super) struct At<'s> {
    pub(super) spec: &'s Spec,
    pub(super) place: &'s Place,
    /// What the object is, for diagnostics: "a schema".
    pub(super) holder: &'static str,
}

impl<'s> At<'s> {
    pub(super) fn new(spec: &'s Spec, place: &'s Place, holder: &'static str) -> Self {
        Self {
            spec,
            place,
            holder,
        }
    }

    pub(super) fn version(self) -> Version {
        self.spec.version(self.place)
    }

    // Scalars. `null`, which is what YAML makes of a key without a value, is as good as absent.

    pub(super) fn string(self, key: &str, value: &Value) -> Option<String> {
        match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(_) | Value::Bool(_) => {
                let written = self.spec.written(&self.place.child(key), value);
                let text = written.unwrap_or_else(|| value.to_string());
                self.loose(key, value, &format!("the string `\"{text}\"`"));
                Some(text)
            }
            Value::Null => None,
            Value::Array(_) | Value::Object(_) => self.wrong(key, value, "a string"),
        }
    }

    pub(super) fn boolean(self, key: &str, value: &Value) -> Option<bool> {
        let read = match value {
            Value::Bool(it) => return Some(*it),
            Value::Null => return None,
            Value::String(text) => text.trim().to_ascii_lowercase().parse().ok(),
            Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
        };
        match read {
            Some(it) => {
                self.loose(key, value, &format!("`{it}`"));
                Some(it)
            }
            None => self.wrong(key, value, "`true` or `false`"),
        }
    }

    pub(super) fn number(self, key: &str, value: &Value) -> Option<Number> {
        self.numeric(key, value, "a number")
    }

    fn numeric(self, key: &str, value: &Value, expected: &str) -> Option<Number> {
        let read = match value {
            Value::Number(it) => return Some(it.clone()),
            Value::Null => return None,
            Value::String(text) => serde_json::from_str::<Number>(text.trim()).ok(),
            Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        };
        match read {
            Some(it) => {
                self.loose(key, value, &format!("the number {it}"));
                Some(it)
            }
            None => self.wrong(key, value, expected),
        }
    }

    /// A number with its text, for those of which a value may hold only a part.
    pub(super) fn written(self, key: &str, value: &Value) -> Option<Written> {
        let number = self.number(key, value)?;
        let text = match value {
            Value::String(text) => Some(text.trim().to_owned()),
            _ if number.as_f64().is_some_and(|it| it.abs() < 2f64.powi(63)) => None,
            _ => self.spec.written(&self.place.child(key), value),
        };
        Some(Written { number, text })
    }

    pub(super) fn count(self, key: &str, value: &Value) -> Option<usize> {
        const EXPECTED: &str = "a whole number that is not negative";
        let number = self.numeric(key, value, EXPECTED)?;
        let whole = number.as_u64().or_else(|| {
            let float = number
                .as_f64()
                .filter(|it| it.fract() == 0.0 && *it >= 0.0)?;
            // Casts from floats saturate: a limit that no value can reach.
            Some(float as u64)
        });
        match whole {
            Some(it) => Some(usize::try_from(it).unwrap_or(usize::MAX)),
            None => self.wrong(key, value, EXPECTED),
        }
    }

    pub(super) fn strings(self, key: &str, value: &Value) -> Vec<String> {
        match value {
            Value::Array(values) => {
                let place = self.place.child(key);
                let at = At::new(self.spec, &place, self.holder);
                let numbered = values.iter().enumerate();
                numbered
                    .filter_map(|(index, it)| at.string(&index.to_string(), it))
                    .collect()
            }
            Value::String(text) => {
                self.loose(key, value, &format!("the list `[{text}]`"));
                vec![text.clone()]
            }
            Value::Null => Vec::new(),
            Value::Bool(_) | Value::Number(_) | Value::Object(_) => self
                .wrong(key, value, "a list of strings")
                .unwrap_or_default(),
        }
    }

    // Lists and objects.

    pub(super) fn list(self, key: &str, value: &'s Value) -> &'s [Value] {
        match value {
            Value::Array(values) => values,
            Value::Null => &[],
            _ => self.wrong(key, value, "a list").unwrap_or_default(),
        }
    }

    /// The object that is the member `key`, and where it is. It may be a reference, and an empty list.
    pub(super) fn object(
        self,
        key: &str,
        value: &'s Value,
    ) -> Option<(Place, &'s Map<String, Value>)> {
        let place = self.place.child(key);
        let Some(reference) = reference::reference_of(value) else {
            return match value {
                Value::Object(members) => Some((place, members)),
                Value::Null => None,
                Value::Array(values) if values.is_empty() => {
                    self.loose(key, value, "an empty object");
                    None
                }
                _ => self.wrong(key, value, "an object"),
            };
        };
        let target = match self.spec.resolve(&place, reference) {
            Ok(target) => target,
            Err(diagnostic) => {
                self.spec.warn(diagnostic);
                return None;
            }
        };
        match self.spec.value(&target) {
            Some(Value::Object(members)) => Some((target, members)),
            Some(other) => self.wrong(key, other, "a reference to an object"),
            None => None,
        }
    }

    /// A simple object that `openapiv3` can read by itself.
    pub(super) fn plain<T: DeserializeOwned>(
        self,
        key: &str,
        value: &Value,
        expected: &str,
    ) -> Option<T> {
        if value.is_null() {
            return None;
        }
        serde_json::from_value(value.clone())
            .map_or_else(|_| self.wrong(key, value, expected), Some)
    }

    // Children, which are handed out as references to their places.

    pub(super) fn child<T>(self, key: &str, kind: Kind) -> ReferenceOr<T> {
        reference::member(self.place, key, kind)
    }

    /// A list of children; a child alone is a list of one.
    pub(super) fn children<T>(self, key: &str, value: &Value, kind: Kind) -> Vec<ReferenceOr<T>> {
        let place = self.place.child(key);
        match value {
            Value::Array(values) => (0..values.len())
                .map(|index| reference::child(&place.element(index), kind))
                .collect(),
            Value::Object(_) => {
                self.loose(key, value, "a list of one");
                vec![reference::child(&place, kind)]
            }
            Value::Null => Vec::new(),
            Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                self.wrong(key, value, "a list").unwrap_or_default()
            }
        }
    }

    /// Children by name.
    pub(super) fn named<T>(
        self,
        key: &str,
        value: &'s Value,
        kind: Kind,
    ) -> IndexMap<String, ReferenceOr<T>> {
        let Some((place, members)) = self.object(key, value) else {
            return IndexMap::new();
        };
        let names = members.keys();
        names
            .map(|it| (it.clone(), reference::member(&place, it, kind)))
            .collect()
    }

    /// The properties of an object schema. A reference in their place may lead to a schema, and means its properties.
    pub(super) fn properties<T>(
        self,
        key: &str,
        value: &'s Value,
    ) -> IndexMap<String, ReferenceOr<T>> {
        let inner = self
            .object(key, value)
            .filter(|_| reference::reference_of(value).is_some());
        match inner.and_then(|(place, members)| Some((place, members.get(key)?))) {
            Some((place, inner)) if inner.is_object() => {
                At::new(self.spec, &place, self.holder).named(key, inner, Kind::Schema)
            }
            _ => self.named(key, value, Kind::Schema),
        }
    }

    // The rest.

    /// Takes a member that is an extension; any other is unknown.
    pub(super) fn rest(
        self,
        key: &str,
        value: &Value,
        known: &[&'static str],
    ) -> Option<(String, Value)> {
        if !is_extension(key) {
            self.unknown(key, known);
            return None;
        }
        (!key.starts_with(private::PREFIX)).then(|| (key.to_owned(), value.clone()))
    }

    pub(super) fn unknown(self, key: &str, known: &[&'static str]) {
        let near = nearest(key, known);
        self.spec.warn(reading::unknown_member(
            &self.place.child(key),
            self.holder,
            near,
        ));
    }

    pub(super) fn missing(self, key: &str, instead: &str) {
        self.spec
            .warn(reading::missing_member(self.place, key, instead));
    }

    pub(super) fn wrong<T>(self, key: &str, found: &Value, expected: &str) -> Option<T> {
        let place = self.place.child(key);
        self.spec
            .warn(reading::wrong_type(&place, expected, &describe(found)));
        None
    }

    pub(super) fn loose(self, key: &str, found: &Value, read_as: &str) {
        let place = self.place.child(key);
        self.spec
            .warn(reading::loose_value(&place, &describe(found), read_as));
    }
}

pub(super) fn is_extension(key: &str) -> bool {
    key.starts_with("x-")
}

/// What a value is, in words.
pub(super) fn describe(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(it) => format!("`{it}`"),
        Value::Number(it) => format!("the number {it}"),
        Value::String(it) => {
            let short: String = it.chars().take(40).collect();
            let more = if short.len() < it.len() { "…" } else { "" };
            format!("the string `{short}{more}`")
        }
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

/// The known name that `key` is likely to be a slip for.
fn nearest(key: &str, known: &[&'static str]) -> Option<&'static str> {
    let plain = |it: &str| it.replace(['_', '-', ' '], "").to_lowercase();
    let wanted = plain(key);
    let at_most = (wanted.chars().count() / 3).min(2);
    known
        .iter()
        .map(|&it| (distance(&plain(it), &wanted), it))
        .filter(|&(distance, _)| distance <= at_most)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, it)| it)
}

/// How many letters have to be added, removed or changed to get from one text to the other.
fn distance(a: &str, b: &str) -> usize {
    // Text that is much longer than any known name is no slip.
    if a.len().abs_diff(b.len()) > 2 {
        return usize::MAX;
    }
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, &to) in row.iter_mut().skip(1).zip(&b) {
            let changed = diagonal + usize::from(from != to);
            diagonal = *cell;
            left = changed.min(left + 1).min(*cell + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(usize::MAX)
}
