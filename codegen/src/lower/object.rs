//! Objects: properties, what is beside them, and what `allOf` adds.

use std::collections::HashSet;
use std::rc::Rc;

use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, ReferenceOr};

use super::hold::PendingDefault;
use super::names::Scope;
use super::schema::{Lowered, value};
use super::{Context, rule};
use crate::diagnostic::Place;
use crate::ir::{Additional, Field, Name, Presence, RuleSet, Struct, Type, TypeKind};
use crate::spec::{LaterKeywords, Schema};

/// A schema and where it stands.
pub(super) type Part = (Place, Rc<Schema>);

/// What all parts of an object say together.
#[derive(Default)]
struct Facts {
    /// Each property with the part that says most about it.
    properties: IndexMap<String, (Place, ReferenceOr<Box<openapiv3::Schema>>)>,
    required: HashSet<String>,
    /// The names of `required`, in document order.
    required_order: Vec<String>,
    additional: Option<(Place, AdditionalProperties)>,
}

/// Whether the schema at `place` describes objects, by its own keywords or those of `allOf`.
pub(super) fn is_object(cx: &mut Context<'_>, place: &Place, schema: &Schema) -> bool {
    if schema.keywords.all_of.is_empty() {
        return describes_object(schema);
    }
    let parts = parts(cx, place, schema);
    parts.iter().any(|(_, part)| describes_object(part))
}

pub(super) fn describes_object(schema: &Schema) -> bool {
    let keywords = &schema.keywords;
    match keywords.typ.as_deref() {
        Some(ty) => ty == "object",
        None => {
            !keywords.properties.is_empty()
                || keywords.additional_properties.is_some()
                || !schema.later.pattern_properties.is_empty()
                || !keywords.required.is_empty()
        }
    }
}

/// The member of `allOf` that says what a value is, when it is not an object.
pub(super) fn typed_member(cx: &mut Context<'_>, place: &Place, schema: &Schema) -> Option<Part> {
    if schema.keywords.all_of.is_empty() || schema.keywords.typ.is_some() {
        return None;
    }
    parts(cx, place, schema).into_iter().find(|(at, part)| {
        let keywords = &part.keywords;
        at != place && (keywords.typ.is_some() || !keywords.enumeration.is_empty())
    })
}

/// The schema at `place` and all that `allOf` adds to it, the members before the schema that
/// lists them, each once.
pub(super) fn parts(cx: &mut Context<'_>, place: &Place, schema: &Schema) -> Vec<Part> {
    let schema = Rc::new(schema.clone());
    let mut seen = HashSet::from([place.clone()]);
    let mut found = Vec::new();
    let mut open = vec![(place.clone(), schema)];
    while let Some((at, part)) = open.pop() {
        for member in &part.keywords.all_of {
            let Some(site) = cx.follow(&at, member) else {
                continue;
            };
            if seen.insert(site.place.clone())
                && let Some(member) = cx.schema(&site.place)
            {
                open.push((site.place, member));
            }
        }
        found.push((at, part));
    }
    // The walk meets the schema first and its last member next; reading order is the reverse.
    found.reverse();
    found
}

impl Facts {
    fn gather(parts: Vec<Part>) -> Self {
        let mut facts = Self::default();
        let lone = parts.len() == 1;
        for (place, part) in parts {
            let keywords = &part.keywords;
            for (name, property) in &keywords.properties {
                let found = (place.clone(), property.clone());
                facts.properties.insert(name.clone(), found);
            }
            for name in &keywords.required {
                if facts.required.insert(name.clone()) {
                    facts.required_order.push(name.clone());
                }
            }
            match by_pattern(&part.later).or_else(|| keywords.additional_properties.clone()) {
                // One member's `false` would forbid what the others list; as a whole, `allOf`
                // means an object that has them all.
                Some(AdditionalProperties::Any(false)) if !lone => {}
                Some(additional) => facts.additional = Some((place, additional)),
                None => {}
            }
        }
        facts
    }

    fn name_properties(&self) -> bool {
        let closed = matches!(self.additional, Some((_, AdditionalProperties::Any(false))));
        closed || !self.properties.is_empty() || !self.required.is_empty()
    }
}

/// What properties with names of a pattern are: one type when there is one pattern, else anything.
fn by_pattern(later: &LaterKeywords) -> Option<AdditionalProperties> {
    let mut schemas = later.pattern_properties.values();
    let first = schemas.next()?;
    Some(match schemas.next() {
        None => AdditionalProperties::Schema(Box::new(first.clone())),
        Some(_) => AdditionalProperties::Any(true),
    })
}

/// Whether the schema at `place` becomes a struct: an object of whose properties anything is known.
pub(super) fn is_struct(cx: &mut Context<'_>, place: &Place, schema: &Schema) -> bool {
    is_object(cx, place, schema) && Facts::gather(parts(cx, place, schema)).name_properties()
}

