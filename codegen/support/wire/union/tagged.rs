//! Unions that a tag tells apart.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_json::Value;

use super::super::{add_skipped, skipped};
use super::replay::{Early, Replay};
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
    fn decode<'de, A: MapAccess<'de>>(entries: Replay<'de, A>) -> Result<Self, A::Error>;
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
    let visitor = TaggedVisitor::<U> {
        tag: Tag::Sought,
        union: PhantomData,
    };
    deserializer.deserialize_newtype_struct(U::EXPECTED, visitor)
}

struct TaggedVisitor<U> {
    tag: Tag,
    union: PhantomData<U>,
}

/// What is known of the tag before an object is read.
#[derive(Clone, Copy)]
enum Tag {
    /// It may come.
    Sought,
    /// It does not come, and the object is to be read as if it had come so.
    Assumed(&'static str),
    /// It does not come.
    Absent,
}

impl<'de, U: Tagged> Visitor<'de> for TaggedVisitor<U> {
    type Value = U;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(U::EXPECTED)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<U, D::Error> {
        deserializer.deserialize_map(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<U, A::Error> {
        match self.tag {
            Tag::Sought => {}
            Tag::Assumed(tag) => return U::decode(Replay::assuming(U::TAG, tag, map)),
            Tag::Absent => return U::decode(Replay::new(U::TAG, None, map)),
        }
        let Some(first) = map.next_key_seed(Str)? else {
            return match without_tag("{}") {
                Some(it) => Ok(it),
                None => U::decode(Replay::new(U::TAG, None, map)),
            };
        };
        if first == U::TAG {
            let tag = map.next_value_seed(TagSeed(U::VALUES))?;
            return U::decode(Replay::new(U::TAG, Some(tag), map));
        }
        // Few objects have more before their tag.
        let mut early = Vec::with_capacity(8);
        let mut next = Some(first);
        while let Some(key) = next.take_if(|it| *it != U::TAG) {
            let value: Text<'_> = map.next_value()?;
            early.push((key, value.json));
            next = map.next_key_seed(Str)?;
        }
        if next.is_some()
            && let Some(early) = borrowed(&early)
        {
            let tag = map.next_value_seed(TagSeed(U::VALUES))?;
            return U::decode(Replay::late(U::TAG, tag, early, map));
        }
        let Reordered { json, has_tag } = Reordered::from_entries(U::TAG, early, next, map)?;
        explore(&json, |json| {
            let it = match has_tag {
                true => read(json, Tag::Sought),
                false => without_tag(json).map_or_else(|| read(json, Tag::Absent), Ok),
            };
            it.map_err(|error| A::Error::custom(message(json, &error)))
        })
    }
}

fn read<U: Tagged>(json: &str, tag: Tag) -> serde_json::Result<U> {
    let mut reader = serde_json::Deserializer::from_str(json);
    let union = PhantomData;
    reader.deserialize_map(TaggedVisitor { tag, union })
}

/// Reads an object that lacks its tag: as the variant that does without it and keeps most, if there is one.
fn without_tag<U: Tagged>(json: &str) -> Option<U> {
    let mut best = None;
    for value in U::VALUES {
        let (outcome, lost) = skipped(|| read(json, Tag::Assumed(value)).ok());
        if let Some(it) = outcome
            && best.as_ref().is_none_or(|(least, _)| lost < *least)
        {
            best = Some((lost, it));
        }
    }
    let (lost, it) = best?;
    add_skipped(lost);
    Some(it)
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

/// The entries with texts that are those of the reader, which mostly has all; then they can be read as they come.
fn borrowed<'de>(entries: &[(Cow<'de, str>, Cow<'de, str>)]) -> Option<Vec<Early<'de>>> {
    let mut borrowed = Vec::with_capacity(entries.len());
    for (key, json) in entries {
        let Cow::Borrowed(json) = json else {
            return None;
        };
        borrowed.push((key.clone(), *json));
    }
    Some(borrowed)
}

/// An object as text again, its tag in front.
struct Reordered {
    json: String,
    has_tag: bool,
}

impl Reordered {
    fn from_entries<'de, A: MapAccess<'de>>(
        tag: &str,
        early: Vec<(Cow<'de, str>, Cow<'de, str>)>,
        mut next: Option<Cow<'de, str>>,
        mut map: A,
    ) -> Result<Self, A::Error> {
        let mut others = String::new();
        let mut front = String::from("{");
        let mut has_tag = false;
        for (key, json) in early {
            push_entry(&mut others, &key, &json);
        }
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
