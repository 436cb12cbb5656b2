//! JSON values one after the other: JSON lines, and JSON text sequences (RFC 7464).

mod parser;

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::StatusCode;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::support::http::read_json;
use crate::support::stream::{ByteStream, Cause, Mapped, Pieces, Shared, StreamError};
use crate::support::tables::{Envelope, Parts, Streamed};
use parser::Parser;

/// What a record begins with in a JSON text sequence.
const RECORD: u8 = 0x1e;

/// Values, one after the other.
///
/// ```text
/// while let Some(value) = lines.next().await {
///     println!("{:?}", value?);
/// }
/// ```
pub struct JsonLines<T> {
    values: Shared<Pieces<T>>,
    encode: Encode<T>,
}

type Encode<T> = fn(&T) -> serde_json::Result<Vec<u8>>;

impl<T: Serialize + 'static> JsonLines<T> {
    /// Made of `values`, which are asked for one by one, as fast as the other side takes them.
    pub fn new<S, E>(values: S) -> Self
    where
        S: Stream<Item = Result<T, E>> + Send + 'static,
        E: Into<Cause> + 'static,
    {
        Self::of(Box::pin(Mapped {
            stream: Box::pin(values),
            map: |value: Result<T, E>| value.map_err(StreamError::broken),
        }))
    }

    /// The values in `bytes`.
    #[must_use]
    pub fn read(bytes: ByteStream) -> Self
    where
        T: DeserializeOwned,
    {
        Self::of(Box::pin(Mapped {
            stream: Box::pin(Received {
                bytes,
                parser: Parser::default(),
                ready: VecDeque::new(),
                done: false,
            }),
            map: |record: Result<Vec<u8>, StreamError>| {
                read_json(&record?).map_err(StreamError::unfit)
            },
        }))
    }

    fn of(values: Pieces<T>) -> Self {
        Self {
            values: Shared::new(values),
            encode: serde_json::to_vec,
        }
    }
}

impl<T> JsonLines<T> {
    /// The next value; `None` at the end. After one that does not fit, the stream goes on.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        poll_fn(|context| self.values.get_mut().as_mut().poll_next(context)).await
    }
}

impl<T> Stream for JsonLines<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.values.get_mut().as_mut().poll_next(context)
    }
}

/// All that are there already.
impl<T: Serialize + Send + Unpin + 'static> From<Vec<T>> for JsonLines<T> {
    fn from(values: Vec<T>) -> Self {
        Self::of(Box::pin(Listed(values.into_iter())))
    }
}

impl<T: DeserializeOwned + Serialize + 'static> From<ByteStream> for JsonLines<T> {
    fn from(bytes: ByteStream) -> Self {
        Self::read(bytes)
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JsonLines")
    }
}

impl<T: 'static> JsonLines<T> {
    /// The bytes of `values`, as lines, or as a sequence.
    fn written(values: Pieces<T>, encode: Encode<T>, is_sequence: bool) -> ByteStream {
        ByteStream::of(Box::pin(Mapped {
            stream: values,
            map: move |value: Result<T, StreamError>| {
                let value = encode(&value?).map_err(StreamError::broken)?;
                let record = is_sequence.then_some(RECORD);
                let mut line: Vec<u8> = record.into_iter().collect();
                line.extend(value);
                line.push(b'\n');
                Ok(Bytes::from(line))
            },
        }))
    }

    /// As it is sent when its media type is `media`.
    #[must_use]
    pub fn written_as(mut self, media: &str) -> ByteStream {
        let nothing: Pieces<T> = Box::pin(Nothing(std::marker::PhantomData));
        let values = std::mem::replace(self.values.get_mut(), nothing);
        Self::written(values, self.encode, is_sequence(media))
    }
}

fn is_sequence(media: &str) -> bool {
    let essence = crate::support::http::media_type(media).to_ascii_lowercase();
    essence.ends_with("json-seq")
}

impl<T: 'static> Streamed for JsonLines<T> {
    fn usual_media(&self) -> &'static str {
        "application/jsonl"
    }

    #[cfg(feature = "server")]
    fn start(&self, media: &str) -> crate::support::server::StreamBody {
        let nothing: Pieces<T> = Box::pin(Nothing(std::marker::PhantomData));
        let values = self.values.replace(nothing);
        Self::written(values, self.encode, is_sequence(media)).start(media)
    }
}

impl<T: 'static> Envelope for JsonLines<T> {
    fn parts(&self, status: StatusCode) -> Parts<'_> {
        Parts::streamed(status, self)
    }
}

#[cfg(feature = "client")]
impl<T> crate::support::client::FromResponse for JsonLines<T>
where
    T: DeserializeOwned + Serialize + 'static,
{
    fn from_response(
        response: &crate::support::client::Response,
    ) -> Result<Self, crate::support::client::BodyError> {
        ByteStream::from_response(response).map(Self::read)
    }
}

#[cfg(feature = "mock")]
impl<T> crate::support::mock::FromAnswer for JsonLines<T>
where
    T: DeserializeOwned + Serialize + 'static,
{
    fn from_answer(chosen: &crate::support::mock::Chosen) -> serde_json::Result<Self> {
        ByteStream::from_answer(chosen).map(Self::read)
    }
}

/// Values that are there already.
struct Listed<T>(std::vec::IntoIter<T>);

impl<T: Unpin> Stream for Listed<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next().map(Ok))
    }
}

/// What has been sent already.
struct Nothing<T>(std::marker::PhantomData<fn() -> T>);

impl<T> Stream for Nothing<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}

/// The texts of values, as they come.
struct Received {
    bytes: ByteStream,
    parser: Parser,
    ready: VecDeque<Vec<u8>>,
    done: bool,
}

impl Stream for Received {
    type Item = Result<Vec<u8>, StreamError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(record) = this.ready.pop_front() {
                return Poll::Ready(Some(Ok(record)));
            }
            if this.done {
                return Poll::Ready(None);
            }
            let pushed = match ready!(Pin::new(&mut this.bytes).poll_next(context)) {
                Some(Ok(piece)) => this.parser.push(&piece, &mut this.ready),
                Some(Err(error)) => Err(error),
                None => {
                    this.done = true;
                    this.ready.extend(this.parser.finish());
                    Ok(())
                }
            };
            if let Err(error) = pushed {
                this.done = true;
                return Poll::Ready(Some(Err(error)));
            }
        }
    }
}
