//! Finds places in JSON text that has been read already, and so is known to be well formed.

use std::ops::Range;

use super::{Tree, Walk};

pub(super) fn scan(text: &str, tree: &mut Tree) {
    let mut walk = Walk::new(tree);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b',' | b':' => at += 1,
            b'{' | b'[' => {
                at += 1;
                walk.begin(byte == b'[', start..at);
                if !walk.is_wanted() {
                    at = end_of_content(bytes, at);
                }
            }
            b'}' | b']' => {
                at += 1;
                walk.end();
            }
            b'"' => {
                at = end_of_string(bytes, start);
                string(&mut walk, text, start..at);
            }
            _ => {
                at = end_of_literal(bytes, start);
                walk.scalar(start..at);
            }
        }
    }
}

fn string(walk: &mut Walk<'_>, text: &str, span: Range<usize>) {
    if !walk.wants_key() {
        // What is shown are the characters between the quotes, if there are any.
        let inner = span.start + 1..span.end.saturating_sub(1);
        walk.scalar(if inner.is_empty() { span } else { inner });
        return;
    }
    let quoted = text.get(span.clone()).unwrap_or_default();
    if !walk.is_wanted() {
        walk.key("", span);
    } else if quoted.contains('\\') {
        let key = serde_json::from_str::<String>(quoted).unwrap_or_default();
        walk.key(&key, span);
    } else {
        walk.key(quoted.trim_matches('"'), span);
    }
}

/// Which bytes are looked for. Most of the time goes to looking for the next: a table tells sooner than comparing.
type Bytes = [bool; 256];

/// What begins or ends a value in others.
static BRACKETS: Bytes = bytes(b"\"{}[]");
/// What ends a string, or escapes that.
static QUOTES: Bytes = bytes(b"\"\\");

#[expect(
    clippy::indexing_slicing,
    reason = "there is an element for each byte, and this runs while it is compiled"
)]
const fn bytes(mut these: &[u8]) -> Bytes {
    let mut table = [false; 256];
    while let [first, rest @ ..] = these {
        table[*first as usize] = true;
        these = rest;
    }
    table
}

/// Where the first byte is, from `start` on, that is one of `these`, and which it is.
fn find(bytes: &[u8], start: usize, these: &Bytes) -> Option<(usize, u8)> {
    let rest = bytes.get(start..)?;
    let is_one = |it: &u8| these.get(usize::from(*it)) == Some(&true);
    let length = rest.iter().position(is_one)?;
    Some((start + length, *rest.get(length)?))
}

/// Where the list or object ends whose content begins at `start`: at its bracket, or else with the text.
pub(crate) fn end_of_content(bytes: &[u8], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut from = start;
    while let Some((at, byte)) = find(bytes, from, &BRACKETS) {
        from = match byte {
            b'"' => end_of_string(bytes, at),
            _ => at + 1,
        };
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return at,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
    }
    bytes.len()
}

/// Where the string ends that begins at `start`: behind its quote, or else with the text.
pub(crate) fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut from = start + 1;
    while let Some((at, byte)) = find(bytes, from, &QUOTES) {
        match byte {
            b'"' => return at + 1,
            _ => from = at + 2,
        }
    }
    bytes.len()
}

fn end_of_literal(bytes: &[u8], start: usize) -> usize {
    let rest = bytes.get(start..).unwrap_or_default();
    let length = rest
        .iter()
        .position(|byte| {
            matches!(
                byte,
                b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n' | b':'
            )
        })
        .unwrap_or(rest.len());
    start + length.max(1)
}
