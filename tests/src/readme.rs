//! The Rust in the README, which is compiled, and run where it says no `no_run`.
#![doc = include_str!("../../README.md")]
