//! Sends a request, again if need be, and reads what comes back. Nothing here depends on the
//! operation's types.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::StatusCode;
use http::header::{CONTENT_TYPE, COOKIE, HeaderMap, HeaderValue, SET_COOKIE};
use http_body::Frame;
use http_body_util::BodyExt as _;
use tokio::time::{Instant, timeout};

use super::body::Body;
use super::fault::Fault;
use super::observe::{Attempt, Outcome};
use super::proof::Proof;
use super::retry::Attempts;
use super::transport::Carried;
use super::{Request, RequestError, Response, TransportError, Unread};
use crate::support::http::{best_media_type, is_json, joined};

/// A request under way.
pub(super) type Exchange = Pin<Box<dyn Future<Output = Result<Response, Fault>> + Send>>;

/// Sends `request` and reads what comes back to its end.
pub(super) fn exchange(request: Request) -> Exchange {
    #[cfg(feature = "tracing")]
    let span = super::trace::call(&request);
    // The future would hold it twice otherwise, and large ones are slow to allocate.
    let work = send_in_time(Box::new(request));
    #[cfg(feature = "tracing")]
    let work = super::trace::told(span, work);
    Box::pin(work)
}

/// The answer to `request`, unless the time for it is over first.
async fn send_in_time(mut request: Box<Request>) -> Result<Response, Fault> {
    if let Some(error) = request.error.take() {
        return Err(Fault::Request(error));
    }
    let body = request.body.take().unwrap_or_default();
    let _place = request.core.permit().await;
    // Pinned here, as all that is handed on is moved.
    let sent = pin!(send(&request, body));
    match &request.movement {
        Some(movement) => movement.or_late(request.silence(), sent).await,
        None => {
            let sent = timeout(request.patience(), sent).await;
            sent.unwrap_or(Err(Fault::Late))
        }
    }
}

/// The answer to `request`, after as many attempts as it takes.
async fn send(request: &Request, mut body: Body) -> Result<Response, Fault> {
    let core = &request.core;
    let mut attempts = Attempts::new(request);
    let mut proof = Proof::of(core, request.operation, None).await?;
    let mut number = 0;
    let mut has_renewed = false;
    loop {
        number += 1;
        let copy = body.try_clone();
        let begun = begin(request, &proof, body, number)?;
        #[cfg(feature = "tracing")]
        let span = begun.span.clone();
        // Two futures of a middle size take less time to allocate than a large one.
        let work = Box::pin(finish(request, begun));
        #[cfg(feature = "tracing")]
        let work = super::trace::told(span, work);
        let came = work.await;
        // What could be sent only once is not sent again.
        let Some(again) = copy else { return came };
        body = again;
        let is_refused = came.as_ref().is_ok_and(|it| it.status == StatusCode::UNAUTHORIZED);
        if is_refused && proof.may_change() && !has_renewed {
            has_renewed = true;
            proof = Proof::of(core, request.operation, Some(&proof)).await?;
        } else if !attempts.again(&came).await {
            return came;
        }
    }
}

