//! Code spans for values of the document.

use super::block::is_hidden;
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
        shown = ["\"", &shown, "\""].concat();
    }
    span(&shown)
}

/// Puts `text` between back-ticks: one, or two where it has single ones itself. Three at the
/// start of a line would open a block.
pub(super) fn span(text: &str) -> String {
    let mut text = text.replace('\n', " ");
    let runs: Vec<usize> = text.split(|it| it != '`').map(str::len).collect();
    let fence = match (runs.contains(&1), runs.contains(&2)) {
        (false, _) => "`",
        (true, false) => "``",
        (true, true) => {
            text = text.replace('`', "'");
            "`"
        }
    };
    let touches = text.starts_with('`') || text.ends_with('`');
    let pad = if touches { " " } else { "" };
    [fence, pad, &text, pad, fence].concat()
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
            let def = api.definition(*ty);
            code(&def.map_or(variant.wire.clone(), |def| wire_value(&def.kind, variant)))
        }
        Literal::Array(_) => code("[]"),
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
        TypeKind::Struct(_)
        | TypeKind::Union(_)
        | TypeKind::Alias { .. }
        | TypeKind::Newtype { .. } => None,
    }
    .unwrap_or_else(|| variant.wire.clone())
}
