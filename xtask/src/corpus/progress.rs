//! Saying how far the work is.

use std::io::{self, IsTerminal};

use crate::terminal;

/// Says how far the work is: on a terminal in one line that changes, else in a line for each step.
#[derive(Debug)]
pub(super) struct Progress {
    what: &'static str,
    total: usize,
    done: usize,
    changes: bool,
}

impl Progress {
    /// Nothing of `total` is done.
    pub(super) fn new(what: &'static str, total: usize) -> Self {
        Self {
            what,
            total,
            done: 0,
            changes: io::stderr().is_terminal(),
        }
    }

    /// One more is done, which is called `name`; `result` in a few words.
    pub(super) fn step(&mut self, name: &str, result: &str) {
        self.done += 1;
        let line = format!("{} {}/{}: {name}", self.what, self.done, self.total);
        terminal::note(&match (self.changes, self.done == self.total) {
            // Back to the start of the line, which is cleared.
            (true, false) => format!("\r\u{1b}[K{line:.78}"),
            (true, true) => "\r\u{1b}[K".to_owned(),
            (false, _) => format!("{line}: {result}\n"),
        });
    }
}
