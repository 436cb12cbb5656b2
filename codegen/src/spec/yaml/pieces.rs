//! Long YAML texts, in pieces.
//!
//! A scalar or a collection that goes on behind a cut would be left open in the piece before it, which is then
//! not valid. Neither is one that means an anchor of another.

use std::borrow::Cow;

use serde_json::Value;

use super::super::build::Builder;
use super::super::pieces::{self, DEEPEST, LONG, Part, Parts};
use super::whole;

/// The value of a long text, if its pieces have one.
pub(super) fn read(text: &str, builder: &Builder<'_>) -> Option<Value> {
    if text.len() < 2 * LONG {
        return None;
    }
    pieces::read(&cut(text, 0)?, builder, |text, builder| {
        let (value, more) = whole(text, builder).ok()?;
        (!more).then_some(value)
    })
}

/// Cuts the text of a block mapping.
fn cut(text: &str, depth: usize) -> Option<Vec<Part<'_>>> {
    let starts = starts(text)?;
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let mut parts = Parts::new(text, LONG);
    for (&start, end) in starts.iter().zip(ends) {
        let member = text.get(start..end)?;
        let is_long = member.len() >= 2 * LONG && depth < DEEPEST;
        match is_long.then(|| cut_value(member, depth)).flatten() {
            Some((key, value)) => parts.add_cut(Cow::Borrowed(key), value)?,
            None => parts.add(start, end)?,
        }
    }
    parts.finish()
}

/// The key of a member, and the parts of its value: `paths:` with a mapping below it.
fn cut_value(member: &str, depth: usize) -> Option<(&str, Vec<Part<'_>>)> {
    let (line, value) = member.split_once('\n')?;
    let key = line.trim().strip_suffix(':')?;
    let is_plain = key.starts_with(|it: char| it.is_ascii_alphabetic())
        && key
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || it == '-' || it == '_');
    let is_below = lines(value).find(Line::says_something)?.indent > indent(line);
    if !is_plain || !is_below {
        return None;
    }
    Some((key, cut(value, depth + 1)?))
}

/// Where the members of a block mapping begin; nothing, if its first lines could be of anything else.
fn starts(text: &str) -> Option<Vec<usize>> {
    let mut starts = Vec::new();
    let mut own = None;
    for line in lines(text) {
        // Most lines are of the values of the members.
        if own.is_some_and(|own| line.indent > own) || !line.says_something() {
            continue;
        }
        let is_mark = line.words.starts_with("---") || line.words.starts_with("...");
        if is_mark && own.is_none() && line.words.trim_end() == "---" {
            continue;
        }
        if is_mark || line.indent < *own.get_or_insert(line.indent) {
            return None;
        }
        // A list may stand as deep as its key, and belongs to it.
        if line.words.starts_with("- ") || line.words.trim_end() == "-" {
            continue;
        }
        if !line.words.starts_with(may_begin_key) {
            return None;
        }
        starts.push(line.start);
    }
    (!starts.is_empty()).then_some(starts)
}

/// Not that of an anchor, an alias, a tag, a merge, a directive, or a key that is a collection.
fn may_begin_key(it: char) -> bool {
    it.is_ascii_alphanumeric() || matches!(it, '/' | '_' | '$' | '.' | '"' | '\'')
}

/// A line of a text.
struct Line<'t> {
    /// Where it begins in the text.
    start: usize,
    /// How many spaces it begins with.
    indent: usize,
    /// What follows them.
    words: &'t str,
}

impl Line<'_> {
    /// Whether it is neither empty nor a comment.
    fn says_something(&self) -> bool {
        !self.words.trim_ascii_start().is_empty() && !self.words.starts_with('#')
    }
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut end = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = end;
        end += line.len();
        let indent = indent(line);
        let words = line.get(indent..).unwrap_or_default();
        Line {
            start,
            indent,
            words,
        }
    })
}

fn indent(line: &str) -> usize {
    line.bytes().take_while(|it| *it == b' ').count()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::super::whole;
    use super::{LONG, Part, cut, read};
    use crate::spec::pieces::{is_read_alike, keeps_limits};

    /// A document that is long enough for pieces, with `more` among its schemas and `end` after all.
    fn document(more: &str, end: &str) -> String {
        let mut text = String::from("---\n# A document.\nopenapi: 3.0.3\ntags:\n- name: a\n");
        text.push_str("paths:\n\n  # Of pets.\n");
        for index in 0..2_000 {
            let path =
                format!("  /pets/{index}:\n    get:\n      summary: \"a: {{b}}\n        c\"\n");
            text.push_str(&path);
            text.push_str("      description: |\n        paths:\n\n          components: [\n");
            text.push_str("      tags: [a,\n   b]\n");
        }
        text.push_str("components:\n  schemas:\n");
        for index in 0..3_000 {
            writeln!(
                text,
                "    Pet{index}: {{ type: object, title: plain\n       text }}"
            )
            .unwrap();
        }
        [&text, more, end].concat()
    }

    /// What the pieces of a text say, which has to be what it says.
    fn is_in_pieces(text: &str) -> bool {
        is_read_alike(
            |builder| read(text, builder),
            |builder| {
                let (value, more) = whole(text, builder).unwrap();
                assert!(!more);
                value
            },
        )
    }

    #[test]
    fn the_pieces_say_what_the_text_says() {
        let text = document("", "");
        let parts = cut(&text, 0).unwrap();
        let keys = parts.iter().map(|it| match it {
            Part::Members(_) => "",
            Part::Member(key, _) => key.as_ref(),
        });
        assert_eq!(keys.collect::<Vec<_>>(), ["", "paths", "components"]);
        assert!(is_in_pieces(&text));
        assert!(is_in_pieces(&text.replace('\n', "\r\n")));
        assert!(is_in_pieces(&document(
            "    Last:\n      - |+\n       a\n\n\n",
            "x-a: 1\n"
        )));
        assert!(is_in_pieces(&document(
            "    A: &a\n      type: string\n    B: *a\n",
            ""
        )));
    }

    #[test]
    fn what_has_to_be_read_as_a_whole_is() {
        for (more, end) in [
            // Keys that stand twice.
            ("    Pet1: {}\n", ""),
            ("", "openapi: 3.1.0\n"),
            ("", "paths:\n  /a: {}\n"),
            // An anchor of another piece.
            ("    A: &a\n      type: string\n", "x-a: *a\n"),
            // More documents, and the end of one.
            ("", "---\nopenapi: 3.1.0\n"),
            ("", "...\n"),
            // What is not valid, or only as a whole.
            ("   A: {}\n", ""),
            ("    A: 'open\n", ""),
            ("    A: 'open\n", "x-a: closed'\n"),
            ("    A: {\n", "x-a: 1 }\n"),
            // Keys of other kinds.
            ("", "? x-a\n: 1\n"),
            ("", "<<: { x-a: 1 }\n"),
            ("", "&a x-a: 1\n"),
            ("", "!!str x-a: 1\n"),
        ] {
            assert!(!is_in_pieces(&document(more, end)), "{more}{end}");
        }
        assert!(!is_in_pieces("openapi: 3.0.3\n"));
        let list = "- a\n".repeat(LONG);
        assert!(!is_in_pieces(&list));
    }

    #[test]
    fn limits_hold_for_all_pieces_together() {
        let text = document("", "");
        keeps_limits(
            |builder| read(&text, builder).is_some(),
            |builder| whole(&text, builder).is_ok(),
        );
    }
}
