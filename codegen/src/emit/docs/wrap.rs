//! Lines of a length that people read.

/// The longest line of prose; with the indentation of a field it stays under 100.
const WIDTH: usize = 92;

/// Writes a paragraph, its first line after `first` and the others after `rest`.
///
/// Keeps the lines of `text` when all are short enough, else fills them anew.
pub(super) fn fill(text: &str, first: &str, rest: &str, out: &mut Vec<String>) {
    let width = WIDTH.saturating_sub(first.len());
    let fits = text.lines().all(|line| line.chars().count() <= width);
    let lines: Vec<String> = if fits {
        text.lines()
            .map(collapse)
            .filter(|line| !line.is_empty())
            .collect()
    } else {
        refill(text, width)
    };
    for (index, line) in lines.iter().enumerate() {
        let prefix = if index == 0 { first } else { rest };
        out.push([prefix, guard(line, index == 0).as_str()].concat());
    }
}

/// `line` with single spaces.
fn collapse(line: &str) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    words.join(" ")
}

fn refill(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let word_length = word.chars().count();
        match lines.last_mut() {
            Some(line) if length + 1 + word_length <= width || is_mark(word) || is_tag(word) => {
                line.push(' ');
                line.push_str(word);
                length += 1 + word_length;
            }
            Some(_) | None => {
                lines.push(word.to_owned());
                length = word_length;
            }
        }
    }
    lines
}

/// Whether `word` at the start of a line would start something other than text.
fn is_mark(word: &str) -> bool {
    word.starts_with(['#', '>', '|', '=', '~', ':'])
        || word.starts_with("```")
        || word
            .chars()
            .all(|it| matches!(it, '-' | '*' | '+' | '_' | ':' | '|'))
        || is_number(word)
}

/// Whether `word` at the start of a line may be a tag, which would begin a block even within a code span.
fn is_tag(word: &str) -> bool {
    word.starts_with('<')
}

/// `12.` or `3)`.
fn is_number(word: &str) -> bool {
    word.strip_suffix(['.', ')'])
        .is_some_and(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()))
}

/// `line` with its first character escaped where it would start something other than text.
fn guard(line: &str, is_first: bool) -> String {
    let word = line.split(' ').next().unwrap_or_default();
    if is_first && is_number(word) {
        let (number, mark) = word.split_at(word.len() - 1);
        let rest = line.get(word.len()..).unwrap_or_default();
        return [number, "\\", mark, rest].concat();
    }
    if !is_number(word) && is_mark(word) {
        return ["\\", line].concat();
    }
    line.to_owned()
}
