//! How forms are sent.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::ident::raw;
use super::super::signature;
use crate::ir::{Api, Body};

/// ```text
/// .form(&CREATE_TOKEN_FORM, body)
/// ```
pub(super) fn send(api: &Api, it: &Body) -> TokenStream {
    let constant = it.form.as_ref().map(|it| raw(&it.constant));
    let form = quote! { &crate::operations::#constant };
    match (it.required, signature::is_lent_by_value(api, &it.ty)) {
        (true, true) => quote! { .form(#form, &body) },
        (true, false) => quote! { .form(#form, body) },
        (false, true) => quote! { .optional_form(#form, body.as_ref()) },
        (false, false) => quote! { .optional_form(#form, body) },
    }
}

/// ```text
/// .multipart(body)
/// ```
pub(super) fn send_parts(it: &Body) -> TokenStream {
    if it.required {
        quote! { .multipart(body) }
    } else {
        quote! { .optional_multipart(body) }
    }
}
