//! A mock that runs for as long as it is attacked.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::failure::Failure;

/// A mock that runs; it is stopped when this is dropped.
#[derive(Debug)]
pub(super) struct Server {
    child: Child,
    url: String,
}

impl Server {
    /// Starts `program` on any port that is free; `secret` opens everything.
    pub(super) fn start(program: &Path, secret: &str) -> Result<Self, Failure> {
        let failed = |what: &str| Failure::Failed(format!("the mock does not start: {what}"));
        let mut child = Command::new(program)
            .args(["0", secret])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| failed(&error.to_string()))?;
        let said = child.stdout.take().map(BufReader::new);
        let mut server = Self {
            child,
            url: String::new(),
        };
        // The first thing that it says is where it listens.
        match said.map(|mut it| it.read_line(&mut server.url)) {
            Some(Ok(length)) if length > 0 => {}
            _ => return Err(failed("it does not say where it listens")),
        }
        server.url.truncate(server.url.trim_end().len());
        Ok(server)
    }

    /// Where it listens.
    pub(super) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
