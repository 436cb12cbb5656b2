//! The code that every generated crate carries, tested as a generated crate uses it.

#![allow(
    unreachable_pub,
    reason = "a generated crate exports what a test only uses"
)]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

#[path = "../../support"]
mod support {
    pub(crate) mod bytes;
    pub(crate) mod date_time;
    pub(crate) mod number;
    pub(crate) mod round_trip;
    pub(crate) mod strict;
    pub(crate) mod whole;
    pub(crate) mod wire;
}

mod additional;
mod bytes;
mod dates;
mod depth;
mod enums;
mod newtypes;
mod numbers;
mod objects;
mod round_trip;
mod tagged;
mod unions;
mod whole;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The value that `json` stands for.
#[track_caller]
fn decode<T: DeserializeOwned>(json: &str) -> T {
    match serde_json::from_str(json) {
        Ok(value) => value,
        Err(error) => panic!("{json}: {error}"),
    }
}

/// Why `json` is no `T`, without the place.
#[track_caller]
fn refusal<T: DeserializeOwned>(json: &str) -> String {
    match serde_json::from_str::<T>(json) {
        Ok(_) => panic!("{json} was accepted"),
        Err(error) => {
            let message = error.to_string();
            message
                .split(" at line ")
                .next()
                .unwrap_or_default()
                .to_owned()
        }
    }
}

fn encode<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap()
}

/// `json` is read and comes out again as it was.
#[track_caller]
fn round_trips<T: DeserializeOwned + Serialize>(json: &str) {
    assert_eq!(encode(&decode::<T>(json)), json);
}
