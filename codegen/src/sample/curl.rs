//! The call of an operation as a `curl` command.

mod form;
mod multipart;

use std::fmt;

use super::json::pretty;
use super::style::{encoded, header_text, pairs, path_text};
use super::value::{Side, body, value};
use crate::ir::{
    Alternative, Api, Location, Media, Operation, Parameter, Requirement, Scheme, SchemeKind,
};

/// Where a document that names no host is taken to be served.
const FALLBACK_HOST: &str = "https://api.example.com";

/// A `curl` command.
///
/// Displays as the text to paste into a shell, one option a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Curl {
    /// What follows `curl`, in order.
    pub arguments: Vec<Argument>,
}

/// An option of `curl` with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// `--header`.
    pub option: &'static str,
    /// The value as the shell reads it, quoted where it has to be.
    pub value: String,
    /// Whether the value is JSON text in quotes.
    pub is_json: bool,
}

impl Argument {
    fn new(option: &'static str, value: &str) -> Self {
        Self {
            option,
            value: quoted(value),
            is_json: false,
        }
    }
}

impl fmt::Display for Curl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("curl")?;
        for (at, argument) in self.arguments.iter().enumerate() {
            let separator = if at == 0 { " " } else { " \\\n  " };
            write!(f, "{separator}{} {}", argument.option, argument.value)?;
        }
        Ok(())
    }
}

/// The call of `operation`, with the credential that the document lists first.
#[must_use]
pub fn curl(api: &Api, operation: &Operation) -> Curl {
    made(Call::new(api, operation, Side::Request))
}

/// The same of an operation that the API calls itself, at a URL that it was given.
#[must_use]
pub fn curl_of_hook(api: &Api, operation: &Operation) -> Curl {
    made(Call::new(api, operation, Side::Response))
}

fn made(mut call: Call<'_>) -> Curl {
    let Call { api, operation, .. } = call;
    for parameter in &operation.parameters {
        call.parameter(parameter);
    }
    for scheme in first_schemes(api, &operation.security) {
        call.scheme(scheme);
    }
    call.finish()
}

/// The schemes of the first alternative.
fn first_schemes<'a>(api: &'a Api, requirement: &Requirement) -> impl Iterator<Item = &'a Scheme> {
    let alternatives: &[Alternative] = match requirement {
        Requirement::Public => &[],
        Requirement::Required(it) | Requirement::Optional(it) => it,
    };
    let credential = alternatives
        .first()
        .and_then(|it| api.security.credentials.get(it.credential));
    let schemes = credential.map_or(&[][..], |it| &it.schemes);
    schemes
        .iter()
        .filter_map(|it| api.security.schemes.get(it.0))
}

struct Call<'a> {
    api: &'a Api,
    operation: &'a Operation,
    /// What the request comes from; the server of the API makes those of hooks.
    side: Side,
    path: String,
    query: Vec<String>,
    headers: Vec<Argument>,
    cookies: Vec<String>,
}

impl<'a> Call<'a> {
    fn new(api: &'a Api, operation: &'a Operation, side: Side) -> Self {
        Self {
            api,
            operation,
            side,
            path: operation.path.clone(),
            query: Vec::new(),
            headers: Vec::new(),
            cookies: Vec::new(),
        }
    }

    /// Sends what is required, and what the document shows a value for.
    fn parameter(&mut self, parameter: &Parameter) {
        if !parameter.required && parameter.example.is_none() {
            return;
        }
        let json = match &parameter.example {
            Some(example) => example.json.clone(),
            None => value(self.api, &parameter.ty, self.side),
        };
        let name = &parameter.name.wire;
        match parameter.location {
            Location::Path => {
                let text = path_text(parameter, &json);
                self.path = self.path.replace(&format!("{{{name}}}"), &text);
            }
            Location::Query => self.query.extend(pairs(parameter, &json)),
            Location::Header => {
                let text = format!("{name}: {}", header_text(&json, parameter.explode));
                self.headers.push(Argument::new("--header", &text));
            }
            Location::Cookie => self.cookies.extend(pairs(parameter, &json)),
        }
    }

