//! What emitted code costs at run time, beside the same work written by hand.
//!
//! `cargo xtask bench --run-time` runs the programs and benches of this package and makes a table of what they say.

pub mod by_hand;
pub mod report;
pub mod samples;
pub mod servers;
