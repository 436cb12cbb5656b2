//! From the bytes of a file to its value.

use serde_json::Value;

use super::build::{Builder, Over};
use super::{Limits, json, yaml};
use crate::diagnostic::{Diagnostic, Diagnostics, FileId, Place, Position, Syntax, reading};

/// Why a reader gave up.
pub(super) struct Fault {
    pub(super) position: Option<Position>,
    pub(super) message: String,
    /// The limit of the reader itself that the text is over.
    pub(super) over: Option<Over>,
}

/// Bytes that are no text.
pub(super) struct NoText {
    /// As much of them as can be shown.
    pub(super) shown: String,
    pub(super) diagnostic: Diagnostic,
}

impl NoText {
    fn new(shown: String, diagnostic: Diagnostic) -> Box<Self> {
        Box::new(Self { shown, diagnostic })
    }
}

/// The text that the bytes are, without a byte order mark.
pub(super) fn decode(bytes: Vec<u8>, top: &Place) -> Result<String, Box<NoText>> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(NoText::new(String::new(), reading::utf16(top)));
    }
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..valid).unwrap_or_default();
        let position = position_after(&String::from_utf8_lossy(before));
        let shown = String::from_utf8_lossy(error.as_bytes()).into_owned();
        NoText::new(shown, reading::not_utf8(top).at(Some(position)))
    })?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    if let Some((before, _)) = text.split_once('\0') {
        // Text in UTF-16 without a mark has a zero beside each letter.
        if before.len() <= 1 {
            return Err(NoText::new(String::new(), reading::utf16(top)));
        }
        let position = position_after(before);
        let diagnostic = reading::nul_character(top).at(Some(position));
        return Err(NoText::new(text, diagnostic));
    }
    if text.trim().is_empty() {
        return Err(NoText::new(String::new(), reading::empty_file(top)));
    }
    Ok(text)
}

pub(super) fn position_after(before: &str) -> Position {
    let line = before.rsplit('\n').next().unwrap_or_default();
    Position {
        line: before.matches('\n').count() + 1,
        column: line.chars().count() + 1,
    }
}

/// The value of a text, and what it turned out to be written in.
pub(super) fn parse(
    text: &str,
    file: FileId,
    limits: &Limits,
    warnings: &mut Diagnostics,
) -> Result<(Value, Syntax), Diagnostic> {
    let top = Place::top(file);
    if !text.trim_start().starts_with(['{', '[']) {
        let value = parse_yaml(text, &top, limits, warnings)?;
        return Ok((value, Syntax::Yaml));
    }
    let builder = Builder::new(limits);
    match json::read(text, &builder) {
        Ok(value) => {
            note_repeated(&top, builder, warnings);
            Ok((value, Syntax::Json))
        }
        Err(fault) => {
            if let Some(over) = over(&builder, &fault) {
                return Err(over_limit(&top, over, &builder).at(fault.position));
            }
            // Text in braces may be YAML all the same; if it is not, its author meant JSON.
            match parse_yaml(text, &top, limits, warnings) {
                Ok(value) => Ok((value, Syntax::Yaml)),
                Err(_) => Err(reading::not_json(&top, &fault.message).at(fault.position)),
            }
        }
    }
}

fn parse_yaml(
    text: &str,
    top: &Place,
    limits: &Limits,
    warnings: &mut Diagnostics,
) -> Result<Value, Diagnostic> {
    if let Some(position) = too_deep_in_brackets(text, limits.max_depth) {
        return Err(reading::too_deep(top, limits.max_depth).at(Some(position)));
    }
    let builder = Builder::new(limits);
    match yaml::read(text, &builder) {
        Ok((value, more)) => {
            note_repeated(top, builder, warnings);
            if more {
                let position = position_of_second_document(text);
                warnings.push(reading::several_documents(top).at(position));
            }
            Ok(value)
        }
        Err(fault) => Err(match over(&builder, &fault) {
            Some(over) => over_limit(top, over, &builder),
            None => reading::not_yaml(top, &fault.message),
        }
        .at(fault.position)),
    }
}

/// The line that ends the first document of a text with several.
fn position_of_second_document(text: &str) -> Option<Position> {
    let mut has_content = false;
    for (index, line) in text.lines().enumerate() {
        let is_mark = line == "---" || line.starts_with("--- ");
        if has_content && (is_mark || line.trim_end() == "...") {
            return Some(Position {
                line: index + 1,
                column: 1,
            });
        }
        let is_directive = line.is_empty() || line.starts_with(['#', '%']);
        has_content |= !is_directive && line != "---";
    }
    None
}

/// Where brackets stand deeper in one another than they may. The YAML reader takes quadratic time for them, so they are
/// counted before it sees them; those in quoted and plain text count too, but few of these are never closed.
fn too_deep_in_brackets(text: &str, max_depth: usize) -> Option<Position> {
    let mut open = 0usize;
    for (index, some) in text.as_bytes().chunks(CHUNK).enumerate() {
        // Most texts have few brackets, and those of many bytes are found sooner than those of one.
        if some.iter().filter(|it| is_bracket(**it)).count() == 0 {
            continue;
        }
        for (at, byte) in some.iter().enumerate() {
            match byte {
                b'[' | b'{' => open += 1,
                b']' | b'}' => open = open.saturating_sub(1),
                _ => {}
            }
            if open > max_depth.saturating_mul(2) {
                let before = text.get(..index * CHUNK + at);
                return Some(position_after(before.unwrap_or_default()));
            }
        }
    }
    None
}

/// How many bytes are looked at at once.
const CHUNK: usize = 64;

fn is_bracket(byte: u8) -> bool {
    matches!(byte, b'[' | b'{' | b']' | b'}')
}

fn note_repeated(top: &Place, builder: Builder<'_>, warnings: &mut Diagnostics) {
    for pointer in builder.repeated() {
        let place = Place {
            file: top.file,
            pointer,
        };
        warnings.push(reading::repeated_key(&place));
    }
}

fn over(builder: &Builder<'_>, fault: &Fault) -> Option<Over> {
    builder.over().or(fault.over)
}

fn over_limit(top: &Place, over: Over, builder: &Builder<'_>) -> Diagnostic {
    let limits = builder.limits();
    match over {
        // The way to something deep is longer than its line.
        Over::Depth => reading::too_deep(top, limits.max_depth),
        Over::Values => reading::too_many_values(&builder.end(top), limits.max_values),
        Over::Text => reading::too_long_written_out(&builder.end(top)),
    }
}
