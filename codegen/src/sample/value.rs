//! A value for every type.

use serde_json::Value;

use super::maker::{Taste, made};
use super::scalar;
use crate::examples::{Unlisted, Verdict, check};
use crate::ir::{Api, Field, Literal, Property, Representation, RuleSet, Type, TypeId, TypeKind};

/// Who sends a value: decides whether `readOnly` and `writeOnly` properties are in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The client.
    Request,
    /// The server.
    Response,
}

impl Side {
    /// A server sends what is listed, though its clients would read more. What a client may send, its types
    /// say themselves.
    const fn unlisted(self) -> Unlisted {
        match self {
            Self::Request => Unlisted::Kept,
            Self::Response => Unlisted::Refused,
        }
    }
}

/// A value of `ty`, as compact JSON text.
#[must_use]
pub fn value(api: &Api, ty: &Type, side: Side) -> String {
    made(api, ty, &RuleSet::new(), side, Taste::SHORT)
}

/// A value of `ty` that satisfies `rules` and all that is said of its parts, as compact JSON text,
/// as far as there is one.
#[must_use]
pub fn valid(api: &Api, ty: &Type, rules: &RuleSet, side: Side) -> String {
    let tastes = [Taste::RICH, Taste::MADE, Taste::PLAIN];
    let made = tastes.map(|taste| made(api, ty, rules, side, taste));
    let fits = |json: &&String| fits(api, ty, rules, side, json);
    let fitting = made.iter().find(|it| fits(it) == Some(true));
    let open = || made.iter().find(|it| fits(it).is_none());
    let [first, ..] = &made;
    fitting.or_else(open).unwrap_or(first).clone()
}

/// Whether the JSON text `json` is a value of `ty` that `side` may send and that satisfies `rules`; `None` when
/// nobody knows.
#[must_use]
pub fn fits(api: &Api, ty: &Type, rules: &RuleSet, side: Side, json: &str) -> Option<bool> {
    let value: Value = serde_json::from_str(json).ok()?;
    let times = api.package.date_time;
    match check(&api.types, times, ty, rules, side.unlisted(), &value) {
        Verdict::Same | Verdict::Loses(_) => Some(true),
        Verdict::Refused(_) => Some(false),
        Verdict::Open => None,
    }
}

/// The body that a request shows: the document's first example, or else a made value.
#[must_use]
pub fn body(api: &Api, body: &Representation, side: Side) -> String {
    match body.examples.first() {
        Some(example) => example.json.clone(),
        None => value(api, &body.ty, side),
    }
}

/// `literal` as JSON text.
#[must_use]
pub fn literal(api: &Api, literal: &Literal) -> String {
    match literal {
        Literal::Bool(it) => it.to_string(),
        Literal::Integer(it) => it.to_string(),
        Literal::Number(it) => scalar::number(*it),
        Literal::String(it) => scalar::quoted(it),
        Literal::Variant { ty, variant } => {
            variant_value(api, *ty, &variant.rust).unwrap_or_else(|| scalar::quoted(&variant.wire))
        }
        Literal::Array(_) => "[]".to_owned(),
        Literal::EmptyMap => "{}".to_owned(),
    }
}

/// What stands on the wire for a variant.
fn variant_value(api: &Api, ty: TypeId, variant: &str) -> Option<String> {
    match &api.definition(ty)?.kind {
        TypeKind::StringEnum(it) => it
            .values
            .iter()
            .find(|it| it.name.rust == variant)
            .map(|it| scalar::quoted(&it.value)),
        TypeKind::IntegerEnum(it) => it
            .values
            .iter()
            .find(|it| it.name.rust == variant)
            .map(|it| it.value.to_string()),
        TypeKind::Struct(_)
        | TypeKind::Union(_)
        | TypeKind::Alias { .. }
        | TypeKind::Newtype { .. } => None,
    }
}

impl Side {
    /// Whether this side sends `field`.
    #[must_use]
    pub fn sends(self, field: &Field) -> bool {
        match field.property {
            Property::Both => true,
            Property::ReadOnly => self == Self::Response,
            Property::WriteOnly => self == Self::Request,
        }
    }
}
