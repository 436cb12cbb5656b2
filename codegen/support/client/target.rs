//! Where a request goes.

use http::Uri;
use url::Url;

use super::fault::Fault;
use super::{Request, RequestError};

impl Request {
    /// Where it goes, with `secrets` added to its query.
    pub(super) fn uri(&self, secrets: &[String]) -> Result<Uri, Fault> {
        let mut url = match &self.target {
            Some(target) => {
                let mut url = parse(target, RequestError::url)?;
                url.set_fragment(None);
                url
            }
            None => self.url_of_path()?,
        };
        let own = url.query().filter(|it| !it.is_empty()).map(str::to_owned);
        let added = self.query.iter().map(|(_, text)| text);
        let added = added.chain(secrets).cloned();
        let query: Vec<String> = own.into_iter().chain(added).collect();
        if !query.is_empty() {
            url.set_query(Some(&query.join("&")));
        }
        let uri = Uri::try_from(url.as_str());
        uri.map_err(|error| Fault::Request(RequestError::url(&error.to_string())))
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
            Some(server) if server.contains("://") => parse(server, RequestError::url),
            Some(server) => {
                let base = parse(self.core.base_url(), RequestError::base_url)?;
                let joined = base.join(server);
                joined.map_err(|error| Fault::Request(RequestError::url(&error.to_string())))
            }
            None => parse(self.core.base_url(), RequestError::base_url),
        }
    }
}

fn parse(text: &str, invalid: fn(&str) -> RequestError) -> Result<Url, Fault> {
    let url = Url::parse(text);
    let url = url.map_err(|error| Fault::Request(invalid(&error.to_string())))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Fault::Request(invalid("it is neither http nor https")));
    }
    Ok(url)
}
