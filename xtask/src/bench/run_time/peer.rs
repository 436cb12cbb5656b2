//! The server of another generator, made of the same document.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::corpus::{Shelf, alone, write_result};
use crate::failure::Failure;
use crate::{cargo, workspace};

/// The generator of it, as a program.
const PROGRAM: &str = "openapi-to-rust";

/// What Cargo makes of it.
const SERVER: &str = "peer-server";

/// What the router needs to be served, beside what it is made of.
const AXUM: &str = "axum = { version = \"0.8\", default-features = false, features = [\"http1\", \"json\", \"tokio\"] }";
const TOKIO: &str = "tokio = { version = \"1\", features = [\"net\", \"rt\", \"sync\"] }";

/// The server of openapi-to-rust, built with optimisations; `None` when that is not installed.
pub(super) fn openapi_to_rust() -> Result<Option<Command>, Failure> {
    let mut asked = Command::new(PROGRAM);
    let asked = asked.arg("--version").stdin(Stdio::null());
    if asked.stdout(Stdio::null()).status().is_err() {
        return Ok(None);
    }
    let shelf = Shelf::open("bench-server")?;
    let folder = shelf.crate_folder(SERVER);
    let failed = |error: std::io::Error| Failure::Failed(format!("{SERVER}: {error}"));
    shelf.remove_crate(SERVER).map_err(failed)?;
    alone::make_folder(&folder).map_err(failed)?;
    let settings = format!(
        "[generator]\nspec_path = {:?}\noutput_dir = \"src/generated\"\nmodule_name = \"generated\"\n\n\
         [features]\nenable_async_client = false\n\n\
         [server]\nframework = \"axum\"\noperations = [\"createSession\"]\n",
        workspace::root().join("spec/openapi.yaml"),
    );
    write_result(&folder.join("openapi-to-rust.toml"), &settings)?;
    run(Command::new(PROGRAM).arg("generate").current_dir(&folder))?;
    let program = workspace::root().join("tests/speed/peers/openapi_to_rust.rs");
    let program = fs::read_to_string(program).map_err(failed)?;
    alone::write_source(&folder, "src/main.rs", &program).map_err(failed)?;
    let manifest = manifest(&folder).map_err(failed)?;
    alone::write_source(&folder, "Cargo.toml", &manifest).map_err(failed)?;
    let mut build = Command::new(cargo::program());
    cargo::in_clean_environment(&mut build);
    build.args(["build", "--release", "--quiet"]);
    run(build
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", shelf.target()))?;
    Ok(Some(Command::new(
        shelf.target().join("release").join(SERVER),
    )))
}

/// A crate of what is in `folder`, which says what it depends on.
fn manifest(folder: &Path) -> std::io::Result<String> {
    let dependencies = fs::read_to_string(folder.join("src/generated/REQUIRED_DEPS.toml"))?;
    let lines = dependencies.lines();
    let lines = lines.map(|it| if it.starts_with("axum = ") { AXUM } else { it });
    let dependencies: Vec<&str> = lines.chain([TOKIO]).collect();
    Ok(format!(
        "[package]\nname = {SERVER:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{}\n\n[workspace]\n",
        dependencies.join("\n")
    ))
}

fn run(command: &mut Command) -> Result<(), Failure> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output();
    let output = output.map_err(|error| Failure::Failed(format!("cannot run {name}: {error}")))?;
    match output.status.success() {
        true => Ok(()),
        false => {
            let words = String::from_utf8_lossy(&output.stderr);
            Err(Failure::Failed(format!("{name}: {words}")))
        }
    }
}
