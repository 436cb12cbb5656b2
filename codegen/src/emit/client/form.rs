//! How forms are sent.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::operations::form;
use super::super::responses;
use crate::ir::{Api, Representation};

/// ```text
/// .form(&CREATE_TOKEN_FORM, body)
/// ```
pub(super) fn send(
    api: &Api,
    it: &Representation,
    required: bool,
    body: &TokenStream,
) -> TokenStream {
    let form = form::layout(api, it);
    if required {
        quote! { .form(#form, #body) }
    } else {
        quote! { .optional_form(#form, #body) }
    }
}

/// ```text
/// .multipart("multipart/form-data", body)
/// ```
pub(super) fn send_parts(it: &Representation, required: bool, body: &TokenStream) -> TokenStream {
    let media = responses::sent(it);
    if required {
        quote! { .multipart(#media, #body) }
    } else {
        quote! { .optional_multipart(#media, #body) }
    }
}
