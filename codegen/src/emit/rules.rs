//! `rules.rs`: what values have to satisfy beyond their types, as tables.

use super::Content;
use crate::ir::{Api, Type};

/// Whether any type has a constraint.
pub(super) fn is_needed(_: &Api) -> bool {
    false
}

/// Emits one table a type that has constraints.
pub(super) fn content(_: &Api) -> Option<Content> {
    None
}

/// Whether a value of this type has constraints, or any part of it.
pub(super) fn apply_to(_: &Api, _: &Type) -> bool {
    false
}
