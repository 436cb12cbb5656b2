//! What a folder holds.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use codegen::{FileSet, is_generated};

use super::error::{Doing, SyncError};
use super::steps::is_leftover;

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// A file with the marker, or the unfinished file of a run that was killed.
    Ours,
    /// A file of somebody's own.
    Foreign,
    /// A folder.
    Folder,
    /// A symbolic link, a socket, a device: nothing that we make, so nothing that we follow.
    Other,
}

/// How much of a file is read to look for the marker in its first lines.
const HEAD: u64 = 4096;

/// All that is below `root`, by its path with forward slashes; nothing when there is no `root`.
///
/// Left out: Cargo's build folder at the top, git's own folders, and other packages and checkouts
/// below `root`, whose emitted files are theirs, unless `files` has something to put there.
pub(super) fn walk(root: &Path, files: &FileSet) -> Result<BTreeMap<String, Found>, SyncError> {
    let mut found = BTreeMap::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let path = root.join(&folder);
        let entries = match fs::read_dir(&path) {
            Err(error) if folder.is_empty() && error.kind() == io::ErrorKind::NotFound => break,
            entries => entries.map_err(SyncError::io(Doing::ListFolder, &path))?,
        };
        for entry in entries {
            let entry = entry.map_err(SyncError::io(Doing::ListFolder, &path))?;
            // Emitted paths are ASCII, so a name that is not even Unicode is none of ours.
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            if name == ".git" || (folder.is_empty() && name == "target") {
                continue;
            }
            let relative = match folder.as_str() {
                "" => name,
                folder => format!("{folder}/{name}"),
            };
            let kind = kind(&entry)?;
            if kind == Found::Folder {
                if is_of_others(&entry.path(), &relative, files) {
                    continue;
                }
                folders.push(relative.clone());
            }
            found.insert(relative, kind);
        }
    }
    Ok(found)
}

fn kind(entry: &fs::DirEntry) -> Result<Found, SyncError> {
    let path = entry.path();
    let read_error = SyncError::io(Doing::Read, &path);
    // The type of the entry itself: a link is not followed.
    let kind = match entry.file_type() {
        Ok(kind) => kind,
        Err(error) => return Err(read_error(error)),
    };
    if kind.is_dir() {
        return Ok(Found::Folder);
    }
    if !kind.is_file() {
        return Ok(Found::Other);
    }
    if is_leftover(&entry.file_name().to_string_lossy()) {
        return Ok(Found::Ours);
    }
    match head(&path) {
        Ok(text) if is_generated(&text) => Ok(Found::Ours),
        Ok(_) => Ok(Found::Foreign),
        // What we may not read we did not write, and what is gone is nobody's.
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::PermissionDenied | io::ErrorKind::NotFound
            ) =>
        {
            Ok(Found::Foreign)
        }
        Err(error) => Err(read_error(error)),
    }
}

fn head(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(HEAD).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn is_of_others(path: &Path, relative: &str, files: &FileSet) -> bool {
    let inside = format!("{relative}/");
    let wanted = || files.paths().any(|path| path.starts_with(&inside));
    let has = |name: &str| path.join(name).symlink_metadata().is_ok();
    (has("Cargo.toml") || has(".git")) && !wanted()
}
