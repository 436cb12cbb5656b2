//! Properties that an object does not list: `additionalProperties` and its kin.

use openapiv3::{AdditionalProperties, ReferenceOr};

use super::super::names::Scope;
use super::super::schema::{self, Lowered};
use super::super::{Context, pattern, rule};
use crate::diagnostic::{Place, lowering as say};
use crate::ir::{Additional, Rule, RuleSet, Type};
use crate::settings::UnlistedProperties;
use crate::spec::Schema;

/// What the parts of an object say of properties that they do not list.
#[derive(Default)]
pub(super) struct Rest {
    /// Others than those that `schemas` are about are refused.
    is_closed: bool,
    /// Others may be anything, and are kept.
    is_free: bool,
    /// What their values are, each with the part that says so.
    schemas: Vec<(Place, ReferenceOr<openapiv3::Schema>)>,
    /// The patterns of `patternProperties`, and where they stand.
    patterns: Vec<(Place, String)>,
    /// What `propertyNames` asks of keys.
    keys: RuleSet,
}

impl Rest {
    /// Adds what `part`, which stands at `place`, says; `is_lone` when it is the only one.
    pub(super) fn add(
        &mut self,
        cx: &mut Context<'_>,
        place: &Place,
        part: &Schema,
        is_lone: bool,
    ) {
        let later = &part.later;
        for (pattern, schema) in &later.pattern_properties {
            let at = place.child("patternProperties").child(pattern);
            self.patterns.push((at, pattern.clone()));
            self.schemas.push((place.clone(), schema.clone()));
        }
        match &part.keywords.additional_properties {
            // One member's `false` would forbid what the others list; as a whole, `allOf` means
            // an object that has them all.
            Some(AdditionalProperties::Any(false)) => {
                self.is_closed |= is_lone || !later.pattern_properties.is_empty();
            }
            Some(AdditionalProperties::Any(true)) => self.is_free = true,
            Some(AdditionalProperties::Schema(schema)) => {
                self.schemas.push((place.clone(), (**schema).clone()));
            }
            None => {}
        }
        if let Some(schema) = &later.unevaluated_properties {
            self.add_unevaluated(cx, place, schema);
        }
        if let Some(schema) = &later.property_names {
            self.add_names(cx, place, schema);
        }
    }

    /// `unevaluatedProperties` sees what all parts list, and so means what it says in `allOf` too.
    fn add_unevaluated(
        &mut self,
        cx: &mut Context<'_>,
        place: &Place,
        schema: &ReferenceOr<Box<openapiv3::Schema>>,
    ) {
        match cx.schema_behind(place, schema) {
            Some((_, it)) if it.later.never => self.is_closed = true,
            Some((_, it)) if *it == Schema::default() => self.is_free = true,
            Some(_) => self.schemas.push((place.clone(), schema.clone().unbox())),
            None => {}
        }
    }

    fn add_names(
        &mut self,
        cx: &mut Context<'_>,
        place: &Place,
        schema: &ReferenceOr<Box<openapiv3::Schema>>,
    ) {
        if let Some((site, names)) = cx.schema_behind(place, schema) {
            self.keys.extend(rule::of_keys(cx, &site.place, &names));
        }
    }

    /// Whether there is nothing but what is listed.
    pub(super) fn is_refused(&self) -> bool {
        self.is_closed && self.schemas.is_empty()
    }

    /// What happens to them in the struct that the object at `owner` becomes.
    pub(super) fn beside_fields(
        self,
        cx: &mut Context<'_>,
        owner: &Place,
        hint: &str,
        names: &mut Scope,
    ) -> Additional {
        if self.is_refused() {
            return Additional::Refused;
        }
        let says_nothing = self.schemas.is_empty() && !self.is_free && self.keys.is_empty();
        let unlisted = cx.settings.models.unlisted_properties;
        if says_nothing && unlisted == UnlistedProperties::Ignore {
            return Additional::Ignored;
        }
        let value = self.value(cx, owner, hint);
        let rules = value.rules.clone();
        Additional::Kept {
            name: names.claim("additional_properties"),
            value: value.into_type(),
            rules,
            keys: self.keys(cx),
        }
    }

    /// The map that an object becomes of which nothing else is known.
    pub(super) fn alone(self, cx: &mut Context<'_>, owner: &Place, hint: &str) -> Type {
        let value = self.value(cx, owner, hint);
        let rules = value.rules.clone();
        let keys = self.keys(cx);
        match value.into_type() {
            Type::Any if keys.is_empty() => Type::Object,
            values => Type::Map {
                values: Box::new(values),
                rules,
                keys,
            },
        }
    }

    /// What their values are: one of what the parts say.
    fn value(&self, cx: &mut Context<'_>, owner: &Place, hint: &str) -> Lowered {
        let hint = format!("{hint} value");
        match self.schemas.as_slice() {
            [] => Lowered::anything(),
            _ if self.is_free => Lowered::anything(),
            [(place, only)] => schema::value(cx, place, only, &hint),
            several => {
                let mut one_of = Schema::default();
                one_of.keywords.any_of = several.iter().map(|(_, it)| it.clone()).collect();
                // Nothing stands there: the place is a name for one of them.
                let key = owner.child("additionalProperties").child("anyOf");
                schema::made(cx, &key, one_of, &hint)
            }
        }
    }

    /// What their keys have to satisfy.
    fn keys(&self, cx: &mut Context<'_>) -> RuleSet {
        let mut keys = self.keys.clone();
        if !self.is_closed || self.patterns.is_empty() {
            return keys;
        }
        let mut translated = Vec::with_capacity(self.patterns.len());
        for (at, expression) in &self.patterns {
            match pattern::translate(expression) {
                Ok(it) => translated.push(it),
                Err(reason) => {
                    cx.warn(say::unchecked_pattern(at, expression, &reason));
                    return keys;
                }
            }
        }
        let any = match translated.as_slice() {
            [only] => only.clone(),
            several => format!("(?:{})", several.join(")|(?:")),
        };
        keys.push(Rule::Pattern(any));
        keys
    }
}
