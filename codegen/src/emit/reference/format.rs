//! What differs between HTML and Markdown.

use minijinja::Value;
use serde::{Serialize, Serializer};

use super::view::Row;
use super::{code, prose, rows};
use crate::ir::Doc;
use crate::sample::Curl;

/// The format of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// One HTML page.
    Html,
    /// Markdown, as repositories show it.
    Markdown,
}

/// Text that is already written in the format of the page; a template puts it in as it is.
///
/// Only this module makes one: whatever else a template is given is escaped by it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Markup(String);

impl Markup {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Markup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::from_safe_string(self.0.clone()).serialize(serializer)
    }
}

/// What prose stands in; decides what its headings become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Under a heading of this level: its own headings come below that one.
    Section(u8),
    /// In a list of fields, where a heading would be out of order.
    Entry,
}

impl Format {
    /// A description, as blocks.
    pub(super) fn prose(self, text: &str, place: Place) -> Markup {
        Markup(match self {
            Self::Html => prose::html(text, place),
            Self::Markdown => prose::markdown(text, place),
        })
    }

    /// Summary and rest of a description, as blocks.
    pub(super) fn doc(self, doc: &Doc, place: Place) -> Markup {
        self.prose(&whole(doc), place)
    }

    /// One line of prose, without links, for headings and for links themselves.
    pub(super) fn line(self, text: &str) -> Markup {
        Markup(match self {
            Self::Html => prose::html_line(text),
            Self::Markdown => prose::markdown_line(text),
        })
    }

    /// JSON, one value a line.
    pub(super) fn json(self, pretty: &str) -> Markup {
        Markup(match self {
            Self::Html => code::json_html(pretty),
            Self::Markdown => pretty.to_owned(),
        })
    }

    /// A command.
    pub(super) fn curl(self, curl: &Curl) -> Markup {
        Markup(match self {
            Self::Html => code::curl_html(curl),
            Self::Markdown => curl.to_string(),
        })
    }

    /// A list of fields; nothing when there are none.
    pub(super) fn rows(self, rows: &[Row]) -> Markup {
        Markup(match self {
            _ if rows.is_empty() => String::new(),
            Self::Html => rows::html(rows),
            Self::Markdown => rows::markdown(rows),
        })
    }

    /// A path, its parameters set off.
    pub(super) fn path(self, path: &str) -> Markup {
        Markup(match self {
            Self::Html => code::path_html(path),
            Self::Markdown => code::span(path),
        })
    }
}

fn whole(doc: &Doc) -> String {
    match (doc.summary.as_str(), doc.body.as_str()) {
        (summary, "") => summary.to_owned(),
        ("", body) => body.to_owned(),
        (summary, body) => format!("{summary}\n\n{body}"),
    }
}

/// `text` with what HTML gives a meaning in elements escaped.
pub(super) fn escape_text(text: &str) -> String {
    escape(text, |_| None)
}

/// `text` with what HTML gives a meaning escaped, in elements as in quoted attributes.
pub(super) fn escape_html(text: &str) -> String {
    escape(text, |c| match c {
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        _ => None,
    })
}

fn escape(text: &str, more: fn(char) -> Option<&'static str>) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            _ => match more(c) {
                Some(reference) => out.push_str(reference),
                None => out.push(c),
            },
        }
    }
    out
}
