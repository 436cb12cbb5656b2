//! The rules, by the names that tables give them.

use serde::Serialize;

use super::Check;
use super::constant::{Constant, Constants};
use super::decimal::Decimal;
use super::measure;
use super::parts::{Keyed, Number, Parts, Text, Tuple};
use super::spot::{Spot, Step, size};
use super::unique;

/// A value that is looked at; each method is a rule.
#[derive(Debug)]
pub struct Value<'c, 'v, T> {
    value: &'v T,
    spot: Spot<'c, 'v>,
}

impl<'c, 'v, T> Value<'c, 'v, T> {
    pub(super) fn new(value: &'v T, spot: Spot<'c, 'v>) -> Self {
        Self { value, spot }
    }

    /// The same value, found under `key` of an object.
    #[must_use]
    pub fn at(self, key: &'static str) -> Self {
        Self {
            spot: self.spot.at(Step::Key(key)),
            ..self
        }
    }

    /// The value, and where it is.
    pub fn split(&mut self) -> (&'v T, &mut Spot<'c, 'v>) {
        (self.value, &mut self.spot)
    }
}

impl<T: Text> Value<'_, '_, T> {
    /// `minLength`, in Unicode characters.
    pub fn min_length(&mut self, limit: u64) {
        if let Some(text) = self.value.text() {
            self.spot.min_length(text, limit);
        }
    }

    /// `maxLength`, in Unicode characters.
    pub fn max_length(&mut self, limit: u64) {
        if let Some(text) = self.value.text() {
            self.spot.max_length(text, limit);
        }
    }

    /// `format: uri`: a scheme, a colon, and nothing that a URI cannot hold (RFC 3986).
    pub fn uri(&mut self) {
        if let Some(text) = self.value.text() {
            self.spot.uri(text);
        }
    }

    /// `format`: another one that is no type of its own.
    pub fn format(&mut self, format: &'static str) {
        if let Some(text) = self.value.text() {
            self.spot.format(text, format);
        }
    }
}

impl<T: Number> Value<'_, '_, T> {
    /// `minimum`.
    pub fn minimum(&mut self, limit: impl Into<Decimal>) {
        if let Some(number) = self.value.number() {
            self.spot.minimum(number, limit.into());
        }
    }

    /// `minimum` with `exclusiveMinimum`.
    pub fn exclusive_minimum(&mut self, limit: impl Into<Decimal>) {
        if let Some(number) = self.value.number() {
            self.spot.exclusive_minimum(number, limit.into());
        }
    }

    /// `maximum`.
    pub fn maximum(&mut self, limit: impl Into<Decimal>) {
        if let Some(number) = self.value.number() {
            self.spot.maximum(number, limit.into());
        }
    }

    /// `maximum` with `exclusiveMaximum`.
    pub fn exclusive_maximum(&mut self, limit: impl Into<Decimal>) {
        if let Some(number) = self.value.number() {
            self.spot.exclusive_maximum(number, limit.into());
        }
    }

    /// `multipleOf`.
    pub fn multiple_of(&mut self, step: impl Into<Decimal>) {
        if let Some(number) = self.value.number() {
            self.spot.multiple_of(number, step.into());
        }
    }
}

impl<'v, T: Parts> Value<'_, 'v, T> {
    /// `minItems`.
    pub fn min_items(&mut self, limit: u64) {
        if let Some(count) = self.value.count() {
            self.spot.min_items(count, limit);
        }
    }

    /// `maxItems`.
    pub fn max_items(&mut self, limit: u64) {
        if let Some(count) = self.value.count() {
            self.spot.max_items(count, limit);
        }
    }

    /// `uniqueItems`.
    pub fn unique_items(&mut self)
    where
        T::Part: Serialize,
    {
        let items = self.value.parts().map(|(_, item)| item);
        self.spot.unique_items(unique::first_repeated(items));
    }

    /// `minProperties`.
    pub fn min_properties(&mut self, limit: u64) {
        if let Some(count) = self.value.count() {
            self.spot.min_properties(size(count), limit);
        }
    }

    /// `maxProperties`.
    pub fn max_properties(&mut self, limit: u64) {
        if let Some(count) = self.value.count() {
            self.spot.max_properties(size(count), limit);
        }
    }

    /// What each item of an array, or each value of a map, has to satisfy.
    pub fn each(&mut self, rules: impl Fn(&mut Value<'_, 'v, T::Part>)) {
        self.spot.inside(|checker| {
            for (step, part) in self.value.parts() {
                if checker.is_full() {
                    break;
                }
                rules(&mut Value::new(part, Spot::here(checker).at(step)));
            }
        });
    }
}

impl<T: Constants> Value<'_, '_, T> {
    /// `enum`, where it is not the type that says what is listed.
    pub fn one_of(&mut self, listed: &[Constant<'_>]) {
        if let Some(found) = self.value.constant() {
            self.spot.one_of(found, listed);
        }
    }
}

impl<'v, T: Keyed> Value<'_, 'v, T> {
    /// What each key of a map has to satisfy.
    pub fn keys(&mut self, rules: impl Fn(&mut Value<'_, 'v, String>)) {
        self.spot.inside(|checker| {
            for key in self.value.keys() {
                if checker.is_full() {
                    break;
                }
                rules(&mut Value::new(key, Spot::here(checker).at(Step::Key(key))));
            }
        });
    }
}

impl<'v, T: Tuple> Value<'_, 'v, T> {
    /// What an item of a tuple has to satisfy.
    pub fn element<Part: 'v>(
        &mut self,
        index: usize,
        find: impl Fn(&'v T::It) -> &'v Part,
        rules: impl Fn(&mut Value<'_, 'v, Part>),
    ) {
        if let Some(tuple) = self.value.tuple() {
            self.spot.inside(|checker| {
                rules(&mut Value::new(
                    find(tuple),
                    Spot::here(checker).at(Step::Index(index)),
                ));
            });
        }
    }
}

impl<T: Serialize> Value<'_, '_, T> {
    /// `x-max-serialized-length`: Unicode characters of the value's compact JSON text.
    pub fn max_serialized_length(&mut self, limit: u64) {
        if let Some(length) = measure::serialized_length(self.value) {
            self.spot.max_serialized_length(length, limit);
        }
    }
}

impl<T: Check> Value<'_, '_, T> {
    /// What the value, or any part of it, has to satisfy by its own type.
    pub fn nested(&mut self) {
        self.spot.inside(|checker| self.value.check_with(checker));
    }
}

/// An object that is looked at as a whole; each method is a rule.
#[derive(Debug)]
pub struct Itself<'c, 'v, T> {
    object: &'v T,
    spot: Spot<'c, 'v>,
}

impl<'c, 'v, T> Itself<'c, 'v, T> {
    pub(super) fn new(object: &'v T, spot: Spot<'c, 'v>) -> Self {
        Self { object, spot }
    }
}

impl<T: Serialize> Itself<'_, '_, T> {
    /// `minProperties`; those that the document does not list count only if the type keeps them.
    pub fn min_properties(&mut self, limit: u64) {
        let count = measure::properties(self.object);
        self.spot.min_properties(count, limit);
    }

    /// `maxProperties`; those that the document does not list count only if the type keeps them.
    pub fn max_properties(&mut self, limit: u64) {
        let count = measure::properties(self.object);
        self.spot.max_properties(count, limit);
    }

    /// `x-max-serialized-length`: Unicode characters of the object's compact JSON text.
    pub fn max_serialized_length(&mut self, limit: u64) {
        if let Some(length) = measure::serialized_length(self.object) {
            self.spot.max_serialized_length(length, limit);
        }
    }
}
