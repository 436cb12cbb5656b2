//! What the programs say.

use std::error::Error;
use std::io::{self, Write};

use serde::Serialize;

/// What a program measured of two ways to do something.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    /// What is done.
    pub what: &'a str,
    /// What the numbers are.
    pub unit: &'a str,
    /// Emitted code.
    pub ours: f64,
    /// Code written by hand.
    pub baseline: f64,
}

impl Row<'_> {
    /// Prints it, as a line of JSON.
    ///
    /// # Errors
    ///
    /// When nobody reads.
    pub fn print(&self) -> Result<(), Box<dyn Error>> {
        let mut line = serde_json::to_vec(self)?;
        line.push(b'\n');
        let mut out = io::stdout().lock();
        out.write_all(&line)?;
        out.flush()?;
        Ok(())
    }
}

/// The middle one of `numbers`.
#[must_use]
pub fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or_default()
}
