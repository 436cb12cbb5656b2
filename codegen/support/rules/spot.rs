//! A place in a value, and the rules that are about plain things found there.

use std::fmt::Display;

use super::checker::Checker;
use super::constant::Constant;
use super::decimal::Decimal;
use super::{format, uri};

/// The way from a value to a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'v> {
    /// To a property of an object.
    Key(&'v str),
    /// To an item of an array, counted from 0.
    Index(usize),
}

impl Step<'_> {
    /// Adds the step to a JSON pointer.
    pub(super) fn write(self, pointer: &mut String) {
        pointer.push('/');
        match self {
            Step::Key(key) if key.contains(['~', '/']) => {
                pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
            }
            Step::Key(key) => pointer.push_str(key),
            Step::Index(index) => pointer.push_str(&index.to_string()),
        }
    }
}

/// A place in a value.
#[derive(Debug)]
pub struct Spot<'c, 'v> {
    checker: &'c mut Checker<'v>,
    step: Option<Step<'v>>,
}

impl<'c, 'v> Spot<'c, 'v> {
    /// The place that `checker` looks at.
    pub(super) fn here(checker: &'c mut Checker<'v>) -> Self {
        Self {
            checker,
            step: None,
        }
    }

    /// A place one step further.
    pub(super) fn at(self, step: Step<'v>) -> Self {
        Self {
            step: Some(step),
            ..self
        }
    }

    /// Looks at the parts of what is here.
    pub(super) fn inside(&mut self, look: impl FnOnce(&mut Checker<'v>)) {
        self.checker.enter(self.step);
        look(self.checker);
        self.checker.leave(self.step);
    }

    /// Tells that a rule is broken here.
    pub fn broken(&mut self, keyword: &'static str, message: String) {
        self.checker.report(self.step, keyword, message);
    }

    pub(super) fn min_length(&mut self, text: &str, limit: u64) {
        let length = characters(text);
        self.at_least("minLength", length, limit, CHARACTERS);
    }

    pub(super) fn max_length(&mut self, text: &str, limit: u64) {
        // No text has more characters than bytes.
        if size(text.len()) > limit {
            self.at_most("maxLength", characters(text), limit, CHARACTERS);
        }
    }

    pub(super) fn max_serialized_length(&mut self, length: u64, limit: u64) {
        let keyword = "x-max-serialized-length";
        self.at_most(keyword, length, limit, CHARACTERS_OF_JSON);
    }

    pub(super) fn uri(&mut self, text: &str) {
        if !uri::is_uri(text) {
            self.broken("format", "must be a URI".to_owned());
        }
    }

    pub(super) fn format(&mut self, text: &str, format: &str) {
        let (is_fit, what) = format::judge(format, text);
        if !is_fit {
            self.broken("format", format!("must be {what}"));
        }
    }

    pub(super) fn minimum(&mut self, number: Decimal, limit: Decimal) {
        if number < limit {
            self.number("minimum", "at least", limit, number);
        }
    }

    pub(super) fn exclusive_minimum(&mut self, number: Decimal, limit: Decimal) {
        if number <= limit {
            self.number("exclusiveMinimum", "more than", limit, number);
        }
    }

    pub(super) fn maximum(&mut self, number: Decimal, limit: Decimal) {
        if number > limit {
            self.number("maximum", "at most", limit, number);
        }
    }

    pub(super) fn exclusive_maximum(&mut self, number: Decimal, limit: Decimal) {
        if number >= limit {
            self.number("exclusiveMaximum", "less than", limit, number);
        }
    }

    pub(super) fn multiple_of(&mut self, number: Decimal, step: Decimal) {
        if !number.is_multiple_of(step) {
            self.number("multipleOf", "a multiple of", step, number);
        }
    }

    pub(super) fn one_of(&mut self, found: Constant<'_>, listed: &[Constant<'_>]) {
        if !listed.contains(&found) {
            let mut message = "must be one of ".to_owned();
            for it in listed {
                message.push_str(&format!("{it}, "));
            }
            message.push_str(&format!("is {found}"));
            self.broken("enum", message);
        }
    }

    pub(super) fn min_items(&mut self, count: usize, limit: u64) {
        self.at_least("minItems", size(count), limit, ITEMS);
    }

    pub(super) fn max_items(&mut self, count: usize, limit: u64) {
        self.at_most("maxItems", size(count), limit, ITEMS);
    }

    pub(super) fn unique_items(&mut self, repeated: Option<(usize, usize)>) {
        if let Some((first, second)) = repeated {
            let message = format!("must have no item twice, items {first} and {second} are equal");
            self.broken("uniqueItems", message);
        }
    }

    pub(super) fn min_properties(&mut self, count: u64, limit: u64) {
        self.at_least("minProperties", count, limit, PROPERTIES);
    }

    pub(super) fn max_properties(&mut self, count: u64, limit: u64) {
        self.at_most("maxProperties", count, limit, PROPERTIES);
    }

    fn at_least(&mut self, keyword: &'static str, found: u64, limit: u64, of: Noun) {
        if found < limit {
            self.size(keyword, "at least", limit, of, found);
        }
    }

    fn at_most(&mut self, keyword: &'static str, found: u64, limit: u64, of: Noun) {
        if found > limit {
            self.size(keyword, "at most", limit, of, found);
        }
    }

    fn size(&mut self, keyword: &'static str, how: &str, limit: u64, of: Noun, found: u64) {
        let noun = if limit == 1 { of.0 } else { of.1 };
        let message = format!("must have {how} {limit} {noun}, has {found}");
        self.broken(keyword, message);
    }

    fn number(&mut self, keyword: &'static str, how: &str, limit: impl Display, found: Decimal) {
        let message = format!("must be {how} {limit}, is {found}");
        self.broken(keyword, message);
    }
}

/// One of something, and several.
#[derive(Clone, Copy)]
struct Noun(&'static str, &'static str);

const CHARACTERS: Noun = Noun("character", "characters");
const CHARACTERS_OF_JSON: Noun = Noun("character of JSON text", "characters of JSON text");
const ITEMS: Noun = Noun("item", "items");
const PROPERTIES: Noun = Noun("property", "properties");

fn characters(text: &str) -> u64 {
    size(text.chars().count())
}

/// A size in memory as a number that limits are written in; it always is one.
pub(super) fn size(size: usize) -> u64 {
    u64::try_from(size).unwrap_or(u64::MAX)
}
