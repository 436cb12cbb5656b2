//! A text that a pattern is found in.

use regex_syntax::Parser;
use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind};

use super::scalar::Bounds;
use crate::examples::is_found;

/// How often a repetition is taken beyond what it has to be: one attempt each.
const MORE: &[u32] = &[5, 0, 1, 2, 3, 4, 7, 9, 11, 15, 19, 23, 31, 39, 63, 127, 255];

/// How many of the alternatives of a pattern are tried.
const ALTERNATIVES: usize = 3;

/// The longest text that is tried, in bytes.
const MAX_LENGTH: usize = 2_000;

/// How deep the parts of a pattern may stand in one another.
const MAX_DEPTH: usize = 100;

/// What characters are taken from, in this order, where the pattern leaves a choice.
const WORDS: &[&str] = &["string", "STRING", "1234567890"];

/// A text of a length within `bounds` that all `patterns` are found in; each turn another one, as
/// far as there are more. `None` when none is found soon.
pub(super) fn text(patterns: &[&str], bounds: Bounds, turn: usize) -> Option<String> {
    let hir = Parser::new().parse(patterns.first()?).ok()?;
    let fits = |text: &str| fits(patterns, bounds, text);
    let attempts = (0..ALTERNATIVES).flat_map(|skip| MORE.iter().map(move |more| (skip, *more)));
    for (skip, more) in attempts {
        let mut writer = Writer {
            more,
            turn,
            skip,
            out: String::new(),
        };
        if writer.part(&hir, 0).is_none() {
            continue;
        }
        let text = writer.out;
        if fits(&text) {
            return Some(text);
        }
        // A pattern that is not about the whole leaves room around it.
        let padded = padded(text, bounds);
        if fits(&padded) {
            return Some(padded);
        }
    }
    None
}

/// Whether `text` is one.
pub(super) fn fits(patterns: &[&str], bounds: Bounds, text: &str) -> bool {
    bounds.contains(text.chars().count())
        && patterns.iter().all(|it| is_found(it, text) == Some(true))
}

fn padded(mut text: String, bounds: Bounds) -> String {
    let least = usize::try_from(bounds.least).unwrap_or(MAX_LENGTH);
    let missing = least.min(MAX_LENGTH).saturating_sub(text.chars().count());
    text.extend("string".chars().cycle().take(missing));
    text
}

struct Writer {
    /// How often a repetition is taken beyond what it has to be.
    more: u32,
    turn: usize,
    /// How many alternatives are passed over.
    skip: usize,
    out: String,
}

impl Writer {
    fn part(&mut self, hir: &Hir, depth: usize) -> Option<()> {
        if depth == MAX_DEPTH || self.out.len() > MAX_LENGTH {
            return None;
        }
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => self.out.push_str(std::str::from_utf8(&literal.0).ok()?),
            HirKind::Class(Class::Unicode(class)) => self.character(class)?,
            HirKind::Class(Class::Bytes(class)) => self.character(&class.to_unicode_class()?)?,
            HirKind::Repetition(it) => {
                let wanted = it.min.saturating_add(self.more);
                for _ in 0..it.max.map_or(wanted, |max| wanted.min(max)) {
                    self.part(&it.sub, depth + 1)?;
                }
            }
            HirKind::Capture(it) => self.part(&it.sub, depth + 1)?,
            HirKind::Concat(parts) => {
                for part in parts {
                    self.part(part, depth + 1)?;
                }
            }
            HirKind::Alternation(parts) => {
                let choice = (self.turn + self.skip) % parts.len().max(1);
                self.part(parts.get(choice)?, depth + 1)?;
            }
        }
        Some(())
    }

    fn character(&mut self, class: &ClassUnicode) -> Option<()> {
        let at = self.out.chars().count() + self.turn;
        let known = WORDS.iter().find_map(|word| {
            let character = word.chars().nth(at % word.len())?;
            has(class, character).then_some(character)
        });
        let any = || {
            let mut all = WORDS.iter().flat_map(|it| it.chars());
            all.find(|it| has(class, *it))
        };
        let first = || class.ranges().first().map(|it| it.start());
        self.out.push(known.or_else(any).or_else(first)?);
        Some(())
    }
}

fn has(class: &ClassUnicode, character: char) -> bool {
    let mut ranges = class.ranges().iter();
    ranges.any(|it| (it.start()..=it.end()).contains(&character))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Rule;

    fn made(pattern: &str, rules: Vec<Rule>, turn: usize) -> Option<String> {
        text(&[pattern], Bounds::characters(&rules), turn)
    }

    #[test]
    fn a_text_is_made_for_the_patterns_of_real_documents() {
        for (pattern, text) in [
            ("^[a-z]+$", "string"),
            ("^[A-Z]{3}$", "STR"),
            (r"^\+[1-9]\d{1,14}$", "+2345678"),
            (
                "^ses_[0-9a-hjkmnp-tv-z]{26}$",
                "ses_ngstr0ngstr6ngstr2ngstr8ng",
            ),
            (r"^(?:\d{4}-\d{2}|latest)$", "1234-67"),
            ("^$", ""),
        ] {
            let made = made(pattern, Vec::new(), 0);
            assert_eq!(made.as_deref(), Some(text), "{pattern}");
        }
    }

    #[test]
    fn lengths_are_kept_and_turns_differ() {
        let rules = vec![Rule::MinLength(10), Rule::MaxLength(10)];
        assert_eq!(
            made("^[a-z]*$", rules.clone(), 0).map(|it| it.len()),
            Some(10)
        );
        assert_eq!(made("x", rules, 0).as_deref(), Some("xstringstr"));
        assert_ne!(
            made("^[a-z]$", Vec::new(), 0),
            made("^[a-z]$", Vec::new(), 1)
        );
    }

    #[test]
    fn there_is_none_for_what_contradicts_itself_or_takes_too_long() {
        assert_eq!(made("^a$", vec![Rule::MinLength(2)], 0), None);
        assert_eq!(made("((a{100}){100}){100}", Vec::new(), 0), None);
    }
}
