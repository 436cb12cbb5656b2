//! Docs on their way through the printer: one attribute for all lines, which are apart again at the end.
//!
//! There are more lines of docs than of code, and each would be half a dozen tokens.

/// What stands between the lines of a doc on its way. No text of a document keeps it.
const BETWEEN: char = '\u{1}';

/// The values of the attributes that a doc of these lines needs: a single one, where that can be.
pub(crate) fn fold(lines: &[String]) -> Vec<String> {
    let mut folded: Vec<String> = Vec::new();
    // A line that is several, which only a value of the document can be, stays apart.
    let mut joins = false;
    for line in lines {
        let space = if line.is_empty() { "" } else { " " };
        let line = [space, line].concat().replace(BETWEEN, " ");
        let is_one = !line.contains(['\n', '\r']);
        match folded.last_mut() {
            Some(last) if joins && is_one => {
                last.push(BETWEEN);
                last.push_str(&line);
            }
            _ => folded.push(line),
        }
        joins = is_one;
    }
    folded
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
    use super::{fold, unfold};

    fn lines(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|it| (*it).to_owned()).collect()
    }

    #[test]
    fn lines_are_apart_again() {
        let folded = fold(&lines(&["One. ", "", "Two."]));
        assert_eq!(folded.len(), 1);
        let printed = format!("    ///{}\n    fn f() {{}}\n", folded.concat());
        assert_eq!(
            unfold(printed),
            "    /// One.\n    ///\n    /// Two.\n    fn f() {}\n"
        );
        let apart = fold(&lines(&["a", "b\u{1}", "c\nd", "e"]));
        assert_eq!(apart, [" a\u{1} b ", " c\nd", " e"]);
        assert_eq!(fold(&[]), [""; 0]);
    }
}
