//! What the emitters make of models that are built by hand.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::too_many_lines,
    reason = "a test stops at what is wrong, and a model is long when it is written by hand"
)]

mod build;
mod docs;
mod pieces;
mod session;
mod zoo;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use codegen::ir::Api;
use codegen::{FileSet, emit, render};

fn emitted(api: &Api) -> FileSet {
    render::files(emit::TARGETS, &Arc::new(api.clone()), &|| ()).unwrap()
}

/// Writes both crates as members of a workspace and says where.
fn written() -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("emitted");
    let _ = fs::remove_dir_all(root.join("session"));
    let _ = fs::remove_dir_all(root.join("zoo"));
    for (name, api) in [("session", session::api()), ("zoo", zoo::api())] {
        for (path, text) in emitted(&api).iter() {
            let path = root.join(name).join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text.as_bytes()).unwrap();
        }
    }
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"session\", \"zoo\"]\n";
    fs::write(root.join("Cargo.toml"), manifest).unwrap();
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, root.join("Cargo.lock")).unwrap();
    root
}

#[test]
#[ignore = "builds two crates and all that they depend on"]
fn emitted_crates_are_clean() {
    let root = written();
    for arguments in [
        &["clippy", "--all-features"][..],
        &["clippy", "--features", "client"],
        &["clippy", "--features", "server"],
        &["clippy"],
        &["doc", "--no-deps", "--all-features"],
        &["doc", "--no-deps"],
    ] {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--workspace", "--offline", "--quiet", "--target-dir"])
            .arg(root.join("target"))
            .current_dir(&root)
            .env("RUSTFLAGS", "-Dwarnings")
            .env("RUSTDOCFLAGS", "-Dwarnings")
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "cargo {arguments:?}\n{errors}");
    }
}
