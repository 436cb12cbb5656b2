//! Reading the entries of an object.

use std::fmt;
use std::marker::PhantomData;
use std::mem;

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

use super::constant::{Constant, ConstantSeed};
use super::keys::equal_if_short;
use super::{Table, skipped};
use crate::support::strict::is_strict;
use crate::support::whole::Whole;

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
///
/// Keeps the first error until the end, so that a field is one call and the caller has nothing to decide: after an error
/// there is no further entry.
#[derive(Debug)]
pub struct Entries<'de, A: MapAccess<'de>> {
    map: A,
    keys: Keys,
    state: Result<(), A::Error>,
}

impl<'de, A: MapAccess<'de>> Entries<'de, A> {
    pub(super) fn new(map: A, table: &'static Table, unknown_keys: UnknownKeys) -> Self {
        let keys = Keys {
            table,
            next: 0,
            seen: Seen::default(),
            unknown_keys,
            unknown: String::new(),
        };
        Self {
            map,
            keys,
            state: Ok(()),
        }
    }

    /// The index of the field that the next key names; a number that no field has if there is none; `None` at the end, which
    /// comes when a field comes for the second time, or a key that is not allowed.
    pub fn next_field(&mut self) -> Option<usize> {
        if self.state.is_err() {
            return None;
        }
        match self.map.next_key_seed(&mut self.keys) {
            Ok(field) => field,
            Err(error) => {
                self.fail(error);
                None
            }
        }
    }

    /// Reads the value of a field that is required or nullable.
    pub fn field<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) {
        match self.map.next_value_seed(Whole::default()) {
            Ok(value) => *slot = Some(value),
            Err(error) => self.fail(error),
        }
    }

    /// Reads the value of an optional field, for which `null` is the same as absent, unless that
    /// is not put up with.
    pub fn optional<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) {
        match self.map.next_value_seed(Optional(PhantomData)) {
            Ok(value) => *slot = value,
            Err(error) => self.fail(error),
        }
    }

    /// Reads the value of a constant, which can be no other.
    pub fn constant(&mut self, value: impl Into<Constant>) {
        if let Err(error) = self.map.next_value_seed(ConstantSeed(value.into())) {
            self.fail(error);
        }
    }

    /// Reads the value of an unknown key into the map that keeps the rest. As in every map, the last of equal keys wins.
    pub fn rest<M, V>(&mut self, map: &mut M)
    where
        M: Extend<(String, V)>,
        V: Deserialize<'de>,
    {
        let key = mem::take(&mut self.keys.unknown);
        match self.map.next_value_seed(Whole::default()) {
            Ok(value) => map.extend([(key, value)]),
            Err(error) => self.fail(error),
        }
    }

    /// Skips a value.
    pub fn skip(&mut self) {
        match self.map.next_value::<IgnoredAny>() {
            Ok(_) => skipped::count(),
            Err(error) => self.fail(error),
        }
    }

    /// The value of a required field, which has to have come.
    pub fn required<T>(&mut self, slot: Option<T>, index: usize) -> Option<T> {
        if slot.is_none() {
            self.missing(index);
        }
        slot
    }

    /// Makes sure that a constant came.
    pub fn had(&mut self, index: usize, _: impl Into<Constant>) {
        if !self.keys.seen.contains(index) {
            self.missing(index);
        }
    }

    /// What was read, `value`, unless there was an error.
    pub(super) fn end<T>(self, value: Option<T>) -> Result<T, A::Error> {
        self.state?;
        value.ok_or_else(|| A::Error::custom("a property is missing"))
    }

    #[cold]
    fn missing(&mut self, index: usize) {
        // After another error it may well be missing.
        if self.state.is_ok() {
            self.state = Err(A::Error::missing_field(self.keys.field(index)));
        }
    }

    #[cold]
    fn fail(&mut self, error: A::Error) {
        self.state = Err(error);
    }
}

