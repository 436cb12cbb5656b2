//! Lays values out as parameters (RFC 6570; OpenAPI 3.0, "Style Values").

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::percent;
use super::{Location, Parameter, Style, joined};

/// The text of `value` as `parameter` is laid out: what replaces its place in the path, the
/// pairs of the query or of the cookies, the value of the header.
///
/// `None` when there is nothing to send: for null, and for an array or an object without parts.
#[must_use]
pub fn encode(parameter: &Parameter, value: &Value) -> Option<String> {
    if value.is_null() {
        return None;
    }
    let layout = Layout::of(parameter);
    match (parameter.style, value) {
        (Style::Json, _) => Some(layout.one(&value.to_string())),
        (Style::DeepObject, Value::Array(_) | Value::Object(_)) => {
            let mut pairs = Vec::new();
            layout.deep(parameter.name, value, &mut pairs);
            (!pairs.is_empty()).then(|| joined(&pairs, "&"))
        }
        (_, Value::Array(items)) => layout.list(items),
        (_, Value::Object(entries)) => layout.map(entries),
        _ => Some(layout.one(&scalar(value))),
    }
}

/// A row of the table in RFC 6570, appendix A.
pub(super) struct Layout<'a> {
    parameter: &'a Parameter,
    /// Stands before everything.
    first: &'static str,
    /// Stands between exploded parts.
    between: &'static str,
    /// Stands between the parts of one value.
    within: &'static str,
    /// Whether values carry the parameter's name.
    named: bool,
    /// Stands after the name when the value is empty.
    if_empty: &'static str,
}

impl<'a> Layout<'a> {
    pub(super) fn of(parameter: &'a Parameter) -> Self {
        let pairs = match parameter.location {
            Location::Cookie => "; ",
            Location::Path | Location::Query | Location::Header => "&",
        };
        let (first, between, within, named, if_empty) = match parameter.style {
            Style::Simple => ("", ",", ",", false, ""),
            Style::Label => (".", ".", ",", false, ""),
            Style::Matrix => (";", ";", ",", true, ""),
            Style::Form | Style::DeepObject => ("", pairs, ",", true, "="),
            Style::SpaceDelimited => ("", pairs, "%20", true, "="),
            Style::PipeDelimited => ("", pairs, "%7C", true, "="),
            Style::Json => {
                let named = matches!(parameter.location, Location::Query | Location::Cookie);
                ("", pairs, ",", named, "=")
            }
        };
        Self {
            parameter,
            first,
            between,
            within,
            named,
            if_empty,
        }
    }

    /// A value without parts.
    fn one(&self, text: &str) -> String {
        format!("{}{}", self.first, self.pair(&self.escape(text)))
    }

    /// An array; items that are null are left out.
    fn list(&self, items: &[Value]) -> Option<String> {
        let mut parts = Vec::with_capacity(items.len());
        for item in items.iter().filter(|it| !it.is_null()) {
            let item = self.escape(&scalar(item));
            parts.push(match self.parameter.explode {
                true => self.pair(&item),
                false => item,
            });
        }
        self.several(&parts)
    }

    /// An object; properties that are null are left out.
    fn map(&self, entries: &Map<String, Value>) -> Option<String> {
        let mut parts = Vec::new();
        for (key, value) in entries {
            if value.is_null() {
                continue;
            }
            let (key, value) = (self.escape(key), self.escape(&scalar(value)));
            match self.parameter.explode {
                true => parts.push(self.join(&key, &value)),
                false => {
                    parts.push(key);
                    parts.push(value);
                }
            }
        }
        self.several(&parts)
    }

    /// The parts of a value, if there are any: each by itself where they are exploded.
    fn several(&self, parts: &[String]) -> Option<String> {
        if parts.is_empty() {
            return None;
        }
        let text = match self.parameter.explode {
            true => joined(parts, self.between),
            false => self.pair(&joined(parts, self.within)),
        };
        Some(format!("{}{text}", self.first))
    }

    /// `name[key]=value` for each leaf.
    pub(super) fn deep(&self, name: &str, value: &Value, pairs: &mut Vec<String>) {
        match value {
            Value::Null => {}
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let name = match item {
                        Value::Array(_) | Value::Object(_) => format!("{name}[{index}]"),
                        _ => format!("{name}[]"),
                    };
                    self.deep(&name, item, pairs);
                }
            }
            Value::Object(entries) => {
                for (key, value) in entries {
                    self.deep(&format!("{name}[{key}]"), value, pairs);
                }
            }
            _ => pairs.push(self.join(&self.escape(name), &self.escape(&scalar(value)))),
        }
    }

    /// `value` with the parameter's name, if it carries that.
    fn pair(&self, value: &str) -> String {
        if self.named {
            self.join(&self.escape(self.parameter.name), value)
        } else {
            value.to_owned()
        }
    }

    fn join(&self, key: &str, value: &str) -> String {
        if value.is_empty() && self.named {
            format!("{key}{}", self.if_empty)
        } else {
            format!("{key}={value}")
        }
    }

    /// Headers hold text as it is; everywhere else it is percent-encoded.
    fn escape(&self, text: &str) -> String {
        match self.parameter.location {
            Location::Header => text.to_owned(),
            Location::Path | Location::Query | Location::Cookie => {
                percent::encode(text, self.parameter.allow_reserved)
            }
        }
    }
}

/// The text of a value without parts; one that has parts after all is written as JSON, since
/// nothing says anything else about it.
#[must_use]
pub fn write_text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        _ => value.to_string(),
    }
}

fn scalar(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        _ => Cow::Owned(value.to_string()),
    }
}
