//! Types that hold themselves: boxed where a struct does, types of their own where names do.

use super::hold::Finished;
use super::literal;
use crate::diagnostic::{Diagnostics, lowering as say};
use crate::ir::{Type, TypeDef, TypeId, TypeKind};

/// Puts a box where a type would otherwise contain itself.
pub(super) fn box_cycles(types: &mut Finished, diagnostics: &mut Diagnostics) {
    for edge in cycle_edges(&types.defs, alias_edges) {
        let is_endless = literal::is_cyclic(&types.defs, edge.from);
        if is_endless && let Some(place) = types.places.get(edge.from.0) {
            diagnostics.push(say::endless_alias(place));
        }
        if let Some(def) = types.defs.get_mut(edge.from.0)
            && let TypeKind::Alias { target, rules } = &mut def.kind
        {
            if is_endless {
                *target = Type::Any;
            } else {
                // Rust cannot write out `type A = Vec<A>`: it has to be a type of its own.
                let target = std::mem::replace(target, Type::Any);
                let rules = std::mem::take(rules);
                def.kind = TypeKind::Newtype { target, rules };
            }
        }
    }
    for edge in cycle_edges(&types.defs, held_edges) {
        let Some(def) = types.defs.get_mut(edge.from.0) else {
            continue;
        };
        match &mut def.kind {
            TypeKind::Struct(it) => {
                if let Some(field) = it.fields.get_mut(edge.slot) {
                    put_in_box(&mut field.ty, edge.to);
                }
            }
            TypeKind::Union(it) => {
                if let Some(variant) = it.variants.get_mut(edge.slot) {
                    put_in_box(&mut variant.ty, edge.to);
                }
            }
            TypeKind::Alias { target, .. } | TypeKind::Newtype { target, .. } => {
                put_in_box(target, edge.to);
            }
            TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) => {}
        }
    }
}

/// From a type to one that it mentions, by the field that does.
#[derive(Debug, Clone, Copy)]
struct Edge {
    from: TypeId,
    slot: usize,
    to: TypeId,
}

/// The edges along which a value lies inside another one, with no pointer between.
fn held_edges(defs: &[TypeDef], from: TypeId) -> Vec<Edge> {
    let edges = |slot: usize, ty: &Type| {
        let held = held(ty).into_iter();
        held.map(move |to| Edge { from, slot, to })
    };
    match defs.get(from.0).map(|def| &def.kind) {
        Some(TypeKind::Struct(it)) => {
            let fields = it.fields.iter().enumerate();
            fields
                .flat_map(|(slot, field)| edges(slot, &field.ty))
                .collect()
        }
        Some(TypeKind::Union(it)) => {
            let variants = it.variants.iter().enumerate();
            variants
                .flat_map(|(slot, variant)| edges(slot, &variant.ty))
                .collect()
        }
        Some(TypeKind::Alias { target, .. } | TypeKind::Newtype { target, .. }) => {
            edges(0, target).collect()
        }
        Some(TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_)) | None => Vec::new(),
    }
}

fn held(ty: &Type) -> Vec<TypeId> {
    match ty {
        Type::Named(id) => vec![*id],
        Type::Nullable(inner) => held(inner),
        Type::Tuple(elements) => elements.iter().flat_map(|it| held(&it.ty)).collect(),
        Type::Boxed(_)
        | Type::Array { .. }
        | Type::Map { .. }
        | Type::Scalar(_)
        | Type::Object
        | Type::Any
        | Type::Foreign(_) => Vec::new(),
    }
}

/// The edges along which a type alias stands for another one.
fn alias_edges(defs: &[TypeDef], from: TypeId) -> Vec<Edge> {
    let Some(TypeKind::Alias { target, .. }) = defs.get(from.0).map(|def| &def.kind) else {
        return Vec::new();
    };
    let mentioned = target.mentions().into_iter();
    mentioned.map(|to| Edge { from, slot: 0, to }).collect()
}

/// Puts a box around `id` where `ty` holds it in place.
fn put_in_box(ty: &mut Type, id: TypeId) {
    match ty {
        Type::Named(held) if *held == id => *ty = Type::Boxed(id),
        Type::Nullable(inner) => put_in_box(inner, id),
        Type::Tuple(elements) => {
            for element in elements {
                put_in_box(&mut element.ty, id);
            }
        }
        Type::Named(_)
        | Type::Boxed(_)
        | Type::Array { .. }
        | Type::Map { .. }
        | Type::Scalar(_)
        | Type::Object
        | Type::Any
        | Type::Foreign(_) => {}
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Unseen,
    Open,
    Done,
}

/// The edges that close a cycle, found depth first without recursion; without them there is none.
fn cycle_edges(defs: &[TypeDef], edges: fn(&[TypeDef], TypeId) -> Vec<Edge>) -> Vec<Edge> {
    let mut marks = vec![Mark::Unseen; defs.len()];
    let mut closing = Vec::new();
    for root in 0..defs.len() {
        let mut stack = vec![(TypeId(root), Vec::new().into_iter())];
        match marks.get_mut(root) {
            Some(mark) if *mark == Mark::Unseen => *mark = Mark::Open,
            Some(_) | None => continue,
        }
        if let Some(top) = stack.last_mut() {
            top.1 = edges(defs, TypeId(root)).into_iter();
        }
        while let Some((id, open)) = stack.last_mut() {
            let Some(edge) = open.next() else {
                if let Some(mark) = marks.get_mut(id.0) {
                    *mark = Mark::Done;
                }
                stack.pop();
                continue;
            };
            match marks.get_mut(edge.to.0) {
                Some(mark) if *mark == Mark::Unseen => {
                    *mark = Mark::Open;
                    stack.push((edge.to, edges(defs, edge.to).into_iter()));
                }
                Some(mark) if *mark == Mark::Open => closing.push(edge),
                Some(_) | None => {}
            }
        }
    }
    closing
}
