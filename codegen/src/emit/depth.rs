//! How deep types stand in one another.

use proc_macro2::TokenStream;
use quote::quote;

use super::lints::types_of;
use crate::ir::{Api, TypeId};

/// How deep the compiler goes into a type before it gives up, unless it is told otherwise.
const USUAL: usize = 128;

/// How many steps it takes from a type to one that a field of it lists: an option or two, a
/// vector, what that is made of, and a box.
const STEPS: usize = 8;

/// Emits how deep the compiler may go, for types that are deeper than it goes by itself: it has to
/// see through all of them to know whether one may be sent to another thread.
///
/// ```text
/// #![recursion_limit = "512"]
/// ```
pub(super) fn limit(api: &Api) -> Option<TokenStream> {
    // What holds itself is as deep as where the compiler begins: twice as deep as from here.
    let steps = (2 * STEPS).saturating_mul(depth(api));
    (steps > USUAL).then(|| {
        let limit = steps.next_power_of_two().to_string();
        quote! { #![recursion_limit = #limit] }
    })
}

/// The most types of which each holds the next one; where they hold one another in a circle, it is
/// cut at some point.
fn depth(api: &Api) -> usize {
    // `None` for a type that is begun and not finished.
    let mut depths: Vec<Option<usize>> = vec![None; api.types.len()];
    let mut begun = vec![false; api.types.len()];
    let mut deepest = 0;
    for root in 0..api.types.len() {
        let mut open = vec![(TypeId(root), None)];
        while let Some((id, within)) = open.pop() {
            let within = match within {
                Some(within) => within,
                None if begun.get(id.0).is_none_or(|it| *it) => continue,
                None => {
                    if let Some(it) = begun.get_mut(id.0) {
                        *it = true;
                    }
                    let within = held(api, id);
                    let inner = within.clone();
                    open.push((id, Some(within)));
                    open.extend(inner.into_iter().map(|it| (it, None)));
                    continue;
                }
            };
            let inner = within.iter().filter_map(|it| *depths.get(it.0)?);
            let depth = 1 + inner.max().unwrap_or(0);
            deepest = deepest.max(depth);
            if let Some(it) = depths.get_mut(id.0) {
                *it = Some(depth);
            }
        }
    }
    deepest
}

fn held(api: &Api, id: TypeId) -> Vec<TypeId> {
    let types = api.types.get(id.0).map(types_of);
    let types = types.into_iter().flatten();
    types.flat_map(crate::ir::Type::mentions).collect()
}
