//! Types and constraints in words.

use super::page::anchor;
use super::view::{Fact, Span};
use crate::ir::{
    Api, Example, IntegerEnum, Literal, Rule, RuleSet, Scalar, Service, ServiceKind, StringEnum,
    Type, TypeDef, TypeId, TypeKind, Union,
};
use crate::sample;

/// How deep a type is spelled out.
const MAX_DEPTH: usize = 6;

/// How many allowed values are listed where an enum is used; its own entry has them all.
const MAX_VALUES: usize = 24;

/// How a type is spelled: `string<uuid>`, `array<Pet>`, `object Session`.
pub(super) fn spelling(api: &Api, ty: &Type) -> Vec<Span> {
    let mut spans = Vec::new();
    if let Some((id, definition)) = named(api, ty) {
        let kind = kind(api, definition);
        if !kind.is_empty() {
            push(&mut spans, &kind);
            push(&mut spans, " ");
        }
        spans.push(reference(id, definition));
    } else {
        spell(api, ty, 0, &mut spans);
    }
    spans
}

/// A type where its name is enough.
pub(super) fn mention(api: &Api, ty: &Type) -> Vec<Span> {
    let mut spans = Vec::new();
    spell(api, ty, 0, &mut spans);
    spans
}

/// The type with its name, when it is one that has an entry.
pub(super) fn named<'a>(api: &'a Api, ty: &Type) -> Option<(TypeId, &'a TypeDef)> {
    match ty {
        Type::Named(id) | Type::Boxed(id) => Some((*id, api.types.get(id.0)?)),
        Type::Scalar(_)
        | Type::Array { .. }
        | Type::Tuple(_)
        | Type::Map { .. }
        | Type::Object
        | Type::Any
        | Type::Foreign(_)
        | Type::Nullable(_) => None,
    }
}

/// A link to the entry of a type.
pub(super) fn reference(id: TypeId, definition: &TypeDef) -> Span {
    Span {
        text: type_name(definition).to_owned(),
        anchor: Some(anchor("type", id.0, &definition.name)),
    }
}

/// What a type is called in the pages.
pub(super) fn type_name(definition: &TypeDef) -> &str {
    definition.name.rust.trim_start_matches("r#")
}

/// What stands before the name of a type: `object`, `enum<string>`.
pub(super) fn kind(api: &Api, definition: &TypeDef) -> String {
    match &definition.kind {
        TypeKind::Struct(_) => "object".to_owned(),
        TypeKind::StringEnum(_) => "enum<string>".to_owned(),
        TypeKind::IntegerEnum(_) => "enum<integer>".to_owned(),
        TypeKind::Union(_) => "one of".to_owned(),
        TypeKind::Alias {
            target: Type::Named(_) | Type::Boxed(_),
            ..
        } => String::new(),
        TypeKind::Alias { target, .. } | TypeKind::Newtype { target, .. } => {
            let mut spans = Vec::new();
            spell(api, target, 0, &mut spans);
            spans.into_iter().map(|it| it.text).collect()
        }
    }
}

/// The types that a union is one of.
pub(super) fn choice(api: &Api, it: &Union) -> Vec<Span> {
    let mut spans = Vec::new();
    for (index, variant) in it.variants.iter().enumerate() {
        if index > 0 {
            push(&mut spans, " | ");
        }
        spell(api, &variant.ty, 0, &mut spans);
    }
    spans
}

fn spell(api: &Api, ty: &Type, depth: usize, spans: &mut Vec<Span>) {
    if depth > MAX_DEPTH {
        return push(spans, "…");
    }
    let mut wrapped = |before: &str, inner: &Type, after: &str| {
        push(spans, before);
        spell(api, inner, depth + 1, spans);
        push(spans, after);
    };
    match ty {
        Type::Scalar(it) => push(spans, scalar(*it)),
        Type::Array { items, .. } => wrapped("array<", items, ">"),
        Type::Tuple(elements) => {
            push(spans, "[");
            for (index, it) in elements.iter().enumerate() {
                if index > 0 {
                    push(spans, ", ");
                }
                spell(api, &it.ty, depth + 1, spans);
            }
            push(spans, "]");
        }
        Type::Foreign(path) => push(spans, path),
        Type::Map { values, .. } => wrapped("map<", values, ">"),
        Type::Nullable(inner) => wrapped("", inner, " | null"),
        Type::Object => push(spans, "object"),
        Type::Any => push(spans, "any"),
        Type::Named(id) | Type::Boxed(id) => match api.types.get(id.0) {
            Some(definition) => spans.push(reference(*id, definition)),
            None => push(spans, "any"),
        },
    }
}

