//! What is to be sent, as the arguments say it.

use clap::ArgMatches;
use clap::parser::ValueSource;
use serde_json::Value;
use serde_json::value::RawValue;

use super::body::{self, Sent};
use super::failure::Failure;
use super::object::{Field, Given};
use super::tables::{Argument, Command, Target};
use super::value;
use crate::support::client::Request;
use crate::support::http::Style;

/// A call, ready to be made.
pub(super) struct Inputs {
    /// The parameters: the name, and what it is set to.
    parameters: Vec<(&'static str, Value)>,
    /// What is sent beside.
    pub(super) sent: Sent,
}

impl Inputs {
    pub(super) fn of(command: &'static Command, matches: &ArgMatches) -> Result<Self, Failure> {
        let mut parameters = Vec::new();
        let mut fields = Vec::new();
        for argument in command.arguments {
            let Some(given) = given(argument, matches)? else {
                continue;
            };
            match (argument.sets, given) {
                (Target::Parameter(name), Given::Value(json)) => {
                    parameters.push((name, parameter(command, name, &json)?));
                }
                (Target::Property(name), value) => fields.push(Field {
                    name: name.to_owned(),
                    value,
                }),
                (Target::Parameter(_), Given::Files(_)) => {
                    let message = format!("`--{}` cannot be a file", argument.name);
                    return Err(Failure::Usage(message));
                }
            }
        }
        let sent = body::sent(command, matches, fields)?;
        Ok(Self { parameters, sent })
    }

    /// `request` with the parameters.
    pub(super) fn add_to(&self, mut request: Request) -> Request {
        for (name, value) in &self.parameters {
            request = request.parameter(name, value);
        }
        request
    }
}

/// What somebody has given for an option.
fn given(argument: &'static Argument, matches: &ArgMatches) -> Result<Option<Given>, Failure> {
    let is_given = matches.value_source(argument.name) == Some(ValueSource::CommandLine);
    if !is_given {
        let is_parameter = matches!(argument.sets, Target::Parameter(_));
        let default = argument.default.filter(|_| is_parameter);
        return Ok(default.and_then(raw).map(Given::Value));
    }
    let texts = matches.get_many::<String>(argument.name);
    let texts: Vec<&str> = texts.into_iter().flatten().map(String::as_str).collect();
    let read = value::read(argument.kind, &texts);
    read.map(Some).map_err(|failure| match failure {
        Failure::Usage(message) => Failure::Usage(format!("--{}: {message}", argument.name)),
        failure => failure,
    })
}

/// JSON that this crate has written itself.
pub(super) fn raw(json: &str) -> Option<Box<RawValue>> {
    serde_json::from_str(json).ok()
}

/// The value of a parameter. Digits are text on the way, and stay all that they are.
fn parameter(command: &Command, name: &str, json: &RawValue) -> Result<Value, Failure> {
    let style = command.operation.parameter(name).map(|it| it.style);
    let value = match serde_json::from_str::<Vec<&RawValue>>(json.get()) {
        Ok(items) if style != Some(Style::Json) => items.into_iter().map(on_its_way).collect(),
        _ if style != Some(Style::Json) => on_its_way(json),
        _ => serde_json::from_str(json.get()),
    };
    value.map_err(|error| Failure::Usage(error.to_string()))
}

fn on_its_way(json: &RawValue) -> serde_json::Result<Value> {
    let text = json.get();
    match text.starts_with(|it: char| it.is_ascii_digit() || it == '-') {
        true => Ok(Value::String(text.to_owned())),
        false => serde_json::from_str(text),
    }
}
