//! A service of the session API, and what the end-to-end tests share.

#[cfg(test)]
mod browser;
pub mod petstore;
#[cfg(doctest)]
mod readme;
#[cfg(test)]
mod reference_page;
pub mod sessions;

/// The support code once more, for the API in [`petstore`]; every emitted crate has its own copy.
#[path = "../../codegen/support"]
pub mod support {
    pub mod axum;
    pub mod client;
    pub mod http;
    pub mod rules;
    pub mod secret;
    pub mod server;
    pub mod tables;
    pub mod wire;
}
