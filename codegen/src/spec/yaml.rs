//! YAML text to values. The only file that knows serde_yaml.

mod pieces;

use serde_json::Value;
use serde_yaml::Deserializer;

use super::build::{Builder, Over};
use super::text::{Fault, position_after};
use crate::diagnostic::Position;

/// The first document of the text, and whether others follow it.
pub(super) fn read(text: &str, builder: &Builder<'_>) -> Result<(Value, bool), Fault> {
    match pieces::read(text, builder) {
        Some(value) => Ok((value, false)),
        None => whole(text, builder).map_err(|error| fault(&error, text)),
    }
}

fn whole(text: &str, builder: &Builder<'_>) -> Result<(Value, bool), serde_yaml::Error> {
    let mut documents = Deserializer::from_str(text);
    let Some(first) = documents.next() else {
        return Ok((Value::Null, false));
    };
    let value = builder.build(first)?;
    // Only one more is looked at: after a fault the reader has no end of faulty documents.
    let next = documents.next().map(|it| builder.fresh().build(it));
    let more = next.is_some_and(|it| !it.is_ok_and(|it| it.is_null()));
    Ok((value, more))
}

fn fault(error: &serde_yaml::Error, text: &str) -> Fault {
    let full = error.to_string();
    let (message, _) = full.split_once(" at line ").unwrap_or((&full, ""));
    // Of characters that YAML does not have it tells the byte alone.
    let (message, byte) = message.split_once(" at position ").unwrap_or((message, ""));
    let before = byte.parse().ok().and_then(|it: usize| text.get(..it));
    let position = error.location().map(|it| Position {
        line: it.line().max(1),
        column: it.column().max(1),
    });
    let over = if message.ends_with("recursion limit exceeded") {
        Some(Over::Depth)
    } else if message.ends_with("repetition limit exceeded") {
        Some(Over::Values)
    } else {
        None
    };
    Fault {
        position: before.map(position_after).or(position),
        message: message.to_owned(),
        over,
    }
}
