//! Lints that are about what a document says, and so nothing that the crate could do better.

use proc_macro2::TokenStream;
use quote::quote;

use super::gate::{self, FULL};
use super::parts;
use crate::ir::{Additional, Api, Contents, Type, TypeDef, TypeKind};

/// The names that clippy takes for placeholders.
const PLACEHOLDERS: &[&str] = &["foo", "baz", "quux"];

/// What clippy lets a type count before it asks for a name.
const MAX_COMPLEXITY: usize = 250;

/// What stands around a type at the most: two options, or a future and its result.
const AROUND: usize = 2;

/// Emits what clippy is not to speak of in this crate.
///
/// ```text
/// #![allow(clippy::disallowed_names, reason = "the document has these names")]
/// ```
pub(super) fn allowed(api: &Api) -> TokenStream {
    let names = has_placeholders(api).then(|| {
        quote! {
            #![allow(
                clippy::disallowed_names,
                reason = "the names of the document, good or not"
            )]
        }
    });
    let types = has_deep_types(api).then(|| {
        quote! {
            #![allow(
                clippy::type_complexity,
                reason = "the document nests lists and maps without names"
            )]
        }
    });
    let arguments = api.package.request_context.then(|| {
        quote! {
            #![allow(
                clippy::too_many_arguments,
                reason = "the settings ask for one more, that of the request"
            )]
        }
    });
    let partial = gate::whole(api).map(|_| {
        quote! {
            #![cfg_attr(
                not(feature = #FULL),
                allow(dead_code, unused_imports, unused_macros, reason = "some tags may be left out")
            )]
        }
    });
    quote! { #names #types #arguments #partial }
}

fn has_placeholders(api: &Api) -> bool {
    let is_placeholder = |name: &str| PLACEHOLDERS.contains(&name);
    let fields = api.types.iter().flat_map(|def| match &def.kind {
        TypeKind::Struct(it) => it.fields.as_slice(),
        TypeKind::StringEnum(_)
        | TypeKind::IntegerEnum(_)
        | TypeKind::Union(_)
        | TypeKind::Alias { .. }
        | TypeKind::Newtype { .. } => &[],
    });
    let parameters = parts::operations(api).flat_map(|it| &it.parameters);
    fields
        .map(|it| &it.name)
        .chain(parameters.map(|it| &it.name))
        .any(|it| is_placeholder(&it.rust))
}

fn has_deep_types(api: &Api) -> bool {
    let of_types = api.types.iter().flat_map(types_of);
    let operations = parts::operations(api);
    let of_operations = operations.flat_map(|it| {
        let parameters = it.parameters.iter().map(|it| &it.ty);
        let bodies = it.body.iter().map(|it| &it.contents);
        let answers = it.responses().filter_map(|it| it.payload.contents());
        let bodies = bodies.chain(answers).flat_map(Contents::all);
        parameters.chain(bodies.map(|it| &it.ty))
    });
    of_types
        .chain(of_operations)
        .any(|it| complexity(it, AROUND) > MAX_COMPLEXITY)
}

/// The types that stand in a definition.
pub(super) fn types_of(def: &TypeDef) -> Vec<&Type> {
    match &def.kind {
        TypeKind::Struct(it) => {
            let fields = it.fields.iter().map(|it| &it.ty);
            let additional = match &it.additional {
                Additional::Kept { value, .. } => Some(value),
                Additional::Ignored | Additional::Refused => None,
            };
            fields.chain(additional).collect()
        }
        TypeKind::Union(it) => it.variants.iter().map(|it| &it.ty).collect(),
        TypeKind::Alias { target, .. } | TypeKind::Newtype { target, .. } => vec![target],
        TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) => Vec::new(),
    }
}

/// What clippy counts for a type that stands in `around` others: each name as much as it is deep.
fn complexity(ty: &Type, around: usize) -> usize {
    let here = 10 * (around + 1);
    let inner = around + 1;
    here + match ty {
        Type::Array { items: part, .. } | Type::Nullable(part) => complexity(part, inner),
        // The keys are strings.
        Type::Map { values, .. } => 10 * (inner + 1) + complexity(values, inner),
        Type::Tuple(elements) => elements.iter().map(|it| complexity(&it.ty, inner)).sum(),
        // With its keys and values.
        Type::Object => 20 * (inner + 1),
        Type::Boxed(_) => 10 * (inner + 1),
        Type::Scalar(_) | Type::Any | Type::Named(_) | Type::Foreign(_) => 0,
    }
}
