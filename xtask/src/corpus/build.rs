//! What the compiler says of an emitted crate.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde::Deserialize;

use super::outcome::{Build, Counts, Step};
use super::process::{self, Run};
use super::shelf::Shelf;
use crate::cargo;

/// The program that tells how much memory another one had in use.
const TIME: &str = "/usr/bin/time";

/// Runs `step` on the crate `name`; a warning is a failure.
pub(super) fn build(shelf: &Shelf, name: &str, step: Step, limit: Duration) -> Build {
    let timed = cfg!(target_os = "linux") && Path::new(TIME).is_file();
    let ready = shelf.make_workspace(name);
    let run = ready.and_then(|()| process::run(&mut command(shelf, name, step, timed), limit));
    let run = match run {
        Ok(run) => run,
        Err(error) => {
            return Build {
                step,
                problem: Some(format!("cannot run cargo: {error}")),
                problems: Counts::new(),
                seconds: 0.0,
                peak_bytes: None,
            };
        }
    };
    let messages = Messages::read(&run.out);
    let peak_bytes = if timed { peak_memory(&run) } else { None };
    Build {
        step,
        problem: match (run.succeeded(), messages.first) {
            // Warnings are denied, so what is said is an error even then.
            (_, Some(first)) => Some(first),
            (false, None) => Some(reason(&run)),
            (true, None) => None,
        },
        problems: messages.counts,
        seconds: run.time.as_secs_f64(),
        peak_bytes,
    }
}

fn command(shelf: &Shelf, name: &str, step: Step, timed: bool) -> Command {
    let mut command = match timed {
        true => {
            let mut command = Command::new(TIME);
            // In kilobytes, behind all else that goes to standard error.
            command
                .args(["--quiet", "--format", "%M"])
                .arg(cargo::program());
            command
        }
        false => Command::new(cargo::program()),
    };
    cargo::in_clean_environment(&mut command);
    command.arg(step.name());
    command.args(["--offline", "--all-features", "--message-format", "json"]);
    match step {
        Step::Check => {}
        Step::Clippy => {
            command.args(["--", "-D", "warnings"]);
        }
        Step::Doc => {
            command.arg("--no-deps");
        }
    }
    command
        .current_dir(shelf.crate_folder(name))
        .env("CARGO_TARGET_DIR", shelf.target())
        // For all steps alike, or each would compile the dependencies anew.
        .env("RUSTFLAGS", "-D warnings")
        .env("RUSTDOCFLAGS", "-D warnings")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTDOCFLAGS");
    command
}

/// What `time` printed last, unless it was stopped itself.
fn peak_memory(run: &Run) -> Option<u64> {
    let kilobytes: u64 = run.err.lines().next_back()?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// Why Cargo gave up without a word of the compiler: the manifest, a dependency, the time.
fn reason(run: &Run) -> String {
    let error = run.err.lines().find(|it| it.starts_with("error"));
    match (run.status, error) {
        (Some(_), Some(error)) => error.to_owned(),
        (Some(_), None) | (None, _) => run.last_words(),
    }
}

/// A line of what Cargo prints as `--message-format json`.
#[derive(Debug, Deserialize)]
struct Line {
    reason: String,
    message: Option<Message>,
}

/// What the compiler says in a `compiler-message`.
#[derive(Debug, Deserialize)]
struct Message {
    level: String,
    message: String,
    code: Option<Code>,
    spans: Vec<Span>,
}

#[derive(Debug, Deserialize)]
struct Code {
    code: String,
}

#[derive(Debug, Deserialize)]
struct Span {
    is_primary: bool,
    file_name: String,
    line_start: usize,
    column_start: usize,
}

/// What the compiler said.
#[derive(Debug, Default, PartialEq, Eq)]
struct Messages {
    /// The first thing, with its place.
    first: Option<String>,
    /// How often it said what.
    counts: Counts,
}

impl Messages {
    fn read(lines: &str) -> Self {
        let mut messages = Self::default();
        for line in lines.lines() {
            // What Cargo tells beside has other members.
            if let Ok(Line { reason, message }) = serde_json::from_str(line)
                && reason == "compiler-message"
                && let Some(message) = message
            {
                messages.take(message);
            }
        }
        messages
    }

    fn take(&mut self, message: Message) {
        let Message {
            level,
            message: text,
            code,
            spans,
        } = message;
        // "aborting due to 3 previous errors" has no place and no code.
        let is_summary = spans.is_empty() && code.is_none();
        let is_problem = matches!(level.as_str(), "error" | "warning");
        if !is_problem || (is_summary && self.first.is_some()) {
            return;
        }
        let code = code.map_or(level, |it| it.code);
        *self.counts.entry(code.clone()).or_default() += 1;
        if self.first.is_none() {
            let primary = spans.iter().find(|it| it.is_primary);
            let place = primary.map_or_else(String::new, |it| {
                format!(" at {}:{}:{}", it.file_name, it.line_start, it.column_start)
            });
            let text = text.lines().next().unwrap_or_default();
            self.first = Some(format!("{code}: {text}{place}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_error_and_the_kinds_of_all_are_kept() {
        let lines = r#"{"reason":"compiler-artifact","target":{"name":"serde"}}
{"reason":"compiler-message","message":{"level":"error","code":{"code":"E0412"},"message":"cannot find type `A`","spans":[{"is_primary":false,"file_name":"src/a.rs","line_start":1,"column_start":1},{"is_primary":true,"file_name":"src/models.rs","line_start":12,"column_start":5}]}}
{"reason":"compiler-message","message":{"level":"error","code":{"code":"E0412"},"message":"cannot find type `B`","spans":[]}}
{"reason":"compiler-message","message":{"level":"error","code":{"code":"unused_imports"},"message":"unused","spans":[]}}
{"reason":"compiler-message","message":{"level":"error","code":null,"message":"aborting due to 3 previous errors","spans":[]}}
{"reason":"compiler-message","message":{"level":"failure-note","code":null,"message":"For more information","spans":[]}}
{"reason":"build-finished","success":false}
"#;
        let messages = Messages::read(lines);
        let counts: Vec<_> = messages
            .counts
            .iter()
            .map(|(code, count)| (code.as_str(), *count))
            .collect();
        assert_eq!(counts, [("E0412", 2), ("unused_imports", 1)]);
        assert_eq!(
            messages.first.as_deref(),
            Some("E0412: cannot find type `A` at src/models.rs:12:5")
        );
        assert_eq!(Messages::read("no json\n"), Messages::default());
    }
}
