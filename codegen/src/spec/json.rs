//! JSON text to values.

mod pieces;

use serde_json::Value;

use super::build::{Builder, Over};
use super::text::Fault;
use crate::diagnostic::Position;

/// The value of the text.
pub(super) fn read(text: &str, builder: &Builder<'_>) -> Result<Value, Fault> {
    match pieces::read(text, builder) {
        Some(value) => Ok(value),
        None => whole(text, builder).map_err(|error| fault(&error, text)),
    }
}

fn whole(text: &str, builder: &Builder<'_>) -> Result<Value, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = builder.build(&mut reader)?;
    reader.end()?;
    Ok(value)
}

fn fault(error: &serde_json::Error, text: &str) -> Fault {
    let position = Position {
        line: error.line().max(1),
        column: characters(text, error.line(), error.column()),
    };
    let full = error.to_string();
    let (message, _) = full.rsplit_once(" at line ").unwrap_or((&full, ""));
    Fault {
        position: Some(position),
        message: message.to_owned(),
        over: (message == "recursion limit exceeded").then_some(Over::Depth),
    }
}

/// serde_json counts columns in bytes.
fn characters(text: &str, line: usize, column: usize) -> usize {
    let line = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let before = line.as_bytes().get(..column).unwrap_or(line.as_bytes());
    String::from_utf8_lossy(before).chars().count().max(1)
}
