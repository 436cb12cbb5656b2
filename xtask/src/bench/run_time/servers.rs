//! Servers under load.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use super::super::measure::median;
use super::programs::{program, rows};
use super::row::Row;
use super::{peer, wrk};
use crate::args::Bench;
use crate::corpus::process;
use crate::failure::Failure;
use crate::{terminal, workspace};

/// How long a server is under load at a time.
const SECONDS: u64 = 3;

const WHAT: &str = "session endpoint";

/// A server of the session API, which prints its address, and serves until its input ends.
struct Server {
    name: &'static str,
    command: Command,
}

/// The endpoint that opens sessions.
pub(super) fn measure(args: &Bench) -> Result<Vec<Row>, Failure> {
    let mut all = Vec::new();
    if process::is_installed(wrk::PROGRAM) {
        let server = |name: &'static str| {
            let mut command = program("session-server");
            command.arg(name);
            Server { name, command }
        };
        let mut servers = vec![server("ours"), server("by-hand")];
        if args.peers {
            match peer::openapi_to_rust(args)? {
                Some(command) => servers.push(Server {
                    name: "openapi-to-rust",
                    command,
                }),
                None => terminal::note("SKIPPED: `openapi-to-rust` is not installed\n"),
            }
        }
        all.extend(compare(&mut servers, args.runs)?);
    } else {
        terminal::note(
            "\nNO SERVER IS MEASURED: there is no `wrk` to make load with. It is in the package `wrk` of Debian.\n\n",
        );
    }
    all.extend(rows("allocations", &[], args)?);
    Ok(all)
}

/// Puts `servers` under load by turns, and compares the first with each of the others.
fn compare(servers: &mut [Server], runs: usize) -> Result<Vec<Row>, Failure> {
    let mut loads: Vec<Loads> = servers.iter().map(|_| Loads::default()).collect();
    for _ in 0..runs {
        for (server, loads) in servers.iter_mut().zip(&mut loads) {
            loads.add(server)?;
        }
    }
    let mut rows = Vec::new();
    let Some((ours, others)) = loads.split_first() else {
        return Ok(rows);
    };
    for (server, other) in servers.iter().skip(1).zip(others) {
        let what = format!("{WHAT}, to {}", server.name);
        let mut add = |unit: &str, of: fn(&Loads) -> &Vec<f64>| {
            let (ours, other) = (median(of(ours).clone()), median(of(other).clone()));
            rows.push(Row::new(&what, unit, ours, other));
        };
        add("requests/s", |it| &it.per_second);
        add("ms, p99", |it| &it.p99);
        add("µs of CPU per request", |it| &it.cpu);
    }
    Ok(rows)
}

/// What a server did, each time.
#[derive(Default)]
struct Loads {
    per_second: Vec<f64>,
    p99: Vec<f64>,
    /// Microseconds for each request.
    cpu: Vec<f64>,
}

impl Loads {
    fn add(&mut self, server: &mut Server) -> Result<(), Failure> {
        let script = workspace::root().join("tests/speed/session.lua");
        let running = Running::start(server)?;
        // Connections are made and memory is had before it counts.
        wrk::load(running.address, &script, 1)?;
        let before = running.cpu_micros();
        let load = wrk::load(running.address, &script, SECONDS)?;
        let cpu = running.cpu_micros() - before;
        self.per_second.push(load.per_second);
        self.p99.push(load.p99);
        self.cpu.push(cpu / load.requests);
        Ok(())
    }
}

/// A server that runs until this is dropped.
struct Running {
    child: Child,
    address: SocketAddr,
}

impl Running {
    fn start(server: &mut Server) -> Result<Self, Failure> {
        let name = server.name;
        let failed = |what: &str| Failure::Failed(format!("the server {name}: {what}"));
        let command = &mut server.command;
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command
            .spawn()
            .map_err(|error| failed(&error.to_string()))?;
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            // What cannot be read is no address.
            let _ = BufReader::new(out).read_line(&mut line);
        }
        let Ok(address) = line.trim().parse() else {
            let _ = child.kill();
            let _ = child.wait();
            return Err(failed("it does not say its address"));
        };
        Ok(Self { child, address })
    }

    /// The time that it had of all processors; nothing where there is no `/proc`.
    fn cpu_micros(&self) -> f64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()));
        let stat = stat.unwrap_or_default();
        // The name of the program, in parentheses, may have spaces.
        let after = stat.rsplit(')').next().unwrap_or_default();
        let ticks = after.split_whitespace().skip(11).take(2);
        let ticks: f64 = ticks.filter_map(|it| it.parse::<f64>().ok()).sum();
        // Linux tells them in hundredths of seconds, whatever it counts in.
        ticks * 10_000.0
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
