//! Diagnostics with the lines they are about.

use std::collections::BTreeMap;
use std::ops::Range;
use std::{fmt, iter};

use super::locate::locate;
use super::sources::{Source, Sources};
use super::{Diagnostic, Diagnostics, FileId, Position, Severity};

/// Diagnostics with their lines, in the order of the text. Its `Display` is what people read.
#[derive(Clone, Debug)]
pub struct Report<'a> {
    located: Vec<Located<'a>>,
}

/// A diagnostic with the line it is about.
#[derive(Clone, Debug)]
pub struct Located<'a> {
    /// The diagnostic.
    pub diagnostic: &'a Diagnostic,
    /// The path of the file, as it was given.
    pub file: &'a str,
    /// Where in the file; `None` when the file could not be read.
    pub position: Option<Position>,
    /// The line there, without its end; of a very long one the part that matters.
    pub line: &'a str,
    /// How many characters of `line` stand before what it is about.
    pub indent: usize,
    /// How many characters it is about.
    pub width: usize,
}

/// Long lines are cut to this many characters, beginning a little before what they are shown for.
const SHOWN: usize = 120;

impl<'a> Report<'a> {
    pub(super) fn new(sources: &'a Sources, diagnostics: &'a Diagnostics) -> Self {
        let mut by_file: BTreeMap<FileId, Vec<&Diagnostic>> = BTreeMap::new();
        for it in diagnostics.iter() {
            by_file.entry(it.place.file).or_default().push(it);
        }
        let mut located = Vec::new();
        for (file, diagnostics) in by_file {
            match sources.get(file) {
                Some(source) => located.extend(Text::new(source).locate(diagnostics)),
                None => located.extend(diagnostics.into_iter().map(Located::nowhere)),
            }
        }
        located.sort_by(|a, b| a.key().cmp(&b.key()));
        Self { located }
    }

    /// The diagnostics, in the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = &Located<'a>> {
        self.located.iter()
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, located) in self.located.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{located}")?;
        }
        Ok(())
    }
}

impl<'a> Located<'a> {
    fn nowhere(diagnostic: &'a Diagnostic) -> Self {
        Self {
            diagnostic,
            file: "(unknown)",
            position: None,
            line: "",
            indent: 0,
            width: 0,
        }
    }

    fn key(&self) -> impl Ord + use<'_, 'a> {
        let it = self.diagnostic;
        (
            it.place.file,
            self.position,
            it.severity,
            it.code,
            &it.place.pointer,
            &it.message,
        )
    }

    fn line(&self, f: &mut fmt::Formatter<'_>, position: Position) -> fmt::Result {
        let number = position.line.to_string();
        let margin = " ".repeat(number.len());
        let shown = visible(self.line);
        let indent = " ".repeat(self.indent);
        let marks = "^".repeat(self.width);
        writeln!(f, "{margin} |")?;
        writeln!(f, "{number} | {}", shown.trim_end())?;
        writeln!(f, "{margin} | {indent}{marks}")
    }
}

impl fmt::Display for Located<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let it = self.diagnostic;
        let severity = match it.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let file = visible(self.file);
        writeln!(f, "{severity}[{}]: {}", it.code, visible(&it.message))?;
        let margin = self.position.map_or(1, |it| it.line.to_string().len());
        let margin = " ".repeat(margin);
        match self.position {
            Some(position) => {
                let Position { line, column } = position;
                writeln!(f, "{margin}--> {file}:{line}:{column}")?;
                self.line(f, position)?;
            }
            None => writeln!(f, "{margin}--> {file}")?,
        }
        if !it.place.pointer.as_str().is_empty() {
            let pointer = super::shortened(it.place.pointer.as_str().to_owned());
            writeln!(f, "{margin} = at: #{}", visible(&pointer))?;
        }
        writeln!(f, "{margin} = help: {}", visible(&it.help))
    }
}

/// Text of the document as a terminal may show it: tabs and other control characters take one
/// column each, begin no line and move no cursor.
fn visible(text: &str) -> String {
    let show = |character: char| match character {
        '\t' => ' ',
        it if it.is_control() => '\u{fffd}',
        it => it,
    };
    text.chars().map(show).collect()
}

/// A text, for finding lines in it.
struct Text<'a> {
    source: &'a Source,
    starts: Vec<usize>,
}

