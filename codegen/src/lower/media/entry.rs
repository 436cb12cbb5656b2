//! The media types of a body before their schemas are read: which is preferred, and which mean the
//! same.

use openapiv3::{MediaType, ReferenceOr};

use super::super::schema::Lowered;
use super::super::{Context, shown};
use super::Sender;
use super::name::{self, Shape};
use crate::diagnostic::{Place, lowering as say};
use crate::ir::Media;

/// A media type of a body, before its schema is read.
pub(super) struct Entry<'a> {
    pub(super) place: Place,
    pub(super) source: &'a MediaType,
    pub(super) content_type: String,
    pub(super) essence: String,
    pub(super) media: Media,
    pub(super) shape: Shape,
}

impl Entry<'_> {
    /// Gathers the examples beside the schema, which became `value`.
    pub(super) fn show(&self, cx: &mut Context<'_>, value: &Lowered) {
        let MediaType {
            example, examples, ..
        } = self.source;
        shown::beside(cx, &self.place, example.as_ref(), examples, value);
    }
}

/// The media types under `content`; without types for forms, forms are bytes.
pub(super) fn entries<'a>(
    cx: &mut Context<'_>,
    place: &Place,
    content: &'a openapiv3::Content,
    sender: Sender,
    takes_forms: bool,
) -> Vec<Entry<'a>> {
    let mut entries = Vec::with_capacity(content.len());
    for (name, source) in content {
        let place = place.child(name);
        let content_type = name::spelled(name);
        if content_type != name.trim() {
            cx.warn(say::no_media_type(&place, name, &content_type));
        }
        let essence = name::essence(&content_type);
        let shape = shape(cx, &place, source.schema.as_ref());
        entries.push(Entry {
            media: name::media(&essence, shape, sender, takes_forms),
            place,
            source,
            content_type,
            essence,
            shape,
        });
    }
    entries
}

fn shape<T>(cx: &mut Context<'_>, place: &Place, schema: Option<&ReferenceOr<T>>) -> Shape {
    let site = schema.and_then(|it| cx.trail.child(place, it).ok());
    let Some(schema) = site.and_then(|site| cx.schema(&site.place)) else {
        return Shape::Absent;
    };
    let keywords = &schema.keywords;
    match (keywords.typ.as_deref(), keywords.format.as_deref()) {
        (Some("string") | None, Some("binary")) => Shape::Binary,
        (Some("string"), _) => Shape::Text,
        (Some("integer" | "number" | "boolean"), _) => Shape::Scalar,
        _ if schema.says_nothing() => Shape::Absent,
        _ => Shape::Structured,
    }
}

/// The index of what is preferred: plain JSON, then JSON by another name, then a range that JSON
/// is in, then what is listed first.
pub(super) fn preferred(entries: &[Entry<'_>]) -> Option<usize> {
    let rank = |it: &Entry<'_>| match it.media {
        Media::Json if it.essence == "application/json" => 0,
        Media::Json if !it.essence.contains('*') => 1,
        Media::Json => 2,
        Media::Form
        | Media::Multipart
        | Media::Text
        | Media::Bytes
        | Media::Stream
        | Media::Events
        | Media::JsonLines => 3,
    };
    let ranked = entries.iter().map(rank).enumerate();
    Some(ranked.min_by_key(|(_, rank)| *rank)?.0)
}

/// Puts together the media types that are written in one way and mean one value; those that mean
/// the same value as JSON, and would have to be written in a way that is not known, are left out.
pub(super) fn group<'a>(
    cx: &mut Context<'_>,
    place: &Place,
    entries: Vec<Entry<'a>>,
) -> Vec<Vec<Entry<'a>>> {
    let mut groups: Vec<Vec<Entry<'a>>> = Vec::new();
    let mut left_out = Vec::new();
    for entry in entries {
        let preferred = groups.first().and_then(|it| it.first());
        if preferred.is_some_and(|it| is_covered(cx, it, &entry)) {
            left_out.push(entry.content_type);
            continue;
        }
        let known = groups.iter_mut().find(|group| {
            let first = group.first();
            first.is_some_and(|it| is_one_with(cx, it, &entry))
        });
        match known {
            Some(group) => group.push(entry),
            None => groups.push(vec![entry]),
        }
    }
    let used = groups.first().and_then(|it| it.first());
    if let (Some(used), false) = (used, left_out.is_empty()) {
        let others = left_out.iter().map(String::as_str);
        cx.warn(say::one_media_type(place, &used.content_type, others));
    }
    groups
}

/// Whether `entry` is the value of the JSON that is `preferred`, written otherwise.
fn is_covered(cx: &Context<'_>, preferred: &Entry<'_>, entry: &Entry<'_>) -> bool {
    let is_foreign = match entry.media {
        // The events of a stream are parts of a value that JSON has whole.
        Media::Json | Media::Form | Media::Multipart | Media::Events | Media::JsonLines => false,
        Media::Text | Media::Bytes | Media::Stream => {
            entry.shape == Shape::Structured || name::is_xml(&entry.essence)
        }
    };
    preferred.media == Media::Json
        && is_foreign
        && entry.shape != Shape::Absent
        && same_schema(cx, preferred, entry)
}

/// Whether both are written in one way and mean one value.
fn is_one_with(cx: &Context<'_>, known: &Entry<'_>, entry: &Entry<'_>) -> bool {
    let is_open = name::is_open(&entry.essence)
        && (entry.shape == Shape::Absent || same_schema(cx, known, entry));
    match (known.media, entry.media) {
        (Media::Json, Media::Json) => same_schema(cx, known, entry),
        // A range without a schema of its own adds nothing to the JSON beside it.
        (Media::Json, Media::Text | Media::Bytes | Media::Stream) => is_open,
        (Media::Form, Media::Form) | (Media::Multipart, Media::Multipart) => {
            same_schema(cx, known, entry) && known.source.encoding == entry.source.encoding
        }
        (Media::JsonLines, Media::JsonLines) => {
            let is_sequence = |it: &Entry<'_>| it.essence.ends_with("json-seq");
            is_sequence(known) == is_sequence(entry) && same_schema(cx, known, entry)
        }
        // Bytes say themselves what they are.
        (Media::Bytes, Media::Bytes) | (Media::Stream, Media::Stream) => true,
        // Texts differ by what they are of.
        (known_media, media) => known_media == media && known.essence == entry.essence,
    }
}

/// Whether the value of `other` is that of the JSON `first`, read from plain text or from a form.
pub(super) fn is_alike(cx: &Context<'_>, first: &[Entry<'_>], other: &[Entry<'_>]) -> bool {
    let (Some(first), Some(other)) = (first.first(), other.first()) else {
        return false;
    };
    let is_plain =
        other.essence == "text/plain" && matches!(other.shape, Shape::Text | Shape::Scalar);
    let is_readable = is_plain || other.media == Media::Form;
    first.media == Media::Json && is_readable && same_schema(cx, first, other)
}

/// Whether both have one schema, or equal ones.
fn same_schema(cx: &Context<'_>, one: &Entry<'_>, other: &Entry<'_>) -> bool {
    let place = |it: &Entry<'_>| {
        let schema = it.source.schema.as_ref()?;
        Some(cx.spec.child(&it.place, schema).ok()?.place)
    };
    match (place(one), place(other)) {
        (Some(one), Some(other)) => one == other || cx.spec.value(&one) == cx.spec.value(&other),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}
