//! Takes the text of a parameter apart again, as its style says and its type asks for.

use std::borrow::Cow;

use super::node::{Node, Unfit};
use super::percent;
use super::{Location, Operation, Parameter, Place, Spread, Style};

/// How many brackets in a row are followed.
const MAX_DEPTH: usize = 32;

/// The text of a parameter as it came. What it means depends on the type that is read from it:
/// `a,b` is one string, or an array of two.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The parameter.
    pub parameter: &'a Parameter,
    /// The operation that has it.
    pub operation: Option<&'a Operation>,
    /// Its text in the path, or the value of its header.
    pub text: Option<&'a str>,
    /// The pairs of the query, or the cookies: decoded keys, encoded values.
    pub pairs: &'a [(Cow<'a, str>, &'a str)],
    /// Whether separators may be percent-encoded, as many clients do.
    pub lenient: bool,
}

impl<'a> Source<'a> {
    /// Whether it was sent at all.
    pub(super) fn is_present(&self) -> bool {
        match self.parameter.location {
            Location::Path | Location::Header => self.text.is_some(),
            Location::Query | Location::Cookie => self.pairs.iter().any(|(key, value)| {
                self.owns(key) && !(self.parameter.allow_empty && value.is_empty())
            }),
        }
    }

    /// Whether each part has a pair of its own, and there are several.
    pub(super) fn is_repeated(&self) -> bool {
        self.parameter.style == Style::Form && self.parameter.explode && self.own().len() > 1
    }

