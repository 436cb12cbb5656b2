//! Events over one connection after another, as browsers read them (HTML, section 9.2).

use std::error::Error as StdError;
use std::future::Future as _;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use http::{HeaderName, HeaderValue, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::time::{Sleep, sleep};

use super::body::Cause;
use super::exchange::{Exchange, exchange};
use super::retry::is_repeatable;
use super::{Call, Fault, FromResponse as _, Request, Response};
use crate::support::events::{EventStream, Raw, Until};
use crate::support::stream::{ByteStream, StreamError};

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// The wait before a lost connection is opened again, until the server says another.
const WAIT: Duration = Duration::from_secs(3);

/// The shortest wait after a connection could not be opened.
const SHORTEST_WAIT: Duration = Duration::from_millis(100);

/// The longest wait, when opening it fails again and again.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

impl<T, E> Call<EventStream<T>, E>
where
    T: DeserializeOwned + Serialize + Send + 'static,
    E: StdError + Send + Sync + 'static,
{
    /// The events, whatever becomes of the connection: one that is lost is opened again, after the
    /// time that the server asks for (`retry`) or three seconds, and goes on after the last event
    /// that had an id (`Last-Event-ID`). The call is made when the first event is asked for.
    ///
    /// The stream ends with the sentinel, if there is one, with an answer of 204, or with the error
    /// that any answer but events is. What is not safe to send twice is sent once: of an operation
    /// whose method is not idempotent, a lost connection is the end.
    #[must_use]
    pub fn reconnecting(self) -> EventStream<T> {
        let Self {
            request, reader, ..
        } = self;
        let read = move |came: Result<Response, Fault>| {
            let response = came.map_err(|fault| Cause::from(fault.into_error::<E>(reader.operation)))?;
            let sentinel = response.sentinel;
            let answer = reader.read(response, &|it| {
                it.media_type(&["text/event-stream"])?;
                ByteStream::from_response(it)
            });
            Ok(Until::new::<T>(answer.map_err(Cause::from)?.value, sentinel))
        };
        EventStream::of(Box::pin(Connections {
            is_repeatable: is_repeatable(&request.operation.method, &request.headers),
            request,
            read: Box::new(read),
            state: State::Lost(None),
            wait: WAIT,
            failures: None,
        }))
    }
}

/// Reads the head of an answer.
type Read = dyn Fn(Result<Response, Fault>) -> Result<Until, Cause> + Send;

/// One connection after another. Nothing here depends on what an event is.
struct Connections {
    /// What is sent, with the id of the last event.
    request: Request,
    is_repeatable: bool,
    read: Box<Read>,
    state: State,
    /// How long to wait before a lost connection is opened again.
    wait: Duration,
    /// The wait after the failures since the last connection; `None`, before there was one.
    failures: Option<Duration>,
}

enum State {
    /// There is no connection; it is opened after this time.
    Lost(Option<Pin<Box<Sleep>>>),
    Opening(Exchange),
    Open(Box<Until>),
    Ended,
}

impl Connections {
    fn open(&mut self) -> State {
        match self.request.try_clone() {
            Some(request) => State::Opening(exchange(request)),
            // What can be sent only once is not sent again.
            None if self.failures.is_some() => State::Ended,
            None => {
                self.is_repeatable = false;
                let body = self.request.body.take();
                let Some(mut request) = self.request.try_clone() else {
                    return State::Ended;
                };
                request.body = body;
                State::Opening(exchange(request))
            }
        }
    }

    fn opened(&mut self, came: Result<Response, Fault>) -> Result<State, StreamError> {
        if came.as_ref().is_ok_and(|it| it.status == StatusCode::NO_CONTENT) {
            return Ok(State::Ended);
        }
        if let (Some(wait), Err(Fault::Transport(_) | Fault::Late)) = (self.failures, &came) {
            // A server that is gone may come back; a little later each time.
            let next = wait.saturating_mul(2).max(SHORTEST_WAIT);
            self.failures = Some(next.min(LONGEST_WAIT.max(self.wait)));
            return Ok(State::Lost(Some(Box::pin(sleep(wait)))));
        }
        let events = (self.read)(came).map_err(StreamError::broken)?;
        self.failures = Some(self.wait);
        Ok(State::Open(Box::new(events)))
    }

    /// Notes what the events so far say about the next connection.
    fn note(&mut self) {
        let State::Open(events) = &self.state else {
            return;
        };
        if let Some(wait) = events.wait() {
            self.wait = wait;
            self.failures = Some(wait);
        }
        match events.last_id().map(|it| HeaderValue::from_bytes(it.as_bytes())) {
            Some(Ok(id)) if id.is_empty() => {
                self.request.headers.remove(LAST_EVENT_ID);
            }
            Some(Ok(id)) => {
                self.request.headers.insert(LAST_EVENT_ID, id);
            }
            Some(Err(_)) | None => {}
        }
    }
}

impl Stream for Connections {
    type Item = Result<Raw, StreamError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            match &mut this.state {
                State::Lost(wait) => {
                    if let Some(wait) = wait {
                        ready!(wait.as_mut().poll(context));
                    }
                    this.state = this.open();
                }
                State::Opening(exchange) => {
                    let came = ready!(exchange.as_mut().poll(context));
                    match this.opened(came) {
                        Ok(state) => this.state = state,
                        Err(error) => {
                            this.state = State::Ended;
                            return Poll::Ready(Some(Err(error)));
                        }
                    }
                }
                State::Open(events) => {
                    let event = ready!(Pin::new(&mut *events).poll_next(context));
                    let has_ended = events.has_ended();
                    this.note();
                    match event {
                        Some(Ok(event)) => return Poll::Ready(Some(Ok(event))),
                        None if has_ended => this.state = State::Ended,
                        lost if !this.is_repeatable => {
                            this.state = State::Ended;
                            return Poll::Ready(lost);
                        }
                        Some(Err(error)) if error.is_too_large() => {
                            this.state = State::Ended;
                            return Poll::Ready(Some(Err(error)));
                        }
                        Some(Err(_)) | None => {
                            this.state = State::Lost(Some(Box::pin(sleep(this.wait))));
                        }
                    }
                }
                State::Ended => return Poll::Ready(None),
            }
        }
    }
}
