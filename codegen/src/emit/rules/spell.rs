//! Rules, as the macro of the support code reads them.

use proc_macro2::{Literal as Token, TokenStream};

use super::super::types;
use super::plan::{Demand, Rules};
use crate::ir::{Literal, Rule};

/// The longest line that is not broken.
const WIDTH: usize = 100;

/// A row of a table: on one line, or one line a rule where that would be too long.
///
/// ```text
/// tags "tags" { min_items 1, each { max_length 10 } }
/// ```
pub(super) fn row(head: &str, rules: &Rules<'_>) -> String {
    block(head, rules, 1)
}

fn block(head: &str, rules: &Rules<'_>, indent: usize) -> String {
    let line = [head, " { ", &flat(rules), " }"].concat();
    let margin = "    ".repeat(indent);
    if margin.len() + line.chars().count() < WIDTH {
        return line;
    }
    let demands = rules.0.iter().map(|it| demand(it, indent + 1));
    let lines: String = demands
        .map(|it| [&margin, "    ", &it, ",\n"].concat())
        .collect();
    [head, " {\n", &lines, &margin, "}"].concat()
}

/// Rules on one line, however long.
///
/// ```text
/// min_properties 1, max_properties 5
/// ```
pub(super) fn flat(rules: &Rules<'_>) -> String {
    let demands = rules.0.iter().map(|it| match it {
        Demand::Each(it) => ["each { ", &flat(it), " }"].concat(),
        Demand::Keys(it) => ["keys { ", &flat(it), " }"].concat(),
        Demand::Elements { of, rules } => {
            let elements = rules.iter();
            let elements = elements
                .map(|(index, it)| [&element(*of, *index), " { ", &flat(it), " }"].concat());
            let elements: Vec<String> = elements.collect();
            ["elements { ", &elements.join(", "), " }"].concat()
        }
        Demand::Rule(_) | Demand::Uri | Demand::Nested => demand(it, 0),
    });
    demands.collect::<Vec<String>>().join(", ")
}

fn demand(it: &Demand<'_>, indent: usize) -> String {
    match it {
        Demand::Rule(it) => rule(it),
        Demand::Uri => "uri".to_owned(),
        Demand::Nested => "nested".to_owned(),
        Demand::Each(it) => block("each", it, indent),
        Demand::Keys(it) => block("keys", it, indent),
        Demand::Elements { of, rules } => {
            let margin = "    ".repeat(indent);
            let elements = rules.iter().map(|(index, it)| {
                let row = block(&element(*of, *index), it, indent + 1);
                [&margin, "    ", &row, ",\n"].concat()
            });
            let elements: String = elements.collect();
            ["elements {\n", &elements, &margin, "}"].concat()
        }
    }
}

/// One item of a tuple, as a pattern that finds it: `1 it (_, it)`.
fn element(of: usize, index: usize) -> String {
    let parts = (0..of).map(|at| if at == index { "it" } else { "_" });
    let parts: Vec<&str> = parts.collect();
    let lone = if of == 1 { "," } else { "" };
    [&index.to_string(), " it (", &parts.join(", "), lone, ")"].concat()
}

fn rule(it: &Rule) -> String {
    let with = |keyword: &str, limit: String| [keyword, " ", &limit].concat();
    match it {
        Rule::MinLength(limit) => with("min_length", count(*limit)),
        Rule::MaxLength(limit) => with("max_length", count(*limit)),
        Rule::Pattern(pattern) => with("pattern", raw_text(pattern)),
        Rule::Format(format) => with("format", text(format.name())),
        Rule::Minimum(limit) => with("minimum", number(limit)),
        Rule::ExclusiveMinimum(limit) => with("exclusive_minimum", number(limit)),
        Rule::Maximum(limit) => with("maximum", number(limit)),
        Rule::ExclusiveMaximum(limit) => with("exclusive_maximum", number(limit)),
        Rule::MultipleOf(step) => with("multiple_of", number(step)),
        Rule::OneOf(values) => {
            let values: Vec<String> = values.iter().map(constant).collect();
            ["one_of { ", &values.join(", "), " }"].concat()
        }
        Rule::MinItems(limit) => with("min_items", count(*limit)),
        Rule::MaxItems(limit) => with("max_items", count(*limit)),
        Rule::UniqueItems => "unique_items".to_owned(),
        Rule::MinProperties(limit) => with("min_properties", count(*limit)),
        Rule::MaxProperties(limit) => with("max_properties", count(*limit)),
        Rule::MaxSerializedLength(limit) => with("max_serialized_length", count(*limit)),
    }
}

