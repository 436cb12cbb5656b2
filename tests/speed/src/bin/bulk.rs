//! Reads and writes 100 MB of JSON of the shape of GitHub's answers, and as much of Stripe's; by turns.
//!
//! `bulk 3` does each three times.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use speed::by_hand::{charges, repositories};
use speed::report::{Row, median};
use speed::samples::{self, Random};
use speed_models::models;

/// How much is read.
const BYTES: usize = 100_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let rounds = std::env::args().nth(1).map_or(Ok(3), |it| it.parse())?;
    measure::<models::Repository, repositories::Repository>(
        "100 MB of repositories",
        samples::repository,
        rounds,
    )?;
    measure::<models::Issue, repositories::Issue>("100 MB of issues", samples::issue, rounds)?;
    measure::<models::Charge, charges::Charge>("100 MB of charges", samples::charge, rounds)
}

fn measure<O, B>(
    what: &str,
    make: fn(&mut Random) -> Value,
    rounds: usize,
) -> Result<(), Box<dyn Error>>
where
    O: Serialize + DeserializeOwned,
    B: Serialize + DeserializeOwned,
{
    let json = text::<B>(make)?;
    let (mut ours, mut baseline) = (Times::default(), Times::default());
    for _ in 0..rounds {
        ours.add::<O>(&json)?;
        baseline.add::<B>(&json)?;
    }
    Row {
        what: &format!("decode {what}"),
        unit: "s",
        ours: median(ours.decode),
        baseline: median(baseline.decode),
    }
    .print()?;
    Row {
        what: &format!("encode {what}"),
        unit: "s",
        ours: median(ours.encode),
        baseline: median(baseline.encode),
    }
    .print()
}

/// A list that is as long as it has to be.
fn text<B: Serialize + DeserializeOwned>(
    make: fn(&mut Random) -> Value,
) -> serde_json::Result<Vec<u8>> {
    let mut random = Random::default();
    let mut json = Vec::with_capacity(BYTES + 10_000);
    while json.len() < BYTES {
        json.push(if json.is_empty() { b'[' } else { b',' });
        json.extend(samples::ordered::<B>(&make(&mut random))?);
    }
    json.push(b']');
    Ok(json)
}

/// Seconds.
#[derive(Default)]
struct Times {
    decode: Vec<f64>,
    encode: Vec<f64>,
}

impl Times {
    fn add<T: Serialize + DeserializeOwned>(&mut self, json: &[u8]) -> Result<(), Box<dyn Error>> {
        let start = Instant::now();
        let values: Vec<T> = serde_json::from_slice(black_box(json))?;
        self.decode.push(start.elapsed().as_secs_f64());
        let start = Instant::now();
        let written = serde_json::to_vec(black_box(&values))?;
        self.encode.push(start.elapsed().as_secs_f64());
        match written.len() == json.len() {
            true => Ok(()),
            false => Err("what is written is not what was read".into()),
        }
    }
}