/// Adds plain text, to the last span where that is plain too.
fn push(spans: &mut Vec<Span>, text: &str) {
    match spans.last_mut() {
        Some(Span {
            text: last,
            anchor: None,
        }) => last.push_str(text),
        _ => spans.push(Span {
            text: text.to_owned(),
            anchor: None,
        }),
    }
}

fn scalar(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Bool => "boolean",
        Scalar::I32 => "integer<int32>",
        Scalar::I64 => "integer<int64>",
        Scalar::U32 => "integer<uint32>",
        Scalar::U64 => "integer<uint64>",
        Scalar::I128 => "integer",
        Scalar::F32 => "number<float>",
        Scalar::F64 | Scalar::Number => "number",
        Scalar::String => "string",
        Scalar::Uuid => "string<uuid>",
        Scalar::DateTime => "string<date-time>",
        Scalar::Date => "string<date>",
        Scalar::Base64 => "string<byte>",
        Scalar::Binary => "string<binary>",
        Scalar::Ipv4 => "string<ipv4>",
        Scalar::Ipv6 => "string<ipv6>",
        Scalar::Uri => "string<uri>",
    }
}

/// What there is to know about a value where it is used.
pub(super) fn facts(
    api: &Api,
    ty: &Type,
    rules: &RuleSet,
    default: Option<&Literal>,
    example: Option<&Example>,
) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(default) = default {
        facts.push(codes("Default", vec![bare(&sample::literal(api, default))]));
    }
    facts.extend(allowed(api, ty, 0));
    limits("Limits", "Pattern", rules, &mut facts);
    parts(api, ty, &mut facts);
    if let Some(example) = example.or_else(|| own_example(api, ty)) {
        facts.push(codes("Example", vec![example.json.clone()]));
    }
    facts
}

/// The example of a named type that is no object; an object's is a sample, not a fact.
fn own_example<'a>(api: &'a Api, ty: &Type) -> Option<&'a Example> {
    let (_, definition) = named(api, ty)?;
    match definition.kind {
        TypeKind::Struct(_) | TypeKind::Union(_) => None,
        TypeKind::StringEnum(_)
        | TypeKind::IntegerEnum(_)
        | TypeKind::Alias { .. }
        | TypeKind::Newtype { .. } => definition.examples.first(),
    }
}

/// The examples of a type, as facts.
pub(super) fn examples(examples: &[Example]) -> impl Iterator<Item = Fact> {
    examples
        .iter()
        .map(|it| codes("Example", vec![it.json.clone()]))
}

/// The values of the enum that `ty` is, or is made of.
fn allowed(api: &Api, ty: &Type, depth: usize) -> Option<Fact> {
    if depth > MAX_DEPTH {
        return None;
    }
    match ty {
        Type::Array { items: inner, .. }
        | Type::Map { values: inner, .. }
        | Type::Nullable(inner) => allowed(api, inner, depth + 1),
        Type::Named(id) | Type::Boxed(id) => match &api.types.get(id.0)?.kind {
            TypeKind::StringEnum(it) => Some(some_values(string_values(it))),
            TypeKind::IntegerEnum(it) => Some(some_values(integer_values(it))),
            TypeKind::Alias { target, .. } | TypeKind::Newtype { target, .. } => {
                allowed(api, target, depth + 1)
            }
            TypeKind::Struct(_) | TypeKind::Union(_) => None,
        },
        Type::Scalar(_) | Type::Tuple(_) | Type::Object | Type::Any | Type::Foreign(_) => None,
    }
}

pub(super) fn string_values(it: &StringEnum) -> Vec<String> {
    it.values.iter().map(|it| it.value.clone()).collect()
}

pub(super) fn integer_values(it: &IntegerEnum) -> Vec<String> {
    it.values.iter().map(|it| it.value.to_string()).collect()
}

fn some_values(mut values: Vec<String>) -> Fact {
    let more = values.len().saturating_sub(MAX_VALUES);
    values.truncate(MAX_VALUES);
    let words = if more > 0 {
        vec![format!("and {more} more")]
    } else {
        Vec::new()
    };
    Fact {
        label: "Allowed values",
        words,
        codes: values,
    }
}

