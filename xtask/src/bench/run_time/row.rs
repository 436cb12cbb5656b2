//! What was measured of two ways to do something.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

/// What was measured of two ways to do something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Row {
    /// What is done.
    pub(super) what: String,
    /// What the numbers are.
    pub(super) unit: String,
    /// Emitted code.
    pub(super) ours: f64,
    /// What it is measured against.
    pub(super) baseline: f64,
    /// How many times as good ours is.
    #[serde(skip_deserializing)]
    pub(super) ratio: f64,
    /// How many times as good it should be, where that is said.
    #[serde(skip_deserializing)]
    pub(super) goal: Option<f64>,
}

impl Row {
    pub(super) fn new(what: &str, unit: &str, ours: f64, baseline: f64) -> Self {
        let row = Self {
            what: what.to_owned(),
            unit: unit.to_owned(),
            ours,
            baseline,
            ratio: 0.0,
            goal: None,
        };
        row.judged()
    }

    /// The same, with what is made of the numbers.
    pub(super) fn judged(mut self) -> Self {
        // Of everything else, less is better.
        self.ratio = match self.unit.ends_with("/s") {
            true => self.ours / self.baseline,
            false => self.baseline / self.ours,
        };
        self.goal = goal(&self.what, &self.unit);
        self
    }

    fn is_missed(&self) -> bool {
        self.goal.is_some_and(|goal| self.ratio < goal)
    }
}

/// What is asked for, by what the names of rows begin with; the first that fits counts.
const GOALS: &[(&str, &str, f64)] = &[
    ("session endpoint, to openapi-to-rust", "requests/s", 2.0),
    ("session endpoint", "requests/s", 0.97),
    ("session endpoint", "ms, p99", 1.0),
    ("decode tagged unions", "µs", 3.0),
    ("decode unions", "µs", 1.0),
    ("decode additional properties", "µs", 2.0),
    ("decode", "", 0.95),
    ("encode", "", 0.95),
    ("a call of the client", "µs", 1.0 / 1.02),
];

fn goal(what: &str, unit: &str) -> Option<f64> {
    let fits =
        |(start, of, _): &&(&str, &str, f64)| what.starts_with(start) && unit.starts_with(of);
    GOALS.iter().find(fits).map(|(_, _, goal)| *goal)
}

/// The rows, as a table in Markdown.
pub(super) fn table(rows: &[Row]) -> String {
    let mut table =
        "| what | | ours | baseline | ratio | goal |\n| --- | --- | ---: | ---: | ---: | ---: |\n"
            .to_owned();
    for row in rows {
        let goal = match row.goal {
            None => String::new(),
            Some(goal) if row.is_missed() => format!("{goal:.2}, missed"),
            Some(goal) => format!("{goal:.2}"),
        };
        let ratio = match row.ratio.is_finite() {
            true => format!("{:.2}", row.ratio),
            false => String::new(),
        };
        let (ours, baseline) = (digits(row.ours), digits(row.baseline));
        // Writing to a string does not fail.
        let _ = writeln!(
            table,
            "| {} | {} | {ours} | {baseline} | {ratio} | {goal} |",
            row.what, row.unit
        );
    }
    table
}

/// As many digits as say something.
fn digits(number: f64) -> String {
    match number.abs() {
        100.0.. => format!("{number:.0}"),
        10.0.. => format!("{number:.1}"),
        _ => format!("{number:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_or_less_is_better() {
        assert!(
            (Row::new("session endpoint", "requests/s", 200.0, 100.0).ratio - 2.0).abs() < 1e-9
        );
        assert!((Row::new("decode", "µs", 200.0, 100.0).ratio - 0.5).abs() < 1e-9);
    }

    #[test]
    fn the_table_says_what_is_missed() {
        let rows = [
            Row::new("session endpoint", "requests/s", 98.0, 100.0),
            Row::new("decode tagged unions, tag first", "µs", 5.25, 10.5),
            Row::new("something else", "MB", 1.0, 0.0),
        ];
        let rest = "\
| session endpoint | requests/s | 98.0 | 100 | 0.98 | 0.97 |
| decode tagged unions, tag first | µs | 5.25 | 10.5 | 2.00 | 3.00, missed |
| something else | MB | 1.00 | 0.00 | 0.00 |  |
";
        assert!(table(&rows).ends_with(rest), "{}", table(&rows));
    }
}
