//! What every call of the API goes through.

pub mod answer;
#[cfg(feature = "blocking")]
mod blocking;
mod body;
mod call;
mod core;
mod credentials;
mod detail;
mod error;
mod exchange;
mod fault;
mod form;
mod header;
#[cfg(feature = "client")]
mod http_client;
mod movement;
mod multipart;
mod observe;
mod pages;
mod progress;
mod proof;
mod reconnect;
mod repeat;
mod request;
mod response;
mod retry;
mod target;
#[cfg(feature = "tracing")]
mod trace;
mod transport;

pub use answer::{Failure, FromResponse};
pub use body::Body;
pub use call::{Answer, Call, Decode, Pending, Sending};
pub use core::Core;
pub use credentials::{Channel, Provided, Provider, SecretSource, provided_by};
pub use detail::{BodyError, RequestError};
pub use error::Error;
pub use fault::Fault;
pub use movement::Movement;
pub use observe::{Attempt, Observe, Outcome};
pub use pages::{Items, Paged, Pages, Pagination};
pub use request::Request;
pub use response::{Response, Unread};
pub use retry::Retries;
pub use transport::{Carried, Transport, TransportError, tower};
