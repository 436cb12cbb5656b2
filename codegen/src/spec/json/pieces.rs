//! Long JSON texts, in pieces.
//!
//! Members of an object in brackets of their own are an object again, and commas between them are looked for
//! where no bracket or string is open. What is not valid as a whole has a piece that is not either, or
//! something in no piece that is not as it has to be: the keys of what is cut, and what stands around them.

use std::borrow::Cow;

use serde_json::Value;

use super::super::build::{Builder, MERGE};
use super::super::pieces::{self, DEEPEST, LONG, Part, Parts};
use super::whole;
use crate::diagnostic::{end_of_content, end_of_string};

/// The value of a long text, if its pieces have one.
pub(super) fn read(text: &str, builder: &Builder<'_>) -> Option<Value> {
    read_by(text, builder, LONG)
}

/// The same, in pieces of so many bytes at least.
fn read_by(text: &str, builder: &Builder<'_>, long: usize) -> Option<Value> {
    if text.len() < 2 * long {
        return None;
    }
    let mut cutter = Cutter { text, at: 0, long };
    cutter.skip_space();
    let parts = cutter.object(0)?;
    cutter.skip_space();
    if cutter.at < text.len() {
        return None;
    }
    pieces::read(&parts, builder, |text, builder| {
        whole(&["{", text, "}"].concat(), builder).ok()
    })
}

/// Goes through a text: once, and again through an object that cannot be cut, of which there can be one in
/// each of the few that are.
struct Cutter<'t> {
    text: &'t str,
    at: usize,
    /// How long a piece is at least.
    long: usize,
}

impl<'t> Cutter<'t> {
    /// The parts of the object at hand.
    fn object(&mut self, depth: usize) -> Option<Vec<Part<'t>>> {
        self.take(b'{')?;
        let mut parts = Parts::new(self.text, self.long);
        loop {
            self.skip_space();
            let start = self.at;
            let key = self.key()?;
            self.skip_space();
            self.take(b':')?;
            self.skip_space();
            let is_cut = depth < DEEPEST && self.peek() == Some(b'{');
            let value_start = self.at;
            let value = is_cut.then(|| self.object(depth + 1)).flatten();
            if value.is_none() {
                self.at = value_start;
                self.skip_value()?;
            }
            self.skip_space();
            match value {
                Some(value) if self.at - start >= 2 * self.long => parts.add_cut(key, value)?,
                Some(_) | None => parts.add(start, self.at)?,
            }
            match self.next()? {
                b',' => {}
                b'}' => return parts.finish(),
                _ => return None,
            }
        }
    }

    /// The key at hand; not one that stands for members of another object.
    fn key(&mut self) -> Option<Cow<'t, str>> {
        let start = self.at;
        self.skip_string()?;
        let quoted = self.text.get(start..self.at)?;
        // A key that is cut off from its value is in no piece: what is not valid in it has to be found here.
        let is_plain = quoted.bytes().all(|it| it >= b' ' && it != b'\\');
        let key = match is_plain {
            true => Cow::Borrowed(quoted.get(1..quoted.len() - 1)?),
            false => Cow::Owned(serde_json::from_str(quoted).ok()?),
        };
        (key != MERGE).then_some(key)
    }

    /// Goes to the comma or bracket behind the value at hand.
    fn skip_value(&mut self) -> Option<()> {
        loop {
            match self.peek()? {
                b'"' => self.skip_string()?,
                b'{' | b'[' => self.at = end_of_content(self.text.as_bytes(), self.at + 1) + 1,
                b',' | b'}' | b']' => return Some(()),
                _ => self.at += 1,
            }
        }
    }

    fn skip_string(&mut self) -> Option<()> {
        if self.peek()? != b'"' {
            return None;
        }
        self.at = end_of_string(self.text.as_bytes(), self.at);
        Some(())
    }

    fn skip_space(&mut self) {
        while self
            .peek()
            .is_some_and(|it| matches!(it, b' ' | b'\t' | b'\r' | b'\n'))
        {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        (self.next()? == byte).then_some(())
    }
}

#[cfg(test)]
mod tests;
