//! Media types: how each body is written, which of several mean the same, and what the document
//! shows.

mod example;
mod item;
mod name;

use openapiv3::{AnySchema, MediaType, ReferenceOr};

use super::names::Scope;
use super::schema::value;
use super::{Context, schema};
use crate::diagnostic::{Place, lowering as say};
use crate::ir::{Contents, Doc, Media, Representation, RuleSet, Scalar, Type};
use crate::spec::{LaterKeywords, Schema};
pub(super) use example::{gather_examples, lone_example};
use name::Shape;

/// Who sends a body, and so whether it may be a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sender {
    /// The client.
    Client,
    /// The server, when all goes well.
    Server,
    /// Whoever sends what is always read whole: failures, and values of parameters.
    Whole,
}

/// What the types of a body are called when they need names.
pub(super) struct Hints {
    /// The type of its JSON, or of what else is preferred.
    pub(super) body: String,
    /// The enum of several, by preference.
    pub(super) choice: [String; 2],
}

/// A media type of a body, before its schema is read.
struct Entry<'a> {
    place: Place,
    source: &'a MediaType,
    content_type: String,
    essence: String,
    media: Media,
    shape: Shape,
}

/// What a body is, and what its schema says of it. `place` is where `content` stands.
pub(super) fn contents(
    cx: &mut Context<'_>,
    place: &Place,
    content: &openapiv3::Content,
    sender: Sender,
    hints: &Hints,
) -> Option<(Contents, Doc)> {
    let mut entries = entries(cx, place, content, sender);
    // What is preferred comes first.
    let preferred = preferred(&entries)?;
    entries.get_mut(..=preferred)?.rotate_right(1);
    let groups = group(cx, place, entries);
    let mut groups = groups.iter();
    let first = groups.next()?;
    let alike = groups.clone().all(|it| is_alike(cx, first, it));
    let mut names = Scope::of_variants();
    let (first, doc) = read(cx, first, &mut names, |_| hints.body.clone());
    let others = groups.map(|it| {
        if alike {
            return like(it, &first, &mut names);
        }
        let of_variant = |variant: &str| format!("{} {variant}", hints.body);
        read(cx, it, &mut names, of_variant).0
    });
    let others: Vec<Representation> = others.collect();
    let choice = (!alike).then(|| cx.types.claim_first_free("", &hints.choice));
    let contents = Contents {
        choice,
        first,
        others,
    };
    Some((contents, doc))
}

/// The one representation of a parameter.
pub(super) fn lone(
    cx: &mut Context<'_>,
    place: &Place,
    content: &openapiv3::Content,
    hint: &str,
) -> Option<Representation> {
    let entries = entries(cx, place, content, Sender::Whole);
    let used = entries.get(preferred(&entries)?)?;
    if entries.len() > 1 {
        let others = entries.iter().filter(|it| it.place != used.place);
        let others = others.map(|it| it.content_type.as_str());
        cx.warn(say::one_media_type(place, &used.content_type, others));
    }
    let group = std::slice::from_ref(used);
    Some(read(cx, group, &mut Scope::of_variants(), |_| hint.to_owned()).0)
}

fn entries<'a>(
    cx: &mut Context<'_>,
    place: &Place,
    content: &'a openapiv3::Content,
    sender: Sender,
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
            media: name::media(&essence, shape, sender),
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
    let site = schema.and_then(|it| cx.spec.child(place, it).ok());
    let Some(schema) = site.and_then(|site| cx.schema(&site.place)) else {
        return Shape::Absent;
    };
    let keywords = &schema.keywords;
    match (keywords.typ.as_deref(), keywords.format.as_deref()) {
        (Some("string") | None, Some("binary")) => Shape::Binary,
        (Some("string"), _) => Shape::Text,
        (Some("integer" | "number" | "boolean"), _) => Shape::Scalar,
        _ if says_nothing(&schema) => Shape::Absent,
        _ => Shape::Structured,
    }
}

fn says_nothing(schema: &Schema) -> bool {
    schema.keywords == AnySchema::default() && schema.later == LaterKeywords::default()
}

/// The index of what is preferred: plain JSON, then JSON by another name, then a range that JSON
/// is in, then what is listed first.
fn preferred(entries: &[Entry<'_>]) -> Option<usize> {
    let rank = |it: &Entry<'_>| match it.media {
        Media::Json if it.essence == "application/json" => 0,
        Media::Json if !it.essence.contains('*') => 1,
        Media::Json => 2,
        Media::Text | Media::Bytes | Media::Stream | Media::Events | Media::JsonLines => 3,
    };
    let ranked = entries.iter().map(rank).enumerate();
    Some(ranked.min_by_key(|(_, rank)| *rank)?.0)
}

