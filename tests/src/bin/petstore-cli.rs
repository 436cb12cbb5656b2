//! The command line of the pets, as the program of its crate has it.

use std::process::ExitCode;

fn main() -> ExitCode {
    petstore::cli::main()
}
