//! What every call of the API goes through.

pub mod answer;
mod call;
mod core;
mod error;
mod exchange;
mod request;
mod response;

pub use call::{Answer, Call, Decode, Pending, Sending};
pub use core::Core;
pub use error::{BodyError, Error, Failure, Fault, RequestError};
pub use request::Request;
pub use response::Response;
