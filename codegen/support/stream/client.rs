//! Streams over the connection of a client. They may take any time, as long as something moves.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_TYPE;
use http_body::Body as _;
use tokio::time::{Instant, Sleep, sleep};

use super::{ByteStream, Pieces, StreamError};
use crate::support::client::{Body, BodyError, FromResponse, Movement, Request, Response};

impl Request {
    /// Leaves the body of a success to be read piece by piece when it is of one of these media
    /// types; `*/*` is for all that the operation does not list.
    #[must_use]
    pub fn streaming(mut self, media_types: &'static [&'static str]) -> Self {
        self.movement.get_or_insert_default();
        self.streamed = media_types;
        self
    }

    /// Sends `body` piece by piece.
    #[must_use]
    pub fn stream(self, body: impl Into<ByteStream>) -> Self {
        self.send_stream(body.into(), None)
    }

    /// Sends `body` piece by piece; it is of the type `media`, unless it says another itself.
    #[must_use]
    pub fn stream_as(self, body: impl Into<ByteStream>, media: &'static str) -> Self {
        self.send_stream(body.into(), Some(media))
    }

    fn send_stream(mut self, body: ByteStream, media: Option<&'static str>) -> Self {
        let movement = Movement::new();
        self.movement = Some(movement.clone());
        let body = body.with_pieces(|pieces| Moved { pieces, movement });
        let own = body.media_type.clone();
        self.set_body(Body::new(body), "application/octet-stream");
        if let Some(media) = own.as_deref().or(media) {
            self.insert(CONTENT_TYPE, media);
        }
        self
    }

    /// Sends `body` piece by piece, if there is one.
    #[must_use]
    pub fn optional_stream(self, body: Option<impl Into<ByteStream>>) -> Self {
        match body {
            Some(body) => self.stream(body),
            None => self,
        }
    }
}

/// A stream that notes when it moved last.
struct Moved {
    pieces: Pieces<Bytes>,
    movement: Movement,
}

impl Stream for Moved {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.movement.renew();
        self.pieces.as_mut().poll_next(context)
    }
}

/// What a server sends, which is given up when nothing comes.
struct Received {
    body: Body,
    silence: Duration,
    late: Pin<Box<Sleep>>,
    done: bool,
}

impl Stream for Received {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        while !this.done {
            let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(context) else {
                ready!(this.late.as_mut().poll(context));
                this.done = true;
                return Poll::Ready(Some(Err(StreamError::late())));
            };
            this.late.as_mut().reset(Instant::now() + this.silence);
            match frame {
                // Trailers are not part of the body.
                Some(Ok(frame)) => {
                    if let Ok(piece) = frame.into_data() {
                        return Poll::Ready(Some(Ok(piece)));
                    }
                }
                Some(Err(error)) => {
                    this.done = true;
                    return Poll::Ready(Some(Err(StreamError::broken(error))));
                }
                None => this.done = true,
            }
        }
        Poll::Ready(None)
    }
}

impl FromResponse for ByteStream {
    fn from_response(response: &Response) -> Result<Self, BodyError> {
        let mut stream = match response.take_unread() {
            None => Self::from(response.body.clone()),
            Some((body, silence)) => {
                let length = body.size_hint().exact();
                let mut stream = Self::of(Box::pin(Received {
                    body,
                    silence,
                    late: Box::pin(sleep(silence)),
                    done: false,
                }));
                stream.length = length;
                stream
            }
        };
        let media_type = response.headers.get(CONTENT_TYPE);
        stream.media_type = media_type.and_then(|it| it.to_str().ok()).map(str::to_owned);
        Ok(stream)
    }
}
