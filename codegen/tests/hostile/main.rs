//! Documents that were made to do harm, by the kind of harm: each becomes a crate that is whole, or is refused with a
//! reason, and neither takes long.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod large;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;
use std::{fs, thread};

use codegen::diagnostic::Severity;
use codegen::{Generated, Report, Settings};

/// Far more than any of these takes, on a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(300);

/// A file of these bytes, in a folder of its own.
fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("hostile")
        .join(name);
    fs::create_dir_all(&folder).unwrap();
    let document = folder.join("openapi.yaml");
    fs::write(&document, bytes).unwrap();
    document
}

/// What becomes of a document of these bytes.
///
/// # Panics
///
/// When it takes too long, or when something panics.
fn outcome(name: &str, bytes: &[u8]) -> Result<Generated, Report> {
    let document = file(name, bytes);
    let (sender, receiver) = mpsc::channel();
    let begun = std::time::Instant::now();
    // On a stack as small as a thread of a test has.
    thread::spawn(move || {
        sender.send(codegen::generate(
            &document,
            &Settings::for_package("hostile"),
        ))
    });
    let outcome = receiver.recv_timeout(PATIENCE);
    println!("{name}: {:?}", begun.elapsed());
    outcome.unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The crate that a document becomes, whatever is said about it.
fn generated(name: &str, text: &str) -> Generated {
    outcome(name, text.as_bytes()).unwrap_or_else(|report| panic!("{name}: {report}"))
}

/// The codes of the errors that a document is refused with.
fn refused(name: &str, bytes: &[u8]) -> Vec<&'static str> {
    match outcome(name, bytes) {
        Ok(_) => panic!("{name} was read"),
        Err(report) => report.codes(Severity::Error).map(|it| it.0).collect(),
    }
}

/// The codes of the warnings.
fn warned(generated: &Generated) -> Vec<&'static str> {
    generated
        .report
        .codes(Severity::Warning)
        .map(|it| it.0)
        .collect()
}

const HEAD: &str = "openapi: 3.1.0\ninfo: { title: Hostile, version: '1' }\n";

/// A document of so many schemas, each made from its number and the name of the next.
fn schemas(count: usize, schema: impl Fn(usize, &str) -> String) -> String {
    let mut text = format!("{HEAD}components:\n  schemas:\n");
    for number in 0..count {
        let next = format!("'#/components/schemas/S{}'", number + 1);
        let _ = writeln!(text, "    S{number}: {}", schema(number, &next));
    }
    let _ = writeln!(
        text,
        "    S{count}: {{ type: object, properties: {{ end: {{ type: string }} }} }}"
    );
    text
}
