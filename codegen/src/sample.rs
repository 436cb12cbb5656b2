//! Example values: the document's own where it has them, made from the types where it has none.
//!
//! Everything is JSON text, so that a number keeps the digits that the document gave it.

mod curl;
mod json;
mod maker;
mod pattern;
mod scalar;
mod style;
mod value;

pub use curl::{Argument, Curl, curl, curl_of_hook};
pub use json::{Token, TokenKind, pretty, tokens};
pub use value::{Side, body, fits, literal, valid, value};
