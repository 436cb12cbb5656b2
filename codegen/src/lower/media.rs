//! Media types: how each body is written, which of several mean the same, and what the document
//! shows.

mod entry;
mod example;
mod form;
mod item;
mod multipart;
mod name;

use indexmap::IndexMap;
use openapiv3::{Encoding, MediaType};

pub(super) use example::{gather_examples, lone_example};
pub(super) use multipart::settle;

use super::names::Scope;
use super::schema::value;
use super::{Context, schema};
use crate::diagnostic::{Place, lowering as say};
use crate::ir::{Contents, Doc, Form, Media, Representation, RuleSet, Scalar, Type};
use entry::Entry;
use name::{Shape, is_json};

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

/// What the forms that clients send are called; nobody else sends any that has a type.
pub(super) struct Forms<'a> {
    /// The struct of a form in parts, and the static that describes another.
    pub(super) hint: String,
    /// The names of the statics.
    pub(super) constants: &'a mut Scope,
}

/// What a body is, and what its schema says of it. `place` is where `content` stands.
pub(super) fn contents(
    cx: &mut Context<'_>,
    place: &Place,
    content: &openapiv3::Content,
    sender: Sender,
    hints: &Hints,
    forms: Option<Forms<'_>>,
) -> Option<(Contents, Doc)> {
    let mut entries = entry::entries(cx, place, content, sender, forms.is_some());
    // What is preferred comes first.
    let preferred = entry::preferred(&entries)?;
    entries.get_mut(..=preferred)?.rotate_right(1);
    let groups = entry::group(cx, place, entries);
    let mut groups = groups.iter();
    let preferred = groups.next()?;
    let all_alike = groups.clone().all(|it| entry::is_alike(cx, preferred, it));
    let mut reader = Reader::new(forms);
    let (first, doc) = reader.read(cx, preferred, |_| hints.body.clone());
    let mut others = Vec::with_capacity(groups.len());
    for group in groups {
        let other = if entry::is_alike(cx, preferred, group) {
            reader.like(cx, group, preferred, &first, &hints.body)
        } else {
            let of_variant = |variant: &str| format!("{} {variant}", hints.body);
            reader.read(cx, group, of_variant).0
        };
        others.push(other);
    }
    let choice = (!all_alike).then(|| cx.types.claim_first_free("", &hints.choice));
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
    let entries = entry::entries(cx, place, content, Sender::Whole, false);
    let used = entries.get(entry::preferred(&entries)?)?;
    if entries.len() > 1 {
        let others = entries.iter().filter(|it| it.place != used.place);
        let others = others.map(|it| it.content_type.as_str());
        cx.warn(say::one_media_type(place, &used.content_type, others));
    }
    let group = std::slice::from_ref(used);
    let (representation, _) = Reader::new(None).read(cx, group, |_| hint.to_owned());
    Some(representation)
}

/// Reads the representations of one body.
struct Reader<'a> {
    /// The names of their variants.
    names: Scope,
    forms: Option<Forms<'a>>,
}

/// What a schema says of a representation.
struct Said {
    ty: Type,
    rules: RuleSet,
    doc: Doc,
}

impl Said {
    fn only(ty: Type) -> Self {
        Self {
            ty,
            rules: RuleSet::new(),
            doc: Doc::default(),
        }
    }
}

impl<'a> Reader<'a> {
    fn new(forms: Option<Forms<'a>>) -> Self {
        Self {
            names: Scope::of_variants(),
            forms,
        }
    }

