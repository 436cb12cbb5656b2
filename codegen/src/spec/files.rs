//! The files of a document: the root, and those it refers to. The only code that opens any.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::limits::Limits;
use super::path::{is_url, path_of};
use super::remote::{Pin, Pins};
use super::text;
use crate::diagnostic::{Diagnostic, Diagnostics, FileId, Place, Sources, Syntax, reading};
use crate::threads;

/// All files of a document.
pub(super) struct Files {
    pub(super) sources: Sources,
    files: Vec<File>,
    by_path: HashMap<String, Result<FileId, NoFile>>,
    folder: Folder,
    pins: Pins,
    have_names: bool,
    /// How many values they hold.
    values: usize,
}

/// Why there is no file for a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoFile {
    /// It is not there.
    Missing,
    /// It is not below the folder of the document.
    Outside,
    /// It is on the network, and no copy of it is pinned.
    Remote,
    /// There are too many already.
    TooMany,
}

struct File {
    /// The path from the folder of the document, with `/`; the URL, of a file on the network.
    path: String,
    content: Result<Value, Diagnostic>,
}

/// Where the files come from.
pub(super) enum Folder {
    /// A folder, by its real path and as it was given.
    Disk { real: PathBuf, given: PathBuf },
    /// Texts by their paths; for tests and for callers that have the text already.
    Memory(HashMap<String, String>),
}

impl Files {
    /// The texts; the values, of which there are many, go while the caller goes on.
    pub(super) fn close(self) -> Sources {
        threads::let_go(self.files);
        self.sources
    }

    /// Reads `root`, a path from the folder, and all that can be reached from it.
    pub(super) fn read(
        folder: Folder,
        root: &str,
        limits: &Limits,
        pins: &Pins,
        warnings: &mut Diagnostics,
    ) -> Self {
        let mut files = Self {
            sources: Sources::default(),
            files: Vec::new(),
            by_path: HashMap::new(),
            folder,
            pins: pins.clone(),
            have_names: false,
            values: 0,
        };
        files.load(root.to_owned(), limits, warnings);
        let mut next = 0;
        while let Some(file) = files.files.get(next) {
            let mut paths = Vec::new();
            let mut held = Held::default();
            if let Ok(value) = &file.content {
                held = collect(value, &mut |reference| {
                    if let Some(Ok(path)) = path_of(&file.path, reference) {
                        paths.push(path);
                    }
                });
            }
            files.have_names |= held.names;
            files.values += held.values;
            for path in paths {
                if !files.by_path.contains_key(&path) {
                    files.load(path, limits, warnings);
                }
            }
            next += 1;
        }
        files
    }

    /// The value of a file, or what is wrong with it.
    pub(super) fn content(&self, file: FileId) -> Option<&Result<Value, Diagnostic>> {
        self.files.get(file.number()).map(|it| &it.content)
    }

    /// Whether any schema names itself by `$id`, `$anchor` or the like.
    pub(super) fn have_names(&self) -> bool {
        self.have_names
    }

    /// How many values all files hold.
    pub(super) fn values(&self) -> usize {
        self.values
    }

    /// How the floats of all files are written.
    pub(super) fn floats(&self) -> HashMap<Place, String> {
        let mut places = Vec::new();
        for (file, value) in self.all() {
            collect_floats(value, Place::top(file), &mut places);
        }
        self.sources.scalars(places)
    }

    /// How many files there are.
    pub(super) fn count(&self) -> usize {
        self.files.len()
    }

    /// The files, in the order in which they were read.
    pub(super) fn all(&self) -> impl Iterator<Item = (FileId, &Value)> {
        let numbered = self.files.iter().enumerate();
        numbered.filter_map(|(number, it)| Some((FileId::new(number), it.content.as_ref().ok()?)))
    }

    /// The file that a reference in `from` names, by the part of it before `#`.
    pub(super) fn find(&self, from: FileId, reference: &str) -> Result<FileId, NoFile> {
        let base = self.files.get(from.number()).map_or("", |it| &it.path);
        match path_of(base, reference) {
            None => Ok(from),
            Some(Err(reason)) => Err(reason),
            Some(Ok(path)) => self
                .by_path
                .get(&path)
                .copied()
                .unwrap_or(Err(NoFile::Missing)),
        }
    }

