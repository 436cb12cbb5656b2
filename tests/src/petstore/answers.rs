//! What operations answer with when that is more than a body, or one of several answers.

use super::models::Pet;
use crate::support::tables::{envelope, successes};

/// What `listPets` answers with.
#[derive(Debug, Clone, PartialEq)]
pub struct ListPetsOk {
    /// The body.
    pub body: Vec<Pet>,
    /// How many there are in all.
    pub x_total_count: i64,
    /// Where they come from.
    pub x_sources: Option<Vec<String>>,
}

envelope!(ListPetsOk {
    body json,
    header x_total_count "x-total-count",
    header x_sources "x-sources",
});

/// What `createPet` answers with.
#[derive(Debug, Clone, PartialEq)]
pub struct CreatePetCreated {
    /// The body.
    pub body: Pet,
    /// Where it is.
    pub location: String,
}

envelope!(CreatePetCreated {
    body json,
    header location "location",
});

/// What `getPet` answers with.
#[derive(Debug, Clone, PartialEq)]
pub enum GetPetResponse {
    /// The pet.
    Ok(Pet),
    /// Nothing is known about it.
    NoContent,
}

successes!(GetPetResponse {
    200 Ok json,
    204 NoContent empty,
});