    fn scheme(&mut self, scheme: &Scheme) {
        let secret = placeholder(scheme);
        match &scheme.kind {
            SchemeKind::ApiKeyHeader(name) => self.header(&format!("{name}: {secret}")),
            SchemeKind::ApiKeyQuery(name) => self.query.push(format!("{}={secret}", encoded(name))),
            SchemeKind::ApiKeyCookie(name) => self.cookies.push(format!("{name}={secret}")),
            SchemeKind::Bearer { .. } => self.header(&format!("Authorization: Bearer {secret}")),
            SchemeKind::Basic => {
                self.headers
                    .push(Argument::new("--user", "<username>:<password>"));
            }
            SchemeKind::Other(name) => self.header(&format!("Authorization: {name} {secret}")),
            SchemeKind::MutualTls => self.headers.push(Argument::new("--cert", "<certificate>")),
        }
    }

    fn header(&mut self, text: &str) {
        self.headers.push(Argument::new("--header", text));
    }

    fn finish(mut self) -> Curl {
        let method = Argument {
            option: "--request",
            value: bare_or_quoted(&self.operation.method),
            is_json: false,
        };
        let mut arguments = vec![method, Argument::new("--url", &self.url())];
        let data = self.data();
        let body = self.operation.body.as_ref().map(|it| &it.contents.first);
        // With `--form`, `curl` says it by itself, and what the boundary is.
        let said = body.filter(|it| it.content_type() != "multipart/form-data");
        if let (Some(body), false) = (said, data.is_empty()) {
            arguments.push(Argument::new(
                "--header",
                &format!("Content-Type: {}", body.content_type()),
            ));
        }
        arguments.append(&mut self.headers);
        if !self.cookies.is_empty() {
            arguments.push(Argument::new("--cookie", &self.cookies.join("; ")));
        }
        arguments.extend(data);
        Curl { arguments }
    }

    fn url(&self) -> String {
        let mark = if self.query.is_empty() { "" } else { "?" };
        let query = self.query.join("&");
        match self.side {
            Side::Request => format!("{}{}{mark}{query}", self.base(), self.path),
            Side::Response => format!("<url>{mark}{query}"),
        }
    }

    fn base(&self) -> String {
        let own = self.operation.server.as_deref();
        let first = self.api.servers.first().map(|it| it.url.as_str());
        let base = own.or(first).unwrap_or_default().trim_end_matches('/');
        match base {
            _ if base.contains("://") => base.to_owned(),
            "" => FALLBACK_HOST.to_owned(),
            _ => format!("{FALLBACK_HOST}/{}", base.trim_start_matches('/')),
        }
    }

    fn data(&self) -> Vec<Argument> {
        let Some(sent) = &self.operation.body else {
            return Vec::new();
        };
        let content = &sent.contents.first;
        let text = body(self.api, content, self.side);
        let argument = match content.media {
            Media::Json => Argument {
                option: "--data",
                value: quoted(&pretty(&text)),
                is_json: true,
            },
            Media::Form => return form::arguments(content, &text),
            Media::Multipart => return multipart::arguments(self.api, content, &text),
            Media::Text => Argument::new("--data", &plain(&text)),
            Media::JsonLines => Argument::new("--data-binary", &text),
            Media::Bytes | Media::Stream | Media::Events => Argument::new("--data-binary", "@file"),
        };
        vec![argument]
    }
}

/// `<api-key>` for `apiKey`.
fn placeholder(scheme: &Scheme) -> String {
    format!(
        "<{}>",
        scheme.name.rust.trim_start_matches("r#").replace('_', "-")
    )
}

/// The text of a JSON string; anything else as it stands.
fn plain(json: &str) -> String {
    serde_json::from_str::<String>(json).unwrap_or_else(|_| json.to_owned())
}

/// Quoted so that a POSIX shell reads `text` as it is.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

fn bare_or_quoted(text: &str) -> String {
    let is_word = !text.is_empty() && text.bytes().all(|it| it.is_ascii_alphanumeric());
    if is_word {
        text.to_owned()
    } else {
        quoted(text)
    }
}
