//! Values without parts: `type` and `format`.

use super::enumeration;
use crate::ir::{Scalar, Type};
use crate::settings::Number;
use crate::spec::Schema;

/// What a schema without parts becomes.
pub(super) fn ty(schema: &Schema, numbers: Number) -> Type {
    let keywords = &schema.keywords;
    let format = keywords.format.as_deref();
    match keywords.typ.as_deref().or_else(|| implied_type(schema)) {
        Some("string") => Type::Scalar(string(format)),
        Some("integer") => Type::Scalar(integer(schema, format)),
        Some("number") => Type::Scalar(number(numbers)),
        Some("boolean") => Type::Scalar(Scalar::Bool),
        Some("object") => Type::Object,
        // The reader hands out no types but those above and `array`, which `schema` sees to.
        Some(_) | None => Type::Any,
    }
}

/// The type that a schema without `type` must mean, by keywords that only one type has.
fn implied_type(schema: &Schema) -> Option<&'static str> {
    let keywords = &schema.keywords;
    let text = keywords.pattern.is_some()
        || keywords.min_length.is_some()
        || keywords.max_length.is_some()
        || matches!(
            keywords.format.as_deref(),
            Some("uuid" | "date-time" | "date" | "uri" | "email" | "byte" | "ipv4" | "ipv6")
        );
    let number =
        keywords.multiple_of.is_some() || keywords.minimum.is_some() || keywords.maximum.is_some();
    if !schema.later.types.is_empty() {
        None
    } else if text {
        Some("string")
    } else if matches!(keywords.format.as_deref(), Some("int32" | "int64")) {
        Some("integer")
    } else if number {
        Some("number")
    } else {
        None
    }
}

fn string(format: Option<&str>) -> Scalar {
    match format {
        Some("uuid") => Scalar::Uuid,
        Some("date-time") => Scalar::DateTime,
        Some("date") => Scalar::Date,
        Some("byte") => Scalar::Base64,
        Some("uri") => Scalar::Uri,
        Some("ipv4") => Scalar::Ipv4,
        Some("ipv6") => Scalar::Ipv6,
        // `binary` is bytes only as a whole body, where `media` sees to it.
        Some(_) | None => Scalar::String,
    }
}

fn integer(schema: &Schema, format: Option<&str>) -> Scalar {
    let keywords = &schema.keywords;
    let natural = keywords.minimum.is_some_and(|minimum| minimum >= 0.0);
    let negative = keywords.minimum.is_some_and(|minimum| minimum < 0.0);
    let below_i64 = keywords
        .minimum
        .is_some_and(|minimum| minimum < -9_223_372_036_854_775_808.0);
    let beyond_u64 = keywords
        .maximum
        .is_some_and(|maximum| maximum > 18_446_744_073_709_551_615.0);
    let beyond_i64 = keywords
        .maximum
        .is_some_and(|maximum| maximum > 9_223_372_036_854_775_807.0);
    match format {
        Some("int8" | "int16" | "int32") => Scalar::I32,
        Some("int64" | "long") => Scalar::I64,
        Some("uint8" | "uint16" | "uint32") => Scalar::U32,
        Some("uint64" | "uint") => Scalar::U64,
        Some(_) | None if below_i64 || beyond_u64 || negative && beyond_i64 => Scalar::I128,
        Some(_) | None if natural || beyond_i64 || shows_beyond_i64(schema) => Scalar::U64,
        Some(_) | None => Scalar::I64,
    }
}

/// Whether a schema shows an integer that `i64` does not hold.
fn shows_beyond_i64(schema: &Schema) -> bool {
    let shown = schema.data.default.iter().chain(&schema.data.example);
    shown
        .chain(&schema.later.examples)
        .any(|value| enumeration::integer(value).is_some_and(|it| it > i64::MAX.into()))
}

/// `float` too is read as `f64`: documents say it of amounts that `f32` would round.
fn number(numbers: Number) -> Scalar {
    match numbers {
        Number::Float => Scalar::F64,
        Number::Exact => Scalar::Number,
    }
}

/// The smallest usual integer that holds all `values`.
pub(super) fn holding(values: &[i128]) -> Scalar {
    let fits = |low: i128, high: i128| values.iter().all(|it| (low..=high).contains(it));
    if fits(i32::MIN.into(), i32::MAX.into()) {
        Scalar::I32
    } else if fits(i64::MIN.into(), i64::MAX.into()) {
        Scalar::I64
    } else if fits(0, u64::MAX.into()) {
        Scalar::U64
    } else {
        Scalar::I128
    }
}
