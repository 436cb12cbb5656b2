//! `auth.rs`: what requests prove their sender with.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{self, Docs};
use super::ident::{ident, raw};
use super::{Chunk, Content, RustFile, parts};
use crate::ir::{Api, Credential, Scheme, SchemeKind};

/// Emits the credentials, one variant a combination of schemes that is enough together.
///
/// ```text
/// pub enum Credential {
///     /// The key of an organization.
///     ApiKey(Secret),
///     /// A token that Clerk issues.
///     ClerkJwt(Secret),
/// }
/// ```
pub(super) fn content(api: &Api) -> Option<Content> {
    if !parts::has_operations(api) || !parts::has_credentials(api) {
        return None;
    }
    Some(Content::Rust(RustFile {
        module: "crate::auth",
        is_part: false,
        head: Docs::default()
            .and("What requests prove their sender with.")
            .inner(),
        chunks: vec![
            Chunk::Tokens(credential(api)),
            Chunk::Tokens(from_secrets(api)),
        ],
    }))
}

fn credential(api: &Api) -> TokenStream {
    let variants = api.security.credentials.iter().map(|it| variant(api, it));
    quote! {
        /// What a request proves its sender with.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Credential {
            #(#variants,)*
        }
    }
}

fn schemes<'a>(api: &'a Api, it: &'a Credential) -> impl Iterator<Item = &'a Scheme> {
    let schemes = &api.security.schemes;
    it.schemes.iter().filter_map(|id| schemes.get(id.0))
}

fn variant(api: &Api, it: &Credential) -> TokenStream {
    let name = raw(&it.variant);
    let schemes: Vec<&Scheme> = schemes(api, it).collect();
    if let [scheme] = schemes.as_slice() {
        let docs = scheme_docs(scheme);
        let secret = secret(&scheme.kind);
        return quote! {
            #docs
            #name(#secret)
        };
    }
    let fields = schemes.iter().map(|scheme| {
        let docs = scheme_docs(scheme);
        let name = ident(&scheme.name);
        let secret = secret(&scheme.kind);
        quote! {
            #docs
            #name: #secret
        }
    });
    let docs = docs::ours("All of these together.");
    quote! {
        #docs
        #name {
            #(#fields,)*
        }
    }
}

fn scheme_docs(scheme: &Scheme) -> TokenStream {
    let docs = Docs::of(&scheme.doc).or(&docs::code(&scheme.name.wire));
    docs.and(&docs::place(&scheme.kind)).outer()
}

/// What a scheme asks for.
fn secret(kind: &SchemeKind) -> TokenStream {
    match kind {
        SchemeKind::Basic => quote! { crate::support::secret::Basic },
        SchemeKind::ApiKeyHeader(_)
        | SchemeKind::ApiKeyQuery(_)
        | SchemeKind::ApiKeyCookie(_)
        | SchemeKind::Bearer { format: _ }
        | SchemeKind::Other(_)
        | SchemeKind::MutualTls => quote! { crate::support::secret::Secret },
    }
}

/// Emits what the server reads credentials with.
///
/// ```text
/// 0 => Some(Self::ApiKey(secrets.next()?)),
/// ```
fn from_secrets(api: &Api) -> TokenStream {
    let arms = api
        .security
        .credentials
        .iter()
        .enumerate()
        .map(|(index, it)| {
            let index = Literal::usize_unsuffixed(index);
            let value = value(api, it);
            quote! { #index => Some(Self::#value) }
        });
    quote! {
        impl crate::support::server::FromSecrets for Credential {
            fn from_secrets(
                credential: usize,
                mut secrets: impl Iterator<Item = crate::support::secret::Secret>,
            ) -> Option<Self> {
                match credential {
                    #(#arms,)*
                    _ => None,
                }
            }
        }
    }
}

fn value(api: &Api, it: &Credential) -> TokenStream {
    let name = raw(&it.variant);
    let schemes: Vec<&Scheme> = schemes(api, it).collect();
    if let [scheme] = schemes.as_slice() {
        let next = next(&scheme.kind);
        return quote! { #name(#next) };
    }
    let fields = schemes.iter().map(|scheme| {
        let name = ident(&scheme.name);
        let next = next(&scheme.kind);
        quote! { #name: #next }
    });
    quote! { #name { #(#fields),* } }
}

fn next(kind: &SchemeKind) -> TokenStream {
    match kind {
        SchemeKind::Basic => {
            quote! { crate::support::secret::Basic::from_secret(&secrets.next()?)? }
        }
        SchemeKind::ApiKeyHeader(_)
        | SchemeKind::ApiKeyQuery(_)
        | SchemeKind::ApiKeyCookie(_)
        | SchemeKind::Bearer { format: _ }
        | SchemeKind::Other(_)
        | SchemeKind::MutualTls => quote! { secrets.next()? },
    }
}
