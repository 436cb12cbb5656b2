//! Enums: values that a schema lists.

use serde_json::Value;

use super::names::Scope;
use super::{Context, prose, scalar};
use crate::diagnostic::{Place, lowering as say};
use crate::ir::{Doc, EnumValue, IntegerEnum, Name, StringEnum, Type, TypeKind};
use crate::spec::Schema;

/// Whether a schema lists strings only, or integers only.
pub(super) fn is_enum(schema: &Schema) -> bool {
    strings(schema).is_some() || integers(schema).is_some()
}

/// The enum that a schema lists the values of.
pub(super) fn definition(schema: &Schema) -> Option<TypeKind> {
    if let Some(strings) = strings(schema) {
        return Some(TypeKind::StringEnum(StringEnum {
            values: variants(schema, strings.into_iter()),
            unknown: None,
        }));
    }
    let integers = integers(schema)?;
    Some(TypeKind::IntegerEnum(IntegerEnum {
        scalar: scalar::holding(&integers),
        values: variants(schema, integers.into_iter()),
        unknown: None,
    }))
}

fn strings(schema: &Schema) -> Option<Vec<String>> {
    let listed = listed(schema).map(|value| value.as_str().map(str::to_owned));
    listed
        .collect::<Option<Vec<_>>>()
        .filter(|it| !it.is_empty())
}

fn integers(schema: &Schema) -> Option<Vec<i128>> {
    let listed = listed(schema).map(integer);
    listed
        .collect::<Option<Vec<_>>>()
        .filter(|it| !it.is_empty())
}

/// The values of `enum` but null, which is no value of the enum but the absence of one.
fn listed(schema: &Schema) -> impl Iterator<Item = &Value> {
    schema
        .keywords
        .enumeration
        .iter()
        .filter(|value| !value.is_null())
}

/// What a schema with `enum` becomes when its values make no Rust enum.
pub(super) fn plain(cx: &mut Context<'_>, place: &Place, schema: &Schema) -> Type {
    if listed(schema).next().is_none() {
        return Type::Any;
    }
    let is_constant = schema.later.constant.is_some();
    let at = place.child(if is_constant { "const" } else { "enum" });
    let is_scalar = |value: &Value| value.is_boolean() || value.is_number();
    if schema.later.types.is_empty() && listed(schema).all(is_scalar) {
        cx.warn(say::unchecked_enum(&at));
        return scalar::ty(schema);
    }
    cx.warn(say::mixed_enum(&at));
    Type::Any
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
pub(super) fn name_of_unknown<T>(values: &[EnumValue<T>]) -> Name {
    unknown_beside(values.iter().map(|value| value.name.rust.as_str()))
}

/// The same, beside variants of these names.
pub(super) fn unknown_beside<'a>(variants: impl Iterator<Item = &'a str>) -> Name {
    let mut names = Scope::of_variants();
    for variant in variants {
        names.claim(variant);
    }
    let free = ["Unknown", "Unrecognized"]
        .into_iter()
        .find(|name| names.is_free(name));
    Name {
        wire: String::new(),
        rust: names.claim(free.unwrap_or("Unknown")).rust,
    }
}
