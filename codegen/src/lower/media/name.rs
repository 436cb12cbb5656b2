//! What a media type's own name says: how a body is written, and what its variant is called.

use super::Sender;
use crate::ir::{Media, Name};
use crate::lower::names::Scope;

/// What the schema of a body says, as far as a media type asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// There is none, or it says nothing.
    Absent,
    /// A string.
    Text,
    /// A number or a boolean.
    Scalar,
    /// A string that is bytes: `format: binary`.
    Binary,
    /// Anything else.
    Structured,
}

/// `name` as it can stand in a header; what is no media type becomes the one that it must mean.
pub(super) fn spelled(name: &str) -> String {
    // Some list several in one.
    let first = name.split(',').next().unwrap_or_default().trim();
    if is_media_type(first) {
        return first.to_owned();
    }
    let known = match first.to_ascii_lowercase().as_str() {
        "json" => "application/json",
        "xml" => "application/xml",
        "text" | "plain" | "string" => "text/plain",
        "form" | "x-www-form-urlencoded" => "application/x-www-form-urlencoded",
        "form-data" | "multipart" => "multipart/form-data",
        "binary" | "octet-stream" => "application/octet-stream",
        _ => "*/*",
    };
    known.to_owned()
}

/// Whether `name` is a media type, with or without parameters (RFC 9110, section 8.3.1).
fn is_media_type(name: &str) -> bool {
    let is_token = |text: &str| {
        let rest = "!#$%&'*+-.^_`|~";
        let of_token = |c: char| c.is_ascii_alphanumeric() || rest.contains(c);
        !text.is_empty() && text.chars().all(of_token)
    };
    let (essence, parameters) = name.split_once(';').unwrap_or((name, ""));
    let parts = essence.trim().split_once('/');
    parts.is_some_and(|(main, sub)| is_token(main) && is_token(sub))
        && parameters.bytes().all(|it| (b' '..=b'~').contains(&it))
}

