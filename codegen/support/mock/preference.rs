//! What clients prefer (RFC 7240), carried past the router to the service behind it.
//!
//! ```text
//! Prefer: code=404, example=gone
//! ```

use std::cell::RefCell;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::answers::{Answers, Chosen, Wish};
use crate::support::server::Accept;

const PREFER: HeaderName = HeaderName::from_static("prefer");
const PREFERENCE_APPLIED: HeaderName = HeaderName::from_static("preference-applied");

/// What the client that is served prefers.
#[derive(Debug, Default)]
struct Preference {
    wish: Wish,
    is_applied: bool,
}

thread_local! {
    /// That of the request whose future is being polled: no handler sees the headers of its request.
    static CURRENT: RefCell<Option<Preference>> = const { RefCell::new(None) };
}

/// Lets clients choose among the documented answers, as [`Answers`] lists them.
pub fn heed(router: Router) -> Router {
    router.layer(from_fn(async |request: Request, next: Next| {
        let wish = Wish::of(request.headers());
        Carried {
            preference: Preference { wish, is_applied: false },
            inner: Box::pin(next.run(request)),
        }
        .await
    }))
}

/// The answer for the request that is being served.
pub(super) fn chosen(answers: &Answers, accept: Option<&Accept>) -> Chosen {
    CURRENT.with_borrow_mut(|current| {
        let Some(preference) = current else {
            return answers.choose(&Wish::default(), accept).0;
        };
        let (chosen, is_granted) = answers.choose(&preference.wish, accept);
        preference.is_applied = is_granted && !preference.wish.is_empty();
        chosen
    })
}

impl Wish {
    fn of(headers: &HeaderMap) -> Self {
        let mut wish = Self::default();
        let texts = headers.get_all(PREFER).iter();
        for text in texts.filter_map(|it| it.to_str().ok()) {
            for (name, value) in text.split([',', ';']).filter_map(|it| it.split_once('=')) {
                let value = value.trim().trim_matches('"');
                match name.trim().to_ascii_lowercase().as_str() {
                    "code" => wish.code = wish.code.or_else(|| value.parse().ok()),
                    "example" => wish.example = wish.example.or_else(|| Some(value.to_owned())),
                    _ => {}
                }
            }
        }
        wish
    }

    fn is_empty(&self) -> bool {
        self.code.is_none() && self.example.is_none()
    }

    fn header(&self) -> Option<HeaderValue> {
        let code = self.code.map(|it| format!("code={}", it.as_u16()));
        let example = self.example.as_ref().map(|it| format!("example=\"{it}\""));
        let all: Vec<String> = code.into_iter().chain(example).collect();
        HeaderValue::try_from(all.join(", ")).ok()
    }
}

/// A future that finds what its client prefers in its place, on whatever thread it is polled.
struct Carried<F> {
    preference: Preference,
    inner: Pin<Box<F>>,
}

impl<F: Future<Output = Response>> Future for Carried<F> {
    type Output = Response;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Response> {
        let Self { preference, inner } = &mut *self;
        let polled = {
            let _placed = Placed::new(preference);
            inner.as_mut().poll(context)
        };
        polled.map(|mut response| {
            if preference.is_applied && let Some(value) = preference.wish.header() {
                response.headers_mut().insert(PREFERENCE_APPLIED, value);
            }
            response
        })
    }
}

/// Takes a preference back to its owner when it is dropped, even by a panic.
struct Placed<'p> {
    owner: &'p mut Preference,
    before: Option<Preference>,
}

impl<'p> Placed<'p> {
    fn new(owner: &'p mut Preference) -> Self {
        let before = CURRENT.replace(Some(std::mem::take(owner)));
        Self { owner, before }
    }
}

impl Drop for Placed<'_> {
    fn drop(&mut self) {
        if let Some(it) = CURRENT.replace(self.before.take()) {
            *self.owner = it;
        }
    }
}
