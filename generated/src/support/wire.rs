//! How models are read and written: the macros that the tables in [`crate::wire`] are made of.

mod object;
mod string_enum;

pub(crate) use object::object;
pub use object::{Encoder, Entries, Object, Unknown, decode, one};
pub(crate) use string_enum::string_enum;
pub use string_enum::{StringEnum, decode_string};