    /// Reads the schema of some media types that share one; `hint` names its type by the variant.
    fn read(
        &mut self,
        cx: &mut Context<'_>,
        group: &[Entry<'_>],
        hint: impl Fn(&str) -> String,
    ) -> (Representation, Doc) {
        let mut representation = self.bare(group);
        for entry in group {
            let MediaType {
                schema: _,
                example,
                examples,
                encoding: _,   // about forms, read with them
                extensions: _, // about streams, read with them
            } = entry.source;
            let shown = gather_examples(cx, &entry.place, example.as_ref(), examples);
            representation.examples.extend(shown);
        }
        let Some(entry) = group.first() else {
            return (representation, Doc::default());
        };
        let hint = hint(&representation.name.rust);
        let Said { ty, rules, doc } = match representation.media {
            Media::Json => json(cx, group, &hint),
            Media::Form => {
                let said = form(cx, entry, &hint);
                representation.form = self.layout(cx, entry, &entry.source.encoding, &hint);
                said
            }
            Media::Multipart => {
                let MediaType {
                    schema, encoding, ..
                } = entry.source;
                let hint = self.forms.as_ref().map_or(&hint, |it| &it.hint);
                let schema = schema.as_ref();
                Said::only(multipart::form(cx, &entry.place, schema, encoding, hint))
            }
            Media::Text => text(cx, entry, &hint),
            Media::Bytes | Media::Stream => {
                tell_unread(cx, entry, "bytes");
                Said::only(representation.ty)
            }
            media @ (Media::Events | Media::JsonLines) => {
                Said::only(item::ty(cx, &entry.place, entry.source, media, || {
                    hint.clone()
                }))
            }
        };
        schema::read_mentioned(cx);
        let representation = Representation {
            ty,
            rules,
            sentinel: item::sentinel(cx, entry, representation.media),
            ..representation
        };
        (representation, doc)
    }

    /// A representation of the same type as `first`, which was read from the `preferred` ones.
    fn like(
        &mut self,
        cx: &mut Context<'_>,
        group: &[Entry<'_>],
        preferred: &[Entry<'_>],
        first: &Representation,
        hint: &str,
    ) -> Representation {
        let representation = self.bare(group);
        let form = match (representation.media, preferred.first(), group.first()) {
            (Media::Form, Some(schema), Some(entry)) => {
                self.layout(cx, schema, &entry.source.encoding, hint)
            }
            _ => None,
        };
        Representation {
            ty: first.ty.clone(),
            rules: first.rules.clone(),
            form,
            ..representation
        }
    }

    /// How a form is laid out that has the schema of `entry`.
    fn layout(
        &mut self,
        cx: &mut Context<'_>,
        entry: &Entry<'_>,
        encoding: &IndexMap<String, Encoding>,
        hint: &str,
    ) -> Option<Form> {
        let forms = self.forms.as_mut()?;
        let schema = entry.source.schema.as_ref();
        Some(Form {
            constant: forms.constants.claim_as(&forms.hint, &forms.hint).rust,
            properties: schema.map_or_else(Vec::new, |schema| {
                form::properties(cx, &entry.place, schema, encoding, hint)
            }),
        })
    }

    /// A representation whose schema is not read yet.
    fn bare(&mut self, group: &[Entry<'_>]) -> Representation {
        let mut content_types: Vec<String> = Vec::new();
        let mut group: Vec<&Entry<'_>> = group.iter().collect();
        if group
            .iter()
            .all(|it| matches!(it.media, Media::Bytes | Media::Stream))
        {
            // Bytes are rather what is binary anyway than JSON or text that is called so.
            group.sort_by_key(|it| {
                let media = name::media(&it.essence, Shape::Absent, Sender::Whole, false);
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
            name: name::variant(&mut self.names, first),
            media,
            content_types,
            ty: match media {
                Media::Json | Media::Events | Media::JsonLines => Type::Any,
                Media::Form | Media::Multipart => Type::Object,
                Media::Text => Type::Scalar(Scalar::String),
                Media::Bytes | Media::Stream => Type::Scalar(Scalar::Binary),
            },
            rules: RuleSet::new(),
            examples: Vec::new(),
            form: None,
            sentinel: None,
        }
    }
}

fn json(cx: &mut Context<'_>, group: &[Entry<'_>], hint: &str) -> Said {
    let schema = group
        .first()
        .and_then(|it| Some((it, it.source.schema.as_ref()?)));
    let Some((entry, schema)) = schema else {
        return Said::only(Type::Any);
    };
    let value = value(cx, &entry.place, schema, hint);
    for entry in group {
        entry.show(cx, &value);
    }
    Said {
        rules: value.rules.clone(),
        doc: value.notes.doc.clone(),
        ty: value.into_type(),
    }
}

fn form(cx: &mut Context<'_>, entry: &Entry<'_>, hint: &str) -> Said {
    let Some(schema) = &entry.source.schema else {
        return Said::only(Type::Object);
    };
    let value = value(cx, &entry.place, schema, hint);
    entry.show(cx, &value);
    Said {
        ty: value.ty,
        rules: value.rules,
        doc: value.notes.doc,
    }
}

fn text(cx: &mut Context<'_>, entry: &Entry<'_>, hint: &str) -> Said {
    let string = Type::Scalar(Scalar::String);
    // What has no parts is its text.
    if name::is_xml(&entry.essence) || entry.shape == Shape::Structured {
        tell_unread(cx, entry, "text");
        return Said::only(string);
    }
    let Some(schema) = &entry.source.schema else {
        return Said::only(string);
    };
    let value = value(cx, &entry.place, schema, hint);
    entry.show(cx, &value);
    Said {
        ty: match entry.shape {
            Shape::Absent => string,
            Shape::Text | Shape::Scalar | Shape::Binary | Shape::Structured => value.ty,
        },
        rules: value.rules,
        doc: value.notes.doc,
    }
}

/// Tells of a schema that is not read.
fn tell_unread(cx: &mut Context<'_>, entry: &Entry<'_>, kind: &str) {
    if entry.shape == Shape::Structured || name::form(&entry.essence).is_some() {
        let (place, content_type) = (&entry.place, &entry.content_type);
        cx.warn(say::unread_media_type(place, content_type, kind));
    }
}