/// Puts together the media types that are written in one way and mean one value; those that mean
/// the same value as JSON, and would have to be written in a way that is not known, are left out.
fn group<'a>(cx: &mut Context<'_>, place: &Place, entries: Vec<Entry<'a>>) -> Vec<Vec<Entry<'a>>> {
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
        Media::Json | Media::Events | Media::JsonLines => false,
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

/// Whether the value of `other` is that of `first`, read from something else.
fn is_alike(cx: &Context<'_>, first: &[Entry<'_>], other: &[Entry<'_>]) -> bool {
    let (Some(first), Some(other)) = (first.first(), other.first()) else {
        return false;
    };
    let is_plain =
        other.essence == "text/plain" && matches!(other.shape, Shape::Text | Shape::Scalar);
    first.media == Media::Json && is_plain && same_schema(cx, first, other)
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

/// Reads the schema of some media types that share one; `hint` names its type by the variant.
fn read(
    cx: &mut Context<'_>,
    group: &[Entry<'_>],
    names: &mut Scope,
    hint: impl Fn(&str) -> String,
) -> (Representation, Doc) {
    let mut representation = bare(cx, group, names);
    let mut doc = Doc::default();
    let Some(entry) = group.first() else {
        return (representation, doc);
    };
    let kind = match representation.media {
        Media::Json => "",
        Media::Events | Media::JsonLines => {
            representation.ty =
                item::ty(cx, &entry.place, entry.source, representation.media, || {
                    hint(&representation.name.rust)
                });
            schema::read_mentioned(cx);
            return (representation, doc);
        }
        // What has no parts is its text.
        Media::Text if !name::is_xml(&entry.essence) && entry.shape != Shape::Structured => "",
        Media::Text => "text",
        Media::Bytes | Media::Stream => "bytes",
    };
    let is_read = kind.is_empty();
    match &entry.source.schema {
        Some(schema) if is_read => {
            let hint = hint(&representation.name.rust);
            let value = value(cx, &entry.place, schema, &hint);
            representation.rules = value.rules.clone();
            doc = value.notes.doc.clone();
            representation.ty = match representation.media {
                Media::Text if entry.shape == Shape::Absent => representation.ty,
                Media::Text => value.ty,
                _ => value.into_type(),
            };
        }
        Some(_) | None => {
            let is_form = is_form(&entry.essence);
            if !is_read && (entry.shape == Shape::Structured || is_form) {
                let (place, content_type) = (&entry.place, &entry.content_type);
                cx.warn(say::unread_media_type(place, content_type, kind));
            }
        }
    }
    schema::read_mentioned(cx);
    (representation, doc)
}

/// A representation of the same type as `first`.
fn like(group: &[Entry<'_>], first: &Representation, names: &mut Scope) -> Representation {
    let representation = bare_of(group, names);
    Representation {
        ty: first.ty.clone(),
        rules: first.rules.clone(),
        ..representation
    }
}

/// A representation whose schema is not read yet.
fn bare(cx: &mut Context<'_>, group: &[Entry<'_>], names: &mut Scope) -> Representation {
    let mut representation = bare_of(group, names);
    for entry in group {
        let MediaType {
            schema: _,
            example,
            examples,
            encoding: _,   // about forms, whose bodies are bytes here
            extensions: _, // none is about the shape of a body
        } = entry.source;
        let shown = gather_examples(cx, &entry.place, example.as_ref(), examples);
        representation.examples.extend(shown);
    }
    representation
}

fn bare_of(group: &[Entry<'_>], names: &mut Scope) -> Representation {
    let mut content_types: Vec<String> = Vec::new();
    let mut group: Vec<&Entry<'_>> = group.iter().collect();
    if group
        .iter()
        .all(|it| matches!(it.media, Media::Bytes | Media::Stream))
    {
        // Bytes are rather what is binary anyway than JSON or text that is called so.
        group.sort_by_key(|it| {
            let media = name::media(&it.essence, Shape::Absent, Sender::Whole);
            (media != Media::Bytes, it.essence.contains('*'))
        });
    }
    for entry in &group {
        if !content_types.contains(&entry.content_type) {
            content_types.push(entry.content_type.clone());
        }
    }
    let first = content_types.first().map_or("*/*", String::as_str);
    let media = group.first().map_or(Media::Bytes, |it| it.media);
    Representation {
        name: name::variant(names, first),
        media,
        content_types,
        ty: match media {
            Media::Json => Type::Any,
            Media::Text => Type::Scalar(Scalar::String),
            Media::Bytes | Media::Stream => Type::Scalar(Scalar::Binary),
            Media::Events | Media::JsonLines => Type::Any,
        },
        rules: RuleSet::new(),
        examples: Vec::new(),
    }
}

fn is_form(essence: &str) -> bool {
    essence.starts_with("multipart/") || essence == "application/x-www-form-urlencoded"
}
