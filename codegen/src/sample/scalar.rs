//! Values without parts, within their bounds.

use serde_json::Value;

use super::pattern;
use crate::ir::{Format, Literal, Rule, RuleSet, Scalar};

/// The longest text that is made to satisfy a `minLength`.
const MAX_LENGTH: u64 = 256;

/// How many of something there may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    pub(super) least: u64,
    pub(super) most: u64,
}

impl Bounds {
    const ANY: Self = Self {
        least: 0,
        most: u64::MAX,
    };

    /// How many items an array has.
    pub(super) fn items(rules: &RuleSet) -> Self {
        rules.iter().fold(Self::ANY, |bounds, rule| match rule {
            Rule::MinItems(it) => bounds.at_least(*it),
            Rule::MaxItems(it) => bounds.at_most(*it),
            _ => bounds,
        })
    }

    /// How many properties an object has.
    pub(super) fn properties(rules: &RuleSet) -> Self {
        rules.iter().fold(Self::ANY, |bounds, rule| match rule {
            Rule::MinProperties(it) => bounds.at_least(*it),
            Rule::MaxProperties(it) => bounds.at_most(*it),
            _ => bounds,
        })
    }

    /// How many characters a text has.
    pub(super) fn characters(rules: &RuleSet) -> Self {
        rules.iter().fold(Self::ANY, |bounds, rule| match rule {
            Rule::MinLength(it) => bounds.at_least(*it),
            Rule::MaxLength(it) => bounds.at_most(*it),
            _ => bounds,
        })
    }

    fn at_least(self, least: u64) -> Self {
        Self {
            least: self.least.max(least),
            ..self
        }
    }

    fn at_most(self, most: u64) -> Self {
        Self {
            most: self.most.min(most),
            ..self
        }
    }

    pub(super) fn contains(self, count: usize) -> bool {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        (self.least..=self.most).contains(&count)
    }
}

pub(super) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

pub(super) fn number(value: f64) -> String {
    Value::from(value).to_string()
}

/// A value of `scalar` that satisfies `rules`; each turn another one, as far as there are more.
pub(super) fn scalar(scalar: Scalar, rules: &RuleSet, turn: usize) -> String {
    match scalar {
        Scalar::Bool => turn.is_multiple_of(2).to_string(),
        Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::I128 => {
            integer(rules, turn).to_string()
        }
        Scalar::F32 | Scalar::F64 | Scalar::Number => number(float(rules, turn)),
        Scalar::String => quoted(&text("string", rules, turn)),
        Scalar::Uuid => quoted(&format!(
            "123e4567-e89b-12d3-a456-42661417{:04x}",
            0x4000 + turn
        )),
        Scalar::DateTime => quoted(&format!("2026-01-31T09:{:02}:00Z", (30 + turn) % 60)),
        Scalar::Date => quoted(&format!("2026-01-{:02}", 31 - turn % 31)),
        Scalar::Base64 => quoted(BASE64.get(turn).unwrap_or(&"aGVsbG8=")),
        Scalar::Binary => quoted(""),
        Scalar::Ipv4 => quoted(&format!("192.0.2.{}", 1 + turn % 250)),
        Scalar::Ipv6 => quoted(&format!("2001:db8::{:x}", 1 + turn)),
        Scalar::Uri => quoted(&uri(rules, turn)),
    }
}

/// Words in base64.
const BASE64: &[&str] = &["aGVsbG8=", "d29ybGQ=", "YWdhaW4="];

/// The smallest whole number from 1 on that fits, or the largest that fits below.
fn integer(rules: &RuleSet, turn: usize) -> i128 {
    let (mut low, mut high, mut step) = (None, None, 1);
    for rule in rules {
        match rule {
            Rule::Minimum(it) => low = low.max(whole(it)),
            Rule::ExclusiveMinimum(it) => {
                low = low.max(floor(it).map(|it| it.saturating_add(1)));
            }
            Rule::Maximum(it) => high = lesser(high, floor(it)),
            Rule::ExclusiveMaximum(it) => {
                high = lesser(high, whole(it).map(|it| it.saturating_sub(1)));
            }
            Rule::MultipleOf(it) => step = whole(it).filter(|it| *it > 0).unwrap_or(1),
            _ => {}
        }
    }
    let start = low.unwrap_or(1).min(high.unwrap_or(i128::MAX));
    let past = start.rem_euclid(step);
    let up = match past {
        0 => start,
        _ => start.saturating_add(step - past),
    };
    let high = high.unwrap_or(i128::MAX);
    let turns = i128::try_from(turn).unwrap_or(0).saturating_mul(step);
    let turned = up.saturating_add(turns);
    if turned <= high {
        turned
    } else if up <= high {
        up
    } else {
        start.saturating_sub(past)
    }
}

fn lesser(one: Option<i128>, other: Option<i128>) -> Option<i128> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// The whole number from there on.
fn whole(literal: &Literal) -> Option<i128> {
    rounded(literal, f64::ceil)
}

