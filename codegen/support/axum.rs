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

pub use body::Body;
pub use delivery::Delivery;
pub use form::FormBody;
pub use multipart::MultipartBody;
pub use request::{Request, Unread};
pub use routes::Routes;
