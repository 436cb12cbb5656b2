//! The entries of an object whose tag has been read already.

use std::borrow::Cow;
use std::vec;

use serde::de::value::{BorrowedStrDeserializer, CowStrDeserializer, MapAccessDeserializer};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::super::UnknownValue;
use super::tagged::Tagged;
use super::text::{explore, message_at};

/// An entry that came before the tag: its key, and its value as JSON text.
pub(super) type Early<'de> = (Cow<'de, str>, &'de str);

/// The entries of an object, the tag first, to be read as a variant.
#[derive(Debug)]
pub struct Replay<'de, A> {
    key: &'static str,
    tag: Option<Cow<'static, str>>,
    next: Next,
    /// What came before the tag.
    early: vec::IntoIter<Early<'de>>,
    /// The one of them whose value is read next.
    current: Option<Early<'de>>,
    map: A,
}

/// What is read next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    TagKey,
    TagValue,
    Others,
}

impl<'de, A> Replay<'de, A> {
    pub(super) fn new(key: &'static str, tag: Option<Cow<'static, str>>, map: A) -> Self {
        let next = if tag.is_some() {
            Next::TagKey
        } else {
            Next::Others
        };
        Self {
            key,
            tag,
            next,
            early: Vec::new().into_iter(),
            current: None,
            map,
        }
    }

    /// The entries of an object without a tag, to be read as if it were this one; it is not among the entries.
    pub(super) fn assuming(key: &'static str, tag: &'static str, map: A) -> Self {
        Self {
            next: Next::Others,
            ..Self::new(key, Some(tag.into()), map)
        }
    }

    /// The entries of an object whose tag came after others.
    pub(super) fn late(
        key: &'static str,
        tag: Cow<'static, str>,
        early: Vec<Early<'de>>,
        map: A,
    ) -> Self {
        Self {
            early: early.into_iter(),
            ..Self::new(key, Some(tag), map)
        }
    }

    /// What the tag says.
    #[must_use]
    pub fn tag(&self) -> Option<&str> {
        self.tag.as_deref()
    }

    /// The error for a tag that names no variant.
    #[must_use]
    pub fn unknown<U: Tagged>(&self) -> A::Error
    where
        A: MapAccess<'de>,
    {
        match &self.tag {
            None => A::Error::missing_field(self.key),
            Some(tag) => A::Error::custom(UnknownValue::new(self.key, tag, U::VALUES)),
        }
    }

    /// Reads all entries.
    ///
    /// # Errors
    ///
    /// When they do not fit a `T`.
    pub fn read<T: Deserialize<'de>>(self) -> Result<T, A::Error>
    where
        A: MapAccess<'de>,
    {
        // Through a pointer, as `text::parse` does, and for its reason.
        let read: fn(MapAccessDeserializer<Self>) -> Result<T, A::Error> = T::deserialize;
        read(MapAccessDeserializer::new(self))
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Replay<'de, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        if self.next == Next::TagKey {
            self.next = Next::TagValue;
            return seed
                .deserialize(BorrowedStrDeserializer::new(self.key))
                .map(Some);
        }
        if let Some((key, json)) = self.early.next() {
            self.current = Some((key.clone(), json));
            return seed.deserialize(CowStrDeserializer::new(key)).map(Some);
        }
        self.map.next_key_seed(seed)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        if self.next == Next::TagValue {
            self.next = Next::Others;
            let tag = self.tag.take().unwrap_or_default();
            return seed.deserialize(TagValue(CowStrDeserializer::new(tag)));
        }
        if let Some((key, json)) = self.current.take() {
            return explore(json, |_| {
                let mut reader = serde_json::Deserializer::from_str(json);
                let value = seed.deserialize(&mut reader);
                value.map_err(|error| A::Error::custom(message_at(&key, json, &error)))
            });
        }
        self.map.next_value_seed(seed)
    }
}

/// The tag as the value of a property, which may be one that need not be there.
struct TagValue<E>(CowStrDeserializer<'static, E>);

impl<'de, E: Error> Deserializer<'de> for TagValue<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_some(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
