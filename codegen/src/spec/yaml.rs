//! YAML text to values. The only file that knows serde_yaml.

use serde_json::Value;
use serde_yaml::Deserializer;

use super::build::Builder;
use super::text::Fault;
use crate::diagnostic::Position;

/// The first document of the text, and whether others follow it.
pub(super) fn read(text: &str, builder: &Builder<'_>) -> Result<(Value, bool), Fault> {
    let mut documents = Deserializer::from_str(text);
    let Some(first) = documents.next() else {
        return Ok((Value::Null, false));
    };
    let value = builder.build(first).map_err(fault)?;
    let more = documents.any(|it| {
        Builder::new(&super::Limits::default())
            .build(it)
            .is_ok_and(|it| !it.is_null())
    });
    Ok((value, more))
}

fn fault(error: serde_yaml::Error) -> Fault {
    let position = error.location().map(|it| Position {
        line: it.line().max(1),
        column: it.column().max(1),
    });
    let full = error.to_string();
    let (message, _) = full.split_once(" at line ").unwrap_or((&full, ""));
    Fault {
        position,
        message: message.to_owned(),
        is_depth: message.ends_with("recursion limit exceeded"),
    }
}
