//! `cargo xtask serve`: the session service.

use std::process::Command;

use crate::args::Serve;
use crate::cargo::command;
use crate::failure::Failure;

/// Builds the service and runs it in place of this process, so that it gets the signals itself.
pub(crate) fn serve(args: &Serve) -> Result<(), Failure> {
    // Not a dependency of this package: whoever generates need not compile two database drivers.
    let mut cargo = command(&["run", "--package", "session-service", "--"], &[]);
    if let Some(organization) = &args.create_key {
        cargo.args(["--create-key", organization]);
    }
    run(&mut cargo)
}

#[cfg(unix)]
fn run(cargo: &mut Command) -> Result<(), Failure> {
    use std::os::unix::process::CommandExt as _;

    let error = cargo.exec();
    Err(Failure::Failed(format!("cannot run cargo: {error}")))
}

#[cfg(not(unix))]
fn run(cargo: &mut Command) -> Result<(), Failure> {
    match cargo.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::Failed(format!("the service failed: {status}"))),
        Err(error) => Err(Failure::Failed(format!("cannot run cargo: {error}"))),
    }
}
