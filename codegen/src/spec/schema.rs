//! Schemas, in the spelling of OpenAPI 3.0 whatever theirs is.

mod beside;
mod later;
mod types;

use foldhash::fast::RandomState;
use indexmap::IndexSet;
use openapiv3::{AdditionalProperties, AnySchema, Discriminator, SchemaData};
use serde_json::{Map, Value};

use super::members::{At, is_extension};
use super::numbers::{End, Limit};
use super::reference::{self, Kind};
use super::{Version, private};
use crate::diagnostic::reading;

use beside::may_stand_beside;

pub(super) use beside::{beside, fill, says_more};
pub use later::{Later, LaterKeywords};

/// A schema: what it says about itself, the keywords that OpenAPI 3.0 has, and those that it has not.
///
/// Children are references for [`Spec::follow`](super::Spec::follow).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    /// Title, description, default and the like; extensions without the private ones.
    ///
    /// `nullable` is set for a type list with `null`, for `enum` with `null` in it, and for `const: null`.
    pub data: SchemaData,
    /// The keywords of OpenAPI 3.0. The type may also be `null`. A `$ref` with neighbours is the first of `all_of`.
    pub keywords: AnySchema,
    /// What newer versions say and 3.0 cannot.
    pub later: Later,
}

impl Schema {
    /// Whether it says nothing of its values, whatever it says of itself and its use.
    #[must_use]
    pub fn says_nothing(&self) -> bool {
        self.keywords == AnySchema::default() && self.later.is_empty()
    }
}

/// A schema while it is read.
#[derive(Default)]
struct Draft {
    schema: Schema,
    lower: End,
    upper: End,
}

pub(super) fn read(at: At<'_>, value: &Value) -> Schema {
    match value {
        Value::Object(members) => object(at, members),
        Value::Bool(true) => Schema::default(),
        Value::Bool(false) => nothing(),
        Value::String(name) => named_type(at, name).unwrap_or_else(|| not_a_schema(at, value)),
        Value::Null | Value::Number(_) | Value::Array(_) => not_a_schema(at, value),
    }
}

/// `false`: the schema that no value fits.
fn nothing() -> Schema {
    let mut schema = Schema::default();
    schema.keywords.not = Some(Box::new(reference::to_built_in("any")));
    schema.later.never = true;
    schema
}

/// `name: string` where `name: { type: string }` is meant.
fn named_type(at: At<'_>, name: &str) -> Option<Schema> {
    let meant = types::meant(name)?;
    let found = format!("the string `{name}`");
    let read_as = format!("`type: {}`", meant.typ);
    at.spec
        .warn(reading::loose_value(at.place, &found, &read_as));
    let mut schema = Schema::default();
    schema.keywords.typ = Some(meant.typ.to_owned());
    schema.keywords.format = meant.format.map(str::to_owned);
    Some(schema)
}

fn not_a_schema(at: At<'_>, value: &Value) -> Schema {
    let found = super::members::describe(value);
    at.spec
        .warn(reading::wrong_type(at.place, "a schema", &found));
    Schema::default()
}

fn object(at: At<'_>, members: &Map<String, Value>) -> Schema {
    let mut draft = Draft::default();
    let is_reference = members.contains_key("$ref") && at.version() == Version::V3_0;
    let is_parameter = ["name", "in"]
        .iter()
        .all(|&it| members.get(it).is_some_and(Value::is_string));
    for (key, value) in members {
        if is_reference && !may_stand_beside(key) || is_parameter && belongs_to_parameter(key) {
            continue;
        }
        let known = annotation(at, &mut draft.schema.data, key, value)
            || keyword(at, &mut draft, key, value)
            || applicator(at, &mut draft.schema.keywords, key, value)
            || later::keyword(at, &mut draft.schema, key, value);
        if !known {
            at.unknown(key, KNOWN);
        }
    }
    if reference::reference_among(members).is_some() {
        draft
            .schema
            .keywords
            .all_of
            .insert(0, reference::target(at.place));
    }
    draft.finish(at)
}

/// A parameter in the manner of Swagger 2 is its own schema; these members are not the schema's.
fn belongs_to_parameter(key: &str) -> bool {
    const MEMBERS: &[&str] = &[
        "name",
        "in",
        "required",
        "style",
        "explode",
        "allowReserved",
        "allowEmptyValue",
        "collectionFormat",
    ];
    MEMBERS.contains(&key)
}

/// What a schema says about itself and its use, and not about the values it allows.
fn annotation(at: At<'_>, data: &mut SchemaData, key: &str, value: &Value) -> bool {
    match key {
        "title" => data.title = at.string(key, value),
        "description" => data.description = at.string(key, value),
        "nullable" => data.nullable |= at.boolean(key, value).unwrap_or(false),
        "readOnly" => data.read_only = at.boolean(key, value).unwrap_or(false),
        "writeOnly" => data.write_only = at.boolean(key, value).unwrap_or(false),
        "deprecated" => data.deprecated = at.boolean(key, value).unwrap_or(false),
        "default" => data.default = Some(value.clone()),
        "example" => data.example = Some(value.clone()),
        "externalDocs" => data.external_docs = at.plain(key, value, "an object with a `url`"),
        "discriminator" => data.discriminator = discriminator(at, key, value),
        _ if is_extension(key) => {
            if !key.starts_with(private::PREFIX) {
                data.extensions.insert(key.to_owned(), value.clone());
            }
        }
        _ => return false,
    }
    true
}