/// The type and subtype, in lower case, without parameters.
pub(super) fn essence(content_type: &str) -> String {
    let essence = content_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// How a body of type `essence` is written; where no form has a type, forms are bytes.
pub(super) fn media(essence: &str, shape: Shape, sender: Sender, takes_forms: bool) -> Media {
    let bytes = match sender {
        Sender::Client | Sender::Server => Media::Stream,
        Sender::Whole => Media::Bytes,
    };
    let is_events = essence == "text/event-stream" && sender == Sender::Server;
    let is_lines = is_json_lines(essence) && sender != Sender::Whole;
    let is_open = is_open(essence);
    match (form(essence), shape) {
        (Some(Media::Multipart), _) if takes_forms => return Media::Multipart,
        (Some(form), Shape::Structured | Shape::Absent) if takes_forms => return form,
        // A form of which the schema makes a string is its text.
        (Some(_), Shape::Text | Shape::Scalar) if takes_forms => return Media::Text,
        (Some(_) | None, _) => {}
    }
    match shape {
        _ if is_events => Media::Events,
        _ if is_lines => Media::JsonLines,
        Shape::Binary => bytes,
        Shape::Structured | Shape::Scalar if is_open => Media::Json,
        Shape::Text if is_open => Media::Text,
        _ if is_json(essence) => Media::Json,
        _ if is_text(essence) => Media::Text,
        _ if is_json_lines(essence) => Media::Text,
        Shape::Absent | Shape::Text | Shape::Scalar | Shape::Structured => bytes,
    }
}

/// The kind of form that it is, if it is one.
pub(super) fn form(essence: &str) -> Option<Media> {
    match essence {
        "application/x-www-form-urlencoded" => Some(Media::Form),
        _ => essence
            .starts_with("multipart/")
            .then_some(Media::Multipart),
    }
}

/// A range that JSON is in.
pub(super) fn is_open(essence: &str) -> bool {
    matches!(essence, "*/*" | "application/*")
}

/// Whether it is JSON, whatever its schema says.
pub(super) fn is_json(essence: &str) -> bool {
    matches!(
        essence,
        "application/json" | "application/x-json" | "text/json" | "text/x-json"
    ) || essence.ends_with("+json")
}

/// Whether it is JSON values, one after the other.
fn is_json_lines(essence: &str) -> bool {
    const LINES: &[&str] = &[
        "application/json-lines",
        "application/json-seq",
        "application/jsonl",
        "application/jsonlines",
        "application/ndjson",
        "application/x-json-lines",
        "application/x-jsonl",
        "application/x-jsonlines",
        "application/x-ndjson",
        "text/jsonl",
        "text/x-jsonl",
        "text/x-ndjson",
    ];
    LINES.contains(&essence) || essence.ends_with("+json-seq") || essence.ends_with("+jsonl")
}

/// Whether it is XML.
pub(super) fn is_xml(essence: &str) -> bool {
    essence.ends_with("/xml") || essence.ends_with("+xml")
}

fn is_text(essence: &str) -> bool {
    const TEXTS: &[&str] = &[
        "ecmascript",
        "graphql",
        "javascript",
        "sql",
        "toml",
        "x-sh",
        "x-yaml",
        "yaml",
    ];
    let application = essence.strip_prefix("application/");
    essence.starts_with("text/")
        || is_xml(essence)
        || essence.ends_with("+yaml")
        || application.is_some_and(|it| TEXTS.contains(&it))
}

/// What the variant for a media type is called: its subtype, unless people call it otherwise.
pub(super) fn variant(names: &mut Scope, content_type: &str) -> Name {
    let essence = essence(content_type);
    let (main, sub) = essence.split_once('/').unwrap_or(("", &essence));
    let short = match essence.as_str() {
        "application/x-www-form-urlencoded" => "form",
        "multipart/form-data" => "multipart",
        "text/plain" => "text",
        "*/*" => "any",
        _ if sub == "*" => main,
        _ => sub.strip_prefix("x-").unwrap_or(sub),
    };
    let spoken = |text: &str| text.replace(['+', '*'], " ");
    let hints = [
        spoken(short),
        spoken(&format!("{main} {sub}")),
        spoken(content_type),
    ];
    let free = hints.iter().find(|it| names.is_free(it));
    let hint = free.map_or(short, String::as_str);
    names.claim_as(content_type, hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = "application/x-www-form-urlencoded";

    #[test]
    fn what_is_no_media_type_becomes_the_one_that_it_must_mean() {
        for (written, spelling) in [
            ("application/json", "application/json"),
            ("Text/CSV; charset=utf-8", "Text/CSV; charset=utf-8"),
            (" application/json,text/xml", "application/json"),
            ("JSON", "application/json"),
            ("", "*/*"),
            ("a b/c", "*/*"),
            ("text/plain; a=\u{e9}", "*/*"),
        ] {
            assert_eq!(spelled(written), spelling, "{written}");
        }
    }

    #[test]
    fn the_name_and_the_schema_say_how_a_body_is_written() {
        for (essence, shape, expected) in [
            ("application/json", Shape::Absent, Media::Json),
            ("application/vnd.api+json", Shape::Structured, Media::Json),
            ("application/json", Shape::Binary, Media::Bytes),
            ("*/*", Shape::Structured, Media::Json),
            ("*/*", Shape::Text, Media::Text),
            ("*/*", Shape::Scalar, Media::Json),
            ("text/plain", Shape::Scalar, Media::Text),
            ("*/*", Shape::Absent, Media::Bytes),
            ("image/*", Shape::Structured, Media::Bytes),
            ("text/csv", Shape::Binary, Media::Bytes),
            ("application/soap+xml", Shape::Structured, Media::Text),
            ("application/yaml", Shape::Absent, Media::Text),
            (FORM, Shape::Structured, Media::Form),
            (FORM, Shape::Text, Media::Text),
            (FORM, Shape::Binary, Media::Bytes),
            ("multipart/mixed", Shape::Text, Media::Multipart),
        ] {
            let media = media(essence, shape, Sender::Whole, true);
            assert_eq!(media, expected, "{essence} {shape:?}");
        }
        for form in [FORM, "multipart/form-data"] {
            let media = media(form, Shape::Structured, Sender::Whole, false);
            assert_eq!(media, Media::Bytes);
        }
    }

    #[test]
    fn what_is_long_is_a_stream_but_for_failures() {
        for (essence, client, server, whole) in [
            ("image/png", Media::Stream, Media::Stream, Media::Bytes),
            (
                "application/jsonl",
                Media::JsonLines,
                Media::JsonLines,
                Media::Text,
            ),
            ("text/event-stream", Media::Text, Media::Events, Media::Text),
            ("application/json", Media::Json, Media::Json, Media::Json),
        ] {
            let media = |sender| media(essence, Shape::Absent, sender, false);
            assert_eq!(media(Sender::Client), client, "{essence}");
            assert_eq!(media(Sender::Server), server, "{essence}");
            assert_eq!(media(Sender::Whole), whole, "{essence}");
        }
    }

    #[test]
    fn variants_are_called_after_subtypes_and_each_by_its_own_name() {
        let mut names = Scope::of_variants();
        let mut rust = |content_type: &str| variant(&mut names, content_type).rust;
        assert_eq!(rust("application/json"), "Json");
        assert_eq!(rust("application/vnd.api+json; version=1"), "VndApiJson");
        assert_eq!(rust("application/xml"), "Xml");
        assert_eq!(rust("text/xml"), "TextXml");
        assert_eq!(rust("text/xml; charset=latin1"), "TextXmlCharsetLatin1");
        assert_eq!(rust("application/x-www-form-urlencoded"), "Form");
        assert_eq!(rust("application/x-tar"), "Tar");
        assert_eq!(rust("image/*"), "Image");
        assert_eq!(rust("*/*"), "Any");
    }
}
