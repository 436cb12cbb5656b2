//! A service of the session API, and what the end-to-end tests share.

pub mod sessions;
