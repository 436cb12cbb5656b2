//! What the texts of an option mean.

use serde_json::value::RawValue;

use super::failure::Failure;
use super::object::Given;
use super::source::FileSource;
use super::tables::Kind;

/// What `texts`, given for an option of `kind`, stand for; `Err` says what is wrong.
pub(super) fn read(kind: Kind, texts: &[&str]) -> Result<Given, Failure> {
    match kind {
        Kind::File | Kind::Many(Kind::File) => {
            let files = texts.iter().map(|it| {
                let source = FileSource::of_part(it);
                source.ok_or_else(|| {
                    let message = format!("`{it}` is no file; write `@` before its path");
                    Failure::Usage(message)
                })
            });
            files.collect::<Result<_, _>>().map(Given::Files)
        }
        Kind::Many(item) => many(*item, texts).map(Given::Value),
        _ => one(kind, texts.last().copied().unwrap_or_default()).map(Given::Value),
    }
}

/// The array of all that `texts` stand for.
fn many(item: Kind, texts: &[&str]) -> Result<Box<RawValue>, Failure> {
    let mut items: Vec<Box<RawValue>> = Vec::new();
    for text in texts {
        let value = one(item, text)?;
        match serde_json::from_str(value.get()) {
            // All of them at once.
            Ok(all) if item == Kind::Json => {
                let all: Vec<Box<RawValue>> = all;
                items.extend(all);
            }
            _ => items.push(value),
        }
    }
    raw(&items)
}

fn one(kind: Kind, text: &str) -> Result<Box<RawValue>, Failure> {
    match kind {
        Kind::OrNull(_) if text == "null" => json(text),
        Kind::OrNull(kind) => one(*kind, text),
        Kind::Text(_) | Kind::OneOf(_) => raw(text),
        Kind::Integer | Kind::Number | Kind::Bool | Kind::OneOfNumbers(_) => json(text),
        Kind::Any => json(text).or_else(|_| raw(text)),
        Kind::Json => match FileSource::of(text) {
            None => json(text),
            Some(source) => {
                let read = source.read()?;
                let text = String::from_utf8(read);
                let text = text.map_err(|error| Failure::unreadable(&source.name(), error))?;
                json(&text)
            }
        },
        // Each of them is read above.
        Kind::File | Kind::Many(_) => raw(text),
    }
}

/// JSON text, as it is.
fn json(text: &str) -> Result<Box<RawValue>, Failure> {
    let read = serde_json::from_str::<Box<RawValue>>(text);
    read.map_err(|error| Failure::Usage(format!("`{text}` is not JSON: {error}")))
}

/// The JSON text of `value`.
fn raw(value: &(impl serde::Serialize + ?Sized)) -> Result<Box<RawValue>, Failure> {
    let written = serde_json::value::to_raw_value(value);
    written.map_err(|error| Failure::Usage(error.to_string()))
}

/// Says what is wrong with `text` as an integer, for the parser of arguments.
pub(super) fn integer(text: &str) -> Result<String, String> {
    match json(text) {
        Ok(it) if it.get().bytes().all(|it| it.is_ascii_digit() || it == b'-') => {
            Ok(it.get().to_owned())
        }
        Ok(_) | Err(_) => Err("it is not an integer".to_owned()),
    }
}

/// Says what is wrong with `text` as a number, for the parser of arguments.
pub(super) fn number(text: &str) -> Result<String, String> {
    match json(text) {
        Ok(it) if it.get().starts_with(|it: char| it.is_ascii_digit() || it == '-') => {
            Ok(it.get().to_owned())
        }
        Ok(_) | Err(_) => Err("it is not a number".to_owned()),
    }
}

/// The same, of what may be null.
pub(super) fn integer_or_null(text: &str) -> Result<String, String> {
    match text {
        "null" => Ok(text.to_owned()),
        _ => integer(text),
    }
}

/// The same, of what may be null.
pub(super) fn number_or_null(text: &str) -> Result<String, String> {
    match text {
        "null" => Ok(text.to_owned()),
        _ => number(text),
    }
}
