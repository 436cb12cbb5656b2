//! What was found, a document a line.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::known::Known;
use super::report::Findings;

/// What was found of a document.
#[derive(Debug, Default)]
pub(super) struct Row {
    document: String,
    operations: u64,
    cases: u64,
    /// Failures, by check.
    failures: BTreeMap<String, usize>,
    /// Failures for reasons that are known.
    known: usize,
    /// Refusals that the document has no answer for, or none that can be filled in.
    undocumented: usize,
    /// What kept it from being tested.
    problems: Vec<String>,
}

impl Row {
    /// What is to be said of `findings`.
    pub(super) fn of(document: &str, findings: &Findings, known: &Known) -> Self {
        let mut row = Self {
            document: document.to_owned(),
            operations: findings.operations,
            cases: findings.cases,
            ..Self::default()
        };
        for error in &findings.errors {
            match known.explains_error(document, error) {
                true => row.known += 1,
                false => row.problems.push(error.clone()),
            }
        }
        for finding in findings.all.keys() {
            if known.explains(document, finding) {
                row.known += 1;
            } else if finding.is_undocumented_refusal() {
                row.undocumented += 1;
            } else {
                *row.failures.entry(finding.check.clone()).or_default() += 1;
            }
        }
        row
    }

    /// A document that could not be tested.
    pub(super) fn broken(document: &str, problem: String) -> Self {
        Self {
            document: document.to_owned(),
            problems: vec![problem],
            ..Self::default()
        }
    }

    /// Whether nothing is wrong with it.
    pub(super) fn is_good(&self) -> bool {
        self.failures.is_empty() && self.problems.is_empty()
    }

    /// What was found, in a few words.
    pub(super) fn result(&self) -> String {
        let mut words: Vec<String> = self
            .failures
            .iter()
            .map(|(check, count)| format!("{check} {count}"))
            .collect();
        words.extend(self.problems.iter().map(|it| {
            let line = it.lines().next().unwrap_or_default();
            line.chars().take(200).collect()
        }));
        match words.is_empty() {
            true => "ok".to_owned(),
            false => words.join(", "),
        }
    }
}

/// The table of all documents, and their sum.
pub(super) fn table(rows: &[Row]) -> String {
    let name = format!("{} documents", rows.len());
    let names = rows.iter().map(|it| it.document.len());
    let width = names.chain([name.len()]).max().unwrap_or_default();
    let mut text = format!(
        "{:<width$}  operations   cases  failures  known  refusals  by check\n",
        "document"
    );
    let mut sum = Row {
        document: name,
        ..Row::default()
    };
    for row in rows {
        line(&mut text, row, width);
        sum.operations += row.operations;
        sum.cases += row.cases;
        sum.known += row.known;
        sum.undocumented += row.undocumented;
        for (check, count) in &row.failures {
            *sum.failures.entry(check.clone()).or_default() += count;
        }
        let problems = row.problems.iter().map(|_| "a problem".to_owned());
        sum.problems.extend(problems);
    }
    line(&mut text, &sum, width);
    text
}

fn line(text: &mut String, row: &Row, width: usize) {
    let failures: usize = row.failures.values().sum();
    // Writing to a string does not fail.
    let _ = writeln!(
        text,
        "{:<width$}  {:>10}  {:>6}  {failures:>8}  {:>5}  {:>8}  {}",
        row.document,
        row.operations,
        row.cases,
        row.known,
        row.undocumented,
        row.result()
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_adds_up() {
        let good = Row {
            document: "a.yaml".to_owned(),
            operations: 2,
            cases: 100,
            known: 1,
            undocumented: 3,
            ..Row::default()
        };
        let bad = Row {
            document: "b.yaml".to_owned(),
            operations: 1,
            cases: 20,
            failures: BTreeMap::from([("ignored_auth".to_owned(), 2)]),
            ..Row::default()
        };
        assert!(good.is_good() && !bad.is_good());
        assert_eq!(
            table(&[good, bad]),
            "\
document     operations   cases  failures  known  refusals  by check
a.yaml                2     100         0      1         3  ok
b.yaml                1      20         2      0         0  ignored_auth 2
2 documents           3     120         2      1         3  ignored_auth 2
"
        );
    }
}
