//! Numbers, compared as they are written.

use std::cmp::Ordering;

use serde_json::{Number, Value};

use crate::ir::Literal;

/// An integer, also one that is written as `1.0`.
pub(crate) fn integer(value: &Value) -> Option<i128> {
    let number = value.as_number()?;
    number.as_i128().or_else(|| {
        let float = number.as_f64()?;
        let exact = float.fract() == 0.0 && float.abs() < 9_007_199_254_740_992.0;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "whole and small, as just checked"
        )]
        exact.then_some(float as i128)
    })
}

/// `number` compared with `limit`; `None` when the limit is no number.
pub(super) fn compare(number: &Number, limit: &Literal) -> Option<Ordering> {
    match (number.as_i128(), limit) {
        (Some(number), Literal::Integer(limit)) => Some(number.cmp(limit)),
        _ => number.as_f64()?.partial_cmp(&float(limit)?),
    }
}

/// Whether `number` is `step` times an integer; true when that cannot be told.
pub(super) fn is_multiple(number: &Number, step: &Literal) -> bool {
    if let (Some(number), Literal::Integer(step)) = (number.as_i128(), step) {
        return number.checked_rem(*step).is_none_or(|rest| rest == 0);
    }
    let (Some(number), Some(step)) = (number.as_f64(), float(step)) else {
        return true;
    };
    let times = number / step;
    // Decimals are no floats: 0.07 is a multiple of 0.01.
    !times.is_finite() || (times - times.round()).abs() <= times.abs().max(1.0) * 1e-12
}

fn float(literal: &Literal) -> Option<f64> {
    match literal {
        Literal::Number(it) => Some(*it),
        #[expect(clippy::cast_precision_loss, reason = "compared with a float")]
        Literal::Integer(it) => Some(*it as f64),
        Literal::Bool(_)
        | Literal::String(_)
        | Literal::Variant { .. }
        | Literal::Array(_)
        | Literal::EmptyMap => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn decimals_are_multiples_of_decimals() {
        assert!(is_multiple(&number("0.07"), &Literal::Number(0.01)));
        assert!(!is_multiple(&number("0.075"), &Literal::Number(0.01)));
        assert!(is_multiple(&number("9"), &Literal::Integer(3)));
        assert!(!is_multiple(&number("10"), &Literal::Integer(3)));
        assert!(is_multiple(&number("10"), &Literal::Integer(0)));
    }

    #[test]
    fn large_integers_are_compared_exactly() {
        let limit = Literal::Integer(9_007_199_254_740_993);
        let compared = compare(&number("9007199254740992"), &limit);
        assert_eq!(compared, Some(Ordering::Less));
        assert_eq!(
            compare(&number("1.5"), &Literal::Integer(1)),
            Some(Ordering::Greater)
        );
    }
}
