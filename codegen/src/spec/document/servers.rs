//! Servers and their variables.

use indexmap::IndexMap;
use openapiv3::{Server, ServerVariable};
use serde_json::Value;

use crate::spec::members::At;
use crate::spec::operation::keep;
use crate::spec::private;

const SERVER: &[&str] = &["url", "description", "variables", "name"];
const VARIABLE: &[&str] = &["enum", "default", "description"];

pub(crate) fn servers(at: At<'_>, key: &str, value: &Value) -> Vec<Server> {
    let place = at.place.child(key);
    let list = At::new(at.spec, &place, "a list of servers");
    let servers = at.list(key, value).iter().enumerate();
    servers
        .filter_map(|(index, it)| server(list, &index.to_string(), it))
        .collect()
}

pub(crate) fn server(at: At<'_>, key: &str, value: &Value) -> Option<Server> {
    let (place, members) = at.object(key, value)?;
    let at = At::new(at.spec, &place, "a server");
    let mut it = Server::default();
    for (key, value) in members {
        match key.as_str() {
            "url" => it.url = at.string(key, value).unwrap_or_default(),
            "description" => it.description = at.string(key, value),
            "name" => keep(&mut it.extensions, private::NAME, value),
            "variables" => it.variables = variables(at, key, value),
            _ => it.extensions.extend(at.rest(key, value, SERVER)),
        }
    }
    if !members.contains_key("url") {
        at.missing("url", "the server is ignored");
        return None;
    }
    Some(it)
}

fn variables(at: At<'_>, key: &str, value: &Value) -> Option<IndexMap<String, ServerVariable>> {
    let (place, members) = at.object(key, value)?;
    let at = At::new(at.spec, &place, "server variables");
    let variables = members.iter();
    Some(
        variables
            .filter_map(|(key, value)| Some((key.clone(), variable(at, key, value)?)))
            .collect(),
    )
}

fn variable(at: At<'_>, key: &str, value: &Value) -> Option<ServerVariable> {
    let (place, members) = at.object(key, value)?;
    let at = At::new(at.spec, &place, "a server variable");
    let mut it = ServerVariable::default();
    for (key, value) in members {
        match key.as_str() {
            "enum" => it.enumeration = at.strings(key, value),
            "default" => it.default = at.string(key, value).unwrap_or_default(),
            "description" => it.description = at.string(key, value),
            _ => it.extensions.extend(at.rest(key, value, VARIABLE)),
        }
    }
    if !members.contains_key("default") {
        let first = it.enumeration.first().cloned();
        at.missing(
            "default",
            "the first value of `enum` is taken, or an empty one",
        );
        it.default = first.unwrap_or_default();
    }
    Some(it)
}
