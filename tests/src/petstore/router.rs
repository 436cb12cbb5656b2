//! Serves the API on axum.

use std::sync::Arc;

use axum::Router;
use http::StatusCode;

use super::models::NewPet;
use super::operations::{
    CREATE_PET, DELETE_PET, GET_MAP, GET_PET, LIST_PETS, PUT_PHOTO, RENAME_PET, UPDATE_PET,
};
use super::parameters::ListPetsOptions;
use super::server::PetsApi;
use crate::support::axum::{Request, Routes};
use crate::support::server::{Refusal, Reply};

/// The largest body that is read unless [`Routes::max_body_bytes`] says otherwise.
pub const MAX_BODY_BYTES: usize = 2_097_152;

/// Routes every operation of the API to `service`.
pub fn router<S: PetsApi>(service: Arc<S>) -> Router {
    let routes = Routes::new(service, MAX_BODY_BYTES);
    pets(routes).finish()
}

/// Routes the operations of [`PetsApi`].
pub fn pets<S: PetsApi>(routes: Routes<S>) -> Routes<S> {
    routes
        .route(&LIST_PETS, list_pets)
        .route(&CREATE_PET, create_pet)
        .route(&GET_PET, get_pet)
        .route(&UPDATE_PET, update_pet)
        .route(&DELETE_PET, delete_pet)
        .route(&PUT_PHOTO, put_photo)
        .route(&RENAME_PET, rename_pet)
        .route(&GET_MAP, get_map)
}

/// `GET /pets`
async fn list_pets<S: PetsApi>(service: Arc<S>, mut request: Request) -> Result<Reply, Refusal> {
    let limit = request.parameter_or("limit", 20);
    let tags = request.parameter("tags");
    let ids = request.parameter("ids");
    let status = request.parameter("status");
    let size = request.parameter("size");
    let near = request.parameter("near");
    let filter = request.parameter("filter");
    let r#where = request.parameter("where");
    let x_trace = request.parameter("x-trace");
    let lang = request.parameter("lang");
    request.check_parameters()?;
    let options = ListPetsOptions {
        limit: limit?,
        tags: tags?,
        ids: ids?,
        status: status?,
        size: size?,
        near: near?,
        filter: filter?,
        r#where: r#where?,
        x_trace: x_trace?,
        lang: lang?,
    };
    Ok(match service.list_pets(options).await {
        Ok(pets) => Reply::envelope(StatusCode::OK, &pets),
        Err(failure) => failure.reply(),
    })
}

/// `POST /pets`
async fn create_pet<S: PetsApi>(service: Arc<S>, mut request: Request) -> Result<Reply, Refusal> {
    let principal = request.authenticate(&*service).await?;
    let body: NewPet = request.receive().await?.json()?;
    Ok(match service.create_pet(principal, body).await {
        Ok(pet) => Reply::envelope(StatusCode::CREATED, &pet),
        Err(failure) => failure.reply(),
    })
}

/// `GET /pets/{petId}`
async fn get_pet<S: PetsApi>(service: Arc<S>, mut request: Request) -> Result<Reply, Refusal> {
    let principal = request.authenticate_if_asked(&*service).await?;
    let pet_id = request.parameter("petId");
    request.check_parameters()?;
    Ok(match service.get_pet(principal, pet_id?).await {
        Ok(response) => response.reply(),
        Err(failure) => failure.reply(),
    })
}

/// `PATCH /pets/{petId}`
async fn update_pet<S: PetsApi>(service: Arc<S>, mut request: Request) -> Result<Reply, Refusal> {
    let pet_id = request.parameter("petId");
    request.check_parameters()?;
    let body: Option<NewPet> = request.receive().await?.optional_json()?;
    let pet = service.update_pet(pet_id?, body).await?;
    Ok(Reply::json(StatusCode::OK, &pet))
}

/// `DELETE /pets/{petId}`
async fn delete_pet<S: PetsApi>(service: Arc<S>, mut request: Request) -> Result<Reply, Refusal> {
    let principal = request.authenticate(&*service).await?;
    let pet_id = request.parameter("petId");
    request.check_parameters()?;
    service.delete_pet(principal, pet_id?).await?;
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}

/// `PUT /pets/{petId}/photo.{format}`
async fn put_photo<S: PetsApi>(service: Arc<S>, mut request: Request) -> Result<Reply, Refusal> {
    let pet_id = request.parameter("petId");
    let format = request.parameter("format");
    request.check_parameters()?;
    let body = request.receive().await?.bytes();
    let photo = service.put_photo(pet_id?, format?, body).await?;
    Ok(Reply::bytes(StatusCode::OK, &photo).with_media("image/png"))
}

/// `POST /pets/{petId}:rename`
async fn rename_pet<S: PetsApi>(service: Arc<S>, mut request: Request) -> Result<Reply, Refusal> {
    let pet_id = request.parameter("petId");
    request.check_parameters()?;
    let body: String = request.receive().await?.text()?;
    let name = service.rename_pet(pet_id?, body).await?;
    Ok(Reply::text(StatusCode::OK, &name))
}

/// `GET /maps/{area}/{layers}/{point}`
async fn get_map<S: PetsApi>(service: Arc<S>, mut request: Request) -> Result<Reply, Refusal> {
    let area = request.parameter("area");
    let layers = request.parameter("layers");
    let point = request.parameter("point");
    request.check_parameters()?;
    let point = service.get_map(area?, layers?, point?).await?;
    Ok(Reply::json(StatusCode::OK, &point))
}
