//! Forms in parts that are read as they come, however large their files are.

use bytes::{Bytes, BytesMut};
use http::StatusCode;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};

use crate::support::axum::Request;
use crate::support::axum::body::too_large;
use crate::support::http::multipart::{MAX_PARTS, Part, boundary, find, read_head};
use crate::support::server::Refusal;

/// The most bytes that the headers of a part may have.
const MAX_HEAD_BYTES: usize = 16 * 1024;

/// The most spaces behind a boundary.
const MAX_PADDING: usize = 64;

impl Request {
    /// Begins to read the body as a form in parts, for handlers that keep no file in memory.
    ///
    /// ```text
    /// let mut parts = request.parts()?;
    /// while let Some(mut part) = parts.next().await? {
    ///     while let Some(piece) = part.next().await? { … }
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// When it is of another media type than the operation takes, or has no boundary.
    pub fn parts(self) -> Result<IncomingParts, Refusal> {
        let content_type = match self.media_type()? {
            Some(_) => self.content_type().unwrap_or_default(),
            None => return Err(self.unsupported()),
        };
        let boundary = boundary(content_type).map_err(|reason| broken(&reason))?;
        let limit = self.max_body_bytes;
        let size = http_body::Body::size_hint(&self.body).lower();
        if usize::try_from(size).is_ok_and(|it| it > limit) {
            return Err(too_large(limit));
        }
        Ok(IncomingParts {
            delimiter: format!("\r\n--{boundary}").into_bytes(),
            body: Limited::new(self.body, limit),
            limit,
            // The first boundary needs no line before it.
            buffer: BytesMut::from(&b"\r\n"[..]),
            is_over: false,
            place: Place::Content,
            count: 0,
        })
    }
}

/// The parts of a form, one after the other, as they come. No more is read than is asked for.
#[derive(Debug)]
pub struct IncomingParts {
    delimiter: Vec<u8>,
    body: Limited<axum::body::Body>,
    limit: usize,
    /// What has been read and not been given away.
    buffer: BytesMut,
    /// Whether the body has come to its end.
    is_over: bool,
    place: Place,
    count: usize,
}

/// Where in the body the buffer begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In a part, or before the first.
    Content,
    /// Behind a boundary.
    Boundary,
    /// Behind the last boundary.
    End,
}

/// A part of a form, as it comes.
#[derive(Debug)]
pub struct IncomingPart<'p> {
    head: Part,
    parts: &'p mut IncomingParts,
}

