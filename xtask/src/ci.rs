//! `cargo xtask ci`: everything that CI runs.

mod dependencies;
mod steps;

use std::fmt::Write;
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::job::Job;
use crate::terminal;

/// One thing that CI makes sure of; `cargo xtask help ci` says what, in a line each.
struct Step {
    name: &'static str,
    run: fn(&Package) -> Result<(), Failure>,
}

/// The steps, in the order in which they run: what fails soonest goes first.
const STEPS: &[Step] = &[
    Step {
        name: "fmt",
        run: steps::fmt,
    },
    Step {
        name: "clippy",
        run: steps::clippy,
    },
    Step {
        name: "features",
        run: steps::features,
    },
    Step {
        name: "doc",
        run: steps::doc,
    },
    Step {
        name: "test",
        run: steps::test,
    },
    Step {
        name: "drift",
        run: steps::drift,
    },
    Step {
        name: "corpus",
        run: steps::corpus,
    },
    Step {
        name: "call",
        run: steps::call,
    },
    Step {
        name: "attack",
        run: steps::attack,
    },
    Step {
        name: "dependencies",
        run: dependencies::dependencies,
    },
    Step {
        name: "crate-count",
        run: dependencies::crate_count,
    },
];

/// The generated package, which several steps are about.
struct Package {
    name: String,
    /// The text of its manifest.
    manifest: String,
}

/// How a step went; `None` for one that did not run.
type Went = Option<(bool, Duration)>;

/// The names of the steps, in order.
pub(crate) fn step_names() -> Vec<&'static str> {
    STEPS.iter().map(|step| step.name).collect()
}

/// Runs the steps of these names, or all when there are none, up to the first that fails.
pub(crate) fn run(names: &[&str]) -> Result<(), Failure> {
    let package = Package::read()?;
    let wanted = |step: &&Step| names.is_empty() || names.contains(&step.name);
    let steps: Vec<&Step> = STEPS.iter().filter(wanted).collect();
    let mut results: Vec<Went> = vec![None; steps.len()];
    let mut failed = None;
    for (step, result) in steps.iter().zip(&mut results) {
        terminal::note(&format!("\n── {} ──\n", step.name));
        let start = Instant::now();
        let done = (step.run)(&package);
        if let Err(failure) = &done {
            failure.report();
            failed = Some(step.name);
        }
        *result = Some((done.is_ok(), start.elapsed()));
        if failed.is_some() {
            break;
        }
    }
    terminal::note(&summary(&steps, &results));
    match failed {
        None => Ok(()),
        Some(name) => Err(Failure::Failed(format!(
            "the step `{name}` failed; `cargo xtask ci {name}` runs it alone"
        ))),
    }
}

fn summary(steps: &[&Step], results: &[Went]) -> String {
    let mut text = "\n── summary ──\n".to_owned();
    for (step, result) in steps.iter().zip(results) {
        let (state, seconds) = match result {
            Some((true, time)) => ("ok", format!("{:.1} s", time.as_secs_f32())),
            Some((false, time)) => ("FAILED", format!("{:.1} s", time.as_secs_f32())),
            None => ("not run", String::new()),
        };
        // Writing to a string does not fail.
        let _ = writeln!(text, "{:<13} {state:<8}{seconds:>8}", step.name);
    }
    text
}

impl Package {
    fn read() -> Result<Self, Failure> {
        let job = Job::new(&crate::args::Target::default())?;
        let path = job.output.join("Cargo.toml");
        let manifest = std::fs::read_to_string(&path)
            .map_err(|error| Failure::Failed(format!("cannot read {}: {error}", path.display())))?;
        Ok(Self {
            name: job.settings.package.name,
            manifest,
        })
    }

    /// The features that the manifest lists, without the default.
    ///
    /// The manifest is emitted, one feature a line, so this need not be a reader of TOML.
    fn features(&self) -> Vec<&str> {
        self.manifest
            .lines()
            .skip_while(|line| line.trim() != "[features]")
            .skip(1)
            .take_while(|line| !line.starts_with('['))
            .filter_map(|line| line.split_once('='))
            .map(|(name, _)| name.trim())
            .filter(|name| !name.starts_with('#') && *name != "default")
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_features_are_found_in_the_manifest() {
        let package = Package {
            name: "pets".to_owned(),
            manifest: "[package]\nname = \"pets\"\n\n[features]\ndefault = []\n# Calls.\nclient = \
                       [\"dep:http\"]\nserver = []\n\n[dependencies]\nserde = \"1\"\n"
                .to_owned(),
        };
        assert_eq!(package.features(), ["client", "server"]);
    }

    #[test]
    fn the_summary_names_each_step() {
        let steps: Vec<&Step> = STEPS.iter().take(3).collect();
        let results = [
            Some((true, Duration::from_millis(1250))),
            Some((false, Duration::from_secs(100))),
            None,
        ];
        assert_eq!(
            summary(&steps, &results),
            "
── summary ──
fmt           ok         1.2 s
clippy        FAILED   100.0 s
features      not run         
"
        );
    }
}
