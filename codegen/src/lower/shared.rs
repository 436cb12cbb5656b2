//! Schemas that say the same where they are used: one type, and other names of it.
//!
//! Large documents spell the same object out wherever it is sent. Each place keeps the name that it
//! has by itself, so that no name hangs on what the rest of the document says; but there is one type
//! behind them, which is compiled once, and a value of one place fits the others.
//!
//! Schemas that the document names itself stay apart: that they are alike today is chance.

use std::hash::{BuildHasher as _, Hash as _, Hasher as _};

use foldhash::HashMap;
use foldhash::fast::FixedState;

use super::hold::Finished;
use super::usage;
use crate::diagnostic::Place;
use crate::ir::{RuleSet, Type, TypeDef, TypeId, TypeKind};

/// Where a document keeps schemas by name.
const COLLECTIONS: [&str; 3] = ["schemas", "$defs", "definitions"];

/// Makes other names of the types that are as one before them.
pub(super) fn share(types: &mut Finished) {
    let order = parts_first(&types.defs);
    let mut same: Vec<TypeId> = (0..types.defs.len()).map(TypeId).collect();
    let mut known: HashMap<u64, Vec<TypeId>> = HashMap::default();
    // Meanwhile the types that are compared have the first ones of their parts in the place of these.
    let mut own_parts = Vec::new();
    for id in order {
        let (Some(def), Some(place)) = (types.defs.get_mut(id.0), types.places.get(id.0)) else {
            continue;
        };
        if !is_inline(place) || !has_a_type(&def.kind) {
            continue;
        }
        let firsts = |part: TypeId| same.get(part.0).copied().unwrap_or(part);
        own_parts.push((id, replace_parts(&mut def.kind, firsts)));
        let alike = known.entry(look(&def.kind)).or_default();
        let kind = |id: TypeId| types.defs.get(id.0).map(|it| &it.kind);
        match alike.iter().find(|it| kind(**it) == kind(id)) {
            Some(first) => {
                if let Some(it) = same.get_mut(id.0) {
                    *it = *first;
                }
            }
            None => alike.push(id),
        }
    }
    for (id, parts) in own_parts {
        if let Some(def) = types.defs.get_mut(id.0) {
            let mut parts = parts.into_iter();
            replace_parts(&mut def.kind, |part| parts.next().unwrap_or(part));
        }
    }
    // Of those that are alike, the document has this one first.
    let mut firsts: HashMap<TypeId, TypeId> = HashMap::default();
    for (index, alike) in same.into_iter().enumerate() {
        let first = *firsts.entry(alike).or_insert(TypeId(index));
        if first != TypeId(index) {
            name_again(&mut types.defs, TypeId(index), first);
        }
    }
}

/// Makes `id` another name of `first`, which from now on is sent by whoever sends `id`.
fn name_again(defs: &mut [TypeDef], id: TypeId, first: TypeId) {
    let Some(def) = defs.get_mut(id.0) else {
        return;
    };
    def.kind = TypeKind::Alias {
        target: Type::Named(first),
        rules: RuleSet::new(),
    };
    let usage = def.usage;
    if let Some(first) = defs.get_mut(first.0) {
        first.usage.request |= usage.request;
        first.usage.response |= usage.response;
    }
}

/// Whether the document names the schema at `place` by where it is used only.
fn is_inline(place: &Place) -> bool {
    let Some(parent) = place.parent() else {
        return false;
    };
    let collection = parent.pointer.last();
    !collection.is_some_and(|it| COLLECTIONS.contains(&it.as_ref()))
}

fn has_a_type(kind: &TypeKind) -> bool {
    match kind {
        TypeKind::Struct(_)
        | TypeKind::StringEnum(_)
        | TypeKind::IntegerEnum(_)
        | TypeKind::Union(_) => true,
        TypeKind::Alias { .. } | TypeKind::Newtype { .. } => false,
    }
}

/// Puts `by` of each part of `kind` in its place; the parts that were there, in their order.
fn replace_parts(kind: &mut TypeKind, mut by: impl FnMut(TypeId) -> TypeId) -> Vec<TypeId> {
    let parts = usage::parts_mut(kind).into_iter();
    parts.map(|it| std::mem::replace(it, by(*it))).collect()
}

/// A number that two kinds share when they are the same, and hardly ever else.
fn look(kind: &TypeKind) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    std::mem::discriminant(kind).hash(&mut hasher);
    match kind {
        TypeKind::Struct(it) => {
            for field in &it.fields {
                field.name.hash(&mut hasher);
                field.doc.summary.hash(&mut hasher);
                field.ty.mentions().hash(&mut hasher);
            }
        }
        TypeKind::StringEnum(it) => {
            for value in &it.values {
                value.value.hash(&mut hasher);
            }
        }
        TypeKind::IntegerEnum(it) => {
            for value in &it.values {
                value.value.hash(&mut hasher);
            }
        }
        TypeKind::Union(it) => {
            for variant in &it.variants {
                variant.name.hash(&mut hasher);
                variant.ty.mentions().hash(&mut hasher);
            }
        }
        TypeKind::Alias { .. } | TypeKind::Newtype { .. } => {}
    }
    hasher.finish()
}

/// Every type, after those that it is made of unless it is part of one of them.
fn parts_first(defs: &[TypeDef]) -> Vec<TypeId> {
    let mut order = Vec::with_capacity(defs.len());
    let mut is_seen = vec![false; defs.len()];
    for root in 0..defs.len() {
        let mut open = vec![(TypeId(root), false)];
        while let Some((id, is_done)) = open.pop() {
            if is_done {
                order.push(id);
                continue;
            }
            let Some(def) = defs.get(id.0) else { continue };
            let is_new = is_seen
                .get_mut(id.0)
                .is_some_and(|it| !std::mem::replace(it, true));
            if is_new {
                open.push((id, true));
                open.extend(usage::parts(def).into_iter().map(|it| (it, false)));
            }
        }
    }
    order
}
