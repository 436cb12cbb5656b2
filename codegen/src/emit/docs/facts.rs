//! What a schema says beside prose: limits, defaults, formats, examples.

use super::super::types;
use super::{code, json, literal};
use crate::ir::{
    Api, Example, Field, Header, Literal, Operation, Parameter, Presence, Property, Rule, Scalar,
    SchemeKind, Type, TypeKind,
};

/// The facts of a field, as one paragraph.
///
/// ```text
/// At most 64 characters. Defaults to `en`. Example: `"de"`.
/// ```
pub(in crate::emit) fn field(api: &Api, field: &Field) -> String {
    let mut facts = Vec::new();
    if field.deprecated {
        facts.push("Deprecated.".to_owned());
    }
    match field.property {
        Property::Both => {}
        Property::ReadOnly => facts.push("Sent by the server only.".to_owned()),
        Property::WriteOnly => facts.push("Sent by the client only.".to_owned()),
    }
    if field.presence == Presence::OptionalNullable {
        facts.push("`Some(None)` is null, `None` is absent.".to_owned());
    }
    facts.extend(format(&field.ty));
    facts.push(rules(&field.rules));
    facts.extend(item_rules(&field.ty));
    facts.push(default(api, field.default.as_ref()));
    facts.push(example(api, &field.ty, field.example.as_ref()));
    sentences(facts)
}

/// The facts of a parameter, as one paragraph.
///
/// ```text
/// From 1 to 100. Defaults to `20`.
/// ```
pub(in crate::emit) fn parameter(api: &Api, parameter: &Parameter) -> String {
    let mut facts = Vec::new();
    if parameter.deprecated {
        facts.push("Deprecated.".to_owned());
    }
    facts.extend(format(&parameter.ty));
    facts.push(rules(&parameter.rules));
    facts.extend(item_rules(&parameter.ty));
    facts.push(default(api, parameter.default.as_ref()));
    facts.push(example(api, &parameter.ty, parameter.example.as_ref()));
    sentences(facts)
}

/// Where the secret of a scheme is.
///
/// ```text
/// `x-api-key: …`
/// ```
pub(in crate::emit) fn place(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::ApiKeyHeader(name) => code(&format!("{name}: …")),
        SchemeKind::ApiKeyQuery(name) => code(&format!("?{name}=…")),
        SchemeKind::ApiKeyCookie(name) => code(&format!("Cookie: {name}=…")),
        SchemeKind::Bearer { format } => {
            let format = format.as_deref().map(|it| format!(", a {}", code(it)));
            format!("`Authorization: Bearer …`{}", format.unwrap_or_default())
        }
        SchemeKind::Basic => code("Authorization: Basic …"),
        SchemeKind::Other(scheme) => code(&format!("Authorization: {scheme} …")),
        SchemeKind::MutualTls => "The certificate that the connection is opened with.".to_owned(),
    }
}

/// How an operation is called.
///
/// ```text
/// `POST /v1/chat/chat/sessions`
/// ```
pub(in crate::emit) fn route(operation: &Operation) -> String {
    code(&format!("{} {}", operation.method, operation.path))
}

/// Where an operation is served, when it is elsewhere than the API.
///
/// ```text
/// Served at `https://upload.agntix.ai`.
/// ```
pub(in crate::emit) fn server(operation: &Operation) -> String {
    let server = operation.server.as_ref();
    server.map_or(String::new(), |it| format!("Served at {}.", code(it)))
}

/// Where a header stands.
///
/// ```text
/// The header `retry-after`.
/// ```
pub(in crate::emit) fn header(header: &Header) -> String {
    format!("The header {}.", code(&header.name.wire))
}

fn sentences(mut facts: Vec<String>) -> String {
    facts.retain(|fact| !fact.is_empty());
    facts.join(" ")
}

fn default(api: &Api, default: Option<&Literal>) -> String {
    default.map_or(String::new(), |it| {
        format!("Defaults to {}.", literal(api, it))
    })
}

/// An example, where the type does not tell as much.
fn example(api: &Api, ty: &Type, example: Option<&Example>) -> String {
    let shown = example.filter(|_| !explains_itself(api, ty));
    let shown = shown.and_then(|it| json(&it.json));
    shown.map_or(String::new(), |it| format!("Example: {it}."))
}

/// Whether everybody knows what values of this type look like.
fn explains_itself(api: &Api, ty: &Type) -> bool {
    match types::resolved(api, ty) {
        Type::Scalar(it) => match it {
            Scalar::Bool
            | Scalar::Uuid
            | Scalar::DateTime
            | Scalar::Date
            | Scalar::Base64
            | Scalar::Binary => true,
            Scalar::I32
            | Scalar::I64
            | Scalar::U32
            | Scalar::U64
            | Scalar::I128
            | Scalar::F32
            | Scalar::F64
            | Scalar::Number
            | Scalar::String
            | Scalar::Ipv4
            | Scalar::Ipv6
            | Scalar::Uri => false,
        },
        Type::Named(id) | Type::Boxed(id) => match api.definition(*id).map(|def| &def.kind) {
            Some(TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_)) => true,
            Some(
                TypeKind::Struct(_)
                | TypeKind::Union(_)
                | TypeKind::Alias { .. }
                | TypeKind::Newtype { .. },
            )
            | None => false,
        },
        Type::Array { .. }
        | Type::Tuple(_)
        | Type::Map { .. }
        | Type::Object
        | Type::Any
        | Type::Foreign(_)
        | Type::Nullable(_) => false,
    }
}

