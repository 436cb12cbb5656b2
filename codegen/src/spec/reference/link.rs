//! The references that pieces are handed out with.

use std::sync::OnceLock;

use openapiv3::ReferenceOr;
use serde_json::{Value, json};

use crate::diagnostic::{FileId, Place, Pointer};

/// What a reference is to, which decides what may stand beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::spec) enum Kind {
    /// A schema: the other keywords.
    Schema,
    /// A path item: whatever a path item may have.
    PathItem,
    /// Anything else: a description.
    Other,
}

/// What a reference in a piece stands for. All but `Text` begin with a control character, which no reference does.
pub(super) enum Link<'a> {
    /// The child at this place.
    Child(Place, Kind),
    /// What the `$ref` of the schema at this place leads to.
    Target(Place),
    /// A reference from the document.
    Text(&'a str),
}

const SCHEMA: char = '\u{1}';
const OTHER: char = '\u{2}';
const TARGET: char = '\u{3}';

/// A reference to the child at a place.
pub(in crate::spec) fn child<T>(place: &Place, kind: Kind) -> ReferenceOr<T> {
    match kind {
        Kind::Schema => link(SCHEMA, place),
        Kind::PathItem | Kind::Other => link(OTHER, place),
    }
}

/// A reference to what the `$ref` of the schema at a place leads to.
pub(in crate::spec) fn target<T>(place: &Place) -> ReferenceOr<T> {
    link(TARGET, place)
}

fn link<T>(mark: char, place: &Place) -> ReferenceOr<T> {
    ReferenceOr::Reference {
        reference: format!("{mark}{}#{}", place.file.number(), place.pointer),
    }
}

/// Whether a reference in a piece is to its child, which is the same wherever it is followed from.
pub(crate) fn is_to_child(reference: &str) -> bool {
    reference.starts_with([SCHEMA, OTHER])
}

impl<'a> Link<'a> {
    pub(super) fn read(reference: &'a str) -> Self {
        let place = || {
            let (file, pointer) = reference.get(1..)?.split_once('#')?;
            Some(Place {
                file: FileId::new(file.parse().ok()?),
                pointer: Pointer::parse(pointer)?,
            })
        };
        match (reference.chars().next(), place()) {
            (Some(SCHEMA), Some(place)) => Self::Child(place, Kind::Schema),
            (Some(OTHER), Some(place)) => Self::Child(place, Kind::Other),
            (Some(TARGET), Some(place)) => Self::Target(place),
            _ => Self::Text(reference),
        }
    }
}

/// Schemas that stand in for those that a document forgets.
pub(in crate::spec) fn built_in() -> &'static Value {
    static BUILT_IN: OnceLock<Value> = OnceLock::new();
    BUILT_IN.get_or_init(|| json!({ "any": {}, "string": { "type": "string" } }))
}

/// A reference to one of the built-in schemas.
pub(in crate::spec) fn to_built_in<T>(name: &str) -> ReferenceOr<T> {
    child(&Place::top(FileId::BUILT_IN).child(name), Kind::Schema)
}
