//! Defaults: values of the document as values of Rust.

use std::collections::HashMap;

use serde_json::Value;

use super::enumeration;
use super::hold::Finished;
use crate::diagnostic::{Diagnostics, Place, lowering as say};
use crate::ir::{Literal, Presence, Rule, RuleSet, Scalar, Type, TypeDef, TypeId, TypeKind};

/// Gives every field its default, and the constraints of the alias that its type may be.
pub(super) fn settle(types: &mut Finished, diagnostics: &mut Diagnostics) {
    let ids: HashMap<Place, usize> = types
        .places
        .iter()
        .enumerate()
        .map(|(id, place)| (place.clone(), id))
        .collect();
    for pending in std::mem::take(&mut types.defaults) {
        let Some(&owner) = ids.get(&pending.owner) else {
            continue;
        };
        let Some(ty) = field_type(&types.defs, owner, pending.field) else {
            continue;
        };
        match of(&types.defs, &ty, &pending.value) {
            Ok(default) => set_default(&mut types.defs, owner, pending.field, default),
            Err(Misfit) => {
                diagnostics.push(say::default_does_not_fit(&pending.place, &pending.value));
            }
        }
    }
    for (owner, field, constant) in constants(&types.defs) {
        set_default(&mut types.defs, owner, field, Some(constant));
    }
    let inherited: Vec<(usize, usize, RuleSet)> = inherited_rules(&types.defs);
    for (owner, field, rules) in inherited {
        if let Some(field) = field_mut(&mut types.defs, owner, field) {
            field.rules.extend(rules);
        }
    }
}

/// A value that is none of its type.
pub(super) struct Misfit;

/// `value` as Rust spells a value of type `ty`; `None` for one that Rust cannot spell shortly.
pub(super) fn of(defs: &[TypeDef], ty: &Type, value: &Value) -> Result<Option<Literal>, Misfit> {
    let fits = |literal: Option<Literal>| literal.map(Some).ok_or(Misfit);
    match ty {
        Type::Any | Type::Object if value.as_object().is_some_and(serde_json::Map::is_empty) => {
            Ok((*ty == Type::Object).then_some(Literal::EmptyMap))
        }
        Type::Any | Type::Foreign(_) => Ok(None),
        Type::Tuple(_) => match value {
            Value::Array(_) => Ok(None),
            _ => Err(Misfit),
        },
        Type::Object | Type::Map { .. } => match value.as_object() {
            Some(map) => Ok(map.is_empty().then_some(Literal::EmptyMap)),
            None => Err(Misfit),
        },
        Type::Array { items: inner, .. } => match value.as_array() {
            Some(items) => array(defs, inner, items),
            None => Err(Misfit),
        },
        // Null as a default is what absence means anyway.
        Type::Nullable(_) if value.is_null() => Ok(None),
        Type::Nullable(inner) => of(defs, inner, value),
        Type::Scalar(scalar) => of_scalar(*scalar, value),
        Type::Named(id) | Type::Boxed(id) => match defs.get(id.0).map(|def| &def.kind) {
            Some(TypeKind::StringEnum(it)) => {
                let known = it.values.iter().find(|known| value == known.value.as_str());
                fits(known.map(|known| Literal::Variant {
                    ty: *id,
                    variant: known.name.clone(),
                }))
            }
            Some(TypeKind::IntegerEnum(it)) => {
                let integer = enumeration::integer(value);
                let known = it.values.iter().find(|known| Some(known.value) == integer);
                fits(known.map(|known| Literal::Variant {
                    ty: *id,
                    variant: known.name.clone(),
                }))
            }
            Some(TypeKind::Alias { target, .. }) if !is_cyclic(defs, *id) => {
                of(defs, target, value)
            }
            Some(
                TypeKind::Alias { .. }
                | TypeKind::Newtype { .. }
                | TypeKind::Struct(_)
                | TypeKind::Union(_),
            )
            | None => Ok(None),
        },
    }
}

/// An array of values that Rust can spell, when there are not too many.
fn array(defs: &[TypeDef], items: &Type, values: &[Value]) -> Result<Option<Literal>, Misfit> {
    const MOST: usize = 32;
    if values.len() > MOST {
        return Ok(None);
    }
    let mut spelled = Vec::with_capacity(values.len());
    for value in values {
        match of(defs, items, value)? {
            Some(literal) => spelled.push(literal),
            None => return Ok(None),
        }
    }
    Ok(Some(Literal::Array(spelled)))
}

