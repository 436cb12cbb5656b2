//! `cargo xtask mock`: a service for any document, before there is one.

mod desk;

use std::path::Path;
use std::process::{Command, Stdio};

use codegen::ir::CratePart;
pub(crate) use desk::Desk;

use crate::args::Mock;
use crate::failure::Failure;
use crate::job::Job;
use crate::{generate, remote, terminal};

/// Builds the mock of a document and serves it, until somebody stops it.
pub(crate) fn run(args: &Mock) -> Result<(), Failure> {
    let mut job = Job::new(&args.target)?;
    // Whatever the settings leave out of the crate.
    job.settings.package.parts = [CratePart::Mock, CratePart::Docs].into_iter().collect();
    let folder = job.document.parent().unwrap_or(Path::new(""));
    remote::fetch_missing(folder, &job.settings)?;
    let generated =
        codegen::generate(&job.document, &job.settings).map_err(|it| generate::refused(&it))?;
    terminal::note(&generated.report.to_string());
    let stem = job.document.file_stem().unwrap_or_default();
    let desk = Desk::open(&stem.to_string_lossy())?;
    desk.write(&job.settings.package.name, &generated.files)?;
    let mut build = desk.build_command();
    let built = build.status().map_err(|error| failed("build", &error))?;
    if !built.success() {
        return Err(Failure::Failed("the mock does not compile".to_owned()));
    }
    terminal::note("The mock listens on the next line's address; Ctrl-C stops it.\n");
    let mut serve = Command::new(desk.program());
    serve.arg(args.port.to_string()).args(&args.secret);
    let served = serve.stdin(Stdio::null()).status();
    let served = served.map_err(|error| failed("run", &error))?;
    match served.success() {
        true => Ok(()),
        false => Err(Failure::Failed(format!("the mock ended: {served}"))),
    }
}

fn failed(what: &str, error: &std::io::Error) -> Failure {
    Failure::Failed(format!("cannot {what} the mock: {error}"))
}
