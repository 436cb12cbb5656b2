//! Bodies on their way between a client and a server.

use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt as _;
use http_body_util::combinators::UnsyncBoxBody;

/// The cause of an error, whatever its type.
pub(in crate::support) type Cause = Box<dyn std::error::Error + Send + Sync>;

/// A body on its way: whole, or coming piece by piece.
pub struct Body(Kind);

enum Kind {
    /// `None`, once it is taken.
    Whole(Option<Bytes>),
    Pieces(Mutex<UnsyncBoxBody<Bytes, Cause>>),
    /// As reqwest hands it over, in a box of its own.
    #[cfg(feature = "client")]
    Received(reqwest::Body),
}

impl Body {
    /// Nothing.
    #[must_use]
    pub fn empty() -> Self {
        Self(Kind::Whole(None))
    }

    /// What `body` gives, as it gives it.
    pub fn new<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Cause>,
    {
        Self(Kind::Pieces(Mutex::new(
            body.map_err(Into::into).boxed_unsync(),
        )))
    }

    /// What reqwest has received.
    #[cfg(feature = "client")]
    pub(super) const fn received(body: reqwest::Body) -> Self {
        Self(Kind::Received(body))
    }

    /// The same once more; `None`, when it can be sent only once.
    #[must_use]
    pub fn try_clone(&self) -> Option<Self> {
        match &self.0 {
            Kind::Whole(bytes) => Some(Self(Kind::Whole(bytes.clone()))),
            Kind::Pieces(_) => None,
            #[cfg(feature = "client")]
            Kind::Received(_) => None,
        }
    }

    /// All of it, when that is there already.
    ///
    /// # Errors
    ///
    /// The body itself, when it is still to come.
    pub fn into_whole(self) -> Result<Bytes, Self> {
        match self.0 {
            Kind::Whole(bytes) => Ok(bytes.unwrap_or_default()),
            Kind::Pieces(_) => Err(self),
            #[cfg(feature = "client")]
            Kind::Received(_) => Err(self),
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl<B: Into<Bytes>> From<B> for Body {
    fn from(bytes: B) -> Self {
        let bytes = bytes.into();
        Self(Kind::Whole((!bytes.is_empty()).then_some(bytes)))
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = Cause;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Cause>>> {
        match &mut self.0 {
            Kind::Whole(bytes) => Poll::Ready(bytes.take().map(|it| Ok(Frame::data(it)))),
            Kind::Pieces(pieces) => {
                let pieces = pieces.get_mut().unwrap_or_else(PoisonError::into_inner);
                Pin::new(pieces).poll_frame(context)
            }
            #[cfg(feature = "client")]
            Kind::Received(body) => {
                let frame = Pin::new(body).poll_frame(context);
                // The URL is left out: its query may hold a secret.
                frame.map_err(|error| error.without_url().into())
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Kind::Whole(bytes) => bytes.is_none(),
            Kind::Pieces(pieces) => {
                let pieces = pieces.lock().unwrap_or_else(PoisonError::into_inner);
                pieces.is_end_stream()
            }
            #[cfg(feature = "client")]
            Kind::Received(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Kind::Whole(bytes) => {
                let length = bytes.as_ref().map_or(0, Bytes::len);
                SizeHint::with_exact(length as u64)
            }
            Kind::Pieces(pieces) => {
                let pieces = pieces.lock().unwrap_or_else(PoisonError::into_inner);
                pieces.size_hint()
            }
            #[cfg(feature = "client")]
            Kind::Received(body) => http_body::Body::size_hint(body),
        }
    }
}

impl fmt::Debug for Body {
    /// Its length only: it may hold a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = http_body::Body::size_hint(self).exact();
        f.debug_struct("Body").field("length", &length).finish()
    }
}
