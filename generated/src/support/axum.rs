//! Serves the API on axum.

mod body;
mod request;
mod routes;
mod table;

pub use body::Body;
pub use request::{Request, Unread};
pub use routes::Routes;
