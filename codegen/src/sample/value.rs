//! A value for every type.

use serde_json::Value;

use crate::ir::{
    Additional, Api, EnumValue, Example, Field, Literal, Presence, Property, Representation, Rule,
    RuleSet, Scalar, Struct, Type, TypeDef, TypeId, TypeKind,
};

/// How many types may stand inside each other before the innermost is left empty.
const MAX_DEPTH: usize = 6;

/// How many values a made example holds; the objects that are open then are still completed.
const MAX_VALUES: usize = 80;

/// The longest text that is made to satisfy a `minLength`.
const MAX_LENGTH: usize = 256;

/// Who sends a value: decides whether `readOnly` and `writeOnly` properties are in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The client.
    Request,
    /// The server.
    Response,
}

/// A value of `ty`, as compact JSON text.
#[must_use]
pub fn value(api: &Api, ty: &Type, side: Side) -> String {
    let mut maker = Maker {
        api,
        side,
        open: Vec::new(),
        left: MAX_VALUES,
        out: String::new(),
    };
    maker.value(ty, &Vec::new(), 0);
    maker.out
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
        Literal::Number(it) => number(*it),
        Literal::String(it) => quoted(it),
        Literal::Variant { ty, variant } => {
            variant_value(api, *ty, &variant.rust).unwrap_or_else(|| quoted(&variant.wire))
        }
        Literal::Array(_) => "[]".to_owned(),
        Literal::EmptyMap => "{}".to_owned(),
    }
}

