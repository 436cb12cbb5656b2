//! Objects: properties, what is beside them, and what `allOf` adds.

mod rest;

use std::rc::Rc;

use foldhash::HashSet;
use foldhash::fast::RandomState;
use indexmap::{IndexMap, IndexSet};
use openapiv3::ReferenceOr;

use super::hold::PendingDefault;
use super::names::Scope;
use super::schema::{Lowered, value};
use super::{Context, narrow, rule};
use crate::diagnostic::Place;
use crate::ir::{Field, Name, Presence, RuleSet, Struct, Type, TypeKind};
use crate::spec::Schema;
use rest::Rest;

/// A schema and where it stands.
pub(super) type Part = (Place, Rc<Schema>);

/// The schema of a property, and the part that lists it.
pub(super) type Property = (Place, ReferenceOr<Box<openapiv3::Schema>>);

/// The same, as one part has it.
pub(super) type Said<'p> = (&'p Place, &'p ReferenceOr<Box<openapiv3::Schema>>);

/// What all parts of an object say together.
#[derive(Default)]
struct Facts<'p> {
    /// What each part says about a property.
    properties: IndexMap<&'p str, Vec<Said<'p>>, RandomState>,
    /// The names of `required`, in document order.
    required: IndexSet<&'p str, RandomState>,
    rest: Rest,
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
                || schema.later.property_names.is_some()
                || !keywords.required.is_empty()
        }
    }
}

/// The schema at `place` and all that `allOf` adds to it, the members before the schema that
/// lists them, each once.
pub(super) fn parts(cx: &mut Context<'_>, place: &Place, schema: &Schema) -> Vec<Part> {
    let schema = match cx.schemas.get(place) {
        Some(known) if std::ptr::eq(known.as_ref(), schema) => Rc::clone(known),
        Some(_) | None => Rc::new(schema.clone()),
    };
    let mut seen = HashSet::from_iter([place.clone()]);
    let mut found = Vec::new();
    let mut open = vec![(place.clone(), schema)];
    while let Some((at, part)) = open.pop() {
        for member in &part.keywords.all_of {
            let Some(site) = cx.follow(&at, member) else {
                continue;
            };
            if seen.insert(site.place.clone())
                && let Some(member) = cx.schema(&site.place)
                // Much put together many times over is more than any document needs.
                && cx.spec.expand(1 + member.keywords.properties.len()).is_ok()
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

impl<'p> Facts<'p> {
    fn gather(cx: &mut Context<'_>, parts: &'p [Part]) -> Self {
        let mut facts = Self::default();
        let lone = parts.len() == 1;
        for (place, part) in parts {
            let keywords = &part.keywords;
            facts.properties.reserve(keywords.properties.len());
            for (name, property) in &keywords.properties {
                let found = facts.properties.entry(name).or_default();
                found.push((place, property));
            }
            let required = keywords.required.iter();
            facts.required.extend(required.map(String::as_str));
            facts.rest.add(cx, place, part, lone);
        }
        facts
    }

    fn name_properties(&self) -> bool {
        let nothing_else = self.rest.is_refused();
        nothing_else || !self.properties.is_empty() || !self.required.is_empty()
    }
}

/// Whether the schema at `place` becomes a struct: an object of whose properties anything is known.
pub(super) fn is_struct(cx: &mut Context<'_>, place: &Place, schema: &Schema) -> bool {
    let parts = parts(cx, place, schema);
    let lists_some = |(_, part): &Part| {
        let keywords = &part.keywords;
        !keywords.properties.is_empty() || !keywords.required.is_empty()
    };
    // What is in these is read where it is met first, as it is told in that order.
    let has_schemas = |(_, part): &Part| {
        part.later.unevaluated_properties.is_some() || part.later.property_names.is_some()
    };
    let is_sure = parts.iter().any(lists_some) && !parts.iter().any(has_schemas);
    parts.iter().any(|(_, part)| describes_object(part))
        && (is_sure || Facts::gather(cx, &parts).name_properties())
}

/// The properties of the object that the schema `reference`, found at `from`, describes, each with
/// the last schema that lists it.
pub(super) fn properties<T>(
    cx: &mut Context<'_>,
    from: &Place,
    reference: &ReferenceOr<T>,
) -> IndexMap<String, Property> {
    match cx.schema_behind(from, reference) {
        Some((site, schema)) => {
            let parts = parts(cx, &site.place, &schema);
            properties_of(cx, &parts)
        }
        None => IndexMap::new(),
    }
}

/// The properties that all of `parts` describe together, each as the last schema that lists it
/// has it.
pub(super) fn properties_of(cx: &mut Context<'_>, parts: &[Part]) -> IndexMap<String, Property> {
    let properties = Facts::gather(cx, parts).properties.into_iter();
    properties
        .filter_map(|(wire, mut said)| {
            let (place, property) = said.pop()?;
            Some((wire.to_owned(), (place.clone(), property.clone())))
        })
        .collect()
}

/// Whether the schema `reference`, found at `from`, describes objects.
pub(super) fn is_at<T>(cx: &mut Context<'_>, from: &Place, reference: &ReferenceOr<T>) -> bool {
    let behind = cx.schema_behind(from, reference);
    behind.is_some_and(|(site, schema)| is_object(cx, &site.place, &schema))
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
    TypeKind::Struct(of_parts(cx, place, &parts, rules, hint))
}

/// The struct that all of `parts` describe together; `owner` is where it is defined.
pub(super) fn of_parts(
    cx: &mut Context<'_>,
    owner: &Place,
    parts: &[Part],
    rules: RuleSet,
    hint: &str,
) -> Struct {
    let facts = Facts::gather(cx, parts);
    let mut names = Scope::of_fields();
    let mut fields = Vec::with_capacity(facts.properties.len());
    for (&wire, said) in &facts.properties {
        let value = property(cx, owner, said, &[hint, wire].join(" "));
        let required = facts.required.contains(wire);
        fields.push(field(
            cx,
            names.claim_chosen(wire, value.notes.rust_name.as_deref()),
            value,
            required,
            owner,
            fields.len(),
        ));
    }
    for &wire in &facts.required {
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
    let additional = facts.rest.beside_fields(cx, owner, hint, &mut names);
    Struct {
        fields,
        additional,
        rules,
        multipart: None,
    }
}

/// What a property is that one part of the object at `owner` describes, or several.
fn property(cx: &mut Context<'_>, owner: &Place, said: &[Said<'_>], hint: &str) -> Lowered {
    match said {
        &[(from, only)] => value(cx, from, only, hint),
        several => narrow::property(cx, owner, several, hint),
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

/// The map that the object at `place` becomes when nothing is known of its properties.
pub(super) fn map(cx: &mut Context<'_>, place: &Place, schema: &Schema, hint: &str) -> Type {
    let parts = parts(cx, place, schema);
    let facts = Facts::gather(cx, &parts);
    facts.rest.alone(cx, place, hint)
}
