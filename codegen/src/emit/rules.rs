//! `rules.rs`: what values have to satisfy beyond their types, as tables.

use super::Content;
use crate::ir::{Additional, Api, RuleSet, Type, TypeId, TypeKind};

/// Which types have constraints, of their own or in some part.
pub(super) struct Ruled {
    types: Vec<bool>,
}

impl Ruled {
    /// Finds them: those with constraints of their own, then whatever holds one of those.
    pub(super) fn of(api: &Api) -> Self {
        let mut types = vec![false; api.types.len()];
        let mut holders: Vec<Vec<usize>> = vec![Vec::new(); api.types.len()];
        let mut found = Vec::new();
        for (index, def) in api.types.iter().enumerate() {
            let mut parts = Parts::default();
            parts.read_kind(&def.kind);
            if parts.has_rules {
                found.push(index);
            }
            for TypeId(part) in parts.named {
                if let Some(holders) = holders.get_mut(part) {
                    holders.push(index);
                }
            }
        }
        while let Some(index) = found.pop() {
            let Some(known) = types.get_mut(index).filter(|known| !**known) else {
                continue;
            };
            *known = true;
            found.extend(holders.get(index).into_iter().flatten());
        }
        Self { types }
    }

    /// Whether values of this type have constraints.
    pub(super) fn has(&self, ty: &Type) -> bool {
        let mut parts = Parts::default();
        parts.read(ty, &Vec::new());
        parts.has_rules || parts.named.iter().any(|id| self.named(*id))
    }

    fn named(&self, id: TypeId) -> bool {
        self.types.get(id.0).copied().unwrap_or(false)
    }
}

/// What a type is made of.
#[derive(Default)]
struct Parts {
    has_rules: bool,
    named: Vec<TypeId>,
}

impl Parts {
    fn read_kind(&mut self, kind: &TypeKind) {
        match kind {
            TypeKind::Struct(it) => {
                self.has_rules |= !it.rules.is_empty();
                for field in &it.fields {
                    self.read(&field.ty, &field.rules);
                }
                match &it.additional {
                    Additional::Ignored | Additional::Refused => {}
                    Additional::Kept {
                        name: _,
                        value,
                        rules,
                    } => self.read(value, rules),
                }
            }
            TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) => {}
            TypeKind::Union(it) => {
                for variant in &it.variants {
                    self.read(&variant.ty, &variant.rules);
                }
            }
            TypeKind::Alias { target, rules } => self.read(target, rules),
        }
    }

    fn read(&mut self, ty: &Type, rules: &RuleSet) {
        self.has_rules |= !rules.is_empty();
        match ty {
            Type::Array {
                items: inner,
                rules,
            }
            | Type::Map {
                values: inner,
                rules,
            } => {
                self.read(inner, rules);
            }
            Type::Nullable(inner) => self.read(inner, &Vec::new()),
            Type::Named(id) | Type::Boxed(id) => self.named.push(*id),
            Type::Scalar(_) | Type::Object | Type::Any => {}
        }
    }
}

/// Whether any type has a constraint.
pub(super) fn is_needed(api: &Api) -> bool {
    Ruled::of(api).types.contains(&true)
}

/// Emits one table a type that has constraints.
pub(super) fn content(_: &Api) -> Option<Content> {
    None
}

/// Whether a value of this type has constraints, or any part of it.
pub(super) fn apply_to(_: &Api, _: &Type) -> bool {
    false
}
