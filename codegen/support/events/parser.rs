//! Finds events in bytes, wherever those are cut.

use std::collections::VecDeque;
use std::time::Duration;

use crate::support::stream::StreamError;

/// The largest event that is waited for.
const LIMIT: usize = 16 * 1024 * 1024;

/// An event whose data is not read yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::support) struct Raw {
    pub(super) id: Option<String>,
    pub(super) event: Option<String>,
    pub(super) data: String,
    pub(super) retry: Option<Duration>,
}

/// Finds events in bytes, wherever those are cut.
#[derive(Debug, Default)]
pub(super) struct Parser {
    /// The line that is not complete yet.
    line: Vec<u8>,
    /// Whether the last byte was CR: LF behind it ends no other line.
    after_cr: bool,
    /// Whether a line has been read: only before the first may there be a byte order mark.
    started: bool,
    /// The event that is not complete yet.
    event: Option<String>,
    data: Option<String>,
    retry: Option<Duration>,
    /// The id of the last event that had one, the one that is not complete among them.
    id: Option<String>,
    /// The same of those that are complete.
    #[cfg(feature = "client-core")]
    pub(super) last_id: Option<String>,
    /// The last wait that was asked for.
    #[cfg(feature = "client-core")]
    pub(super) wait: Option<Duration>,
}

impl Parser {
    /// Reads `bytes`, and adds the events that are complete by then to `ready`.
    pub(super) fn push(
        &mut self,
        bytes: &[u8],
        ready: &mut VecDeque<Raw>,
    ) -> Result<(), StreamError> {
        let mut rest = bytes;
        if !rest.is_empty() && std::mem::take(&mut self.after_cr) {
            rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        }
        while let Some(end) = rest.iter().position(|it| matches!(it, b'\r' | b'\n')) {
            let (line, behind) = rest.split_at(end);
            self.line.extend_from_slice(line);
            rest = match behind {
                [b'\r', b'\n', rest @ ..] => rest,
                [b'\r'] => {
                    self.after_cr = true;
                    &[]
                }
                [_, rest @ ..] => rest,
                [] => &[],
            };
            ready.extend(self.line());
        }
        self.line.extend_from_slice(rest);
        let size = self.line.len() + self.data.as_ref().map_or(0, String::len);
        if size > LIMIT {
            return Err(StreamError::too_large(LIMIT));
        }
        Ok(())
    }

    /// Reads the line that is complete; an empty one completes the event.
    fn line(&mut self) -> Option<Raw> {
        let line = std::mem::take(&mut self.line);
        let mut text = String::from_utf8_lossy(&line);
        if !std::mem::replace(&mut self.started, true)
            && let Some(rest) = text.strip_prefix('\u{feff}')
        {
            text = rest.to_owned().into();
        }
        if text.is_empty() {
            return self.complete();
        }
        let (field, value) = text.split_once(':').unwrap_or((&text, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => self.event = Some(value.to_owned()),
            "data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => self.data = Some(value.to_owned()),
            },
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
            "retry" if !value.is_empty() && value.bytes().all(|it| it.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis);
                #[cfg(feature = "client-core")]
                {
                    self.wait = self.retry.or(self.wait);
                }
            }
            // A comment, or a field that is not known.
            _ => {}
        }
        None
    }

    /// The event, if it has data; what has none is no event.
    fn complete(&mut self) -> Option<Raw> {
        #[cfg(feature = "client-core")]
        self.last_id.clone_from(&self.id);
        let event = self.event.take().filter(|it| !it.is_empty());
        let data = self.data.take()?;
        Some(Raw {
            id: self.id.clone().filter(|it| !it.is_empty()),
            event,
            data,
            retry: self.retry.take(),
        })
    }
}
