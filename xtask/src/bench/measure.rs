//! What a program costs.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde::Serialize;

use crate::corpus::process;
use crate::failure::Failure;

/// The program that tells what another one has cost.
const TIME: &str = "/usr/bin/time";

/// What a run of a program costs; of several, the median of each number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub(super) struct Cost {
    /// Seconds by the clock.
    pub(super) wall: f64,
    /// Seconds of all processors.
    pub(super) cpu: f64,
    /// The most memory that the program, or one that it started, had in use at once.
    pub(super) peak_bytes: u64,
}

impl Cost {
    /// The median of each number.
    pub(super) fn median(costs: &[Self]) -> Self {
        let middle = |of: fn(&Self) -> f64| median(costs.iter().map(of).collect());
        let mut peaks: Vec<u64> = costs.iter().map(|it| it.peak_bytes).collect();
        peaks.sort_unstable();
        Self {
            wall: middle(|it| it.wall),
            cpu: middle(|it| it.cpu),
            peak_bytes: peaks.get(peaks.len() / 2).copied().unwrap_or_default(),
        }
    }
}

/// The middle one of `numbers`.
pub(super) fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or_default()
}

/// Runs `command` under `time`, which has to succeed.
pub(super) fn measure(command: &Command, limit: Duration) -> Result<Cost, Failure> {
    if !Path::new(TIME).is_file() {
        return Err(Failure::Failed(format!(
            "{TIME} is needed to measure; it is in the package `time` of Linux distributions"
        )));
    }
    let mut timed = Command::new(TIME);
    timed
        .args(["--quiet", "--format", "%e %U %S %M"])
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => timed.env(name, value),
            None => timed.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        timed.current_dir(folder);
    }
    let name = command.get_program().to_string_lossy().into_owned();
    let run = process::done(&mut timed, &name, limit)?;
    read(&run.err).ok_or_else(|| Failure::Failed(format!("{TIME} does not say what {name} cost")))
}

/// What `time` printed last: seconds of clock, user and system, and kilobytes.
fn read(printed: &str) -> Option<Cost> {
    let mut numbers = printed.lines().next_back()?.split_whitespace();
    let mut next = || numbers.next()?.parse::<f64>().ok();
    let (wall, user, system) = (next()?, next()?, next()?);
    let kilobytes: u64 = numbers.next()?.parse().ok()?;
    Some(Cost {
        wall,
        cpu: user + system,
        peak_bytes: kilobytes * 1024,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_time_prints_is_read() {
        let cost = Cost {
            wall: 1.5,
            cpu: 1.25,
            peak_bytes: 2048 * 1024,
        };
        assert_eq!(read("warning: 3 lines\n1.50 1.00 0.25 2048\n"), Some(cost));
        assert_eq!(read("no numbers\n"), None);
        assert_eq!(read(""), None);
    }

    #[test]
    fn the_median_counts() {
        let cost = |wall, peak_bytes| Cost {
            wall,
            cpu: wall * 2.0,
            peak_bytes,
        };
        let costs = [cost(9.0, 1), cost(1.0, 7), cost(2.0, 4)];
        assert_eq!(
            Cost::median(&costs),
            Cost {
                wall: 2.0,
                cpu: 4.0,
                peak_bytes: 4
            }
        );
        assert_eq!(Cost::median(&[]), Cost::default());
    }
}
