//! Forms in parts, as they are sent.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_TYPE;

use super::{Request, RequestError};
use crate::support::http::media_type;
use crate::support::http::multipart::{Multipart, Piece, Writer};
use crate::support::stream::{ByteStream, StreamError};

impl Request {
    /// Sends `body` as a form in parts, of the media type `media`: piece by piece, when it has
    /// files that are streams.
    #[must_use]
    pub fn multipart(mut self, media: &'static str, body: &impl Multipart) -> Self {
        match Writer::write(body) {
            Ok((boundary, pieces)) => {
                self = self.pieces(media, pieces);
                let kind = media_type(media);
                self.insert(CONTENT_TYPE, &format!("{kind}; boundary={boundary}"));
            }
            Err(error) => self.fail(RequestError::body(error.to_string())),
        }
        self
    }

    /// Sends `body` as a form in parts, if there is one.
    #[must_use]
    pub fn optional_multipart(self, media: &'static str, body: Option<&impl Multipart>) -> Self {
        match body {
            Some(body) => self.multipart(media, body),
            None => self,
        }
    }

    fn pieces(mut self, media: &'static str, pieces: Vec<Piece>) -> Self {
        if let [Piece::Bytes(whole)] = pieces.as_slice() {
            self.set_body(whole.clone(), media);
            return self;
        }
        let length = length(&pieces);
        let stream = ByteStream::new(Chain(pieces.into()));
        self.stream(match length {
            Some(length) => stream.with_length(length),
            None => stream,
        })
    }
}

/// The length of all `pieces`, if each is known.
fn length(pieces: &[Piece]) -> Option<u64> {
    let mut length = 0;
    for piece in pieces {
        length += match piece {
            Piece::Bytes(bytes) => bytes.len() as u64,
            Piece::Stream(stream) => stream.length()?,
        };
    }
    Some(length)
}

/// Pieces, one after the other.
struct Chain(VecDeque<Piece>);

impl Stream for Chain {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        while let Some(piece) = self.0.front_mut() {
            match piece {
                Piece::Bytes(bytes) => {
                    let bytes = std::mem::take(bytes);
                    self.0.pop_front();
                    return Poll::Ready(Some(Ok(bytes)));
                }
                Piece::Stream(stream) => match ready!(Pin::new(stream).poll_next(context)) {
                    None => {
                        self.0.pop_front();
                    }
                    piece => return Poll::Ready(piece),
                },
            }
        }
        Poll::Ready(None)
    }
}
