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

/// Where the list or object ends whose content begins at `start`: at its bracket.
fn end_of_content(bytes: &[u8], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at = end_of_string(bytes, at);
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return at,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(rest) = bytes.get(at..) {
        let stop = rest.iter().position(|it| matches!(it, b'"' | b'\\'));
        match stop.and_then(|it| Some((it, rest.get(it)?))) {
            Some((length, b'"')) => return at + length + 1,
            Some((length, _)) => at += length + 2,
            None => break,
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
