//! What was measured, as tables in Markdown.

use std::fmt::Write;

use super::Row;
use super::generation::Size;
use super::measure::Cost;

/// What generating takes.
pub(super) fn generated(rows: &[Row]) -> String {
    let mut table = "\
| document | kB | emitted | generate, s | CPU, s | peak, MB | times its size | files | lines | kB out |\n\
| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
        .to_owned();
    for row in rows {
        for it in &row.generated {
            let first = [&row.document, " | ", &(row.bytes / 1024).to_string()].concat();
            line(
                &mut table,
                &[&first, it.what, &made(row, &it.cost, &it.size)],
            );
        }
    }
    table
}

/// What the compiler takes.
pub(super) fn built(rows: &[Row]) -> String {
    let mut table = "\n\
| document | features | `cargo check`, s | peak, MB | `cargo build --release`, s | peak, MB |\n\
| --- | --- | ---: | ---: | ---: | ---: |\n"
        .to_owned();
    for row in rows {
        for it in &row.built {
            let release = it.release.as_ref().map_or_else(|| nothing(2), compiled);
            line(
                &mut table,
                &[&row.document, it.what, &compiled(&it.check), &release],
            );
        }
    }
    table
}

/// What other generators take, and the compiler with what they make, and how much of that ours take.
pub(super) fn compared(rows: &[Row]) -> String {
    let mut generators = "\n\
| document | generator | generate, s | CPU, s | peak, MB | times its size | files | lines | kB out | ours / theirs |\n\
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
        .to_owned();
    let mut compiler = "\n\
Ours are shares of the time that the client of another generator takes and, in brackets, of its memory.\n\n\
| document | client of | `cargo check`, s | peak, MB | our client | our client and server | `cargo build --release`, s | peak, MB | our client | our client and server |\n\
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
        .to_owned();
    for row in rows {
        let client = row.generated.iter().find(|it| it.what == "client");
        for it in &row.peers {
            let (made, of_theirs) = match &it.generated {
                Ok((cost, size)) => {
                    let of_theirs = client.map(|ours| times(ours.cost.wall, cost.wall));
                    (made(row, cost, size), of_theirs.unwrap_or_default())
                }
                Err(why) => (fails(why, 6), String::new()),
            };
            line(
                &mut generators,
                &[&row.document, it.peer, &made, &of_theirs],
            );
            if let Some(check) = &it.check {
                compare(&mut compiler, row, it.peer, check, it.release.as_ref());
            }
        }
    }
    generators + &compiler
}

/// A line on what the compiler takes with what `peer` makes.
fn compare(
    table: &mut String,
    row: &Row,
    peer: &str,
    check: &Result<Cost, String>,
    release: Option<&Result<Cost, String>>,
) {
    let ours = |what: &str| row.built.iter().find(|it| it.what == what);
    let ours = [ours("client"), ours("client and server")];
    let checks = ours.map(|it| it.map(|it| &it.check));
    let releases = ours.map(|it| it?.release.as_ref());
    let check = shares(checks, check);
    let release = release.map_or_else(|| nothing(4), |it| shares(releases, it));
    line(table, &[&row.document, peer, &check, &release]);
}

/// The cells of what the compiler took with `theirs`, and of what shares of it `ours` take.
fn shares(ours: [Option<&Cost>; 2], theirs: &Result<Cost, String>) -> String {
    let theirs = match theirs {
        Ok(theirs) => theirs,
        Err(why) => return fails(why, 4),
    };
    let shares = ours.map(|ours| ours.map_or(String::new(), |it| share(it, theirs)));
    [&compiled(theirs), " | ", &shares.join(" | ")].concat()
}

fn share(ours: &Cost, theirs: &Cost) -> String {
    let memory = ratio(ours.peak_bytes, theirs.peak_bytes);
    format!("{} ({memory:.2})", times(ours.wall, theirs.wall))
}

/// As many empty cells.
fn nothing(count: usize) -> String {
    " |".repeat(count.saturating_sub(1))
}

/// The cells of what has failed, the first of `count`.
fn fails(why: &str, count: usize) -> String {
    let why: String = why.replace('|', "/").chars().take(80).collect();
    ["fails: ", &why, &nothing(count)].concat()
}

fn made(row: &Row, cost: &Cost, size: &Size) -> String {
    format!(
        "{:.2} | {:.2} | {} | {} | {} | {} | {}",
        cost.wall,
        cost.cpu,
        cost.peak_bytes >> 20,
        times_its_size(cost.peak_bytes, row.bytes),
        size.files,
        size.lines,
        size.bytes / 1024,
    )
}

fn compiled(cost: &Cost) -> String {
    format!("{:.1} | {}", cost.wall, cost.peak_bytes >> 20)
}

fn line(table: &mut String, cells: &[&str]) {
    // Writing to a string does not fail.
    let _ = writeln!(table, "| {} |", cells.join(" | "));
}

/// Which share of `theirs` takes `ours`; nothing, where theirs is too little to be measured.
fn times(ours: f64, theirs: f64) -> String {
    if theirs > 0.0 {
        format!("{:.2}", ours / theirs)
    } else {
        String::new()
    }
}

fn times_its_size(bytes: u64, of: u64) -> String {
    format!("{:.1}", ratio(bytes, of))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "two digits behind the point are shown at most"
)]
fn ratio(bytes: u64, of: u64) -> f64 {
    bytes as f64 / of.max(1) as f64
}
