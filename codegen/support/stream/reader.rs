//! Pieces of what a reader reads.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use tokio::io::{AsyncRead, ReadBuf};

use super::StreamError;

/// The most that is read at once.
const PIECE: usize = 64 * 1024;

/// Pieces of what a reader reads.
pub(super) struct Reader {
    reader: Pin<Box<dyn AsyncRead + Send>>,
    buffer: Vec<u8>,
}

impl Reader {
    pub(super) fn new(reader: impl AsyncRead + Send + 'static) -> Self {
        Self {
            reader: Box::pin(reader),
            buffer: vec![0; PIECE],
        }
    }
}

impl Stream for Reader {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let mut buffer = ReadBuf::new(&mut this.buffer);
        let read = ready!(this.reader.as_mut().poll_read(context, &mut buffer));
        let filled = buffer.filled();
        Poll::Ready(match read {
            Ok(()) if filled.is_empty() => None,
            Ok(()) => Some(Ok(Bytes::copy_from_slice(filled))),
            Err(error) => Some(Err(StreamError::broken(error))),
        })
    }
}
