//! A service that answers with what it was asked.

use http::StatusCode;
use petstore::answers::{CreatePetCreated, GetPetResponse, ListPetsOk};
use petstore::auth::Credential;
use petstore::errors::{CreatePetConflict, CreatePetError, GetPetError, ListPetsError};
use petstore::models::{NewPet, Pet, Point};
use petstore::parameters::ListPetsOptions;
use petstore::server::{Api, PetsApi};
use petstore::support::secret::Basic;
use petstore::support::server::{Context, HandlerError, Refusal, Reply};
use petstore::support::stream::ByteStream;
use serde_json::json;

/// Answers with what it was asked.
pub(super) struct Pets;

impl Api for Pets {
    type Principal = String;

    async fn authenticate(
        &self,
        credential: Credential,
        context: &Context<'_>,
    ) -> Result<String, Refusal> {
        let who = match credential {
            Credential::AppIdAndAppKey { app_id, app_key } => {
                (app_key.expose() == "key").then(|| format!("app {}", app_id.expose()))
            }
            Credential::Login(Basic { username, password }) => {
                (password.expose() == "pass:word").then(|| format!("user {username}"))
            }
            Credential::Oauth(token) if token.expose() == "down" => {
                return Err(Refusal::unavailable("the token service is down"));
            }
            Credential::Oauth(token) if token.expose() == "weak" => {
                let scopes = context.scopes.join(" ");
                return Err(Refusal::forbidden(format!("the token lacks {scopes}")));
            }
            Credential::Oauth(secret) | Credential::Token(secret) | Credential::Session(secret) => {
                (secret.expose() == "good").then(|| "bearer".to_owned())
            }
        };
        who.ok_or_else(|| Refusal::unauthorized("who is that?"))
    }
}

impl PetsApi for Pets {
    async fn list_pets(
        &self,
        options: ListPetsOptions,
    ) -> Result<ListPetsOk, HandlerError<ListPetsError>> {
        match options.limit {
            Some(422) => Err(ListPetsError::UnprocessableEntity("no".to_owned()).into()),
            Some(503) => Err(ListPetsError::ServerError(StatusCode::SERVICE_UNAVAILABLE).into()),
            _ => Ok(ListPetsOk {
                body: vec![Pet {
                    id: 1,
                    name: format!("{options:?}"),
                }],
                x_total_count: 41,
                x_sources: options.tags,
            }),
        }
    }

    async fn create_pet(
        &self,
        who: String,
        body: NewPet,
    ) -> Result<CreatePetCreated, HandlerError<CreatePetError>> {
        match body.name.as_str() {
            "taken" => Err(CreatePetError::Conflict(CreatePetConflict {
                retry_after: Some(7),
            })
            .into()),
            "teapot" => {
                let body = json!({"title": "short and stout"});
                Err(CreatePetError::Other(StatusCode::IM_A_TEAPOT, body).into())
            }
            _ => Ok(CreatePetCreated {
                body: Pet {
                    id: 1,
                    name: format!("{} of {who}", body.name),
                },
                location: "/pets/1".to_owned(),
            }),
        }
    }

    async fn replace_pets(&self, body: Vec<NewPet>) -> Result<i64, Refusal> {
        i64::try_from(body.len()).map_err(|_| Refusal::internal("too many pets"))
    }

    async fn get_pet(
        &self,
        who: Option<String>,
        pet_id: i64,
    ) -> Result<GetPetResponse, HandlerError<GetPetError>> {
        match pet_id {
            204 => Ok(GetPetResponse::NoContent),
            404 => Err(GetPetError::NotFound("no such pet".to_owned()).into()),
            410 => Err(GetPetError::Gone.into()),
            418 => Err(GetPetError::Other(StatusCode::IM_A_TEAPOT, "hot".to_owned()).into()),
            503 => Err(Refusal::unavailable("the database is down").into()),
            299 => {
                let reply = Reply::text(StatusCode::ACCEPTED, &"come again");
                Err(Refusal::undocumented(reply.with_media("text/x-hint")).into())
            }
            id => Ok(GetPetResponse::Ok(Pet {
                id,
                name: format!("{who:?}"),
            })),
        }
    }

    async fn update_pet(&self, id: i64, body: Option<NewPet>) -> Result<Pet, Refusal> {
        let name = body.map_or_else(|| "as it was".to_owned(), |it| it.name);
        Ok(Pet { id, name })
    }

    async fn delete_pet(&self, _: String, pet_id: i64) -> Result<(), Refusal> {
        match pet_id {
            1 => Ok(()),
            501 => Err(Refusal::not_implemented()),
            _ => Err(Refusal::new(StatusCode::NOT_FOUND, "no such pet").with_code("NO_PET")),
        }
    }

    async fn put_photo(
        &self,
        pet_id: i64,
        format: String,
        body: ByteStream,
    ) -> Result<ByteStream, Refusal> {
        let body = body.bytes().await?;
        Ok([format!("{pet_id} {format} ").as_bytes(), &body]
            .concat()
            .into())
    }

    async fn rename_pet(&self, pet_id: i64, body: String) -> Result<String, Refusal> {
        Ok(format!("{pet_id} is {body}"))
    }

    async fn get_map(
        &self,
        area: String,
        layers: Vec<String>,
        point: Point,
    ) -> Result<Point, Refusal> {
        if area != "a/b" || layers != ["roads", "é"] {
            return Err(Refusal::internal(format!("{area:?} {layers:?}")));
        }
        Ok(point)
    }
}
