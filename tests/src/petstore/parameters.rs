//! The optional parameters of operations.

use super::models::{Filter, Point, Size, Status};

/// The optional parameters of `listPets`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListPetsOptions {
    /// How many at most; 20 unless said otherwise.
    pub limit: Option<i32>,
    /// Those that have all of these.
    pub tags: Option<Vec<String>>,
    /// These.
    pub ids: Option<Vec<i64>>,
    /// Those in one of these states.
    pub status: Option<Vec<Status>>,
    /// Those of this size.
    pub size: Option<Size>,
    /// The nearest first.
    pub near: Option<Point>,
    /// Those that pass.
    pub filter: Option<Filter>,
    /// Those that pass this too.
    pub r#where: Option<Filter>,
    /// Found again in the logs.
    pub x_trace: Option<String>,
    /// The language of the answer.
    pub lang: Option<String>,
}