/// What a format says that the Rust type does not.
fn format(ty: &Type) -> Option<String> {
    let Type::Scalar(scalar) = ty else {
        return None;
    };
    match scalar {
        Scalar::Uri => Some("A URI.".to_owned()),
        Scalar::Base64 => Some("Bytes, in base64 on the wire.".to_owned()),
        Scalar::Bool
        | Scalar::I32
        | Scalar::I64
        | Scalar::U32
        | Scalar::U64
        | Scalar::I128
        | Scalar::F32
        | Scalar::F64
        | Scalar::Number
        | Scalar::String
        | Scalar::Uuid
        | Scalar::DateTime
        | Scalar::Date
        | Scalar::Binary
        | Scalar::Ipv4
        | Scalar::Ipv6 => None,
    }
}

/// What each item of an array or each value of a map has to satisfy.
fn item_rules(ty: &Type) -> Option<String> {
    let (each, rules) = match ty {
        Type::Array { rules, .. } => ("Each item", rules),
        Type::Map { rules, .. } => ("Each value", rules),
        Type::Tuple(_) => return None,
        Type::Scalar(_)
        | Type::Object
        | Type::Any
        | Type::Foreign(_)
        | Type::Nullable(_)
        | Type::Named(_)
        | Type::Boxed(_) => return None,
    };
    self::each(each, rules)
}

/// What keys have to satisfy, as a sentence.
///
/// ```text
/// Each key: matches `^x-`.
/// ```
pub(in crate::emit) fn keys(keys: &[Rule]) -> String {
    each("Each key", keys).unwrap_or_default()
}

fn each(each: &str, rules: &[Rule]) -> Option<String> {
    let text = self::rules(rules);
    let mut chars = text.trim_end_matches('.').chars();
    let first = chars.next()?;
    Some(format!(
        "{each}: {}{}.",
        first.to_lowercase(),
        chars.as_str()
    ))
}

/// Constraints, as sentences.
///
/// ```text
/// 1 to 64 characters. Matches `^[a-z]+$`.
/// ```
pub(in crate::emit) fn rules(rules: &[Rule]) -> String {
    let mut facts = Vec::new();
    let mut sizes = [
        Size::new("character", "characters"),
        Size::new("item", "items"),
        Size::new("property", "properties"),
    ];
    let mut range = Range::default();
    for rule in rules {
        let [characters, items, properties] = &mut sizes;
        match rule {
            Rule::MinLength(it) => characters.least = Some(*it),
            Rule::MaxLength(it) => characters.most = Some(*it),
            Rule::MinItems(it) => items.least = Some(*it),
            Rule::MaxItems(it) => items.most = Some(*it),
            Rule::MinProperties(it) => properties.least = Some(*it),
            Rule::MaxProperties(it) => properties.most = Some(*it),
            Rule::Minimum(it) => range.least = Some(("at least", number(it))),
            Rule::ExclusiveMinimum(it) => range.least = Some(("more than", number(it))),
            Rule::Maximum(it) => range.most = Some(("at most", number(it))),
            Rule::ExclusiveMaximum(it) => range.most = Some(("less than", number(it))),
            Rule::Format(it) => facts.push(format!("Of the format {}.", code(it.name()))),
            Rule::Pattern(it) => facts.push(format!("Matches {}.", code(it))),
            Rule::MultipleOf(it) => facts.push(format!("A multiple of {}.", number(it))),
            Rule::OneOf(values) => {
                let values: Vec<String> = values.iter().map(number).collect();
                facts.push(format!("One of {}.", values.join(", ")));
            }
            Rule::UniqueItems => facts.push("No item twice.".to_owned()),
            Rule::MaxSerializedLength(it) => {
                facts.push(format!("At most {it} characters of compact JSON."));
            }
        }
    }
    let mut sentences: Vec<String> = sizes.iter().map(Size::sentence).collect();
    sentences.push(range.sentence());
    sentences.append(&mut facts);
    self::sentences(sentences)
}

fn number(literal: &Literal) -> String {
    match literal {
        Literal::Integer(it) => it.to_string(),
        Literal::Number(it) => it.to_string(),
        Literal::String(it) => code(it),
        Literal::Bool(it) => it.to_string(),
        Literal::Variant { variant, .. } => code(&variant.wire),
        Literal::Array(it) => {
            let values: Vec<String> = it.iter().map(number).collect();
            format!("[{}]", values.join(", "))
        }
        Literal::EmptyMap => "{}".to_owned(),
    }
}

struct Size {
    one: &'static str,
    many: &'static str,
    least: Option<u64>,
    most: Option<u64>,
}

impl Size {
    fn new(one: &'static str, many: &'static str) -> Self {
        Self {
            one,
            many,
            least: None,
            most: None,
        }
    }

    fn sentence(&self) -> String {
        let unit = |count: u64| if count == 1 { self.one } else { self.many };
        match (self.least, self.most) {
            (None, None) | (Some(0), None) => String::new(),
            (Some(least), Some(most)) if least == most => format!("Exactly {most} {}.", unit(most)),
            (Some(least), Some(most)) if least > 0 => format!("{least} to {most} {}.", unit(most)),
            (Some(_) | None, Some(most)) => format!("At most {most} {}.", unit(most)),
            (Some(least), None) => format!("At least {least} {}.", unit(least)),
        }
    }
}

#[derive(Default)]
struct Range {
    least: Option<(&'static str, String)>,
    most: Option<(&'static str, String)>,
}

impl Range {
    fn sentence(&self) -> String {
        match (&self.least, &self.most) {
            (None, None) => String::new(),
            (Some(("at least", least)), Some(("at most", most))) => {
                format!("From {least} to {most}.")
            }
            (Some((low, least)), Some((high, most))) => {
                format!("{} {least}, {high} {most}.", capital(low))
            }
            (Some((words, it)), None) | (None, Some((words, it))) => {
                format!("{} {it}.", capital(words))
            }
        }
    }
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(|it| it.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}
