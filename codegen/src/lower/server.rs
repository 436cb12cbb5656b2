//! Servers: where the API is, and where an operation is that is elsewhere.

use openapiv3::{Server as Declared, ServerVariable as Variable};
use serde_json::Value;

use super::names::{Case, Scope};
use super::parameter::variables;
use super::{Context, prose};
use crate::diagnostic::{Place, lowering as say};
use crate::ir::{Name, Server, ServerVariable, UrlPart, VariableEnum};
use crate::spec::{Document, private};

/// A description of no more words than this says what a server is called.
const MAX_WORDS: usize = 4;

/// The servers of a document.
pub(super) fn all(cx: &mut Context<'_>, document: &Document) -> Vec<Server> {
    let mut names = Names {
        variants: Scope::of_variants(),
        functions: Scope::of_methods(),
        types: Scope::of_types(),
        enums: Vec::new(),
    };
    names.types.claim("Server");
    names.functions.claim("url");
    let list = document.place.child("servers");
    let servers = document.servers.iter().enumerate();
    servers
        .map(|(index, it)| names.server(cx, &list.element(index), it))
        .collect()
}

/// The URL of an operation that is served elsewhere than the API; `None` when it is not. `own` are
/// its servers, or else those of its path.
pub(super) fn of_operation(
    cx: &mut Context<'_>,
    document: &[Declared],
    place: &Place,
    own: &[Declared],
) -> Option<String> {
    let first = own.first()?;
    let same = |it: &Declared| own.iter().any(|own| own.url == it.url);
    if !document.is_empty() && document.iter().all(same) {
        return None;
    }
    let url = with_defaults(first);
    if url.is_empty() {
        // `/`: what a document without servers is served at.
        return None;
    }
    if own.len() > 1 || !variables(&first.url).is_empty() {
        cx.warn(say::one_server(place, &url));
    }
    Some(url)
}

/// What makes a server; a function `default` would be taken for that of the trait.
fn constructor(spoken: &str) -> &str {
    match Case::Value.apply(spoken).as_str() {
        "default" => "default server",
        _ => spoken,
    }
}

struct Names {
    variants: Scope,
    functions: Scope,
    types: Scope,
    /// The enums of variables so far.
    enums: Vec<VariableEnum>,
}

impl Names {
    fn server(&mut self, cx: &mut Context<'_>, place: &Place, source: &Declared) -> Server {
        let spoken = spoken(source);
        let name = self.variants.claim(&spoken);
        let mut arguments = Scope::of_fields();
        let found = variables(&source.url);
        let described: Vec<ServerVariable> = found
            .iter()
            .map(|&wire| {
                let declared = source.variables.as_ref().and_then(|it| it.get(wire));
                if declared.is_none() {
                    cx.warn(say::undeclared_server_variable(&place.child("url"), wire));
                }
                self.variable(arguments.claim(wire), &name, declared)
            })
            .collect();
        Server {
            constructor: self.functions.claim(constructor(&spoken)).rust,
            name,
            url: with_defaults(source),
            parts: parts(source.url.trim_end_matches('/'), &found),
            doc: prose::description(source.description.as_deref()),
            variables: described,
        }
    }

    fn variable(
        &mut self,
        name: Name,
        server: &Name,
        declared: Option<&Variable>,
    ) -> ServerVariable {
        let Some(declared) = declared else {
            return ServerVariable {
                name,
                doc: prose::description(None),
                default: None,
                values: None,
            };
        };
        ServerVariable {
            values: self.values(&name, server, declared),
            name,
            doc: prose::description(declared.description.as_deref()),
            default: Some(declared.default.clone()),
        }
    }

    fn values(&mut self, name: &Name, server: &Name, it: &Variable) -> Option<VariableEnum> {
        let mut values: Vec<&String> = Vec::new();
        for value in &it.enumeration {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        if values.is_empty() {
            return None;
        }
        // Some documents list all but the default.
        if !values.contains(&&it.default) {
            values.insert(0, &it.default);
        }
        let default = values.iter().position(|value| **value == it.default)?;
        let known = self.enums.iter().find(|known| {
            let wires = known.values.iter().map(|it| &it.wire);
            known.name.wire == name.wire
                && known.default == default
                && wires.eq(values.iter().copied())
        });
        if let Some(known) = known {
            return Some(known.clone());
        }
        let mut variants = Scope::of_variants();
        let hint = match self.types.is_free(&name.wire) {
            true => name.wire.clone(),
            false => format!("{} {}", server.rust, name.wire),
        };
        let made = VariableEnum {
            name: self.types.claim_as(&name.wire, &hint),
            values: values.into_iter().map(|it| variants.claim(it)).collect(),
            default,
        };
        self.enums.push(made.clone());
        Some(made)
    }
}

/// What a server is called: its name, a short description, or what its URL says.
fn spoken(source: &Declared) -> String {
    let name = source.extensions.get(private::NAME).and_then(Value::as_str);
    let description = source.description.as_deref();
    let short = |it: &&str| {
        let words = it.split_whitespace().count();
        (1..=MAX_WORDS).contains(&words)
    };
    let told = name.or(description.filter(short));
    if let Some(told) = told.filter(|it| it.chars().any(char::is_alphanumeric)) {
        return told.trim().trim_end_matches('.').to_owned();
    }
    let url = source
        .url
        .split_once("://")
        .map_or(source.url.as_str(), |it| it.1);
    let literal = url
        .split('{')
        .map(|it| it.split_once('}').map_or(it, |it| it.1));
    let literal = literal.collect::<Vec<_>>().join(" ");
    match literal.chars().any(char::is_alphanumeric) {
        true => literal,
        false => "Default".to_owned(),
    }
}

/// The URL, with the default of every variable filled in.
fn with_defaults(source: &Declared) -> String {
    let mut url = source.url.clone();
    for (name, variable) in source.variables.iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    url.trim_end_matches('/').to_owned()
}

/// The parts of a URL template whose variables are `found`.
fn parts(url: &str, found: &[&str]) -> Vec<UrlPart> {
    let mut parts = Vec::new();
    let mut text = String::new();
    for (index, piece) in url.split('{').enumerate() {
        let variable = piece.split_once('}').filter(|_| index > 0);
        let variable = variable.and_then(|(name, after)| {
            let position = found.iter().position(|it| *it == name)?;
            Some((position, after))
        });
        match variable {
            Some((position, after)) => {
                if !text.is_empty() {
                    parts.push(UrlPart::Text(std::mem::take(&mut text)));
                }
                parts.push(UrlPart::Variable(position));
                text.push_str(after);
            }
            None => {
                if index > 0 {
                    text.push('{');
                }
                text.push_str(piece);
            }
        }
    }
    if !text.is_empty() {
        parts.push(UrlPart::Text(text));
    }
    parts
}
