//! What a service of the API provides.

use std::future::Future;

use bytes::Bytes;

use super::answers::{CreatePetCreated, GetPetResponse, ListPetsOk};
use super::auth::Credential;
use super::errors::{CreatePetError, GetPetError, ListPetsError};
use super::models::{NewPet, Pet, Point};
use super::parameters::ListPetsOptions;
use crate::support::server::{Authenticate, Context, Refusal, Refuse, Reply, problem};

/// What every part of the service shares.
pub trait Api: Send + Sync + 'static {
    /// Who makes a request, as [`authenticate`](Self::authenticate) finds it.
    type Principal: Send;

    /// Finds out who `credential` belongs to.
    ///
    /// Runs before every operation that the document secures; none runs without it.
    fn authenticate(
        &self,
        credential: Credential,
        context: &Context<'_>,
    ) -> impl Future<Output = Result<Self::Principal, Refusal>> + Send;

    /// Answers a request that never reaches its operation.
    fn refuse(&self, refusal: &Refusal) -> Reply {
        problem(refusal)
    }
}

/// Pets and where they are.
pub trait PetsApi: Api {
    /// `GET /pets`
    fn list_pets(
        &self,
        options: ListPetsOptions,
    ) -> impl Future<Output = Result<ListPetsOk, ListPetsError>> + Send;

    /// `POST /pets`
    fn create_pet(
        &self,
        principal: Self::Principal,
        body: NewPet,
    ) -> impl Future<Output = Result<CreatePetCreated, CreatePetError>> + Send;

    /// `GET /pets/{petId}`
    fn get_pet(
        &self,
        principal: Option<Self::Principal>,
        pet_id: i64,
    ) -> impl Future<Output = Result<GetPetResponse, GetPetError>> + Send;

    /// `PATCH /pets/{petId}`
    fn update_pet(
        &self,
        pet_id: i64,
        body: Option<NewPet>,
    ) -> impl Future<Output = Result<Pet, Refusal>> + Send;

    /// `DELETE /pets/{petId}`
    fn delete_pet(
        &self,
        principal: Self::Principal,
        pet_id: i64,
    ) -> impl Future<Output = Result<(), Refusal>> + Send;

    /// `PUT /pets/{petId}/photo.{format}`
    fn put_photo(
        &self,
        pet_id: i64,
        format: String,
        body: Bytes,
    ) -> impl Future<Output = Result<Bytes, Refusal>> + Send;

    /// `POST /pets/{petId}:rename`
    fn rename_pet(
        &self,
        pet_id: i64,
        body: String,
    ) -> impl Future<Output = Result<String, Refusal>> + Send;

    /// `GET /maps/{area}/{layers}/{point}`
    fn get_map(
        &self,
        area: String,
        layers: Vec<String>,
        point: Point,
    ) -> impl Future<Output = Result<Point, Refusal>> + Send;
}

impl<S: Api> Refuse for S {
    fn refuse(&self, refusal: &Refusal) -> Reply {
        Api::refuse(self, refusal)
    }
}

impl<S: Api> Authenticate for S {
    type Credential = Credential;
    type Principal = S::Principal;

    fn authenticate(
        &self,
        credential: Credential,
        context: &Context<'_>,
    ) -> impl Future<Output = Result<S::Principal, Refusal>> + Send {
        Api::authenticate(self, credential, context)
    }
}
