//! Makes a folder hold what was generated, or says how it differs.
//!
//! The only code that touches emitted files. It owns the files that carry
//! [`MARKER`](codegen::MARKER) and no others: a file of somebody's own is never replaced and never
//! removed. A file is compared with `\r\n` read as `\n`, so that a checkout which turns line
//! endings is up to date; it is written with `\n`.
//!
//! A run that is killed leaves each file whole, the old one or the new one. The new texts are
//! written beside their files first, so that a full disk is found out while nothing has changed;
//! then each is renamed into place. What such a run leaves behind, the next one removes.

mod error;
mod plan;
mod side_by_side;
mod steps;
#[cfg(test)]
mod tests;
mod walk;

use std::fmt;
use std::fs::{self, File};
use std::path::Path;

use codegen::{FileSet, Text, is_generated};

pub(crate) use error::SyncError;
pub(crate) use plan::{Plan, State};

use error::Doing;

/// What to do about a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Write it.
    Write,
    /// Say it, and change nothing.
    Check,
}

/// Compares the folder `root` with `files`, and makes it so in [`Mode::Write`].
///
/// The plan says what differed: before, when it has been written.
pub(crate) fn sync(root: &Path, files: &FileSet, mode: Mode) -> Result<Plan, SyncError> {
    if let Some((path, _)) = files.texts().find(|(_, text)| !is_marked(text)) {
        return Err(SyncError::NoMarker(path.to_owned()));
    }
    if mode == Mode::Write {
        fs::create_dir_all(root).map_err(SyncError::io(Doing::CreateFolder, root))?;
    }
    let _lock = lock(root, mode);
    let plan = Plan::new(root, files)?;
    if mode == Mode::Write {
        if !plan.obstacles.is_empty() {
            return Err(SyncError::InTheWay(plan.obstacles));
        }
        steps::perform_all(&steps::steps(root, &plan, files))?;
    }
    Ok(plan)
}

/// Whether `text` has the marker.
fn is_marked(text: &Text) -> bool {
    let mut head = Head(String::new());
    // It stops when it has enough.
    let _ = text.write(&mut head);
    is_generated(&head.0)
}

/// More lines than the marker is ever looked for in.
const ENOUGH: usize = 8;

/// The first part of a text.
struct Head(String);

impl fmt::Write for Head {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        self.0.extend(part.split_inclusive('\n').take(ENOUGH));
        match is_generated(&self.0) || self.0.lines().count() > ENOUGH {
            true => Err(fmt::Error),
            false => Ok(()),
        }
    }
}

/// Keeps other runs out of `root` for as long as the answer lives.
///
/// It is the folder that is locked, so no lock file is ever left behind. Where a folder cannot be
/// locked (Windows, some network file systems) the run goes on without: two at once may then stop
/// each other with an error, but each file is still renamed into place whole.
fn lock(root: &Path, mode: Mode) -> Option<File> {
    let folder = File::open(root).ok()?;
    let locked = match mode {
        Mode::Write => folder.lock(),
        Mode::Check => folder.lock_shared(),
    };
    locked.ok().map(|()| folder)
}
