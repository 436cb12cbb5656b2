//! Limits as OpenAPI 3.0 has them: one number, and whether it is itself excluded.

use serde_json::{Number, Value};

use super::members::At;

/// One end of a range, as it is written: 3.0 says `exclusiveMinimum: true`, newer versions `exclusiveMinimum: 5`.
#[derive(Default)]
pub(super) struct End {
    limit: Option<Number>,
    excluded: Option<bool>,
    excluded_limit: Option<Number>,
}

/// A limit, nearly and exactly.
#[derive(Default)]
pub(super) struct Limit {
    /// The nearest number that `openapiv3` can hold.
    pub(super) near: Option<f64>,
    /// The number itself, when that is another.
    pub(super) exact: Option<Number>,
    /// Whether the limit itself is excluded.
    pub(super) excluded: Option<bool>,
}

impl End {
    pub(super) fn limit(&mut self, at: At<'_>, key: &str, value: &Value) {
        self.limit = at.number(key, value);
    }

    pub(super) fn exclusive(&mut self, at: At<'_>, key: &str, value: &Value) {
        match value {
            Value::Bool(it) => self.excluded = Some(*it),
            _ => self.excluded_limit = at.number(key, value),
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
            (Some(limit), Some(other)) if is_tighter(nearest(&limit), nearest(&other)) => {
                Limit::new(Some(limit), Some(false))
            }
            (_, Some(other)) => Limit::new(Some(other), Some(true)),
        }
    }
}

impl Limit {
    pub(super) fn new(number: Option<Number>, excluded: Option<bool>) -> Self {
        let near = number.as_ref().map(nearest);
        let exact = number.filter(|it| !is_exact(it));
        Self {
            near,
            exact,
            excluded,
        }
    }
}

fn nearest(number: &Number) -> f64 {
    // Every number has one without the feature `arbitrary_precision`.
    number.as_f64().unwrap_or_default()
}

/// Whether an `f64` can hold the number. Casts back saturate, so that 2^64 - 1 is not taken for 2^64.
fn is_exact(number: &Number) -> bool {
    let near = nearest(number);
    if let Some(it) = number.as_u64() {
        return near < 2f64.powi(64) && near as u64 == it;
    }
    match number.as_i64() {
        Some(it) => near as i64 == it,
        None => true,
    }
}
