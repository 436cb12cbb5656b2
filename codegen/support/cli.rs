//! The command line: reads options, makes the call, prints the answer.

mod answer;
mod arguments;
mod body;
mod credentials;
mod curl;
mod events;
mod execute;
mod failure;
mod form;
mod globals;
mod json;
mod keyring;
mod multipart;
mod object;
mod program;
mod reader;
mod source;
mod table;
mod tables;
mod text;
mod value;
mod verbose;

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

pub use events::print as print_events;
pub use multipart::{Part, Parts};
pub use tables::{
    Argument, Body, BodyForm, Command, Fields, Group, Kind, Program, Target, Variable,
    filled, optional, required,
};

/// Does what the arguments of this process ask for.
#[must_use]
pub fn run(program: &'static Program) -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().collect();
    let command = program::command(program, Some(&arguments));
    let matches = match command.try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => {
            // Nobody may be there to read it.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(failure::USAGE));
        }
    };
    match execute::execute(program, &matches) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
