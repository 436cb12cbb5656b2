//! What a schema says beside the shape of its values.

use openapiv3::SchemaData;
use serde_json::Value;

use super::{chosen, prose};
use crate::diagnostic::Place;
use crate::ir::{Doc, Property};

/// What a schema says that is not about the shape of the value.
#[derive(Debug, Clone, Default)]
pub(super) struct Notes {
    /// Title and description.
    pub(super) doc: Doc,
    /// `deprecated`.
    pub(super) deprecated: bool,
    /// `readOnly` and `writeOnly`.
    pub(super) property: Property,
    /// `default`, and where it stands.
    pub(super) default: Option<(Value, Place)>,
    /// `example`.
    pub(super) example: Option<Value>,
    /// What a property of this schema is called in Rust, if it is said.
    pub(super) rust_name: Option<String>,
}

/// The notes of the schema at `place`.
pub(super) fn notes(data: &SchemaData, place: &Place) -> Notes {
    Notes {
        doc: prose::titled(data.title.as_deref(), data.description.as_deref()),
        deprecated: data.deprecated,
        property: match (data.read_only, data.write_only) {
            (true, false) => Property::ReadOnly,
            (false, true) => Property::WriteOnly,
            (false, false) | (true, true) => Property::Both,
        },
        default: data
            .default
            .as_ref()
            .map(|value| (value.clone(), place.child("default"))),
        example: data.example.clone(),
        rust_name: chosen::rust_name(data),
    }
}

impl Notes {
    /// These notes where they say something, `inner` where they do not.
    pub(super) fn over(self, inner: Self) -> Self {
        Self {
            doc: if self.doc == Doc::default() {
                inner.doc
            } else {
                self.doc
            },
            deprecated: self.deprecated || inner.deprecated,
            property: match self.property {
                Property::Both => inner.property,
                Property::ReadOnly | Property::WriteOnly => self.property,
            },
            default: self.default.or(inner.default),
            example: self.example.or(inner.example),
            // A name of the inner one is that of its type.
            rust_name: self.rust_name,
        }
    }
}
