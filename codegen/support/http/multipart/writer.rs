//! Writes forms in parts.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};

use bytes::Bytes;
use serde::Serialize;
use serde_json::Value;

use super::Multipart;
use super::disposition::quote;
use super::files::Files;
use crate::support::file::File;
use crate::support::http::write_text;

/// The media type of bytes of which nothing is known.
const BYTES: &str = "application/octet-stream";

/// Writes a form in parts.
#[derive(Debug, Default)]
pub struct Writer {
    parts: Vec<(String, Bytes)>,
    error: Option<serde_json::Error>,
}

impl Writer {
    /// The boundary between the parts of `form`, and the whole body.
    ///
    /// # Errors
    ///
    /// When a value cannot be written down.
    pub fn write(form: &impl Multipart) -> serde_json::Result<(String, Bytes)> {
        let mut writer = Self::default();
        form.write(&mut writer);
        match writer.error {
            Some(error) => Err(error),
            None => Ok(join(&writer.parts)),
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
                bytes,
                name: file_name,
                content_type,
                headers,
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
            self.parts.push((head, bytes.clone()));
        }
    }

    fn part(&mut self, name: &str, content_type: Option<&str>, content: Bytes) {
        let mut head = disposition(name);
        if let Some(content_type) = content_type {
            line(&mut head, "Content-Type", content_type);
        }
        self.parts.push((head, content));
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

/// Adds a header, which cannot have more than one line.
fn line(head: &mut String, name: &str, value: &str) {
    let clean = |text: &str| text.replace(|it: char| it.is_control(), " ");
    head.push_str("\r\n");
    head.push_str(&clean(name).replace([':', ' '], ""));
    head.push_str(": ");
    head.push_str(&clean(value));
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
    media.iter().copied().find(|it| !it.contains('*'))
}

/// The parts with a boundary between them that none of them holds.
fn join(parts: &[(String, Bytes)]) -> (String, Bytes) {
    let mut boundary = random();
    while parts.iter().any(|(_, content)| holds(content, &boundary)) {
        boundary = random();
    }
    let size: usize = parts.iter().map(|(head, it)| head.len() + it.len()).sum();
    let mut body = Vec::with_capacity(size + (parts.len() + 1) * (boundary.len() + 10));
    for (head, content) in parts {
        for piece in ["--", &boundary, "\r\n", head, "\r\n\r\n"] {
            body.extend_from_slice(piece.as_bytes());
        }
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    for piece in ["--", &boundary, "--\r\n"] {
        body.extend_from_slice(piece.as_bytes());
    }
    (boundary, body.into())
}

fn holds(content: &[u8], boundary: &str) -> bool {
    let windows = content.windows(boundary.len());
    windows.into_iter().any(|it| it == boundary.as_bytes())
}

/// Nothing that whoever made the content could know.
fn random() -> String {
    let number = || RandomState::new().build_hasher().finish();
    format!("form-{:016x}{:016x}", number(), number())
}