fn of_scalar(scalar: Scalar, value: &Value) -> Result<Option<Literal>, Misfit> {
    let integer = |low: i128, high: i128| {
        enumeration::integer(value)
            .filter(|integer| (low..=high).contains(integer))
            .map(Literal::Integer)
    };
    let literal = match scalar {
        Scalar::Bool => value.as_bool().map(Literal::Bool),
        Scalar::I32 => integer(i32::MIN.into(), i32::MAX.into()),
        Scalar::I64 => integer(i64::MIN.into(), i64::MAX.into()),
        Scalar::U32 => integer(0, u32::MAX.into()),
        Scalar::U64 => integer(0, u64::MAX.into()),
        Scalar::I128 => integer(i128::MIN, i128::MAX),
        Scalar::F32 | Scalar::F64 | Scalar::Number => value.as_f64().map(Literal::Number),
        Scalar::String | Scalar::Uri => value.as_str().map(|it| Literal::String(it.to_owned())),
        Scalar::Uuid
        | Scalar::DateTime
        | Scalar::Date
        | Scalar::Base64
        | Scalar::Binary
        | Scalar::Ipv4
        | Scalar::Ipv6 => {
            return if value.is_string() {
                Ok(None)
            } else {
                Err(Misfit)
            };
        }
    };
    literal.map(Some).ok_or(Misfit)
}

/// The required fields that can have one value only, which nobody should have to write.
fn constants(defs: &[TypeDef]) -> Vec<(usize, usize, Literal)> {
    let mut constants = Vec::new();
    for (owner, def) in defs.iter().enumerate() {
        let TypeKind::Struct(it) = &def.kind else {
            continue;
        };
        let fields = it.fields.iter().enumerate();
        let required = fields.filter(|(_, it)| it.presence == Presence::Required);
        constants.extend(required.filter_map(|(index, field)| {
            let constant = match &field.ty {
                Type::Named(id) => only_variant(defs, *id)?,
                _ => only_value(&field.rules)?,
            };
            Some((owner, index, constant))
        }));
    }
    constants
}

/// The one value of an enum that has no other.
fn only_variant(defs: &[TypeDef], id: TypeId) -> Option<Literal> {
    let variant = match &defs.get(id.0)?.kind {
        TypeKind::StringEnum(it) if it.unknown.is_none() => match it.values.as_slice() {
            [only] => only.name.clone(),
            _ => return None,
        },
        TypeKind::IntegerEnum(it) if it.unknown.is_none() => match it.values.as_slice() {
            [only] => only.name.clone(),
            _ => return None,
        },
        _ => return None,
    };
    Some(Literal::Variant { ty: id, variant })
}

/// The one value that rules allow, if they list no other.
fn only_value(rules: &RuleSet) -> Option<Literal> {
    rules.iter().find_map(|rule| match rule {
        Rule::OneOf(values) => match values.as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        },
        _ => None,
    })
}

/// The constraints that `ty` brings along as the name of a constrained type.
pub(super) fn rules_of_alias(defs: &[TypeDef], ty: &Type) -> RuleSet {
    let mut rules = RuleSet::new();
    let mut ty = ty;
    let mut steps = 0;
    while let Type::Named(id) | Type::Boxed(id) = ty {
        let Some(TypeKind::Alias { target, rules: own }) = defs.get(id.0).map(|def| &def.kind)
        else {
            break;
        };
        rules.extend(own.iter().cloned());
        ty = target;
        steps += 1;
        if steps > defs.len() {
            break;
        }
    }
    rules
}

/// Whether a name stands for nothing but itself.
pub(super) fn is_cyclic(defs: &[TypeDef], start: TypeId) -> bool {
    let mut id = start;
    for _ in 0..=defs.len() {
        match defs.get(id.0).map(|def| &def.kind) {
            Some(TypeKind::Alias {
                target: Type::Named(next) | Type::Boxed(next),
                ..
            }) => id = *next,
            _ => return false,
        }
    }
    true
}

fn inherited_rules(defs: &[TypeDef]) -> Vec<(usize, usize, RuleSet)> {
    let mut inherited = Vec::new();
    for (owner, def) in defs.iter().enumerate() {
        let TypeKind::Struct(it) = &def.kind else {
            continue;
        };
        for (index, field) in it.fields.iter().enumerate() {
            let rules = rules_of_alias(defs, &field.ty);
            if !rules.is_empty() {
                inherited.push((owner, index, rules));
            }
        }
    }
    inherited
}

fn field_type(defs: &[TypeDef], owner: usize, field: usize) -> Option<Type> {
    match &defs.get(owner)?.kind {
        TypeKind::Struct(it) => Some(it.fields.get(field)?.ty.clone()),
        TypeKind::StringEnum(_)
        | TypeKind::IntegerEnum(_)
        | TypeKind::Union(_)
        | TypeKind::Alias { .. }
        | TypeKind::Newtype { .. } => None,
    }
}

fn field_mut(defs: &mut [TypeDef], owner: usize, field: usize) -> Option<&mut crate::ir::Field> {
    match &mut defs.get_mut(owner)?.kind {
        TypeKind::Struct(it) => it.fields.get_mut(field),
        TypeKind::StringEnum(_)
        | TypeKind::IntegerEnum(_)
        | TypeKind::Union(_)
        | TypeKind::Alias { .. }
        | TypeKind::Newtype { .. } => None,
    }
}

fn set_default(defs: &mut [TypeDef], owner: usize, field: usize, default: Option<Literal>) {
    if let Some(field) = field_mut(defs, owner, field) {
        field.default = default;
    }
}
