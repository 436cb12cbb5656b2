//! Shows how files differ, as a unified diff.

use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use codegen::FileSet;
use similar::{Algorithm, TextDiff};

use crate::sync::{Plan, State};

/// How much of one file's diff is shown.
const MAX_LINES: usize = 100;
/// How many files' diffs are shown.
const MAX_FILES: usize = 20;
/// After this, the diff of a file may be longer than it need be.
const MAX_TIME: Duration = Duration::from_millis(500);

/// The diffs of all files that differ, from what is in the folder `root` to what was generated.
pub(crate) fn diffs(root: &Path, plan: &Plan, files: &FileSet, coloured: bool) -> String {
    let mut shown = String::new();
    let differing = plan.states.iter().filter_map(|(path, state)| {
        let (from, old) = match state {
            State::Equal | State::Orphan => return None,
            State::Changed { on_disk } => (root.join(path).display().to_string(), on_disk.as_str()),
            State::Missing => ("/dev/null".to_owned(), ""),
        };
        let to = format!("{} (as generated)", root.join(path).display());
        Some((path, from, to, old))
    });
    let mut left_out = 0;
    for (index, (path, from, to, old)) in differing.enumerate() {
        if index >= MAX_FILES {
            left_out += 1;
            continue;
        }
        // Not sooner: a page is made for it.
        let new = files.get(path).unwrap_or_default();
        shown.push_str(&diff(&from, &to, old, &new, coloured));
        shown.push('\n');
    }
    if left_out > 0 {
        let _ = writeln!(shown, "… and {left_out} more files that differ\n");
    }
    shown
}

/// The diff of one file, cut when it is long.
fn diff(from: &str, to: &str, old: &str, new: &str, coloured: bool) -> String {
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Myers)
        .timeout(MAX_TIME)
        .diff_lines(old, new);
    let text = diff.unified_diff().header(from, to).to_string();
    let mut shown = String::new();
    for line in text.lines().take(MAX_LINES) {
        push_line(&mut shown, line, coloured);
    }
    let left_out = text.lines().count().saturating_sub(MAX_LINES);
    if left_out > 0 {
        let _ = writeln!(shown, "… and {left_out} more lines of this diff");
    }
    shown
}

/// Adds a line of a diff; a control character in it does nothing to the terminal.
fn push_line(shown: &mut String, line: &str, coloured: bool) {
    let line: String = line
        .chars()
        .map(|it| match it.is_control() && it != '\t' {
            true => char::REPLACEMENT_CHARACTER,
            false => it,
        })
        .collect();
    let colour = match line.as_bytes() {
        _ if !coloured => None,
        [b'-', b'-', b'-', b' ', ..] | [b'+', b'+', b'+', b' ', ..] => Some("1"),
        [b'-', ..] => Some("31"),
        [b'+', ..] => Some("32"),
        [b'@', ..] => Some("36"),
        _ => None,
    };
    let _ = match colour {
        Some(colour) => writeln!(shown, "\u{1b}[{colour}m{line}\u{1b}[0m"),
        None => writeln!(shown, "{line}"),
    };
}

#[cfg(test)]
mod tests {
    use codegen::Text;

    use super::*;

    #[test]
    fn a_diff_shows_what_changes_and_around_it() {
        let old = "a\nb\nc\nd\ne\nf\n";
        let new = "a\nb\nc\nD\ne\nf\n";
        assert_eq!(
            diff("old.rs", "new.rs", old, new, false),
            "\
--- old.rs
+++ new.rs
@@ -1,6 +1,6 @@
 a
 b
 c
-d
+D
 e
 f
"
        );
    }

    #[test]
    fn a_missing_end_of_line_is_shown() {
        let text = diff("a", "b", "a", "a\n", false);
        assert!(
            text.contains("-a\n\\ No newline at end of file\n+a\n"),
            "{text}"
        );
    }

    #[test]
    fn a_long_diff_is_cut_and_says_by_how_much() {
        let new: String = (0..1000).map(|it| format!("line {it}\n")).collect();
        let text = diff("a", "b", "", &new, false);
        assert_eq!(text.lines().count(), MAX_LINES + 1);
        // Two lines of header, one of the hunk.
        assert!(
            text.ends_with("… and 903 more lines of this diff\n"),
            "{text}"
        );
    }

    #[test]
    fn only_the_first_files_are_shown_and_the_others_counted() {
        let mut plan = Plan::default();
        let mut files = FileSet::new();
        for index in 0..30 {
            let path = format!("f{index:02}.rs");
            plan.states.insert(path.clone(), State::Missing);
            let text = match index < MAX_FILES {
                true => Text::from("text\n"),
                false => Text::made(|_| panic!("nobody reads it")),
            };
            files.insert(path, text).unwrap();
        }
        plan.states.insert("orphan.rs".to_owned(), State::Orphan);
        plan.states.insert("equal.rs".to_owned(), State::Equal);
        let text = diffs(Path::new("out"), &plan, &files, false);
        assert_eq!(text.matches("+++ ").count(), MAX_FILES);
        assert!(
            text.contains("--- /dev/null\n+++ out/f00.rs (as generated)\n"),
            "{text}"
        );
        assert!(text.contains("… and 10 more files that differ\n"), "{text}");
    }

    #[test]
    fn colour_is_there_when_wanted_and_nothing_else_reaches_the_terminal() {
        let text = diff("a", "b", "\u{1b}[31mred\n", "green\n", true);
        assert!(
            text.contains("\u{1b}[31m-\u{fffd}[31mred\u{1b}[0m\n"),
            "{text:?}"
        );
        assert!(text.contains("\u{1b}[32m+green\u{1b}[0m\n"), "{text:?}");
        let text = diff("a", "b", "\u{1b}[31mred\n", "green\n", false);
        assert!(!text.contains('\u{1b}'), "{text:?}");
    }

    #[test]
    fn two_long_files_without_anything_in_common_do_not_take_forever() {
        let text = |word: &str| -> String {
            (0..60_000)
                .map(|it| format!("{word} {}\n", it * 7 % 60_000))
                .collect()
        };
        let start = std::time::Instant::now();
        diff("a", "b", &text("old"), &text("new"), false);
        assert!(start.elapsed() < Duration::from_secs(20));
    }
}
