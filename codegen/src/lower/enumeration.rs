//! Enums: values that a schema lists.

use foldhash::HashSet;
use serde_json::Value;

use super::names::Scope;
use super::{Context, prose, scalar};
use crate::diagnostic::{Place, lowering as say};
pub(super) use crate::examples::integer;
use crate::ir::{
    Doc, EnumValue, IntegerEnum, Literal, Name, Rule, Scalar, StringEnum, Type, TypeKind,
};
use crate::spec::Schema;

/// Whether a schema lists strings only, or integers only.
pub(super) fn is_enum(schema: &Schema) -> bool {
    strings(schema).is_some() || integers(schema).is_some()
}

/// The enum that a schema lists the values of.
pub(super) fn definition(schema: &Schema) -> TypeKind {
    if let Some(strings) = string_enum(schema) {
        return TypeKind::StringEnum(strings);
    }
    let integers = integers(schema).unwrap_or_default();
    TypeKind::IntegerEnum(IntegerEnum {
        scalar: scalar::holding(&integers),
        values: variants(schema, integers.into_iter()),
        unknown: None,
    })
}

/// The enum of a schema that lists strings only.
pub(super) fn string_enum(schema: &Schema) -> Option<StringEnum> {
    let strings = strings(schema)?;
    Some(StringEnum {
        values: variants(schema, strings.into_iter()),
        unknown: None,
    })
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
    match kinds(schema).as_deref() {
        Some([(kind, _)]) => {
            let one = of_kind(schema, kind, schema.keywords.enumeration.clone());
            scalar::ty(&one, cx.settings.types.number)
        }
        Some(_) | None => {
            let is_constant = schema.later.constant.is_some();
            let at = place.child(if is_constant { "const" } else { "enum" });
            cx.warn(say::mixed_enum(&at));
            Type::Any
        }
    }
}

/// Whether a schema lists values of several types, all of which have Rust types.
pub(super) fn is_mixed(schema: &Schema) -> bool {
    kinds(schema).is_some_and(|kinds| kinds.len() > 1)
}

/// The values of a schema by their types, each with a schema that lists them only.
pub(super) fn by_kind(schema: &Schema) -> Vec<Schema> {
    let kinds = kinds(schema).unwrap_or_default().into_iter();
    kinds
        .map(|(kind, values)| of_kind(schema, kind, values))
        .collect()
}

fn of_kind(schema: &Schema, kind: &str, values: Vec<Value>) -> Schema {
    let mut one = schema.clone();
    one.later.types.clear();
    one.keywords.typ = Some(kind.to_owned());
    one.keywords.enumeration = values;
    one
}

/// The values that are not null, by type in the order of their first ones; `None` when some are
/// arrays or objects. Integers among other numbers are numbers.
fn kinds(schema: &Schema) -> Option<Vec<(&'static str, Vec<Value>)>> {
    let fractions = listed(schema).any(|it| it.is_number() && integer(it).is_none());
    let mut kinds: Vec<(&'static str, Vec<Value>)> = Vec::new();
    for value in listed(schema) {
        let kind = match value {
            Value::String(_) => "string",
            Value::Bool(_) => "boolean",
            Value::Number(_) if fractions => "number",
            Value::Number(_) => "integer",
            Value::Null | Value::Array(_) | Value::Object(_) => return None,
        };
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, values)) => values.push(value.clone()),
            None => kinds.push((kind, vec![value.clone()])),
        }
    }
    Some(kinds)
}

/// What a number or a boolean has to be one of; `None` where the type says as much.
pub(super) fn allowed(schema: &Schema, ty: &Type) -> Option<Rule> {
    let mut allowed: Vec<Literal> = Vec::new();
    for value in listed(schema) {
        let literal = match (value, ty) {
            (Value::Bool(it), Type::Scalar(Scalar::Bool)) => Literal::Bool(*it),
            (Value::Number(it), Type::Scalar(Scalar::F32 | Scalar::F64)) => {
                Literal::Number(it.as_f64()?)
            }
            _ => return None,
        };
        if !allowed.contains(&literal) {
            allowed.push(literal);
        }
    }
    let says_nothing = allowed.is_empty() || *ty == Type::Scalar(Scalar::Bool) && allowed.len() > 1;
    (!says_nothing).then_some(Rule::OneOf(allowed))
}

fn variants<T>(schema: &Schema, values: impl Iterator<Item = T>) -> Vec<EnumValue<T>>
where
    T: ToString,
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
    let mut seen = HashSet::default();
    for (index, value) in values.enumerate() {
        let wire = value.to_string();
        if !seen.insert(wire.clone()) {
            continue;
        }
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
        names.take(variant);
    }
    let free = ["Unknown", "Unrecognized"]
        .into_iter()
        .find(|name| names.is_free(name));
    Name {
        wire: String::new(),
        rust: names.claim(free.unwrap_or("Unknown")).rust,
    }
}
