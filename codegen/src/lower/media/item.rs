//! What the items of a stream are: `itemSchema` of OpenAPI 3.2, or what people say before it.

use openapiv3::{MediaType, ReferenceOr, Schema as Child};
use serde_json::Value;

use super::entry::Entry;
use crate::diagnostic::{Place, lowering as say};
use crate::ir::{Media, Scalar, Type};
use crate::lower::Context;
use crate::lower::schema::value;
use crate::settings::is_sentinel;
use crate::spec::{Schema, private};

/// What a stream of events ends with.
const X_SENTINEL: &str = "x-sentinel";

/// The members of an event (HTML, server-sent events).
const MEMBERS: &[&str] = &["comment", "data", "event", "id", "retry"];

/// The type of an item of the stream that `source`, found at `place`, describes; of an event,
/// that of its data.
pub(super) fn ty(
    cx: &mut Context<'_>,
    place: &Place,
    source: &MediaType,
    media: Media,
    hint: impl Fn() -> String,
) -> Type {
    let raw = match media {
        Media::Events => Type::Scalar(Scalar::String),
        _ => Type::Any,
    };
    let Some((at, schema)) = found(cx, place, source) else {
        return raw;
    };
    let of_item = source.extensions.contains_key(private::ITEM_SCHEMA);
    let data = match media {
        Media::Events => data(cx, &at, &schema, of_item),
        _ => None,
    };
    let (at, schema) = data.unwrap_or((at, schema));
    let Some((site, read)) = cx.schema_behind(&at, &schema) else {
        return raw;
    };
    // A string in the place of an item says that nobody says what is in it.
    if read.keywords.typ.as_deref() == Some("string") || read.says_nothing() {
        return raw;
    }
    if media == Media::Events && is_choice_of_events(cx, &site.place, &read) {
        cx.warn(say::unread_media_type(
            place,
            "text/event-stream",
            "events of text",
        ));
        return raw;
    }
    let hint = format!("{} item", hint());
    value(cx, &at, &schema, &hint).into_type()
}

/// The data of the event behind all others, as the extension `x-sentinel` says, or settings.
pub(super) fn sentinel(cx: &mut Context<'_>, entry: &Entry<'_>, media: Media) -> Option<String> {
    if media != Media::Events {
        return None;
    }
    match entry.source.extensions.get(X_SENTINEL) {
        None => cx.settings.events.sentinel.clone(),
        Some(Value::Bool(false) | Value::Null) => None,
        Some(Value::String(text)) if is_sentinel(text) => Some(text.clone()),
        Some(found) => {
            cx.warn(say::no_sentinel(&entry.place.child(X_SENTINEL), found));
            None
        }
    }
}

type Found = (Place, ReferenceOr<Child>);

/// The schema of an item, and where it stands; of a list, that of what is in the list.
fn found(cx: &mut Context<'_>, place: &Place, source: &MediaType) -> Option<Found> {
    let item = source.extensions.get(private::ITEM_SCHEMA);
    let item = item.and_then(|it| it.get("$ref")).and_then(Value::as_str);
    if let Some(reference) = item {
        let reference = reference.to_owned();
        return Some((place.clone(), ReferenceOr::Reference { reference }));
    }
    let schema = source.schema.clone()?;
    let (site, read) = cx.schema_behind(place, &schema)?;
    match (&read.keywords.typ, &read.keywords.items) {
        (Some(typ), Some(items)) if typ == "array" => {
            let items = items.clone().unbox();
            Some((site.place, items))
        }
        _ => Some((place.clone(), schema)),
    }
}

/// The schema of the data, when `schema` is of a whole event; a text that holds JSON is what that
/// holds.
fn data(
    cx: &mut Context<'_>,
    place: &Place,
    schema: &ReferenceOr<Child>,
    of_item: bool,
) -> Option<Found> {
    let (site, event) = cx.schema_behind(place, schema)?;
    if is_event(&event, of_item) {
        return data_of(cx, &site.place, &event);
    }
    one_of(cx, &site.place, &event)
}

/// The schema of the data of one of several events, when the others hold only text: what a stream
/// ends with.
fn one_of(cx: &mut Context<'_>, place: &Place, schema: &Schema) -> Option<Found> {
    let keywords = &schema.keywords;
    let mut structured = None;
    for member in keywords.one_of.iter().chain(&keywords.any_of) {
        let (site, event) = cx.schema_behind(place, member)?;
        if !is_event(&event, true) {
            return None;
        }
        let (at, data) = data_of(cx, &site.place, &event)?;
        let site = cx.follow(&at, &data)?;
        if !is_text(&*cx.schema(&site.place)?) && structured.replace((at, data)).is_some() {
            return None;
        }
    }
    structured
}

fn is_text(schema: &Schema) -> bool {
    let values = &schema.keywords.enumeration;
    let are_texts = !values.is_empty() && values.iter().all(Value::is_string);
    are_texts || schema.keywords.typ.as_deref() == Some("string")
}

/// The schema of the data of an event.
fn data_of(cx: &mut Context<'_>, place: &Place, event: &Schema) -> Option<Found> {
    let data = event.keywords.properties.get("data")?.clone().unbox();
    let site = cx.follow(place, &data)?;
    match &cx.schema(&site.place)?.later.content_schema {
        Some(held) => Some((site.place, held.clone().unbox())),
        None => Some((place.clone(), data)),
    }
}

/// Whether `schema` is of an event as a whole. Plain data may have a member `data` too: before
/// `itemSchema`, only one with a second member of events is an event.
fn is_event(schema: &Schema, of_item: bool) -> bool {
    let properties = &schema.keywords.properties;
    let all = properties.keys().all(|it| MEMBERS.contains(&it.as_str()));
    properties.contains_key("data") && all && (of_item || properties.len() > 1)
}

/// Whether `schema` is of one of several events.
fn is_choice_of_events(cx: &mut Context<'_>, place: &Place, schema: &Schema) -> bool {
    let keywords = &schema.keywords;
    let member = keywords.one_of.iter().chain(&keywords.any_of).next();
    let site = member.and_then(|it| cx.follow(place, it));
    let member = site.and_then(|it| cx.schema(&it.place));
    member.is_some_and(|it| is_event(&it, true))
}
