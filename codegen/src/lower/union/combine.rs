//! Values of several members of an `anyOf` at once: they may have the properties of all of those.

mod agree;

use std::collections::HashSet;

use indexmap::IndexMap;
use indexmap::map::Entry;

use super::super::hold::{Finished, Types};
use super::super::names::Scope;
use super::super::prose;
use super::settle::{fields, struct_behind};
use crate::ir::{
    Additional, Field, Presence, RuleSet, Struct, Type, TypeDef, TypeId, TypeKind, UnionVariant,
    Usage,
};
use crate::spec::Spec;

/// Gives each `anyOf` whose members exclude one another nowhere a variant with the properties of
/// all of them.
pub(in super::super) fn combine(types: &mut Finished, names: &mut Types, spec: &Spec) {
    for id in std::mem::take(&mut types.any_of) {
        let Some(it) = combined(&types.defs, id) else {
            continue;
        };
        // Much put together many times over is more than any document needs.
        if spec.expand(1 + it.fields.len()).is_err() {
            return;
        }
        add(types, names, id, it);
    }
}

fn add(types: &mut Finished, names: &mut Types, union: TypeId, it: Struct) {
    let combined = TypeId(types.defs.len());
    let Some(def) = types.defs.get_mut(union.0) else {
        return;
    };
    if let TypeKind::Union(union) = &mut def.kind {
        let mut scope = Scope::of_variants();
        for variant in &union.variants {
            scope.claim(&variant.name.rust);
        }
        union.variants.push(UnionVariant {
            name: scope.claim("Combined"),
            doc: prose::description(Some("Properties of several of the others.")),
            ty: Type::Named(combined),
            rules: RuleSet::new(),
            tags: Vec::new(),
            combines: true,
        });
    }
    let name = def.name.clone();
    let plain = name.rust.trim_start_matches("r#");
    let hints = [format!("{plain} combined"), format!("{plain} of several")];
    let doc = format!("Several of what a `{plain}` may be, at once.");
    types.defs.push(TypeDef {
        name: names.claim_first_free(&name.wire, &hints),
        doc: prose::description(Some(&doc)),
        deprecated: false,
        usage: Usage::default(),
        kind: TypeKind::Struct(it),
        examples: Vec::new(),
    });
    if let Some(place) = types.places.get(union.0).cloned() {
        types.places.push(place);
    }
}

/// What has the properties of all members of a union; `None` where one of them reads as much alone,
/// or no value can be of them all.
fn combined(defs: &[TypeDef], union: TypeId) -> Option<Struct> {
    let members = members(defs, union)?;
    let mut all: IndexMap<&str, Field> = IndexMap::new();
    for field in members.iter().flat_map(|it| &it.fields) {
        match all.entry(&field.name.wire) {
            Entry::Occupied(mut known) => {
                let both = agree::field(defs, known.get(), field)?;
                known.insert(both);
            }
            Entry::Vacant(free) => {
                free.insert(field.clone());
            }
        }
    }
    let required = required_by_all(&members);
    let reads_all = |it: &&Struct| {
        it.fields.len() == all.len()
            && it.fields.iter().filter(is_required).count() == required.len()
    };
    if members.iter().any(reads_all) {
        return None;
    }
    let mut names = Scope::of_fields();
    for (wire, field) in &mut all {
        field.name = names.claim_as(wire, &field.name.rust);
        field.presence = match (required.contains(wire), agree::is_nullable(field.presence)) {
            (true, false) => Presence::Required,
            (true, true) => Presence::RequiredNullable,
            (false, false) => Presence::Optional,
            (false, true) => Presence::OptionalNullable,
        };
    }
    Some(Struct {
        fields: all.into_values().collect(),
        additional: Additional::Ignored,
        rules: RuleSet::new(),
        multipart: None,
    })
}

/// The members of a union that may have properties of others beside their own, where there are
/// two and nothing tells which of them a value is.
fn members(defs: &[TypeDef], union: TypeId) -> Option<Vec<&Struct>> {
    let TypeKind::Union(it) = &defs.get(union.0)?.kind else {
        return None;
    };
    let mut seen = HashSet::new();
    let members = it.variants.iter();
    let members = members.filter_map(|it| struct_behind(defs, &it.ty));
    let members = members.filter(|it| seen.insert(*it));
    let members = members.filter_map(|it| fields(defs, it));
    let members = members.filter(|it| it.additional != Additional::Refused);
    let members: Vec<&Struct> = members.collect();
    let is_lossless = |it: &&Struct| matches!(it.additional, Additional::Kept { .. });
    (it.tag.is_none() && members.len() > 1 && !members.iter().all(is_lossless)).then_some(members)
}

/// The properties that no value lacks, whichever members it is of.
fn required_by_all<'a>(members: &[&'a Struct]) -> HashSet<&'a str> {
    let mut required = members.iter().map(|it| {
        let required = it.fields.iter().filter(is_required);
        required.map(|it| it.name.wire.as_str()).collect()
    });
    let first: HashSet<&str> = required.next().unwrap_or_default();
    required.fold(first, |all, one| &all & &one)
}

fn is_required(field: &&Field) -> bool {
    match field.presence {
        Presence::Required | Presence::RequiredNullable => true,
        Presence::Optional | Presence::OptionalNullable => false,
    }
}
