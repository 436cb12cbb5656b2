//! Builds JSON values from whatever a reader finds, within limits.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use super::limits::Limits;
use crate::diagnostic::{Place, Pointer};

/// Builds the value of one file.
pub(super) struct Builder<'l> {
    limits: &'l Limits,
    /// How deep it begins.
    depth: usize,
    values: Cell<usize>,
    bytes: Cell<usize>,
    over: Cell<Option<Over>>,
    /// The innermost place at which reading came to an end, if it did before the text.
    end: RefCell<Option<Pointer>>,
    repeated: RefCell<Vec<Pointer>>,
}

/// The limit that a file is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Over {
    Depth,
    Values,
    Text,
}

impl<'l> Builder<'l> {
    pub(super) fn new(limits: &'l Limits) -> Self {
        Self::at_depth(limits, 0)
    }

    /// Builds a value that stands in so many others.
    pub(super) fn at_depth(limits: &'l Limits, depth: usize) -> Self {
        Self {
            limits,
            depth,
            values: Cell::new(0),
            bytes: Cell::new(0),
            over: Cell::new(None),
            end: RefCell::default(),
            repeated: RefCell::default(),
        }
    }

    pub(super) fn limits(&self) -> &'l Limits {
        self.limits
    }

    /// A builder within the same limits that has built nothing.
    pub(super) fn fresh(&self) -> Self {
        Self::new(self.limits)
    }

    pub(super) fn build<'de, D: Deserializer<'de>>(&self, reader: D) -> Result<Value, D::Error> {
        let node = Node {
            builder: self,
            way: Way::Top,
            depth: self.depth,
        };
        node.deserialize(reader)
    }

    /// The limit that made [`build`](Self::build) fail, if one did.
    pub(super) fn over(&self) -> Option<Over> {
        self.over.get()
    }

    /// Where it failed.
    pub(super) fn end(&self, top: &Place) -> Place {
        let pointer = self.end.borrow().clone();
        Place {
            file: top.file,
            pointer: pointer.unwrap_or_else(|| top.pointer.clone()),
        }
    }

    fn ends_at(&self, way: &Way<'_>) {
        self.end.borrow_mut().get_or_insert_with(|| way.pointer());
    }

    /// The keys that stand in their object more than once; the last one counts.
    pub(super) fn repeated(self) -> Vec<Pointer> {
        self.repeated.into_inner()
    }

    /// How many values it has built, and how many bytes of text there are in them.
    pub(super) fn counted(&self) -> (usize, usize) {
        (self.values.get(), self.bytes.get())
    }

    /// Whether so many values, and bytes of text, are within the limits.
    pub(super) fn has_room(&self, values: usize, bytes: usize) -> bool {
        values <= self.limits.max_values && bytes <= self.max_text()
    }

    /// One long text with many aliases is few values and much text.
    fn count_text<E: Error>(&self, text: &str) -> Result<(), E> {
        let bytes = self.bytes.get().saturating_add(text.len());
        self.bytes.set(bytes);
        if bytes > self.max_text() {
            return Err(self.refuse(Over::Text));
        }
        Ok(())
    }

    fn max_text(&self) -> usize {
        self.limits.max_bytes.saturating_mul(4)
    }

    fn refuse<E: Error>(&self, over: Over) -> E {
        self.over.set(Some(over));
        E::custom("over a limit")
    }
}

/// The way from the top to a value, kept on the stack because it is hardly ever asked for.
#[derive(Clone, Copy)]
enum Way<'w> {
    Top,
    Key(&'w Way<'w>, &'w str),
    Index(&'w Way<'w>, usize),
}

impl Way<'_> {
    fn pointer(&self) -> Pointer {
        match self {
            Self::Top => Pointer::root(),
            Self::Key(way, key) => way.pointer().child(key),
            Self::Index(way, index) => way.pointer().child(&index.to_string()),
        }
    }
}

/// Builds one value.
#[derive(Clone, Copy)]
struct Node<'b, 'w> {
    builder: &'b Builder<'b>,
    way: Way<'w>,
    depth: usize,
}

impl<'b> Node<'b, '_> {
    fn child<'w>(&self, way: Way<'w>) -> Node<'b, 'w> {
        Node {
            builder: self.builder,
            way,
            depth: self.depth + 1,
        }
    }

    fn enter<E: Error>(&self) -> Result<(), E> {
        if self.depth >= self.builder.limits.max_depth {
            return Err(self.builder.refuse(Over::Depth));
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_, '_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        let values = self.builder.values.get() + 1;
        self.builder.values.set(values);
        if values > self.builder.limits.max_values {
            return Err(self.builder.refuse(Over::Values));
        }
        let value = reader.deserialize_any(self);
        if value.is_err() {
            self.builder.ends_at(&self.way);
        }
        value
    }
}

impl<'de> Visitor<'de> for Node<'_, '_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON can hold")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Value, E> {
        Ok(number(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Value, E> {
        Ok(number(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        let text = || {
            if value.is_nan() {
                ".nan"
            } else if value > 0.0 {
                ".inf"
            } else {
                "-.inf"
            }
        };
        Ok(Number::from_f64(value).map_or_else(|| Value::from(text()), Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.builder.count_text(value)?;
        Ok(Value::from(value))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.builder.count_text(&value)?;
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }

    /// A YAML tag of the document's own; what it says about the value is nothing to us.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value, A::Error> {
        self.enter()?;
        let (_tag, content) = tagged.variant_seed(Key)?;
        content.newtype_variant_seed(self.child(self.way))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        self.enter()?;
        let mut values = Vec::new();
        while let Some(value) =
            list.next_element_seed(self.child(Way::Index(&self.way, values.len())))?
        {
            values.push(value);
        }
        values.shrink_to_fit();
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        self.enter()?;
        let mut read = Vec::new();
        let mut merged = Vec::new();
        while let Some(key) = object.next_key_seed(Key)? {
            self.builder.count_text(&key)?;
            let value = object.next_value_seed(self.child(Way::Key(&self.way, &key)))?;
            if key == MERGE && may_be_merged(&value) {
                merged.push(value);
                continue;
            }
            read.push((key, value));
        }
        // A map that grows has room for four members at least, a hundred bytes each: most have fewer.
        let mut members = Map::with_capacity(read.len());
        for (key, value) in read {
            match members.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(mut entry) => {
                    let pointer = self.way.pointer().child(entry.key());
                    self.builder.repeated.borrow_mut().push(pointer);
                    entry.insert(value);
                }
            }
        }
        for value in merged {
            merge(&mut members, value);
        }
        Ok(Value::Object(members))
    }
}

/// The key under which YAML names mappings whose members are to be taken in.
pub(super) const MERGE: &str = "<<";

fn may_be_merged(value: &Value) -> bool {
    match value {
        Value::Object(_) => true,
        Value::Array(values) => values.iter().all(Value::is_object),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// A mapping's own members count before merged ones, and earlier merged ones before later.
fn merge(members: &mut Map<String, Value>, value: Value) {
    match value {
        Value::Object(more) => {
            for (key, value) in more {
                members.entry(key).or_insert(value);
            }
        }
        Value::Array(values) => {
            for value in values {
                merge(members, value);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// An integer of more than 64 bits, as near as a JSON value can hold it.
fn number(text: String) -> Value {
    serde_json::from_str(&text).unwrap_or(Value::String(text))
}

/// Reads a key as it is written: `200` and `true` are keys like any other.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<String, D::Error> {
        reader.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is text")
    }

    fn visit_str<E>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }

    fn visit_string<E>(self, value: String) -> Result<String, E> {
        Ok(value)
    }
}
