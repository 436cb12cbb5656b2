//! The document as a whole.

use indexmap::IndexMap;
use openapiv3::{
    Contact, ExternalDocumentation, Info, License, SecurityRequirement, Server, ServerVariable, Tag,
};
use serde_json::{Map, Value};

use super::files::Files;
use super::members::{At, describe, is_extension};
use super::operation::{external_docs, keep, requirements};
use super::{Spec, Version, private};
use crate::diagnostic::{Diagnostic, Diagnostics, FileId, Place, reading};

/// A document as a whole: what it says of itself, and where its pieces are, in its own order.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Where it is.
    pub place: Place,
    /// The version of OpenAPI.
    pub version: Version,
    /// Title, description and the like.
    pub info: Info,
    /// The servers; none means `/`.
    pub servers: Vec<Server>,
    /// The tags that it describes.
    pub tags: Vec<Tag>,
    /// The security that operations without their own have; `None` is the same as none needed.
    pub security: Option<Vec<SecurityRequirement>>,
    /// Where there is more to read.
    pub external_docs: Option<ExternalDocumentation>,
    /// The extensions.
    pub extensions: IndexMap<String, Value>,
    /// The path items, by path.
    pub paths: IndexMap<String, Place>,
    /// The path items of requests that the API makes, by name.
    pub webhooks: IndexMap<String, Place>,
    /// What is there to be referred to.
    pub components: Components,
}

/// What is there to be referred to: places by name. Something may be a reference itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Components {
    /// Schemas.
    pub schemas: IndexMap<String, Place>,
    /// Responses.
    pub responses: IndexMap<String, Place>,
    /// Parameters.
    pub parameters: IndexMap<String, Place>,
    /// Examples.
    pub examples: IndexMap<String, Place>,
    /// Request bodies.
    pub request_bodies: IndexMap<String, Place>,
    /// Headers.
    pub headers: IndexMap<String, Place>,
    /// Security schemes.
    pub security_schemes: IndexMap<String, Place>,
    /// Links.
    pub links: IndexMap<String, Place>,
    /// Callbacks.
    pub callbacks: IndexMap<String, Place>,
    /// Path items.
    pub path_items: IndexMap<String, Place>,
    /// Media types.
    pub media_types: IndexMap<String, Place>,
}

const ROOT: &[&str] = &[
    "openapi",
    "info",
    "servers",
    "paths",
    "webhooks",
    "components",
    "security",
    "tags",
    "externalDocs",
    "jsonSchemaDialect",
];
const COMPONENTS: &[&str] = &[
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "pathItems",
    "mediaTypes",
];
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
const SERVER: &[&str] = &["url", "description", "variables", "name"];
const VARIABLE: &[&str] = &["enum", "default", "description"];
const TAG: &[&str] = &[
    "name",
    "summary",
    "description",
    "externalDocs",
    "parent",
    "kind",
];

/// The version of each file, or why the root is no OpenAPI document.
pub(super) fn versions(
    files: &Files,
    warnings: &mut Diagnostics,
) -> Result<Vec<Version>, Diagnostic> {
    let top = Place::top(FileId::ROOT);
    let root = match files.content(FileId::ROOT) {
        Some(Ok(value)) => value,
        Some(Err(diagnostic)) => return Err(diagnostic.clone()),
        None => return Err(reading::empty_file(&top)),
    };
    let version = root_version(root, &top, warnings)?;
    let count = files.count();
    Ok((0..count)
        .map(|number| {
            let content = files.content(FileId::new(number));
            let own = content.and_then(|it| it.as_ref().ok()?.get("openapi"));
            own.and_then(|it| version_of(&text_of(it)))
                .unwrap_or(version)
        })
        .collect())
}

fn root_version(
    root: &Value,
    top: &Place,
    warnings: &mut Diagnostics,
) -> Result<Version, Diagnostic> {
    let Value::Object(members) = root else {
        return Err(reading::not_an_object(top, &describe(root)));
    };
    let Some(openapi) = members.get("openapi") else {
        return Err(match members.get("swagger") {
            Some(version) => reading::swagger(&top.child("swagger"), &text_of(version)),
            None => reading::no_version(top),
        });
    };
    let text = text_of(openapi);
    let place = top.child("openapi");
    let version = version_of(&text).ok_or_else(|| reading::unknown_version(&place, &text))?;
    if version == Version::V3_2 && !text.starts_with("3.2") {
        warnings.push(reading::newer_version(&place, &text));
    }
    Ok(version)
}

