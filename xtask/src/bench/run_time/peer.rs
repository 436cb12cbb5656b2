//! The server of another generator, made of the same document.

use std::fs;
use std::process::Command;

use super::super::peers::program::{OPENAPI_TO_RUST, package};
use crate::args::Bench;
use crate::corpus::{Shelf, alone, process, write_result};
use crate::failure::Failure;
use crate::{cargo, workspace};

/// What Cargo makes of it.
const SERVER: &str = "peer-server";

/// What the router needs to be served, in the place of what it asks for.
const AXUM: &str = "axum = { version = \"0.8\", default-features = false, features = [\"http1\", \"json\", \"tokio\"] }\n\
                    tokio = { version = \"1\", features = [\"net\", \"rt\", \"sync\"] }";

/// The server of openapi-to-rust, built with optimisations; `None` when that is not installed.
pub(super) fn openapi_to_rust(args: &Bench) -> Result<Option<Command>, Failure> {
    if !process::is_installed(OPENAPI_TO_RUST) {
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
    let mut generate = Command::new(OPENAPI_TO_RUST);
    generate.arg("generate").current_dir(&folder);
    process::done(&mut generate, OPENAPI_TO_RUST, args.limit)?;
    let program = workspace::root().join("tests/speed/peers/openapi_to_rust.rs");
    let program = fs::read_to_string(program).map_err(failed)?;
    package(&folder, SERVER, "src/main.rs", &program, |it| {
        if it.starts_with("axum = ") { AXUM } else { it }
    })
    .map_err(failed)?;
    let mut build = Command::new(cargo::program());
    cargo::in_clean_environment(&mut build);
    build.args(["build", "--release", "--quiet"]);
    build.current_dir(&folder);
    build.env("CARGO_TARGET_DIR", shelf.target());
    process::done(&mut build, SERVER, args.limit)?;
    Ok(Some(Command::new(
        shelf.target().join("release").join(SERVER),
    )))
}