impl IncomingParts {
    /// The next part; what has not been read of the one before is passed over. `None` at the end.
    ///
    /// # Errors
    ///
    /// When the body is broken off, too large, or no form in parts.
    pub async fn next(&mut self) -> Result<Option<IncomingPart<'_>>, Refusal> {
        while self.piece().await?.is_some() {}
        if self.place == Place::End || !self.has_part().await? {
            self.place = Place::End;
            return Ok(None);
        }
        if self.count == MAX_PARTS {
            return Err(broken(&format!("it has more than {MAX_PARTS} parts")));
        }
        self.count += 1;
        let head = self.head().await?;
        self.skip_empty_line().await?;
        self.place = Place::Content;
        Ok(Some(IncomingPart { head, parts: self }))
    }

    /// Whether a part follows, behind a boundary.
    async fn has_part(&mut self) -> Result<bool, Refusal> {
        loop {
            if self.buffer.starts_with(b"--") {
                return Ok(false);
            }
            let padding = self.buffer.iter().take_while(|it| matches!(it, b' ' | b'\t')).count();
            if self.buffer.len() >= padding + 2 {
                let _ = self.buffer.split_to(padding);
                return Ok(true);
            }
            self.fill().await?;
        }
    }

    /// The headers of a part; leaves the line break before its content, which may be that of a
    /// boundary.
    async fn head(&mut self) -> Result<Part, Refusal> {
        loop {
            let window = self.buffer.get(..MAX_HEAD_BYTES).unwrap_or(&self.buffer);
            if let Some(length) = find(window, b"\r\n\r\n") {
                let head = self.buffer.split_to(length + 2);
                let lines = head.get(2..).unwrap_or_default();
                return Ok(read_head(&String::from_utf8_lossy(lines), Bytes::new()));
            }
            if window.len() == MAX_HEAD_BYTES {
                return Err(broken("the headers of a part do not end"));
            }
            self.fill().await?;
        }
    }

    /// Passes over the line break before the content of a part, unless it is that of a boundary.
    async fn skip_empty_line(&mut self) -> Result<(), Refusal> {
        loop {
            let is_boundary = match self.buffer.strip_prefix(self.delimiter.as_slice()) {
                Some(rest) => is_ended(rest),
                None if self.delimiter.starts_with(&self.buffer) => None,
                None => Some(false),
            };
            match is_boundary {
                Some(true) => return Ok(()),
                Some(false) => {
                    let _ = self.buffer.split_to(2);
                    return Ok(());
                }
                None => self.fill().await?,
            }
        }
    }

    /// The next piece of what is before a boundary.
    async fn piece(&mut self) -> Result<Option<Bytes>, Refusal> {
        let mut from = 0;
        while self.place == Place::Content {
            let rest = self.buffer.get(from..).unwrap_or_default();
            let Some(at) = find(rest, &self.delimiter).map(|it| it + from) else {
                // A boundary may have begun.
                let safe = self.buffer.len().saturating_sub(self.delimiter.len() - 1);
                if safe > 0 {
                    return Ok(Some(self.buffer.split_to(safe).freeze()));
                }
                from = 0;
                self.fill().await?;
                continue;
            };
            let end = at + self.delimiter.len();
            match is_ended(self.buffer.get(end..).unwrap_or_default()) {
                // Part of a longer word.
                Some(false) => from = at + 1,
                Some(true) => {
                    let piece = self.buffer.split_to(at).freeze();
                    let _ = self.buffer.split_to(self.delimiter.len());
                    self.place = Place::Boundary;
                    return Ok((!piece.is_empty()).then_some(piece));
                }
                None if at > 0 => return Ok(Some(self.buffer.split_to(at).freeze())),
                None => self.fill().await?,
            }
        }
        Ok(None)
    }

    /// Reads more.
    async fn fill(&mut self) -> Result<(), Refusal> {
        if self.is_over {
            return Err(broken("its last part is not ended"));
        }
        match self.body.frame().await {
            None => self.is_over = true,
            Some(Ok(frame)) => {
                if let Ok(data) = frame.into_data() {
                    self.buffer.extend_from_slice(&data);
                }
            }
            Some(Err(error)) if error.is::<LengthLimitError>() => {
                return Err(too_large(self.limit));
            }
            Some(Err(_)) => {
                return Err(Refusal::new(StatusCode::BAD_REQUEST, "the body broke off"));
            }
        }
        Ok(())
    }
}

impl IncomingPart<'_> {
    /// The field that it is of.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.head.name.as_deref()
    }

    /// What the file is called where it comes from. Whoever sends it chooses this freely, so that
    /// it is no path to write to.
    #[must_use]
    pub fn file_name(&self) -> Option<&str> {
        self.head.file_name.as_deref()
    }

    /// Its media type.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.head.content_type.as_deref()
    }

    /// Its other headers.
    #[must_use]
    pub fn headers(&self) -> &[(String, String)] {
        &self.head.headers
    }

    /// The next piece of its content; `None` at the end.
    ///
    /// # Errors
    ///
    /// When the body is broken off, too large, or no form in parts.
    pub async fn next(&mut self) -> Result<Option<Bytes>, Refusal> {
        self.parts.piece().await
    }

    /// All of its content, which must not be more than `limit` bytes.
    ///
    /// # Errors
    ///
    /// As for [`next`](Self::next), and when it is more.
    pub async fn bytes(mut self, limit: usize) -> Result<Bytes, Refusal> {
        let mut all = BytesMut::new();
        while let Some(piece) = self.next().await? {
            if all.len() + piece.len() > limit {
                let reason = format!("a part of the body is larger than {limit} bytes");
                return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, reason));
            }
            all.extend_from_slice(&piece);
        }
        Ok(all.freeze())
    }
}

/// Whether what follows a boundary shows that it is no part of a longer word; `None`, as long as
/// that cannot be told.
fn is_ended(rest: &[u8]) -> Option<bool> {
    if rest.starts_with(b"--") {
        return Some(true);
    }
    let padding = rest.iter().take_while(|it| matches!(it, b' ' | b'\t')).count();
    let after = rest.get(padding..).unwrap_or_default();
    if after.starts_with(b"\r\n") {
        return Some(true);
    }
    let may_go_on = matches!(after, b"" | b"\r") || (padding == 0 && after == b"-");
    match may_go_on && padding <= MAX_PADDING {
        true => None,
        false => Some(false),
    }
}

fn broken(reason: &str) -> Refusal {
    let reason = format!("the body cannot be taken apart: {reason}");
    Refusal::new(StatusCode::BAD_REQUEST, reason)
}
