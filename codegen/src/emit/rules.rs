//! `rules.rs`: what values have to satisfy beyond their types, as tables.

use super::Content;
use crate::ir::Api;

/// Whether any type has a constraint.
pub(super) fn is_needed(_: &Api) -> bool {
    false
}

/// Emits one table a type that has constraints.
pub(super) fn content(_: &Api) -> Option<Content> {
    None
}
