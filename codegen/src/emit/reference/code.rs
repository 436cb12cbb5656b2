//! Code: coloured in HTML, fenced in Markdown.

use super::format::escape_text;
use crate::sample::{Curl, TokenKind, tokens};

/// JSON text with its values marked; keys are most of it, and stay as they are.
pub(super) fn json_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for token in tokens(text) {
        let escaped = escape_text(token.text);
        match token.kind {
            TokenKind::String => marked(&mut out, "s", &escaped),
            TokenKind::Word => marked(&mut out, "n", &escaped),
            TokenKind::Key | TokenKind::Mark | TokenKind::Space => out.push_str(&escaped),
        }
    }
    out
}

/// A command with its options marked, and the JSON in it.
pub(super) fn curl_html(curl: &Curl) -> String {
    let mut out = String::new();
    marked(&mut out, "c", "curl");
    for (at, argument) in curl.arguments.iter().enumerate() {
        out.push_str(if at == 0 { " " } else { " \\\n  " });
        marked(&mut out, "o", argument.option);
        out.push(' ');
        if argument.is_json {
            out.push_str(&json_in_quotes(&argument.value));
        } else if argument.value.starts_with('\'') {
            marked(&mut out, "s", &escape_text(&argument.value));
        } else {
            out.push_str(&escape_text(&argument.value));
        }
    }
    out
}

fn json_in_quotes(value: &str) -> String {
    let json = value
        .strip_prefix('\'')
        .and_then(|it| it.strip_suffix('\''))
        .unwrap_or(value);
    format!("'{}'", json_html(json))
}

/// A path with its parameters marked, and a place to break the line after each slash.
pub(super) fn path_html(path: &str) -> String {
    let mut out = String::new();
    for (at, part) in path.split('/').enumerate() {
        if at > 0 {
            out.push_str("/<wbr>");
        }
        let escaped = escape_text(part);
        if part.contains('{') {
            marked(&mut out, "v", &escaped);
        } else {
            out.push_str(&escaped);
        }
    }
    out
}

fn marked(out: &mut String, class: &str, escaped: &str) {
    out.push_str("<span class=");
    out.push_str(class);
    out.push('>');
    out.push_str(escaped);
    out.push_str("</span>");
}

/// `text` as a code span of Markdown, on one line.
pub(super) fn span(text: &str) -> String {
    let line = text.split(['\n', '\r']).collect::<Vec<_>>().join(" ");
    let ticks = "`".repeat(longest_run(&line) + 1);
    let is_blank = line.chars().all(|it| it == ' ');
    let needs_space = is_blank || line.starts_with(['`', ' ']) || line.ends_with(['`', ' ']);
    let space = if needs_space { " " } else { "" };
    format!("{ticks}{space}{line}{space}{ticks}")
}

/// `text` as a fenced block of Markdown.
pub(super) fn fence(text: &str, language: &str) -> String {
    let ticks = "`".repeat((longest_run(text) + 1).max(3));
    format!(
        "{ticks}{language}\n{}\n{ticks}",
        text.trim_end_matches('\n')
    )
}

/// The most backticks in a row.
fn longest_run(text: &str) -> usize {
    text.split(|it| it != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{fence, path_html, span};

    #[test]
    fn a_span_holds_any_text() {
        assert_eq!(span("a"), "`a`");
        assert_eq!(span("a`b``c"), "```a`b``c```");
        assert_eq!(span("`"), "`` ` ``");
        assert_eq!(span("a\r\nb"), "`a  b`");
        assert_eq!(span(""), "`  `");
    }

    #[test]
    fn a_fence_is_longer_than_those_inside() {
        assert_eq!(
            fence("```\nx\n```\n", "json"),
            "````json\n```\nx\n```\n````"
        );
    }

    #[test]
    fn path_parameters_are_marked_and_escaped() {
        assert_eq!(
            path_html("/a/{<b>}"),
            "/<wbr>a/<wbr><span class=v>{&lt;b&gt;}</span>"
        );
    }
}
