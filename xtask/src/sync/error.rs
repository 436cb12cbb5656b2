//! Why a folder could not be compared or written.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use codegen::MARKER;

use super::plan::Obstacle;

/// Why a folder could not be compared or written.
#[derive(Debug)]
pub(crate) enum SyncError {
    /// The file system refused.
    Io {
        doing: Doing,
        path: PathBuf,
        source: io::Error,
    },
    /// What stands where emitted files belong is not ours to replace.
    InTheWay(Vec<Obstacle>),
    /// The generator forgot the marker, so its next run would not know the file as its own.
    NoMarker(String),
}

/// What was being done when the file system refused.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Doing {
    CreateFolder,
    ListFolder,
    Read,
    Write,
    Rename,
    Remove,
}

impl SyncError {
    /// For `map_err`: the file system refused `doing` something to `path`.
    pub(super) fn io(doing: Doing, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io {
            doing,
            path,
            source,
        }
    }
}

impl fmt::Display for SyncError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io {
                doing,
                path,
                source,
            } => {
                let doing = match doing {
                    Doing::CreateFolder => "create the folder",
                    Doing::ListFolder => "list the folder",
                    Doing::Read => "read",
                    Doing::Write => "write",
                    Doing::Rename => "rename a file to",
                    Doing::Remove => "remove",
                };
                write!(f, "cannot {doing} {}: {source}", path.display())
            }
            Self::InTheWay(obstacles) => {
                for obstacle in obstacles {
                    writeln!(f, "{obstacle}")?;
                }
                f.write_str("nothing was written; move them away, or delete what nobody needs, and run again")
            }
            Self::NoMarker(path) => write!(
                f,
                "the generator gave {path} without the words `{MARKER}` at its top; nothing was written"
            ),
        }
    }
}

impl std::error::Error for SyncError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::InTheWay(_) | Self::NoMarker(_) => None,
        }
    }
}
