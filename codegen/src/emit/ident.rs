//! Names of the model, as tokens.

use proc_macro2::{Ident, Span};

use crate::ir::Name;

/// The identifier of a name: `agent_id`, `r#type`.
pub(super) fn ident(name: &Name) -> Ident {
    raw(&name.rust)
}

/// The identifier that `text` spells.
///
/// Lowering makes valid ones only; what is none nevertheless becomes a name that no file uses,
/// so that a slip shows as a failure to compile the crate and not as a panic here.
pub(super) fn raw(text: &str) -> Ident {
    if is_plain(text) {
        return Ident::new(text, Span::call_site());
    }
    let (bare, is_raw) = match text.strip_prefix("r#") {
        Some(bare) => (bare, true),
        None => (text, false),
    };
    let never_raw = matches!(bare, "self" | "Self" | "super" | "crate" | "_" | "");
    match syn::parse_str::<Ident>(text) {
        Ok(_) if is_raw && !never_raw => Ident::new_raw(bare, Span::call_site()),
        Ok(_) if !is_raw => Ident::new(bare, Span::call_site()),
        Ok(_) | Err(_) => Ident::new("invalid_identifier", Span::call_site()),
    }
}

/// Whether `text` is an identifier that no keyword is like: for most names there is nothing to look up.
fn is_plain(text: &str) -> bool {
    const LONGEST_KEYWORD: usize = 8;
    let mut bytes = text.bytes();
    let starts_well = bytes.next().is_some_and(|it| it.is_ascii_alphabetic());
    let differs = |it: u8| it == b'_' || it.is_ascii_digit();
    starts_well
        && bytes.all(|it| it.is_ascii_alphanumeric() || it == b'_')
        && (text.len() > LONGEST_KEYWORD || text.bytes().any(differs))
}

/// `with_agent_id`: the setter of a field.
pub(super) fn setter(name: &Name) -> Ident {
    let bare = name.rust.strip_prefix("r#").unwrap_or(&name.rust);
    raw(&["with_", bare].concat())
}

/// What is made of a name and more: `petstore_auth_refresh_token`.
pub(super) fn with_suffix(name: &Name, suffix: &str) -> Ident {
    let bare = name.rust.strip_prefix("r#").unwrap_or(&name.rust);
    raw(&[bare, suffix].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_spelt_raw_and_nothing_panics() {
        for (text, spelt) in [
            ("agent_id", "agent_id"),
            ("r#type", "r#type"),
            ("größe", "größe"),
            ("", "invalid_identifier"),
            ("type", "invalid_identifier"),
            ("r#self", "invalid_identifier"),
            ("r#_", "invalid_identifier"),
            ("a b", "invalid_identifier"),
            ("1st", "invalid_identifier"),
            ("a\0", "invalid_identifier"),
        ] {
            assert_eq!(raw(text).to_string(), spelt, "{text:?}");
        }
    }

    #[test]
    fn a_setter_needs_no_raw_prefix() {
        let name = Name {
            wire: "type".to_owned(),
            rust: "r#type".to_owned(),
        };
        assert_eq!(setter(&name).to_string(), "with_type");
    }
}
