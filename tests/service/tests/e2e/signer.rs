//! Signs tokens as Clerk does, without the library that the service verifies them with.

use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

/// What is expected of tokens in the tests.
pub(crate) const ISSUER: &str = "https://clerk.example.com";

/// A key that tokens are signed with.
pub(crate) struct Signer {
    id: &'static str,
    pair: KeyPair,
}

impl Signer {
    /// A new key called `id`.
    pub(crate) fn new(id: &'static str) -> Self {
        let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
        Self { id, pair }
    }

    /// What is published of it.
    pub(crate) fn jwk(&self) -> Value {
        let key = self.pair.public_key();
        let n = encode(key.modulus().big_endian_without_leading_zero());
        let e = encode(key.exponent().big_endian_without_leading_zero());
        json!({ "use": "sig", "kty": "RSA", "kid": self.id, "alg": "RS256", "n": n, "e": e })
    }

    /// A token with these claims.
    pub(crate) fn sign(&self, claims: &Value) -> String {
        self.sign_with(
            &json!({ "alg": "RS256", "kid": self.id, "typ": "JWT" }),
            claims,
        )
    }

    /// A token that is signed with this key whatever its header says.
    pub(crate) fn sign_with(&self, header: &Value, claims: &Value) -> String {
        let text = unsigned(header, claims);
        let mut signature = vec![0; self.pair.public_modulus_len()];
        let random = SystemRandom::new();
        let pair = &self.pair;
        pair.sign(&RSA_PKCS1_SHA256, &random, text.as_bytes(), &mut signature)
            .unwrap();
        format!("{text}.{}", encode(&signature))
    }

    /// A token for which the public key, which everybody has, was used as a shared secret.
    pub(crate) fn confuse(&self, claims: &Value) -> String {
        let text = unsigned(&json!({ "alg": "HS256", "kid": self.id }), claims);
        let secret = hmac::Key::new(hmac::HMAC_SHA256, self.pair.public_key().as_ref());
        let signature = hmac::sign(&secret, text.as_bytes());
        format!("{text}.{}", encode(signature.as_ref()))
    }
}

/// The signed part of a token.
pub(crate) fn unsigned(header: &Value, claims: &Value) -> String {
    let part = |it: &Value| encode(it.to_string().as_bytes());
    format!("{}.{}", part(header), part(claims))
}

/// What these keys are published as.
pub(crate) fn jwks(signers: &[&Signer]) -> String {
    let keys: Vec<Value> = signers.iter().map(|it| it.jwk()).collect();
    json!({ "keys": keys }).to_string()
}

fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
