//! Writes forms in parts.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};

use bytes::Bytes;
use serde::Serialize;
use serde_json::Value;

use super::Multipart;
use super::files::Files;
use crate::support::file::File;
use crate::support::http::{is_range, write_text};

/// The media type of bytes of which nothing is known.
const BYTES: &str = "application/octet-stream";

/// Writes a form in parts.
#[derive(Debug, Default)]
pub struct Writer {
    parts: Vec<(String, Piece)>,
    error: Option<serde_json::Error>,
}

/// A piece of a form that is written.
#[derive(Debug)]
pub enum Piece {
    /// What is there already.
    Bytes(Bytes),
    /// What is read while it is sent.
    #[cfg(feature = "client-core")]
    Stream(crate::support::stream::ByteStream),
}

impl Writer {
    /// The boundary between the parts of `form`, and its body: in one piece, unless it has files
    /// that are streams.
    ///
    /// # Errors
    ///
    /// When a value cannot be written down, or a stream is sent already.
    pub fn write(form: &impl Multipart) -> serde_json::Result<(String, Vec<Piece>)> {
        let mut writer = Self::default();
        form.write(&mut writer);
        match writer.error {
            Some(error) => Err(error),
            None => Ok(join(writer.parts)),
        }
    }

    /// A value without parts, or a part for each item of a list of such.
    pub fn text(&mut self, name: &str, media: &[&str], value: &impl Serialize) {
        match self.value(value) {
            Value::Null => {}
            Value::Array(items) => {
                let items = items.into_iter().filter(|it| !it.is_null());
                items.for_each(|it| self.part(name, only(media), write_text(it).into()));
            }
            value => self.part(name, only(media), write_text(value).into()),
        }
    }

    /// A value as JSON.
    pub fn json(&mut self, name: &str, media: &[&str], value: &impl Serialize) {
        match serde_json::to_vec(value) {
            Ok(json) if json == b"null" => {}
            Ok(json) => {
                let media = only(media).unwrap_or("application/json");
                self.part(name, Some(media), json.into());
            }
            Err(error) => {
                self.error.get_or_insert(error);
            }
        }
    }

    /// A value of which it turns out only now whether it has parts.
    pub fn any(&mut self, name: &str, media: &[&str], value: &impl Serialize) {
        let items = match self.value(value) {
            Value::Array(items) => items,
            value => vec![value],
        };
        for item in items {
            match item {
                Value::Null => {}
                Value::Array(_) | Value::Object(_) => self.json(name, media, &item),
                Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                    self.text(name, media, &item);
                }
            }
        }
    }

    /// Files: a part for each.
    pub fn file(&mut self, name: &str, media: &[&str], files: &impl Files) {
        for file in files.files() {
            let File {
                name: file_name,
                content_type,
                headers,
                ..
            } = file;
            // Without a name, many servers take a file for text.
            let file_name = file_name.as_deref().unwrap_or(name);
            let content_type = content_type.as_deref().or_else(|| concrete(media));
            let mut head = disposition(name);
            head.push_str("; filename=");
            head.push_str(&quote(file_name));
            line(&mut head, "Content-Type", content_type.unwrap_or(BYTES));
            for (name, value) in headers {
                line(&mut head, name, value);
            }
            let content = self.content(file);
            self.parts.push((head, content));
        }
    }

    fn part(&mut self, name: &str, content_type: Option<&str>, content: Bytes) {
        let mut head = disposition(name);
        if let Some(content_type) = content_type {
            line(&mut head, "Content-Type", content_type);
        }
        self.parts.push((head, Piece::Bytes(content)));
    }

    /// What is in a file.
    #[cfg_attr(
        not(feature = "client-core"),
        expect(clippy::unused_self, reason = "only a client sends streams")
    )]
    fn content(&mut self, file: &File) -> Piece {
        #[cfg(feature = "client-core")]
        if let Some(once) = &file.stream {
            if let Some(stream) = once.take() {
                return Piece::Stream(stream);
            }
            let error = serde::ser::Error::custom("a file is a stream that is sent already");
            self.error.get_or_insert(error);
        }
        Piece::Bytes(file.bytes.clone())
    }

    /// The first error is the one that is told.
    fn value(&mut self, value: &impl Serialize) -> Value {
        serde_json::to_value(value).unwrap_or_else(|error| {
            self.error.get_or_insert(error);
            Value::Null
        })
    }
}