/// The whole number up to there.
fn floor(literal: &Literal) -> Option<i128> {
    rounded(literal, f64::floor)
}

fn rounded(literal: &Literal, round: fn(f64) -> f64) -> Option<i128> {
    match literal {
        Literal::Integer(it) => Some(*it),
        #[expect(
            clippy::cast_possible_truncation,
            reason = "saturates, and only an example hangs on it"
        )]
        Literal::Number(it) => Some(round(*it) as i128),
        _ => None,
    }
}

fn float(rules: &RuleSet, turn: usize) -> f64 {
    let (mut low, mut high, mut step) = (None::<f64>, None::<f64>, None);
    for rule in rules {
        match rule {
            Rule::Minimum(it) | Rule::ExclusiveMinimum(it) => {
                low = Some(real(it).max(low.unwrap_or(f64::NEG_INFINITY)));
            }
            Rule::Maximum(it) | Rule::ExclusiveMaximum(it) => {
                high = Some(real(it).min(high.unwrap_or(f64::INFINITY)));
            }
            Rule::MultipleOf(it) => step = Some(real(it)).filter(|it| *it > 0.0),
            _ => {}
        }
    }
    let turn = real(&Literal::Integer(i128::try_from(turn).unwrap_or(0)));
    if let Some(step) = step {
        // The first multiple beyond the lower bound, unless that is too much.
        let first = low.map_or(1.0, |it| (it / step).floor() + 1.0);
        let wanted = (first + turn) * step;
        return match high {
            Some(high) if wanted >= high => (high / step).floor() * step,
            _ => wanted,
        };
    }
    match (low, high) {
        (Some(low), Some(high)) => low + (high - low) * ((turn + 1.0) / (turn + 2.0)),
        (Some(low), None) => low + 0.5 + turn,
        (None, Some(high)) => high - 0.5 - turn,
        (None, None) => 1.5 + turn,
    }
}

fn real(literal: &Literal) -> f64 {
    match literal {
        #[expect(
            clippy::cast_precision_loss,
            reason = "an example needs no more digits"
        )]
        Literal::Integer(it) => *it as f64,
        Literal::Number(it) => *it,
        _ => 0.0,
    }
}

/// `word`, or whatever else satisfies the rules.
pub(super) fn text(word: &str, rules: &RuleSet, turn: usize) -> String {
    let bounds = Bounds::characters(rules);
    let patterns: Vec<&str> = rules
        .iter()
        .filter_map(|it| match it {
            Rule::Pattern(it) => Some(it.as_str()),
            _ => None,
        })
        .collect();
    let format = rules.iter().find_map(|it| match it {
        Rule::Format(it) => Some(formatted(*it, turn)),
        _ => None,
    });
    let plain = format.filter(|it| bounds.contains(it.len()));
    let plain = plain.unwrap_or_else(|| sized(word, bounds, turn));
    if pattern::fits(&patterns, bounds, &plain) {
        return plain;
    }
    pattern::text(&patterns, bounds, turn).unwrap_or(plain)
}

/// A text of this format; each turn another one.
fn formatted(format: Format, turn: usize) -> String {
    let turn = turn % 24;
    match format {
        Format::Email => format!("user{turn}@example.com"),
        Format::Hostname => format!("host{turn}.example.com"),
        Format::UriReference => format!("/{turn}"),
        Format::Time => format!("{turn:02}:30:00Z"),
        Format::Duration => format!("P{}D", turn + 1),
        Format::JsonPointer => format!("/{turn}"),
    }
}

/// `word`, cut or repeated to a length that fits; a number behind it makes it another each turn.
fn sized(word: &str, bounds: Bounds, turn: usize) -> String {
    let suffix = match turn {
        0 => String::new(),
        _ => (turn + 1).to_string(),
    };
    let whole = u64::try_from(word.len() + suffix.len()).unwrap_or(u64::MAX);
    let length = whole.max(bounds.least.min(MAX_LENGTH)).min(bounds.most);
    let length = usize::try_from(length).unwrap_or(0);
    let before = length.saturating_sub(suffix.len());
    let mut text: String = word.chars().cycle().take(before).collect();
    text.extend(suffix.chars().take(length));
    text
}

fn uri(rules: &RuleSet, turn: usize) -> String {
    const PLAIN: &str = "https://example.com";
    let bounds = Bounds::characters(rules);
    let plain = match turn {
        0 => PLAIN.to_owned(),
        _ => format!("{PLAIN}/{turn}"),
    };
    let has_pattern = rules.iter().any(|it| matches!(it, Rule::Pattern(_)));
    if !has_pattern && bounds.contains(plain.len()) {
        return plain;
    }
    if has_pattern {
        return text("string", rules, turn);
    }
    let missing = bounds.least.min(MAX_LENGTH);
    let missing = usize::try_from(missing).unwrap_or(0);
    match missing.checked_sub(plain.len() + 1) {
        Some(missing) => format!("{plain}/{}", "a".repeat(missing)),
        // The shortest that there is.
        None => "a:b".to_owned(),
    }
}
