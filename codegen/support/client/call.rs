//! Calls: requests that know how to read what comes back.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::exchange::{Exchange, exchange};
use super::retry::IDEMPOTENCY_KEY;
use super::{BodyError, Error, Failure, Request, Response, Retries};
use crate::support::http::Operation;

/// Reads a success.
pub type Decode<T> = fn(&Response) -> Result<T, BodyError>;

/// Reads a documented failure; `None` when the document has none of this status.
type DecodeFailure<E> = fn(&Response) -> Option<Result<E, BodyError>>;

/// A call that is ready to be made: await it, or [`send`](Self::send) it to see status and
/// headers too.
#[must_use = "a call is not made before it is awaited"]
pub struct Call<T, E> {
    pub(super) request: Request,
    pub(super) decode: Decode<T>,
    pub(super) reader: Reader<E>,
}

impl<T, E> Call<T, E> {
    pub(super) fn new(request: Request, decode: Decode<T>) -> Self
    where
        E: Failure,
    {
        let reader = Reader {
            operation: request.operation,
            decode_failure: E::from_response,
        };
        Self {
            request,
            decode,
            reader,
        }
    }

    /// Gives up after this time, whatever the client says.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.request.timeout = Some(timeout);
        self
    }

    /// Sends the request again as `retries` says, whatever the client says.
    pub fn retries(mut self, retries: Retries) -> Self {
        self.request.retries = Some(retries);
        self
    }

    /// Sends `key` along as `Idempotency-Key`: a server that knows it does the work once, however
    /// often the request is sent, so that it may be sent again.
    pub fn idempotency_key(mut self, key: &str) -> Self {
        self.request.set_header(IDEMPOTENCY_KEY.as_str(), key);
        self
    }

    /// Calls the API at another URL than the client.
    pub fn base_url(mut self, base_url: &str) -> Self {
        let core = self.request.core.clone();
        self.request.core = core.with_base_url(base_url).with_one_base_url();
        self
    }

    /// Sends this header along.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request.set_header(name, value);
        self
    }

    /// Makes the call; the answer carries status and headers.
    pub fn send(self) -> Sending<T, E> {
        Sending {
            exchange: exchange(self.request),
            decode: self.decode,
            reader: self.reader,
        }
    }
}

impl<T, E> IntoFuture for Call<T, E> {
    type Output = Result<T, Error<E>>;
    type IntoFuture = Pending<T, E>;

    fn into_future(self) -> Pending<T, E> {
        Pending(self.send())
    }
}

#[cfg(feature = "blocking")]
impl<T: Send, E: Send> Call<T, E> {
    /// Makes the call, and blocks until it is done.
    ///
    /// # Errors
    ///
    /// As when it is awaited.
    pub fn wait(self) -> Result<T, Error<E>> {
        let operation = self.reader.operation;
        super::blocking::wait(self.into_future()).unwrap_or_else(|source| {
            Err(Error::Transport {
                operation,
                source: source.into(),
            })
        })
    }
}

impl<T, E> fmt::Debug for Call<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Call").field(&self.request).finish()
    }
}

/// A success, with what else the server said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer<T> {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The answer itself.
    pub value: T,
    /// The body as it came; empty, when it is read piece by piece.
    pub body: Bytes,
}

/// A call under way that ends in an [`Answer`].
#[must_use = "futures do nothing unless awaited"]
pub struct Sending<T, E> {
    exchange: Exchange,
    decode: Decode<T>,
    reader: Reader<E>,
}

impl<T, E> Future for Sending<T, E> {
    type Output = Result<Answer<T>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let exchanged = ready!(self.exchange.as_mut().poll(context));
        Poll::Ready(match exchanged {
            Ok(response) => self.reader.read(response, &self.decode),
            Err(fault) => Err(fault.into_error(self.reader.operation)),
        })
    }
}

impl<T, E> fmt::Debug for Sending<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.reader.operation;
        f.debug_tuple("Sending").field(&operation.id).finish()
    }
}

/// Reads the answers to an operation.
pub(super) struct Reader<E> {
    pub(super) operation: &'static Operation,
    decode_failure: DecodeFailure<E>,
}

impl<E> Reader<E> {
    /// Reads `response`, a success with `decode`.
    pub(super) fn read<T>(
        &self,
        response: Response,
        decode: &dyn Fn(&Response) -> Result<T, BodyError>,
    ) -> Result<Answer<T>, Error<E>> {
        let operation = self.operation;
        if operation.succeeds_with(response.status) {
            return match decode(&response) {
                Ok(value) => Ok(Answer {
                    status: response.status,
                    headers: response.headers,
                    value,
                    body: response.body,
                }),
                Err(error) => Err(Error::Body {
                    operation,
                    response: Box::new(response),
                    error,
                }),
            };
        }
        let failure = (self.decode_failure)(&response);
        let response = Box::new(response);
        Err(match failure {
            Some(Ok(failure)) => Error::Failure {
                operation,
                failure,
                response,
            },
            Some(Err(error)) => Error::Body {
                operation,
                response,
                error,
            },
            None => Error::Unexpected {
                operation,
                response,
            },
        })
    }
}

/// A call under way.
#[must_use = "futures do nothing unless awaited"]
#[derive(Debug)]
pub struct Pending<T, E>(Sending<T, E>);

impl<T, E> Future for Pending<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = ready!(Pin::new(&mut self.0).poll(context));
        Poll::Ready(answer.map(|it| it.value))
    }
}
