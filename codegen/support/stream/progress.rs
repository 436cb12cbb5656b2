//! How far a body has come.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::{ByteStream, Pieces, StreamError};

/// How far a body has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// How many bytes there were so far.
    pub bytes: u64,
    /// How many there will be in all, if that is known.
    pub total: Option<u64>,
}

impl Progress {
    pub(in crate::support) fn new(total: Option<u64>) -> Self {
        Self { bytes: 0, total }
    }

    pub(in crate::support) fn add(&mut self, piece: &Bytes) -> Self {
        self.bytes += piece.len() as u64;
        *self
    }
}

impl ByteStream {
    /// Tells of every piece how far the stream has come with it.
    #[must_use]
    pub fn with_progress(self, tell: impl FnMut(Progress) + Send + 'static) -> Self {
        let progress = Progress::new(self.length());
        self.with_pieces(|pieces| Told {
            pieces,
            progress,
            tell: Box::new(tell),
        })
    }
}

/// A stream that tells how far it has come.
struct Told {
    pieces: Pieces<Bytes>,
    progress: Progress,
    tell: Box<dyn FnMut(Progress) + Send>,
}

impl Stream for Told {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let piece = std::task::ready!(this.pieces.as_mut().poll_next(context));
        if let Some(Ok(piece)) = &piece {
            (this.tell)(this.progress.add(piece));
        }
        Poll::Ready(piece)
    }
}
