//! Unions that a tag tells apart.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_json::Value;

use super::replay::Replay;
use super::text::{Str, Text, explore, message};

/// An enum that has a table of tags.
pub trait Tagged: Sized {
    /// What an error says was expected where something else than an object is found.
    const EXPECTED: &'static str;

    /// The key of the tag.
    const TAG: &'static str;

    /// The values that the tag may have.
    const VALUES: &'static [&'static str];

    /// Reads the variant that the tag names.
    ///
    /// # Errors
    ///
    /// When it names none and the union is closed, or the entries do not fit the variant.
    fn decode<'de, A: MapAccess<'de>>(entries: Replay<A>) -> Result<Self, A::Error>;
}

/// Reads a union; what `deserialize` of every union with tags does.
///
/// # Errors
///
/// When there is no object, or as [`Tagged::decode`] says.
pub fn decode_tagged<'de, U, D>(deserializer: D) -> Result<U, D::Error>
where
    U: Tagged,
    D: Deserializer<'de>,
{
    deserializer.deserialize_map(TaggedVisitor::<U> {
        has_tag: true,
        union: PhantomData,
    })
}

struct TaggedVisitor<U> {
    /// Whether there is hope for a tag.
    has_tag: bool,
    union: PhantomData<U>,
}

impl<'de, U: Tagged> Visitor<'de> for TaggedVisitor<U> {
    type Value = U;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(U::EXPECTED)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<U, A::Error> {
        if !self.has_tag {
            return U::decode(Replay::new(U::TAG, None, map));
        }
        let Some(first) = map.next_key_seed(Str)? else {
            return U::decode(Replay::new(U::TAG, None, map));
        };
        if first == U::TAG {
            let tag = map.next_value_seed(TagSeed(U::VALUES))?;
            return U::decode(Replay::new(U::TAG, Some(tag), map));
        }
        let Reordered { json, has_tag } = Reordered::from_entries(U::TAG, first, map)?;
        explore(&json, |json| {
            let mut reader = serde_json::Deserializer::from_slice(json.as_bytes());
            let again = Self {
                has_tag,
                union: PhantomData,
            };
            let it = reader.deserialize_map(again);
            it.map_err(|error| A::Error::custom(message(json, &error)))
        })
    }
}

/// Reads the value of a tag, without a copy if it is one of those that are known.
struct TagSeed(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for TagSeed {
    type Value = Cow<'static, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for TagSeed {
    type Value = Cow<'static, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, tag: &str) -> Result<Self::Value, E> {
        let known = self.0.iter().find(|known| **known == tag);
        Ok(known.map_or_else(|| Cow::Owned(tag.to_owned()), |known| Cow::Borrowed(*known)))
    }
}

/// An object as text again, its tag in front.
struct Reordered {
    json: String,
    has_tag: bool,
}

impl Reordered {
    fn from_entries<'de, A: MapAccess<'de>>(
        tag: &str,
        first: Cow<'de, str>,
        mut map: A,
    ) -> Result<Self, A::Error> {
        let mut others = String::new();
        let mut front = String::from("{");
        let mut has_tag = false;
        let mut next = Some(first);
        while let Some(key) = next {
            let value: Text<'_> = map.next_value()?;
            let is_tag = key == tag && !has_tag;
            has_tag |= is_tag;
            push_entry(
                if is_tag { &mut front } else { &mut others },
                &key,
                &value.json,
            );
            next = map.next_key_seed(Str)?;
        }
        front.push_str(&others);
        // Every entry ends with a comma.
        front.pop();
        front.push('}');
        Ok(Self {
            json: front,
            has_tag,
        })
    }
}

/// Adds `"key":value,`.
fn push_entry(json: &mut String, key: &str, value: &str) {
    let is_plain = key
        .bytes()
        .all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\');
    if is_plain {
        json.extend(["\"", key, "\":", value, ","]);
    } else {
        json.extend([&Value::from(key).to_string(), ":", value, ","]);
    }
}
