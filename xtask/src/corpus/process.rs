//! Running a program that may never end.

use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::failure::Failure;

/// How often to look whether the program has ended.
const PAUSE: Duration = Duration::from_millis(10);

/// How a program ended, and what it printed.
#[derive(Debug)]
pub(crate) struct Run {
    /// How it ended; `None` when it took too long and was stopped.
    pub(crate) status: Option<ExitStatus>,
    /// What it printed on standard output.
    pub(crate) out: String,
    /// What it printed on standard error.
    pub(crate) err: String,
    /// How long it took.
    pub(crate) time: Duration,
}

impl Run {
    /// Whether it says that all went well.
    pub(crate) fn succeeded(&self) -> bool {
        self.status.is_some_and(|it| it.success())
    }

    /// Why it did not end well: how it ended, and its last words.
    pub(crate) fn last_words(&self) -> String {
        let ended = match self.status {
            Some(status) => status.to_string(),
            None => format!("stopped after {:.0} s", self.time.as_secs_f32()),
        };
        let mut lines = self.err.lines().rev().map(str::trim);
        match lines.find(|it| !it.is_empty() && !it.starts_with("note: ")) {
            Some(line) => format!("{ended}: {line}"),
            None => ended,
        }
    }
}

/// Whether there is such a program.
pub(crate) fn is_installed(program: &str) -> bool {
    let mut asked = Command::new(program);
    asked.arg("--version").stdin(Stdio::null());
    asked.stdout(Stdio::null()).stderr(Stdio::null());
    asked.status().is_ok()
}

/// Runs `command`, which has to end well; a failure calls it `name`.
pub(crate) fn done(command: &mut Command, name: &str, limit: Duration) -> Result<Run, Failure> {
    let run = run(command, limit)
        .map_err(|error| Failure::Failed(format!("cannot run {name}: {error}")))?;
    match run.succeeded() {
        true => Ok(run),
        false => Err(Failure::Failed(format!("{name}: {}", run.last_words()))),
    }
}

/// Runs `command`, and stops it with all that it has started when `limit` is over.
pub(crate) fn run(command: &mut Command, limit: Duration) -> io::Result<Run> {
    let start = Instant::now();
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    in_own_group(command);
    let mut child = command.spawn()?;
    let out = gather(child.stdout.take());
    let err = gather(child.stderr.take());
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if start.elapsed() >= limit {
            stop(&mut child);
            child.wait()?;
            break None;
        }
        thread::sleep(PAUSE);
    };
    let time = start.elapsed();
    Ok(Run {
        status,
        out: out.join().unwrap_or_default(),
        err: err.join().unwrap_or_default(),
        time,
    })
}

/// Reads all that is printed, beside the program, which would wait for a full pipe otherwise.
fn gather(pipe: Option<impl Read + Send + 'static>) -> JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            // What was read before an error is what there is.
            let _ = pipe.read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// Cargo starts compilers, which would outlive it.
#[cfg(unix)]
fn in_own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn in_own_group(_: &mut Command) {}

#[cfg(unix)]
fn stop(child: &mut Child) {
    let group = format!("-{}", child.id());
    // There is no safe call for it; without the program, the child alone has to do.
    let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
    let _ = child.kill();
}

#[cfg(not(unix))]
fn stop(child: &mut Child) {
    let _ = child.kill();
}

#[cfg(all(test, unix))]
#[expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use super::*;

    fn shell(script: &str, limit: Duration) -> Run {
        run(Command::new("sh").args(["-c", script]), limit).unwrap()
    }

    #[test]
    fn what_a_program_prints_is_kept() {
        let run = shell(
            "echo out; echo one >&2; echo two >&2; exit 3",
            Duration::from_secs(60),
        );
        assert!(!run.succeeded());
        assert_eq!(
            (run.out.as_str(), run.err.as_str()),
            ("out\n", "one\ntwo\n")
        );
        assert_eq!(run.last_words(), "exit status: 3: two");
        assert!(shell("exit 0", Duration::from_secs(60)).succeeded());
    }

    #[test]
    fn a_program_that_takes_too_long_is_stopped_with_its_children() {
        let start = Instant::now();
        // The pipe stays open for as long as the inner program lives.
        let run = shell(
            "echo begun >&2; sleep 60 & wait",
            Duration::from_millis(300),
        );
        assert_eq!(run.status, None);
        assert_eq!(run.last_words(), "stopped after 0 s: begun");
        assert!(
            start.elapsed() < Duration::from_secs(30),
            "{:?}",
            start.elapsed()
        );
    }
}
