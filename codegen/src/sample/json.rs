//! JSON text, taken apart and laid out without being understood.
//!
//! Any text goes in: what is not JSON comes out as it was.

/// How far a line is indented at most, in levels; deeper values stay readable without it.
const MAX_INDENT: usize = 24;

/// A piece of JSON text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// What it is.
    pub kind: TokenKind,
    /// As it stands.
    pub text: &'a str,
}

/// What a piece of JSON text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A string before a colon.
    Key,
    /// Any other string.
    String,
    /// A number, `true`, `false` or `null`; also any word that JSON does not know.
    Word,
    /// A bracket, brace, comma or colon.
    Mark,
    /// Space and line ends.
    Space,
}

/// The pieces of `text`, which concatenate to it.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (kind, length) = match first {
            '"' => (TokenKind::String, string_length(rest)),
            '{' | '}' | '[' | ']' | ',' | ':' => (TokenKind::Mark, 1),
            _ if first.is_whitespace() => (TokenKind::Space, run_length(rest, char::is_whitespace)),
            _ => (TokenKind::Word, run_length(rest, is_word)),
        };
        let (text, after) = rest.split_at(length);
        if text == ":" {
            name_key(&mut tokens);
        }
        tokens.push(Token { kind, text });
        rest = after;
    }
    tokens
}

/// The text with one value a line, indented by two spaces a level.
#[must_use]
pub fn pretty(text: &str) -> String {
    let tokens: Vec<_> = tokens(text)
        .into_iter()
        .filter(|it| it.kind != TokenKind::Space)
        .collect();
    let mut out = String::with_capacity(text.len() * 2);
    let mut level = 0_usize;
    let mut previous = "";
    for token in tokens {
        let opened = matches!(previous, "{" | "[");
        match token.text {
            "}" | "]" => {
                level = level.saturating_sub(1);
                if !opened {
                    new_line(&mut out, level);
                }
            }
            "," | ":" => {}
            _ if opened || previous == "," => new_line(&mut out, level),
            _ if previous == ":" => out.push(' '),
            _ => {}
        }
        out.push_str(token.text);
        if matches!(token.text, "{" | "[") {
            level += 1;
        }
        previous = token.text;
    }
    out
}

fn new_line(out: &mut String, level: usize) {
    out.push('\n');
    for _ in 0..level.min(MAX_INDENT) {
        out.push_str("  ");
    }
}

/// Makes a key of the string that was read last.
fn name_key(tokens: &mut [Token<'_>]) {
    let last = tokens
        .iter_mut()
        .rev()
        .find(|it| it.kind != TokenKind::Space);
    if let Some(string) = last.filter(|it| it.kind == TokenKind::String) {
        string.kind = TokenKind::Key;
    }
}

/// The length of the string that `text` starts with, quotes included.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn run_length(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

fn is_word(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '"' | '{' | '}' | '[' | ']' | ',' | ':')
}

#[cfg(test)]
mod tests {
    use super::{TokenKind, pretty, tokens};

    #[test]
    fn pretty_lays_out_one_value_a_line() {
        let text = r#"{"a":[1,{"b":"x, {y}: \"z\""}],"empty":{},"none":[],"last":null}"#;
        let expected = r#"{
  "a": [
    1,
    {
      "b": "x, {y}: \"z\""
    }
  ],
  "empty": {},
  "none": [],
  "last": null
}"#;
        assert_eq!(pretty(text), expected);
        assert_eq!(pretty(expected), expected);
    }

    #[test]
    fn numbers_keep_their_digits() {
        assert_eq!(
            pretty("[1.10,1e400,123456789012345678901]"),
            "[\n  1.10,\n  1e400,\n  123456789012345678901\n]"
        );
    }

    #[test]
    fn keys_are_told_from_strings() {
        let kinds: Vec<_> = tokens(r#"{"key" : "value"}"#)
            .iter()
            .map(|it| it.kind)
            .collect();
        let expected = [
            TokenKind::Mark,
            TokenKind::Key,
            TokenKind::Space,
            TokenKind::Mark,
            TokenKind::Space,
            TokenKind::String,
            TokenKind::Mark,
        ];
        assert_eq!(kinds, expected);
    }

    #[test]
    fn text_that_is_not_json_comes_out_whole() {
        for text in [
            "",
            "\"",
            "\"\\",
            "}}]]",
            "<x>",
            "é\u{301}{",
            "a:b",
            "\"unclosed {",
        ] {
            let whole: String = tokens(text).iter().map(|it| it.text).collect();
            assert_eq!(whole, text);
        }
        let deep = "[".repeat(100_000);
        assert!(pretty(&deep).len() < 100_000 * (2 + 2 * super::MAX_INDENT));
    }
}