    /// The whole as one value.
    pub(super) fn scalar(&self) -> Result<Cow<'a, str>, Unfit> {
        let text = match self.parameter.location {
            Location::Path | Location::Header => self.after_prefix()?,
            Location::Query | Location::Cookie => self.only_pair()?,
        };
        self.decode(text)
    }

    /// The whole as an array.
    pub(super) fn list(&self) -> Result<Node<'a>, Unfit> {
        let items = match (self.parameter.style, self.parameter.explode) {
            (Style::DeepObject, _) => return self.deep(),
            (Style::Label, true) => split_any(self.after_prefix()?, &["."]),
            (Style::Matrix, true) => self.matrix_values()?,
            (Style::Form | Style::SpaceDelimited | Style::PipeDelimited, true) => self.own_values(),
            _ => return self.delimited().map(Node::List),
        };
        self.texts(items).map(Node::List)
    }

    /// The whole as an object.
    pub(super) fn map(&self) -> Result<Node<'a>, Unfit> {
        let pairs = match (self.parameter.style, self.parameter.explode) {
            (Style::DeepObject, _) => return self.deep(),
            (Style::Simple, true) => key_values(self.after_prefix()?, ','),
            (Style::Label, true) => key_values(self.after_prefix()?, '.'),
            (Style::Matrix, true) => key_values(self.prefixed(";")?, ';'),
            (Style::Form | Style::SpaceDelimited | Style::PipeDelimited, true) => {
                return self.own_entries();
            }
            _ => return self.alternating(),
        };
        let mut entries = Vec::with_capacity(pairs.len());
        for (key, value) in pairs {
            entries.push((self.decode(key)?, Node::Text(self.decode(value)?)));
        }
        Ok(Node::Map(entries))
    }

    /// The pairs that are part of this parameter.
    fn own(&self) -> Vec<&'a (Cow<'a, str>, &'a str)> {
        let mut own = Vec::new();
        for pair in self.pairs {
            if self.owns(&pair.0) {
                own.push(pair);
            }
        }
        own
    }

    fn own_values(&self) -> Vec<&'a str> {
        let mut values = Vec::new();
        for (_, value) in self.own() {
            values.push(*value);
        }
        values
    }

    /// The pairs whose keys are those of an object.
    fn own_entries(&self) -> Result<Node<'a>, Unfit> {
        let mut entries = Vec::new();
        for (key, value) in self.own() {
            entries.push((key.clone(), Node::Text(self.decode(value)?)));
        }
        Ok(Node::Map(entries))
    }

    /// Whether a pair called `key` is part of this parameter.
    pub(super) fn owns(&self, key: &str) -> bool {
        let name = self.parameter.name;
        if self.parameter.style == Style::DeepObject {
            let rest = key.strip_prefix(name);
            return rest.is_some_and(|it| it.is_empty() || it.starts_with('['));
        }
        match self.parameter.spread {
            Spread::Named => key == name,
            Spread::Properties(names) => names.contains(&key),
            Spread::Rest => !self.is_claimed(key),
        }
    }

    /// Whether another parameter, or a secret, is called `key`.
    fn is_claimed(&self, key: &str) -> bool {
        let Some(operation) = self.operation else {
            return false;
        };
        let location = self.parameter.location;
        for access in operation.security {
            for scheme in access.schemes {
                let is_it = match scheme.place {
                    Place::Query(name) => location == Location::Query && name == key,
                    Place::Cookie(name) => location == Location::Cookie && name == key,
                    _ => false,
                };
                if is_it {
                    return true;
                }
            }
        }
        operation.parameters.iter().any(|parameter| {
            let is_other = parameter.location == location && parameter.spread != Spread::Rest;
            is_other && Source { parameter, ..*self }.owns(key)
        })
    }

    /// The text after what the style puts before it.
    fn after_prefix(&self) -> Result<&'a str, Unfit> {
        match self.parameter.style {
            Style::Label => self.prefixed("."),
            Style::Matrix => {
                let text = self.prefixed(";")?;
                let (key, value) = text.split_once('=').unwrap_or((text, ""));
                if self.decode(key)? == self.parameter.name {
                    Ok(value)
                } else {
                    Err(Unfit::new("its name is missing"))
                }
            }
            _ => self.text.ok_or_else(Unfit::missing),
        }
    }

    fn prefixed(&self, prefix: &str) -> Result<&'a str, Unfit> {
        let text = self.text.ok_or_else(Unfit::missing)?;
        let rest = text.strip_prefix(prefix);
        rest.ok_or_else(|| Unfit::new(format!("expected `{prefix}` first")))
    }

    /// The value of the only pair that is called like the parameter.
    fn only_pair(&self) -> Result<&'a str, Unfit> {
        match self.own().as_slice() {
            [(_, value)] => Ok(value),
            [] => Err(Unfit::missing()),
            _ => Err(Unfit::repeated()),
        }
    }

    /// `;id=3;id=4`
    fn matrix_values(&self) -> Result<Vec<&'a str>, Unfit> {
        let mut values = Vec::new();
        for (key, value) in key_values(self.prefixed(";")?, ';') {
            if self.decode(key)? != self.parameter.name {
                return Err(Unfit::new("its name is missing"));
            }
            values.push(value);
        }
        Ok(values)
    }

    /// One text with a separator between its parts.
    fn delimited(&self) -> Result<Vec<Node<'a>>, Unfit> {
        let text = match self.parameter.location {
            Location::Path | Location::Header => self.after_prefix()?,
            Location::Query | Location::Cookie => self.only_pair()?,
        };
        if self.lenient {
            let text = self.decode(text)?;
            let separator = match self.parameter.style {
                Style::SpaceDelimited => ' ',
                Style::PipeDelimited => '|',
                _ => ',',
            };
            let mut items = Vec::new();
            if !text.is_empty() {
                for part in text.split(separator) {
                    items.push(Node::text(part.trim().to_owned()));
                }
            }
            return Ok(items);
        }
        let separators: &[&str] = match self.parameter.style {
            Style::SpaceDelimited => &["%20", "+"],
            Style::PipeDelimited => &["%7C", "%7c", "|"],
            _ => &[","],
        };
        self.texts(split_any(text, separators))
    }

    fn texts(&self, parts: Vec<&'a str>) -> Result<Vec<Node<'a>>, Unfit> {
        let mut texts = Vec::with_capacity(parts.len());
        for part in parts {
            texts.push(Node::Text(self.decode(part)?));
        }
        Ok(texts)
    }

    /// `R,100,G,200`
    fn alternating(&self) -> Result<Node<'a>, Unfit> {
        let mut entries = Vec::new();
        let mut parts = self.delimited()?.into_iter();
        while let Some(key) = parts.next() {
            let (Node::Text(key), Some(value)) = (key, parts.next()) else {
                return Err(Unfit::new("expected a value after each key"));
            };
            entries.push((key, value));
        }
        Ok(Node::Map(entries))
    }

    /// `id[role]=admin`
    fn deep(&self) -> Result<Node<'a>, Unfit> {
        let mut root = Node::Map(Vec::new());
        for (key, value) in self.own() {
            let path = key.get(self.parameter.name.len()..).unwrap_or_default();
            root.insert(&brackets(path)?, self.decode(value)?)?;
        }
        Ok(root)
    }

    fn decode(&self, text: &'a str) -> Result<Cow<'a, str>, Unfit> {
        let decoded = match self.parameter.location {
            Location::Header => Some(Cow::Borrowed(text.trim())),
            Location::Query if !self.parameter.allow_reserved => percent::decode_form(text),
            Location::Query | Location::Path => percent::decode(text),
            // Cookies are encoded in as many ways as there are servers, or not at all.
            Location::Cookie => percent::decode_loosely(text),
        };
        decoded.ok_or_else(Unfit::encoding)
    }
}

