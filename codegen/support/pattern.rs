//! Patterns that texts have to match.

use std::sync::OnceLock;

use regex::Regex;

use crate::support::rules::{Text, Value};

/// A pattern that is compiled when it is needed first; matching takes time that is linear in the
/// length of the text.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// The pattern that `source` spells in the syntax of the crate `regex`.
    #[must_use]
    pub const fn new(source: &'static str) -> Self {
        Self {
            source,
            regex: OnceLock::new(),
        }
    }

    /// Whether the pattern is found anywhere in `text`; one that is too large to be compiled is
    /// found everywhere.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let regex = self.regex.get_or_init(|| Regex::new(self.source).ok());
        regex.as_ref().is_none_or(|it| it.is_match(text))
    }
}

impl<T: Text> Value<'_, '_, T> {
    /// `pattern`.
    pub fn pattern(&mut self, pattern: &Pattern) {
        let (value, spot) = self.split();
        if let Some(text) = value.text()
            && !pattern.matches(text)
        {
            spot.broken("pattern", format!("must match `{}`", pattern.source));
        }
    }
}
