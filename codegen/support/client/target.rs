//! Where a request goes.

use std::borrow::Cow;

use http::Uri;
use http::uri::{Authority, PathAndQuery, Scheme};
use url::Url;

use super::fault::Fault;
use super::{Request, RequestError};
use crate::support::http::joined;

impl Request {
    /// Where it goes, with `secrets` added to its query.
    pub(super) fn uri(&self, secrets: &[String]) -> Result<Uri, Fault> {
        if let Some(uri) = self.plain_uri(secrets) {
            return Ok(uri);
        }
        let mut url = match &self.target {
            Some(target) => {
                let mut url = parse(target, RequestError::url)?;
                url.set_fragment(None);
                url
            }
            None => self.url_of_path()?,
        };
        let own = url.query().unwrap_or_default().to_owned();
        let mut query = self.query_texts(secrets);
        if !own.is_empty() {
            query.insert(0, &own);
        }
        if !query.is_empty() {
            url.set_query(Some(&joined(&query, "&")));
        }
        let uri = Uri::try_from(url.as_str());
        uri.map_err(|error| Fault::Request(RequestError::url(&error.to_string())))
    }

    /// The same, where it is the base URL with the path and the query at its end as they are, which it mostly is: parsing
    /// URLs for each request would cost more than all else that is done for it.
    fn plain_uri(&self, secrets: &[String]) -> Option<Uri> {
        let is_elsewhere = self.server.is_some() && !self.core.has_one_base_url();
        if self.target.is_some() || is_elsewhere {
            return None;
        }
        let base = self.core.base()?;
        let template = self.operation.path;
        let path = match template.starts_with('/') && is_plain(template) {
            true => Cow::Borrowed(template),
            false => Cow::Owned(self.filled_path().ok().filter(|it| is_plain(it))?),
        };
        let mut target = base.path.clone();
        target.push_str(&path);
        for (index, text) in self.query_texts(secrets).into_iter().enumerate() {
            if !is_plain(text) {
                return None;
            }
            target.push(if index == 0 { '?' } else { '&' });
            target.push_str(text);
        }
        base.with(target)
    }

    /// The parameters of the query and `secrets`, as they are sent.
    fn query_texts<'a>(&'a self, secrets: &'a [String]) -> Vec<&'a str> {
        let mut texts = Vec::new();
        for (_, text) in &self.query {
            texts.push(text.as_str());
        }
        for secret in secrets {
            texts.push(secret);
        }
        texts
    }

    fn url_of_path(&self) -> Result<Url, Fault> {
        let invalid = |message: &str| Fault::Request(RequestError::base_url(message));
        let base = self.base_url()?;
        if base.query().is_some() || base.fragment().is_some() {
            return Err(invalid("it has more than a path"));
        }
        let base = base.as_str().trim_end_matches('/');
        let text = format!("{base}{}", self.filled_path()?);
        Url::parse(&text).map_err(|error| invalid(&error.to_string()))
    }

    /// Where the API is served, or the operation, when that is elsewhere.
    fn base_url(&self) -> Result<Url, Fault> {
        let own = self.server.filter(|_| !self.core.has_one_base_url());
        match own {
            Some(server) if has_scheme(server) => parse(server, RequestError::url),
            Some(server) => {
                let base = parse(self.core.base_url(), RequestError::base_url)?;
                let resolved = base.join(server);
                resolved.map_err(|error| Fault::Request(RequestError::url(&error.to_string())))
            }
            None => parse(self.core.base_url(), RequestError::base_url),
        }
    }
}

/// A base URL that paths only have to be put after.
#[derive(Clone)]
pub(super) struct Base {
    scheme: Scheme,
    authority: Authority,
    /// No slash is at its end.
    path: String,
}

impl Base {
    /// `None`, when it is no such URL; then each request says why.
    pub(super) fn of(base_url: &str) -> Option<Self> {
        let url = parse(base_url, RequestError::base_url).ok()?;
        if url.query().is_some() || url.fragment().is_some() {
            return None;
        }
        let parts = Uri::try_from(url.as_str()).ok()?.into_parts();
        Some(Self {
            scheme: parts.scheme?,
            authority: parts.authority?,
            path: url.path().trim_end_matches('/').to_owned(),
        })
    }

    fn with(&self, target: String) -> Option<Uri> {
        let mut parts = http::uri::Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(PathAndQuery::from_maybe_shared(target.into_bytes()).ok()?);
        Uri::from_parts(parts).ok()
    }
}

/// Whether `url` is absolute, as `https://example.com` is.
fn has_scheme(url: &str) -> bool {
    url.split_once(':').is_some_and(|(_, rest)| rest.starts_with("//"))
}

/// Whether a URL has `text` as it is: nothing in it is escaped by those who parse URLs, nor taken for a way back.
fn is_plain(text: &str) -> bool {
    let kinds = text.bytes().fold(STAYS, |kinds, byte| kinds | KINDS[usize::from(byte)]);
    // To look for a text in a text takes long to compile.
    let has = |part: &[u8]| text.as_bytes().windows(part.len()).any(|it| it == part);
    let has_dots = || has(b"/.") || has(b"%2e") || has(b"%2E");
    kinds & CHANGES == 0 && (kinds & MAY_BE_DOT == 0 || !has_dots())
}

/// What those who parse URLs do with each byte.
const KINDS: [u8; 256] = {
    let mut kinds = [CHANGES; 256];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte as usize] = match byte {
            b'.' | b'%' => MAY_BE_DOT,
            b'!' | b'$' | b'&' | b'('..=b'/' | b':' | b';' | b'=' | b'@' | b'_' | b'~' => STAYS,
            _ if byte.is_ascii_alphanumeric() => STAYS,
            _ => CHANGES,
        };
        byte += 1;
    }
    kinds
};

const STAYS: u8 = 0;
const MAY_BE_DOT: u8 = 1;
const CHANGES: u8 = 2;

fn parse(text: &str, invalid: fn(&str) -> RequestError) -> Result<Url, Fault> {
    let url = Url::parse(text);
    let url = url.map_err(|error| Fault::Request(invalid(&error.to_string())))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Fault::Request(invalid("it is neither http nor https")));
    }
    Ok(url)
}
