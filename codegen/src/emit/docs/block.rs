//! Blocks of Markdown: paragraphs, lists, quotes, tables, code.
//!
//! Reads them as leniently as a browser does and writes a strict form: fences that are closed and
//! say `text`, list items whose lines are indented, quotes whose every line is marked.

use std::borrow::Cow;

use super::start::{Fence, Item, Start, interrupts, item_of, start};
use super::{inline, wrap};

/// How deep lists and quotes are read; what is deeper is a paragraph.
const MAX_DEPTH: usize = 6;

/// The lines of `text`, safe for rustdoc.
pub(super) fn markdown(text: &str) -> Vec<String> {
    let text = clean(text);
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut out = Vec::new();
    blocks(&lines, MAX_DEPTH, &mut out);
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    out
}

/// `text` with one kind of line end, and without characters that do not show or that reorder
/// what is shown.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|it| matches!(it, b'\n' | b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(it) = chars.next() {
        match it {
            '\r' => {
                chars.next_if_eq(&'\n');
                clean.push('\n');
            }
            '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => clean.push('\n'),
            '\t' => clean.push_str("    "),
            '\n' => clean.push('\n'),
            it if is_hidden(it) => {}
            it => clean.push(it),
        }
    }
    Cow::Owned(clean)
}

/// Control characters, marks of byte order, and the marks of direction that rustc refuses.
pub(in crate::emit) fn is_hidden(it: char) -> bool {
    it.is_control()
        || matches!(it, '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Writes the blocks that `lines` hold.
fn blocks(lines: &[&str], depth: usize, out: &mut Vec<String>) {
    let mut rest = lines;
    while let Some((&line, after)) = rest.split_first() {
        if line.is_empty() {
            blank(out);
            rest = after;
            continue;
        }
        let taken = block(rest, depth, out).max(1);
        rest = rest.get(taken..).unwrap_or_default();
    }
}

/// Writes the block at the head of `lines` and says how many of them it is.
fn block(lines: &[&str], depth: usize, out: &mut Vec<String>) -> usize {
    let Some(&line) = lines.first() else {
        return 0;
    };
    if line.starts_with("    ") {
        return indented_code(lines, out);
    }
    let nested = depth > 0;
    match start(lines) {
        Start::Fence(fence) => fenced_code(lines, fence, out),
        Start::Heading(level, text) => {
            heading(level, text, out);
            1
        }
        Start::Rule => {
            blank(out);
            out.push("---".to_owned());
            blank(out);
            1
        }
        Start::Table => table(lines, out),
        Start::Quote if nested => quote(lines, depth, out),
        Start::Item(item) if nested => list_item(lines, item, depth, out),
        Start::Comment => comment(lines),
        Start::Quote | Start::Item(_) | Start::Text => paragraph(lines, out),
    }
}

/// An empty line, unless there is one.
fn blank(out: &mut Vec<String>) {
    if out.last().is_some_and(|line| !line.is_empty()) {
        out.push(String::new());
    }
}

fn fenced_code(lines: &[&str], fence: Fence, out: &mut Vec<String>) -> usize {
    let indent = lines
        .first()
        .map_or(0, |line| line.len() - line.trim_start().len());
    let is_end = |line: &str| {
        let line = line.trim();
        line.len() >= fence.len && line.chars().all(|it| it == fence.mark)
    };
    let body = lines.get(1..).unwrap_or_default();
    let len = body.iter().position(|line| is_end(line));
    let taken = len.map_or(lines.len(), |len| len + 2);
    let body = body.get(..len.unwrap_or(body.len())).unwrap_or_default();
    code(body.iter().map(|line| dedent(line, indent)), out);
    taken
}

fn indented_code(lines: &[&str], out: &mut Vec<String>) -> usize {
    let is_code = |line: &&str| line.is_empty() || line.starts_with("    ");
    let mut len = lines.iter().take_while(|line| is_code(line)).count();
    while lines
        .get(len.saturating_sub(1))
        .is_some_and(|line| line.is_empty())
    {
        len -= 1;
    }
    let body = lines.get(..len).unwrap_or_default();
    code(body.iter().map(|line| dedent(line, 4)), out);
    len
}

/// Writes code under a fence that says `text`, so that rustdoc never runs it.
fn code<'a>(body: impl Iterator<Item = &'a str>, out: &mut Vec<String>) {
    let body: Vec<&str> = body.collect();
    let longest = body.iter().map(|line| inline::longest_run(line, '`')).max();
    let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
    blank(out);
    out.push([&fence, "text"].concat());
    out.extend(body.into_iter().map(str::to_owned));
    out.push(fence);
    blank(out);
}

/// `line` without up to `indent` of its leading spaces.
fn dedent(line: &str, indent: usize) -> &str {
    let spaces = line
        .bytes()
        .take(indent)
        .take_while(|&it| it == b' ')
        .count();
    line.get(spaces..).unwrap_or(line)
}

fn heading(level: usize, text: &str, out: &mut Vec<String>) {
    let text = inline::plain(text);
    if text.is_empty() {
        return;
    }
    blank(out);
    out.push(format!("{} {text}", "#".repeat(level)));
    blank(out);
}

fn table(lines: &[&str], out: &mut Vec<String>) -> usize {
    let rows = lines.iter().take_while(|line| line.contains('|')).count();
    blank(out);
    for (index, row) in lines.iter().take(rows).enumerate() {
        let row = row.trim();
        out.push(if index == 1 {
            row.to_owned()
        } else {
            inline::plain(row)
        });
    }
    blank(out);
    rows
}

fn comment(lines: &[&str]) -> usize {
    let end = lines.iter().position(|line| line.contains("-->"));
    end.map_or(lines.len(), |end| end + 1)
}

fn quote(lines: &[&str], depth: usize, out: &mut Vec<String>) -> usize {
    let mut inner = Vec::new();
    for (index, &line) in lines.iter().enumerate() {
        let text = line.trim_start();
        if let Some(text) = text.strip_prefix('>') {
            inner.push(text.strip_prefix(' ').unwrap_or(text));
        } else if text.is_empty() || lines.get(index..).is_some_and(interrupts) {
            break;
        } else {
            inner.push(text);
        }
    }
    let mut quoted = Vec::new();
    blocks(&inner, depth - 1, &mut quoted);
    blank(out);
    nest(quoted, "> ", "> ", out);
    blank(out);
    inner.len()
}

fn list_item(lines: &[&str], item: Item<'_>, depth: usize, out: &mut Vec<String>) -> usize {
    let mut inner = vec![item.text];
    let mut taken = 1;
    let mut after_blank = item.text.is_empty();
    for (index, &line) in lines.iter().enumerate().skip(1) {
        let indent = line.len() - line.trim_start().len();
        if line.is_empty() {
            after_blank = true;
        } else if indent >= item.indent {
            after_blank = false;
        } else if after_blank
            || lines.get(index..).is_some_and(interrupts)
            || item_of(line).is_some()
        {
            break;
        }
        inner.push(dedent(line, item.indent));
        if !line.is_empty() {
            taken = index + 1;
        }
    }
    inner.truncate(taken);
    let mut text = Vec::new();
    blocks(&inner, depth - 1, &mut text);
    // A list directly under a paragraph is a list already; one line reads better.
    let first = [item.marker.as_str(), " "].concat();
    let rest = " ".repeat(first.len());
    if text.is_empty() {
        return taken;
    }
    nest(text, &first, &rest, out);
    taken
}

/// Writes `lines` inside a container.
fn nest(mut lines: Vec<String>, first: &str, rest: &str, out: &mut Vec<String>) {
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    for (index, line) in lines.iter().enumerate() {
        let prefix = if index == 0 { first } else { rest };
        out.push([prefix, line].concat().trim_end().to_owned());
    }
}

fn paragraph(lines: &[&str], out: &mut Vec<String>) -> usize {
    let mut len = 1;
    while let Some(rest) = lines.get(len..) {
        let Some(&line) = rest.first() else { break };
        if let Some(level) = underline(line) {
            let title = lines.get(..len).unwrap_or_default().join(" ");
            heading(level, title.trim(), out);
            return len + 1;
        }
        if line.is_empty() || interrupts(rest) {
            break;
        }
        len += 1;
    }
    let lines = lines.get(..len).unwrap_or_default();
    let text: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    for part in inline::parts(&text.join("\n")) {
        match part {
            inline::Part::Text(text) => {
                separate(out);
                wrap::fill(&text, "", "", out);
            }
            inline::Part::Item(text) => wrap::fill(&text, "- ", "  ", out),
        }
    }
    len
}

/// An empty line, where the last line would be read together with a paragraph after it.
fn separate(out: &mut Vec<String>) {
    if out.last().is_some_and(|line| !line.is_empty()) {
        out.push(String::new());
    }
}

/// `===` or `---` under a title.
fn underline(line: &str) -> Option<usize> {
    let line = line.trim();
    let is_all = |mark| !line.is_empty() && line.chars().all(|it| it == mark);
    if is_all('=') {
        Some(1)
    } else if is_all('-') && line.len() > 1 {
        Some(2)
    } else {
        None
    }
}
