//! `pub static` tables: structs of literals, of lists and of calls that fit on a line.

use proc_macro2::{Delimiter, TokenTree};
use syn::Lit;

use super::{Cursor, SAFE, names};
use crate::render::tree::Tree;

/// What the printer puts on one line of a struct, up to its last brace.
const SHORT_STRUCT: usize = 34;

/// What is longer than this is broken into lines without a doubt; between it and [`SAFE`] the printer decides.
const LONG: usize = 96;

impl Cursor<'_> {
    /// What follows `pub static`: `NAME: Type = value;`
    pub(super) fn table(&mut self, out: &mut String) -> Option<()> {
        let name = self.ident()?.to_string();
        self.punct(':')?;
        let start = self.at;
        while !self.is_at('=') {
            self.next()?;
        }
        let ty = names(self.trees.get(start..self.at)?, None)?;
        self.punct('=')?;
        let value = self.value()?;
        self.punct(';')?;
        let line = ["pub static ", &name, ": ", &ty, " = "].concat();
        out.push_str(&line);
        value.print(out, 0, width(&line))?;
        out.push(';');
        Some(())
    }

    /// A value, and what it is to the ones around it.
    fn value(&mut self) -> Option<Value> {
        let mut sign = String::new();
        while self.punct('&').is_some() {
            sign.push('&');
        }
        match self.next()? {
            Tree::Token(TokenTree::Literal(it)) => match Lit::new(it.clone()) {
                Lit::Str(_) | Lit::Int(_) => Value::text(sign + &it.to_string()),
                _ => None,
            },
            Tree::Group(Delimiter::Bracket, inner) => {
                let values = values(inner)?;
                Value::list(sign, values)
            }
            Tree::Token(TokenTree::Ident(it)) => {
                let mut path = sign + &it.to_string();
                while self.is_at(':') {
                    self.punct(':')?;
                    self.punct(':')?;
                    path.extend(["::", &self.ident()?.to_string()]);
                }
                match self.peek() {
                    Some(Tree::Group(Delimiter::Brace, inner)) => {
                        self.at += 1;
                        Value::object(path, fields(inner)?)
                    }
                    _ => self.calls(path),
                }
            }
            Tree::Token(_) | Tree::Group(..) => None,
        }
    }

    /// A path, with the calls after it: `Parameter::query("tags").explode(false)`.
    fn calls(&mut self, mut text: String) -> Option<Value> {
        loop {
            if let Some(Tree::Group(Delimiter::Parenthesis, inner)) = self.peek() {
                self.at += 1;
                let values = values(inner)?;
                if values.iter().any(|it| it.is_tall) {
                    return None;
                }
                let flat = values.into_iter().map(|it| it.flat);
                text.extend(["(", &flat.collect::<Vec<_>>().join(", "), ")"]);
            }
            if self.punct('.').is_none() {
                return Value::text(text);
            }
            text.extend([".", &self.ident()?.to_string()]);
        }
    }
}

/// The values of a list, or the arguments of a call.
fn values(trees: &[Tree]) -> Option<Vec<Value>> {
    let mut cursor = Cursor { trees, at: 0 };
    let mut values = Vec::new();
    while !cursor.is_done() {
        values.push(cursor.value()?);
        if !cursor.is_done() {
            cursor.punct(',')?;
        }
    }
    Some(values)
}

fn fields(trees: &[Tree]) -> Option<Vec<(String, Value)>> {
    let mut cursor = Cursor { trees, at: 0 };
    let mut fields = Vec::new();
    while !cursor.is_done() {
        let name = cursor.ident()?.to_string();
        cursor.punct(':')?;
        fields.push((name, cursor.value()?));
        if !cursor.is_done() {
            cursor.punct(',')?;
        }
    }
    Some(fields)
}

struct Value {
    /// It on one line.
    flat: String,
    /// Whether it takes several, whatever room there is.
    is_tall: bool,
    kind: Kind,
}

enum Kind {
    /// What is not broken here.
    Text,
    /// `&[…]`: its sign and its values.
    List(String, Vec<Value>),
    /// `Name { … }`
    Object(String, Vec<(String, Value)>),
}

impl Value {
    fn text(flat: String) -> Option<Self> {
        let is_line = !flat.contains('\n');
        is_line.then_some(Self {
            flat,
            is_tall: false,
            kind: Kind::Text,
        })
    }

    fn list(sign: String, values: Vec<Self>) -> Option<Self> {
        let flat: Vec<&str> = values.iter().map(|it| it.flat.as_str()).collect();
        let flat = [&sign, "[", &flat.join(", "), "]"].concat();
        if values.is_empty() {
            return Self::text(flat);
        }
        // Lists of numbers are filled, as many on a line as it takes.
        let is_number = |it: &Self| it.flat.starts_with(|it: char| it.is_ascii_digit());
        let is_filled = values.iter().all(is_number);
        Some(Self {
            flat,
            is_tall: values.iter().any(|it| it.is_tall),
            kind: match is_filled {
                true => Kind::Text,
                false => Kind::List(sign, values),
            },
        })
    }

    fn object(name: String, fields: Vec<(String, Self)>) -> Option<Self> {
        if fields.is_empty() {
            return None;
        }
        let flat = fields
            .iter()
            .map(|(name, it)| [name, ": ", &it.flat].concat());
        let flat = [&name, " { ", &flat.collect::<Vec<_>>().join(", "), " }"].concat();
        let is_tall = width(&flat) > SHORT_STRUCT + 1 || fields.iter().any(|(_, it)| it.is_tall);
        Some(Self {
            flat,
            is_tall,
            kind: Kind::Object(name, fields),
        })
    }

    /// Adds it to a line that is so long already, and indented so far.
    fn print(&self, out: &mut String, indent: usize, column: usize) -> Option<()> {
        let end = column + width(&self.flat);
        if !self.is_tall && end < SAFE {
            out.push_str(&self.flat);
            return Some(());
        }
        if !self.is_tall && end < LONG {
            return None;
        }
        let within = indent + 4;
        match &self.kind {
            Kind::Text => return None,
            Kind::List(sign, values) => {
                out.extend([sign, "[\n"]);
                for value in values {
                    space(out, within);
                    value.print(out, within, within)?;
                    out.push_str(",\n");
                }
                space(out, indent);
                out.push(']');
            }
            Kind::Object(name, fields) => {
                out.extend([name, " {\n"]);
                for (name, value) in fields {
                    space(out, within);
                    out.extend([name, ": "]);
                    value.print(out, within, within + width(name) + 2)?;
                    out.push_str(",\n");
                }
                space(out, indent);
                out.push('}');
            }
        }
        Some(())
    }
}

fn space(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n(' ', count));
}

fn width(text: &str) -> usize {
    text.chars().count()
}
