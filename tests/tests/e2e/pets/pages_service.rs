//! The part of the service that answers page by page: with one page of nothing.

use petstore::answers::ListMarkedResponse;
use petstore::errors::FindPetsError;
use petstore::models::{FoundPets, FoundPetsFound, NewPet, PetPage};
use petstore::parameters::{
    FindPetsOptions, ListLinkedOptions, ListMarkedOptions, ListNumberedOptions, ListOffsetOptions,
};
use petstore::server::PagesApi;
use petstore::support::server::{HandlerError, Refusal};

use super::service::Pets;

const NOTHING: PetPage = PetPage {
    pets: Vec::new(),
    next: None,
};

impl PagesApi for Pets {
    async fn list_numbered(&self, _: ListNumberedOptions) -> Result<Vec<i64>, Refusal> {
        Ok(Vec::new())
    }

    async fn list_offset(&self, _: ListOffsetOptions) -> Result<FoundPets, Refusal> {
        Ok(FoundPets {
            found: FoundPetsFound { pets: None },
            more: None,
        })
    }

    async fn find_pets(
        &self,
        options: FindPetsOptions,
        _: NewPet,
    ) -> Result<PetPage, HandlerError<FindPetsError>> {
        match options.after {
            None => Ok(NOTHING),
            Some(after) => Err(FindPetsError::Gone(after).into()),
        }
    }

    async fn list_marked(&self, _: ListMarkedOptions) -> Result<ListMarkedResponse, Refusal> {
        Ok(ListMarkedResponse::NoContent)
    }

    async fn list_linked(&self, _: String, _: ListLinkedOptions) -> Result<Vec<String>, Refusal> {
        Ok(Vec::new())
    }

    async fn list_chained(&self, _: String) -> Result<PetPage, Refusal> {
        Ok(NOTHING)
    }
}