impl<'a> Text<'a> {
    fn new(source: &'a Source) -> Self {
        let ends = source
            .text
            .bytes()
            .enumerate()
            .filter(|&(_, it)| it == b'\n');
        Self {
            source,
            starts: iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect(),
        }
    }

    fn locate(&self, diagnostics: Vec<&'a Diagnostic>) -> Vec<Located<'a>> {
        let pointed = diagnostics.iter().filter(|it| it.position.is_none());
        let wanted: Vec<_> = pointed.map(|it| &it.place.pointer).collect();
        let Source { text, syntax, .. } = self.source;
        let found = (!wanted.is_empty()).then(|| locate(text, *syntax, wanted));
        let mut spans: Vec<_> = diagnostics
            .into_iter()
            .map(|it| {
                let span = match it.position {
                    Some(position) => self.span_of(position),
                    None => found
                        .as_ref()
                        .and_then(|found| found.get(&it.place.pointer, it.about_key)),
                };
                (span, it)
            })
            .collect();
        // In the order of the text, so that columns are counted on from one to the next: a document may be one line.
        spans.sort_by_key(|(span, _)| span.as_ref().map(|it| it.start));
        let mut last = Cursor { byte: 0, column: 1 };
        spans
            .into_iter()
            .map(|(span, it)| match span {
                Some(span) => self.place(it, span, &mut last),
                None => Located {
                    file: &self.source.name,
                    ..Located::nowhere(it)
                },
            })
            .collect()
    }

    /// The character at a position, or the end of its line.
    fn span_of(&self, position: Position) -> Option<Range<usize>> {
        let start = *self.starts.get(position.line.saturating_sub(1))?;
        let line = self
            .source
            .text
            .get(start..)?
            .lines()
            .next()
            .unwrap_or_default();
        let before = line
            .chars()
            .take(position.column.saturating_sub(1))
            .map(char::len_utf8);
        let at = start + before.sum::<usize>();
        let width = self
            .source
            .text
            .get(at..)?
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        Some(at..at + width)
    }

    fn place(
        &self,
        diagnostic: &'a Diagnostic,
        span: Range<usize>,
        last: &mut Cursor,
    ) -> Located<'a> {
        let text = &self.source.text;
        let line = self.starts.partition_point(|&it| it <= span.start);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        if last.byte < start || last.byte > span.start {
            *last = Cursor {
                byte: start,
                column: 1,
            };
        }
        let passed = text.get(last.byte..span.start).unwrap_or_default();
        last.column += passed.chars().count();
        last.byte = span.start;

        let (before, after) = text.split_at_checked(span.start).unwrap_or((text, ""));
        let before = before.get(start..).unwrap_or_default();
        // A document that is one long line would drown what is to be seen.
        let indent = last_characters(
            before,
            if last.column > SHOWN {
                SHOWN / 4
            } else {
                SHOWN
            },
        );
        let indented = indent.chars().count();
        let after = first_characters(after, SHOWN - indented);
        let after = after.lines().next().unwrap_or_default();
        let covered = first_characters(after, text.get(span).map_or(0, characters_of_line));
        Located {
            diagnostic,
            file: &self.source.name,
            position: Some(Position {
                line,
                column: last.column,
            }),
            line: text
                .get(last.byte - indent.len()..last.byte + after.len())
                .unwrap_or_default(),
            indent: indented,
            width: covered.chars().count().max(1),
        }
    }
}

/// How far columns have been counted.
struct Cursor {
    byte: usize,
    column: usize,
}

fn characters_of_line(text: &str) -> usize {
    text.lines().next().unwrap_or_default().chars().count()
}

fn first_characters(text: &str, count: usize) -> &str {
    let end = text
        .char_indices()
        .nth(count)
        .map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

fn last_characters(text: &str, count: usize) -> &str {
    let skipped = count
        .checked_sub(1)
        .and_then(|it| text.char_indices().rev().nth(it));
    text.get(skipped.map_or(0, |(at, _)| at)..)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn a_document_cannot_write_to_the_terminal() {
        let hostile = "x\u{1b}[31m\nerror[fake]: \tall is lost\u{7}";
        let shown = visible(hostile);
        assert!(!shown.chars().any(char::is_control), "{shown:?}");
        assert_eq!(shown.chars().count(), hostile.chars().count());
    }
}
