//! Files in forms.

#[cfg(feature = "client-core")]
mod streamed;

use std::fmt;

use bytes::Bytes;

/// A file in a form: bytes, and what is said of them.
///
/// ```text
/// File::new(std::fs::read("rex.png")?).with_name("rex.png").with_content_type("image/png")
/// ```
#[derive(Clone, PartialEq, Eq, Default)]
pub struct File {
    /// What is in it.
    pub bytes: Bytes,
    /// What it is called where it comes from. Whoever sends it chooses this freely, so that it is
    /// no path to write to.
    pub name: Option<String>,
    /// Its media type; where there is none, the first one that the document names is sent.
    pub content_type: Option<String>,
    /// The other headers of its part.
    pub headers: Vec<(String, String)>,
    /// What is in it instead, when it is read while it is sent.
    #[cfg(feature = "client-core")]
    pub(in crate::support) stream: Option<streamed::Once>,
}

impl File {
    /// A file of these bytes.
    #[must_use]
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self {
            bytes: bytes.into(),
            ..Self::default()
        }
    }

    /// Says what it is called.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Says what its media type is.
    #[must_use]
    pub fn with_content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Sends a header along with it.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

impl<T: Into<Bytes>> From<T> for File {
    fn from(bytes: T) -> Self {
        Self::new(bytes)
    }
}

/// Shows how many bytes there are, not which.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("bytes", &self.bytes.len())
            .field("name", &self.name)
            .field("content_type", &self.content_type)
            .field("headers", &self.headers)
            .finish()
    }
}
