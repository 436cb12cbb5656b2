//! What is attacked, for as long as it is.

use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;

use serde_json::Value;

use crate::failure::Failure;

/// A server that runs; it is stopped when this is dropped.
#[derive(Debug)]
pub(super) struct Server {
    child: Child,
    url: String,
}

impl Server {
    /// Starts `program`, a mock, on any port that is free; `secret` opens everything.
    pub(super) fn mock(program: &Path, secret: &str) -> Result<Self, Failure> {
        let mut command = Command::new(program);
        command.args(["0", secret]);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        Self::start(command, |child| {
            // The first thing that it says is where it listens.
            first_line(child.stdout.take()?)
        })
    }

    /// Starts `program`, the session service, on any port that is free.
    pub(super) fn service(program: &Path, database_url: &str) -> Result<Self, Failure> {
        let mut command = Command::new(program);
        command.env("LISTEN", "127.0.0.1:0");
        command.env("DATABASE_URL", database_url);
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        Self::start(command, |child| {
            let said: Value = serde_json::from_str(&first_line(child.stderr.take()?)?).ok()?;
            Some(format!("http://{}", said.get("address")?.as_str()?))
        })
    }

    fn start(
        mut command: Command,
        url: impl FnOnce(&mut Child) -> Option<String>,
    ) -> Result<Self, Failure> {
        let failed = |what: &str| Failure::Failed(format!("the server does not start: {what}"));
        let child = command.stdin(Stdio::null()).spawn();
        let child = child.map_err(|error| failed(&error.to_string()))?;
        let mut server = Self {
            child,
            url: String::new(),
        };
        let url = url(&mut server.child);
        server.url = url.ok_or_else(|| failed("it does not say where it listens"))?;
        Ok(server)
    }

    /// Where it listens.
    pub(super) fn url(&self) -> &str {
        &self.url
    }
}

/// The first line of what a server says; the rest is of no interest, and must not fill the pipe.
fn first_line(said: impl Read + Send + 'static) -> Option<String> {
    let mut said = BufReader::new(said);
    let mut line = String::new();
    said.read_line(&mut line).ok()?;
    thread::spawn(move || io::copy(&mut said, &mut io::sink()));
    Some(line.trim_end().to_owned()).filter(|it| !it.is_empty())
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
