//! Markdown that stays Markdown, without what could do harm where it is shown.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::super::format::Place;
use super::tags::{Piece, pieces};
use super::{escape_markdown, is_plain, is_safe, options};

/// How often a text is looked at again: taking one thing out can bring another to light.
const MAX_ROUNDS: usize = 8;

/// `text` as Markdown that can stand inside other Markdown.
pub(in super::super) fn markdown(text: &str, place: Place) -> String {
    if is_plain(text) {
        return text.trim_end().to_owned();
    }
    let mut text = plain_lines(text);
    for _ in 0..MAX_ROUNDS {
        let edits = harmful(&text);
        if edits.is_empty() {
            return closed(headings(&text, place));
        }
        text = edited(&text, edits);
    }
    escape_markdown(&text)
}

/// The lines of `text`, their tabs replaced: how far a tab reaches depends on where it stands.
fn plain_lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(text.len());
    let mut column = 0;
    for c in text.trim_matches('\n').chars() {
        match c {
            '\t' => {
                let width = 4 - column % 4;
                out.extend(std::iter::repeat_n(' ', width));
                column += width;
            }
            '\n' => {
                out.push('\n');
                column = 0;
            }
            _ => {
                out.push(c);
                column += 1;
            }
        }
    }
    out.trim().to_owned()
}

/// A part of a text and what is to stand there.
type Edit = (Range<usize>, String);

fn edited(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(text.len() + 4 * edits.len());
    let mut done = 0;
    for (range, new) in edits {
        if range.start < done {
            continue;
        }
        out.push_str(text.get(done..range.start).unwrap_or_default());
        out.push_str(&new);
        done = range.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// Tags, and links and images that are not safe.
fn harmful(text: &str) -> Vec<Edit> {
    let parser = Parser::new_ext(text, options());
    let definitions = parser.reference_definitions().iter();
    let mut edits: Vec<Edit> = definitions
        .filter(|(_, it)| is_harmful(&it.dest))
        .map(|(_, it)| (it.span.start..it.span.start, "\\".to_owned()))
        .collect();
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Html(_) | Event::InlineHtml(_) => {
                let tags = text.get(range.clone()).unwrap_or_default();
                edits.push((range, without_tags(tags)));
            }
            Event::Start(Tag::Link { dest_url, .. }) if is_harmful(&dest_url) => {
                edits.push((range.start..range.start, "\\".to_owned()));
            }
            // Nothing is loaded from elsewhere: an image becomes a link to it.
            Event::Start(Tag::Image { .. }) => {
                edits.push((range.start..range.start + 1, String::new()))
            }
            _ => {}
        }
    }
    edits
}

fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => out.push_str(&text.replace('<', "&lt;")),
            Piece::Break | Piece::Block => out.push('\n'),
            Piece::Inline => {}
        }
    }
    out
}

/// Moves headings below the one that the text stands under; in a list they are paragraphs.
fn headings(text: &str, place: Place) -> String {
    if !text.contains('#') {
        return text.to_owned();
    }
    let mut edits = Vec::new();
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        let Event::Start(Tag::Heading { .. }) = event else {
            continue;
        };
        let line = text.get(range.clone()).unwrap_or_default();
        let marks = line.len() - line.trim_start_matches('#').len();
        if marks == 0 {
            continue;
        }
        let (end, new) = match place {
            Place::Section(level) => (marks, "#".repeat((marks + usize::from(level)).min(6))),
            Place::Entry => (
                line.len() - line.trim_start_matches(['#', ' ']).len(),
                String::new(),
            ),
        };
        edits.push((range.start..range.start + end, new));
    }
    edited(text, edits)
}

/// Closes a fence that is left open: it would swallow all that follows.
fn closed(text: String) -> String {
    if !text.contains("```") && !text.contains("~~~") {
        return text;
    }
    let probe = format!("{text}\n\n{PROBE}");
    let mut open = None;
    for (event, range) in Parser::new_ext(&probe, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => open = probe.get(range),
            Event::End(TagEnd::CodeBlock) => open = None,
            Event::Text(text) if text.contains(PROBE) => break,
            _ => {}
        }
    }
    let Some(block) = open else {
        return text;
    };
    let mark = if block.starts_with('~') { "~" } else { "`" };
    let length = block.len() - block.trim_start_matches(mark).len();
    format!("{text}\n{}", mark.repeat(length))
}

/// A word that no description has.
const PROBE: &str = "\u{e000}";

/// Whether a link to `url` would do something other than lead somewhere.
fn is_harmful(url: &str) -> bool {
    let first = url.split(['/', '?', '#']).next().unwrap_or_default();
    first.contains(':') && !is_safe(url)
}
