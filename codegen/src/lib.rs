//! Turns an OpenAPI document into a Rust crate: models, a client, server traits with their
//! routes, and reference pages, all from one model of the API.
//!
//! ```text
//! document ── spec ──▶ pieces ── lower ──▶ ir::Api ── emit ──▶ tokens and text ── render ──▶ FileSet
//! ```
//!
//! Each layer knows the next one only: `spec` reads text, [`ir`] is plain data, nothing after
//! `lower` sees the document, and nothing here writes a file.

mod coverage;
pub mod diagnostic;
pub mod emit;
pub mod examples;
mod files;
pub mod ir;
mod lower;
mod prelude;
pub mod render;
mod rust_type;
pub mod sample;
mod settings;
pub mod spec;
mod threads;

use std::collections::BTreeMap;
use std::fmt;
use std::mem;
use std::path::{Component, Path};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use diagnostic::{Diagnostics, Severity, Sources};
use examples::Judged;
use proc_macro2::{Ident, Span};
use spec::Spec;

pub use coverage::Coverage;
pub use files::{FileSet, MARKER, PathError, Text, folders_of, is_generated};
pub use settings::{
    DateTime, Dependency, Events, Models, Package, Pagination, Paging, PagingRule, PagingStyle,
    Select, Server, Settings, SettingsError, Types, UnknownEnumValues, check_package_name,
};

/// The files of a crate, and what there is to say about the document.
#[derive(Debug)]
pub struct Generated {
    /// The files, by their paths in the crate.
    pub files: FileSet,
    /// The warnings.
    pub report: Report,
    /// How much of the API has types.
    pub coverage: Coverage,
}

/// What a generation had to say, each thing with its line in the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    codes: BTreeMap<(Severity, &'static str), usize>,
    untyped_by: BTreeMap<&'static str, usize>,
    text: String,
}

/// Makes the crate that `settings` ask for of the OpenAPI document at `document`, which may refer
/// to files below its own folder.
///
/// # Errors
///
/// When the file cannot be read or is no OpenAPI document; what a document says that has no
/// Rust form is a warning, not an error.
pub fn generate(document: &Path, settings: &Settings) -> Result<Generated, Report> {
    generate_within(folder_of(document), document, settings)
}

/// The same, of a document that may refer to files below `folder`: its own, or one above it.
///
/// # Errors
///
/// As for [`generate`], and when the document is not below the folder.
pub fn generate_within(
    folder: &Path,
    document: &Path,
    settings: &Settings,
) -> Result<Generated, Report> {
    threads::with_room(|| generate_here(folder, document, settings))
}

fn generate_here(folder: &Path, document: &Path, settings: &Settings) -> Result<Generated, Report> {
    let (api, _, said) = lowered_within(folder, document, settings, false)?;
    let api = Arc::new(api);
    // To find the lines of what there is to say takes as long as many a file; after that, nobody asks
    // for the text of the document.
    let said = Mutex::new(said);
    let report = OnceLock::new();
    let tell = || {
        let said = mem::take(&mut *said.lock().unwrap_or_else(PoisonError::into_inner));
        report.get_or_init(|| said.report());
    };
    let files = render::files(emit::TARGETS, &api, &tell);
    let report = report.into_inner().unwrap_or_default();
    match files {
        Ok(files) => Ok(Generated {
            files,
            report,
            coverage: Coverage::of(&api),
        }),
        Err(error) => Err(Report {
            codes: BTreeMap::from([((Severity::Error, "unprintable"), 1)]),
            text: format!("{error}\n"),
            ..Report::default()
        }),
    }
}

/// The model of the API at `document`, as text for people.
///
/// # Errors
///
/// As for [`generate`].
pub fn describe(document: &Path, settings: &Settings) -> Result<String, Report> {
    threads::with_room(|| {
        let (api, _) = model_within(folder_of(document), document, settings)?;
        Ok(format!("{api:#?}\n"))
    })
}

/// The model of the API at `document`, and the warnings about it.
///
/// # Errors
///
/// As for [`generate`].
pub fn model(document: &Path, settings: &Settings) -> Result<(ir::Api, Report), Report> {
    threads::with_room(|| model_within(folder_of(document), document, settings))
}

/// The calls of every operation of `api`, as a module of a program that knows its crate as `api`
/// and has a `value` of JSON text, and an `outcome` of what comes of a call.
///
/// # Errors
///
/// When they are not valid: a fault of the generator.
pub fn calls(api: &ir::Api) -> Result<String, render::RenderError> {
    threads::with_room(|| {
        let package = Ident::new("api", Span::call_site());
        render::program(emit::calls::content(api), &package)
    })
}