/// What stands on the wire for a variant.
fn variant_value(api: &Api, ty: TypeId, variant: &str) -> Option<String> {
    match &api.types.get(ty.0)?.kind {
        TypeKind::StringEnum(it) => it
            .values
            .iter()
            .find(|it| it.name.rust == variant)
            .map(|it| quoted(&it.value)),
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

/// A key that the rules of keys allow, where they list some.
fn key(rules: &RuleSet) -> String {
    let listed = rules.iter().find_map(|it| match it {
        Rule::OneOf(values) => values.first(),
        _ => None,
    });
    match listed {
        Some(Literal::String(key)) => key.clone(),
        Some(_) | None => "key".to_owned(),
    }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn number(value: f64) -> String {
    Value::from(value).to_string()
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

struct Maker<'a> {
    api: &'a Api,
    side: Side,
    /// The types that are being written, outermost first.
    open: Vec<TypeId>,
    /// How many more values may be written.
    left: usize,
    out: String,
}

impl<'a> Maker<'a> {
    fn value(&mut self, ty: &'a Type, rules: &RuleSet, depth: usize) {
        self.left = self.left.saturating_sub(1);
        match ty {
            Type::Scalar(it) => self.out.push_str(&scalar(*it, rules)),
            Type::Array { items, rules } => {
                self.out.push('[');
                if !self.ends_at(items, depth) {
                    self.value(items, rules, depth + 1);
                }
                self.out.push(']');
            }
            Type::Tuple(elements) => {
                self.out.push('[');
                for (index, it) in elements.iter().enumerate() {
                    if index > 0 {
                        self.out.push(',');
                    }
                    self.value(&it.ty, &it.rules, depth + 1);
                }
                self.out.push(']');
            }
            Type::Map {
                values,
                rules,
                keys,
            } => {
                self.out.push('{');
                if !self.ends_at(values, depth) {
                    self.out.push_str(&quoted(&key(keys)));
                    self.out.push(':');
                    self.value(values, rules, depth + 1);
                }
                self.out.push('}');
            }
            Type::Object | Type::Any => self.out.push_str("{}"),
            Type::Foreign(_) => self.out.push_str("null"),
            Type::Nullable(inner) if self.ends_at(inner, depth) => self.out.push_str("null"),
            Type::Nullable(inner) => self.value(inner, rules, depth + 1),
            Type::Named(id) | Type::Boxed(id) => self.named(*id, depth),
        }
    }

    /// Whether a value of `ty` is better left out: it would hold itself, or there is enough.
    fn ends_at(&self, ty: &Type, depth: usize) -> bool {
        if self.left == 0 || depth >= MAX_DEPTH {
            return true;
        }
        match ty {
            Type::Named(id) | Type::Boxed(id) => self.open.contains(id),
            Type::Scalar(_)
            | Type::Array { .. }
            | Type::Tuple(_)
            | Type::Map { .. }
            | Type::Object
            | Type::Any
            | Type::Foreign(_)
            | Type::Nullable(_) => false,
        }
    }

    fn named(&mut self, id: TypeId, depth: usize) {
        let Some(definition) = self.api.types.get(id.0) else {
            return self.out.push_str("{}");
        };
        if let Some(example) = definition.examples.first() {
            return self.out.push_str(&example.json);
        }
        if self.open.contains(&id) || depth > MAX_DEPTH || self.left == 0 {
            return self.out.push_str(empty(definition));
        }
        self.open.push(id);
        match &definition.kind {
            TypeKind::Struct(it) => self.object(it, depth),
            TypeKind::StringEnum(it) => self.out.push_str(&first(&it.values, |it| quoted(it))),
            TypeKind::IntegerEnum(it) => self.out.push_str(&first(&it.values, i128::to_string)),
            TypeKind::Union(it) => match it.variants.first() {
                Some(first) => self.value(&first.ty, &first.rules, depth + 1),
                None => self.out.push_str("null"),
            },
            TypeKind::Alias { target, rules } | TypeKind::Newtype { target, rules } => {
                self.value(target, rules, depth + 1);
            }
        }
        self.open.pop();
    }

    fn object(&mut self, it: &'a Struct, depth: usize) {
        self.out.push('{');
        let start = self.out.len();
        let side = self.side;
        for field in it.fields.iter().filter(|it| side.sends(it)) {
            if field.example.is_none() && is_optional(field) && self.ends_at(&field.ty, depth) {
                continue;
            }
            if self.out.len() > start {
                self.out.push(',');
            }
            self.out.push_str(&quoted(&field.name.wire));
            self.out.push(':');
            self.field(field, depth);
        }
        if let (Additional::Kept { value, rules, .. }, true) =
            (&it.additional, it.fields.is_empty())
            && !self.ends_at(value, depth)
        {
            self.out.push_str("\"key\":");
            self.value(value, rules, depth + 1);
        }
        self.out.push('}');
    }

    fn field(&mut self, field: &'a Field, depth: usize) {
        match (&field.example, &field.default) {
            (Some(Example { json, .. }), _) => self.out.push_str(json),
            (None, Some(default)) => self.out.push_str(&literal(self.api, default)),
            (None, None) if self.ends_at(&field.ty, depth) && is_nullable(field) => {
                self.out.push_str("null");
            }
            (None, None) => self.value(&field.ty, &field.rules, depth + 1),
        }
    }
}

fn is_optional(field: &Field) -> bool {
    matches!(
        field.presence,
        Presence::Optional | Presence::OptionalNullable
    )
}

fn is_nullable(field: &Field) -> bool {
    matches!(
        field.presence,
        Presence::RequiredNullable | Presence::OptionalNullable
    )
}

/// What stands for a type that is not written out.
fn empty(definition: &TypeDef) -> &'static str {
    match &definition.kind {
        TypeKind::Struct(_) | TypeKind::Union(_) => "{}",
        TypeKind::StringEnum(_) => "\"\"",
        TypeKind::IntegerEnum(_) => "0",
        TypeKind::Alias { target, .. } | TypeKind::Newtype { target, .. } => match target {
            Type::Array { .. } | Type::Tuple(_) => "[]",
            Type::Map { .. } | Type::Object | Type::Any | Type::Foreign(_) => "{}",
            Type::Scalar(_) | Type::Nullable(_) | Type::Named(_) | Type::Boxed(_) => "null",
        },
    }
}

fn first<T>(values: &[EnumValue<T>], text: impl Fn(&T) -> String) -> String {
    values
        .first()
        .map_or_else(|| "null".to_owned(), |it| text(&it.value))
}

fn scalar(scalar: Scalar, rules: &RuleSet) -> String {
    match scalar {
        Scalar::Bool => "true".to_owned(),
        Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::I128 => {
            integer(rules).to_string()
        }
        Scalar::F32 | Scalar::F64 | Scalar::Number => number(float(rules)),
        Scalar::String => quoted(&text(rules)),
        Scalar::Uuid => quoted("123e4567-e89b-12d3-a456-426614174000"),
        Scalar::DateTime => quoted("2026-01-31T09:30:00Z"),
        Scalar::Date => quoted("2026-01-31"),
        Scalar::Base64 => quoted("aGVsbG8="),
        Scalar::Binary => quoted(""),
        Scalar::Ipv4 => quoted("192.0.2.1"),
        Scalar::Ipv6 => quoted("2001:db8::1"),
        Scalar::Uri => quoted("https://example.com"),
    }
}

/// The smallest whole number from 1 on that fits, or the largest that fits below.
fn integer(rules: &RuleSet) -> i128 {
    let (mut low, mut high, mut step) = (None, None, 1);
    for rule in rules {
        match rule {
            Rule::Minimum(it) => low = whole(it),
            Rule::ExclusiveMinimum(it) => low = whole(it).map(|it| it.saturating_add(1)),
            Rule::Maximum(it) => high = whole(it),
            Rule::ExclusiveMaximum(it) => high = whole(it).map(|it| it.saturating_sub(1)),
            Rule::MultipleOf(it) => step = whole(it).filter(|it| *it > 0).unwrap_or(1),
            _ => {}
        }
    }
    let start = low.unwrap_or(1).min(high.unwrap_or(i128::MAX));
    let past = start.rem_euclid(step);
    let up = if past == 0 {
        start
    } else {
        start.saturating_add(step - past)
    };
    if up <= high.unwrap_or(i128::MAX) {
        up
    } else {
        start.saturating_sub(past)
    }
}

fn whole(literal: &Literal) -> Option<i128> {
    match literal {
        Literal::Integer(it) => Some(*it),
        #[expect(
            clippy::cast_possible_truncation,
            reason = "saturates, and only an example hangs on it"
        )]
        Literal::Number(it) => Some(it.ceil() as i128),
        _ => None,
    }
}

