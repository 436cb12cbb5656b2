//! `cargo xtask gen` and `cargo xtask ir`.

use std::fmt::Write;
use std::path::Path;

use codegen::Report;

use crate::args::{Generate, Target};
use crate::diff;
use crate::failure::Failure;
use crate::job::Job;
use crate::remote;
use crate::sync::{Mode, Plan, State, sync};
use crate::terminal;

/// Writes a crate, or says how it differs.
pub(crate) fn generate(args: &Generate) -> Result<(), Failure> {
    let mut job = Job::new(&args.target)?;
    if args.example_tests {
        job.settings.example_tests = true;
        job.command.push_str(" --example-tests");
    }
    if !args.check {
        let folder = job.document.parent().unwrap_or(Path::new(""));
        remote::fetch_missing(folder, &job.settings)?;
    }
    let generated = codegen::generate(&job.document, &job.settings).map_err(|it| refused(&it))?;
    let report = generated.report;
    terminal::note(&report.to_string());
    let denied = args.deny_warnings || job.settings.deny_warnings;
    if denied && report.warnings() > 0 {
        let warnings = count(report.warnings(), "warning");
        return Err(Failure::Failed(format!(
            "{warnings} about the document, and warnings are denied; nothing was written"
        )));
    }
    let mode = match args.check {
        true => Mode::Check,
        false => Mode::Write,
    };
    let plan = sync(&job.output, &generated.files, mode)
        .map_err(|error| Failure::Failed(error.to_string()))?;
    match mode {
        Mode::Write => {
            terminal::note(&written(&job, &plan));
            Ok(())
        }
        Mode::Check if plan.is_current() => {
            terminal::note(&format!("{} is up to date\n", job.output.display()));
            Ok(())
        }
        Mode::Check => {
            let coloured = terminal::is_coloured();
            terminal::print(&diff::diffs(&job.output, &plan, &generated.files, coloured))?;
            terminal::print(&difference(&job, &plan))?;
            Err(Failure::Reported)
        }
    }
}

/// Prints how the generator understands a document.
pub(crate) fn describe(target: &Target) -> Result<(), Failure> {
    let job = Job::new(target)?;
    let text = codegen::describe(&job.document, &job.settings).map_err(|it| refused(&it))?;
    terminal::print(&text)
}

pub(crate) fn refused(report: &Report) -> Failure {
    terminal::note(&report.to_string());
    Failure::Failed(format!(
        "the document has {}, so there is no output",
        count(report.errors(), "error")
    ))
}

/// What a run has written, in a line.
fn written(job: &Job, plan: &Plan) -> String {
    let output = job.output.display();
    let of = |wanted: fn(&State) -> bool| plan.states.values().filter(|it| wanted(it)).count();
    let removed = of(|it| *it == State::Orphan);
    let equal = of(|it| *it == State::Equal);
    let written = plan.states.len() - removed - equal;
    if written + removed == 0 {
        return format!("{output} is up to date ({})\n", count(equal, "file"));
    }
    format!("{output}: {written} written, {removed} removed, {equal} unchanged\n")
}

/// What differs, by name, and what to do about it.
fn difference(job: &Job, plan: &Plan) -> String {
    let output = job.output.display();
    let mut text = format!("{output} is not what {} gives:\n", job.document.display());
    for (path, state) in &plan.states {
        let state = match state {
            State::Equal => continue,
            State::Changed { .. } => "changed",
            State::Missing => "missing",
            State::Orphan => "orphan ",
        };
        // Writing to a string does not fail.
        let _ = writeln!(text, "  {state}  {path}");
    }
    for obstacle in &plan.obstacles {
        let _ = writeln!(text, "  {obstacle}");
    }
    if !plan.obstacles.is_empty() {
        text.push_str("Move away what is in the way, or delete what nobody needs.\n");
    }
    let _ = writeln!(text, "Run `{}` to bring it up to date.", job.command);
    text
}

fn count(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    }
}