/// The properties of the object that the schema `reference`, found at `from`, describes, each with
/// the place of the schema that lists it.
pub(super) fn properties<T>(
    cx: &mut Context<'_>,
    from: &Place,
    reference: &ReferenceOr<T>,
) -> IndexMap<String, (Place, ReferenceOr<Box<openapiv3::Schema>>)> {
    let Some(site) = cx.follow(from, reference) else {
        return IndexMap::new();
    };
    match cx.schema(&site.place) {
        Some(schema) => properties_of(parts(cx, &site.place, &schema)),
        None => IndexMap::new(),
    }
}

/// The properties that all of `parts` describe together, each with the place of the schema that
/// lists it.
pub(super) fn properties_of(
    parts: Vec<Part>,
) -> IndexMap<String, (Place, ReferenceOr<Box<openapiv3::Schema>>)> {
    Facts::gather(parts).properties
}

/// Whether the schema `reference`, found at `from`, describes objects.
pub(super) fn is_at<T>(cx: &mut Context<'_>, from: &Place, reference: &ReferenceOr<T>) -> bool {
    let Some(site) = cx.follow(from, reference) else {
        return false;
    };
    let schema = cx.schema(&site.place);
    schema.is_some_and(|schema| is_object(cx, &site.place, &schema))
}

/// The struct that the object at `place` becomes.
pub(super) fn definition(
    cx: &mut Context<'_>,
    place: &Place,
    schema: &Schema,
    hint: &str,
) -> TypeKind {
    let parts = parts(cx, place, schema);
    let rules = rule::of_object(cx, place, schema);
    TypeKind::Struct(of_parts(cx, place, parts, rules, hint))
}

/// The struct that all of `parts` describe together; `owner` is where it is defined.
pub(super) fn of_parts(
    cx: &mut Context<'_>,
    owner: &Place,
    parts: Vec<Part>,
    rules: RuleSet,
    hint: &str,
) -> Struct {
    let facts = Facts::gather(parts);
    let mut names = Scope::of_fields();
    let mut fields = Vec::with_capacity(facts.properties.len());
    for (wire, (from, property)) in &facts.properties {
        let value = value(cx, from, property, &format!("{hint} {wire}"));
        let required = facts.required.contains(wire);
        fields.push(field(
            cx,
            names.claim(wire),
            value,
            required,
            owner,
            fields.len(),
        ));
    }
    for wire in &facts.required_order {
        if !facts.properties.contains_key(wire) {
            let value = Lowered::anything();
            fields.push(field(
                cx,
                names.claim(wire),
                value,
                true,
                owner,
                fields.len(),
            ));
        }
    }
    let additional = additional(cx, facts.additional, hint, &mut names);
    Struct {
        fields,
        additional,
        rules,
        multipart: None,
    }
}

fn field(
    cx: &mut Context<'_>,
    name: Name,
    value: Lowered,
    required: bool,
    owner: &Place,
    index: usize,
) -> Field {
    let notes = value.notes;
    if let Some((default, place)) = notes.default {
        cx.types.remember_default(PendingDefault {
            owner: owner.clone(),
            field: index,
            value: default,
            place,
        });
    }
    Field {
        name,
        doc: notes.doc,
        ty: value.ty,
        presence: match (required, value.nullable) {
            (true, false) => Presence::Required,
            (true, true) => Presence::RequiredNullable,
            (false, false) => Presence::Optional,
            (false, true) => Presence::OptionalNullable,
        },
        default: None,
        deprecated: notes.deprecated,
        property: notes.property,
        rules: value.rules,
        example: notes.example.as_ref().map(super::media::lone_example),
    }
}

fn additional(
    cx: &mut Context<'_>,
    additional: Option<(Place, AdditionalProperties)>,
    hint: &str,
    names: &mut Scope,
) -> Additional {
    let (place, schema) = match additional {
        None => return Additional::Ignored,
        Some((_, AdditionalProperties::Any(false))) => return Additional::Refused,
        Some((place, AdditionalProperties::Any(true))) => (place, None),
        Some((place, AdditionalProperties::Schema(schema))) => (place, Some(schema)),
    };
    let value = match schema {
        Some(schema) => value(cx, &place, &schema, &format!("{hint} value")),
        None => Lowered::anything(),
    };
    let rules = value.rules.clone();
    Additional::Kept {
        name: names.claim("additional_properties"),
        value: value.into_type(),
        rules,
    }
}

/// The map that the object at `place` becomes when nothing is known of its properties.
pub(super) fn map(cx: &mut Context<'_>, place: &Place, schema: &Schema, hint: &str) -> Type {
    let facts = Facts::gather(parts(cx, place, schema));
    let Some((place, AdditionalProperties::Schema(schema))) = facts.additional else {
        return Type::Object;
    };
    let value = value(cx, &place, &schema, &format!("{hint} value"));
    let rules: RuleSet = value.rules.clone();
    match value.into_type() {
        Type::Any => Type::Object,
        values => Type::Map {
            values: Box::new(values),
            rules,
        },
    }
}
