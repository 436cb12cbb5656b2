//! The project's own commands: `cargo xtask gen`, `ir`, `corpus`, `mock`, `attack`, `bench`,
//! `call`, `serve` and `ci`.

mod args;
mod attack;
mod bench;
mod calls;
mod cargo;
mod ci;
mod corpus;
mod diff;
mod failure;
mod generate;
mod help;
mod job;
mod mock;
mod remote;
mod serve;
mod sync;
mod terminal;
#[cfg(test)]
mod tidy;
mod workspace;

use std::process::ExitCode;

use args::Command;
use failure::Failure;

/// Takes a third off the time that a large document needs, in a release.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Runs the command that the arguments of the program name.
///
/// A library, so that it need not wait for the machine code of `codegen`, as a program would.
pub fn main() -> ExitCode {
    let done = args::parse(lexopt::Parser::from_env()).and_then(run);
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.report();
            failure.exit_code()
        }
    }
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Help(topic) => terminal::print(topic.text()),
        Command::Generate(args) => generate::generate(&args),
        Command::Ir(target) => generate::describe(&target),
        Command::Corpus(args) => corpus::run(&args),
        Command::CorpusOne(args) => corpus::generate_one(&args),
        Command::Attack(args) => attack::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::Call(args) => calls::run(&args),
        Command::Mock(args) => mock::run(&args),
        Command::Serve(args) => serve::serve(&args),
        Command::Ci(steps) => ci::run(&steps),
    }
}
