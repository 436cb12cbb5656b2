//! The secrets of a request, and where they go.

use http::header::{HeaderName, HeaderValue};

use super::credentials::Held;
use super::fault::Fault;
use super::{Core, RequestError};
use crate::support::http::{Operation, Parameter, Place, Scheme, encode};
use crate::support::secret::Secret;

/// What a client authenticates with where a scheme is asked for.
#[derive(Clone)]
pub(super) struct Credential {
    pub(super) scheme: &'static Scheme,
    held: Held,
    /// The header that carries it, if one does and it is always the same: made once for all calls.
    header: Option<(HeaderName, HeaderValue)>,
}

impl Credential {
    pub(super) fn new(scheme: &'static Scheme, held: Held) -> Self {
        let header = match &held {
            Held::Fixed(secret) => scheme.to_header(secret),
            Held::Provided(_) => None,
        };
        Self {
            scheme,
            held,
            header,
        }
    }
}

/// The secrets of a request.
#[derive(Default)]
pub(super) struct Proof {
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) query: Vec<String>,
    pub(super) cookies: Vec<String>,
    /// Those that a provider gave, who may give others.
    provided: Vec<(&'static Scheme, Secret)>,
}

impl Proof {
    /// The secrets of the first alternative that the client can satisfy, none of them `refused`.
    pub(super) async fn of(
        core: &Core,
        operation: &'static Operation,
        refused: Option<&Self>,
    ) -> Result<Self, Fault> {
        let Some(access) = core.access(operation) else {
            return match operation.is_open() {
                true => Ok(Self::default()),
                false => Err(Fault::Credential),
            };
        };
        let mut proof = Self::default();
        for scheme in access.schemes {
            let Some(credential) = core.credential(scheme) else {
                continue;
            };
            if let Some(header) = &credential.header {
                proof.headers.push(header.clone());
                continue;
            }
            let secret = match &credential.held {
                Held::Fixed(secret) => secret.clone(),
                Held::Provided(source) => {
                    let refused = refused.and_then(|it| it.provided_for(scheme));
                    let secret = source.get(core.channel(), refused).await;
                    let secret = secret.map_err(|cause| Fault::Provider(scheme.name, cause))?;
                    proof.provided.push((scheme, secret.clone()));
                    secret
                }
            };
            proof.add(scheme, &secret)?;
        }
        Ok(proof)
    }

    /// Whether another try may come with other secrets.
    pub(super) fn may_change(&self) -> bool {
        !self.provided.is_empty()
    }

    fn provided_for(&self, scheme: &Scheme) -> Option<&Secret> {
        let mut provided = self.provided.iter();
        provided.find(|(it, _)| *it == scheme).map(|(_, it)| it)
    }

    fn add(&mut self, scheme: &'static Scheme, secret: &Secret) -> Result<(), Fault> {
        match scheme.place {
            Place::Query(name) => {
                let parameter = Parameter::query(name);
                self.query.extend(encode(&parameter, &secret.expose().into()));
            }
            Place::Cookie(name) => {
                let parameter = Parameter::cookie(name);
                self.cookies.extend(encode(&parameter, &secret.expose().into()));
            }
            Place::Certificate => {}
            Place::Header(_) | Place::Bearer | Place::Basic | Place::Authorization(_) => {
                let header = scheme.to_header(secret);
                let header = header.ok_or(Fault::Request(RequestError::secret(scheme.name)))?;
                self.headers.push(header);
            }
        }
        Ok(())
    }
}
