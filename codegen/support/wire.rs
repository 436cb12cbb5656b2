//! How models are read from JSON and written to it.
//!
//! The tables in `wire.rs` say what a model looks like on the wire, one row a field. Each table is a call of one of
//! the macros here, which turn it into implementations of [`Serialize`](serde::Serialize) and
//! [`Deserialize`](serde::Deserialize). All that does not differ from model to model is ordinary code in these files, so
//! that a model adds little for the compiler to do.
//!
//! A crate has only those of the modules that its tables use.

mod integer_enum;
mod newtype;
mod object;
mod string_enum;
mod union;
mod unknown_value;

pub use integer_enum::*;
pub(crate) use newtype::newtype;
pub use object::*;
pub use string_enum::*;
pub use union::*;
pub use unknown_value::*;
