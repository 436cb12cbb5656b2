//! `cargo xtask call`: every operation of a document, called by the emitted client, for every
//! answer that the document describes.
//!
//! The answers are those of the emitted mock, so that both sides have to agree on all of them.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use codegen::Settings;

use crate::args::Call;
use crate::corpus::process::{self, Run};
use crate::failure::Failure;
use crate::mock::Desk;
use crate::{terminal, workspace};

/// How long the compiler may take for one of them, or the calls.
const LIMIT: Duration = Duration::from_secs(1_800);

/// The documents of this workspace.
const OWN: &[&str] = &["spec/openapi.yaml", "tests/petstore/openapi.yaml"];

/// Calls what the documents describe that `args` name.
pub(crate) fn run(args: &Call) -> Result<(), Failure> {
    let mut documents = args.documents.clone();
    if documents.is_empty() {
        let root = workspace::root();
        documents.extend(OWN.iter().map(|it| root.join(it)));
    }
    let mut wrong = Vec::new();
    for document in &documents {
        let shown = document.display().to_string();
        let (came, is_good) = call(document)?;
        terminal::print(&format!("{shown}:\n{came}\n"))?;
        if !is_good {
            wrong.push(shown);
        }
    }
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(Failure::Failed(format!(
            "not every call of {} came out as its document says",
            wrong.join(", ")
        ))),
    }
}

/// What came of the calls of one document, and whether it was as the document says.
fn call(document: &Path) -> Result<(String, bool), Failure> {
    let stem = document.file_stem().unwrap_or_default().to_string_lossy();
    let settings = Settings::for_package("api-to-call");
    let said = |it: codegen::Report| Failure::Failed(it.to_string());
    let generated = codegen::generate(document, &settings).map_err(said)?;
    let (api, _) = codegen::model(document, &settings).map_err(said)?;
    let calls = codegen::calls(&api).map_err(|it| Failure::Failed(it.to_string()))?;
    let desk = Desk::to_call(&stem)?;
    desk.write("api-to-call", &generated.files)?;
    desk.add("calls.rs", &calls)?;
    let built = ran(&mut desk.build_command())?;
    if !built.succeeded() {
        return Ok((format!("does not compile\n{}", built.err), false));
    }
    let called = ran(&mut Command::new(desk.program()))?;
    let mut came = called.out.trim_end().to_owned();
    if called.status.is_none() {
        came.push_str("\nis not done in time");
    }
    Ok((came, called.succeeded()))
}

fn ran(command: &mut Command) -> Result<Run, Failure> {
    let ran = process::run(command, LIMIT);
    ran.map_err(|error| Failure::Failed(format!("cannot run {command:?}: {error}")))
}