/// What stands in each pair of brackets of `[items][0]`.
pub(super) fn brackets(path: &str) -> Result<Vec<&str>, Unfit> {
    let mut parts = Vec::new();
    for part in path.split_terminator(']') {
        parts.push(part.trim_start_matches('['));
    }
    if parts.len() > MAX_DEPTH {
        return Err(Unfit::new("it is nested too deeply"));
    }
    Ok(parts)
}

fn key_values(text: &str, separator: char) -> Vec<(&str, &str)> {
    let mut pairs = Vec::new();
    for part in text.split(separator) {
        pairs.push(key_value(part));
    }
    pairs
}

fn key_value(text: &str) -> (&str, &str) {
    text.split_once('=').unwrap_or((text, ""))
}

/// Splits at any of `separators`, none of which overlap.
fn split_any<'a>(text: &'a str, separators: &[&str]) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((part, after)) = first_part(rest, separators) {
        parts.push(part);
        rest = after;
    }
    parts.push(rest);
    parts
}

/// What is before and after the first of `separators`.
fn first_part<'a>(text: &'a str, separators: &[&str]) -> Option<(&'a str, &'a str)> {
    for (at, _) in text.char_indices() {
        let (before, rest) = text.split_at(at);
        for separator in separators {
            if let Some(after) = rest.strip_prefix(separator) {
                return Some((before, after));
            }
        }
    }
    None
}

/// The pairs of a query: decoded keys, encoded values.
#[must_use]
pub fn query_pairs(query: &str) -> Vec<(Cow<'_, str>, &str)> {
    let mut pairs = Vec::new();
    for pair in query.split('&') {
        if !pair.is_empty() {
            let (key, value) = key_value(pair);
            let key = percent::decode_form(key).unwrap_or(Cow::Borrowed(key));
            pairs.push((key, value));
        }
    }
    pairs
}

/// The pairs of a header `Cookie`: decoded keys, encoded values.
#[must_use]
pub fn cookie_pairs(header: &str) -> Vec<(Cow<'_, str>, &str)> {
    let mut pairs = Vec::new();
    for pair in header.split(';') {
        if let Some((key, value)) = pair.trim().split_once('=') {
            let key = percent::decode_loosely(key).unwrap_or(Cow::Borrowed(key));
            pairs.push((key, value));
        }
    }
    pairs
}
