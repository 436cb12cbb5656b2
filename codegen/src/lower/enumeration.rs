//! Enums: values that a schema lists.

use serde_json::Value;

use super::names::Scope;
use super::schema::Shape;
use super::{Context, prose, scalar};
use crate::diagnostic::{Place, lowering as say};
use crate::ir::{Doc, EnumValue, IntegerEnum, StringEnum, Type, TypeKind};
use crate::spec::Schema;

/// What a schema with `enum` becomes.
pub(super) fn shape(cx: &mut Context<'_>, place: &Place, schema: &Schema) -> Shape {
    let values: Vec<&Value> = schema
        .keywords
        .enumeration
        .iter()
        .filter(|value| !value.is_null())
        .collect();
    if values.is_empty() {
        return Shape::Plain(Type::Any);
    }
    let strings: Option<Vec<&str>> = values.iter().map(|value| value.as_str()).collect();
    if let Some(strings) = strings {
        return Shape::Def(TypeKind::StringEnum(StringEnum {
            values: variants(schema, strings.into_iter().map(str::to_owned)),
            unknown: None,
        }));
    }
    let integers: Option<Vec<i128>> = values.iter().map(|value| integer(value)).collect();
    if let Some(integers) = integers {
        return Shape::Def(TypeKind::IntegerEnum(IntegerEnum {
            scalar: scalar::holding(&integers),
            values: variants(schema, integers.into_iter()),
            unknown: None,
        }));
    }
    let at = place.child("enum");
    if values
        .iter()
        .all(|value| value.is_boolean() || value.is_number())
    {
        cx.warn(say::unchecked_enum(&at));
        return Shape::Plain(scalar::ty(cx, place, schema));
    }
    cx.warn(say::untyped(&at, "enum"));
    Shape::Plain(Type::Any)
}

/// An integer, also one that is written as `1.0`.
pub(super) fn integer(value: &Value) -> Option<i128> {
    let number = value.as_number()?;
    number.as_i128().or_else(|| {
        let float = number.as_f64()?;
        let exact = float.fract() == 0.0 && float.abs() < 9_007_199_254_740_992.0;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "whole and small, as just checked"
        )]
        exact.then_some(float as i128)
    })
}

fn variants<T>(schema: &Schema, values: impl Iterator<Item = T>) -> Vec<EnumValue<T>>
where
    T: ToString + PartialEq,
{
    let listed = |keys: &[&str]| {
        keys.iter().find_map(|key| {
            let list = schema.data.extensions.get(*key)?.as_array()?;
            Some(
                list.iter()
                    .map(|it| it.as_str().unwrap_or_default())
                    .collect::<Vec<_>>(),
            )
        })
    };
    let hints = listed(&["x-enum-varnames", "x-enumNames", "x-enum-names"]);
    let docs = listed(&["x-enum-descriptions", "x-enumDescriptions"]);
    let mut names = Scope::of_variants();
    let mut variants: Vec<EnumValue<T>> = Vec::new();
    for (index, value) in values.enumerate() {
        if variants.iter().any(|known| known.value == value) {
            continue;
        }
        let wire = value.to_string();
        let hint = hints
            .as_ref()
            .and_then(|hints| hints.get(index).copied())
            .filter(|hint| !hint.is_empty());
        let doc = docs.as_ref().and_then(|docs| docs.get(index).copied());
        variants.push(EnumValue {
            name: names.claim_as(&wire, hint.unwrap_or(&wire)),
            value,
            doc: doc.map_or_else(Doc::default, |doc| prose::description(Some(doc))),
        });
    }
    variants
}

/// A name for the variant that keeps what the document does not list.
pub(super) fn name_of_unknown<T>(values: &[EnumValue<T>]) -> crate::ir::Name {
    let mut names = Scope::of_variants();
    for value in values {
        names.claim(&value.name.rust);
    }
    ["Unknown", "Unrecognized"]
        .into_iter()
        .find(|name| names.is_free(name))
        .map_or_else(
            || names.claim("Unknown"),
            |name| crate::ir::Name {
                wire: String::new(),
                rust: name.to_owned(),
            },
        )
}