fn text_of(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn version_of(text: &str) -> Option<Version> {
    let minor = text.trim().strip_prefix('3')?;
    let minor = match minor.strip_prefix('.') {
        Some(rest) => rest.split(['.', '-', '+']).next()?.parse::<u32>().ok()?,
        None if minor.is_empty() => 0,
        None => return None,
    };
    Some(match minor {
        0 => Version::V3_0,
        1 => Version::V3_1,
        _ => Version::V3_2,
    })
}

pub(super) fn read(spec: &Spec) -> Result<Document, Diagnostic> {
    let place = Place::top(FileId::ROOT);
    let (_, members) = spec.object(&place, "an OpenAPI document")?;
    let at = At::new(spec, &place, "an OpenAPI document");
    let mut it = Document {
        place: place.clone(),
        version: at.version(),
        info: Info::default(),
        servers: Vec::new(),
        tags: Vec::new(),
        security: None,
        external_docs: None,
        extensions: IndexMap::new(),
        paths: IndexMap::new(),
        webhooks: IndexMap::new(),
        components: Components::default(),
    };
    for (key, value) in members {
        match key.as_str() {
            "openapi" | "jsonSchemaDialect" | "$schema" | "$self" => {}
            "info" => it.info = info(at, key, value),
            "servers" => it.servers = servers(at, key, value),
            "tags" => it.tags = tags(at, key, value),
            "security" => it.security = requirements(at, key, value),
            "externalDocs" => it.external_docs = external_docs(at, key, value),
            "paths" => it.paths = paths(at, key, value),
            "webhooks" => it.webhooks = places(at, key, value),
            "components" => it.components = components(at, key, value),
            _ => it.extensions.extend(at.rest(key, value, ROOT)),
        }
    }
    if !members.contains_key("info") {
        at.missing("info", "the API has no title and no version");
    }
    Ok(it)
}

fn paths(at: At<'_>, key: &str, value: &Value) -> IndexMap<String, Place> {
    let mut paths = IndexMap::new();
    for (path, place) in places(at, key, value) {
        if is_extension(&path) {
            continue;
        }
        if path.starts_with('/') {
            paths.insert(path, place);
        } else {
            at.spec.warn(reading::path_without_slash(&place, &path));
            paths.entry(format!("/{path}")).or_insert(place);
        }
    }
    paths
}

/// Where the members of the object that is the member `key` are, by name.
fn places(at: At<'_>, key: &str, value: &Value) -> IndexMap<String, Place> {
    let Some((place, members)) = at.object(key, value) else {
        return IndexMap::new();
    };
    members
        .keys()
        .map(|it| (it.clone(), place.child(it)))
        .collect()
}

fn components(at: At<'_>, key: &str, value: &Value) -> Components {
    let mut it = Components::default();
    let Some((place, members)) = at.object(key, value) else {
        return it;
    };
    let at = At::new(at.spec, &place, "components");
    for (key, value) in members {
        let named = match key.as_str() {
            "schemas" => &mut it.schemas,
            "responses" => &mut it.responses,
            "parameters" => &mut it.parameters,
            "examples" => &mut it.examples,
            "requestBodies" => &mut it.request_bodies,
            "headers" => &mut it.headers,
            "securitySchemes" => &mut it.security_schemes,
            "links" => &mut it.links,
            "callbacks" => &mut it.callbacks,
            "pathItems" => &mut it.path_items,
            "mediaTypes" => &mut it.media_types,
            _ => {
                // Nothing reads an extension here.
                let _extension = at.rest(key, value, COMPONENTS);
                continue;
            }
        };
        *named = places(at, key, value);
    }
    it
}

fn info(at: At<'_>, key: &str, value: &Value) -> Info {
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

pub(super) fn servers(at: At<'_>, key: &str, value: &Value) -> Vec<Server> {
    let place = at.place.child(key);
    let list = At::new(at.spec, &place, "a list of servers");
    let servers = at.list(key, value).iter().enumerate();
    servers
        .filter_map(|(index, it)| server(list, &index.to_string(), it))
        .collect()
}

pub(super) fn server(at: At<'_>, key: &str, value: &Value) -> Option<Server> {
    let (place, members) = at.object(key, value)?;
    let at = At::new(at.spec, &place, "a server");
    let mut it = Server::default();
    for (key, value) in members {
        match key.as_str() {
            "url" => it.url = at.string(key, value).unwrap_or_default(),
            "description" => it.description = at.string(key, value),
            "name" => keep(&mut it.extensions, private::NAME, value),
            "variables" => it.variables = variables(at, key, value),
            _ => it.extensions.extend(at.rest(key, value, SERVER)),
        }
    }
    if !members.contains_key("url") {
        at.missing("url", "the server is ignored");
        return None;
    }
    Some(it)
}

fn variables(at: At<'_>, key: &str, value: &Value) -> Option<IndexMap<String, ServerVariable>> {
    let (place, members) = at.object(key, value)?;
    let at = At::new(at.spec, &place, "server variables");
    let variables = members.iter().filter(|(key, _)| !is_extension(key));
    Some(
        variables
            .filter_map(|(key, value)| Some((key.clone(), variable(at, key, value)?)))
            .collect(),
    )
}

fn variable(at: At<'_>, key: &str, value: &Value) -> Option<ServerVariable> {
    let (place, members) = at.object(key, value)?;
    let at = At::new(at.spec, &place, "a server variable");
    let mut it = ServerVariable::default();
    for (key, value) in members {
        match key.as_str() {
            "enum" => it.enumeration = at.strings(key, value),
            "default" => it.default = at.string(key, value).unwrap_or_default(),
            "description" => it.description = at.string(key, value),
            _ => it.extensions.extend(at.rest(key, value, VARIABLE)),
        }
    }
    if !members.contains_key("default") {
        let first = it.enumeration.first().cloned();
        at.missing(
            "default",
            "the first value of `enum` is taken, or an empty one",
        );
        it.default = first.unwrap_or_default();
    }
    Some(it)
}

fn tags(at: At<'_>, key: &str, value: &Value) -> Vec<Tag> {
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
