//! Reading the entries of an object.

use std::fmt;
use std::mem;

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::constant::{Constant, ConstantSeed};

/// What becomes of a key that is not among the fields.
#[derive(Debug, Clone, Copy)]
pub enum UnknownKeys {
    /// It is skipped with its value.
    Skipped,
    /// It is an error.
    Refused,
    /// It is kept, to go into a map with its value.
    Kept,
}

impl UnknownKeys {
    /// What the row `closed` says.
    #[must_use]
    pub const fn closed(self) -> Self {
        Self::Refused
    }

    /// What the row `rest` says.
    #[must_use]
    pub const fn rest(self) -> Self {
        Self::Kept
    }
}

/// The entries of a JSON object, while they are read into the fields of a struct.
#[derive(Debug)]
pub struct Entries<A> {
    map: A,
    fields: &'static [&'static str],
    unknown_keys: UnknownKeys,
    /// The last key that no field has, if such keys are kept.
    unknown: String,
    /// The place after the last field that was found. Objects mostly come in the order of their schema.
    next: usize,
    seen: Seen,
}

impl<'de, A: MapAccess<'de>> Entries<A> {
    pub(super) fn new(map: A, fields: &'static [&'static str], unknown_keys: UnknownKeys) -> Self {
        Self {
            map,
            fields,
            unknown_keys,
            unknown: String::new(),
            next: 0,
            seen: Seen::default(),
        }
    }

    /// The index of the field that the next key names; a number that no field has if there is none; `None` at the end.
    ///
    /// # Errors
    ///
    /// When a field comes for the second time, or a key that is not allowed.
    pub fn next_field(&mut self) -> Result<Option<usize>, A::Error> {
        let seed = KeySeed {
            fields: self.fields,
            next: self.next,
            unknown_keys: self.unknown_keys,
            unknown: &mut self.unknown,
        };
        let found = self.map.next_key_seed(seed)?;
        if let Some(index) = found
            && let Some(&name) = self.fields.get(index)
        {
            self.next = index + 1;
            if self.seen.insert(index) {
                return Err(A::Error::duplicate_field(name));
            }
        }
        Ok(found)
    }

    /// Reads the value of a field that is required or nullable.
    ///
    /// # Errors
    ///
    /// When the value is not a `T`.
    pub fn field<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        *slot = Some(self.map.next_value()?);
        Ok(())
    }

    /// Reads the value of an optional field, for which `null` is the same as absent.
    ///
    /// # Errors
    ///
    /// When the value is not a `T`.
    pub fn optional<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        *slot = self.map.next_value()?;
        Ok(())
    }

    /// Reads the value of a constant.
    ///
    /// # Errors
    ///
    /// When it is another one.
    pub fn constant(&mut self, value: impl Into<Constant>) -> Result<(), A::Error> {
        self.map.next_value_seed(ConstantSeed(value.into()))
    }

    /// Reads the value of an unknown key into the map that keeps the rest. As in every map, the last of equal keys wins.
    ///
    /// # Errors
    ///
    /// When it is not a `V`.
    pub fn rest<M, V>(&mut self, map: &mut M) -> Result<(), A::Error>
    where
        M: Extend<(String, V)>,
        V: Deserialize<'de>,
    {
        let key = mem::take(&mut self.unknown);
        let value = self.map.next_value()?;
        map.extend([(key, value)]);
        Ok(())
    }

    /// Skips a value.
    ///
    /// # Errors
    ///
    /// When the text breaks off or is no JSON.
    pub fn skip(&mut self) -> Result<(), A::Error> {
        self.map.next_value::<IgnoredAny>()?;
        Ok(())
    }

    /// The error for a required field that did not come.
    #[cold]
    #[must_use]
    pub fn missing(&self, index: usize) -> A::Error {
        A::Error::missing_field(self.fields.get(index).copied().unwrap_or_default())
    }

    /// Makes sure that a constant came.
    ///
    /// # Errors
    ///
    /// When it did not.
    pub fn had(&self, index: usize, _: impl Into<Constant>) -> Result<(), A::Error> {
        if self.seen.contains(index) {
            Ok(())
        } else {
            Err(self.missing(index))
        }
    }
}

/// The fields that came so far: a set of small numbers.
#[derive(Debug, Default)]
struct Seen {
    /// The first 64, which are all for most.
    low: u64,
    high: Vec<u64>,
}

impl Seen {
    /// Adds `index`; whether it was there before.
    fn insert(&mut self, index: usize) -> bool {
        let bit = 1 << (index % 64);
        let word = match (index / 64).checked_sub(1) {
            None => &mut self.low,
            Some(place) => {
                if place >= self.high.len() {
                    self.high.resize(place + 1, 0);
                }
                // The last place is the one just made; an earlier one is there as well.
                match self.high.get_mut(place) {
                    Some(word) => word,
                    None => return false,
                }
            }
        };
        let before = *word & bit != 0;
        *word |= bit;
        before
    }

    fn contains(&self, index: usize) -> bool {
        let word = match (index / 64).checked_sub(1) {
            None => self.low,
            Some(place) => self.high.get(place).copied().unwrap_or_default(),
        };
        word & (1 << (index % 64)) != 0
    }
}

/// Where `key` is among the `fields`, looked for from `next` on, then from the start.
fn position(fields: &[&str], next: usize, key: &str) -> Option<usize> {
    let (before, after) = fields.split_at_checked(next)?;
    match after.iter().position(|field| equal(field, key)) {
        Some(index) => Some(next + index),
        None => before.iter().position(|field| equal(field, key)),
    }
}

/// Whether two keys are equal. Most that are not differ in length or at the end, which is cheaper to see than to compare.
fn equal(field: &str, key: &str) -> bool {
    field.len() == key.len() && field.as_bytes().last() == key.as_bytes().last() && field == key
}

/// Reads a key as the index of its field.
struct KeySeed<'a> {
    fields: &'static [&'static str],
    next: usize,
    unknown_keys: UnknownKeys,
    unknown: &'a mut String,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<usize, E> {
        if let Some(index) = position(self.fields, self.next, key) {
            return Ok(index);
        }
        match self.unknown_keys {
            UnknownKeys::Skipped => {}
            UnknownKeys::Refused => return Err(E::unknown_field(key, self.fields)),
            UnknownKeys::Kept => self.unknown.push_str(key),
        }
        Ok(usize::MAX)
    }
}
