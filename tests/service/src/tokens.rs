//! Tokens that Clerk issues.

use agntix_api::support::server::Refusal;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, Validation, decode, decode_header};
use serde_json::Value;

use crate::jwks::Jwks;

/// How far clocks may be apart, in seconds; Clerk's own libraries say the same.
const LEEWAY: u64 = 5;

/// Knows which tokens are good.
pub(crate) struct Tokens {
    keys: Jwks,
    validation: Validation,
}

impl Tokens {
    /// Those of `issuer`, signed with `keys`.
    pub(crate) fn new(keys: Jwks, issuer: &str) -> Self {
        // No other algorithm: not `none`, nor one that takes a public key for a shared secret.
        let mut validation = Validation::new(Algorithm::RS256);
        validation.set_required_spec_claims(&["exp", "iss", "sub"]);
        validation.set_issuer(&[issuer]);
        validation.leeway = LEEWAY;
        validation.validate_nbf = true;
        // Clerk's tokens are for whoever trusts their issuer.
        validation.validate_aud = false;
        Self { keys, validation }
    }

    /// The organization and the user that `token` was issued to.
    pub(crate) async fn verify(
        &self,
        token: &str,
    ) -> Result<(Option<String>, Option<String>), Refusal> {
        let invalid = || Refusal::unauthorized("the token is not valid");
        let header = decode_header(token).map_err(|_| invalid())?;
        // Before a key is looked for, so that such tokens do not cost us a look.
        let id = header
            .kid
            .filter(|_| header.alg == Algorithm::RS256)
            .ok_or_else(invalid)?;
        let key = self.keys.find(&id).await?;
        let claims =
            decode::<Value>(token, &key, &self.validation).map_err(|it| match it.kind() {
                ErrorKind::ExpiredSignature => Refusal::unauthorized("the token has expired"),
                ErrorKind::ImmatureSignature => Refusal::unauthorized("the token is not valid yet"),
                _ => invalid(),
            })?;
        let claim = |at| Some(claims.claims.pointer(at)?.as_str()?.to_owned());
        // Where the active organization is in the first and in the second version of Clerk's.
        let organization = claim("/org_id").or_else(|| claim("/o/id"));
        Ok((organization, claim("/sub")))
    }
}
