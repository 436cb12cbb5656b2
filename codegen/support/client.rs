//! What every call of the API goes through.

pub mod answer;
mod call;
mod core;
mod detail;
mod error;
mod exchange;
mod fault;
mod form;
mod multipart;
mod request;
mod response;

pub use answer::{Failure, FromResponse};
pub use call::{Answer, Call, Decode, Pending, Sending};
pub use core::Core;
pub use detail::{BodyError, RequestError};
pub use error::Error;
pub use request::Request;
pub use response::Response;
