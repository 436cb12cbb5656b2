//! Finds places in YAML text, from the events of a parser that knows where each begins and ends.

use std::ops::Range;

use saphyr_parser::{Event, Parser, Span};

use super::{Tree, Walk};

pub(super) fn scan(text: &str, tree: &mut Tree) {
    let mut walk = Walk::new(tree);
    let mut bytes = Bytes::new(text);
    let mut documents = 0;
    for event in Parser::new_from_str(text) {
        // The document has been read by a more lenient parser; what this one refuses just has no place.
        let Ok((event, span)) = event else { return };
        match event {
            Event::DocumentStart(_) => documents += 1,
            Event::MappingStart(..) => walk.begin(false, bytes.start_of_line_rest(span)),
            Event::SequenceStart(..) => walk.begin(true, bytes.start_of_line_rest(span)),
            Event::MappingEnd | Event::SequenceEnd => walk.end(),
            Event::Scalar(value, ..) => {
                let span = bytes.range(span);
                if walk.wants_key() {
                    walk.key(&value, span);
                } else {
                    walk.scalar(span);
                }
            }
            Event::Alias(_) => {
                let span = bytes.range(span);
                if walk.wants_key() {
                    walk.key("", span);
                } else {
                    walk.scalar(span);
                }
            }
            Event::DocumentEnd | Event::StreamStart | Event::StreamEnd | Event::Nothing => {}
        }
        if documents > 1 {
            return;
        }
    }
}

/// Turns the parser's positions, which count characters, into bytes; they come in the order of the text.
struct Bytes<'a> {
    text: &'a str,
    character: usize,
    byte: usize,
}

impl<'a> Bytes<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            character: 0,
            byte: 0,
        }
    }

    fn range(&mut self, span: Span) -> Range<usize> {
        self.advance(span.start.index());
        let start = self.byte;
        let length = span.end.index().saturating_sub(span.start.index());
        start..start + length_in_bytes(self.text.get(start..).unwrap_or_default(), length)
    }

    /// From the beginning of a list or object to the end of the line on which it begins.
    fn start_of_line_rest(&mut self, span: Span) -> Range<usize> {
        self.advance(span.start.index());
        let rest = self.text.get(self.byte..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default();
        self.byte..self.byte + line.trim_end().len()
    }

    fn advance(&mut self, character: usize) {
        let count = character.saturating_sub(self.character);
        let rest = self.text.get(self.byte..).unwrap_or_default();
        self.byte += length_in_bytes(rest, count);
        self.character += count;
    }
}

fn length_in_bytes(text: &str, characters: usize) -> usize {
    match text.as_bytes().get(..characters) {
        Some(bytes) if bytes.is_ascii() => characters,
        _ => text.chars().take(characters).map(char::len_utf8).sum(),
    }
}
