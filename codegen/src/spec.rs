//! Reads an OpenAPI document, whatever its version and however many files it has, and hands it out in pieces.
//!
//! A piece is one schema, parameter, response …, in the types of `openapiv3`, and *shallow*: what may stand inside it
//! as a reference stands there as one, even when the document has it inline. So there is one way to a child,
//! [`Spec::follow`]; what is wrong with a child is said of that child alone; and reading all of a document takes time in
//! proportion to its length.
//!
//! `openapiv3` knows OpenAPI 3.0. Newer spellings are turned into those of 3.0 as a piece is read; what 3.0 cannot say
//! is handed out beside it ([`LaterKeywords`], or extensions named in [`private`]). Small faults are mended with a
//! warning each, gathered in [`Spec::repairs`].

mod body;
mod build;
mod bundle;
mod document;
mod files;
mod json;
mod limits;
mod members;
mod numbers;
mod operation;
mod parameter;
mod path;
mod pieces;
pub mod private;
mod reference;
mod remote;
mod schema;
mod security;
mod text;
mod trail;
mod yaml;

use std::collections::HashMap;
use std::fmt;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, Diagnostics, FileId, Place, Report, Sources, reading};
use files::{Files, Folder};
use reference::Kind;

pub use document::{Components, Document};
pub use limits::Limits;
pub use operation::{Callback, PathItem};
pub use reference::{Beside, Site};
pub use remote::{Pin, Pins};
pub use schema::{Later, LaterKeywords, Schema};
pub use security::SecurityScheme;
pub(crate) use trail::Trail;

/// A version of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// 3.0.x
    V3_0,
    /// 3.1.x
    V3_1,
    /// 3.2.x, and what may come after it.
    V3_2,
}

/// A document that has been read.
pub struct Spec {
    files: Files,
    /// The version of each file: its own, or else that of the root.
    versions: Vec<Version>,
    names: OnceLock<reference::Names>,
    floats: OnceLock<HashMap<Place, String>>,
    repairs: Mutex<Diagnostics>,
    /// How much has been read, and how much may be.
    expansion: AtomicUsize,
    max_expansion: usize,
}

/// A document that could not be read, and why.
#[derive(Debug)]
pub struct Refusal {
    /// What is wrong.
    pub diagnostics: Diagnostics,
    /// The text in which it is.
    pub sources: Sources,
}

impl Refusal {
    /// The diagnostics with their lines.
    #[must_use]
    pub fn report(&self) -> Report<'_> {
        self.sources.report(&self.diagnostics)
    }
}

/// What is left of a document that has been read to its end: its values take several times the
/// memory of its text, which comes back in the meantime.
pub(crate) struct Closed {
    /// The texts.
    pub(crate) sources: Sources,
    /// What has been mended or left out.
    pub(crate) repairs: Diagnostics,
    /// What there is to say of a document of which too much was asked.
    pub(crate) over_limit: Option<Diagnostic>,
}

impl fmt::Debug for Spec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.sources().name(FileId::ROOT);
        f.debug_tuple("Spec").field(&name).finish()
    }
}

impl Spec {
    /// Reads the document at `root`, and the files below its folder that it refers to; never one outside that folder,
    /// and never the network.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or does not hold an OpenAPI 3 document.
    pub fn read(root: &Path, limits: &Limits) -> Result<Self, Refusal> {
        let folder = root.parent().unwrap_or(Path::new(""));
        Self::read_within(folder, root, limits, &Pins::new())
    }

    /// Reads the document at `root`, and the files below `folder` that it refers to; for documents whose root is not at
    /// the top of their folder. Of files on the network those are read that `pins` has copies of.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, is not below the folder, or does not hold an OpenAPI 3 document.
    pub fn read_within(
        folder: &Path,
        root: &Path,
        limits: &Limits,
        pins: &Pins,
    ) -> Result<Self, Refusal> {
        let place = Place::top(FileId::ROOT);
        let (folder, root) = Folder::on_disk(folder, root).map_err(|error| {
            let mut sources = Sources::default();
            sources.name_only(root.display().to_string());
            Refusal {
                diagnostics: reading::unreadable_file(&place, &error).into(),
                sources,
            }
        })?;
        Self::load(folder, &root, limits, pins)
    }

    /// Reads a document that is this text. The name is for diagnostics.
    ///
    /// # Errors
    ///
    /// When the text is not an OpenAPI 3 document.
    pub fn from_text(name: &str, text: &str) -> Result<Self, Refusal> {
        Self::from_texts(&[(name, text)], &Limits::default())
    }

    /// Reads a document that is these texts, by their paths; the first is the root.
    ///
    /// # Errors
    ///
    /// When the first text is not an OpenAPI 3 document.
    pub fn from_texts(texts: &[(&str, &str)], limits: &Limits) -> Result<Self, Refusal> {
        let root = texts.first().map_or("", |it| it.0);
        let texts = texts
            .iter()
            .map(|&(name, text)| (name.to_owned(), text.to_owned()));
        Self::load(
            Folder::Memory(texts.collect::<HashMap<_, _>>()),
            root,
            limits,
            &Pins::new(),
        )
    }

