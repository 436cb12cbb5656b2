//! Objects of JSON, with their keys in order and every digit of their values.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::value::RawValue;

use super::source::FileSource;

/// An object, key by key.
#[derive(Debug, Default)]
pub(super) struct Object(pub(super) Vec<(String, Box<RawValue>)>);

/// A field of a body, and what it is set to.
#[derive(Debug)]
pub struct Field {
    /// What the document calls it.
    pub(super) name: String,
    /// The value.
    pub(super) value: Given,
}

/// What somebody has given for an option.
#[derive(Debug)]
pub(super) enum Given {
    /// JSON.
    Value(Box<RawValue>),
    /// Files.
    Files(Vec<FileSource>),
}

impl Object {
    pub(super) fn get(&self, key: &str) -> Option<&RawValue> {
        let entry = self.0.iter().find(|(it, _)| it == key);
        entry.map(|(_, value)| &**value)
    }
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;

        impl<'de> Visitor<'de> for Entries {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Object(entries))
            }
        }

        deserializer.deserialize_map(Entries)
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}
