//! Files whose bytes are read while they are sent.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::File;
use crate::support::stream::ByteStream;

/// A stream that is sent once, by whichever copy comes first.
#[derive(Clone)]
pub struct Once(Arc<Mutex<Option<ByteStream>>>);

impl Once {
    /// The stream; `None`, once it is sent.
    #[must_use]
    pub fn take(&self) -> Option<ByteStream> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl File {
    /// A file whose bytes are read while it is sent: once, so that a form with it is sent once.
    #[must_use]
    pub fn streamed(stream: impl Into<ByteStream>) -> Self {
        let stream = stream.into();
        Self {
            content_type: stream.media_type().map(str::to_owned),
            stream: Some(Once(Arc::new(Mutex::new(Some(stream))))),
            ..Self::default()
        }
    }

    /// The file at `path`, read while it is sent, with the last part of the path as its name.
    ///
    /// # Errors
    ///
    /// When it cannot be opened.
    #[cfg(feature = "fs")]
    pub async fn open(path: impl AsRef<std::path::Path>) -> std::io::Result<Self> {
        let path = path.as_ref();
        let file = Self::streamed(ByteStream::from_file(path).await?);
        let name = path.file_name().map(|it| it.to_string_lossy().into_owned());
        Ok(Self { name, ..file })
    }
}

impl PartialEq for Once {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Once {}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Once")
    }
}
