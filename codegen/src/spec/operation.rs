//! Path items, operations and callbacks.

use indexmap::IndexMap;
use openapiv3::{
    ExternalDocumentation, Operation, Parameter, ReferenceOr, Response, Responses,
    SecurityRequirement, Server, StatusCode,
};
use serde_json::{Map, Value};

use super::document::servers;
use super::members::{At, is_extension};
use super::reference::{self, Kind, reference_of};
use super::{Spec, Version, private};
use crate::diagnostic::{Diagnostic, Place, reading};

/// What a path has in common, and where its operations are.
#[derive(Clone, Debug, PartialEq)]
pub struct PathItem {
    /// Where it is, behind references.
    pub place: Place,
    /// A short text for all its operations.
    pub summary: Option<String>,
    /// A long text for all its operations.
    pub description: Option<String>,
    /// The servers of its operations, instead of the document's.
    pub servers: Vec<Server>,
    /// The parameters that all its operations have, unless they have their own of the same name.
    pub parameters: Vec<ReferenceOr<Parameter>>,
    /// The operations, by method in upper case, in the order of the document.
    pub operations: Vec<(String, Place)>,
    /// The extensions.
    pub extensions: IndexMap<String, Value>,
}

/// Requests that the API may make of its client.
#[derive(Clone, Debug, PartialEq)]
pub struct Callback {
    /// The name of the callback.
    pub name: String,
    /// Where it is, behind references: callbacks of several operations may be the same one.
    pub place: Place,
    /// The path items, by the expression that gives their URL.
    pub paths: Vec<(String, Place)>,
}

const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

const ITEM: &[&str] = &[
    "get",
    "put",
    "post",
    "delete",
    "options",
    "head",
    "patch",
    "trace",
    "query",
    "summary",
    "description",
    "servers",
    "parameters",
    "additionalOperations",
];

const OPERATION: &[&str] = &[
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "deprecated",
    "security",
    "servers",
];

impl Spec {
    /// The path item at a place.
    ///
    /// # Errors
    ///
    /// When something else stands there, or nothing.
    pub fn path_item(&self, place: &Place) -> Result<PathItem, Diagnostic> {
        let (target, members) = self.object_of(place, "a path item", Kind::PathItem)?;
        let mut item = PathItem {
            place: target.clone(),
            summary: None,
            description: None,
            servers: Vec::new(),
            parameters: Vec::new(),
            operations: Vec::new(),
            extensions: IndexMap::new(),
        };
        item.read(At::new(self, &target, "a path item"), members);
        // What stands beside a reference to a path item adds to it.
        if let (true, Some(Value::Object(members))) = (target != *place, self.value(place)) {
            item.read(At::new(self, place, "a path item"), members);
        }
        // Each of its operations has them all.
        self.expand(item.parameters.len().saturating_mul(item.operations.len()))?;
        Ok(item)
    }

    /// The operation at a place. Its callbacks are not in it, but in [`callbacks`](Self::callbacks).
    ///
    /// # Errors
    ///
    /// When something else stands there, or nothing.
    pub fn operation(&self, place: &Place) -> Result<Operation, Diagnostic> {
        let (place, members) = self.object(place, "an operation")?;
        let at = At::new(self, &place, "an operation");
        let mut it = Operation::default();
        for (key, value) in members {
            match key.as_str() {
                "tags" => it.tags = at.strings(key, value),
                "summary" => it.summary = at.string(key, value),
                "description" => it.description = at.string(key, value),
                "externalDocs" => it.external_docs = external_docs(at, key, value),
                "operationId" => it.operation_id = at.string(key, value),
                "parameters" => it.parameters = at.children(key, value, Kind::Other),
                "requestBody" if value.is_null() => {}
                "requestBody" => it.request_body = Some(at.child(key, Kind::Other)),
                "responses" => it.responses = responses(at, key, value),
                "callbacks" | "$ref" => {}
                "deprecated" => it.deprecated = at.boolean(key, value).unwrap_or(false),
                "security" => it.security = requirements(at, key, value),
                "servers" => it.servers = servers::servers(at, key, value),
                _ => it.extensions.extend(at.rest(key, value, OPERATION)),
            }
        }
        if !members.contains_key("responses") && at.version() == Version::V3_0 {
            at.missing("responses", "any response counts as undocumented");
        }
        Ok(it)
    }

    /// The callbacks of the operation at a place.
    ///
    /// # Errors
    ///
    /// When no operation stands there.
    pub fn callbacks(&self, place: &Place) -> Result<Vec<Callback>, Diagnostic> {
        let (place, members) = self.object(place, "an operation")?;
        let at = At::new(self, &place, "an operation");
        let key = "callbacks";
        let Some((place, named)) = members.get(key).and_then(|it| at.object(key, it)) else {
            return Ok(Vec::new());
        };
        let names = named.keys();
        Ok(names
            .filter_map(|name| match self.object(&place.child(name), "a callback") {
                Ok((place, paths)) => Some(Callback {
                    name: name.clone(),
                    paths: places(&place, paths),
                    place,
                }),
                Err(diagnostic) => {
                    self.warn(diagnostic);
                    None
                }
            })
            .collect())
    }
}