fn count(limit: u64) -> String {
    types::digits(limit.into()).to_string()
}

/// A whole number of any size, or one with a point or an exponent.
fn number(literal: &Literal) -> String {
    let (is_negative, digits) = match literal {
        Literal::Integer(integer) => (
            *integer < 0,
            types::digits(integer.unsigned_abs()).to_string(),
        ),
        Literal::Number(number) => {
            let text = format!("{:?}", number.abs());
            let whole = text.strip_suffix(".0").and_then(|it| it.parse().ok());
            let digits = whole.map(|it| types::digits(it).to_string());
            (*number < 0.0, digits.unwrap_or(text))
        }
        // No limit is any of these.
        Literal::Bool(_)
        | Literal::String(_)
        | Literal::Variant { .. }
        | Literal::Array(_)
        | Literal::EmptyMap => return String::new(),
    };
    let sign = if is_negative { "-" } else { "" };
    [sign, &digits].concat()
}

/// A value of a list: a number, a boolean or a text.
fn constant(it: &Literal) -> String {
    match it {
        Literal::Bool(it) => it.to_string(),
        Literal::String(it) => text(it),
        Literal::Integer(_)
        | Literal::Number(_)
        | Literal::Variant { .. }
        | Literal::Array(_)
        | Literal::EmptyMap => number(it),
    }
}

/// `"agentId"`
pub(super) fn text(text: &str) -> String {
    Token::string(text).to_string()
}

/// `r"^\.$"`, where that is easier to read than its escapes.
fn raw_text(text: &str) -> String {
    let is_plain = |it: char| it != '"' && !it.is_control();
    if text.contains('\\') && text.chars().all(is_plain) {
        ["r\"", text, "\""].concat()
    } else {
        self::text(text)
    }
}

/// `Option<Vec<crate::models::Pet>>`
pub(super) fn ty(tokens: &TokenStream) -> String {
    tokens.to_string().replace(' ', "").replace(',', ", ")
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn patterns_are_raw_where_that_is_shorter() {
        assert_eq!(raw_text("^[a-z]+$"), r#""^[a-z]+$""#);
        assert_eq!(raw_text(r"^\.$"), r#"r"^\.$""#);
        assert_eq!(raw_text(r#"\""#), r#""\\\"""#);
        assert_eq!(raw_text("\\\n"), r#""\\\n""#);
    }

    #[test]
    fn limits_are_spelt_so_that_they_are_exact() {
        let limit = |it| rule(&Rule::Minimum(it));
        assert_eq!(limit(Literal::Integer(-10_000)), "minimum -10_000");
        assert_eq!(
            limit(Literal::Integer(u64::MAX.into())),
            "minimum 18_446_744_073_709_551_615"
        );
        assert_eq!(limit(Literal::Number(0.01)), "minimum 0.01");
        assert_eq!(limit(Literal::Number(1e300)), "minimum 1e300");
        assert_eq!(limit(Literal::Number(-20_000.0)), "minimum -20_000");
        assert_eq!(limit(Literal::Number(-0.0)), "minimum 0");
    }

    #[test]
    fn types_are_spelt_without_gaps() {
        let tokens =
            quote! { Option<::std::collections::BTreeMap<String, Vec<crate::models::Pet>>> };
        assert_eq!(
            ty(&tokens),
            "Option<::std::collections::BTreeMap<String, Vec<crate::models::Pet>>>"
        );
    }
}
