//! Diagnostics with the lines they are about.

use std::collections::HashMap;
use std::fmt;

use super::locate::{Found, locate};
use super::sources::{Source, Sources};
use super::{Diagnostic, Diagnostics, FileId, Pointer, Position, Severity};

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
    /// The line there, without its end.
    pub line: &'a str,
    /// How many characters of the line it is about.
    pub width: usize,
}

/// Long lines are cut to this many characters, from a little before what they are shown for.
const SHOWN: usize = 120;

impl<'a> Report<'a> {
    pub(super) fn new(sources: &'a Sources, diagnostics: &'a Diagnostics) -> Self {
        let mut wanted: HashMap<FileId, Vec<&Pointer>> = HashMap::new();
        for it in diagnostics.iter().filter(|it| it.position.is_none()) {
            let pointers = wanted.entry(it.place.file).or_default();
            pointers.push(&it.place.pointer);
        }
        let mut texts: HashMap<FileId, Text<'a>> = HashMap::new();
        let mut located: Vec<_> = diagnostics
            .iter()
            .map(|diagnostic| {
                let file = diagnostic.place.file;
                let Some(source) = sources.get(file) else {
                    return Located::nowhere(diagnostic);
                };
                let text = texts.entry(file).or_insert_with(|| {
                    Text::new(source, wanted.get(&file).map_or(&[], Vec::as_slice))
                });
                text.place(diagnostic)
            })
            .collect();
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
        let column = position.column - 1;
        // A document that is one long line would drown what is to be seen.
        let cut = if column > SHOWN * 3 / 4 {
            column - SHOWN / 4
        } else {
            0
        };
        let shown: String = self
            .line
            .chars()
            .skip(cut)
            .take(SHOWN)
            .map(visible)
            .collect();
        let indent = " ".repeat(column - cut);
        let width = self
            .width
            .clamp(1, SHOWN.saturating_sub(column - cut).max(1));
        writeln!(f, "{margin} |")?;
        writeln!(f, "{number} | {}", shown.trim_end())?;
        writeln!(f, "{margin} | {indent}{}", "^".repeat(width))
    }
}

impl fmt::Display for Located<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let it = self.diagnostic;
        let severity = match it.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        writeln!(f, "{severity}[{}]: {}", it.code, it.message)?;
        let margin = self.position.map_or(1, |it| it.line.to_string().len());
        let margin = " ".repeat(margin);
        match self.position {
            Some(position) => {
                let Position { line, column } = position;
                writeln!(f, "{margin}--> {}:{line}:{column}", self.file)?;
                self.line(f, position)?;
            }
            None => writeln!(f, "{margin}--> {}", self.file)?,
        }
        if !it.place.pointer.as_str().is_empty() {
            writeln!(f, "{margin} = at: #{}", it.place.pointer)?;
        }
        writeln!(f, "{margin} = help: {}", it.help)
    }
}

/// Tabs and other control characters take one column each, and do nothing to a terminal.
fn visible(character: char) -> char {
    match character {
        '\t' => ' ',
        it if it.is_control() => '\u{fffd}',
        it => it,
    }
}

/// A text, and where the wanted places are in it.
struct Text<'a> {
    source: &'a Source,
    starts: Vec<usize>,
    found: Found,
}

impl<'a> Text<'a> {
    fn new(source: &'a Source, wanted: &[&Pointer]) -> Self {
        let text = &source.text;
        let ends = text.bytes().enumerate().filter(|&(_, it)| it == b'\n');
        Self {
            source,
            starts: std::iter::once(0)
                .chain(ends.map(|(at, _)| at + 1))
                .collect(),
            found: locate(text, source.syntax, wanted.iter().copied()),
        }
    }

    fn place(&self, diagnostic: &'a Diagnostic) -> Located<'a> {
        let mut located = Located {
            file: &self.source.name,
            ..Located::nowhere(diagnostic)
        };
        if self.source.text.is_empty() {
            return located;
        }
        if let Some(position) = diagnostic.position {
            located.line = self.line(position.line);
            located.position = Some(position);
            return located;
        }
        let Some(span) = self.found.get(&diagnostic.place.pointer) else {
            return located;
        };
        let line = self.starts.partition_point(|&it| it <= span.start);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let text = self.line(line);
        let before = self.source.text.get(start..span.start).unwrap_or_default();
        let covered = self.source.text.get(span).unwrap_or_default();
        located.position = Some(Position {
            line,
            column: before.chars().count() + 1,
        });
        located.line = text;
        located.width = covered.lines().next().unwrap_or_default().chars().count();
        located
    }

    fn line(&self, number: usize) -> &'a str {
        let start = self.starts.get(number.saturating_sub(1)).copied();
        let rest = start.and_then(|it| self.source.text.get(it..));
        rest.and_then(|it| it.lines().next()).unwrap_or_default()
    }
}
