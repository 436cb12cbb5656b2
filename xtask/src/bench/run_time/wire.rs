//! Reading and writing JSON, as criterion measures it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::super::measure::median;
use super::PACKAGE;
use super::row::Row;
use crate::args::Bench;
use crate::cargo;
use crate::corpus::process;
use crate::failure::Failure;
use crate::workspace;

/// Runs the benches as often as `args` ask for.
pub(super) fn measure(args: &Bench) -> Result<Vec<Row>, Failure> {
    let failed = |what: &str| Failure::Failed(format!("the benches of {PACKAGE}: {what}"));
    let folder = workspace::root().join("target/criterion");
    // In the order of the benches, which their folders do not tell.
    let mut pairs: Vec<Pair> = Vec::new();
    for _ in 0..args.runs {
        let mut bench = cargo::command(&["bench", "--package", PACKAGE, "--bench", "wire"], &[]);
        bench
            .current_dir(workspace::root())
            .env("CRITERION_HOME", &folder);
        let run = process::run(&mut bench, args.limit).map_err(|it| failed(&it.to_string()))?;
        if !run.succeeded() {
            return Err(failed(&run.last_words()));
        }
        let found = estimates(&folder);
        for name in names(&run.out) {
            let time = |side: &str| found.get(&(name.clone(), side.to_owned())).copied();
            let (Some(ours), Some(baseline)) = (time("ours"), time("baseline")) else {
                return Err(failed(&format!("nothing is known of `{name}`")));
            };
            match pairs.iter_mut().find(|it| it.name == name) {
                Some(pair) => pair.add(ours, baseline),
                None => pairs.push(Pair::new(name, ours, baseline)),
            }
        }
    }
    Ok(pairs.into_iter().map(Pair::row).collect())
}

/// What is measured of both sides, in nanoseconds.
struct Pair {
    name: String,
    ours: Vec<f64>,
    baseline: Vec<f64>,
}

impl Pair {
    fn new(name: String, ours: f64, baseline: f64) -> Self {
        Self {
            name,
            ours: vec![ours],
            baseline: vec![baseline],
        }
    }

    fn add(&mut self, ours: f64, baseline: f64) {
        self.ours.push(ours);
        self.baseline.push(baseline);
    }

    fn row(self) -> Row {
        let micros = |times| median(times) / 1000.0;
        Row::new(&self.name, "µs", micros(self.ours), micros(self.baseline))
    }
}

/// The groups that criterion says it has run, in order: `decode session/ours  time: …`.
fn names(printed: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for line in printed.lines() {
        if !line.starts_with("Benchmarking ")
            && let Some((name, _)) = line.split_once("/ours")
            && names.last().is_none_or(|it| it != name)
        {
            names.push(name.to_owned());
        }
    }
    names
}

/// The median of each bench, by its group and its name.
fn estimates(folder: &Path) -> BTreeMap<(String, String), f64> {
    let mut found = BTreeMap::new();
    for folder in folders(folder).iter().flat_map(|it| folders(it)) {
        let read = |file: &str| -> Option<Value> {
            let text = fs::read(folder.join("new").join(file)).ok()?;
            serde_json::from_slice(&text).ok()
        };
        let (Some(bench), Some(estimates)) = (read("benchmark.json"), read("estimates.json"))
        else {
            continue;
        };
        let text = |key: &str| {
            bench
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let time = estimates
            .pointer("/median/point_estimate")
            .and_then(Value::as_f64);
        if let Some(time) = time {
            found.insert((text("group_id"), text("function_id")), time);
        }
    }
    found
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|it| it.path());
    paths.filter(|it| it.is_dir()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_named_once() {
        let printed = "\
Benchmarking decode pets/ours: Collecting 20 samples in estimated 0.8 s
decode pets/ours        time:   [1.0 µs 1.1 µs 1.2 µs]
decode pets/baseline    time:   [1.0 µs 1.1 µs 1.2 µs]
encode unions, tag first/ours
                        time:   [1.0 µs 1.1 µs 1.2 µs]
";
        assert_eq!(names(printed), ["decode pets", "encode unions, tag first"]);
    }
}
