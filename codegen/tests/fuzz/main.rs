//! Documents that nobody would write, thousands of them: each becomes a crate that is whole, or is refused.
//!
//! They are made by mutation from the golden cases and from parts of real documents, each from the seed and its
//! number alone, so that one can be made again. The first few findings are made small and kept in
//! `target/tmp/fuzz/found`.
//!
//! | variable | what it does |
//! | --- | --- |
//! | `FUZZ_SEED` | another seed |
//! | `FUZZ_COUNT` | how many documents; 10,000 without it |
//! | `FUZZ_SECONDS` | goes on for as long, whatever the count |
//! | `FUZZ_ONLY` | only the document of this number |
//! | `FUZZ_FILE` | only this document, as it is |
//! | `FUZZ_KEEP` | writes every so many-th emitted crate to `target/tmp/fuzz/kept`, to be compiled |

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod hostile;
mod judge;
mod mutate;
mod random;
mod runner;
mod seeds;
mod shrink;
mod text;

use codegen::{Coverage, FileSet, Generated, Report, Text};

#[test]
fn no_document_does_harm() {
    runner::run();
}

#[test]
fn a_page_that_panics_is_a_finding() {
    let mut files = FileSet::new();
    let page = Text::made(|_| panic!("in the middle of a page"));
    files.insert("docs/index.html", page).unwrap();
    let generated = Generated {
        files,
        report: Report::default(),
        coverage: Coverage::default(),
    };
    let fault = judge::judge_what(|| Ok(generated)).unwrap_err();
    assert_eq!(fault.kind, "panic");
    assert_eq!(fault.text, "in the middle of a page");
}