/// All that the document at `document` shows (examples, defaults, listed values), and what the types
/// made of it read and write. The document may refer to files below `folder`.
///
/// # Errors
///
/// As for [`generate`].
pub fn judge_examples(
    folder: &Path,
    document: &Path,
    settings: &Settings,
) -> Result<Vec<Judged>, Report> {
    threads::with_room(|| lowered_within(folder, document, settings, true))
        .map(|(_, judged, _)| judged)
}

fn model_within(
    folder: &Path,
    document: &Path,
    settings: &Settings,
) -> Result<(ir::Api, Report), Report> {
    lowered_within(folder, document, settings, false).map(|(api, _, said)| (api, said.report()))
}

/// What there is to say of a document.
#[derive(Default)]
struct Said {
    sources: Sources,
    diagnostics: Diagnostics,
    /// How many of a kind are shown.
    most: usize,
}

impl Said {
    fn report(&self) -> Report {
        Report::of(&self.diagnostics, &self.sources, self.most)
    }
}

fn lowered_within(
    folder: &Path,
    document: &Path,
    settings: &Settings,
    keeps_judged: bool,
) -> Result<(ir::Api, Vec<Judged>, Said), Report> {
    let limits = &settings.limits;
    let most = limits.max_shown;
    let spec = Spec::read_within(folder, document, limits, &settings.remote)
        .map_err(|refusal| Report::of(&refusal.diagnostics, &refusal.sources, most))?;
    let root = spec
        .root()
        .map_err(|diagnostic| Report::of(&diagnostic.into(), spec.sources(), most))?;
    let mut diagnostics = Diagnostics::default();
    let lowered = lower::lower(
        spec,
        root,
        settings,
        &shown_as(document),
        keeps_judged,
        &mut diagnostics,
    );
    let lower::Lowered {
        api,
        judged,
        document: spec,
    } = lowered;
    let mut all = spec.repairs;
    all.extend(diagnostics);
    if let Some(refusal) = spec.over_limit {
        // What is missing for want of it would be told a thousand times.
        all = refusal.into();
    }
    let has_errors = all.has_errors();
    let said = Said {
        sources: spec.sources,
        diagnostics: all,
        most,
    };
    if has_errors {
        return Err(said.report());
    }
    Ok((api, judged, said))
}

fn folder_of(document: &Path) -> &Path {
    document.parent().unwrap_or(Path::new(""))
}

/// What emitted files call the document: its path where that is the same on every machine, else
/// its name.
fn shown_as(document: &Path) -> String {
    let parts: Option<Vec<_>> = document
        .components()
        .filter(|part| *part != Component::CurDir)
        .map(|part| match part {
            Component::Normal(name) => name.to_str(),
            Component::Prefix(_)
            | Component::RootDir
            | Component::CurDir
            | Component::ParentDir => None,
        })
        .collect();
    let name = || {
        document
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
    };
    parts
        .map(|parts| parts.join("/"))
        .or_else(name)
        .unwrap_or_default()
}

impl Report {
    /// What there is to say of a document; of each kind, `most` are shown and the others counted.
    fn of(diagnostics: &Diagnostics, sources: &Sources, most: usize) -> Self {
        let mut report = Self::default();
        let mut shown = Diagnostics::default();
        for it in diagnostics.iter() {
            let count = report.codes.entry((it.severity, it.code)).or_default();
            *count += 1;
            if *count <= most {
                shown.push(it.clone());
            }
            if it.untyped {
                *report.untyped_by.entry(it.code).or_default() += 1;
            }
        }
        report.text = sources.report(&shown).to_string();
        let more = report.codes.iter().filter(|(_, count)| **count > most);
        let more: Vec<String> = more
            .map(|((_, code), count)| format!("{} more of `{code}`", count - most))
            .collect();
        if !more.is_empty() {
            let more = more.join(", ");
            report.text += &format!(
                "\nand {more}; `max-shown` under `[limits]` says how many of a kind are shown\n"
            );
        }
        report
    }

    /// How many errors there are.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.codes(Severity::Error).map(|(_, count)| count).sum()
    }

    /// How many warnings there are.
    #[must_use]
    pub fn warnings(&self) -> usize {
        self.codes(Severity::Warning).map(|(_, count)| count).sum()
    }

    /// The kinds of errors or of warnings, by their codes, and how many there are of each.
    pub fn codes(&self, severity: Severity) -> impl Iterator<Item = (&'static str, usize)> {
        let all = self.codes.iter();
        all.filter(move |((it, _), _)| *it == severity)
            .map(|(&(_, code), &count)| (code, count))
    }

    /// The codes of the warnings that a schema becomes `serde_json::Value`, and how many schemas do
    /// for each. One that says nothing about its values becomes the same without a warning.
    pub fn untyped_by(&self) -> impl Iterator<Item = (&'static str, usize)> {
        self.untyped_by.iter().map(|(&code, &count)| (code, count))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
