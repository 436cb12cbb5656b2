//! Documents that were made to do harm, by the kind of harm: each becomes a crate that is whole, or is refused with a
//! reason, and neither takes long.
//!
//! What is large is a twentieth of its full size, unless `HOSTILE_FULL=1` asks for that: code that is not optimised
//! takes minutes for it.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod large;
mod names;
mod references;
mod text;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};
use std::{fs, thread};

use codegen::diagnostic::Severity;
use codegen::{Coverage, FileSet, Generated, Report, Settings, Text};

/// Far more than any of these takes, on a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(600);

const HEAD: &str = "openapi: 3.1.0\ninfo: { title: Hostile, version: '1' }\n";

/// A file of these bytes, in a folder of its own.
fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    let document = folder.join(name).join("openapi.yaml");
    fs::create_dir_all(document.parent().unwrap()).unwrap();
    fs::write(&document, bytes).unwrap();
    document
}

/// What becomes of a document of these bytes, on a stack as small as a thread of a test has.
///
/// # Panics
///
/// When it takes too long, or when something panics.
fn outcome(name: &str, bytes: &[u8], settings: Settings) -> Result<Generated, Report> {
    let document = file(name, bytes);
    in_time(name, move || codegen::generate(&document, &settings))
}

/// What `generate` gives, once all of it has been read.
fn in_time(
    name: &str,
    generate: impl FnOnce() -> Result<Generated, Report> + Send + 'static,
) -> Result<Generated, Report> {
    let (sender, receiver) = mpsc::channel();
    let begun = Instant::now();
    thread::spawn(move || {
        let outcome = generate();
        if let Ok(generated) = &outcome {
            // Pages are made when they are read.
            generated.files.iter().for_each(drop);
        }
        // Nobody listens any more when the time is over.
        let _ = sender.send(outcome);
    });
    let outcome = receiver.recv_timeout(PATIENCE);
    println!("{name}: {:.1?}", begun.elapsed());
    outcome.unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
#[should_panic(expected = "pages: channel")]
fn pages_count_as_well() {
    let mut files = FileSet::new();
    let page = Text::made(|_| panic!("in the middle of a page"));
    files.insert("docs/index.html", page).unwrap();
    let generated = Generated {
        files,
        report: Report::default(),
        coverage: Coverage::default(),
    };
    let _ = in_time("pages", || Ok(generated));
}

/// The crate that a document becomes, whatever is said about it.
fn generated(name: &str, text: &str) -> Generated {
    let settings = Settings::for_package("hostile");
    let outcome = outcome(name, text.as_bytes(), settings);
    outcome.unwrap_or_else(|report| panic!("{name}: {report}"))
}

/// The codes of the errors that a document is refused with.
fn refused(name: &str, bytes: &[u8]) -> Vec<&'static str> {
    match outcome(name, bytes, Settings::for_package("hostile")) {
        Ok(_) => panic!("{name} was read"),
        Err(report) => report.codes(Severity::Error).map(|it| it.0).collect(),
    }
}

/// The codes of the warnings.
fn warned(generated: &Generated) -> Vec<&'static str> {
    let codes = generated.report.codes(Severity::Warning);
    codes.map(|it| it.0).collect()
}

/// How often a text occurs in a file.
fn count(generated: &Generated, file: &str, text: &str) -> usize {
    let file = generated.files.get(file).unwrap_or_default();
    file.matches(text).count()
}
