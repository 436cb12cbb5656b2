//! Where clients get their tokens by themselves.

use indexmap::IndexMap;
use openapiv3::{
    AuthorizationCodeOAuth2Flow, ClientCredentialsOAuth2Flow, ImplicitOAuth2Flow, OAuth2Flows,
    PasswordOAuth2Flow,
};

use super::prose;
use crate::ir::{TokenEndpoint, Tokens};

/// What of `flows` a program can go through without anybody at a browser.
pub(super) fn of(flows: OAuth2Flows) -> Tokens {
    let OAuth2Flows {
        implicit,
        password,
        client_credentials,
        authorization_code,
        extensions: _, // none is about a flow of these
    } = flows;
    let mut tokens = Tokens::default();
    if let Some(AuthorizationCodeOAuth2Flow {
        authorization_url: _, // for a browser
        token_url,
        refresh_url,
        scopes,
        extensions: _, // none is about tokens
    }) = authorization_code
    {
        let url = refresh_url.unwrap_or(token_url);
        refresh(&mut tokens, url, &scopes);
    }
    if let Some(PasswordOAuth2Flow {
        token_url,
        refresh_url,
        scopes,
        extensions: _, // none is about tokens
    }) = password
    {
        let url = refresh_url.unwrap_or(token_url);
        refresh(&mut tokens, url, &scopes);
    }
    if let Some(ImplicitOAuth2Flow {
        authorization_url: _, // for a browser
        refresh_url: Some(url),
        scopes,
        extensions: _, // none is about tokens
    }) = implicit
    {
        refresh(&mut tokens, url, &scopes);
    }
    if let Some(ClientCredentialsOAuth2Flow {
        token_url,
        refresh_url,
        scopes,
        extensions: _, // none is about tokens
    }) = client_credentials
    {
        tokens.client_credentials = endpoint(token_url, &scopes);
        refresh(&mut tokens, refresh_url.unwrap_or_default(), &scopes);
    }
    tokens
}

/// Refreshes at `url`, unless there is a place for it already.
fn refresh(tokens: &mut Tokens, url: String, scopes: &IndexMap<String, String>) {
    if tokens.refresh.is_none() {
        tokens.refresh = endpoint(url, scopes);
    }
}

fn endpoint(url: String, scopes: &IndexMap<String, String>) -> Option<TokenEndpoint> {
    let scopes = scopes.iter();
    let scopes = scopes.map(|(name, what)| (name.clone(), prose::description(Some(what))));
    let url = url.trim().to_owned();
    (!url.is_empty()).then(|| TokenEndpoint {
        url,
        scopes: scopes.collect(),
    })
}
