//! Streams over the connection of a server.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::StatusCode;
use http::request::Parts;
use http_body::Body as _;
use http_body_util::{LengthLimitError, Limited};

use super::{ByteStream, Pieces, StreamError};
use crate::support::axum::{Body, Request};
use crate::support::http::{Operation, best_media_type};
use crate::support::server::{Refusal, content_type};

impl Request {
    /// Begins to read the body.
    ///
    /// # Errors
    ///
    /// When a parameter did not fit, or the body is of another media type than the operation takes,
    /// or says that it is too large.
    pub fn open(mut self) -> Result<Incoming, Refusal> {
        self.check_parameters()?;
        let media_type = match self.media_type()? {
            None if !self.body.is_end_stream() => {
                // What a body is that does not say (RFC 9110, section 8.3).
                let bytes = best_media_type(self.operation.consumes, "application/octet-stream");
                Some(bytes.ok_or_else(|| self.unsupported())?)
            }
            known => known,
        };
        let size = self.body.size_hint().lower();
        if usize::try_from(size).is_ok_and(|it| it > self.max_body_bytes) {
            return Err(StreamError::too_large(self.max_body_bytes).into());
        }
        Ok(Incoming {
            operation: self.operation,
            media_type,
            parts: self.parts,
            limit: self.max_body_bytes,
            body: self.body,
        })
    }
}

/// The body of a request, before it is read.
pub struct Incoming {
    operation: &'static Operation,
    media_type: Option<&'static str>,
    parts: Arc<Parts>,
    limit: usize,
    body: axum::body::Body,
}

impl Incoming {
    /// Its media type, as the operation lists it; empty when it has none.
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        self.media_type.unwrap_or_default()
    }

    /// The same, which has to be there, if only empty.
    ///
    /// # Errors
    ///
    /// When it is not.
    pub fn required(self) -> Result<Self, Refusal> {
        match content_type(&self.parts.headers).is_none() && self.body.is_end_stream() {
            true => Err(Body::missing()),
            false => Ok(self),
        }
    }

    /// The same, unless there is nothing in it.
    ///
    /// # Errors
    ///
    /// When it breaks off.
    pub async fn filled(self) -> Result<Option<Self>, Refusal> {
        if self.body.is_end_stream() {
            return Ok(None);
        }
        let length = self.body.size_hint().exact();
        let mut rest: Pieces<Bytes> = Box::pin(Limit(Limited::new(self.body, self.limit), self.limit));
        let first = loop {
            match std::future::poll_fn(|context| rest.as_mut().poll_next(context)).await {
                Some(Ok(piece)) if piece.is_empty() => {}
                Some(first) => break first?,
                None => return Ok(None),
            }
        };
        let mut stream = ByteStream::of(Box::pin(Resumed {
            first: Some(first),
            rest,
        }));
        stream.length = length;
        Ok(Some(Self {
            body: axum::body::Body::new(stream),
            ..self
        }))
    }

    /// As a stream, which ends early when there is more than is allowed.
    #[must_use]
    pub fn stream(self) -> ByteStream {
        let length = self.body.size_hint().exact();
        let limited = Limit(Limited::new(self.body, self.limit), self.limit);
        let mut stream = ByteStream::of(Box::pin(limited));
        stream.length = length;
        stream.media_type = content_type(&self.parts.headers).map(str::to_owned);
        stream
    }

    /// Reads it to its end.
    ///
    /// # Errors
    ///
    /// When it is too large, or broken off.
    pub async fn receive(self) -> Result<Body, Refusal> {
        Body::collect(self.operation, self.parts, self.media_type, self.body, self.limit).await
    }
}

/// A body that ends early when there is more than is allowed.
struct Limit(Limited<axum::body::Body>, usize);

impl Stream for Limit {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        let limit = self.1;
        loop {
            let frame = std::task::ready!(Pin::new(&mut self.0).poll_frame(context));
            return Poll::Ready(match frame {
                None => None,
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(piece) => Some(Ok(piece)),
                    // Trailers are not part of the body.
                    Err(_) => continue,
                },
                Some(Err(error)) if error.is::<LengthLimitError>() => {
                    Some(Err(StreamError::too_large(limit)))
                }
                Some(Err(error)) => Some(Err(StreamError::broken(error))),
            });
        }
    }
}

/// A stream of which the first piece has been read already.
struct Resumed {
    first: Option<Bytes>,
    rest: Pieces<Bytes>,
}

impl Stream for Resumed {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        match self.first.take() {
            Some(first) => Poll::Ready(Some(Ok(first))),
            None => self.rest.as_mut().poll_next(context),
        }
    }
}

impl From<StreamError> for Refusal {
    fn from(error: StreamError) -> Self {
        let status = if error.is_too_large() {
            StatusCode::PAYLOAD_TOO_LARGE
        } else {
            StatusCode::BAD_REQUEST
        };
        Self::new(status, format!("the body cannot be read: {error}"))
    }
}
