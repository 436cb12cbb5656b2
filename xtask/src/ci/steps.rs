//! The steps that run one of Cargo's commands, or one of ours.

use std::process::Stdio;

use super::Package;
use crate::args::{Attack, Call, Corpus, Generate};
use crate::cargo::command;
use crate::failure::Failure;
use crate::{attack, calls, corpus, generate, terminal};

pub(super) fn fmt(_: &Package) -> Result<(), Failure> {
    cargo(&["fmt", "--all", "--check"], &[])
}

pub(super) fn clippy(_: &Package) -> Result<(), Failure> {
    cargo(
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--all-features",
            "--",
            "-D",
            "warnings",
        ],
        &[],
    )
}

/// Code that only exists without a feature is not seen with all of them.
pub(super) fn features(package: &Package) -> Result<(), Failure> {
    let none = [
        "clippy",
        "--package",
        &package.name,
        "--all-targets",
        "--no-default-features",
    ];
    let deny = ["--", "-D", "warnings"];
    cargo(&[&none[..], &deny].concat(), &[])?;
    for feature in package.features() {
        cargo(&[&none[..], &["--features", feature], &deny].concat(), &[])?;
    }
    Ok(())
}

pub(super) fn doc(_: &Package) -> Result<(), Failure> {
    cargo(
        &["doc", "--workspace", "--all-features", "--no-deps"],
        &[("RUSTDOCFLAGS", "-D warnings")],
    )
}

pub(super) fn test(_: &Package) -> Result<(), Failure> {
    cargo(&["test", "--workspace", "--all-features"], &[])
}

pub(super) fn drift(_: &Package) -> Result<(), Failure> {
    generate::generate(&Generate {
        check: true,
        ..Generate::default()
    })
}

/// Real documents do not come with the workspace, so that there may be none to try.
pub(super) fn corpus(_: &Package) -> Result<(), Failure> {
    let smoke = Corpus {
        smoke: true,
        ..Corpus::default()
    };
    let folder = corpus::folder(&smoke);
    if !folder.is_dir() {
        let folder = folder.display();
        terminal::note(&format!(
            "SKIPPED: there are no documents in {folder}; name a folder of them by CORPUS\n"
        ));
        return Ok(());
    }
    corpus::run(&smoke)
}

/// The emitted client and the emitted mock, about all that the documents of this workspace describe.
pub(super) fn call(_: &Package) -> Result<(), Failure> {
    calls::run(&Call::default())
}

/// Schemathesis, on a few documents, with few made-up requests.
pub(super) fn attack(_: &Package) -> Result<(), Failure> {
    attack::run(&Attack {
        smoke: true,
        examples: 5,
        ..Attack::default()
    })
}

/// Runs `cargo` with these arguments and variables; what it prints, the reader sees.
fn cargo(args: &[&str], variables: &[(&str, &str)]) -> Result<(), Failure> {
    let line = announce(args, variables);
    let status = command(args, variables)
        .status()
        .map_err(|error| Failure::Failed(format!("cannot run `{line}`: {error}")))?;
    match status.success() {
        true => Ok(()),
        false => Err(Failure::Failed(format!("`{line}` failed: {status}"))),
    }
}

/// What `cargo` with these arguments prints on standard output.
pub(super) fn cargo_output(args: &[&str]) -> Result<String, Failure> {
    let line = announce(args, &[]);
    let output = command(args, &[])
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Failure::Failed(format!("cannot run `{line}`: {error}")))?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(Failure::Failed(format!(
            "`{line}` failed: {}",
            output.status
        ))),
    }
}

/// Says what is about to run, so that it can be pasted into a shell; answers that line.
fn announce(args: &[&str], variables: &[(&str, &str)]) -> String {
    let variables = variables
        .iter()
        .map(|(name, value)| format!("{name}='{value}' "));
    let line = format!("{}cargo {}", variables.collect::<String>(), args.join(" "));
    terminal::note(&format!("$ {line}\n"));
    line
}