fn places(holder: &Place, members: &Map<String, Value>) -> Vec<(String, Place)> {
    let keys = members
        .keys()
        .filter(|it| !is_extension(it) && *it != "$ref");
    keys.map(|it| (it.clone(), holder.child(it))).collect()
}

impl PathItem {
    fn read(&mut self, at: At<'_>, members: &Map<String, Value>) {
        for (key, value) in members {
            match key.as_str() {
                "summary" => self.summary = at.string(key, value),
                "description" => self.description = at.string(key, value),
                "servers" => self.servers = servers::servers(at, key, value),
                "parameters" => self.parameters.extend(at.children(key, value, Kind::Other)),
                "additionalOperations" => {
                    if let Some((place, others)) = at.object(key, value) {
                        self.operations.extend(places(&place, others));
                    }
                }
                "$ref" => {}
                method if METHODS.contains(&method) => {
                    if !value.is_null() {
                        let operation = (method.to_uppercase(), at.place.child(key));
                        self.operations.push(operation);
                    }
                }
                _ => self.extensions.extend(at.rest(key, value, ITEM)),
            }
        }
    }
}

pub(super) fn external_docs(at: At<'_>, key: &str, value: &Value) -> Option<ExternalDocumentation> {
    at.plain(key, value, "an object with a `url`")
}

fn responses(at: At<'_>, key: &str, value: &Value) -> Responses {
    let mut it = Responses::default();
    let Some((place, members)) = at.object(key, value) else {
        return it;
    };
    let at = At::new(at.spec, &place, "the responses of an operation");
    for (key, value) in members {
        let child: ReferenceOr<Response> = reference::member(&place, key, Kind::Other);
        if key == "default" {
            it.default = Some(child);
        } else if let Some(status) = status(key) {
            it.responses.insert(status, child);
        } else if is_extension(key) {
            it.extensions.extend(at.rest(key, value, &[]));
        } else if key != "$ref" {
            at.spec
                .warn(reading::unknown_status(&place.child(key), key));
        }
    }
    it
}

/// `200`, `2XX`, and `2xx` in small letters.
fn status(key: &str) -> Option<StatusCode> {
    let number: Option<u16> = key.parse().ok();
    if let Some(code) = number {
        return (100..=999)
            .contains(&code)
            .then_some(StatusCode::Code(code));
    }
    let class = key.to_ascii_uppercase();
    let class: u16 = class.strip_suffix("XX")?.parse().ok()?;
    (1..=9).contains(&class).then_some(StatusCode::Range(class))
}

/// A list of alternatives; one alone is a list of one.
pub(super) fn requirements(
    at: At<'_>,
    key: &str,
    value: &Value,
) -> Option<Vec<SecurityRequirement>> {
    let place = at.place.child(key);
    let list = At::new(at.spec, &place, "a list of security requirements");
    match value {
        Value::Null => None,
        Value::Array(values) => {
            let numbered = values.iter().enumerate();
            let alternatives =
                numbered.filter_map(|(index, it)| requirement(list, &index.to_string(), it));
            Some(alternatives.collect())
        }
        // What is meant by it is guesswork, and a guess may let anybody in.
        Value::Object(_) if reference_of(value).is_some() => {
            at.wrong(key, value, "a list that stands here itself")
        }
        Value::Object(_) => {
            at.loose(key, value, "a list of one");
            requirement(at, key, value).map(|it| vec![it])
        }
        Value::Bool(_) | Value::Number(_) | Value::String(_) => at.wrong(key, value, "a list"),
    }
}

fn requirement(at: At<'_>, key: &str, value: &Value) -> Option<SecurityRequirement> {
    if let Value::String(name) = value {
        at.loose(key, value, &format!("`{name}: []`"));
        return Some(IndexMap::from([(name.clone(), Vec::new())]));
    }
    let (place, schemes) = at.object(key, value)?;
    let at = At::new(at.spec, &place, "a security requirement");
    Some(
        schemes
            .iter()
            .map(|(key, value)| (key.clone(), at.strings(key, value)))
            .collect(),
    )
}

/// The text of an extension of ours, if the member is text.
pub(super) fn keep(extensions: &mut IndexMap<String, Value>, name: &str, value: &Value) {
    debug_assert!(name.starts_with(private::PREFIX), "{name} is not private");
    extensions.insert(name.to_owned(), value.clone());
}
