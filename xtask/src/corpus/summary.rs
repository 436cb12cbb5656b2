//! What all documents came to together.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::outcome::{Counts, End, Outcome, Step};

/// How many of the slowest and of the largest are named.
const NAMED: usize = 5;

/// What all documents came to together.
#[derive(Debug, Serialize)]
pub(super) struct Summary {
    documents: usize,
    generated: usize,
    /// How many passed each step, of those that were generated.
    passed: Vec<Passed>,
    warnings: BTreeMap<String, Total>,
    values: usize,
    untyped: usize,
    untyped_by: BTreeMap<String, Total>,
    /// What the compiler said, by code.
    problems: Counts,
    seconds: f64,
    slowest: Vec<Named<f64>>,
    slowest_to_build: Vec<Named<f64>>,
    largest: Vec<Named<usize>>,
}

/// How many crates passed a step.
#[derive(Debug, Serialize)]
struct Passed {
    step: Step,
    passed: usize,
}

/// How many there are of something, in how many documents.
#[derive(Debug, Default, Serialize)]
struct Total {
    count: usize,
    documents: usize,
}

/// A document, and how much it has of something.
#[derive(Debug, Serialize)]
struct Named<N> {
    document: String,
    amount: N,
}

impl Summary {
    /// Adds up `outcomes`, which were to go through `steps`.
    pub(super) fn of(outcomes: &[Outcome], steps: &[Step]) -> Self {
        let generated = |it: &&Outcome| it.generation.end == End::Generated;
        let passed = |&step: &Step| Passed {
            step,
            passed: outcomes
                .iter()
                .filter_map(|it| it.build(step))
                .filter(|it| it.problem.is_none())
                .count(),
        };
        let mut problems = Counts::new();
        for (code, count) in outcomes
            .iter()
            .flat_map(|it| &it.builds)
            .flat_map(|it| &it.problems)
        {
            *problems.entry(code.clone()).or_default() += count;
        }
        let generations = || outcomes.iter().map(|it| &it.generation);
        Self {
            documents: outcomes.len(),
            generated: outcomes.iter().filter(generated).count(),
            passed: steps.iter().map(passed).collect(),
            warnings: totals(generations().map(|it| &it.warnings)),
            values: generations().map(|it| it.values).sum(),
            untyped: generations().map(|it| it.untyped).sum(),
            untyped_by: totals(generations().map(|it| &it.untyped_by)),
            problems,
            seconds: generations().map(|it| it.seconds).sum(),
            slowest: most(outcomes, |it| Some(it.generation.seconds)),
            slowest_to_build: most(outcomes, Outcome::build_seconds),
            largest: most(outcomes, |it| Some(it.generation.bytes)),
        }
    }
}

fn totals<'a>(counts: impl Iterator<Item = &'a Counts>) -> BTreeMap<String, Total> {
    let mut totals: BTreeMap<String, Total> = BTreeMap::new();
    for (kind, count) in counts.flatten() {
        let total = totals.entry(kind.clone()).or_default();
        total.count += count;
        total.documents += 1;
    }
    totals
}

/// The documents that have most of something, the first of them first.
fn most<N: PartialOrd>(
    outcomes: &[Outcome],
    amount: impl Fn(&Outcome) -> Option<N>,
) -> Vec<Named<N>> {
    let named = outcomes.iter().filter_map(|it| {
        Some(Named {
            document: it.document.clone(),
            amount: amount(it)?,
        })
    });
    let mut named: Vec<_> = named.collect();
    let order = |a: &Named<N>, b: &Named<N>| b.amount.partial_cmp(&a.amount);
    named.sort_by(|a, b| order(a, b).unwrap_or(std::cmp::Ordering::Equal));
    named.truncate(NAMED);
    named
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            documents,
            generated,
            passed,
            warnings,
            values,
            untyped,
            untyped_by,
            problems,
            seconds,
            slowest,
            slowest_to_build,
            largest,
        } = self;
        writeln!(f, "{generated} of {documents} generated, in {seconds:.1} s")?;
        for Passed { step, passed } in passed {
            writeln!(f, "{passed} of {documents} pass cargo {}", step.name())?;
        }
        list(f, "warnings", warnings)?;
        writeln!(f, "{untyped} of {values} values untyped")?;
        list(f, "untyped", untyped_by)?;
        if !problems.is_empty() {
            writeln!(f, "errors of the compiler:")?;
        }
        for (code, count) in problems {
            writeln!(f, "  {count:>7}  {code}")?;
        }
        let in_seconds = |it: &Named<f64>| format!("{} {:.1} s", it.document, it.amount);
        let in_kilobytes = |it: &Named<usize>| format!("{} {} kB", it.document, it.amount / 1000);
        line(f, "slowest", slowest, in_seconds)?;
        line(f, "slowest to build", slowest_to_build, in_seconds)?;
        line(f, "largest", largest, in_kilobytes)
    }
}

fn list(f: &mut fmt::Formatter<'_>, of: &str, totals: &BTreeMap<String, Total>) -> fmt::Result {
    if totals.is_empty() {
        return Ok(());
    }
    writeln!(f, "{of}:")?;
    for (kind, Total { count, documents }) in totals {
        writeln!(f, "  {count:>7}  {kind}, in {documents}")?;
    }
    Ok(())
}

fn line<N>(
    f: &mut fmt::Formatter<'_>,
    what: &str,
    named: &[Named<N>],
    text: impl Fn(&Named<N>) -> String,
) -> fmt::Result {
    if named.is_empty() {
        return Ok(());
    }
    let named: Vec<String> = named.iter().map(text).collect();
    writeln!(f, "{what}: {}", named.join(", "))
}

#[cfg(test)]
mod tests {
    use super::super::outcome::{Build, Generation};
    use super::*;

    fn outcome(document: &str, seconds: f64, bytes: usize, problem: Option<&str>) -> Outcome {
        Outcome {
            document: document.to_owned(),
            name: document.to_owned(),
            generation: Generation {
                end: End::Generated,
                seconds,
                bytes,
                values: 10,
                untyped: 1,
                untyped_by: [("mixed-enum".to_owned(), 1)].into(),
                warnings: [("mixed-enum".to_owned(), 1)].into(),
                ..Generation::default()
            },
            builds: vec![Build {
                step: Step::Check,
                problem: problem.map(str::to_owned),
                problems: problem.map(|it| (it.to_owned(), 2)).into_iter().collect(),
                seconds: 2.0 * seconds,
                peak_bytes: None,
            }],
        }
    }

    #[test]
    fn everything_is_added_up() {
        let mut outcomes = vec![
            outcome("a", 1.0, 1000, None),
            outcome("b", 3.0, 5000, Some("E0412")),
            outcome("c", 2.0, 3000, None),
        ];
        outcomes.push(Outcome {
            document: "d".to_owned(),
            name: "d".to_owned(),
            generation: Generation::crashed("signal".to_owned(), 0.0),
            builds: Vec::new(),
        });
        assert_eq!(
            Summary::of(&outcomes, &[Step::Check]).to_string(),
            "\
3 of 4 generated, in 6.0 s
2 of 4 pass cargo check
warnings:
        3  mixed-enum, in 3
3 of 30 values untyped
untyped:
        3  mixed-enum, in 3
errors of the compiler:
        2  E0412
slowest: b 3.0 s, c 2.0 s, a 1.0 s, d 0.0 s
slowest to build: b 6.0 s, c 4.0 s, a 2.0 s
largest: b 5 kB, c 3 kB, a 1 kB, d 0 kB
"
        );
    }
}
