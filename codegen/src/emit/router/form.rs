//! How forms are read.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::ident::{ident, raw};
use super::super::rules::Plan;
use super::super::signature;
use super::either;
use crate::ir::{Body, Operation};

/// ```text
/// let body: CreateTokenRequest = request.receive().await?.form(&CREATE_TOKEN_FORM).checked()?;
/// ```
pub(super) fn read(plan: &Plan<'_>, operation: &Operation, it: &Body) -> TokenStream {
    let ty = signature::received(plan.api, it);
    let rules = plan.of_body(it);
    let read = if rules.is_empty() {
        either(it.required, quote! { read() }, quote! { read_optional() })
    } else if rules.are_those_of_the_type() {
        let optional = quote! { optional_checked() };
        either(it.required, quote! { checked() }, optional)
    } else {
        let operation = ident(&operation.name);
        let rules = quote! { crate::rules::#operation::body };
        let optional = quote! { optional_with(#rules) };
        either(it.required, quote! { with(#rules) }, optional)
    };
    let form = match &it.form {
        Some(form) => {
            let constant = raw(&form.constant);
            quote! { let form = request.receive().await?.form(&crate::operations::#constant); }
        }
        None => quote! { let mut form = request.receive().await?.multipart()?; },
    };
    quote! {
        #form
        let body: #ty = form.#read?;
    }
}
