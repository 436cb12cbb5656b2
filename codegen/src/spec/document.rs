//! The document as a whole.

mod info;
pub(super) mod servers;

use indexmap::IndexMap;
use openapiv3::{ExternalDocumentation, Info, SecurityRequirement, Server, Tag};
use serde_json::Value;

use super::files::Files;
use super::members::{At, describe, is_extension};
use super::operation::{external_docs, requirements};
use super::{Spec, Version};
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
            "info" => it.info = info::info(at, key, value),
            "servers" => it.servers = servers::servers(at, key, value),
            "tags" => it.tags = info::tags(at, key, value),
            "security" => it.security = requirements(at, key, value),
            "externalDocs" => it.external_docs = external_docs(at, key, value),
            "paths" => it.paths = paths(at, key, value),
            // What OpenAPI 3.0 has no word for, most tools read under the second name.
            "webhooks" | "x-webhooks" => it.webhooks.extend(places(at, key, value)),
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
