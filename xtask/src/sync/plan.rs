//! How a folder differs from what was generated.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use codegen::{FileSet, MARKER, Text, folders_of};

use super::error::{Doing, SyncError};
use super::side_by_side;
use super::walk::{Found, walk};

/// How a folder differs from what was generated.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// Every file that is generated or ours, in the order of the paths.
    pub(crate) states: BTreeMap<String, State>,
    /// What stands where a file belongs and is not ours to replace.
    pub(crate) obstacles: Vec<Obstacle>,
}

/// What is the matter with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum State {
    /// It is as generated.
    Equal,
    /// It was generated, and says something else now.
    Changed {
        /// What it says, with `\n` at the end of its lines.
        on_disk: String,
    },
    /// It is not there.
    Missing,
    /// It was generated once, and is no longer.
    Orphan,
}

/// Something that stands in the way of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Obstacle {
    relative: String,
    path: PathBuf,
    why: Why,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Why {
    NoMarker,
    NotAFile,
    NotAFolder,
    DiffersByCase { from: PathBuf },
}

impl Plan {
    /// Compares `root` with `files`; changes nothing.
    pub(super) fn new(root: &Path, files: &FileSet) -> Result<Self, SyncError> {
        let found = walk(root, files)?;
        let mut plan = Self::default();
        let (there, missing): (Vec<_>, Vec<_>) = files
            .texts()
            .partition(|(path, _)| found.get(*path) == Some(&Found::Ours));
        let states = side_by_side::map(&there, |(path, text)| {
            let state = compare(&root.join(path), text)?;
            Ok(((*path).to_owned(), state))
        });
        plan.states.extend(states?);
        let missing = missing.into_iter().map(|(path, _)| path.to_owned());
        plan.states
            .extend(missing.map(|path| (path, State::Missing)));
        for (path, found) in &found {
            if *found == Found::Ours && !files.contains(path) {
                plan.states.insert(path.clone(), State::Orphan);
            }
        }
        plan.obstacles = obstacles(root, files, &found);
        // A file that somebody else has the place of is neither missing nor ours to say more of.
        for obstacle in &plan.obstacles {
            plan.states.remove(&obstacle.relative);
        }
        Ok(plan)
    }

    /// Whether the folder is as generated.
    pub(crate) fn is_current(&self) -> bool {
        self.obstacles.is_empty() && self.states.values().all(|it| *it == State::Equal)
    }
}

fn compare(path: &Path, text: &Text) -> Result<State, SyncError> {
    let bytes = fs::read(path).map_err(SyncError::io(Doing::Read, path))?;
    if is(text, &bytes) {
        return Ok(State::Equal);
    }
    let on_disk = match String::from_utf8(bytes) {
        Ok(it) if it.contains("\r\n") => {
            let turned = it.replace("\r\n", "\n");
            if is(text, turned.as_bytes()) {
                return Ok(State::Equal);
            }
            turned
        }
        Ok(it) => it,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).replace("\r\n", "\n"),
    };
    Ok(State::Changed { on_disk })
}

/// Whether `text` is `bytes`.
fn is(text: &Text, bytes: &[u8]) -> bool {
    let mut rest = Rest(bytes);
    text.write(&mut rest).is_ok() && rest.0.is_empty()
}

/// What a text has to go on with.
struct Rest<'b>(&'b [u8]);

impl fmt::Write for Rest<'_> {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        self.0 = self.0.strip_prefix(part.as_bytes()).ok_or(fmt::Error)?;
        Ok(())
    }
}

/// What stands in the way of `files`, each once.
fn obstacles(root: &Path, files: &FileSet, found: &BTreeMap<String, Found>) -> Vec<Obstacle> {
    let mut by_lower_case: BTreeMap<String, Vec<(&str, Found)>> = BTreeMap::new();
    for (path, found) in found {
        let spellings = by_lower_case.entry(path.to_ascii_lowercase()).or_default();
        spellings.push((path, *found));
    }
    let mut obstacles = BTreeMap::new();
    for file in files.paths() {
        let steps = folders_of(file).map(|it| (it, Found::Folder));
        for (wanted, kind) in steps.chain([(file, Found::Ours)]) {
            for &(path, found) in by_lower_case
                .get(&wanted.to_ascii_lowercase())
                .into_iter()
                .flatten()
            {
                if let Some(why) = obstacle(root, (wanted, kind), (path, found)) {
                    let obstacle = Obstacle {
                        relative: path.to_owned(),
                        path: root.join(path),
                        why,
                    };
                    obstacles.insert(path, obstacle);
                }
            }
        }
    }
    obstacles.into_values().collect()
}

/// Why what is `found` does not let what is wanted stand there.
fn obstacle(root: &Path, wanted: (&str, Found), found: (&str, Found)) -> Option<Why> {
    let (wanted_path, wanted) = wanted;
    let (found_path, found) = found;
    if wanted_path != found_path {
        // One of our own is an orphan, and goes before anything takes its place.
        let goes = found == Found::Ours && wanted == Found::Ours;
        let from = root.join(wanted_path);
        return (!goes).then_some(Why::DiffersByCase { from });
    }
    match (wanted, found) {
        (Found::Folder, Found::Folder) | (Found::Ours, Found::Ours) => None,
        (Found::Folder, _) => Some(Why::NotAFolder),
        (_, Found::Foreign) => Some(Why::NoMarker),
        (_, _) => Some(Why::NotAFile),
    }
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is in the way: ", self.path.display())?;
        match &self.why {
            Why::NoMarker => write!(
                f,
                "it lacks the comment `{MARKER}` at its top, so it may be somebody's own work"
            ),
            Why::NotAFile => f.write_str("a file belongs there, and this is none"),
            Why::NotAFolder => f.write_str("a folder belongs there, and this is none"),
            Why::DiffersByCase { from } => write!(
                f,
                "on many systems its name is the same as {}",
                from.display()
            ),
        }
    }
}
