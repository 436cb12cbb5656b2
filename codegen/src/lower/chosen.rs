//! What users choose: types and names, by settings and by extensions in the document.

use foldhash::HashMap;
use openapiv3::SchemaData;
use serde_json::Value;

use super::Context;
use crate::diagnostic::{Place, lowering as say};
use crate::rust_type;
use crate::settings::Settings;
use crate::spec::{Document, Schema, Spec};

/// The extension that names the Rust type of a schema.
const RUST_TYPE: &str = "x-rust-type";

/// The extension that names something in Rust.
pub(super) const RUST_NAME: &str = "x-rust-name";

/// The names of components that users choose, by place.
pub(super) fn names(
    spec: &Spec,
    document: &Document,
    settings: &Settings,
) -> HashMap<Place, String> {
    let components = document.components.schemas.iter();
    let chosen = components.filter_map(|(name, place)| {
        let set = settings.names.schemas.get(name).cloned();
        let written = || {
            let name = spec.value(place)?.get(RUST_NAME)?.as_str()?;
            Some(name.to_owned())
        };
        Some((place.clone(), set.or_else(written)?))
    });
    chosen.collect()
}

/// The types that settings give to components, by place.
pub(super) fn types(document: &Document, settings: &Settings) -> HashMap<Place, String> {
    let components = document.components.schemas.iter();
    let chosen = components.filter_map(|(name, place)| {
        let path = settings.types.schemas.get(name)?;
        Some((place.clone(), rust_type::parse(path)?))
    });
    chosen.collect()
}

/// The Rust type that users choose for the schema at `place`: for this one, or for its format.
pub(super) fn rust_type(cx: &mut Context<'_>, place: &Place, schema: &Schema) -> Option<String> {
    if let Some(path) = cx.rust_types.get(place) {
        return Some(path.clone());
    }
    if let Some(value) = schema.data.extensions.get(RUST_TYPE)
        && let Some(written) = written(cx.settings, value)
    {
        let path = rust_type::parse(written);
        if path.is_none() {
            cx.warn(say::no_rust_type(&place.child(RUST_TYPE), value));
        }
        return path;
    }
    if !schema.keywords.enumeration.is_empty() {
        return None;
    }
    let format = schema.keywords.format.as_ref()?;
    rust_type::parse(cx.settings.types.formats.get(format)?)
}

/// Whether users choose the Rust type of the schema at `place`, and not only of its format.
pub(super) fn is_chosen(cx: &Context<'_>, place: &Place, schema: &Schema) -> bool {
    let value = schema.data.extensions.get(RUST_TYPE);
    cx.rust_types.contains_key(place) || value.is_some_and(|it| written(cx.settings, it).is_some())
}

/// What the extension says: a path, or for other generators an object with a path and the crate
/// that it is from, which counts where settings depend on that crate.
fn written<'a>(settings: &Settings, value: &'a Value) -> Option<&'a str> {
    match value {
        Value::Object(members) => {
            let name = members.get("crate")?.as_str()?;
            let is_there = settings.dependencies.contains_key(name);
            members.get("path")?.as_str().filter(|_| is_there)
        }
        // Anything but a text is not a path either, which is told.
        _ => Some(value.as_str().unwrap_or_default()),
    }
}

/// The name that a schema asks for where it is used.
pub(super) fn rust_name(data: &SchemaData) -> Option<String> {
    of_extensions(&data.extensions)
}

/// The name that something with these extensions asks for.
pub(super) fn of_extensions(extensions: &indexmap::IndexMap<String, Value>) -> Option<String> {
    extensions.get(RUST_NAME)?.as_str().map(str::to_owned)
}
