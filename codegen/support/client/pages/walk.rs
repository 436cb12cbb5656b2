//! From page to page. Nothing here depends on what a page is.

use std::mem;
use std::task::{Context, Poll};

use serde_json::Value;
use url::Url;

use super::pagination::{Pagination, Style};
use super::{link, parts};
use crate::support::client::exchange::{Exchange, exchange};
use crate::support::client::{BodyError, Fault, Request, RequestError, Response};
use crate::support::http::Place;

/// Goes from page to page.
pub(super) struct Walk {
    pagination: Pagination,
    state: State,
    circle: Circle,
}

enum State {
    /// The next page is still to be asked for.
    Ready(Box<Request>),
    /// It is asked for; the request is what the one after it is made of.
    Sent(Box<Request>, Exchange),
    /// The last page leads nowhere.
    Lost(Box<Response>, BodyError),
    Done,
}

/// What comes next.
pub(super) enum Step {
    /// An answer; not all of them are pages.
    Page(Response),
    /// There should be a page, but the one before does not lead to it.
    Lost(Box<Response>, BodyError),
    /// There was no answer.
    Fault(Fault),
}

impl Walk {
    pub(super) fn new(request: Request, pagination: Pagination) -> Self {
        Self {
            pagination,
            state: State::Ready(Box::new(request)),
            circle: Circle::default(),
        }
    }

    /// There is nothing to come.
    pub(super) fn end(&mut self) {
        self.state = State::Done;
    }

    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Step>> {
        loop {
            match mem::replace(&mut self.state, State::Done) {
                State::Ready(request) => {
                    let Some(copy) = request.try_clone() else {
                        let message = "a stream cannot be sent for every page";
                        let fault = Fault::Request(RequestError::body(message));
                        return Poll::Ready(Some(Step::Fault(fault)));
                    };
                    self.state = State::Sent(Box::new(copy), exchange(*request));
                }
                State::Sent(request, mut exchange) => {
                    let Poll::Ready(came) = exchange.as_mut().poll(context) else {
                        self.state = State::Sent(request, exchange);
                        return Poll::Pending;
                    };
                    return Poll::Ready(Some(match came {
                        Ok(response) => {
                            self.go_on(request, &response);
                            Step::Page(response)
                        }
                        Err(fault) => Step::Fault(fault),
                    }));
                }
                State::Lost(response, error) => {
                    return Poll::Ready(Some(Step::Lost(response, error)));
                }
                State::Done => return Poll::Ready(None),
            }
        }
    }

    /// Makes the request for the page after `response`, the answer to `request`.
    fn go_on(&mut self, mut request: Box<Request>, response: &Response) {
        if !request.operation.succeeds_with(response.status) {
            return;
        }
        match self.change(&mut request, response) {
            Ok(true) => self.state = State::Ready(request),
            Ok(false) => {}
            Err(error) => self.state = State::Lost(Box::new(response.clone()), error),
        }
    }

    /// Makes `request` ask for the next page; `false`, when there is none.
    fn change(&mut self, request: &mut Request, response: &Response) -> Result<bool, BodyError> {
        let Pagination {
            style,
            limit,
            items,
            has_more,
        } = self.pagination;
        if let Some(place) = has_more
            && parts::value(response, place)? == Some(Value::Bool(false))
        {
            return Ok(false);
        }
        let header = |name: &str| {
            let value = response.headers.get(name)?;
            Some(String::from_utf8_lossy(value.as_bytes())).filter(|it| !it.is_empty())
        };
        let (place, next) = match style {
            Style::Page(parameter, _) | Style::Offset(parameter) => {
                let count = parts::count(response, items)? as u64;
                let asked = limit.and_then(|(name, most)| Some((request.number(name)?, most)));
                // More than what is allowed may be cut without a word.
                let is_short = asked.is_some_and(|(it, most)| it <= most && count < it);
                if count == 0 || is_short {
                    return Ok(false);
                }
                let (first, step) = match style {
                    Style::Page(_, first) => (first, 1),
                    _ => (0, count),
                };
                let now = request.number(parameter).unwrap_or(first);
                let next = now.saturating_add(step);
                request.replace(parameter, &next.into());
                return Ok(true);
            }
            Style::Cursor(parameter, place) => {
                return match parts::value(response, place)? {
                    None | Some(Value::Bool(false)) => Ok(false),
                    Some(cursor) => self.follow(request, parameter, place, &cursor),
                };
            }
            Style::CursorOfHeader(parameter, name) => {
                return match header(name) {
                    None => Ok(false),
                    Some(cursor) => self.follow(request, parameter, name, &cursor.into()),
                };
            }
            Style::Link => {
                let links = response.headers.get_all(http::header::LINK).iter();
                let mut links = links.map(|it| String::from_utf8_lossy(it.as_bytes()));
                ("link", links.find_map(|it| link::next(&it).map(str::to_owned)))
            }
            Style::Url(place) => {
                let next = parts::value(response, place)?;
                (place, next.and_then(|it| it.as_str().map(str::to_owned)))
            }
        };
        match next {
            None => Ok(false),
            Some(next) => self.turn_to(request, place, &next).map(|()| true),
        }
    }

