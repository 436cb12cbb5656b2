//! What a property is that several members of a choice have.

use crate::ir::{Field, Presence, Property, Scalar, Type, TypeDef, TypeKind};

/// The field that holds what either of the two does; `None` where no value is of both.
pub(super) fn field(defs: &[TypeDef], one: &Field, other: &Field) -> Option<Field> {
    let mut both = one.clone();
    both.ty = ty(defs, &one.ty, &other.ty)?;
    if is_nullable(other.presence) {
        both.presence = other.presence;
    }
    if one.rules != other.rules || one.ty != other.ty {
        both.rules.clear();
    }
    if one.default != other.default || one.ty != other.ty {
        both.default = None;
    }
    both.deprecated &= other.deprecated;
    if one.property != other.property {
        both.property = Property::Both;
    }
    Some(both)
}

pub(super) fn is_nullable(presence: Presence) -> bool {
    match presence {
        Presence::RequiredNullable | Presence::OptionalNullable => true,
        Presence::Required | Presence::Optional => false,
    }
}

/// What values are, as far as it tells types apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Boolean,
    Integer,
    Number,
    Text,
    List,
    Object,
    Anything,
}

/// The narrowest type at hand that holds what either of the two does; `None` where no value is of
/// both.
fn ty(defs: &[TypeDef], one: &Type, other: &Type) -> Option<Type> {
    if one == other {
        return Some(one.clone());
    }
    if let Some((one, other)) = without_null(one, other) {
        return ty(defs, one, other).map(|both| Type::Nullable(Box::new(both)));
    }
    let (one, other) = (behind(defs, one), behind(defs, other));
    if excludes(defs, one, other) {
        return None;
    }
    match (kind(defs, one), kind(defs, other)) {
        (Kind::Boolean, Kind::Boolean) => Some(Type::Scalar(Scalar::Bool)),
        (Kind::Text, Kind::Text) => Some(Type::Scalar(Scalar::String)),
        (Kind::Integer, Kind::Integer) => Some(Type::Scalar(Scalar::I128)),
        (Kind::Integer | Kind::Number, Kind::Integer | Kind::Number) => {
            let number = [one, other]
                .into_iter()
                .find(|it| kind(defs, it) == Kind::Number);
            number.cloned()
        }
        (one, other) => {
            (one == other || [one, other].contains(&Kind::Anything)).then_some(Type::Any)
        }
    }
}

/// Both without null, if one of them allows it.
fn without_null<'a>(one: &'a Type, other: &'a Type) -> Option<(&'a Type, &'a Type)> {
    match (one, other) {
        (Type::Nullable(one), Type::Nullable(other)) => Some((one, other)),
        (Type::Nullable(one), other) => Some((one, other)),
        (one, Type::Nullable(other)) => Some((one, other)),
        _ => None,
    }
}

/// Whether both list strings, and none the same.
fn excludes(defs: &[TypeDef], one: &Type, other: &Type) -> bool {
    let (Some(one), Some(other)) = (listed(defs, one), listed(defs, other)) else {
        return false;
    };
    !one.iter().any(|it| other.contains(it))
}

/// The values that a type lists.
fn listed(defs: &[TypeDef], ty: &Type) -> Option<Vec<String>> {
    let Type::Named(id) = ty else {
        return None;
    };
    match &defs.get(id.0)?.kind {
        TypeKind::StringEnum(it) if it.unknown.is_none() => {
            Some(it.values.iter().map(|it| it.value.clone()).collect())
        }
        TypeKind::IntegerEnum(it) => {
            Some(it.values.iter().map(|it| it.value.to_string()).collect())
        }
        _ => None,
    }
}

/// What a name stands for.
fn behind<'a>(defs: &'a [TypeDef], ty: &'a Type) -> &'a Type {
    let mut ty = ty;
    for _ in 0..=defs.len() {
        let (Type::Named(id) | Type::Boxed(id)) = ty else {
            break;
        };
        match defs.get(id.0).map(|def| &def.kind) {
            Some(TypeKind::Alias { target, .. }) => ty = target,
            _ => break,
        }
    }
    ty
}

fn kind(defs: &[TypeDef], ty: &Type) -> Kind {
    match ty {
        Type::Scalar(it) => match it {
            Scalar::Bool => Kind::Boolean,
            Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::I128 => Kind::Integer,
            Scalar::F32 | Scalar::F64 | Scalar::Number => Kind::Number,
            Scalar::String
            | Scalar::Uuid
            | Scalar::DateTime
            | Scalar::Date
            | Scalar::Base64
            | Scalar::Binary
            | Scalar::Ipv4
            | Scalar::Ipv6
            | Scalar::Uri => Kind::Text,
        },
        Type::Array { .. } | Type::Tuple(_) => Kind::List,
        Type::Map { .. } | Type::Object => Kind::Object,
        Type::Any | Type::Nullable(_) | Type::Foreign(_) => Kind::Anything,
        Type::Named(id) | Type::Boxed(id) => match defs.get(id.0).map(|def| &def.kind) {
            Some(TypeKind::Struct(_)) => Kind::Object,
            Some(TypeKind::StringEnum(_)) => Kind::Text,
            Some(TypeKind::IntegerEnum(_)) => Kind::Integer,
            Some(TypeKind::Union(_) | TypeKind::Alias { .. } | TypeKind::Newtype { .. }) | None => {
                Kind::Anything
            }
        },
    }
}