/// A value that may be absent.
struct Optional<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Optional<T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Optional<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value, or no such property")
    }

    fn visit_none<E: Error>(self) -> Result<Option<T>, E> {
        match is_strict() {
            true => Err(E::invalid_type(Unexpected::Unit, &self)),
            false => Ok(None),
        }
    }

    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        self.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        Whole::default().deserialize(deserializer).map(Some)
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
    /// Adds `index`, if it is one of the first and new; whether that is so.
    #[inline]
    fn insert_low(&mut self, index: usize) -> bool {
        let bit = match index {
            ..64 => 1 << index,
            _ => 0,
        };
        let before = self.low;
        self.low |= bit;
        self.low != before
    }

    /// Adds `index`; whether it was there before.
    fn insert(&mut self, index: usize) -> bool {
        match index {
            ..64 => !self.insert_low(index),
            _ => self.insert_high(index),
        }
    }

    #[inline(never)]
    fn insert_high(&mut self, index: usize) -> bool {
        let place = index / 64 - 1;
        if place >= self.high.len() {
            self.high.resize(place + 1, 0);
        }
        let bit = 1 << (index % 64);
        self.high.get_mut(place).is_some_and(|word| {
            let before = *word & bit != 0;
            *word |= bit;
            before
        })
    }

    fn contains(&self, index: usize) -> bool {
        let word = match (index / 64).checked_sub(1) {
            None => self.low,
            Some(place) => self.high.get(place).copied().unwrap_or_default(),
        };
        word & (1 << (index % 64)) != 0
    }
}

/// The keys of the fields, and what is known of the keys that came.
#[derive(Debug)]
struct Keys {
    table: &'static Table,
    /// The place after the last field that was found. Objects mostly come in the order of their schema.
    next: usize,
    seen: Seen,
    unknown_keys: UnknownKeys,
    /// The last key that no field has, if such keys are kept.
    unknown: String,
}

impl Keys {
    /// Whether `key` names the field `index`, and for the first time, as far as can be seen at once; then it has come.
    #[inline]
    fn takes(&mut self, index: usize, key: &str) -> bool {
        let is_it = self
            .table
            .fields
            .get(index)
            .is_some_and(|it| equal_if_short(it, key));
        let is_new = is_it && self.seen.insert_low(index);
        if is_new {
            self.next = index + 1;
        }
        is_new
    }

    /// The field of a key that is not the expected one.
    #[inline(never)]
    fn other<E: Error>(&mut self, key: &str) -> Result<usize, E> {
        match self.table.index.guess(self.table.fields, key) {
            None => self.unknown(key),
            Some(guess) if self.takes(guess, key) => Ok(guess),
            Some(_) => self.search(key),
        }
    }

    /// The field of a key of which it cannot be seen at once.
    #[inline(never)]
    fn search<E: Error>(&mut self, key: &str) -> Result<usize, E> {
        let Some(index) = self.table.index.find(self.table.fields, key) else {
            return self.unknown(key);
        };
        self.next = index + 1;
        if self.seen.insert(index) {
            return Err(E::duplicate_field(self.field(index)));
        }
        Ok(index)
    }

    /// The key of a field.
    fn field(&self, index: usize) -> &'static str {
        self.table.fields.get(index).copied().unwrap_or_default()
    }

    fn unknown<E: Error>(&mut self, key: &str) -> Result<usize, E> {
        match self.unknown_keys {
            UnknownKeys::Skipped => {}
            UnknownKeys::Refused => return Err(E::unknown_field(key, self.table.fields)),
            UnknownKeys::Kept => self.unknown = key.to_owned(),
        }
        Ok(usize::MAX)
    }
}

impl<'de> DeserializeSeed<'de> for &mut Keys {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &mut Keys {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    /// Short where the key is the expected one; the rest is elsewhere, to be out of the way.
    #[inline]
    fn visit_str<E: Error>(self, key: &str) -> Result<usize, E> {
        let expected = self.next;
        match self.takes(expected, key) {
            true => Ok(expected),
            false => self.other(key),
        }
    }
}