    /// The path of the file that a reference in `from` names, as it is shown.
    pub(super) fn path_shown(&self, from: FileId, reference: &str) -> String {
        let base = self.files.get(from.number()).map_or("", |it| &it.path);
        match path_of(base, reference) {
            Some(Ok(path)) => self.shown(&path),
            Some(Err(_)) | None => reference.to_owned(),
        }
    }

    fn load(&mut self, path: String, limits: &Limits, warnings: &mut Diagnostics) {
        if self.files.len() >= limits.max_files {
            self.by_path.insert(path, Err(NoFile::TooMany));
            return;
        }
        let file = FileId::new(self.files.len());
        let top = Place::top(file);
        let (text, content) = match self.open(&path, limits) {
            Ok(bytes) => match text::decode(bytes, &top) {
                Ok(text) => {
                    // Elsewhere, so that the memory of its values is not mixed with that of what is made of
                    // them: it can be had back as a whole.
                    let (content, said) = threads::with_room(|| {
                        let mut said = Diagnostics::default();
                        (text::parse(&text, file, limits, &mut said), said)
                    });
                    warnings.extend(said);
                    (text, content)
                }
                Err(no_text) => (no_text.shown, Err(no_text.diagnostic)),
            },
            // Only the root has to be there; the others are missed by those who refer to them.
            Err(NotRead::NoFile(reason)) if !self.files.is_empty() => {
                self.by_path.insert(path, Err(reason));
                return;
            }
            Err(reason) => (String::new(), Err(reason.diagnostic(&top, limits))),
        };
        let (content, syntax) = match content {
            Ok((value, syntax)) => (Ok(value), syntax),
            Err(diagnostic) => (Err(diagnostic), Syntax::Yaml),
        };
        self.sources.add(self.shown(&path), text, syntax);
        self.by_path.insert(path.clone(), Ok(file));
        self.files.push(File { path, content });
    }

    fn open(&self, path: &str, limits: &Limits) -> Result<Vec<u8>, NotRead> {
        if !is_url(path) {
            return self.folder.open(path, limits);
        }
        let pin = self.pins.get(path).ok_or(NotRead::NoFile(NoFile::Remote))?;
        let bytes = self.folder.open(&pin.file, limits)?;
        match pin.check(&bytes) {
            Ok(()) => Ok(bytes),
            Err(found) => Err(NotRead::Changed {
                url: path.to_owned(),
                pin: pin.clone(),
                found,
            }),
        }
    }

    /// A path as it is shown; of a file on the network, that of its copy.
    fn shown(&self, path: &str) -> String {
        let pin = self.pins.get(path);
        self.folder.shown(pin.map_or(path, |it| &it.file))
    }
}

/// Why a file was not read.
enum NotRead {
    NoFile(NoFile),
    Failed(io::Error),
    TooBig(u64),
    /// It is the copy of a file on the network, and not what is pinned.
    Changed {
        url: String,
        pin: Pin,
        found: String,
    },
}

impl NotRead {
    fn diagnostic(self, top: &Place, limits: &Limits) -> Diagnostic {
        let error = match self {
            Self::TooBig(bytes) => return reading::too_big(top, bytes, limits.max_bytes),
            Self::Changed { url, pin, found } => {
                return reading::remote_changed(top, &url, &pin.sha256, &found);
            }
            Self::Failed(error) => error,
            Self::NoFile(_) => io::ErrorKind::NotFound.into(),
        };
        reading::unreadable_file(top, &error)
    }
}

impl Folder {
    /// The folder, and the path in it of `root`.
    pub(super) fn on_disk(folder: &Path, root: &Path) -> io::Result<(Self, String)> {
        let given = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let real = given.canonicalize()?;
        let name = root.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        // The root may be a link to elsewhere; it is the path to it that has to be in the folder.
        let parent = root.parent().filter(|it| !it.as_os_str().is_empty());
        let path = parent.unwrap_or(Path::new(".")).canonicalize()?.join(name);
        let Ok(path) = path.strip_prefix(&real) else {
            return Err(io::Error::other("it is not in the folder of the document"));
        };
        let steps = path.components().map(|it| it.as_os_str().to_string_lossy());
        let path = steps.collect::<Vec<_>>().join("/");
        let given = folder.to_owned();
        Ok((Self::Disk { real, given }, path))
    }

