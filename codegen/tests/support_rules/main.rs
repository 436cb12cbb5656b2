//! The rules of the support code, in tables as the generator writes them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod decimals;
mod formats;
mod lengths;
mod lists;
mod nesting;
mod numbers;
mod parts;
mod uris;

/// The support code, as in an emitted crate.
#[path = "../../support"]
pub mod support {
    pub mod pattern;
    pub mod rules;
}

use support::rules::Check;

/// The rules that `value` breaks, as `pointer keyword: message`.
fn broken(value: &impl Check) -> Vec<String> {
    let broken = value.check().err().map(|it| it.0).unwrap_or_default();
    let line =
        |it: &support::rules::BrokenRule| format!("{} {}: {}", it.pointer, it.keyword, it.message);
    broken.iter().map(line).collect()
}

/// Checks that `value` breaks no rule.
#[track_caller]
fn satisfied(value: &impl Check) {
    assert_eq!(broken(value), [""; 0]);
}

/// Checks that `value` breaks just one rule.
#[track_caller]
fn breaks(value: &impl Check, line: &str) {
    assert_eq!(broken(value), [line]);
}
