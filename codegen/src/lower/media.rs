//! Media types: which one of several is used, how it is written, and what the document shows.

mod form;
mod multipart;

use openapiv3::{Content, MediaType};
use serde_json::Value;

pub(super) use multipart::settle;

use super::schema::value;
use super::{Context, schema, shown};
use crate::diagnostic::{Place, lowering as say};
use crate::ir::{Doc, Example, Media, Parameter, RuleSet, Scalar, Type};

/// The content of a body.
pub(super) struct Chosen {
    /// How it is written.
    pub(super) media: Media,
    /// The media type.
    pub(super) content_type: String,
    /// What it is.
    pub(super) ty: Type,
    /// What it has to satisfy beyond its type.
    pub(super) rules: RuleSet,
    /// What its schema says of it.
    pub(super) doc: Doc,
    /// Values that the document shows.
    pub(super) examples: Vec<Example>,
    /// The properties of a form that are laid out otherwise than usual.
    pub(super) properties: Vec<Parameter>,
}

/// What the types of a body are called.
pub(super) struct Hints<'a> {
    /// The type of its value.
    pub(super) body: &'a str,
    /// The struct of a form in parts; `None` where forms have no type of their own, since only
    /// clients send them.
    pub(super) form: Option<&'a str>,
}

/// Chooses among the media types of a body: JSON before forms before text before bytes, and the
/// first of its kind. `place` is where `content` stands.
pub(super) fn choose(
    cx: &mut Context<'_>,
    place: &Place,
    content: &Content,
    hints: &Hints<'_>,
) -> Option<Chosen> {
    let order = [
        Media::Json,
        Media::Form,
        Media::Multipart,
        Media::Text,
        Media::Bytes,
    ];
    let (name, media_type) = order
        .into_iter()
        .find_map(|media| content.iter().find(|(name, _)| kind(name) == media))?;
    if content.len() > 1 {
        cx.warn(say::one_media_type(place, name, content.keys()));
    }
    Some(read(cx, &place.child(name), name, media_type, hints))
}

fn read(
    cx: &mut Context<'_>,
    place: &Place,
    content_type: &str,
    media_type: &MediaType,
    hints: &Hints<'_>,
) -> Chosen {
    let MediaType {
        schema,
        example,
        examples,
        encoding,
        extensions: _, // none is about the shape of a body
    } = media_type;
    let hint = hints.body;
    let media = match kind(content_type) {
        Media::Form | Media::Multipart if hints.form.is_none() => {
            cx.warn(say::unread_media_type(place, content_type));
            Media::Bytes
        }
        media => media,
    };
    let mut properties = Vec::new();
    let shown = gather_examples(cx, place, example.as_ref(), examples);
    let (ty, rules, doc) = match (media, schema) {
        (Media::Json, Some(schema)) => {
            let value = value(cx, place, schema, hint);
            shown::beside(cx, place, example.as_ref(), examples, &value);
            let (rules, doc) = (value.rules.clone(), value.notes.doc.clone());
            (value.into_type(), rules, doc)
        }
        (Media::Json, None) => (Type::Any, RuleSet::new(), Doc::default()),
        (Media::Form, Some(schema)) => {
            let value = value(cx, place, schema, hint);
            shown::beside(cx, place, example.as_ref(), examples, &value);
            properties = form::properties(cx, place, schema, encoding, hint);
            let (rules, doc) = (value.rules.clone(), value.notes.doc.clone());
            (value.ty, rules, doc)
        }
        (Media::Form, None) => (Type::Object, RuleSet::new(), Doc::default()),
        (Media::Multipart, schema) => {
            let hint = hints.form.unwrap_or(hint);
            let ty = multipart::form(cx, place, schema.as_ref(), encoding, hint);
            (ty, RuleSet::new(), Doc::default())
        }
        (Media::Text, _) => (Type::Scalar(Scalar::String), RuleSet::new(), Doc::default()),
        (Media::Bytes, _) => (Type::Scalar(Scalar::Binary), RuleSet::new(), Doc::default()),
    };
    schema::read_mentioned(cx);
    Chosen {
        media,
        content_type: content_type.to_owned(),
        ty,
        rules,
        doc,
        examples: shown,
        properties,
    }
}

/// How a body of media type `name` is written.
fn kind(name: &str) -> Media {
    let essence = name.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    if is_json(&essence) || essence == "*/*" {
        Media::Json
    } else if essence == "application/x-www-form-urlencoded" {
        Media::Form
    } else if essence.starts_with("multipart/") {
        Media::Multipart
    } else if essence.starts_with("text/") || essence.ends_with("/xml") || essence.ends_with("+xml")
    {
        Media::Text
    } else {
        Media::Bytes
    }
}

/// Whether a media type, without its parameters, is JSON.
fn is_json(essence: &str) -> bool {
    essence == "application/json" || essence.ends_with("+json")
}

/// The `example` or `examples` beside a schema.
pub(super) fn gather_examples(
    cx: &mut Context<'_>,
    place: &Place,
    example: Option<&Value>,
    examples: &indexmap::IndexMap<String, openapiv3::ReferenceOr<openapiv3::Example>>,
) -> Vec<Example> {
    let mut gathered: Vec<Example> = example.into_iter().map(lone_example).collect();
    for (name, reference) in examples {
        let Some(site) = cx.follow(place, reference) else {
            continue;
        };
        let outcome = cx.spec.example(&site.place);
        let Some(shown) = cx.report(outcome) else {
            continue;
        };
        // `externalValue` is somewhere else; a sample without a value shows nothing.
        if let Some(value) = shown.value {
            gathered.push(Example {
                name: name.clone(),
                summary: shown.summary.or(shown.description).unwrap_or_default(),
                json: value.to_string(),
            });
        }
    }
    gathered
}

/// An example without a name.
pub(super) fn lone_example(value: &Value) -> Example {
    Example {
        name: String::new(),
        summary: String::new(),
        json: value.to_string(),
    }
}