    fn open(&self, path: &str, limits: &Limits) -> Result<Vec<u8>, NotRead> {
        match self {
            Self::Memory(texts) => {
                let text = texts.get(path).ok_or(NotRead::NoFile(NoFile::Missing))?;
                check_size(text.len() as u64, limits)?;
                Ok(text.clone().into_bytes())
            }
            Self::Disk { real, .. } => open_below(real, path, limits),
        }
    }

    fn shown(&self, path: &str) -> String {
        match self {
            Self::Memory(_) => path.to_owned(),
            Self::Disk { given, .. } => given.join(path).display().to_string(),
        }
    }
}

/// Opens a file, unless a link leads out of the folder.
fn open_below(folder: &Path, path: &str, limits: &Limits) -> Result<Vec<u8>, NotRead> {
    let real = folder.join(path).canonicalize().map_err(NotRead::of)?;
    if !real.starts_with(folder) {
        return Err(NotRead::NoFile(NoFile::Outside));
    }
    let file = fs::File::open(real).map_err(NotRead::of)?;
    let data = file.metadata().map_err(NotRead::Failed)?;
    if !data.is_file() {
        return Err(NotRead::Failed(io::Error::other("it is not a file")));
    }
    check_size(data.len(), limits)?;
    // Not more than is there: room that grows is twice what is needed, and is copied.
    let mut bytes = Vec::with_capacity(usize::try_from(data.len()).unwrap_or_default());
    // The file may grow while it is read.
    let most = (limits.max_bytes as u64).saturating_add(1);
    file.take(most)
        .read_to_end(&mut bytes)
        .map_err(NotRead::Failed)?;
    check_size(bytes.len() as u64, limits)?;
    Ok(bytes)
}

impl NotRead {
    fn of(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::NoFile(NoFile::Missing),
            _ => Self::Failed(error),
        }
    }
}

fn check_size(bytes: u64, limits: &Limits) -> Result<(), NotRead> {
    if bytes > limits.max_bytes as u64 {
        return Err(NotRead::TooBig(bytes));
    }
    Ok(())
}

fn collect_floats(value: &Value, top: Place, places: &mut Vec<Place>) {
    let matters = |it: &Value| it.is_object() || it.is_array() || it.is_f64();
    let mut open = vec![(value, top)];
    while let Some((value, place)) = open.pop() {
        match value {
            Value::Object(members) => {
                let members = members.iter().filter(|(_, it)| matters(it));
                open.extend(members.map(|(key, it)| (it, place.child(key))));
            }
            Value::Array(values) => {
                let numbered = values.iter().enumerate().filter(|(_, it)| matters(it));
                open.extend(numbered.map(|(index, it)| (it, place.element(index))));
            }
            Value::Number(it) if it.is_f64() => places.push(place),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}

/// What is in a file.
#[derive(Default)]
struct Held {
    /// Whether schemas name themselves.
    names: bool,
    values: usize,
}

/// Tells of all texts in a value that may name another file, and what else is in it.
fn collect(value: &Value, found: &mut impl FnMut(&str)) -> Held {
    let mut held = Held::default();
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        held.values += 1;
        match value {
            Value::Object(members) => {
                for (key, value) in members.iter().rev() {
                    match (key.as_str(), value) {
                        ("$ref", Value::String(reference)) => found(reference),
                        ("$id" | "$self" | "$anchor" | "$dynamicAnchor", Value::String(_)) => {
                            held.names = true;
                        }
                        ("mapping", Value::Object(mapping)) => {
                            mapping
                                .values()
                                .filter_map(Value::as_str)
                                .for_each(&mut *found);
                            open.push(value);
                        }
                        _ => open.push(value),
                    }
                }
            }
            Value::Array(values) => open.extend(values.iter().rev()),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    held
}
