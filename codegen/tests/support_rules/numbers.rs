//! Rules about numbers of every type.

use crate::support::rules::rules;
use crate::{breaks, satisfied};

/// A struct of one number, and the rules of it.
macro_rules! number {
    ($Type:ident($Number:ty) $rules:tt) => {
        struct $Type {
            n: $Number,
        }

        rules!($Type { n "n" $rules, });
    };
}

number!(Percent(i32) { minimum 0, maximum 100 });
number!(Open(i64) { exclusive_minimum -1, exclusive_maximum 10 });
number!(Most(u64) { minimum 18446744073709551615 });
number!(Least(i64) { maximum -9223372036854775808 });
number!(Beyond(u32) { minimum -5000000000, maximum 18446744073709551616 });
number!(Never(u32) { minimum 5000000000 });
number!(Half(i64) { minimum 0.5, exclusive_maximum 2.5 });
number!(Ratio(f64) { minimum 0.1, exclusive_maximum 1 });
number!(Short(f32) { minimum 0.1, maximum 0.1 });
number!(Huge(f64) { maximum 1e300 });

#[test]
fn limits_are_inclusive_or_not() {
    satisfied(&Percent { n: 0 });
    satisfied(&Percent { n: 100 });
    breaks(&Percent { n: -1 }, "/n minimum: must be at least 0, is -1");
    breaks(
        &Percent { n: 101 },
        "/n maximum: must be at most 100, is 101",
    );
    satisfied(&Open { n: 0 });
    satisfied(&Open { n: 9 });
    breaks(
        &Open { n: -1 },
        "/n exclusiveMinimum: must be more than -1, is -1",
    );
    breaks(
        &Open { n: 10 },
        "/n exclusiveMaximum: must be less than 10, is 10",
    );
}

#[test]
fn limits_are_exact_at_the_ends() {
    satisfied(&Most { n: u64::MAX });
    breaks(
        &Most { n: u64::MAX - 1 },
        "/n minimum: must be at least 18446744073709551615, is 18446744073709551614",
    );
    satisfied(&Least { n: i64::MIN });
    breaks(
        &Least { n: i64::MIN + 1 },
        "/n maximum: must be at most -9223372036854775808, is -9223372036854775807",
    );
}

#[test]
fn a_limit_may_lie_outside_the_type() {
    satisfied(&Beyond { n: 0 });
    satisfied(&Beyond { n: u32::MAX });
    breaks(
        &Never { n: u32::MAX },
        "/n minimum: must be at least 5000000000, is 4294967295",
    );
}

#[test]
fn an_integer_may_have_a_fraction_as_its_limit() {
    satisfied(&Half { n: 1 });
    satisfied(&Half { n: 2 });
    breaks(&Half { n: 0 }, "/n minimum: must be at least 0.5, is 0");
    breaks(
        &Half { n: 3 },
        "/n exclusiveMaximum: must be less than 2.5, is 3",
    );
}

#[test]
fn a_float_is_the_decimal_that_it_is_read_from() {
    satisfied(&Ratio { n: 0.1 });
    satisfied(&Ratio { n: 0.1 + 0.2 });
    breaks(
        &Ratio { n: 1.0 },
        "/n exclusiveMaximum: must be less than 1, is 1",
    );
    breaks(
        &Ratio {
            n: 0.099_999_999_999_999_99,
        },
        "/n minimum: must be at least 0.1, is 0.09999999999999999",
    );
    satisfied(&Short { n: 0.1 });
    breaks(
        &Short { n: 0.11 },
        "/n maximum: must be at most 0.1, is 0.11",
    );
    satisfied(&Huge { n: 1e300 });
    breaks(
        &Huge { n: f64::MAX },
        "/n maximum: must be at most 1e300, is 1.7976931348623157e308",
    );
}

#[test]
fn what_json_cannot_hold_is_not_judged() {
    satisfied(&Ratio { n: f64::NAN });
    satisfied(&Ratio {
        n: f64::NEG_INFINITY,
    });
}

number!(Cents(f64) { multiple_of 0.01 });
number!(Thirds(i64) { multiple_of 3 });
number!(Halves(u64) { multiple_of 2.5 });
number!(Tiny(f32) { multiple_of 0.1 });

#[test]
fn multiples_are_exact() {
    for hundredths in 0_i32..10_000 {
        satisfied(&Cents {
            n: f64::from(hundredths) / 100.0,
        });
        satisfied(&Tiny {
            n: (f64::from(hundredths) / 10.0) as f32,
        });
    }
    for n in [0.07, -0.07, 19.99, 1e15, 4.35, 1e300, 0.0, -0.0] {
        satisfied(&Cents { n });
    }
    breaks(
        &Cents { n: 0.075 },
        "/n multipleOf: must be a multiple of 0.01, is 0.075",
    );
    breaks(
        &Cents { n: 5e-324 },
        "/n multipleOf: must be a multiple of 0.01, is 5e-324",
    );
    // The sum is not three tenths, and the sender did not write three tenths either.
    breaks(
        &Cents { n: 0.1 + 0.2 },
        "/n multipleOf: must be a multiple of 0.01, is 0.30000000000000004",
    );
    for n in [-3, 0, 3, i64::MAX - 1] {
        satisfied(&Thirds { n });
    }
    breaks(
        &Thirds { n: i64::MAX },
        "/n multipleOf: must be a multiple of 3, is 9223372036854775807",
    );
    satisfied(&Halves { n: 5 });
    breaks(
        &Halves { n: 6 },
        "/n multipleOf: must be a multiple of 2.5, is 6",
    );
}
