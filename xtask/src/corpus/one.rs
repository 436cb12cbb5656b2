//! One document, in a process of its own: what it does to the process, it does to no other.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use codegen::{FileSet, Generated, Report, Settings, generate_within};

use super::documents::Document;
use super::outcome::{End, Generation};
use super::process;
use crate::args::{CORPUS_ONE, CorpusOne};
use crate::failure::Failure;
use crate::sync::{Mode, sync};
use crate::terminal;

/// Generates one document, and prints a [`Generation`] in one line of JSON.
pub(crate) fn generate_one(args: &CorpusOne) -> Result<(), Failure> {
    let start = Instant::now();
    let settings = Settings::for_package(&args.name);
    let outcome = generate_within(&args.folder, &args.document, &settings);
    let mut generation = match &outcome {
        Ok(generated) => written(generated, &args.output),
        Err(report) => refused(report),
    };
    generation.seconds = start.elapsed().as_secs_f64();
    generation.peak_bytes = peak_memory();
    // Not part of what is measured.
    if let Ok(generated) = &outcome {
        generation.bytes = size(&args.output, &generated.files);
    }
    let line = serde_json::to_string(&generation)
        .map_err(|error| Failure::Failed(format!("cannot say what happened: {error}")))?;
    terminal::print(&format!("{line}\n"))
}

fn written(generated: &Generated, output: &Path) -> Generation {
    let Generated {
        files,
        report,
        coverage,
    } = generated;
    let mut generation = match sync(output, files, Mode::Write) {
        Ok(_) => Generation {
            end: End::Generated,
            ..Generation::default()
        },
        Err(error) => Generation::crashed(error.to_string(), 0.0),
    };
    generation.files = files.len();
    generation.values = coverage.values;
    generation.free_objects = coverage.free_objects;
    generation.untyped = coverage.untyped;
    generation.take_report(report);
    terminal::note(&report.to_string());
    generation
}

/// How long the files are that were written to `output`.
fn size(output: &Path, files: &FileSet) -> usize {
    let written = files
        .paths()
        .filter_map(|path| fs::metadata(output.join(path)).ok());
    written
        .map(|it| usize::try_from(it.len()).unwrap_or(usize::MAX))
        .sum()
}

fn refused(report: &Report) -> Generation {
    let text = report.to_string();
    // Warnings may stand before the error.
    let lines = text.lines().skip_while(|it| !it.starts_with("error"));
    let mut generation = Generation {
        end: End::Refused,
        problem: Some(lines.take(2).map(str::trim).collect::<Vec<_>>().join(" ")),
        ..Generation::default()
    };
    generation.take_report(report);
    terminal::note(&text);
    generation
}

/// The most memory that this process had in use at once, where there is a `/proc` to say so.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// Runs [`generate_one`] on a document, in a process that is stopped when `limit` is over; also
/// what was said about the document.
pub(super) fn generate_apart(
    document: &Document,
    output: &Path,
    limit: Duration,
) -> (Generation, String) {
    let command = env::current_exe().map(Command::new);
    let run = command.and_then(|mut command| {
        command.arg(CORPUS_ONE);
        command.args([&document.file, &document.folder]).arg(output);
        process::run(command.arg(&document.name), limit)
    });
    let run = match run {
        Ok(run) => run,
        Err(error) => {
            let problem = format!("cannot run the generator: {error}");
            return (Generation::crashed(problem, 0.0), String::new());
        }
    };
    let said = serde_json::from_str(&run.out).ok();
    let generation = match said.filter(|_| run.succeeded()) {
        Some(generation) => generation,
        None => Generation::crashed(run.last_words(), run.time.as_secs_f64()),
    };
    (generation, run.err)
}
