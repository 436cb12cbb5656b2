//! The references that pieces are handed out with.

use std::fmt::Write as _;
use std::sync::OnceLock;

use openapiv3::ReferenceOr;
use serde_json::{Value, json};

use crate::diagnostic::{FileId, Place, Pointer, push_segment};

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
    link(mark(kind), place, None)
}

/// A reference to the child that is the member `key` of what stands at a place.
pub(in crate::spec) fn member<T>(place: &Place, key: &str, kind: Kind) -> ReferenceOr<T> {
    link(mark(kind), place, Some(key))
}

/// A reference to what the `$ref` of the schema at a place leads to.
pub(in crate::spec) fn target<T>(place: &Place) -> ReferenceOr<T> {
    link(TARGET, place, None)
}

fn mark(kind: Kind) -> char {
    match kind {
        Kind::Schema => SCHEMA,
        Kind::PathItem | Kind::Other => OTHER,
    }
}

/// There is one for each child of each piece: the text is made in one go.
fn link<T>(mark: char, place: &Place, key: Option<&str>) -> ReferenceOr<T> {
    let (file, pointer) = (place.file.number(), place.pointer.as_str());
    let room = 8 + pointer.len() + key.map_or(0, str::len);
    let mut reference = String::with_capacity(room);
    reference.push(mark);
    let _ = write!(reference, "{file}#");
    reference.push_str(pointer);
    if let Some(key) = key {
        push_segment(&mut reference, key);
    }
    ReferenceOr::Reference { reference }
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
    member(&Place::top(FileId::BUILT_IN), name, Kind::Schema)
}
