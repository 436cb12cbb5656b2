//! Calls the API.

use std::convert::Infallible;
use std::time::Duration;

use bytes::Bytes;

use super::answers::{CreatePetCreated, GetPetResponse, ListPetsOk};
use super::errors::{CreatePetError, GetPetError, ListPetsError};
use super::models::{NewPet, Pet, Point};
use super::operations::{
    APP_ID, APP_KEY, CREATE_PET, DELETE_PET, GET_MAP, GET_PET, LIST_PETS, LOGIN, OAUTH, PUT_PHOTO,
    RENAME_PET, SESSION, TOKEN, UPDATE_PET,
};
use super::parameters::ListPetsOptions;
use crate::support::client::{Call, Core, answer};
use crate::support::secret::{Basic, Secret};

/// A client of the API. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Client {
    core: Core,
}

impl Client {
    /// A client of the API at `base_url`.
    #[must_use]
    pub fn new(base_url: &str) -> Self {
        Self {
            core: Core::new(base_url),
        }
    }

    /// Sends requests through an HTTP client of your own.
    #[must_use]
    pub fn with_http(self, http: reqwest::Client) -> Self {
        Self {
            core: self.core.with_http(http),
        }
    }

    /// Gives up on calls that take longer than this, from the first byte sent to the last read.
    #[must_use]
    pub fn with_timeout(self, timeout: Duration) -> Self {
        Self {
            core: self.core.with_timeout(timeout),
        }
    }

    /// Authenticates with `x-app-id: …`.
    #[must_use]
    pub fn with_app_id(self, app_id: impl Into<Secret>) -> Self {
        Self {
            core: self.core.with_secret(&APP_ID, app_id.into()),
        }
    }

    /// Authenticates with `x-app-key: …`.
    #[must_use]
    pub fn with_app_key(self, app_key: impl Into<Secret>) -> Self {
        Self {
            core: self.core.with_secret(&APP_KEY, app_key.into()),
        }
    }

    /// Authenticates with `Authorization: Basic …`.
    #[must_use]
    pub fn with_login(self, login: Basic) -> Self {
        Self {
            core: self.core.with_secret(&LOGIN, login.into()),
        }
    }

    /// Authenticates with `Authorization: Bearer …`.
    #[must_use]
    pub fn with_oauth(self, oauth: impl Into<Secret>) -> Self {
        Self {
            core: self.core.with_secret(&OAUTH, oauth.into()),
        }
    }

    /// Authenticates with `?token=…`.
    #[must_use]
    pub fn with_token(self, token: impl Into<Secret>) -> Self {
        Self {
            core: self.core.with_secret(&TOKEN, token.into()),
        }
    }

    /// Authenticates with `Cookie: session=…`.
    #[must_use]
    pub fn with_session(self, session: impl Into<Secret>) -> Self {
        Self {
            core: self.core.with_secret(&SESSION, session.into()),
        }
    }
}

impl Client {
    /// `GET /pets`
    pub fn list_pets(&self, options: &ListPetsOptions) -> Call<ListPetsOk, ListPetsError> {
        self.core
            .request(&LIST_PETS)
            .parameter("limit", &options.limit)
            .parameter("tags", &options.tags)
            .parameter("ids", &options.ids)
            .parameter("status", &options.status)
            .parameter("size", &options.size)
            .parameter("near", &options.near)
            .parameter("filter", &options.filter)
            .parameter("where", &options.r#where)
            .parameter("x-trace", &options.x_trace)
            .parameter("lang", &options.lang)
            .call(answer::envelope)
    }

    /// `POST /pets`
    pub fn create_pet(&self, body: &NewPet) -> Call<CreatePetCreated, CreatePetError> {
        self.core
            .request(&CREATE_PET)
            .json(body)
            .call(answer::envelope)
    }

    /// `GET /pets/{petId}`
    pub fn get_pet(&self, pet_id: i64) -> Call<GetPetResponse, GetPetError> {
        self.core
            .request(&GET_PET)
            .parameter("petId", &pet_id)
            .call(answer::several)
    }

    /// `PATCH /pets/{petId}`
    pub fn update_pet(&self, pet_id: i64, body: Option<&NewPet>) -> Call<Pet, Infallible> {
        self.core
            .request(&UPDATE_PET)
            .parameter("petId", &pet_id)
            .optional_json(body)
            .call(answer::json)
    }

    /// `DELETE /pets/{petId}`
    pub fn delete_pet(&self, pet_id: i64) -> Call<(), Infallible> {
        self.core
            .request(&DELETE_PET)
            .parameter("petId", &pet_id)
            .call(answer::empty)
    }

    /// `PUT /pets/{petId}/photo.{format}`
    pub fn put_photo(
        &self,
        pet_id: i64,
        format: &str,
        body: impl Into<Bytes>,
    ) -> Call<Bytes, Infallible> {
        self.core
            .request(&PUT_PHOTO)
            .parameter("petId", &pet_id)
            .parameter("format", format)
            .bytes(body)
            .call(answer::bytes)
    }

    /// `POST /pets/{petId}:rename`
    pub fn rename_pet(&self, pet_id: i64, body: &str) -> Call<String, Infallible> {
        self.core
            .request(&RENAME_PET)
            .parameter("petId", &pet_id)
            .text(body)
            .call(answer::text)
    }

    /// `GET /maps/{area}/{layers}/{point}`
    pub fn get_map(&self, area: &str, layers: &[String], point: &Point) -> Call<Point, Infallible> {
        self.core
            .request(&GET_MAP)
            .parameter("area", area)
            .parameter("layers", layers)
            .parameter("point", point)
            .call(answer::json)
    }
}
