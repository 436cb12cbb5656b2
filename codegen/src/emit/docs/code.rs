//! Code spans for values of the document.

use super::block::is_hidden;
use super::inline::longest_run;
use crate::ir::{Api, Literal, Name, TypeKind};

/// `text` as a code span, whatever is in it.
pub(in crate::emit) fn code(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for it in text.chars() {
        if is_hidden(it) || matches!(it, '\u{2028}' | '\u{2029}') {
            shown.extend(it.escape_unicode());
        } else {
            shown.push(it);
        }
    }
    if shown.trim().is_empty() {
        shown = format!("\"{shown}\"");
    }
    let fence = "`".repeat(longest_run(&shown, '`') + 1);
    let pad = if shown.starts_with('`') || shown.ends_with('`') {
        " "
    } else {
        ""
    };
    [&fence, pad, &shown, pad, &fence].concat()
}

/// A JSON text as a code span, when it is short enough to stand in a sentence.
pub(in crate::emit) fn json(text: &str) -> Option<String> {
    const SHORT: usize = 80;
    (text.chars().count() <= SHORT).then(|| code(text))
}

/// A literal as the document spells it.
pub(in crate::emit) fn literal(api: &Api, literal: &Literal) -> String {
    match literal {
        Literal::Bool(it) => code(&it.to_string()),
        Literal::Integer(it) => code(&it.to_string()),
        Literal::Number(it) => code(&it.to_string()),
        Literal::String(it) => code(it),
        Literal::Variant { ty, variant } => {
            let def = api.types.get(ty.0);
            code(&def.map_or(variant.wire.clone(), |def| wire_value(&def.kind, variant)))
        }
        Literal::EmptyArray => code("[]"),
        Literal::EmptyMap => code("{}"),
    }
}

/// What stands on the wire for a variant.
fn wire_value(kind: &TypeKind, variant: &Name) -> String {
    match kind {
        TypeKind::StringEnum(it) => it
            .values
            .iter()
            .find(|value| value.name.rust == variant.rust)
            .map(|value| value.value.clone()),
        TypeKind::IntegerEnum(it) => it
            .values
            .iter()
            .find(|value| value.name.rust == variant.rust)
            .map(|value| value.value.to_string()),
        TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::Alias { .. } => None,
    }
    .unwrap_or_else(|| variant.wire.clone())
}
