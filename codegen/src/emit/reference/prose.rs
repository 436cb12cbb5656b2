//! The document's prose: Markdown that may say anything, and must not be able to do anything.
//!
//! HTML in it is shown as text, apart from plain formatting tags, which are dropped so that
//! the words between them can be read. A link leads to a web page or a mail address, or it is
//! no link. An image becomes a link: the pages load nothing.

mod cleaner;
mod neutral;
mod tags;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html::push_html};

use super::format::Place;
use cleaner::Cleaner;

pub(super) use neutral::markdown;

/// The extensions that descriptions are written with, as widely understood.
fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// The events of `text` that are harmless as HTML.
fn clean(text: &str, place: Place) -> impl Iterator<Item = Event<'_>> {
    let mut cleaner = Cleaner::new(place);
    for event in Parser::new_ext(text, options()) {
        cleaner.event(event);
    }
    cleaner.finish().into_iter()
}

/// Blocks of HTML.
pub(super) fn html(text: &str, place: Place) -> String {
    if is_plain(text) {
        return format!("<p>{}</p>", text.trim_end());
    }
    printed(text, clean(text, place))
}

/// One line of HTML, without links.
pub(super) fn html_line(text: &str) -> String {
    printed(text, clean(text, Place::Entry).filter_map(inline))
}

/// Whether `text` is one line of words, in which no character has a meaning: most are.
fn is_plain(text: &str) -> bool {
    let is_word =
        |it: char| it.is_alphanumeric() || matches!(it, ' ' | ',' | '.' | '?' | '/' | '%');
    text.starts_with(char::is_alphabetic) && text.chars().all(is_word)
}

fn printed<'a>(text: &str, events: impl Iterator<Item = Event<'a>>) -> String {
    let mut out = String::with_capacity(text.len() * 3 / 2);
    push_html(&mut out, events);
    out.truncate(out.trim_end().len());
    out
}

fn inline(event: Event<'_>) -> Option<Event<'_>> {
    match event {
        Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
        | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough)
        | Event::Text(_)
        | Event::Code(_) => Some(event),
        Event::SoftBreak | Event::HardBreak | Event::Rule => Some(Event::Text(" ".into())),
        Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell) => {
            Some(Event::Text(" ".into()))
        }
        _ => None,
    }
}

/// One line of Markdown, without links.
pub(super) fn markdown_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for event in clean(text, Place::Entry).filter_map(inline) {
        match event {
            Event::Text(text) => out.push_str(&escape_markdown(&text)),
            Event::Code(text) => out.push_str(&super::code::span(&text)),
            Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) => out.push('*'),
            Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) => out.push_str("**"),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// `text` as it stands, on one line, for a reader of Markdown.
pub(super) fn escape_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

/// Whether a link may lead to `url`.
fn is_safe(url: &str) -> bool {
    let scheme = url
        .split_once(':')
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https" | "mailto"))
}
