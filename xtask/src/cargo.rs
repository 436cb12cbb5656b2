//! Running Cargo from a command that Cargo runs.

use std::env;
use std::process::Command;

/// `cargo` with these arguments and variables, in the environment of a shell.
pub(crate) fn command(args: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(program());
    in_clean_environment(&mut command);
    command.args(args).envs(variables.iter().copied());
    command
}

/// The Cargo that runs us.
pub(crate) fn program() -> std::ffi::OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Takes away what Cargo sets for us, about us; a build that sees it differs from one in a shell.
pub(crate) fn in_clean_environment(command: &mut Command) {
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&*name);
        }
    }
}
