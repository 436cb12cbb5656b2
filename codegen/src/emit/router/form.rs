//! How forms are read.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::ident::ident;
use super::super::operations::form;
use super::super::rules::Plan;
use super::body::either;
use crate::ir::{Operation, Representation};

/// Reads a form that has been received.
///
/// ```text
/// form(&CREATE_TOKEN_FORM).checked()?
/// ```
pub(super) fn read(
    plan: &Plan<'_>,
    operation: &Operation,
    it: &Representation,
    rules_name: &Ident,
    required: bool,
) -> TokenStream {
    let rules = plan.of_body(it);
    let read = if rules.is_empty() {
        either(required, quote! { read() }, quote! { read_optional() })
    } else if rules.are_those_of_the_type() {
        let optional = quote! { optional_checked() };
        either(required, quote! { checked() }, optional)
    } else {
        let operation = ident(&operation.name);
        let rules = quote! { crate::rules::#operation::#rules_name };
        let optional = quote! { optional_with(#rules) };
        either(required, quote! { with(#rules) }, optional)
    };
    match &it.form {
        Some(_) => {
            let layout = form::layout(plan.api, it);
            quote! { form(#layout).#read? }
        }
        None => quote! { multipart()?.#read? },
    }
}
