//! A folder in which generators are tried: emitted crates, and what Cargo makes of them.
//!
//! Everything in it is made again when it is needed; nothing outside of it is ever touched.

pub(crate) mod alone;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::workspace;

/// The folder, which nobody else uses for as long as this lives.
#[derive(Debug)]
pub(crate) struct Shelf {
    root: PathBuf,
    /// The folder itself, locked.
    _lock: File,
}

impl Shelf {
    /// The folder `name` in `target`.
    pub(crate) fn open(name: &str) -> Result<Self, Failure> {
        let root = workspace::root().join("target").join(name);
        let failed = |error: &dyn std::fmt::Display| {
            Failure::Failed(format!("cannot use {}: {error}", root.display()))
        };
        fs::create_dir_all(&root).map_err(|error| failed(&error))?;
        let lock = File::open(&root).map_err(|error| failed(&error))?;
        match lock.try_lock() {
            Err(fs::TryLockError::WouldBlock) => {
                return Err(failed(&"the same command is at work in it already"));
            }
            // Some systems lock no folders; then one has to take care oneself.
            Ok(()) | Err(fs::TryLockError::Error(_)) => {}
        }
        Ok(Self { root, _lock: lock })
    }

    /// The folder of the crate `name`.
    pub(crate) fn crate_folder(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// A file beside the crates.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Where Cargo builds.
    pub(crate) fn target(&self) -> PathBuf {
        self.root.join("target")
    }

    /// Removes the crate `name`, and what was said about its document.
    pub(crate) fn remove_crate(&self, name: &str) -> io::Result<()> {
        if_there(fs::remove_dir_all(self.crate_folder(name)))?;
        if_there(fs::remove_file(self.report(name)))
    }

    /// Puts the crate `name` out of the way, where it stays until [`Self::clear`]: a file system may take
    /// long to make files in the place of those that were removed the moment before.
    pub(crate) fn set_aside(&self, name: &str) -> io::Result<()> {
        let aside = self.aside();
        fs::create_dir_all(&aside)?;
        let mut places = (0_usize..).map(|number| aside.join(format!("{name}-{number}")));
        if let Some(free) = places.find(|it| !it.exists()) {
            if_there(fs::rename(self.crate_folder(name), free))?;
        }
        if_there(fs::remove_file(self.report(name)))
    }

    /// Removes what was put out of the way.
    pub(crate) fn clear(&self) -> io::Result<()> {
        if_there(fs::remove_dir_all(self.aside()))
    }

    fn aside(&self) -> PathBuf {
        self.root.join("aside")
    }

    /// Keeps what was said about the document of the crate `name`.
    pub(crate) fn keep_report(&self, name: &str, text: &str) -> io::Result<()> {
        fs::write(self.report(name), text)
    }

    fn report(&self, name: &str) -> PathBuf {
        self.root.join(format!("{name}.txt"))
    }

    /// Makes a workspace of the crate `name`, with the versions of our own.
    ///
    /// Without it, Cargo would take the crate for a part of ours.
    pub(crate) fn make_workspace(&self, name: &str) -> io::Result<()> {
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\"{name}\"]\n\n\
             [profile.dev]\ndebug = false\nincremental = false\n"
        );
        fs::write(self.root.join("Cargo.toml"), manifest)?;
        let lock = fs::read(workspace::root().join("Cargo.lock"))?;
        fs::write(self.root.join("Cargo.lock"), lock)
    }

    /// Removes what Cargo has made of the crate `name`: some hundred crates fill a disk.
    pub(crate) fn remove_artifacts(&self, name: &str) -> io::Result<()> {
        let target = self.target();
        for folder in [
            "debug/deps",
            "debug/.fingerprint",
            "release/deps",
            "release/.fingerprint",
        ] {
            let entries = match fs::read_dir(target.join(folder)) {
                Ok(entries) => entries,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(error),
            };
            for entry in entries {
                let path = entry?.path();
                if is_artifact(&path, name) {
                    if_there(match path.is_dir() {
                        true => fs::remove_dir_all(&path),
                        false => fs::remove_file(&path),
                    })?;
                }
            }
        }
        // All of it: the index of every crate that has ever been documented is read and written again for each.
        if_there(fs::remove_dir_all(target.join("doc")))
    }
}

/// Writes a file that the caller of the command has named.
pub(crate) fn write_result(file: &Path, text: &str) -> Result<(), Failure> {
    fs::write(file, text)
        .map_err(|error| Failure::Failed(format!("cannot write {}: {error}", file.display())))
}

/// The same, and well when there was nothing to remove.
fn if_there(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

/// Whether Cargo made this of the crate: `libpets_api-0123456789abcdef.rmeta`.
fn is_artifact(path: &Path, name: &str) -> bool {
    let stem = path.file_stem().map(|it| it.to_string_lossy());
    let stem = stem.unwrap_or_default();
    let Some((made_of, _)) = stem.rsplit_once('-') else {
        return false;
    };
    let made_of = made_of.replace('-', "_");
    let name = name.replace('-', "_");
    made_of.strip_prefix("lib").unwrap_or(&made_of) == name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_artifacts_of_a_crate_are_its_own() {
        for file in [
            "libcorpus_box-0123456789abcdef.rmeta",
            "corpus_box-0123456789abcdef.d",
            "corpus-box-0123456789abcdef",
        ] {
            assert!(is_artifact(Path::new(file), "corpus-box"), "{file}");
        }
        for file in [
            "libcorpus_box_platform-0123456789abcdef.rmeta",
            "corpus-box-platform-0123456789abcdef",
            "libserde-0123456789abcdef.rmeta",
            "corpus_box",
        ] {
            assert!(!is_artifact(Path::new(file), "corpus-box"), "{file}");
        }
    }
}
