//! How the forms that operations take are laid out.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::docs::{self, Docs};
use super::super::ident::raw;
use super::super::types;
use super::parameter;
use crate::ir::{Api, Field, Operation, Presence, Representation, Type, TypeKind};

/// Emits the layout of the form that an operation takes.
///
/// ```text
/// /// The form of `POST /tokens`.
/// pub static CREATE_TOKEN_FORM: Form = Form {
///     parameters: &[Parameter::query("scopes").style(Style::SpaceDelimited).explode(false)],
///     empty: &[],
/// };
/// ```
///
/// One that is laid out like most has no item of its own.
pub(super) fn item(api: &Api, operation: &Operation, body: &Representation) -> Option<TokenStream> {
    let form = body.form.as_ref()?;
    if is_plain(api, body) {
        return None;
    }
    let docs = ["The form of ", &docs::route(operation), "."].concat();
    let docs = Docs::default().and(&docs).outer();
    let constant = raw(&form.constant);
    let parameters = form.properties.iter().map(|it| parameter(api, it));
    let empty = empty(api, &body.ty);
    Some(quote! {
        #docs
        pub static #constant: crate::support::http::Form = crate::support::http::Form {
            parameters: &[#(#parameters),*],
            empty: &[#(#empty),*],
        };
    })
}

/// How the form of a body is laid out.
///
/// ```text
/// &CREATE_TOKEN_FORM
/// ```
pub(in crate::emit) fn layout(api: &Api, body: &Representation) -> TokenStream {
    match &body.form {
        Some(form) if !is_plain(api, body) => {
            let constant = raw(&form.constant);
            quote! { &crate::operations::#constant }
        }
        _ => quote! { &crate::support::http::Form::PLAIN },
    }
}

/// Whether nothing has to be said of a form.
pub(in crate::emit) fn is_plain(api: &Api, body: &Representation) -> bool {
    let is_said = body
        .form
        .as_ref()
        .is_some_and(|it| !it.properties.is_empty());
    !is_said && empty(api, &body.ty).is_empty()
}

/// The required properties that may leave no pair behind.
fn empty<'a>(api: &'a Api, body: &'a Type) -> Vec<&'a str> {
    let (Type::Named(id) | Type::Boxed(id)) = types::resolved(api, body) else {
        return Vec::new();
    };
    let fields = match api.definition(*id).map(|def| &def.kind) {
        Some(TypeKind::Struct(it)) => it.fields.as_slice(),
        Some(
            TypeKind::StringEnum(_)
            | TypeKind::IntegerEnum(_)
            | TypeKind::Union(_)
            | TypeKind::Alias { .. }
            | TypeKind::Newtype { .. },
        )
        | None => &[],
    };
    let fields = fields.iter().filter(|it| may_be_empty(api, it));
    fields.map(|it| it.name.wire.as_str()).collect()
}

fn may_be_empty(api: &Api, it: &Field) -> bool {
    match it.presence {
        Presence::Optional | Presence::OptionalNullable => false,
        Presence::RequiredNullable => true,
        Presence::Required => match types::resolved(api, &it.ty) {
            Type::Array { .. } | Type::Map { .. } | Type::Object | Type::Nullable(_) => true,
            Type::Named(id) | Type::Boxed(id) => matches!(
                api.definition(*id).map(|def| &def.kind),
                Some(TypeKind::Struct(_))
            ),
            Type::Scalar(_) | Type::Tuple(_) | Type::Any | Type::Foreign(_) => false,
        },
    }
}
