//! Constraints: from keywords to rules.

use serde_json::Value;

use super::{Context, enumeration, object, pattern};
use crate::diagnostic::{Place, lowering as say};
use crate::ir::{Format, Literal, Rule, RuleSet, Scalar, Type};
use crate::spec::Schema;

/// The extension that limits the compact JSON text of a value, in Unicode characters.
const MAX_SERIALIZED_LENGTH: &str = "x-max-serialized-length";

/// The constraints that the schema at `place` puts on a value of type `ty`; keywords that are
/// about other types are ignored, as JSON Schema says.
pub(super) fn of(cx: &mut Context<'_>, place: &Place, schema: &Schema, ty: &Type) -> RuleSet {
    if schema.keywords.all_of.is_empty() {
        return of_part(cx, place, schema, ty);
    }
    let mut rules = RuleSet::new();
    for (at, part) in object::parts(cx, place, schema) {
        add(&mut rules, of_part(cx, &at, &part, ty));
    }
    rules
}

/// Adds the rules that are not there yet.
fn add(rules: &mut RuleSet, more: RuleSet) {
    for rule in more {
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
}

fn of_part(cx: &mut Context<'_>, place: &Place, schema: &Schema, ty: &Type) -> RuleSet {
    let mut rules = match ty {
        Type::Scalar(Scalar::String | Scalar::Uri) => of_text(cx, place, schema),
        Type::Scalar(
            Scalar::I32
            | Scalar::I64
            | Scalar::U32
            | Scalar::U64
            | Scalar::I128
            | Scalar::F32
            | Scalar::F64
            | Scalar::Number,
        ) => of_number(schema, ty),
        Type::Array { .. } => of_array(schema),
        Type::Map { .. } | Type::Object => size_of_object(schema),
        Type::Scalar(_)
        | Type::Tuple(_)
        | Type::Any
        | Type::Nullable(_)
        | Type::Named(_)
        | Type::Boxed(_)
        | Type::Foreign(_) => RuleSet::new(),
    };
    rules.extend(enumeration::allowed(schema, ty));
    rules.extend(serialized_length(cx, place, schema));
    rules
}

/// The constraints on an object that becomes a struct.
pub(super) fn of_object(cx: &mut Context<'_>, place: &Place, schema: &Schema) -> RuleSet {
    let mut rules = RuleSet::new();
    for (at, part) in object::parts(cx, place, schema) {
        add(&mut rules, size_of_object(&part));
        add(
            &mut rules,
            serialized_length(cx, &at, &part).into_iter().collect(),
        );
    }
    rules
}

/// The constraints that `propertyNames` puts on keys, which are always strings.
pub(super) fn of_keys(cx: &mut Context<'_>, place: &Place, schema: &Schema) -> RuleSet {
    let mut rules = of(cx, place, schema, &Type::Scalar(Scalar::String));
    let listed = schema.keywords.enumeration.iter().filter_map(Value::as_str);
    let listed: Vec<Literal> = listed.map(|it| Literal::String(it.to_owned())).collect();
    if !listed.is_empty() {
        rules.push(Rule::OneOf(listed));
    }
    if rules.is_empty() {
        cx.warn(say::unchecked_keyword(place, "propertyNames"));
    }
    rules
}

fn of_text(cx: &mut Context<'_>, place: &Place, schema: &Schema) -> RuleSet {
    let keywords = &schema.keywords;
    let mut rules = RuleSet::new();
    let format = keywords.format.as_deref();
    let format = Format::ALL.iter().find(|(name, _)| Some(*name) == format);
    rules.extend(format.map(|(_, format)| Rule::Format(*format)));
    rules.extend(limit(keywords.min_length, 1).map(Rule::MinLength));
    rules.extend(limit(keywords.max_length, 0).map(Rule::MaxLength));
    if let Some(expression) = &keywords.pattern {
        match pattern::translate(expression) {
            Ok(translated) => rules.push(Rule::Pattern(translated)),
            Err(reason) => cx.warn(say::unchecked_pattern(
                &place.child("pattern"),
                expression,
                &reason,
            )),
        }
    }
    rules
}

fn of_number(schema: &Schema, ty: &Type) -> RuleSet {
    let (keywords, later) = (&schema.keywords, &schema.later);
    let mut rules = RuleSet::new();
    if let Some(minimum) = number(keywords.minimum, later.exact_minimum.as_ref(), ty) {
        rules.push(if keywords.exclusive_minimum == Some(true) {
            Rule::ExclusiveMinimum(minimum)
        } else {
            Rule::Minimum(minimum)
        });
    }
    if let Some(maximum) = number(keywords.maximum, later.exact_maximum.as_ref(), ty) {
        rules.push(if keywords.exclusive_maximum == Some(true) {
            Rule::ExclusiveMaximum(maximum)
        } else {
            Rule::Maximum(maximum)
        });
    }
    let step = number(keywords.multiple_of, later.exact_multiple_of.as_ref(), ty);
    rules.extend(step.map(Rule::MultipleOf));
    rules
}

/// A limit as the type it limits spells it; `None` when every value of the type is within it.
fn number(limit: Option<f64>, exact: Option<&String>, ty: &Type) -> Option<Literal> {
    let limit = limit?;
    if matches!(ty, Type::Scalar(Scalar::F32 | Scalar::F64 | Scalar::Number)) {
        return limit.is_finite().then_some(Literal::Number(limit));
    }
    let integer = match exact {
        Some(digits) => digits.parse().ok(),
        None => enumeration::integer(&Value::from(limit)).or_else(|| whole(limit)),
    };
    match integer {
        Some(integer) => Some(Literal::Integer(integer)),
        None => limit.is_finite().then_some(Literal::Number(limit)),
    }
}

/// A large whole number. It is what was written: one that no float holds is read from its digits.
fn whole(limit: f64) -> Option<i128> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole and small enough, as just checked"
    )]
    (limit.fract() == 0.0 && limit.abs() < 1e38).then_some(limit as i128)
}

fn of_array(schema: &Schema) -> RuleSet {
    let keywords = &schema.keywords;
    let mut rules = RuleSet::new();
    rules.extend(limit(keywords.min_items, 1).map(Rule::MinItems));
    rules.extend(limit(keywords.max_items, 0).map(Rule::MaxItems));
    if keywords.unique_items == Some(true) {
        rules.push(Rule::UniqueItems);
    }
    rules
}

fn size_of_object(schema: &Schema) -> RuleSet {
    let keywords = &schema.keywords;
    let mut rules = RuleSet::new();
    rules.extend(limit(keywords.min_properties, 1).map(Rule::MinProperties));
    rules.extend(limit(keywords.max_properties, 0).map(Rule::MaxProperties));
    rules
}

/// A limit that can refuse something: not below `least`.
fn limit(limit: Option<usize>, least: usize) -> Option<u64> {
    let limit = limit.filter(|limit| *limit >= least)?;
    u64::try_from(limit).ok()
}

fn serialized_length(cx: &mut Context<'_>, place: &Place, schema: &Schema) -> Option<Rule> {
    let value = schema.data.extensions.get(MAX_SERIALIZED_LENGTH)?;
    match value.as_u64() {
        Some(limit) => Some(Rule::MaxSerializedLength(limit)),
        None => {
            let at = place.child(MAX_SERIALIZED_LENGTH);
            cx.warn(say::not_a_length(&at, value));
            None
        }
    }
}
