//! Sends a request, again if need be, and reads what comes back. Nothing here depends on the
//! operation's types.

use std::pin::Pin;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::StatusCode;
use http::header::{CONTENT_TYPE, COOKIE, HeaderMap, HeaderValue, SET_COOKIE};
use http_body_util::BodyExt as _;
use tokio::time::{Instant, timeout};

use super::body::Body;
use super::fault::Fault;
use super::observe::{Attempt, Outcome};
use super::proof::Proof;
use super::retry::Attempts;
use super::{Request, RequestError, Response, TransportError, Unread};
use crate::support::http::{best_media_type, is_json};

/// A request under way.
pub(super) type Exchange = Pin<Box<dyn Future<Output = Result<Response, Fault>> + Send>>;

/// Sends `request` and reads what comes back to its end.
pub(super) fn exchange(request: Request) -> Exchange {
    #[cfg(feature = "tracing")]
    let span = super::trace::call(&request);
    let work = send_in_time(request);
    #[cfg(feature = "tracing")]
    let work = super::trace::told(span, work);
    Box::pin(work)
}

/// The answer to `request`, unless the time for it is over first.
async fn send_in_time(mut request: Request) -> Result<Response, Fault> {
    if let Some(error) = request.error.take() {
        return Err(Fault::Request(error));
    }
    let _place = request.core.permit().await;
    match request.movement.clone() {
        Some(movement) => {
            let silence = request.silence();
            movement.or_late(silence, send(&mut request)).await
        }
        None => {
            let patience = request.timeout.unwrap_or_else(|| request.core.timeout());
            let sent = timeout(patience, send(&mut request)).await;
            sent.unwrap_or(Err(Fault::Late))
        }
    }
}

/// The answer to `request`, after as many attempts as it takes.
async fn send(request: &mut Request) -> Result<Response, Fault> {
    let core = request.core.clone();
    let retries = request.retries.as_ref().unwrap_or(core.retries());
    let method = &request.operation.method;
    let mut attempts = Attempts::new(retries, core.allowance(), method, &request.headers);
    let mut body = request.body.take().unwrap_or_default();
    let mut proof = Proof::of(&core, request.operation, None).await?;
    let mut number = 0;
    let mut has_renewed = false;
    loop {
        number += 1;
        let copy = body.try_clone();
        let sent = write(request, &proof, body)?;
        #[cfg(feature = "tracing")]
        let span = super::trace::attempt(request, number, &sent);
        let work = attempt(request, number, sent);
        #[cfg(feature = "tracing")]
        let work = super::trace::told(span, work);
        let came = work.await;
        // What could be sent only once is not sent again.
        let Some(again) = copy else { return came };
        body = again;
        let is_refused = came.as_ref().is_ok_and(|it| it.status == StatusCode::UNAUTHORIZED);
        if is_refused && proof.may_change() && !has_renewed {
            has_renewed = true;
            proof = Proof::of(&core, request.operation, Some(&proof)).await?;
        } else if !attempts.again(&came).await {
            return came;
        }
    }
}

/// Sends a request once.
async fn attempt(
    request: &Request,
    number: u32,
    mut sent: http::Request<Body>,
) -> Result<Response, Fault> {
    let core = &request.core;
    let attempt = Attempt {
        operation: request.operation,
        number,
    };
    for observer in core.observers() {
        observer.before(attempt, &mut sent);
    }
    let start = Instant::now();
    let carried = core.transport().carry(sent);
    let came = match request.movement {
        // A server may keep its answer until it has all of a stream.
        Some(_) => carried.await,
        None => timeout(request.silence(), carried)
            .await
            .unwrap_or_else(|_| Err(TransportError::new("the server has said nothing").late())),
    };
    let came = came.map_err(Fault::Transport);
    let outcome = Outcome {
        status: came.as_ref().map(http::Response::status),
        elapsed: start.elapsed(),
    };
    for observer in core.observers() {
        observer.after(attempt, outcome);
    }
    read(request, came?).await
}

/// The request as it goes over the wire.
fn write(request: &Request, proof: &Proof, body: Body) -> Result<http::Request<Body>, Fault> {
    let mut sent = http::Request::new(body);
    *sent.method_mut() = request.operation.method.clone();
    *sent.uri_mut() = request.uri(&proof.query)?;
    let headers = sent.headers_mut();
    headers.clone_from(&request.headers);
    headers.extend(proof.headers.iter().cloned());
    let cookies: Vec<&str> = request.cookies.iter().chain(&proof.cookies).map(String::as_str).collect();
    if !cookies.is_empty() {
        let mut value = HeaderValue::try_from(cookies.join("; "))
            .map_err(|error| Fault::Request(RequestError::header("cookie", error.to_string())))?;
        value.set_sensitive(true);
        headers.insert(COOKIE, value);
    }
    Ok(sent)
}

impl Request {
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

/// An answer, read to its end unless that is left to the caller.
async fn read(request: &Request, answer: http::Response<Body>) -> Result<Response, Fault> {
    let leaves_unread = request.leaves_unread(&answer);
    let (head, body) = answer.into_parts();
    let headers = without_secrets(head.headers);
    let silence = request.silence();
    if leaves_unread {
        let unread = Unread::new(body, silence);
        let mut response = Response::unread(head.status, headers, unread);
        response.sentinel = request.sentinel;
        return Ok(response);
    }
    let body = collect(body, request.core.max_response_bytes(), silence).await?;
    Ok(Response::new(head.status, headers, body))
}

/// All of `body`, unless it is larger than `most` or does not come.
async fn collect(mut body: Body, most: usize, silence: Duration) -> Result<Bytes, Fault> {
    let mut first = Bytes::new();
    let mut all = BytesMut::new();
    while let Some(frame) = timeout(silence, body.frame()).await.map_err(|_| Fault::Late)? {
        // Trailers are not part of the body.
        let Ok(piece) = frame.map_err(Fault::broken)?.into_data() else {
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

fn without_secrets(mut headers: HeaderMap) -> HeaderMap {
    for (name, value) in &mut headers {
        value.set_sensitive(name == SET_COOKIE);
    }
    headers
}
