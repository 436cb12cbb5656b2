//! What stands beside the `$ref` of a schema.

use openapiv3::SchemaData;
use serde_json::{Map, Value};

use super::annotation;
use crate::diagnostic::reading;
use crate::spec::members::{At, is_extension};
use crate::spec::reference::{Beside, Kind, honours_neighbours};

/// Whether what stands beside a `$ref` says more than how this one use of it is to be described, so that the schema is
/// an `allOf` of the reference and the rest.
pub(in crate::spec) fn says_more(at: At<'_>, members: &Map<String, Value>, kind: Kind) -> bool {
    let mut others = members.keys().filter(|it| !may_stand_beside(it));
    if kind == Kind::Schema && honours_neighbours(at.version()) {
        return others.next().is_some();
    }
    for key in others {
        at.spec
            .warn(reading::ignored_beside_reference(&at.place.child(key), key));
    }
    false
}

pub(super) fn may_stand_beside(key: &str) -> bool {
    const NOTES: &[&str] = &[
        "$ref",
        "title",
        "summary",
        "description",
        "nullable",
        "readOnly",
        "writeOnly",
        "deprecated",
        "default",
        "example",
        "examples",
        "externalDocs",
        "xml",
        "$comment",
        "$defs",
        "definitions",
        "$id",
        "$anchor",
        "$schema",
    ];
    NOTES.contains(&key) || is_extension(key)
}

pub(in crate::spec) fn beside(at: At<'_>, members: &Map<String, Value>, kind: Kind) -> Beside {
    let mut beside = Beside::default();
    for (key, value) in members {
        match key.as_str() {
            "summary" => beside.summary = at.string(key, value),
            _ if annotation(at, &mut beside.data, key, value) => {}
            "examples" if kind == Kind::Schema => {
                let first = value.as_array().and_then(|it| it.first());
                beside.data.example = beside.data.example.take().or(first.cloned());
            }
            _ => {}
        }
    }
    beside
}

/// Takes from `inner` what `outer` does not say.
pub(in crate::spec) fn fill(outer: &mut SchemaData, inner: SchemaData) {
    let SchemaData {
        nullable,
        read_only,
        write_only,
        deprecated,
        external_docs,
        example,
        title,
        description,
        discriminator,
        default,
        extensions,
    } = inner;
    outer.nullable |= nullable;
    outer.read_only |= read_only;
    outer.write_only |= write_only;
    outer.deprecated |= deprecated;
    outer.external_docs = outer.external_docs.take().or(external_docs);
    outer.example = outer.example.take().or(example);
    outer.title = outer.title.take().or(title);
    outer.description = outer.description.take().or(description);
    outer.discriminator = outer.discriminator.take().or(discriminator);
    outer.default = outer.default.take().or(default);
    for (key, value) in extensions {
        outer.extensions.entry(key).or_insert(value);
    }
}
