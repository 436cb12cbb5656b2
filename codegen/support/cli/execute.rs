//! Makes the call that the arguments ask for.

use std::convert::Infallible;
use std::io::{self, Write as _};

use clap::ArgMatches;
use clap_complete::Shell;
use tokio::runtime::{Builder, Runtime};

use super::answer::Printer;
use super::arguments::Inputs;
use super::failure::Failure;
use super::globals::{self, Globals};
use super::tables::{Command, Program};
use super::{credentials, curl, program, verbose};
use crate::support::client::{Core, Error, Request, Response, Retries};
use crate::support::http::is_json;

pub(super) fn execute(program: &'static Program, matches: &ArgMatches) -> Result<(), Failure> {
    let Some((name, matches)) = matches.subcommand() else {
        return Err(Failure::usage("it needs a command"));
    };
    let globals = Globals::of(program, matches);
    match name {
        globals::LOGIN => return credentials::login(program, &globals, matches),
        globals::LOGOUT => return credentials::logout(program, &globals, matches),
        globals::COMPLETIONS => return completions(program, matches),
        _ => {}
    }
    let groups = program.groups.iter();
    let found = groups.into_iter().find_map(|group| match group.name {
        "" => Some((find(group.commands, name)?, matches)),
        it if it == name => {
            let (name, matches) = matches.subcommand()?;
            Some((find(group.commands, name)?, matches))
        }
        _ => None,
    });
    let (command, matches) = found.ok_or_else(|| Failure::usage("there is no such command"))?;
    let globals = Globals::of(program, matches);
    let inputs = Inputs::of(command, matches)?;
    match globals.curl {
        true => curl::show(program, command, &globals, inputs),
        false => call(program, command, &globals, inputs),
    }
}

fn find(commands: &'static [Command], name: &str) -> Option<&'static Command> {
    commands.iter().find(|it| it.name == name)
}

fn completions(program: &'static Program, matches: &ArgMatches) -> Result<(), Failure> {
    let Some(shell) = matches.get_one::<Shell>("shell") else {
        return Err(Failure::usage("it needs the name of a shell"));
    };
    let mut text = Vec::new();
    let mut command = program::command(program, None);
    clap_complete::generate(*shell, &mut command, program.name, &mut text);
    let written = io::stdout().write_all(&text);
    written.map_err(|error| Failure::unwritable("to standard output", &error))
}

/// The client, without its secrets.
pub(super) fn core(base_url: &str, globals: &Globals) -> Core {
    let mut core = Core::new(base_url);
    if globals.server.is_some() {
        // Whoever says where the API is means all of it.
        core = core.with_one_base_url();
    }
    if let Some(timeout) = globals.timeout {
        core = core.with_timeout(timeout).with_read_timeout(timeout);
    }
    if let Some(retries) = globals.retries {
        core = core.with_retries(Retries::up_to(retries));
    }
    core
}

/// The request of `command`, without a body.
pub(super) fn request(core: &Core, command: &'static Command, inputs: &Inputs) -> Request {
    let request = core.request(command.operation);
    let request = match command.server {
        Some(server) => request.server(server),
        None => request,
    };
    inputs.add_to(request)
}

/// What calls are made on.
pub(super) fn runtime() -> Result<Runtime, Failure> {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| Failure::Transport(error.to_string()))
}

fn call(
    program: &'static Program,
    command: &'static Command,
    globals: &Globals,
    inputs: Inputs,
) -> Result<(), Failure> {
    let base_url = globals.base_url(program)?;
    let mut core = core(&base_url, globals);
    for (scheme, secret) in credentials::secrets(program, command.operation, &base_url)? {
        core = core.with_secret(scheme, secret.into());
    }
    if globals.verbose {
        core = core.with_observer(verbose::Shown::new(program));
    }
    let mut request = request(&core, command, &inputs);
    if command.operation.produces.iter().any(|it| !is_json(it)) {
        // It may be long, or without an end.
        request.streamed = command.operation.produces;
        request.movement.get_or_insert_default();
    }
    let request = inputs.sent.add_to(request)?;
    let runtime = runtime()?;
    let printer = Printer::new(program, globals);
    runtime.block_on(async {
        match request.call::<Response, Infallible>(|it| Ok(it.clone())).await {
            Ok(answer) => printer.success(answer).await,
            Err(error) => Err(failed(program, &printer, error)),
        }
    })
}

/// Tells of a failure.
fn failed(program: &'static Program, printer: &Printer<'_>, error: Error<Infallible>) -> Failure {
    match error {
        Error::Unexpected {
            operation,
            response,
        } => printer.failure(operation, &response),
        Error::Credential { .. } => {
            Failure::Usage(format!("{error}\n{}", credentials::hint(program, error.operation())))
        }
        Error::Request { .. } | Error::Provider { .. } => Failure::Usage(error.to_string()),
        Error::Transport { .. }
        | Error::Timeout { .. }
        | Error::TooLarge { .. }
        | Error::Body { .. }
        | Error::Failure { .. } => Failure::Transport(error.to_string()),
    }
}
