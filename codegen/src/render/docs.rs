//! Docs on their way through the printer: one attribute for all lines, which are apart again at the end.
//!
//! There are more lines of docs than of code, and each would be half a dozen tokens.

use proc_macro2::Literal;

/// What stands between the lines of a doc on its way. No text of a document keeps it.
const BETWEEN: char = '\u{1}';

/// The values of the attributes that a doc of these lines needs: a single one, where that can be.
pub(crate) fn fold(lines: &[String]) -> Vec<Literal> {
    joined(lines).iter().map(|it| literal(it)).collect()
}

fn joined(lines: &[String]) -> Vec<String> {
    let mut folded: Vec<String> = Vec::new();
    // A line that is several, which only a value of the document can be, stays apart.
    let mut joins = false;
    for line in lines {
        let is_one = !line.bytes().any(|it| matches!(it, b'\n' | b'\r'));
        match folded.last_mut() {
            Some(last) if joins && is_one => {
                last.push(BETWEEN);
                push(last, line);
            }
            _ => {
                let mut first = String::new();
                push(&mut first, line);
                folded.push(first);
            }
        }
        joins = is_one;
    }
    folded
}

fn push(folded: &mut String, line: &str) {
    if !line.is_empty() {
        folded.push(' ');
    }
    match line.contains(BETWEEN) {
        true => folded.push_str(&line.replace(BETWEEN, " ")),
        false => folded.push_str(line),
    }
}

/// A raw literal where that can be: others are escaped, and read again, one letter after another.
fn literal(text: &str) -> Literal {
    // The printer writes some as they are.
    let is_simple = !text.starts_with('/') && !text.contains(['\n', '\r', '\0']);
    let raw = || ["r#\"", text, "\"#"].concat().parse().ok();
    let raw = (is_simple && !text.contains("\"#")).then(raw).flatten();
    raw.unwrap_or_else(|| Literal::string(text))
}

/// Adds the lines of a doc; `None` when the printer would write it in another way.
pub(super) fn lines(out: &mut String, indent: &str, folded: &str) -> Option<()> {
    for line in folded.split(BETWEEN) {
        if line.starts_with('/') || line.contains(['\n', '\r']) {
            return None;
        }
        out.extend([indent, "///", line.trim_end_matches(' '), "\n"]);
    }
    Some(())
}

/// What was printed, with each line of a doc on a line of its own.
pub(super) fn unfold(text: String) -> String {
    if !text.contains(BETWEEN) {
        return text;
    }
    let mut unfolded = String::with_capacity(text.len() + text.len() / 4);
    for line in text.split_inclusive('\n') {
        let start = line.len() - line.trim_start().len() + "///".len();
        let Some((start, words)) = line.split_at_checked(start) else {
            unfolded.push_str(line);
            continue;
        };
        let mut lines = words.split(BETWEEN);
        unfolded.push_str(start);
        unfolded.push_str(lines.next().unwrap_or_default());
        for words in lines {
            // The printer takes spaces from the end of a line.
            unfolded.truncate(unfolded.trim_end_matches(' ').len());
            unfolded.push('\n');
            unfolded.push_str(start);
            unfolded.push_str(words);
        }
    }
    unfolded
}

#[cfg(test)]
mod tests {
    use super::{fold, joined, unfold};

    fn lines(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|it| (*it).to_owned()).collect()
    }

    #[test]
    fn lines_are_apart_again() {
        let folded = joined(&lines(&["One. ", "", "Two."]));
        assert_eq!(folded.len(), 1);
        let printed = format!("    ///{}\n    fn f() {{}}\n", folded.concat());
        assert_eq!(
            unfold(printed),
            "    /// One.\n    ///\n    /// Two.\n    fn f() {}\n"
        );
        let apart = joined(&lines(&["a", "b\u{1}", "c\nd", "e"]));
        assert_eq!(apart, [" a\u{1} b ", " c\nd", " e"]);
        assert_eq!(joined(&[]), [""; 0]);
    }

    #[test]
    fn values_are_raw_where_that_is_the_same() {
        for (line, value) in [
            ("a \\ \"b\"", r####"r#" a \ "b""#"####),
            ("a \"# b", r##"" a \"# b""##),
            ("c\nd", r#"" c\nd""#),
        ] {
            let values: Vec<String> = fold(&lines(&[line]))
                .iter()
                .map(ToString::to_string)
                .collect();
            assert_eq!(values, [value]);
        }
    }
}