/// The limits of items, of values, and of what a name stands for.
fn parts(api: &Api, ty: &Type, facts: &mut Vec<Fact>) {
    match ty {
        Type::Array { rules, .. } => limits("Each item", "Pattern of items", rules, facts),
        Type::Map { rules, keys, .. } => {
            limits("Each key", "Pattern of keys", keys, facts);
            limits("Each value", "Pattern of values", rules, facts);
        }
        Type::Tuple(elements) => {
            for it in elements {
                limits("An item", "Pattern of an item", &it.rules, facts);
            }
        }
        Type::Nullable(inner) => match inner.as_ref() {
            Type::Nullable(_) => {}
            inner => parts(api, inner, facts),
        },
        Type::Named(id) | Type::Boxed(id) => {
            if let Some(TypeKind::Alias { rules, .. }) = api.types.get(id.0).map(|it| &it.kind) {
                limits("Limits", "Pattern", rules, facts);
            }
        }
        Type::Scalar(_) | Type::Object | Type::Any | Type::Foreign(_) => {}
    }
}

/// Constraints in words; a pattern stands alone, as code.
pub(super) fn limits(
    label: &'static str,
    pattern_label: &'static str,
    rules: &RuleSet,
    facts: &mut Vec<Fact>,
) {
    let words: Vec<_> = rules.iter().filter_map(rule).collect();
    if !words.is_empty() {
        facts.push(Fact {
            label,
            words,
            codes: Vec::new(),
        });
    }
    for rule in rules {
        if let Rule::Pattern(pattern) = rule {
            facts.push(codes(pattern_label, vec![pattern.clone()]));
        }
    }
}

fn rule(rule: &Rule) -> Option<String> {
    Some(match rule {
        Rule::MinLength(it) => format!("at least {}", counted(*it, "character", "characters")),
        Rule::MaxLength(it) => format!("at most {}", counted(*it, "character", "characters")),
        Rule::Pattern(_) => return None,
        Rule::Format(it) => format!("of the format {}", it.name()),
        Rule::Minimum(it) => format!("at least {}", number(it)),
        Rule::ExclusiveMinimum(it) => format!("more than {}", number(it)),
        Rule::Maximum(it) => format!("at most {}", number(it)),
        Rule::ExclusiveMaximum(it) => format!("less than {}", number(it)),
        Rule::MultipleOf(it) => format!("a multiple of {}", number(it)),
        Rule::OneOf(values) => {
            let values: Vec<String> = values.iter().map(number).collect();
            format!("one of {}", values.join(", "))
        }
        Rule::MinItems(it) => format!("at least {}", counted(*it, "item", "items")),
        Rule::MaxItems(it) => format!("at most {}", counted(*it, "item", "items")),
        Rule::UniqueItems => "no item twice".to_owned(),
        Rule::MinProperties(it) => format!("at least {}", counted(*it, "key", "keys")),
        Rule::MaxProperties(it) => format!("at most {}", counted(*it, "key", "keys")),
        Rule::MaxSerializedLength(it) => {
            format!(
                "at most {} as JSON",
                counted(*it, "character", "characters")
            )
        }
    })
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn number(literal: &Literal) -> String {
    match literal {
        Literal::Integer(it) => it.to_string(),
        Literal::Number(it) => it.to_string(),
        Literal::Bool(it) => it.to_string(),
        Literal::String(it) => it.clone(),
        Literal::Variant { .. } | Literal::Array(_) | Literal::EmptyMap => String::new(),
    }
}

pub(super) fn codes(label: &'static str, codes: Vec<String>) -> Fact {
    Fact {
        label,
        words: Vec::new(),
        codes,
    }
}

/// A string without its quotes, as allowed values are written too.
fn bare(json: &str) -> String {
    match serde_json::from_str::<String>(json) {
        Ok(text) if !text.is_empty() => text,
        _ => json.to_owned(),
    }
}

/// What a group of operations is called.
pub(super) fn service(it: &Service) -> String {
    let name = &it.name.wire;
    match it.kind {
        ServiceKind::Paths => name.clone(),
        ServiceKind::Webhooks if name.to_lowercase().ends_with("webhooks") => name.clone(),
        ServiceKind::Webhooks if name.is_empty() => "Webhooks".to_owned(),
        ServiceKind::Webhooks => [name, " webhooks"].concat(),
        ServiceKind::Callbacks => ["Callbacks of ", name].concat(),
    }
}

/// Who calls the operations of a group, when it is not the client.
pub(super) fn who_calls(kind: ServiceKind) -> &'static str {
    match kind {
        ServiceKind::Paths => "",
        ServiceKind::Webhooks | ServiceKind::Callbacks => {
            "The API makes these requests, at a URL that you have given it."
        }
    }
}
