//! What can be seen of JSON text without reading it.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

/// Goes through JSON text without reading it. The text is known to be a value.
pub(super) struct Skim<'a> {
    json: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Skim<'a> {
    pub(super) fn new(json: &'a str) -> Self {
        Self {
            json,
            at: 0,
            depth: 0,
        }
    }

    /// How deep the rest nests.
    pub(super) fn deepest(mut self) -> usize {
        let mut deepest = 0;
        while self.next_part().is_some() {
            deepest = deepest.max(self.depth);
        }
        deepest
    }

    /// The next string, bracket or comma.
    fn next_part(&mut self) -> Option<&'a str> {
        let rest = self.json.get(self.at..)?;
        let is_part = |byte: &u8| matches!(byte, b'"' | b'[' | b'{' | b']' | b'}' | b',');
        let start = rest.as_bytes().iter().position(is_part)?;
        let part = rest.get(start..)?;
        let len = match part.as_bytes().first()? {
            b'"' => string_len(part),
            b'[' | b'{' => {
                self.depth += 1;
                1
            }
            b']' | b'}' => {
                self.depth = self.depth.saturating_sub(1);
                1
            }
            _ => 1,
        };
        self.at += start + len;
        part.get(..len)
    }
}

/// The keys of an object.
impl<'a> Iterator for Skim<'a> {
    type Item = Cow<'a, str>;

    fn next(&mut self) -> Option<Cow<'a, str>> {
        // A key is the first string of the object, and after each of its commas.
        loop {
            let part = self.next_part()?;
            if self.depth == 1 && matches!(part, "{" | ",") {
                let key = self.next_part()?;
                return key.starts_with('"').then(|| unquoted(key));
            }
        }
    }
}

/// How long the string is that `json` begins with.
fn string_len(json: &str) -> usize {
    let mut bytes = json.bytes().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => return at + 1,
            b'\\' => {
                bytes.next();
            }
            _ => {}
        }
    }
    json.len()
}

/// What a JSON string says.
fn unquoted(json: &str) -> Cow<'_, str> {
    match json.get(1..json.len() - 1) {
        // To look for a byte is short to compile.
        Some(plain) if !plain.as_bytes().contains(&b'\\') => plain.into(),
        _ => match json.parse() {
            Ok(Value::String(text)) => text.into(),
            _ => Cow::default(),
        },
    }
}

/// Where a reader was that had read as many bytes of `json`, as a JSON pointer (RFC 6901).
pub(super) fn pointer(json: &str, bytes: usize) -> String {
    let mut path: Vec<Step<'_>> = Vec::new();
    let mut skim = Skim::new(json);
    while let Some(part) = skim.next_part()
        && skim.at - part.len() < bytes
    {
        match (part, path.last_mut()) {
            ("{", _) => path.push(Step::Key {
                key: "",
                is_next: true,
            }),
            ("[", _) => path.push(Step::Item(0)),
            ("}" | "]", _) => {
                path.pop();
            }
            (",", Some(Step::Item(index))) => *index += 1,
            (",", Some(Step::Key { is_next, .. })) => *is_next = true,
            (string, Some(Step::Key { key, is_next })) if *is_next => {
                *key = string;
                *is_next = false;
            }
            _ => {}
        }
    }
    path.iter().map(Step::to_string).collect()
}

/// A step of a JSON pointer.
enum Step<'a> {
    Item(usize),
    Key {
        /// With its quotes; empty before the first.
        key: &'a str,
        /// Whether the next string is a key.
        is_next: bool,
    },
}

impl fmt::Display for Step<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Item(index) => write!(f, "/{index}"),
            Self::Key { key: "", .. } => Ok(()),
            Self::Key { key, .. } => {
                let key = unquoted(key).replace('~', "~0").replace('/', "~1");
                write!(f, "/{key}")
            }
        }
    }
}