/// A request on its way.
struct Begun {
    attempt: Attempt,
    start: Instant,
    carried: Carried,
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

/// Begins to send a request once. What it is made of is gone before anything is waited for.
fn begin(request: &Request, proof: &Proof, body: Body, number: u32) -> Result<Begun, Fault> {
    let core = &request.core;
    let mut sent = write(request, proof, body)?;
    #[cfg(feature = "tracing")]
    let span = super::trace::attempt(request, number, &sent);
    #[cfg(feature = "tracing")]
    let _inside = span.clone().entered();
    let attempt = Attempt {
        operation: request.operation,
        number,
    };
    for observer in core.observers() {
        observer.before(attempt, &mut sent);
    }
    Ok(Begun {
        attempt,
        start: Instant::now(),
        carried: core.transport().carry(sent),
        #[cfg(feature = "tracing")]
        span,
    })
}

/// The answer to what has begun, read to its end unless that is left to the caller.
async fn finish(request: &Request, begun: Begun) -> Result<Response, Fault> {
    let came = match request.silence_before_head() {
        None => begun.carried.await,
        Some(silence) => timeout(silence, begun.carried)
            .await
            .unwrap_or_else(|_| Err(TransportError::new("the server has said nothing").late())),
    };
    let (mut response, mut rest) = arrived(request, begun.attempt, begun.start, came)?;
    if let Some(rest) = &mut rest {
        let most = request.core.max_response_bytes();
        response.body = collect(rest, most, request.silence()).await?;
    }
    Ok(response)
}

/// The head of an answer as all may see it, and the body that is to be read before they do.
fn arrived(
    request: &Request,
    attempt: Attempt,
    start: Instant,
    came: Result<http::Response<Body>, TransportError>,
) -> Result<(Response, Option<Body>), Fault> {
    let came = came.map_err(Fault::Transport);
    let outcome = Outcome {
        status: came.as_ref().map(http::Response::status),
        elapsed: start.elapsed(),
    };
    for observer in request.core.observers() {
        observer.after(attempt, outcome);
    }
    let answer = came?;
    let leaves_unread = request.leaves_unread(&answer);
    let (head, body) = answer.into_parts();
    let headers = without_secrets(head.headers);
    if leaves_unread {
        let unread = Unread::new(body, request.silence());
        let mut response = Response::unread(head.status, headers, unread);
        response.sentinel = request.sentinel;
        return Ok((response, None));
    }
    let response = Response::new(head.status, headers, Bytes::new());
    Ok((response, Some(body)))
}

/// The request as it goes over the wire.
fn write(request: &Request, proof: &Proof, body: Body) -> Result<http::Request<Body>, Fault> {
    let mut sent = http::Request::new(body);
    *sent.method_mut() = request.operation.method.clone();
    *sent.uri_mut() = request.uri(&proof.query)?;
    let headers = sent.headers_mut();
    for (name, value) in &request.headers {
        headers.append(name.clone(), value.clone());
    }
    for (name, value) in &proof.headers {
        headers.append(name.clone(), value.clone());
    }
    let mut cookies = Vec::new();
    for own in [&request.cookies, &proof.cookies] {
        for cookie in own {
            cookies.push(cookie.as_str());
        }
    }
    if !cookies.is_empty() {
        let mut value = HeaderValue::try_from(joined(&cookies, "; "))
            .map_err(|error| Fault::Request(RequestError::header("cookie", error.to_string())))?;
        value.set_sensitive(true);
        headers.insert(COOKIE, value);
    }
    Ok(sent)
}

impl Request {
    /// How long the call may take, of which nothing is a stream.
    fn patience(&self) -> Duration {
        self.timeout.unwrap_or_else(|| self.core.timeout())
    }

    /// How long the server may say nothing before the head of its answer; `None`, when nobody has to look: a server may
    /// keep its answer until it has all of a stream, and the time for the call may be over sooner.
    fn silence_before_head(&self) -> Option<Duration> {
        let silence = self.silence();
        (self.movement.is_none() && silence < self.patience()).then_some(silence)
    }

    /// How long the server may say nothing.
    fn silence(&self) -> Duration {
        let usual = self.core.silence();
        match self.movement {
            // There is no other limit to the time that a stream takes.
            Some(_) => self.timeout.unwrap_or_else(|| usual.min(self.core.timeout())),
            None => usual,
        }
    }

    /// Whether the body is left for the caller to read.
    fn leaves_unread(&self, answer: &http::Response<Body>) -> bool {
        let streamed = self.streamed;
        if streamed.is_empty() || !self.operation.succeeds_with(answer.status()) {
            return false;
        }
        let content_type = answer.headers().get(CONTENT_TYPE);
        let content_type = content_type.and_then(|it| it.to_str().ok()).unwrap_or_default();
        match best_media_type(self.operation.produces, content_type) {
            Some(listed) => streamed.contains(&listed),
            None => streamed.contains(&"*/*") && !is_json(content_type),
        }
    }
}

/// All of `body`, unless it is larger than `most` or does not come.
async fn collect(body: &mut Body, most: usize, silence: Duration) -> Result<Bytes, Fault> {
    let mut first = Bytes::new();
    let mut all = BytesMut::new();
    while let Some(frame) = next(body, silence).await? {
        // Trailers are not part of the body.
        let Ok(piece) = frame.into_data() else {
            continue;
        };
        if first.len() + all.len() + piece.len() > most {
            return Err(Fault::TooLarge(most));
        }
        if first.is_empty() && all.is_empty() {
            first = piece;
        } else {
            all.extend_from_slice(&std::mem::take(&mut first));
            all.extend_from_slice(&piece);
        }
    }
    Ok(if all.is_empty() { first } else { all.freeze() })
}

/// The next frame of `body`. Mostly it is there already, so that no timer has to be made.
async fn next(body: &mut Body, silence: Duration) -> Result<Option<Frame<Bytes>>, Fault> {
    let mut frame = body.frame();
    let first = poll_fn(|context| Poll::Ready(Pin::new(&mut frame).poll(context))).await;
    let frame = match first {
        Poll::Ready(frame) => frame,
        Poll::Pending => timeout(silence, frame).await.map_err(|_| Fault::Late)?,
    };
    frame.transpose().map_err(Fault::broken)
}

fn without_secrets(mut headers: HeaderMap) -> HeaderMap {
    for (name, value) in &mut headers {
        value.set_sensitive(name == SET_COOKIE);
    }
    headers
}
