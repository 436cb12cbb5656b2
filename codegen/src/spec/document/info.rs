//! What a document says of itself, and its tags.

use openapiv3::{Contact, Info, License, Tag};
use serde_json::{Map, Value};

use crate::spec::members::At;
use crate::spec::operation::{external_docs, keep};
use crate::spec::private;

const INFO: &[&str] = &[
    "title",
    "summary",
    "description",
    "termsOfService",
    "contact",
    "license",
    "version",
];
const CONTACT: &[&str] = &["name", "url", "email"];
const LICENSE: &[&str] = &["name", "identifier", "url"];
const TAG: &[&str] = &[
    "name",
    "summary",
    "description",
    "externalDocs",
    "parent",
    "kind",
];

pub(super) fn info(at: At<'_>, key: &str, value: &Value) -> Info {
    let mut it = Info::default();
    let Some((place, members)) = at.object(key, value) else {
        return it;
    };
    let at = At::new(at.spec, &place, "info");
    for (key, value) in members {
        match key.as_str() {
            "title" => it.title = at.string(key, value).unwrap_or_default(),
            "summary" => keep(&mut it.extensions, private::SUMMARY, value),
            "description" => it.description = at.string(key, value),
            "termsOfService" => it.terms_of_service = at.string(key, value),
            "contact" => it.contact = contact(at, key, value),
            "license" => it.license = license(at, key, value),
            "version" => it.version = at.string(key, value).unwrap_or_default(),
            _ => it.extensions.extend(at.rest(key, value, INFO)),
        }
    }
    for key in ["title", "version"] {
        if !members.contains_key(key) {
            at.missing(key, "it is taken to be empty");
        }
    }
    it
}

fn contact(at: At<'_>, key: &str, value: &Value) -> Option<Contact> {
    let (place, members) = at.object(key, value)?;
    let at = At::new(at.spec, &place, "a contact");
    let mut it = Contact::default();
    for (key, value) in members {
        match key.as_str() {
            "name" => it.name = at.string(key, value),
            "url" => it.url = at.string(key, value),
            "email" => it.email = at.string(key, value),
            _ => it.extensions.extend(at.rest(key, value, CONTACT)),
        }
    }
    Some(it)
}

fn license(at: At<'_>, key: &str, value: &Value) -> Option<License> {
    let (place, members) = at.object(key, value)?;
    let at = At::new(at.spec, &place, "a license");
    let mut it = License::default();
    for (key, value) in members {
        match key.as_str() {
            "name" => it.name = at.string(key, value).unwrap_or_default(),
            "url" => it.url = at.string(key, value),
            "identifier" => keep(&mut it.extensions, private::IDENTIFIER, value),
            _ => it.extensions.extend(at.rest(key, value, LICENSE)),
        }
    }
    Some(it)
}

pub(super) fn tags(at: At<'_>, key: &str, value: &Value) -> Vec<Tag> {
    let place = at.place.child(key);
    let list = At::new(at.spec, &place, "a list of tags");
    let tags = at.list(key, value).iter().enumerate();
    tags.filter_map(|(index, it)| tag(list, &index.to_string(), it))
        .collect()
}

fn tag(at: At<'_>, key: &str, value: &Value) -> Option<Tag> {
    if let Value::String(name) = value {
        at.loose(key, value, &format!("`name: {name}`"));
        let name = name.clone();
        return Some(Tag {
            name,
            ..Tag::default()
        });
    }
    let (place, members) = at.object(key, value)?;
    let at = At::new(at.spec, &place, "a tag");
    let mut it = Tag::default();
    read_tag(at, members, &mut it);
    if it.name.is_empty() {
        at.missing("name", "the tag is ignored");
        return None;
    }
    Some(it)
}

fn read_tag(at: At<'_>, members: &Map<String, Value>, it: &mut Tag) {
    for (key, value) in members {
        match key.as_str() {
            "name" => it.name = at.string(key, value).unwrap_or_default(),
            "description" => it.description = at.string(key, value),
            "externalDocs" => it.external_docs = external_docs(at, key, value),
            "summary" => keep(&mut it.extensions, private::SUMMARY, value),
            "parent" => keep(&mut it.extensions, private::PARENT, value),
            "kind" => keep(&mut it.extensions, private::KIND, value),
            _ => it.extensions.extend(at.rest(key, value, TAG)),
        }
    }
}