fn disposition(name: &str) -> String {
    format!("Content-Disposition: form-data; name={}", quote(name))
}

/// Writes a name so that it can neither end the quotes it stands in nor the line: as browsers do,
/// with percent-encoding for these characters alone.
fn quote(name: &str) -> String {
    let mut quoted = String::with_capacity(name.len() + 2);
    quoted.push('"');
    for it in name.chars() {
        match it {
            '"' => quoted.push_str("%22"),
            '\r' => quoted.push_str("%0D"),
            '\n' => quoted.push_str("%0A"),
            it => quoted.push(it),
        }
    }
    quoted.push('"');
    quoted
}

/// Adds a header, which cannot have more than one line.
fn line(head: &mut String, name: &str, value: &str) {
    head.push_str("\r\n");
    head.extend(name.chars().filter(|it| !it.is_control() && !matches!(it, ':' | ' ')));
    head.push_str(": ");
    head.extend(value.chars().map(|it| if it.is_control() { ' ' } else { it }));
}

/// The media type that is meant, when there is one and not a choice.
fn only<'a>(media: &[&'a str]) -> Option<&'a str> {
    match media {
        [only] => concrete(&[only]),
        _ => None,
    }
}

/// The first media type that is no range.
fn concrete<'a>(media: &[&'a str]) -> Option<&'a str> {
    media.iter().copied().find(|it| !is_range(it))
}

/// The parts with a boundary between them that none of them holds; what is still to be read cannot
/// know it.
fn join(parts: Vec<(String, Piece)>) -> (String, Vec<Piece>) {
    let mut boundary = random();
    while parts.iter().any(|(_, content)| holds(content, &boundary)) {
        boundary = random();
    }
    let mut size = (parts.len() + 1) * (boundary.len() + 10);
    for (head, content) in &parts {
        size += head.len();
        size += match content {
            Piece::Bytes(bytes) => bytes.len(),
            #[cfg(feature = "client-core")]
            Piece::Stream(_) => 0,
        };
    }
    let mut text = Vec::with_capacity(size);
    let mut pieces = Vec::new();
    for (head, content) in parts {
        for piece in ["--", &boundary, "\r\n", &head, "\r\n\r\n"] {
            text.extend_from_slice(piece.as_bytes());
        }
        match content {
            Piece::Bytes(bytes) => text.extend_from_slice(&bytes),
            #[cfg(feature = "client-core")]
            Piece::Stream(stream) => {
                pieces.push(Piece::Bytes(std::mem::take(&mut text).into()));
                pieces.push(Piece::Stream(stream));
            }
        }
        text.extend_from_slice(b"\r\n");
    }
    for piece in ["--", &boundary, "--\r\n"] {
        text.extend_from_slice(piece.as_bytes());
    }
    pieces.push(Piece::Bytes(text.into()));
    (boundary, pieces)
}

fn holds(content: &Piece, boundary: &str) -> bool {
    match content {
        Piece::Bytes(bytes) => {
            let mut windows = bytes.windows(boundary.len());
            windows.any(|it| it == boundary.as_bytes())
        }
        #[cfg(feature = "client-core")]
        Piece::Stream(_) => false,
    }
}

/// Nothing that whoever made the content could know.
fn random() -> String {
    let number = || RandomState::new().build_hasher().finish();
    format!("form-{:016x}{:016x}", number(), number())
}
