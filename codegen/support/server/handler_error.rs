//! Why a handler does not do what it was asked to.

use std::fmt;

use super::{Refusal, Reply};

/// Why a handler does not do what it was asked to: in a way that the document describes for its
/// operation, or in the way that any request is refused. `?` makes it of both.
///
/// ```text
/// let pet = self.find(id).await.map_err(|_| Refusal::unavailable("the database is down"))?;
/// let pet = pet.ok_or(GetPetError::NotFound("no such pet".to_owned()))?;
/// ```
///
/// An answer that is neither is sent with [`Refusal::undocumented`].
#[derive(Debug)]
pub enum HandlerError<E> {
    /// As the document says.
    Api(E),
    /// In the API's own form, with a status that the document need not list.
    Refused(Refusal),
}

/// The answers that a document describes for an operation: its failures, or its successes where
/// there are several.
pub trait Documented {
    /// The answer.
    fn to_reply(&self) -> Reply;
}

/// Why there is no success to answer with.
pub trait Failed {
    /// The answer that the document describes.
    ///
    /// # Errors
    ///
    /// When it is none.
    fn reply(self) -> Result<Reply, Refusal>;
}

impl<E: Documented> Failed for HandlerError<E> {
    fn reply(self) -> Result<Reply, Refusal> {
        match self {
            Self::Api(error) => Ok(error.to_reply()),
            Self::Refused(refusal) => Err(refusal),
        }
    }
}

impl Failed for Refusal {
    fn reply(self) -> Result<Reply, Refusal> {
        Err(self)
    }
}

impl<E: Documented> From<E> for HandlerError<E> {
    fn from(error: E) -> Self {
        Self::Api(error)
    }
}

impl<E> From<Refusal> for HandlerError<E> {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl<E: fmt::Display> fmt::Display for HandlerError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(f),
            Self::Refused(refusal) => refusal.fmt(f),
        }
    }
}

impl<E: fmt::Debug + fmt::Display> std::error::Error for HandlerError<E> {}
