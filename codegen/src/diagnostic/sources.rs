//! The texts of a document's files.

use std::collections::{BTreeMap, HashMap};

use super::locate::locate;
use super::{Diagnostics, Place, Report};

/// A file of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u32);

impl FileId {
    /// The file that was asked for; all others are files it refers to.
    pub const ROOT: Self = Self(0);

    /// The schemas that stand in for those a document forgets; nothing is ever wrong in them.
    pub(crate) const BUILT_IN: Self = Self(u32::MAX);

    /// The file with this number; numbers are given in the order of reading.
    pub(crate) fn new(number: usize) -> Self {
        Self(u32::try_from(number).unwrap_or(u32::MAX))
    }

    /// The number of the file.
    pub(crate) fn number(self) -> usize {
        self.0 as usize
    }
}

/// What a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// JSON.
    Json,
    /// YAML that is not JSON.
    Yaml,
}

/// The texts of all files of a document, for showing their lines.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

/// The text of one file.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// The path to show.
    pub(crate) name: String,
    /// The text; empty when it could not be read.
    pub(crate) text: String,
    /// How to find places in it.
    pub(crate) syntax: Syntax,
}

impl Sources {
    /// The path of a file, as it is shown.
    #[must_use]
    pub fn name(&self, file: FileId) -> &str {
        self.get(file).map_or("(unknown)", |it| &it.name)
    }

    /// The diagnostics with their lines, in the order of the text.
    #[must_use]
    pub fn report<'a>(&'a self, diagnostics: &'a Diagnostics) -> Report<'a> {
        Report::new(self, diagnostics)
    }

    /// The texts of the scalars at these places.
    pub(crate) fn scalars(&self, places: Vec<Place>) -> HashMap<Place, String> {
        let mut by_file: BTreeMap<FileId, Vec<Place>> = BTreeMap::new();
        for place in places {
            by_file.entry(place.file).or_default().push(place);
        }
        let mut texts = HashMap::new();
        for (file, places) in by_file {
            let Some(source) = self.get(file) else {
                continue;
            };
            let found = locate(
                &source.text,
                source.syntax,
                places.iter().map(|it| &it.pointer),
            );
            for place in places {
                let span = found.exactly(&place.pointer);
                if let Some(text) = span.and_then(|it| source.text.get(it)) {
                    texts.insert(place, text.to_owned());
                }
            }
        }
        texts
    }

    pub(crate) fn add(&mut self, name: String, text: String, syntax: Syntax) -> FileId {
        let id = FileId::new(self.files.len());
        self.files.push(Source { name, text, syntax });
        id
    }

    /// Adds a file that could not be read.
    pub(crate) fn name_only(&mut self, name: String) {
        self.add(name, String::new(), Syntax::Yaml);
    }

    pub(crate) fn get(&self, file: FileId) -> Option<&Source> {
        self.files.get(file.number())
    }
}
