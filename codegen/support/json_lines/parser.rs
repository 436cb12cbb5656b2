//! Finds the texts of values in bytes, wherever those are cut.

use std::collections::VecDeque;

use serde::de::IgnoredAny;

use super::RECORD;
use crate::support::stream::StreamError;

/// The largest value that is waited for.
const LIMIT: usize = 16 * 1024 * 1024;

/// Finds the texts of values in bytes, wherever those are cut.
#[derive(Debug, Default)]
pub(super) struct Parser {
    /// The text that is not complete yet.
    text: Vec<u8>,
    /// Whether it began as a record of a sequence, which may go on over several lines.
    in_record: bool,
}

impl Parser {
    /// Reads `bytes`, and adds the texts that are complete by then to `ready`.
    pub(super) fn push(
        &mut self,
        bytes: &[u8],
        ready: &mut VecDeque<Vec<u8>>,
    ) -> Result<(), StreamError> {
        let mut rest = bytes;
        while let Some(end) = rest.iter().position(|it| matches!(*it, RECORD | b'\n')) {
            let (line, behind) = rest.split_at(end);
            self.text.extend_from_slice(line);
            let begins = behind.first() == Some(&RECORD);
            rest = behind.get(1..).unwrap_or_default();
            if begins {
                ready.extend(self.finish());
                self.in_record = true;
            } else if self.in_record && !self.is_json() {
                self.text.push(b'\n');
            } else {
                ready.extend(self.finish());
            }
        }
        self.text.extend_from_slice(rest);
        if self.text.len() > LIMIT {
            return Err(StreamError::too_large(LIMIT));
        }
        Ok(())
    }

    /// The text at hand, unless there is nothing in it.
    pub(super) fn finish(&mut self) -> Option<Vec<u8>> {
        self.in_record = false;
        let text = std::mem::take(&mut self.text);
        (!text.trim_ascii().is_empty()).then_some(text)
    }

    fn is_json(&self) -> bool {
        serde_json::from_slice::<IgnoredAny>(&self.text).is_ok()
    }
}
