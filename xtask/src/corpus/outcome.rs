//! What becomes of a document.

use std::collections::BTreeMap;

use codegen::Report;
use codegen::diagnostic::Severity;
use serde::{Deserialize, Serialize};

/// How many there are of something, by its kind.
pub(super) type Counts = BTreeMap<String, usize>;

/// Why a value has no type, when there is no warning about it.
pub(super) const SAYS_NOTHING: &str = "nothing said";

/// What became of one document.
#[derive(Debug, Serialize)]
pub(super) struct Outcome {
    /// Its path in the corpus.
    pub(super) document: String,
    /// The name of its crate.
    pub(super) name: String,
    /// How it was generated.
    #[serde(flatten)]
    pub(super) generation: Generation,
    /// How its crate was built, in the order of the steps; once, when it does not compile.
    pub(super) builds: Vec<Build>,
}

impl Outcome {
    /// Whether nothing that was asked for went wrong.
    pub(super) fn is_good(&self) -> bool {
        self.generation.end == End::Generated && self.builds.iter().all(|it| it.problem.is_none())
    }

    /// How long its crate took to build; `None` when none was built.
    pub(super) fn build_seconds(&self) -> Option<f64> {
        let seconds = self.builds.iter().map(|it| it.seconds);
        seconds.reduce(|sum, it| sum + it)
    }

    /// How the crate went through `step`; `None` when it did not get so far.
    pub(super) fn build(&self, step: Step) -> Option<&Build> {
        self.builds.iter().find(|it| it.step == step)
    }
}

/// How the generation of a crate ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum End {
    /// There is a crate.
    Generated,
    /// There is none, and an error says why.
    Refused,
    /// The generator stopped, or had to be stopped.
    #[default]
    Crashed,
}

/// How a document was generated. The process that did it prints this.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Generation {
    /// How it ended.
    pub(super) end: End,
    /// What was wrong.
    pub(super) problem: Option<String>,
    /// How long it took.
    pub(super) seconds: f64,
    /// The most memory that was in use at once, where the system says so.
    pub(super) peak_bytes: Option<u64>,
    /// How many files were emitted.
    pub(super) files: usize,
    /// How long they are together.
    pub(super) bytes: usize,
    /// The errors, by code.
    pub(super) errors: Counts,
    /// The warnings, by code.
    pub(super) warnings: Counts,
    /// The places where a value stands.
    pub(super) values: usize,
    /// Those that are `JsonObject`.
    pub(super) free_objects: usize,
    /// Those that are `serde_json::Value`.
    pub(super) untyped: usize,
    /// Why: the code of the warning about it, or [`SAYS_NOTHING`].
    pub(super) untyped_by: Counts,
}

impl Generation {
    /// A generation that stopped before it could print anything.
    pub(super) fn crashed(problem: String, seconds: f64) -> Self {
        Self {
            problem: Some(problem),
            seconds,
            ..Self::default()
        }
    }

    /// Takes over what was said about the document.
    pub(super) fn take_report(&mut self, report: &Report) {
        let counts = |severity| {
            let codes = report.codes(severity);
            codes
                .map(|(code, count)| (code.to_owned(), count))
                .collect()
        };
        self.errors = counts(Severity::Error);
        self.warnings = counts(Severity::Warning);
        let said = report.untyped_by();
        self.untyped_by = said.map(|(by, count)| (by.to_owned(), count)).collect();
        let said: usize = self.untyped_by.values().sum();
        let silent = self.untyped.saturating_sub(said);
        if silent > 0 {
            self.untyped_by.insert(SAYS_NOTHING.to_owned(), silent);
        }
    }
}

/// One of Cargo's commands, run on an emitted crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Step {
    /// `cargo check`.
    Check,
    /// `cargo clippy`.
    Clippy,
    /// `cargo doc`.
    Doc,
}

impl Step {
    /// All of them, in the order in which they run.
    pub(super) const ALL: [Self; 3] = [Self::Check, Self::Clippy, Self::Doc];

    /// The name of the command.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Clippy => "clippy",
            Self::Doc => "doc",
        }
    }
}

/// How a crate was built.
#[derive(Debug, Serialize)]
pub(super) struct Build {
    /// The command.
    pub(super) step: Step,
    /// The first error, or why there was no end; `None` when all is well.
    pub(super) problem: Option<String>,
    /// The errors and warnings, by code; lints by name.
    pub(super) problems: Counts,
    /// How long it took.
    pub(super) seconds: f64,
    /// The most memory that one process of it had in use at once, where that is known.
    pub(super) peak_bytes: Option<u64>,
}
