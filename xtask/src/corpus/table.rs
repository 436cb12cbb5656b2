//! The table: a row for each document.

use std::fmt::Write;

use super::outcome::{Counts, End, Outcome, SAYS_NOTHING, Step};

/// How a column is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Align {
    Left,
    Right,
}

/// The table of `outcomes`, which went through `steps`, with what went wrong below it.
pub(super) fn table(outcomes: &[Outcome], steps: &[Step]) -> String {
    let head = head(steps);
    let rows: Vec<Vec<String>> = outcomes.iter().map(|it| row(it, steps)).collect();
    let titles = head.iter().map(|(title, _)| (*title).to_owned()).collect();
    let mut text = String::new();
    let all: Vec<Vec<String>> = std::iter::once(titles).chain(rows).collect();
    let width = |column: usize| {
        let cells = all.iter().filter_map(|row| row.get(column));
        cells.map(|it| it.chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    for row in &all {
        let mut line = String::new();
        for ((cell, (_, align)), width) in row.iter().zip(&head).zip(&widths) {
            // Writing to a string does not fail.
            let _ = match align {
                Align::Left => write!(line, "{cell:width$}  "),
                Align::Right => write!(line, "{cell:>width$}  "),
            };
        }
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text.push_str(&problems(outcomes));
    text
}

fn head(steps: &[Step]) -> Vec<(&'static str, Align)> {
    use Align::{Left, Right};
    let mut head = vec![
        ("document", Left),
        ("crate", Left),
        ("s", Right),
        ("MB", Right),
        ("kB out", Right),
        ("values", Right),
        ("untyped", Right),
        ("not said", Right),
        ("warnings", Right),
    ];
    for step in steps {
        head.extend([(step.name(), Left), ("s", Right), ("MB", Right)]);
    }
    head.push(("warnings by kind", Left));
    head
}

fn row(outcome: &Outcome, steps: &[Step]) -> Vec<String> {
    let it = &outcome.generation;
    let ended = match it.end {
        End::Generated => "yes",
        End::Refused => "REFUSED",
        End::Crashed => "CRASHED",
    };
    let silent = it.untyped_by.get(SAYS_NOTHING).copied().unwrap_or_default();
    let mut row = vec![
        outcome.document.clone(),
        ended.to_owned(),
        format!("{:.1}", it.seconds),
        megabytes(it.peak_bytes),
        (it.bytes / 1000).to_string(),
        it.values.to_string(),
        it.untyped.to_string(),
        silent.to_string(),
        it.warnings.values().sum::<usize>().to_string(),
    ];
    for &step in steps {
        match outcome.build(step) {
            Some(build) => row.extend([
                if build.problem.is_none() {
                    "ok"
                } else {
                    "FAILED"
                }
                .to_owned(),
                format!("{:.1}", build.seconds),
                megabytes(build.peak_bytes),
            ]),
            None => row.extend(["-".to_owned(), String::new(), String::new()]),
        }
    }
    row.push(kinds(&it.warnings));
    row
}

fn megabytes(bytes: Option<u64>) -> String {
    bytes.map_or_else(String::new, |it| (it / 1_000_000).to_string())
}

fn kinds(warnings: &Counts) -> String {
    let kinds = warnings
        .iter()
        .map(|(kind, count)| format!("{kind} {count}"));
    kinds.collect::<Vec<_>>().join(", ")
}

/// What went wrong, a line for each document with which something did.
fn problems(outcomes: &[Outcome]) -> String {
    let mut text = String::new();
    for outcome in outcomes {
        let builds = outcome.builds.iter();
        let builds = builds.map(|it| (it.step.name(), it.problem.as_deref()));
        let generation = ("gen", outcome.generation.problem.as_deref());
        for (step, problem) in std::iter::once(generation).chain(builds) {
            if let Some(problem) = problem {
                // Writing to a string does not fail.
                let _ = writeln!(text, "{}: {step}: {problem}", outcome.document);
            }
        }
    }
    match text.is_empty() {
        true => text,
        false => format!("\n{text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::outcome::{Build, Generation};
    use super::*;

    #[test]
    fn the_table_has_a_row_for_each_document_and_names_what_went_wrong() {
        let generation = Generation {
            end: End::Generated,
            seconds: 1.25,
            peak_bytes: Some(52_000_000),
            bytes: 1_234_567,
            values: 100,
            untyped: 5,
            untyped_by: [(SAYS_NOTHING.to_owned(), 3), ("mixed-enum".to_owned(), 2)].into(),
            warnings: [("mixed-enum".to_owned(), 2), ("bare-name".to_owned(), 1)].into(),
            ..Generation::default()
        };
        let outcomes = [
            Outcome {
                document: "a.yaml".to_owned(),
                name: "corpus-a".to_owned(),
                generation,
                builds: vec![Build {
                    step: Step::Check,
                    problem: Some("E0412: cannot find type `A`".to_owned()),
                    problems: Counts::new(),
                    seconds: 10.0,
                    peak_bytes: None,
                }],
            },
            Outcome {
                document: "deep/b.json".to_owned(),
                name: "corpus-deep-b".to_owned(),
                generation: Generation::crashed("signal: 6 (SIGABRT): overflow".to_owned(), 0.5),
                builds: Vec::new(),
            },
        ];
        assert_eq!(
            table(&outcomes, &[Step::Check]),
            "\
document     crate      s  MB  kB out  values  untyped  not said  warnings  check      s  MB  warnings by kind
a.yaml       yes      1.2  52    1234     100        5         3         3  FAILED  10.0      bare-name 1, mixed-enum 2
deep/b.json  CRASHED  0.5           0       0        0         0         0  -

a.yaml: check: E0412: cannot find type `A`
deep/b.json: gen: signal: 6 (SIGABRT): overflow
"
        );
        assert!(outcomes.iter().all(|it| !it.is_good()));
    }
}
