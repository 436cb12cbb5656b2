//! What a document shows of the answers of an operation.

use http::StatusCode;
use serde::de::DeserializeOwned;

use crate::support::http::{StatusPattern, is_range};
use crate::support::server::Accept;

/// What a document shows of the answers of an operation: of each status, what comes first in it
/// is preferred.
#[derive(Debug)]
pub struct Answers(pub &'static [Answer]);

/// An answer, as text.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    status: StatusPattern,
    is_failure: bool,
    media: &'static str,
    body: &'static str,
    example: &'static str,
    headers: &'static [(&'static str, &'static str)],
}

impl Answer {
    /// One of those when all goes well, without a body.
    #[must_use]
    pub const fn success(status: StatusPattern) -> Self {
        Self {
            status,
            is_failure: false,
            media: "",
            body: "null",
            example: "",
            headers: &[],
        }
    }

    /// One of the others, without a body.
    #[must_use]
    pub const fn failure(status: StatusPattern) -> Self {
        Self {
            is_failure: true,
            ..Self::success(status)
        }
    }

    /// With a body of this media type: a value in JSON, whatever the media type.
    #[must_use]
    pub const fn body(mut self, media: &'static str, body: &'static str) -> Self {
        self.media = media;
        self.body = body;
        self
    }

    /// What the document calls it.
    #[must_use]
    pub const fn named(mut self, example: &'static str) -> Self {
        self.example = example;
        self
    }

    /// With headers: names in lower case, and values in JSON.
    #[must_use]
    pub const fn with_headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// The answer with `status`, or with the plainest that it is described for.
    fn chosen(self, status: Option<StatusCode>) -> Chosen {
        let plainest = || {
            crate::support::tables::status(match self.status {
                StatusPattern::Code(code) => code,
                StatusPattern::Range(digit) => digit.saturating_mul(100),
                StatusPattern::Default if self.is_failure => 500,
                StatusPattern::Default => 200,
            })
        };
        Chosen {
            status: status.unwrap_or_else(plainest),
            answer: self,
        }
    }
}

/// The answer that is given.
#[derive(Debug, Clone, Copy)]
pub struct Chosen {
    /// Its status.
    pub status: StatusCode,
    answer: Answer,
}

impl Chosen {
    /// Whether it is one of those when not all goes well.
    #[must_use]
    pub fn is_failure(&self) -> bool {
        self.answer.is_failure
    }

    /// The statuses that the document describes it for.
    #[must_use]
    pub fn pattern(&self) -> StatusPattern {
        self.answer.status
    }

    /// The media type of the body; empty when there is none.
    #[must_use]
    pub fn media(&self) -> &'static str {
        self.answer.media
    }

    /// The media type of the body, or one of the range that the document names.
    #[must_use]
    pub fn sent_media(&self) -> &'static str {
        match self.media() {
            "image/*" => "image/png",
            "audio/*" => "audio/mpeg",
            "video/*" => "video/mp4",
            "text/*" => "text/plain",
            it if is_range(it) => "application/octet-stream",
            it => it,
        }
    }

    /// The body, in JSON.
    #[must_use]
    pub fn body(&self) -> &'static str {
        self.answer.body
    }

    /// Reads a header.
    ///
    /// # Errors
    ///
    /// When it is absent or does not fit `T`.
    pub fn header<T: DeserializeOwned>(&self, name: &str) -> serde_json::Result<T> {
        let mut headers = self.answer.headers.iter();
        let header = headers.find(|(it, _)| *it == name);
        serde_json::from_str(header.map_or("null", |(_, value)| value))
    }
}

/// What a client would like to be answered with.
#[derive(Debug, Clone, Default)]
pub(super) struct Wish {
    /// The status.
    pub(super) code: Option<StatusCode>,
    /// What the document calls it.
    pub(super) example: Option<String>,
}

impl Answers {
    /// The answer that comes closest to a wish, and whether that is what was wished.
    pub(super) fn choose(&self, wish: &Wish, accept: Option<&Accept>) -> (Chosen, bool) {
        let patterns: Vec<StatusPattern> = self.0.iter().map(|it| it.status).collect();
        let code = wish.code.filter(|it| StatusPattern::best(&patterns, *it).is_some());
        let pattern = code.and_then(|it| StatusPattern::best(&patterns, it));
        let of_code = |it: &&Answer| pattern.is_none_or(|pattern| it.status == pattern);
        let named = |it: &&Answer| wish.example.as_deref().is_none_or(|name| it.example == name);
        let fitting = self.0.iter().find(|it| of_code(it) && named(it));
        let Some(first) = fitting.or_else(|| self.0.iter().find(of_code)) else {
            return (Answer::success(StatusPattern::Default).chosen(None), false);
        };
        let is_granted = code == wish.code && fitting.is_some();
        // The same in another media type, if the client would rather have that.
        let alike = |it: &&Answer| {
            it.status == first.status && (fitting.is_none() || named(it))
        };
        let offered: Vec<&str> = self.0.iter().filter(alike).map(|it| it.media).collect();
        let best = accept.and_then(|it| it.best(&offered));
        let best = best.and_then(|best| self.0.iter().filter(alike).find(|it| it.media == best));
        (best.unwrap_or(first).chosen(code), is_granted)
    }
}
