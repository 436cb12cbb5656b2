//! What operations are called.

use super::super::names::Scope;
use super::super::{Context, chosen};
use super::Found;
use crate::diagnostic::lowering as say;
use crate::ir::Name;

/// The names of an operation.
pub(super) struct Names {
    /// The method of the client and of the trait.
    pub(super) method: Name,
    /// The static that describes it.
    pub(super) constant: String,
}

/// Names the operations that have an `operationId` first, so that the names made up for the
/// others cannot take theirs.
pub(super) fn name_all(
    cx: &mut Context<'_>,
    found: &[Found],
    methods: &mut Scope,
    constants: &mut Scope,
) -> Vec<Names> {
    let mut names: Vec<Option<Names>> = found.iter().map(|_| None).collect();
    for (slot, found) in names.iter_mut().zip(found) {
        if let Some(wanted) = wanted_name(cx, found) {
            let id = found.source.operation_id.as_deref().unwrap_or_default();
            let method = methods.claim_wanted(id, &wanted);
            let constant = constants.claim_as(&wanted, &method.rust).rust;
            *slot = Some(Names { method, constant });
        }
    }
    for named in [true, false] {
        for (slot, found) in names.iter_mut().zip(found) {
            if slot.is_some() {
                continue;
            }
            let id = found.source.operation_id.as_deref().map(str::trim);
            let id = id.filter(|id| !id.is_empty());
            if id.is_some() != named {
                continue;
            }
            let hint = id.unwrap_or(&found.spoken);
            if id.is_some_and(|id| !methods.is_free(id)) {
                cx.warn(say::operation_id_taken(
                    &found.place.child("operationId"),
                    hint,
                ));
            }
            // A webhook has a name of its own; a path is none.
            let wire = match found.group.kind.is_received() {
                true => hint,
                false => id.unwrap_or_default(),
            };
            let method = methods.claim_as(wire, hint);
            let constant = constants.claim_as(hint, &method.rust).rust;
            *slot = Some(Names { method, constant });
        }
    }
    names.into_iter().flatten().collect()
}

/// The name that users choose for an operation.
fn wanted_name(cx: &Context<'_>, found: &Found) -> Option<String> {
    let names = &cx.settings.names.operations;
    let id = found.source.operation_id.as_ref();
    let route = format!("{} {}", found.method, found.path);
    let set = id.and_then(|id| names.get(id)).or(names.get(&route));
    set.cloned()
        .or_else(|| chosen::of_extensions(&found.source.extensions))
}

/// A path in words: `/pets/{petId}` is `pets by petId`.
pub(super) fn spoken(path: &str) -> String {
    path.replace('{', " by ").replace('}', " ")
}
