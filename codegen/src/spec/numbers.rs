//! Limits as OpenAPI 3.0 has them: one number, and whether it is itself excluded.

use serde_json::{Number, Value};

use super::members::At;

/// A number, and how it is written.
pub(super) struct Written {
    pub(super) number: Number,
    /// The text in the document, when that is a float: an integer of more than 64 bits is one to serde_json.
    pub(super) text: Option<String>,
}

/// One end of a range, as it is written: 3.0 says `exclusiveMinimum: true`, newer versions `exclusiveMinimum: 5`.
#[derive(Default)]
pub(super) struct End {
    limit: Option<Written>,
    excluded: Option<bool>,
    excluded_limit: Option<Written>,
}

/// A limit, nearly and exactly.
#[derive(Default)]
pub(super) struct Limit {
    /// The nearest number that `openapiv3` can hold.
    pub(super) near: Option<f64>,
    /// The number itself, when that is another.
    pub(super) exact: Option<String>,
    /// Whether the limit itself is excluded.
    pub(super) excluded: Option<bool>,
}

impl End {
    pub(super) fn limit(&mut self, at: At<'_>, key: &str, value: &Value) {
        self.limit = at.written(key, value);
    }

    pub(super) fn exclusive(&mut self, at: At<'_>, key: &str, value: &Value) {
        match value {
            Value::Bool(it) => self.excluded = Some(*it),
            _ => self.excluded_limit = at.written(key, value),
        }
    }

    /// The tighter of two limits counts; `is_tighter` says whether its first number leaves less.
    pub(super) fn settle(self, is_tighter: fn(f64, f64) -> bool) -> Limit {
        let Self {
            limit,
            excluded,
            excluded_limit,
        } = self;
        match (limit, excluded_limit) {
            (limit, None) => Limit::new(limit, excluded),
            (Some(limit), Some(other)) if is_tighter(limit.nearest(), other.nearest()) => {
                Limit::new(Some(limit), Some(false))
            }
            (_, Some(other)) => Limit::new(Some(other), Some(true)),
        }
    }
}

impl Limit {
    pub(super) fn new(written: Option<Written>, excluded: Option<bool>) -> Self {
        Self {
            near: written.as_ref().map(Written::nearest),
            exact: written.and_then(Written::exact),
            excluded,
        }
    }
}

impl Written {
    fn nearest(&self) -> f64 {
        // Every number has one without the feature `arbitrary_precision`.
        self.number.as_f64().unwrap_or_default()
    }

    /// The text of a number that an `f64` cannot hold. Casts back saturate, so that 2^64 - 1 is not taken for 2^64.
    fn exact(self) -> Option<String> {
        let near = self.nearest();
        if let Some(it) = self.number.as_u64() {
            let is_exact = near < 2f64.powi(64) && near as u64 == it;
            return (!is_exact).then(|| it.to_string());
        }
        if let Some(it) = self.number.as_i64() {
            return (near as i64 != it).then(|| it.to_string());
        }
        let text = self.text?;
        let is_long_integer = near.abs() >= 2f64.powi(63) && !text.contains(['.', 'e', 'E']);
        (is_long_integer && format!("{near:.0}") != text).then_some(text)
    }
}