    fn load(folder: Folder, root: &str, limits: &Limits, pins: &Pins) -> Result<Self, Refusal> {
        let mut repairs = Diagnostics::default();
        let files = Files::read(folder, root, limits, pins, &mut repairs);
        match document::versions(&files, &mut repairs) {
            Ok(versions) => Ok(Self {
                max_expansion: limits
                    .max_expansion
                    .saturating_add(files.values().saturating_mul(4)),
                files,
                versions,
                names: OnceLock::new(),
                floats: OnceLock::new(),
                repairs: Mutex::new(repairs),
                expansion: AtomicUsize::new(0),
            }),
            Err(diagnostic) => {
                repairs.push(diagnostic);
                Err(Refusal {
                    diagnostics: repairs,
                    sources: files.sources,
                })
            }
        }
    }

    /// What has been mended or left out of the pieces handed out so far; to be asked for when all have been.
    #[must_use]
    pub fn repairs(&self) -> Diagnostics {
        let repairs = self.repairs.lock().unwrap_or_else(PoisonError::into_inner);
        repairs.clone()
    }

    /// The texts of the document.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.files.sources
    }

    /// What is left of it when all pieces have been handed out.
    pub(crate) fn closed(self) -> Closed {
        let (repairs, over_limit) = (self.repairs(), self.over_limit());
        let sources = self.files.close();
        Closed {
            repairs,
            over_limit,
            sources,
        }
    }

    /// The diagnostics with their lines.
    #[must_use]
    pub fn report<'a>(&'a self, diagnostics: &'a Diagnostics) -> Report<'a> {
        self.files.sources.report(diagnostics)
    }

    /// The version of OpenAPI of the file in which `place` is.
    #[must_use]
    pub fn version(&self, place: &Place) -> Version {
        let version = self
            .versions
            .get(place.file.number())
            .or(self.versions.first());
        version.copied().unwrap_or(Version::V3_0)
    }

    /// The files of the document, the root first.
    pub fn files(&self) -> impl Iterator<Item = Place> {
        (0..self.files.count()).map(|number| Place::top(FileId::new(number)))
    }

    /// What stands at a place, as it was written.
    #[must_use]
    pub fn value(&self, place: &Place) -> Option<&Value> {
        reference::walk(self.top(place.file)?, &place.pointer)
    }

    /// The document as a whole.
    ///
    /// # Errors
    ///
    /// When its `info` cannot be used.
    pub fn root(&self) -> Result<Document, Diagnostic> {
        document::read(self)
    }

    /// The schema at a place.
    ///
    /// # Errors
    ///
    /// When nothing stands there.
    pub fn schema(&self, place: &Place) -> Result<Schema, Diagnostic> {
        Trail::new(self).schema(place)
    }

    /// Counts values that are read once more: a few references can make much of a short document.
    ///
    /// # Errors
    ///
    /// When the document comes to more than its limit; it is refused then, whatever else is said about it.
    pub(crate) fn expand(&self, values: usize) -> Result<(), Diagnostic> {
        self.expansion.fetch_add(values, Ordering::Relaxed);
        self.over_limit().map_or(Ok(()), Err)
    }

    /// What there is to say of a document of which too much was asked.
    pub(crate) fn over_limit(&self) -> Option<Diagnostic> {
        let is_over = self.expansion.load(Ordering::Relaxed) > self.max_expansion;
        let top = Place::top(FileId::ROOT);
        is_over.then(|| reading::too_much(&top, self.max_expansion))
    }

    /// How a float is written: `1.10` and integers of more than 64 bits lose something as values. `None` for all else.
    fn written(&self, place: &Place, value: &Value) -> Option<String> {
        if !value.is_f64() {
            return None;
        }
        // All are looked up at once, so that many of them take no more than a few passes over the text.
        let floats = self.floats.get_or_init(|| self.files.floats());
        floats.get(place).cloned()
    }

    fn warn(&self, diagnostic: Diagnostic) {
        let mut repairs = self.repairs.lock().unwrap_or_else(PoisonError::into_inner);
        repairs.push(diagnostic.as_warning());
    }

    fn top(&self, file: FileId) -> Option<&Value> {
        if file == FileId::BUILT_IN {
            return Some(reference::built_in());
        }
        self.files.content(file)?.as_ref().ok()
    }

    /// The object at a place, behind references if need be, and where it is then.
    fn object(
        &self,
        place: &Place,
        holder: &str,
    ) -> Result<(Place, &Map<String, Value>), Diagnostic> {
        self.object_of(place, holder, Kind::Other)
    }

    fn object_of(
        &self,
        place: &Place,
        holder: &str,
        kind: Kind,
    ) -> Result<(Place, &Map<String, Value>), Diagnostic> {
        let mut trail = Trail::new(self);
        let site = trail.settle(place.clone(), kind)?;
        match trail.value(&site.place) {
            Some(Value::Object(members)) => {
                self.expand(1 + members.len())?;
                Ok((site.place, members))
            }
            found => {
                let found = found.map_or_else(|| "nothing".to_owned(), members::describe);
                Err(reading::not_a_piece(&site.place, holder, &found))
            }
        }
    }
}