fn float(rules: &RuleSet) -> f64 {
    let (mut low, mut high) = (None, None);
    for rule in rules {
        match rule {
            Rule::Minimum(it) | Rule::ExclusiveMinimum(it) => low = real(it),
            Rule::Maximum(it) | Rule::ExclusiveMaximum(it) => high = real(it),
            Rule::MultipleOf(it) => return real(it).unwrap_or(1.5),
            _ => {}
        }
    }
    match (low, high) {
        (Some(low), Some(high)) => low / 2.0 + high / 2.0,
        (Some(low), None) => low + 0.5,
        (None, Some(high)) => high - 0.5,
        (None, None) => 1.5,
    }
}

fn real(literal: &Literal) -> Option<f64> {
    match literal {
        #[expect(
            clippy::cast_precision_loss,
            reason = "an example needs no more digits"
        )]
        Literal::Integer(it) => Some(*it as f64),
        Literal::Number(it) => Some(*it),
        _ => None,
    }
}

/// `string`, cut or repeated to a length that fits.
fn text(rules: &RuleSet) -> String {
    let (mut min, mut max) = (0, usize::MAX);
    for rule in rules {
        match rule {
            Rule::MinLength(it) => min = usize::try_from(*it).unwrap_or(usize::MAX).min(MAX_LENGTH),
            Rule::MaxLength(it) => max = usize::try_from(*it).unwrap_or(usize::MAX),
            _ => {}
        }
    }
    let length = "string".len().max(min).min(max);
    "string".chars().cycle().take(length).collect()
}
