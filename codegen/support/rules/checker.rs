//! Gathers the rules that a value breaks.

use std::fmt;

use super::spot::{Spot, Step};
use super::value::{Itself, Value};

/// The most broken rules that are told at once; whoever breaks more will not read them all.
pub const MAX_BROKEN_RULES: usize = 100;

/// A rule that a value breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenRule {
    /// Where in the value, as a JSON pointer (RFC 6901); empty for the whole.
    pub pointer: String,
    /// The keyword of the rule, as documents spell it: `maxLength`.
    pub keyword: &'static str,
    /// What has to be, and what was found.
    pub message: String,
}

impl fmt::Display for BrokenRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            pointer,
            keyword: _,
            message,
        } = self;
        if pointer.is_empty() {
            f.write_str(message)
        } else {
            write!(f, "`{pointer}`: {message}")
        }
    }
}

/// The rules that a value breaks: at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenRules(pub Vec<BrokenRule>);

impl fmt::Display for BrokenRules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, broken) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            broken.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for BrokenRules {}

/// Gathers the rules that a value breaks, and knows which part of it is looked at.
#[derive(Debug, Default)]
pub struct Checker<'v> {
    path: Vec<Step<'v>>,
    broken: Vec<BrokenRule>,
}

impl<'v> Checker<'v> {
    /// Looks at a value in the place that is looked at.
    pub fn value<T>(&mut self, value: &'v T) -> Value<'_, 'v, T> {
        Value::new(value, Spot::here(self))
    }

    /// Looks at the whole of an object whose fields have rows of their own.
    pub fn itself<T>(&mut self, object: &'v T) -> Itself<'_, 'v, T> {
        Itself::new(object, Spot::here(self))
    }

    /// What was found.
    ///
    /// # Errors
    ///
    /// When any rule was broken.
    pub fn finish(self) -> Result<(), BrokenRules> {
        if self.broken.is_empty() {
            Ok(())
        } else {
            Err(BrokenRules(self.broken))
        }
    }

    /// Whether there is no use in looking further.
    pub(super) fn is_full(&self) -> bool {
        self.broken.len() >= MAX_BROKEN_RULES
    }

    pub(super) fn enter(&mut self, step: Option<Step<'v>>) {
        if let Some(step) = step {
            self.path.push(step);
        }
    }

    pub(super) fn leave(&mut self, step: Option<Step<'v>>) {
        if step.is_some() {
            self.path.pop();
        }
    }

    pub(super) fn report(&mut self, last: Option<Step<'v>>, keyword: &'static str, say: String) {
        if self.is_full() {
            return;
        }
        let mut pointer = String::new();
        for step in &self.path {
            step.write(&mut pointer);
        }
        if let Some(step) = last {
            step.write(&mut pointer);
        }
        self.broken.push(BrokenRule {
            pointer,
            keyword,
            message: say,
        });
    }
}
