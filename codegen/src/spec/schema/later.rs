//! Keywords that OpenAPI 3.1 and 3.2 take from JSON Schema, and that OpenAPI 3.0 does not have.

use std::ops::{Deref, DerefMut};
use std::sync::LazyLock;

use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use serde_json::Value;

use super::Schema;
use crate::diagnostic::reading;
use crate::spec::Version;
use crate::spec::members::At;
use crate::spec::reference::Kind;

/// What newer versions say of a schema. On the heap, because most schemas say nothing of the kind.
#[derive(Clone, Debug, Default)]
pub struct Later(Option<Box<LaterKeywords>>);

impl Later {
    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_none() || *self == Self::default()
    }
}

impl Deref for Later {
    type Target = LaterKeywords;

    fn deref(&self) -> &LaterKeywords {
        static NOTHING: LazyLock<LaterKeywords> = LazyLock::new(LaterKeywords::default);

        self.0.as_deref().unwrap_or(&NOTHING)
    }
}

impl DerefMut for Later {
    fn deref_mut(&mut self) -> &mut LaterKeywords {
        self.0.get_or_insert_default()
    }
}

impl PartialEq for Later {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

/// A schema within another. On the heap, or every schema would have room for all that it has not.
type Child = ReferenceOr<Box<openapiv3::Schema>>;

/// What OpenAPI 3.1 and 3.2 say about a schema and 3.0 cannot. Children are references, as everywhere.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LaterKeywords {
    /// `false` in place of a schema: there is no value.
    pub never: bool,
    /// `type: [integer, string]`: the types, when there is more than one besides `null`; the plain type is absent then.
    pub types: Vec<String>,
    /// `const: 5`. The value is also the only one of `enum`.
    pub constant: Option<Value>,
    /// `minimum` or `exclusiveMinimum` as it is written, when an `f64` cannot hold it.
    pub exact_minimum: Option<String>,
    /// `maximum` or `exclusiveMaximum` as it is written, when an `f64` cannot hold it.
    pub exact_maximum: Option<String>,
    /// `multipleOf` as it is written, when an `f64` cannot hold it.
    pub exact_multiple_of: Option<String>,
    /// `examples: [1, 2]`; the first is also the `example`, when there is no other.
    pub examples: Vec<Value>,
    /// Properties by the pattern of their names.
    pub pattern_properties: IndexMap<String, ReferenceOr<openapiv3::Schema>>,
    /// What the names of properties have to be.
    pub property_names: Option<Child>,
    /// What properties have to be that nothing else speaks of; `false` is a [`never`](Self::never).
    pub unevaluated_properties: Option<Child>,
    /// Which properties need which others.
    pub dependent_required: IndexMap<String, Vec<String>>,
    /// What the whole has to be when it has a property.
    pub dependent_schemas: IndexMap<String, ReferenceOr<openapiv3::Schema>>,
    /// The first elements of a list, one by one; also from a list under `items`, as older documents have it.
    pub prefix_items: Vec<ReferenceOr<openapiv3::Schema>>,
    /// What elements have to be that nothing else speaks of.
    pub unevaluated_items: Option<Child>,
    /// What some elements have to be.
    pub contains: Option<Child>,
    /// How many elements have to be so, at least.
    pub min_contains: Option<usize>,
    /// How many elements may be so.
    pub max_contains: Option<usize>,
    /// The condition for `then` and `else`.
    pub if_schema: Option<Child>,
    /// What has to be when the condition is met.
    pub then_schema: Option<Child>,
    /// What has to be when it is not.
    pub else_schema: Option<Child>,
    /// How the text of a string stands for bytes; `base64` is also the format `byte`.
    pub content_encoding: Option<String>,
    /// What a string holds. Without an encoding, and for no text, it is also the format `binary`.
    pub content_media_type: Option<String>,
    /// The schema of what a string holds.
    pub content_schema: Option<Child>,
    /// The XML Object, as it was written.
    pub xml: Option<Value>,
}

pub(super) fn keyword(at: At<'_>, schema: &mut Schema, key: &str, value: &Value) -> bool {
    let later = &mut schema.later;
    let child = || Some(at.child(key, Kind::Schema));
    match key {
        "const" => later.constant = Some(value.clone()),
        "examples" => later.examples = examples(at, key, value),
        "patternProperties" => later.pattern_properties = at.named(key, value, Kind::Schema),
        "propertyNames" => later.property_names = child(),
        "unevaluatedProperties" => later.unevaluated_properties = child(),
        "dependentRequired" => later.dependent_required = dependent_required(at, key, value),
        "dependentSchemas" => later.dependent_schemas = at.named(key, value, Kind::Schema),
        "prefixItems" => later.prefix_items = at.children(key, value, Kind::Schema),
        "items" => {
            if at.version() == Version::V3_0 {
                let place = at.place.child(key);
                at.spec.warn(reading::loose_value(
                    &place,
                    "a list of schemas",
                    "`prefixItems`",
                ));
            }
            later.prefix_items = at.children(key, value, Kind::Schema);
        }
        "additionalItems" => schema.keywords.items = child(),
        "unevaluatedItems" => later.unevaluated_items = child(),
        "contains" => later.contains = child(),
        "minContains" => later.min_contains = at.count(key, value),
        "maxContains" => later.max_contains = at.count(key, value),
        "if" => later.if_schema = child(),
        "then" => later.then_schema = child(),
        "else" => later.else_schema = child(),
        "contentEncoding" => later.content_encoding = at.string(key, value),
        "contentMediaType" => later.content_media_type = at.string(key, value),
        "contentSchema" => later.content_schema = child(),
        "xml" => later.xml = Some(value.clone()),
        _ => return names_or_notes(key),
    }
    true
}

/// Members that name the schema, hold others that are only ever referred to, or speak to its authors.
fn names_or_notes(key: &str) -> bool {
    matches!(
        key,
        "$ref"
            | "$dynamicRef"
            | "$recursiveRef"
            | "$id"
            | "id"
            | "$self"
            | "$anchor"
            | "$dynamicAnchor"
            | "$recursiveAnchor"
            | "$schema"
            | "$vocabulary"
            | "$comment"
            | "$defs"
            | "definitions"
    )
}

/// A list; but some write named examples here, as a media type has them.
fn examples(at: At<'_>, key: &str, value: &Value) -> Vec<Value> {
    match value {
        Value::Object(named) => {
            at.loose(key, value, "a list of examples");
            let values = named.values().map(|it| it.get("value").unwrap_or(it));
            values.cloned().collect()
        }
        _ => at.list(key, value).to_vec(),
    }
}

fn dependent_required(at: At<'_>, key: &str, value: &Value) -> IndexMap<String, Vec<String>> {
    let Some((place, members)) = at.object(key, value) else {
        return IndexMap::new();
    };
    let at = At::new(at.spec, &place, "dependentRequired");
    members
        .iter()
        .map(|(key, value)| (key.clone(), at.strings(key, value)))
        .collect()
}
