//! Bodies that are read and written piece by piece, however long they are.

#[cfg(feature = "client-core")]
mod client;
mod error;
#[cfg(feature = "client-core")]
mod progress;
mod reader;
#[cfg(feature = "server")]
mod server;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::StatusCode;
use http_body::{Body, Frame, SizeHint};
use tokio::io::AsyncRead;

pub use error::StreamError;
#[cfg(feature = "client-core")]
pub use progress::Progress;
#[cfg(feature = "server")]
pub use server::Incoming;

use crate::support::tables::{Envelope, Parts, Streamed};
use reader::Reader;

/// The cause of an error, whatever its type.
pub(in crate::support) type Cause = Box<dyn std::error::Error + Send + Sync>;

/// What a stream of this crate is made of.
pub(in crate::support) type Pieces<T> = Pin<Box<dyn Stream<Item = Result<T, StreamError>> + Send>>;

/// A body that is read and written piece by piece.
///
/// ```text
/// while let Some(piece) = stream.next().await {
///     file.write_all(&piece?).await?;
/// }
/// ```
pub struct ByteStream {
    pieces: Shared<Pieces<Bytes>>,
    length: Option<u64>,
    media_type: Option<String>,
}

impl ByteStream {
    /// Made of `pieces`, which are asked for one by one, as fast as the other side takes them.
    pub fn new<S, B, E>(pieces: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes> + 'static,
        E: Into<Cause> + 'static,
    {
        Self::of(Box::pin(Mapped {
            stream: Box::pin(pieces),
            map: |piece: Result<B, E>| match piece {
                Ok(piece) => Ok(piece.into()),
                Err(error) => Err(StreamError::broken(error)),
            },
        }))
    }

    /// What `reader` reads, such as a file.
    #[must_use]
    pub fn from_reader(reader: impl AsyncRead + Send + 'static) -> Self {
        Self::of(Box::pin(Reader::new(reader)))
    }

    /// The file at `path`, which is read while it is sent.
    ///
    /// # Errors
    ///
    /// When it cannot be opened.
    #[cfg(feature = "fs")]
    pub async fn from_file(path: impl AsRef<std::path::Path>) -> std::io::Result<Self> {
        let file = tokio::fs::File::open(path).await?;
        let about = file.metadata().await?;
        let stream = Self::from_reader(file);
        Ok(match about.is_file() {
            true => stream.with_length(about.len()),
            false => stream,
        })
    }

    /// Says how many bytes there will be, so that the other side is told.
    #[must_use]
    pub fn with_length(mut self, length: u64) -> Self {
        self.length = Some(length);
        self
    }

    /// Says what the bytes are, where the document leaves that open: `image/webp`.
    #[must_use]
    pub fn with_media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    pub(in crate::support) fn of(pieces: Pieces<Bytes>) -> Self {
        Self {
            pieces: Shared::new(pieces),
            length: None,
            media_type: None,
        }
    }

    /// A stream that is this one, in other pieces.
    #[cfg(feature = "client-core")]
    pub(in crate::support) fn with_pieces<S>(self, pieces: impl FnOnce(Pieces<Bytes>) -> S) -> Self
    where
        S: Stream<Item = Result<Bytes, StreamError>> + Send + 'static,
    {
        Self {
            pieces: Shared::new(Box::pin(pieces(self.pieces.into_inner()))),
            ..self
        }
    }

    fn whole(bytes: Bytes) -> Self {
        let length = u64::try_from(bytes.len()).ok();
        let mut stream = Self::of(Box::pin(Once(Some(bytes))));
        stream.length = length;
        stream
    }

    /// How many bytes there are in all, if that is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// What the bytes are, as the sender says.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    /// The next piece; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Bytes, StreamError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// All of it.
    ///
    /// # Errors
    ///
    /// When it breaks off, takes too long, or is larger than allowed.
    pub async fn bytes(mut self) -> Result<Bytes, StreamError> {
        let Some(first) = self.next().await else {
            return Ok(Bytes::new());
        };
        let first = first?;
        let Some(second) = self.next().await else {
            return Ok(first);
        };
        let mut all = BytesMut::from(first);
        all.extend_from_slice(&second?);
        while let Some(piece) = self.next().await {
            all.extend_from_slice(&piece?);
        }
        Ok(all.freeze())
    }

    /// What is in it, when only a reference is at hand; nothing is left.
    #[cfg(feature = "server")]
    pub(in crate::support) fn take(&self) -> Self {
        let nothing: Pieces<Bytes> = Box::pin(Once(None));
        Self {
            pieces: Shared::new(self.pieces.replace(nothing)),
            length: self.length,
            media_type: self.media_type.clone(),
        }
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.pieces.get_mut().as_mut().poll_next(context)
    }
}

impl Body for ByteStream {
    type Data = Bytes;
    type Error = StreamError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, StreamError>>> {
        let piece = self.poll_next(context);
        piece.map(|it| it.map(|it| it.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

impl Streamed for ByteStream {
    fn usual_media(&self) -> &'static str {
        "application/octet-stream"
    }

    fn own_media(&self) -> Option<&str> {
        self.media_type()
    }

    #[cfg(feature = "server")]
    fn start(&self, _: &str) -> crate::support::server::StreamBody {
        use http_body_util::BodyExt as _;

        self.take().map_err(Into::into).boxed_unsync()
    }
}

impl Envelope for ByteStream {
    fn parts(&self, status: StatusCode) -> Parts<'_> {
        Parts::streamed(status, self)
    }
}

#[cfg(feature = "mock")]
impl crate::support::mock::FromAnswer for ByteStream {
    fn from_answer(chosen: &crate::support::mock::Chosen) -> serde_json::Result<Self> {
        let bytes = crate::support::mock::read::bytes(chosen)?;
        Ok(Self::whole(bytes).with_media_type(chosen.sent_media()))
    }
}

impl Default for ByteStream {
    fn default() -> Self {
        Self::whole(Bytes::new())
    }
}

impl From<Bytes> for ByteStream {
    fn from(bytes: Bytes) -> Self {
        Self::whole(bytes)
    }
}

impl From<Vec<u8>> for ByteStream {
    fn from(bytes: Vec<u8>) -> Self {
        Self::whole(bytes.into())
    }
}

impl From<String> for ByteStream {
    fn from(text: String) -> Self {
        Self::whole(text.into())
    }
}

impl From<&[u8]> for ByteStream {
    fn from(bytes: &[u8]) -> Self {
        Self::whole(Bytes::copy_from_slice(bytes))
    }
}

impl From<&str> for ByteStream {
    fn from(text: &str) -> Self {
        text.as_bytes().into()
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length {
            Some(length) => write!(f, "ByteStream({length} bytes)"),
            None => f.write_str("ByteStream"),
        }
    }
}

/// What may be shared between threads, though only its owner uses it.
pub(in crate::support) struct Shared<T>(Mutex<T>);

impl<T> Shared<T> {
    pub(in crate::support) fn new(value: T) -> Self {
        Self(Mutex::new(value))
    }

    pub(in crate::support) fn get_mut(&mut self) -> &mut T {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(feature = "client-core")]
    pub(in crate::support) fn into_inner(self) -> T {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts `value` in the place of what is there.
    #[cfg(feature = "server")]
    pub(in crate::support) fn replace(&self, value: T) -> T {
        let mut guard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut guard, value)
    }
}

/// A stream whose items become others.
pub(in crate::support) struct Mapped<T, M> {
    pub(in crate::support) stream: Pin<Box<dyn Stream<Item = T> + Send>>,
    pub(in crate::support) map: M,
}

impl<T, U, M: FnMut(T) -> U + Unpin> Stream for Mapped<T, M> {
    type Item = U;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<U>> {
        let item = self.stream.as_mut().poll_next(context);
        item.map(|it| it.map(&mut self.map))
    }
}

/// One piece, unless that is empty.
struct Once(Option<Bytes>);

impl Stream for Once {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = self.0.take().filter(|it| !it.is_empty());
        Poll::Ready(piece.map(Ok))
    }
}
