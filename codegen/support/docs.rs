//! Serves texts that never change.

use std::sync::OnceLock;

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, IF_NONE_MATCH};
use http::{StatusCode, header};

use crate::support::server::Reply;

/// A text that never changes.
#[derive(Debug)]
pub struct Page {
    media_type: &'static str,
    text: &'static str,
    tag: OnceLock<HeaderValue>,
}

impl Page {
    /// Of this media type.
    #[must_use]
    pub const fn new(media_type: &'static str, text: &'static str) -> Self {
        Self {
            media_type,
            text,
            tag: OnceLock::new(),
        }
    }

    /// The media type.
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        self.media_type
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// The strong entity tag (RFC 9110, section 8.8.3): the same for the same text, on every machine.
    pub fn tag(&self) -> &HeaderValue {
        self.tag.get_or_init(|| {
            // FNV-1a: nobody is to be kept from making a text with the same tag.
            let hash = self.text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, it| {
                (hash ^ u64::from(it)).wrapping_mul(0x0100_0000_01b3)
            });
            let tag = format!("\"{hash:016x}-{:x}\"", self.text.len());
            HeaderValue::try_from(tag).unwrap_or_else(|_| HeaderValue::from_static("\"\""))
        })
    }

    /// The answer to a request for it: whoever has it already is told so.
    fn answer(&self, headers: &HeaderMap) -> Response {
        let is_known = headers.get_all(IF_NONE_MATCH).iter().any(|it| self.is_among(it));
        let mut reply = Reply::empty(match is_known {
            true => StatusCode::NOT_MODIFIED,
            false => StatusCode::OK,
        });
        reply.headers.insert(ETAG, self.tag().clone());
        // It may be kept, but has to be asked for: the next version stands at the same URL.
        let always_ask = HeaderValue::from_static("no-cache");
        reply.headers.insert(CACHE_CONTROL, always_ask);
        if !is_known {
            let media_type = HeaderValue::from_static(self.media_type);
            reply.headers.insert(CONTENT_TYPE, media_type);
            let as_it_says = HeaderValue::from_static("nosniff");
            reply.headers.insert(header::X_CONTENT_TYPE_OPTIONS, as_it_says);
            reply.body = Bytes::from_static(self.text.as_bytes());
        }
        reply.into()
    }

    /// Whether its tag is one of `tags`, however weakly (RFC 9110, section 13.1.2).
    fn is_among(&self, tags: &HeaderValue) -> bool {
        let tags = tags.to_str().unwrap_or_default().split(',').map(str::trim);
        let mut tags = tags.map(|it| it.strip_prefix("W/").unwrap_or(it));
        tags.any(|it| it == "*" || it.as_bytes() == self.tag().as_bytes())
    }
}

/// Serves each page at its path.
pub fn router(pages: &[(&'static str, &'static Page)]) -> Router {
    let router = Router::new();
    pages.iter().fold(router, |router, &(path, page)| {
        let answer = move |headers: HeaderMap| {
            let response = page.answer(&headers);
            async move { response }
        };
        router.route(path, get(answer))
    })
}
