//! Calls, as commands for `curl`.

use std::convert::Infallible;
use std::io::{self, Write as _};
use std::sync::{Arc, Mutex, PoisonError};

use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Method};

use super::arguments::Inputs;
use super::credentials;
use super::execute;
use super::failure::Failure;
use super::globals::Globals;
use super::tables::{Command, Program, Variable};
use crate::support::client::{Body, Carried, Response, Retries, Transport};
use crate::support::http::Place;
use crate::support::secret::Secret;

/// A command for `curl`, as a shell reads it.
pub struct Curl {
    text: String,
    /// The variables that hold secrets, and what stands for each.
    secrets: Vec<(&'static Variable, String)>,
}

/// Prints the call that `inputs` are for.
pub(super) fn show(
    program: &'static Program,
    command: &'static Command,
    globals: &Globals,
    inputs: Inputs,
) -> Result<(), Failure> {
    let base_url = globals.base_url(program)?;
    let seen = Seen::default();
    let core = execute::core(&base_url, globals).with_transport(seen.clone());
    let mut core = core.with_retries(Retries::none());
    let mut curl = Curl {
        text: "curl".to_owned(),
        secrets: Vec::new(),
    };
    for variable in credentials::variables(program, command.operation, &base_url)? {
        let stand_in = format!("secret-of-{}", variable.name);
        core = core.with_secret(variable.scheme, stand_in.as_str().into());
        curl.secrets.push((variable, stand_in));
    }
    let request = execute::request(&core, command, &inputs);
    let call = request.call::<Response, Infallible>(|it| Ok(it.clone()));
    let answer = execute::runtime()?.block_on(async { call.await });
    let Some(request) = seen.take() else {
        // What keeps it from being sent keeps it from being shown.
        let error = answer.err().map_or_else(String::new, |it| it.to_string());
        return Err(Failure::Usage(error));
    };
    curl.head(&request);
    inputs.sent.show(&mut curl)?;
    let written = io::stdout().write_all(format!("{}\n", curl.text).as_bytes());
    written.map_err(|error| Failure::unwritable("to standard output", &error))
}

impl Curl {
    /// Adds everything but the body.
    fn head(&mut self, request: &http::Request<Body>) {
        match request.method() {
            &Method::HEAD => self.text.push_str(" --head"),
            method => self.option("--request", method.as_str()),
        }
        let url = request.uri().to_string();
        let (path, query) = url.split_once('?').unwrap_or((&url, ""));
        let pairs = query.split('&').filter(|it| !it.is_empty());
        let (secrets, pairs): (Vec<&str>, Vec<&str>) = pairs.partition(|it| self.is_secret(it));
        let url = match pairs.as_slice() {
            [] => path.to_owned(),
            pairs => format!("{path}?{}", pairs.join("&")),
        };
        if url.contains(['[', ']', '{', '}']) {
            self.text.push_str(" --globoff");
        }
        self.option("--url", &url);
        for pair in secrets {
            self.option("--url-query", pair);
        }
        for (name, value) in request.headers() {
            if name == CONTENT_TYPE {
                continue;
            }
            match self.basic(name, value) {
                Some(variable) => {
                    self.text.push_str(&format!(" \\\n  --user \"${variable}\""));
                }
                None => self.header(name.as_str(), &String::from_utf8_lossy(value.as_bytes())),
            }
        }
    }

    /// The variable that holds a user name and a password, if that is what a header has.
    fn basic(&self, name: &HeaderName, value: &HeaderValue) -> Option<&'static str> {
        let mut secrets = self.secrets.iter();
        let found = secrets.find(|(variable, stand_in)| {
            let secret = Secret::from(stand_in.as_str());
            let header = variable.scheme.to_header(&secret);
            variable.scheme.place == Place::Basic
                && header.is_some_and(|(own, it)| own == *name && it == *value)
        });
        found.map(|(variable, _)| variable.name)
    }

    fn is_secret(&self, pair: &str) -> bool {
        let value = pair.split_once('=').map(|(_, value)| value);
        self.secrets.iter().any(|(_, stand_in)| value == Some(stand_in))
    }

    /// Adds a header.
    pub(super) fn header(&mut self, name: &str, value: &str) {
        // Without a value, a colon would take the header away.
        match value.is_empty() {
            true => self.option("--header", &format!("{name};")),
            false => self.option("--header", &format!("{name}: {value}")),
        }
    }

    /// Adds an option, with a variable wherever a secret belongs.
    pub(super) fn option(&mut self, name: &str, value: &str) {
        let has_secret = self.secrets.iter().any(|(_, stand_in)| value.contains(stand_in));
        let mut quoted = match has_secret {
            true => in_quotes(value),
            false => quote(value),
        };
        for (variable, stand_in) in &self.secrets {
            let variable = format!("'\"${}\"'", variable.name);
            quoted = quoted.replace(stand_in, &variable);
        }
        // A variable at the end needs no quotes behind it.
        let quoted = quoted.strip_suffix("''").filter(|it| it.ends_with('"')).unwrap_or(&quoted);
        self.text.push_str(&format!(" \\\n  {name} {quoted}"));
    }
}

/// `text` as a shell takes it for one word.
fn quote(text: &str) -> String {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || "-._/:,=@%+".contains(it);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    in_quotes(text)
}

fn in_quotes(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A transport that keeps requests to itself.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Option<http::Request<Body>>>>);

impl Seen {
    fn take(&self) -> Option<http::Request<Body>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Transport for Seen {
    fn carry(&self, request: http::Request<Body>) -> Carried {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(request);
        Box::pin(std::future::ready(Ok(http::Response::new(Body::empty()))))
    }
}