    /// Sends the cursor that the page has at `place`.
    fn follow(
        &mut self,
        request: &mut Request,
        parameter: &'static str,
        place: &str,
        cursor: &Value,
    ) -> Result<bool, BodyError> {
        self.circle.step(place, &cursor.to_string())?;
        request.replace(parameter, cursor);
        Ok(true)
    }

    /// Sends the request to the URL that the page has at `place`.
    fn turn_to(
        &mut self,
        request: &mut Request,
        place: &str,
        next: &str,
    ) -> Result<(), BodyError> {
        let wrong = |message: String| BodyError::at(place, &message);
        let base = request.uri(&[]).ok().and_then(|it| Url::parse(&it.to_string()).ok());
        let url = base.as_ref().and_then(|it| it.join(next).ok());
        let Some((base, url)) = base.as_ref().zip(url) else {
            return Err(wrong("the next page has no URL that can be read".to_owned()));
        };
        // What the client is trusted with is not for others.
        if url.origin() != base.origin() {
            let other = url.origin().ascii_serialization();
            return Err(wrong(format!("the next page is elsewhere, at {other}")));
        }
        self.circle.step(place, url.as_str())?;
        request.turn_to(url);
        Ok(())
    }
}

impl Request {
    /// The whole number that a parameter of the query has.
    fn number(&self, name: &str) -> Option<u64> {
        let (_, text) = self.query.iter().find(|(it, _)| *it == name)?;
        text.rsplit('=').next()?.parse().ok()
    }

    /// Gives a parameter of the query another value.
    fn replace(&mut self, name: &'static str, value: &Value) {
        self.query.retain(|(it, _)| *it != name);
        self.add(name, value);
    }

    /// Goes to `url` instead, which has its own query, but not the credentials in it: those are
    /// added to every request.
    fn turn_to(&mut self, mut url: Url) {
        let schemes = self.operation.security.iter().flat_map(|it| it.schemes);
        let secrets: Vec<&str> = schemes
            .filter_map(|it| match it.place {
                Place::Query(name) => Some(name),
                _ => None,
            })
            .collect();
        let is_open = |name: &str| !secrets.contains(&name);
        if url.query_pairs().any(|(name, _)| !is_open(&name)) {
            let own = url.query_pairs().into_owned();
            let kept: Vec<_> = own.filter(|(name, _)| is_open(name)).collect();
            url.query_pairs_mut().clear().extend_pairs(kept);
        }
        let _ = url.set_username("");
        let _ = url.set_password(None);
        self.query.clear();
        self.target = Some(url.into());
    }
}

/// Notices when pages lead in a circle, without remembering them all: each step is compared with
/// one before, a mark that is moved after 1, 2, 4, 8 … steps (Brent).
#[derive(Default)]
struct Circle {
    mark: Option<String>,
    steps: u64,
    until: u64,
}

impl Circle {
    fn step(&mut self, place: &str, next: &str) -> Result<(), BodyError> {
        if self.mark.as_deref() == Some(next) {
            return Err(BodyError::at(place, "the pages lead in a circle"));
        }
        self.steps += 1;
        if self.steps >= self.until {
            self.mark = Some(next.to_owned());
            self.until = self.until.saturating_mul(2).max(1);
            self.steps = 0;
        }
        Ok(())
    }
}
