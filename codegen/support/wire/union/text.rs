//! Values that are kept as JSON text until it is known what to read them as.
//!
//! Text is cheap to keep, loses no digit, and is read by the code that reads everything else. What it takes is care for
//! the depth: a reader limits it for its own text only, not for text that is read while reading.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeOwned, DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::skim::{Skim, pointer};
use crate::support::whole::{from_str, message_of};

/// What `serde_json` knows a value by that is wanted as the text that it is. Other formats do not know it, and hand over
/// the value.
pub(super) const RAW: &str = "$serde_json::private::RawValue";

/// It does so with its feature `raw_value` only, without which this type does not exist.
const _: Option<&serde_json::value::RawValue> = None;

/// How deep a text may nest; the same as `serde_json` allows.
const DEPTH: usize = 128;

/// A value as JSON text.
#[derive(Debug)]
pub(super) struct Text<'de> {
    pub(super) json: Cow<'de, str>,
    /// Whether the format has text only, so that a string may also be meant as a number or a boolean.
    pub(super) untyped: bool,
}

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(RAW, TextVisitor)
    }
}

struct TextVisitor;

impl Text<'_> {
    fn of(value: impl Into<Value>) -> Self {
        Self {
            json: value.into().to_string().into(),
            untyped: false,
        }
    }
}

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    /// The text in a wrapping that names it, or an object of another format.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Text<'de>, A::Error> {
        let mut next = map.next_key_seed(Str)?;
        if next.as_deref() == Some(RAW) {
            let json = map.next_value_seed(Str)?;
            return Ok(Text {
                json,
                untyped: false,
            });
        }
        let mut entries = Map::new();
        while let Some(key) = next {
            entries.insert(key.into_owned(), map.next_value()?);
            next = map.next_key_seed(Str)?;
        }
        Ok(Text::of(entries))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Text<'de>, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Ok(Text {
            untyped: value.is_string(),
            ..Text::of(value)
        })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Text<'de>, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = items.next_element::<Value>()? {
            values.push(value);
        }
        Ok(Text::of(values))
    }

    fn visit_str<E>(self, value: &str) -> Result<Text<'de>, E> {
        Ok(Text::of(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Text<'de>, E> {
        Ok(Text::of(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Text<'de>, E> {
        Ok(Text::of(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Text<'de>, E> {
        Ok(Text::of(value))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Text<'de>, E> {
        Ok(Text::of(value))
    }

    fn visit_unit<E>(self) -> Result<Text<'de>, E> {
        Ok(Text::of(Value::Null))
    }
}

/// Reads a string without a copy where that is possible.
pub(super) struct Str;

impl<'de> DeserializeSeed<'de> for Str {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Str {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(text))
    }
}

thread_local! {
    /// Whether a text is being read whose depth is known to be within the limit.
    static WITHIN_LIMIT: Cell<bool> = const { Cell::new(false) };
}

/// Runs `read` on `json`, and on all texts within it, unless it nests too deep.
pub(super) fn explore<T, E: Error>(
    json: &str,
    read: impl FnOnce(&str) -> Result<T, E>,
) -> Result<T, E> {
    if WITHIN_LIMIT.get() || !json.starts_with(['[', '{']) {
        return read(json);
    }
    if is_too_deep(json) {
        return Err(E::custom("recursion limit exceeded"));
    }
    WITHIN_LIMIT.set(true);
    let _restore = Restore;
    read(json)
}

struct Restore;

impl Drop for Restore {
    fn drop(&mut self) {
        WITHIN_LIMIT.set(false);
    }
}

/// Whether `json` nests deeper than the limit.
fn is_too_deep(json: &str) -> bool {
    // Most texts have too few brackets for it, or are too short to have them.
    if json.len() <= 2 * DEPTH {
        return false;
    }
    // In pieces whose counts fit a byte, which is what processors count many of at a time.
    let pieces = json.as_bytes().chunks(255);
    let opened = |piece: &[u8]| {
        piece
            .iter()
            .map(|it| u8::from(matches!(it, b'[' | b'{')))
            .sum::<u8>()
    };
    let opened: usize = pieces.map(|it| usize::from(opened(it))).sum();
    opened > DEPTH && Skim::new(json).deepest() > DEPTH
}

/// Reads the text of a value.
///
/// # Errors
///
/// When it is no `T`.
pub fn parse<T: DeserializeOwned>(json: &str) -> serde_json::Result<T> {
    // Through a pointer: the compiler looks among the calls of each variant for a way back, through all that `T` reads.
    let read: fn(&str) -> serde_json::Result<T> = from_str;
    read(json)
}

/// What `error` says that reading `json` gave, with a JSON pointer for the place. Line and column would be those of a text
/// that nobody sees.
pub(super) fn message(json: &str, error: &serde_json::Error) -> String {
    let message = message_of(error);
    let lines_before = error.line().saturating_sub(1);
    let mut before = error.column();
    for line in json.split_inclusive('\n').take(lines_before) {
        before += line.len();
    }
    let pointer = pointer(json, before);
    if pointer.is_empty() {
        message
    } else {
        format!("{pointer}: {message}")
    }
}

/// The same, where `json` is the value of `key` in what is told of.
pub(super) fn message_at(key: &str, json: &str, error: &serde_json::Error) -> String {
    let key = key.replace('~', "~0").replace('/', "~1");
    let message = message(json, error);
    let colon = if message.starts_with('/') { "" } else { ": " };
    format!("/{key}{colon}{message}")
}
