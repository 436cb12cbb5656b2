//! Request bodies, responses, and what is in them.

use indexmap::IndexMap;
use openapiv3::{
    Content, Encoding, Example, Link, LinkOperation, MediaType, QueryStyle, ReferenceOr,
    RequestBody, Response,
};
use serde_json::{Value, json};

use super::document::servers;
use super::members::At;
use super::operation::keep;
use super::parameter::query_style;
use super::reference::Kind;
use super::trail::Trail;
use super::{Spec, Version, private};
use crate::diagnostic::{Diagnostic, Place, reading};

const RESPONSE: &[&str] = &["description", "headers", "content", "links", "summary"];
const REQUEST_BODY: &[&str] = &["description", "content", "required"];
const MEDIA_TYPE: &[&str] = &["schema", "example", "examples", "encoding", "itemSchema"];
const ENCODING: &[&str] = &[
    "contentType",
    "headers",
    "style",
    "explode",
    "allowReserved",
];
const EXAMPLE: &[&str] = &["summary", "description", "value", "externalValue"];
const LINK: &[&str] = &[
    "operationRef",
    "operationId",
    "parameters",
    "requestBody",
    "description",
    "server",
];

impl Spec {
    /// The request body at a place.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn request_body(&self, place: &Place) -> Result<RequestBody, Diagnostic> {
        let (place, members) = self.object(place, "a request body")?;
        let at = At::new(self, &place, "a request body");
        let mut it = RequestBody::default();
        for (key, value) in members {
            match key.as_str() {
                "description" => it.description = at.string(key, value),
                "content" => it.content = content(at, key, value),
                "required" => it.required = at.boolean(key, value).unwrap_or(false),
                "$ref" => {}
                _ => it.extensions.extend(at.rest(key, value, REQUEST_BODY)),
            }
        }
        if !members.contains_key("content") {
            at.missing("content", "the body is taken to be empty");
        }
        Ok(it)
    }

    /// The response at a place.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn response(&self, place: &Place) -> Result<Response, Diagnostic> {
        let (place, members) = self.object(place, "a response")?;
        let at = At::new(self, &place, "a response");
        let mut it = Response::default();
        for (key, value) in members {
            match key.as_str() {
                "description" => it.description = at.string(key, value).unwrap_or_default(),
                "headers" => it.headers = at.named(key, value, Kind::Other),
                "content" => it.content = content(at, key, value),
                "links" => it.links = at.named(key, value, Kind::Other),
                "summary" => keep(&mut it.extensions, private::SUMMARY, value),
                // The spelling of Swagger 2.
                "schema" if !members.contains_key("content") => {
                    at.loose(key, value, "`content` with `application/json`");
                    let schema = Some(at.child(key, Kind::Schema));
                    let media_type = MediaType {
                        schema,
                        ..MediaType::default()
                    };
                    it.content.insert("application/json".to_owned(), media_type);
                }
                "$ref" => {}
                _ => it.extensions.extend(at.rest(key, value, RESPONSE)),
            }
        }
        if !members.contains_key("description") && at.version() < Version::V3_2 {
            at.missing(
                "description",
                "the docs will have nothing to say about this response",
            );
        }
        Ok(it)
    }

    /// The media type at a place, as it is also in the `content` of its holder.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn media_type(&self, place: &Place) -> Result<MediaType, Diagnostic> {
        let (place, members) = self.object(place, "a media type")?;
        let at = At::new(self, &place, "a media type");
        let mut it = MediaType::default();
        for (key, value) in members {
            match key.as_str() {
                "schema" if value.is_null() => {}
                "schema" => it.schema = Some(at.child(key, Kind::Schema)),
                "itemSchema" => {
                    let schema: ReferenceOr<()> = at.child(key, Kind::Schema);
                    if let ReferenceOr::Reference { reference } = schema {
                        keep(
                            &mut it.extensions,
                            private::ITEM_SCHEMA,
                            &json!({ "$ref": reference }),
                        );
                    }
                }
                "example" => it.example = Some(value.clone()),
                "examples" => it.examples = examples(at, key, value),
                "encoding" => it.encoding = encodings(at, key, value),
                "itemEncoding" | "prefixEncoding" => {
                    self.warn(reading::unsupported_member(&place.child(key), at.holder));
                }
                "$ref" => {}
                _ => it.extensions.extend(at.rest(key, value, MEDIA_TYPE)),
            }
        }
        Ok(it)
    }

    /// The example at a place.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn example(&self, place: &Place) -> Result<Example, Diagnostic> {
        let mut trail = Trail::new(self);
        let site = trail.settle(place.clone(), Kind::Other)?;
        let value = trail.value(&site.place);
        let place = site.place;
        let at = At::new(self, &place, "an example");
        let members = match value {
            Some(Value::Object(members)) if members.keys().any(|it| is_of_example(it)) => members,
            Some(value) => {
                self.warn(reading::bare_example(&place));
                return Ok(Example {
                    value: Some(value.clone()),
                    ..Example::default()
                });
            }
            None => return Err(reading::not_a_piece(&place, "an example", "nothing")),
        };
        let mut it = Example::default();
        for (key, value) in members {
            match key.as_str() {
                "summary" => it.summary = at.string(key, value),
                "description" => it.description = at.string(key, value),
                "value" | "dataValue" => it.value = Some(value.clone()),
                "serializedValue" => keep(&mut it.extensions, private::SERIALIZED_VALUE, value),
                "externalValue" => it.external_value = at.string(key, value),
                "$ref" => {}
                _ => it.extensions.extend(at.rest(key, value, EXAMPLE)),
            }
        }
        Ok(it)
    }

    /// The link at a place.
    ///
    /// # Errors
    ///
    /// When there is none, or it names no operation.
    pub fn link(&self, place: &Place) -> Result<Link, Diagnostic> {
        let (place, members) = self.object(place, "a link")?;
        let at = At::new(self, &place, "a link");
        let mut operation = None;
        let mut it = Link {
            description: None,
            operation: LinkOperation::OperationId(String::new()),
            request_body: None,
            parameters: IndexMap::new(),
            server: None,
            extensions: IndexMap::new(),
        };
        for (key, value) in members {
            match key.as_str() {
                "description" => it.description = at.string(key, value),
                "operationRef" => {
                    operation = at.string(key, value).map(LinkOperation::OperationRef)
                }
                "operationId" => operation = at.string(key, value).map(LinkOperation::OperationId),
                "requestBody" => it.request_body = Some(value.clone()),
                "parameters" => {
                    let members = at.object(key, value).map(|it| it.1);
                    it.parameters.extend(members.cloned().unwrap_or_default());
                }
                "server" => it.server = servers::server(at, key, value),
                "$ref" => {}
                _ => it.extensions.extend(at.rest(key, value, LINK)),
            }
        }
        it.operation =
            operation.ok_or_else(|| reading::incomplete(&place, "a link", "operationId"))?;
        Ok(it)
    }
}

