//! Constraints, as the rules of the emitted crate check them.

use std::cmp::Ordering;
use std::collections::HashSet;

use serde_json::Value;

use super::{number, pattern, wording};
use crate::ir::{Literal, Rule, RuleSet};

/// What the first of `rules` that `value` breaks asks for.
pub(super) fn broken(rules: &RuleSet, value: &Value) -> Option<String> {
    rules.iter().find_map(|rule| breaks(rule, value))
}

fn breaks(rule: &Rule, value: &Value) -> Option<String> {
    let (fits, expected) = match rule {
        Rule::MinLength(least) => (length(value)? >= *least, at_least(*least, "character")),
        Rule::MaxLength(most) => (length(value)? <= *most, at_most(*most, "character")),
        Rule::MinItems(least) => (items(value)? >= *least, at_least(*least, "item")),
        Rule::MaxItems(most) => (items(value)? <= *most, at_most(*most, "item")),
        Rule::MinProperties(least) => (entries(value)? >= *least, at_least(*least, "property")),
        Rule::MaxProperties(most) => (entries(value)? <= *most, at_most(*most, "property")),
        Rule::UniqueItems => (
            are_unique(value.as_array()?),
            "items that differ".to_owned(),
        ),
        Rule::MaxSerializedLength(most) => {
            let length = count(value.to_string().chars().count());
            (
                length <= *most,
                format!("JSON of at most {most} characters"),
            )
        }
        Rule::Minimum(limit) => within(value, limit, "at least", Ordering::is_ge)?,
        Rule::ExclusiveMinimum(limit) => within(value, limit, "more than", Ordering::is_gt)?,
        Rule::Maximum(limit) => within(value, limit, "at most", Ordering::is_le)?,
        Rule::ExclusiveMaximum(limit) => within(value, limit, "less than", Ordering::is_lt)?,
        Rule::MultipleOf(step) => {
            let fits = number::is_multiple(value.as_number()?, step);
            (fits, format!("a multiple of {}", shown(step)))
        }
        Rule::Pattern(pattern) => {
            let fits = pattern::is_found(pattern, value.as_str()?)?;
            (fits, format!("a match of `{pattern}`"))
        }
        // Of what an example is, its author has an idea that is good enough.
        Rule::Format(_) => return None,
        Rule::OneOf(listed) => (
            listed.iter().any(|it| is(value, it)),
            wording::one_of(listed.iter().map(shown)),
        ),
    };
    (!fits).then_some(expected)
}

fn within(
    value: &Value,
    limit: &Literal,
    words: &str,
    is: fn(Ordering) -> bool,
) -> Option<(bool, String)> {
    let order = number::compare(value.as_number()?, limit)?;
    Some((
        is(order),
        format!("a number that is {words} {}", shown(limit)),
    ))
}

fn shown(literal: &Literal) -> String {
    match literal {
        Literal::Integer(it) => it.to_string(),
        Literal::Number(it) => it.to_string(),
        Literal::Bool(it) => it.to_string(),
        Literal::String(it) => format!("`{it}`"),
        Literal::Variant { .. } | Literal::Array(_) | Literal::EmptyMap => String::new(),
    }
}

/// Whether a value is the one that a list has.
fn is(value: &Value, listed: &Literal) -> bool {
    match (value, listed) {
        (Value::Bool(value), Literal::Bool(it)) => value == it,
        (Value::String(value), Literal::String(it)) => value == it,
        (Value::Number(value), it) => number::compare(value, it) == Some(Ordering::Equal),
        _ => false,
    }
}

fn length(value: &Value) -> Option<u64> {
    value.as_str().map(|it| count(it.chars().count()))
}

fn items(value: &Value) -> Option<u64> {
    value.as_array().map(|it| count(it.len()))
}

fn entries(value: &Value) -> Option<u64> {
    value.as_object().map(|it| count(it.len()))
}

fn count(it: usize) -> u64 {
    u64::try_from(it).unwrap_or(u64::MAX)
}

fn are_unique(values: &[Value]) -> bool {
    let mut seen = HashSet::new();
    values.iter().all(|it| seen.insert(it.to_string()))
}

fn at_least(least: u64, what: &str) -> String {
    format!("at least {}", counted(least, what))
}

fn at_most(most: u64, what: &str) -> String {
    format!("at most {}", counted(most, what))
}

fn counted(number: u64, what: &str) -> String {
    match (number, what) {
        (1, _) => format!("1 {what}"),
        (_, "property") => format!("{number} properties"),
        _ => format!("{number} {what}s"),
    }
}
