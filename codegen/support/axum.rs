//! Serves the API on axum.

mod answer;
mod body;
mod delivery;
mod form;
mod guard;
mod limits;
mod multipart;
mod request;
mod routes;
mod table;
#[cfg(feature = "tracing")]
mod trace;

pub use body::Body;
pub use delivery::Delivery;
pub use form::FormBody;
pub use multipart::{IncomingPart, IncomingParts, MultipartBody};
pub use request::{Request, Unread};
pub use routes::Routes;