/// An object without any of these is an example's value in the place of the example.
fn is_of_example(key: &str) -> bool {
    matches!(key, "dataValue" | "serializedValue") || EXAMPLE.contains(&key)
}

/// What a body may be, by media type. One that cannot be read is left out.
pub(super) fn content(at: At<'_>, key: &str, value: &Value) -> Content {
    let Some((place, members)) = at.object(key, value) else {
        return Content::new();
    };
    let mut content = Content::new();
    for (name, value) in members {
        let read = match value {
            // `application/json:` without more says that there is JSON.
            Value::Null => Ok(MediaType::default()),
            _ => at.spec.media_type(&place.child(name)),
        };
        match read {
            Ok(it) => {
                content.insert(name.clone(), it);
            }
            Err(diagnostic) => at.spec.warn(diagnostic),
        }
    }
    content
}

/// Examples by name; a list of values counts as examples without names.
pub(super) fn examples(
    at: At<'_>,
    key: &str,
    value: &Value,
) -> IndexMap<String, ReferenceOr<Example>> {
    if value.as_array().is_some_and(|it| !it.is_empty()) {
        at.wrong::<()>(key, value, "an object with examples by their names");
        return IndexMap::new();
    }
    at.named(key, value, Kind::Other)
}

fn encodings(at: At<'_>, key: &str, value: &Value) -> IndexMap<String, Encoding> {
    let Some((place, members)) = at.object(key, value) else {
        return IndexMap::new();
    };
    let at = At::new(at.spec, &place, "an encoding");
    members
        .iter()
        .filter_map(|(name, value)| Some((name.clone(), encoding(at, name, value)?)))
        .collect()
}

fn encoding(at: At<'_>, key: &str, value: &Value) -> Option<Encoding> {
    let (place, members) = at.object(key, value)?;
    let at = At::new(at.spec, &place, "an encoding");
    let mut it = Encoding::default();
    let mut explode = None;
    for (key, value) in members {
        match key.as_str() {
            "contentType" => it.content_type = content_type(at, key, value),
            "headers" => it.headers = at.named(key, value, Kind::Other),
            "style" => it.style = query_style(at, at.string(key, value).as_deref()),
            "explode" => explode = at.boolean(key, value),
            "allowReserved" => it.allow_reserved = at.boolean(key, value).unwrap_or(false),
            "encoding" | "itemEncoding" | "prefixEncoding" => {
                at.spec
                    .warn(reading::unsupported_member(&place.child(key), at.holder));
            }
            _ => it.extensions.extend(at.rest(key, value, ENCODING)),
        }
    }
    // `openapiv3` has no field for "not said", and false as its default; the specification says this.
    let is_form = matches!(it.style, None | Some(QueryStyle::Form));
    it.explode = explode.unwrap_or(is_form);
    Some(it)
}

/// Several media types in a list are written as one text by OpenAPI.
fn content_type(at: At<'_>, key: &str, value: &Value) -> Option<String> {
    if value.is_array() {
        let list = at.strings(key, value).join(", ");
        at.loose(key, value, &format!("`{list}`"));
        return Some(list);
    }
    at.string(key, value)
}
