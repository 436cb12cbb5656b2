//! Writing to standard output and standard error.

use std::io::{self, ErrorKind, IsTerminal, Write};

use crate::failure::Failure;

/// Writes `text`, which was asked for, to standard output.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // The reader has seen enough: `cargo xtask ir | head`.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result.map_err(|error| Failure::Failed(format!("cannot print: {error}"))),
    }
}

/// Writes `text`, which accompanies the work, to standard error.
pub(crate) fn note(text: &str) {
    // There is nobody to tell that nobody can be told.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Whether to colour standard output: it is a terminal, and `NO_COLOR` does not ask for none.
pub(crate) fn is_coloured() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
    !refused && io::stdout().is_terminal()
}
