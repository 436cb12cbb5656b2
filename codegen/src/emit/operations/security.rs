//! What operations ask for.

use std::collections::HashMap;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::ident::raw;
use super::super::{docs, parts};
use crate::ir::{Alternative, Api, Requirement};

/// What more operations ask for than anything else, and at least three, to be said once.
pub(super) fn usual(api: &Api) -> Option<&Requirement> {
    let mut uses: HashMap<&Requirement, usize> = HashMap::new();
    let mut usual = None;
    let mut most = 2;
    for it in parts::operations(api).map(|it| &it.security) {
        let uses = uses.entry(it).or_default();
        *uses += 1;
        if *uses > most && *it != Requirement::Public {
            (usual, most) = (Some(it), *uses);
        }
    }
    usual
}

/// Emits what is usual.
///
/// ```text
/// /// What operations ask for most often.
/// pub const SECURITY: &[Access] = &[Access { credential: 0, schemes: &[&API_KEY], scopes: &[] }];
/// ```
pub(super) fn item(api: &Api, usual: &Requirement) -> TokenStream {
    let docs = docs::ours("What operations ask for most often.");
    let accesses = accesses(api, usual);
    quote! {
        #docs
        pub const SECURITY: &[crate::support::http::Access] = &[#(#accesses),*];
    }
}

/// What an operation asks for.
pub(super) fn of(api: &Api, it: &Requirement, usual: Option<&Requirement>) -> TokenStream {
    if usual == Some(it) {
        return quote! { crate::operations::SECURITY };
    }
    let accesses = accesses(api, it);
    quote! { &[#(#accesses),*] }
}

fn accesses(api: &Api, it: &Requirement) -> Vec<TokenStream> {
    let (alternatives, anonymous) = match it {
        Requirement::Public => (&[][..], None),
        Requirement::Required(it) => (it.as_slice(), None),
        Requirement::Optional(it) => (
            it.as_slice(),
            Some(quote! { crate::support::http::Access::ANONYMOUS }),
        ),
    };
    let alternatives = alternatives.iter().map(|it| access(api, it));
    alternatives.chain(anonymous).collect()
}

fn access(api: &Api, it: &Alternative) -> TokenStream {
    let credential = Literal::usize_unsuffixed(it.credential);
    let credentials = api.security.credentials.get(it.credential);
    let schemes = credentials.into_iter().flat_map(|it| &it.schemes);
    let schemes = schemes
        .filter_map(|id| api.security.schemes.get(id.0))
        .map(|scheme| {
            let constant = raw(&scheme.constant);
            quote! { &crate::operations::#constant }
        });
    let scopes = &it.scopes;
    quote! {
        crate::support::http::Access {
            credential: #credential,
            schemes: &[#(#schemes),*],
            scopes: &[#(#scopes),*],
        }
    }
}
