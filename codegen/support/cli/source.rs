//! Where what is sent comes from: an argument, a file, standard input.

use std::fs;
use std::io::{self, Read as _};
use std::path::PathBuf;

use super::failure::Failure;

/// A file, or standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FileSource {
    /// A file, and the media type that somebody says it is of.
    Path(PathBuf, Option<String>),
    /// Standard input.
    Standard,
}

impl FileSource {
    /// What `@path` and `-` mean; `None` for everything else.
    pub(super) fn of(text: &str) -> Option<Self> {
        match text {
            "-" | "@-" => Some(Self::Standard),
            _ => Some(Self::Path(text.strip_prefix('@')?.into(), None)),
        }
    }

    /// The same for a file in a form, which may have a media type: `@rex.png;type=image/png`.
    pub(super) fn of_part(text: &str) -> Option<Self> {
        match (Self::of(text)?, text.split_once(";type=")) {
            (Self::Path(..), Some((path, media))) => {
                let path = path.strip_prefix('@')?;
                Some(Self::Path(path.into(), Some(media.to_owned())))
            }
            (source, _) => Some(source),
        }
    }

    /// How it is named to `curl`, and to people.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Path(path, _) => path.display().to_string(),
            Self::Standard => "-".to_owned(),
        }
    }

    /// All of it.
    pub(super) fn read(&self) -> Result<Vec<u8>, Failure> {
        let read = match self {
            Self::Path(path, _) => fs::read(path),
            Self::Standard => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
            }
        };
        read.map_err(|error| Failure::unreadable(&self.name(), error))
    }
}
