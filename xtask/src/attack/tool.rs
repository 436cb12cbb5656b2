//! schemathesis, in an environment of its own.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::corpus::process::{self, Run};
use crate::failure::Failure;
use crate::terminal;

/// The versions of everything that is installed.
const REQUIREMENTS: &str = include_str!("../../attack/requirements.txt");

/// How long the installation may take.
const INSTALL_LIMIT: Duration = Duration::from_secs(600);

/// schemathesis, installed.
#[derive(Debug)]
pub(super) struct Tool {
    program: PathBuf,
}

/// What is attacked, and how.
pub(super) struct Target<'a> {
    /// The settings of schemathesis.
    pub(super) config: &'a Path,
    /// The document that it reads.
    pub(super) document: &'a Path,
    /// Where the document is served.
    pub(super) url: &'a str,
    /// Where it writes what it finds.
    pub(super) folder: &'a Path,
    /// How many requests it makes up for each operation, at most.
    pub(super) examples: usize,
    /// How long it may take.
    pub(super) limit: Duration,
}

impl Tool {
    /// Installs it below `folder`, unless it is there; `None` where there is no Python.
    pub(super) fn install(folder: &Path) -> Result<Option<Self>, Failure> {
        let environment = folder.join("venv");
        let tool = Self {
            program: environment.join("bin/schemathesis"),
        };
        // Written last, so that it tells of a whole installation.
        let stamp = environment.join("requirements.txt");
        if fs::read_to_string(&stamp).is_ok_and(|it| it == REQUIREMENTS) {
            return Ok(Some(tool));
        }
        terminal::note("Installing schemathesis in target/attack\n");
        let made = run(Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&environment));
        match made {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            made => check("python3 -m venv", made)?,
        }
        let requirements = environment.join("wanted.txt");
        let unusable = |error: io::Error| {
            Failure::Failed(format!("cannot use {}: {error}", environment.display()))
        };
        fs::write(&requirements, REQUIREMENTS).map_err(unusable)?;
        let mut pip = Command::new(environment.join("bin/pip"));
        pip.args(["install", "--quiet", "--requirement"]);
        check("pip install", run(pip.arg(&requirements)))?;
        fs::rename(&requirements, &stamp).map_err(unusable)?;
        Ok(Some(tool))
    }

    /// Runs it; what it finds is in the files that it writes.
    pub(super) fn run(&self, target: &Target<'_>) -> Result<Run, Failure> {
        let mut command = Command::new(&self.program);
        command.arg("--config-file").arg(target.config);
        command.arg("run").arg(target.document);
        command.args([
            "--url",
            target.url,
            "--checks",
            "all",
            "--continue-on-failure",
        ]);
        command.args(["--max-examples", &target.examples.to_string()]);
        // The same requests each time, as far as it can.
        command.args(["--seed", "1", "--generation-database", "none", "--no-color"]);
        command.args(["--report", "json,ndjson"]);
        command
            .arg("--report-json-path")
            .arg(target.folder.join("report.json"));
        command
            .arg("--report-ndjson-path")
            .arg(target.folder.join("report.ndjson"));
        let run = process::run(command.current_dir(target.folder), target.limit)
            .map_err(|error| Failure::Failed(format!("cannot run schemathesis: {error}")))?;
        let said = format!("{}\n{}", run.out, run.err);
        // It is for people only.
        let _ = fs::write(target.folder.join("said.txt"), said);
        Ok(run)
    }
}

fn run(command: &mut Command) -> io::Result<Run> {
    process::run(command, INSTALL_LIMIT)
}

fn check(what: &str, run: io::Result<Run>) -> Result<(), Failure> {
    let failed = |why: &str| Failure::Failed(format!("`{what}` failed: {why}"));
    match run {
        Ok(run) if run.succeeded() => Ok(()),
        Ok(run) => Err(failed(&format!("{}\n{}", run.out, run.err))),
        Err(error) => Err(failed(&error.to_string())),
    }
}
