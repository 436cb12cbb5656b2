//! Makes a folder what was generated, one step at a time.
//!
//! The steps are a list, so that a test can stop after each of them as a killed run would.

use std::collections::BTreeSet;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use codegen::{FileSet, Text, folders_of};

use super::error::{Doing, SyncError};
use super::plan::{Plan, State};
use super::side_by_side;

/// What the name of an unfinished file ends with.
const UNFINISHED: &str = ".xtask-gen-tmp";

/// One change of the file system, done or not done.
#[derive(Debug, Clone)]
pub(super) enum Step<'t> {
    /// Creates a folder.
    CreateFolder(PathBuf),
    /// Writes a text to an unfinished file, beside the one that it will replace.
    Stage { unfinished: PathBuf, text: &'t Text },
    /// Gives an unfinished file its name.
    Publish { unfinished: PathBuf, file: PathBuf },
    /// Removes a file.
    Remove(PathBuf),
    /// Removes a folder, if it is empty.
    RemoveFolder(PathBuf),
}

/// The steps that make `root` hold `files`, in an order that may stop anywhere.
pub(super) fn steps<'t>(root: &Path, plan: &Plan, files: &'t FileSet) -> Vec<Step<'t>> {
    let mut outdated: Vec<(&str, &Text)> = files
        .texts()
        .filter(|(path, _)| plan.states.get(*path) != Some(&State::Equal))
        .collect();
    // What takes longest is begun first.
    outdated.sort_by_key(|(_, text)| !text.is_made());
    let orphans = plan.states.iter().filter(|(_, it)| **it == State::Orphan);
    let orphans: Vec<&str> = orphans.map(|(path, _)| path.as_str()).collect();
    let (leftovers, former): (Vec<&str>, Vec<&str>) = orphans
        .iter()
        .partition(|path| is_leftover(path.rsplit('/').next().unwrap_or(path)));
    let remove = |path: &str| Step::Remove(root.join(path));

    // First the leftovers: one of them may have the name that an unfinished file is about to get.
    let mut steps: Vec<Step<'t>> = leftovers.into_iter().map(remove).collect();
    let folders: BTreeSet<&str> = outdated
        .iter()
        .flat_map(|(path, _)| folders_of(path))
        .collect();
    let missing = folders
        .iter()
        .map(|it| root.join(it))
        .filter(|it| !it.exists());
    steps.extend(missing.map(Step::CreateFolder));

    let mut publish = Vec::new();
    for (path, text) in outdated {
        let file = root.join(path);
        let unfinished = unfinished(&file);
        steps.push(Step::Stage {
            unfinished: unfinished.clone(),
            text,
        });
        publish.push(Step::Publish { unfinished, file });
    }
    // What was generated once goes before its successor comes: the two may differ by case only.
    steps.extend(former.into_iter().map(remove));
    steps.extend(publish);

    let kept: BTreeSet<&str> = files.paths().flat_map(folders_of).collect();
    let emptied: BTreeSet<&str> = orphans
        .iter()
        .flat_map(|path| folders_of(path))
        .filter(|folder| !kept.contains(folder))
        .collect();
    // Backwards, a folder comes after those inside it.
    let emptied = emptied.iter().rev().map(|it| root.join(it));
    steps.extend(emptied.map(Step::RemoveFolder));
    steps
}

/// Performs `steps`; removes the unfinished files when one fails or panics.
pub(super) fn perform_all(steps: &[Step<'_>]) -> Result<(), SyncError> {
    let is_stage = |it: &Step<'_>| matches!(it, Step::Stage { .. });
    let first = steps.iter().position(is_stage).unwrap_or(steps.len());
    let end = steps.iter().rposition(is_stage).map_or(first, |it| it + 1);
    let (before, rest) = steps.split_at(first);
    let (stages, after) = rest.split_at(end - first);
    let one_by_one = |steps: &[Step<'_>]| steps.iter().find_map(|step| perform(step).err());
    let mut unfinished = Unfinished(steps);
    let failure = one_by_one(before)
        .or_else(|| side_by_side::map(stages, perform).err())
        .or_else(|| one_by_one(after));
    if let Some(failure) = failure {
        return Err(failure);
    }
    // Each has its name.
    unfinished.0 = &[];
    Ok(())
}

/// Steps whose unfinished files are removed when this goes, however that comes.
struct Unfinished<'s>(&'s [Step<'s>]);

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        for step in self.0 {
            if let Step::Stage { unfinished, .. } = step {
                // Most are not there; what cannot be removed, the next run will try again.
                let _ = fs::remove_file(unfinished);
            }
        }
    }
}

/// Performs one step.
pub(super) fn perform(step: &Step<'_>) -> Result<(), SyncError> {
    match step {
        Step::CreateFolder(path) => {
            fs::create_dir_all(path).map_err(SyncError::io(Doing::CreateFolder, path))
        }
        Step::Stage { unfinished, text } => {
            write_through(unfinished, text).map_err(SyncError::io(Doing::Write, unfinished))
        }
        Step::Publish { unfinished, file } => {
            fs::rename(unfinished, file).map_err(SyncError::io(Doing::Rename, file))
        }
        Step::Remove(path) => match fs::remove_file(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            result => result.map_err(SyncError::io(Doing::Remove, path)),
        },
        Step::RemoveFolder(path) => match fs::remove_dir(path) {
            Err(error) if is_in_use(&error) => Ok(()),
            result => result.map_err(SyncError::io(Doing::Remove, path)),
        },
    }
}

/// Whether a folder was not removed because it holds something, or is gone already.
fn is_in_use(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound
    )
}

/// Writes a new file down to the disk, so that no power cut can leave its later name with nothing
/// behind it.
fn write_through(path: &Path, text: &Text) -> io::Result<()> {
    let file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let mut out = Out {
        file: BufWriter::new(file),
        failure: None,
    };
    let written = text.write(&mut out);
    match (out.failure, written) {
        (Some(failure), _) => Err(failure),
        (None, Err(error)) => Err(io::Error::other(error)),
        (None, Ok(())) => out.file.into_inner()?.sync_all(),
    }
}

/// A file that takes a text.
struct Out {
    file: BufWriter<File>,
    failure: Option<io::Error>,
}

impl fmt::Write for Out {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        let written = self.file.write_all(part.as_bytes());
        written.map_err(|failure| {
            self.failure = Some(failure);
            fmt::Error
        })
    }
}

/// A name beside `file` that no other run has.
fn unfinished(file: &Path) -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let process = std::process::id();
    file.with_file_name(format!(".{name}.{process}-{count}{UNFINISHED}"))
}

/// Whether a file of this name is the unfinished file of a run.
pub(super) fn is_leftover(name: &str) -> bool {
    name.starts_with('.') && name.ends_with(UNFINISHED)
}
