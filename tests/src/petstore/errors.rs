//! How operations fail, as the document says it.

use http::StatusCode;
use serde_json::Value;

use crate::support::tables::{envelope, failures};

/// Why `listPets` failed.
#[derive(Debug, Clone, PartialEq)]
pub enum ListPetsError {
    /// A parameter does not fit.
    UnprocessableEntity(String),
    /// The server is to blame.
    ServerError(StatusCode),
}

failures!(ListPetsError {
    422 UnprocessableEntity json,
    range(5) ServerError empty,
});

/// What `createPet` answers with when there is one of this name.
#[derive(Debug, Clone, PartialEq)]
pub struct CreatePetConflict {
    /// How long to wait, in seconds.
    pub retry_after: Option<i32>,
}

envelope!(CreatePetConflict {
    header retry_after "retry-after",
});

/// Why `createPet` failed.
#[derive(Debug, Clone, PartialEq)]
pub enum CreatePetError {
    /// There is one of this name.
    Conflict(CreatePetConflict),
    /// Anything else.
    Other(StatusCode, Value),
}

failures!(CreatePetError {
    409 Conflict envelope,
    default Other json "application/problem+json",
});

/// Why `getPet` failed.
#[derive(Debug, Clone, PartialEq)]
pub enum GetPetError {
    /// There is none.
    NotFound(String),
    /// There was one.
    Gone,
    /// Anything else.
    Other(StatusCode, String),
}

failures!(GetPetError {
    404 NotFound text,
    410 Gone empty,
    default Other text,
});
