//! Lints that are about what a document says, and so nothing that the crate could do better.

use proc_macro2::TokenStream;
use quote::quote;

use super::parts;
use crate::ir::{Additional, Api, Type, TypeDef, TypeKind};

/// The names that clippy takes for placeholders.
const PLACEHOLDERS: &[&str] = &["foo", "baz", "quux"];

/// How many types may stand in each other before clippy asks for a name.
const MAX_DEPTH: usize = 4;

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
    quote! { #names #types }
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
    let of_parameters = parts::operations(api).flat_map(|it| &it.parameters);
    of_types
        .chain(of_parameters.map(|it| &it.ty))
        .any(|it| depth(it) >= MAX_DEPTH)
}

fn types_of(def: &TypeDef) -> Vec<&Type> {
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

/// How many types stand in each other, the optional field around them included.
fn depth(ty: &Type) -> usize {
    1 + match ty {
        Type::Array { items: inner, .. }
        | Type::Map { values: inner, .. }
        | Type::Nullable(inner) => depth(inner),
        Type::Tuple(elements) => {
            let depths = elements.iter().map(|it| depth(&it.ty));
            depths.max().unwrap_or_default() + elements.len() / 4
        }
        Type::Scalar(_)
        | Type::Object
        | Type::Any
        | Type::Named(_)
        | Type::Boxed(_)
        | Type::Foreign(_) => 0,
    }
}
