//! `oauth2.rs`: tokens that clients get by themselves.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, Docs};
use super::ident::with_suffix;
use super::{Chunk, Content, RustFile, parts};
use crate::ir::{Api, Scheme, TokenEndpoint};

/// Emits what gets tokens where the document says that they are got.
///
/// ```text
/// pub fn petstore_auth_client_credentials(
///     client_id: &str,
///     client_secret: impl Into<Secret>,
/// ) -> ClientCredentials {
///     ClientCredentials::at("https://example.com/token", client_id, client_secret)
/// }
/// ```
pub(super) fn content(api: &Api) -> Option<Content> {
    if !parts::has_tokens(api) {
        return None;
    }
    let schemes = api.security.schemes.iter();
    let chunks = schemes.flat_map(|it| [client_credentials(it), refresh_token(it)]);
    Some(Content::Rust(RustFile {
        module: "crate::oauth2",
        is_part: false,
        head: Docs::default()
            .and("Tokens that a client gets by itself.")
            .inner(),
        chunks: chunks.flatten().map(Chunk::Tokens).collect(),
    }))
}

fn client_credentials(it: &Scheme) -> Option<TokenStream> {
    let endpoint = it.tokens.client_credentials.as_ref()?;
    let docs = docs_of(it, "for an account of one's own", endpoint);
    let name = with_suffix(&it.name, "_client_credentials");
    let url = &endpoint.url;
    Some(quote! {
        #docs
        pub fn #name(
            client_id: &str,
            client_secret: impl Into<crate::support::secret::Secret>,
        ) -> crate::support::oauth2::ClientCredentials {
            crate::support::oauth2::ClientCredentials::at(#url, client_id, client_secret)
        }
    })
}

fn refresh_token(it: &Scheme) -> Option<TokenStream> {
    let endpoint = it.tokens.refresh.as_ref()?;
    let docs = docs_of(it, "for a refresh token", endpoint);
    let name = with_suffix(&it.name, "_refresh_token");
    let url = &endpoint.url;
    Some(quote! {
        #docs
        pub fn #name(
            refresh_token: impl Into<crate::support::secret::Secret>,
        ) -> crate::support::oauth2::RefreshToken {
            crate::support::oauth2::RefreshToken::at(#url, refresh_token)
        }
    })
}

/// What the tokens are, where they are from, and what they can be for.
fn docs_of(scheme: &Scheme, whose: &str, endpoint: &TokenEndpoint) -> TokenStream {
    let summary = [
        "Tokens of ",
        &docs::code(&scheme.name.wire),
        " ",
        whose,
        ", from ",
        &docs::code(&endpoint.url),
        ".",
    ];
    let scopes = endpoint.scopes.iter();
    let scopes = scopes.map(|(name, what)| (name.clone(), what, String::new()));
    Docs::default().and(&summary.concat()).list(scopes).outer()
}
