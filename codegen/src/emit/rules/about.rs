//! Which rules can be said of which values.

use crate::ir::{Literal, Rule, Scalar, Type};

/// Whether `rule` can be said of values of type `ty`; of others it is not asked, as JSON Schema
/// has it.
pub(super) fn is_about(rule: &Rule, ty: &Type) -> bool {
    match rule {
        Rule::MinLength(_) | Rule::MaxLength(_) | Rule::Pattern(_) => {
            matches!(ty, Type::Scalar(Scalar::String | Scalar::Uri))
        }
        Rule::Format(_) => matches!(ty, Type::Scalar(Scalar::String)),
        // Types without a sign are chosen for this limit.
        Rule::Minimum(Literal::Integer(..=0)) if is_unsigned(ty) => false,
        Rule::Minimum(limit)
        | Rule::ExclusiveMinimum(limit)
        | Rule::Maximum(limit)
        | Rule::ExclusiveMaximum(limit) => is_number(ty) && is_limit(limit),
        Rule::MultipleOf(step) => is_number(ty) && is_limit(step) && is_positive(step),
        Rule::OneOf(_) => is_number(ty) || matches!(ty, Type::Scalar(Scalar::Bool)),
        Rule::MinItems(_) | Rule::MaxItems(_) => matches!(ty, Type::Array { .. }),
        Rule::UniqueItems => matches!(ty, Type::Array { .. }) && !is_file(ty),
        Rule::MinProperties(_) | Rule::MaxProperties(_) => {
            matches!(ty, Type::Map { .. } | Type::Object)
        }
        Rule::MaxSerializedLength(_) => !is_file(ty),
    }
}

/// Whether values are files, or lists of such, which are no JSON.
fn is_file(ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => *scalar == Scalar::Binary,
        Type::Array { items, .. } => is_file(items),
        Type::Tuple(_)
        | Type::Map { .. }
        | Type::Object
        | Type::Any
        | Type::Nullable(_)
        | Type::Named(_)
        | Type::Boxed(_)
        | Type::Foreign(_) => false,
    }
}

fn is_number(ty: &Type) -> bool {
    use Scalar::{F32, F64, I32, I64, I128, Number, U32, U64};
    matches!(
        ty,
        Type::Scalar(I32 | I64 | U32 | U64 | I128 | F32 | F64 | Number)
    )
}

fn is_unsigned(ty: &Type) -> bool {
    matches!(ty, Type::Scalar(Scalar::U32 | Scalar::U64))
}

fn is_limit(literal: &Literal) -> bool {
    match literal {
        Literal::Integer(_) => true,
        Literal::Number(number) => number.is_finite(),
        Literal::Bool(_)
        | Literal::String(_)
        | Literal::Variant { .. }
        | Literal::Array(_)
        | Literal::EmptyMap => false,
    }
}

fn is_positive(literal: &Literal) -> bool {
    match literal {
        Literal::Integer(integer) => *integer > 0,
        Literal::Number(number) => *number > 0.0,
        Literal::Bool(_)
        | Literal::String(_)
        | Literal::Variant { .. }
        | Literal::Array(_)
        | Literal::EmptyMap => false,
    }
}
