//! `wrk`, which makes load for a server and says what becomes of it.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::corpus::process;
use crate::failure::Failure;

/// What a server has done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Load {
    /// How many requests it answered.
    pub(super) requests: f64,
    /// How many a second.
    pub(super) per_second: f64,
    /// What 99 of 100 took at most, in milliseconds.
    pub(super) p99: f64,
}

/// What it is called.
pub(super) const PROGRAM: &str = "wrk";

/// Sends what the `script` says for so many `seconds`, on 32 connections.
pub(super) fn load(address: SocketAddr, script: &Path, seconds: u64) -> Result<Load, Failure> {
    let mut command = Command::new(PROGRAM);
    command.args(["--threads", "1", "--connections", "32", "--latency"]);
    command
        .args(["--duration", &format!("{seconds}s"), "--script"])
        .arg(script);
    command.arg(format!("http://{address}/"));
    let run = process::done(&mut command, PROGRAM, Duration::from_secs(seconds + 60))?;
    read(&run.out).map_err(|what| Failure::Failed(format!("{PROGRAM}: {what}")))
}

/// What it prints.
fn read(printed: &str) -> Result<Load, String> {
    if let Some(line) = printed.lines().find(|it| it.contains("Non-2xx")) {
        return Err(line.trim().to_owned());
    }
    let words = || {
        printed
            .lines()
            .map(|it| it.split_whitespace().collect::<Vec<_>>())
    };
    let per_second = words().find_map(|it| match it[..] {
        ["Requests/sec:", number] => number.parse().ok(),
        _ => None,
    });
    let p99 = words().find_map(|it| match it[..] {
        ["99%", time] => milliseconds(time),
        _ => None,
    });
    let requests = words().find_map(|it| match it[..] {
        [number, "requests", "in", ..] => number.parse().ok(),
        _ => None,
    });
    match (requests, per_second, p99) {
        (Some(requests), Some(per_second), Some(p99)) => Ok(Load {
            requests,
            per_second,
            p99,
        }),
        _ => Err(format!("it is not clear what this says: {printed}")),
    }
}

/// `1.25ms`, `250.00us` or `1.02s`.
fn milliseconds(time: &str) -> Option<f64> {
    let units = [("us", 0.001), ("ms", 1.0), ("s", 1000.0)];
    let (number, times) = units
        .iter()
        .find_map(|(unit, times)| Some((time.strip_suffix(unit)?, times)))?;
    Some(number.parse::<f64>().ok()? * times)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &str = "\
Running 3s test @ http://127.0.0.1:4000/
  1 threads and 32 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   600.00us    1.00ms   3.00ms   99.00%
    Req/Sec    50.00k     1.00k   60.00k    60.00%
  Latency Distribution
     50%  500.00us
     99%    1.25ms
  150000 requests in 3.00s, 20.00MB read
Requests/sec:  50000.50
Transfer/sec:     10.00MB
";

    #[test]
    fn what_it_prints_is_read() {
        let load = Load {
            requests: 150_000.0,
            per_second: 50_000.5,
            p99: 1.25,
        };
        assert_eq!(read(PRINTED), Ok(load));
        assert_eq!(milliseconds("250.00us"), Some(0.25));
    }

    #[test]
    fn other_answers_are_not_measured() {
        let refused = format!("{PRINTED}  Non-2xx or 3xx responses: 7\n");
        assert_eq!(
            read(&refused),
            Err("Non-2xx or 3xx responses: 7".to_owned())
        );
        assert!(read("").is_err());
    }
}