fn keyword(at: At<'_>, draft: &mut Draft, key: &str, value: &Value) -> bool {
    let schema = &mut draft.schema;
    let keywords = &mut schema.keywords;
    match key {
        "type" => types::read(at, key, value, schema),
        "format" => keywords.format = at.string(key, value),
        "pattern" => keywords.pattern = at.string(key, value),
        "enum" => types::enumeration(at, key, value, schema),
        "minLength" => keywords.min_length = at.count(key, value),
        "maxLength" => keywords.max_length = at.count(key, value),
        "minItems" => keywords.min_items = at.count(key, value),
        "maxItems" => keywords.max_items = at.count(key, value),
        "uniqueItems" => keywords.unique_items = at.boolean(key, value),
        "minProperties" => keywords.min_properties = at.count(key, value),
        "maxProperties" => keywords.max_properties = at.count(key, value),
        "required" => keywords.required = required(at, key, value),
        "multipleOf" => {
            let limit = Limit::new(at.written(key, value), None);
            keywords.multiple_of = limit.near;
            if limit.exact.is_some() {
                schema.later.exact_multiple_of = limit.exact;
            }
        }
        "minimum" => draft.lower.limit(at, key, value),
        "maximum" => draft.upper.limit(at, key, value),
        "exclusiveMinimum" => draft.lower.exclusive(at, key, value),
        "exclusiveMaximum" => draft.upper.exclusive(at, key, value),
        _ => return false,
    }
    true
}

/// Keywords that hold schemas.
fn applicator(at: At<'_>, keywords: &mut AnySchema, key: &str, value: &Value) -> bool {
    match key {
        "properties" => keywords.properties = at.properties(key, value),
        "additionalProperties" => {
            keywords.additional_properties = additional_properties(at, key, value);
        }
        "items" if !value.is_array() => keywords.items = Some(at.child(key, Kind::Schema)),
        "allOf" => keywords.all_of = at.children(key, value, Kind::Schema),
        "anyOf" => keywords.any_of = at.children(key, value, Kind::Schema),
        "oneOf" => keywords.one_of = at.children(key, value, Kind::Schema),
        "not" => keywords.not = Some(Box::new(at.child(key, Kind::Schema))),
        _ => return false,
    }
    true
}

fn additional_properties(at: At<'_>, key: &str, value: &Value) -> Option<AdditionalProperties> {
    match value {
        Value::Object(_) => Some(AdditionalProperties::Schema(Box::new(
            at.child(key, Kind::Schema),
        ))),
        _ => at.boolean(key, value).map(AdditionalProperties::Any),
    }
}

fn required(at: At<'_>, key: &str, value: &Value) -> Vec<String> {
    if value.is_boolean() || value.as_str().is_some_and(|it| it.parse::<bool>().is_ok()) {
        at.spec
            .warn(reading::required_of_itself(&at.place.child(key)));
        return Vec::new();
    }
    let names = at.strings(key, value).into_iter();
    let names: IndexSet<String, RandomState> = names.collect();
    names.into_iter().collect()
}

fn discriminator(at: At<'_>, key: &str, value: &Value) -> Option<Discriminator> {
    if let Value::String(name) = value {
        at.loose(key, value, &format!("`propertyName: {name}`"));
        return Some(Discriminator {
            property_name: name.clone(),
            ..Discriminator::default()
        });
    }
    let place = at.place.child(key);
    let (_, members) = at.object(key, value)?;
    let at = At::new(at.spec, &place, "a discriminator");
    let mut it = Discriminator::default();
    for (key, value) in members {
        match key.as_str() {
            "propertyName" => it.property_name = at.string(key, value).unwrap_or_default(),
            "mapping" => {
                let place = at.place.child(key);
                let Some((_, values)) = at.object(key, value) else {
                    continue;
                };
                let at = At::new(at.spec, &place, "a mapping");
                let targets = values.iter();
                it.mapping = targets
                    .filter_map(|(key, value)| Some((key.clone(), at.string(key, value)?)))
                    .collect();
            }
            "defaultMapping" => {
                it.extensions
                    .insert(private::DEFAULT_MAPPING.to_owned(), value.clone());
            }
            _ => it
                .extensions
                .extend(at.rest(key, value, &["propertyName", "mapping"])),
        }
    }
    if it.property_name.is_empty() {
        at.missing("propertyName", "the discriminator is ignored");
        return None;
    }
    Some(it)
}

impl Draft {
    fn finish(self, at: At<'_>) -> Schema {
        let Self {
            mut schema,
            lower,
            upper,
        } = self;
        let lower = lower.settle(|a, b| a > b);
        schema.keywords.minimum = lower.near;
        schema.keywords.exclusive_minimum = lower.excluded;
        if lower.exact.is_some() {
            schema.later.exact_minimum = lower.exact;
        }
        let upper = upper.settle(|a, b| a < b);
        schema.keywords.maximum = upper.near;
        schema.keywords.exclusive_maximum = upper.excluded;
        if upper.exact.is_some() {
            schema.later.exact_maximum = upper.exact;
        }
        types::finish(at, &mut schema);
        schema
    }
}

/// The keywords that people misspell.
const KNOWN: &[&str] = &[
    "type",
    "format",
    "title",
    "description",
    "default",
    "example",
    "examples",
    "enum",
    "const",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "externalDocs",
    "discriminator",
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "minProperties",
    "maxProperties",
    "items",
    "minItems",
    "maxItems",
    "uniqueItems",
    "prefixItems",
    "contains",
    "minLength",
    "maxLength",
    "pattern",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "contentEncoding",
    "contentMediaType",
];
