//! Requests, as they are shown to whoever wants to see them.

use std::io::{self, Write as _};

use super::tables::Program;
use super::text::visible;
use crate::support::client::{Attempt, Body, Observe, Outcome};
use crate::support::http::Place;

/// Shows requests on standard error, but for their secrets.
pub(super) struct Shown {
    program: &'static Program,
}

impl Shown {
    pub(super) fn new(program: &'static Program) -> Self {
        Self { program }
    }

    /// `url` without the secrets in its query.
    fn url(&self, url: &http::Uri) -> String {
        let url = url.to_string();
        let Some((path, query)) = url.split_once('?') else {
            return url;
        };
        let is_secret = |name: &str| {
            let mut secrets = self.program.secrets.iter();
            secrets.any(|it| matches!(it.scheme.place, Place::Query(it) if it == name))
        };
        let pairs = query.split('&').map(|pair| match pair.split_once('=') {
            Some((name, _)) if is_secret(name) => format!("{name}=…"),
            _ => pair.to_owned(),
        });
        format!("{path}?{}", pairs.collect::<Vec<_>>().join("&"))
    }
}

impl Observe for Shown {
    fn before(&self, attempt: Attempt, request: &mut http::Request<Body>) {
        let again = match attempt.number {
            1 => String::new(),
            number => format!(" (attempt {number})"),
        };
        let mut said = format!("> {} {}{again}\n", request.method(), self.url(request.uri()));
        for (name, value) in request.headers() {
            let value = match value.is_sensitive() {
                true => "…".into(),
                false => String::from_utf8_lossy(value.as_bytes()),
            };
            said.push_str(&format!("> {name}: {}\n", visible(&value)));
        }
        // Nobody may be there to read it.
        let _ = io::stderr().write_all(said.as_bytes());
    }

    fn after(&self, _: Attempt, outcome: Outcome<'_>) {
        let what = match outcome.status {
            Ok(status) => status.to_string(),
            Err(_) => "no answer".to_owned(),
        };
        let time = outcome.elapsed.as_millis();
        let _ = writeln!(io::stderr(), "< {what} after {time} ms");
    }
}
