//! The part of the service whose bodies are of many kinds.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use petstore::bodies::{
    ChatOkBody, CreateReportBody, CreateReportOkBody, SetNoteBody, SetReportBody,
};
use petstore::errors::{ChatError, CreateReportError};
use petstore::models::{NewPet, Pet};
use petstore::server::MediaApi;
use petstore::support::events::{Event, EventStream};
use petstore::support::json_lines::JsonLines;
use petstore::support::server::{Accept, HandlerError, Refusal};
use petstore::support::stream::ByteStream;

use super::service::Pets;

/// A stream of what is there already.
pub(super) struct Listed<I>(pub(super) I);

impl<I: Iterator + Unpin> Stream for Listed<I> {
    type Item = I::Item;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<I::Item>> {
        Poll::Ready(self.0.next())
    }
}

/// Large events without end.
pub(super) struct Endless;

/// How many events of [`Endless`] have been asked for.
pub(super) static ASKED_FOR: AtomicUsize = AtomicUsize::new(0);

/// Whether [`Endless`] came to an end after all.
pub(super) static DROPPED: AtomicBool = AtomicBool::new(false);

impl Stream for Endless {
    type Item = Result<String, Infallible>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        ASKED_FOR.fetch_add(1, Ordering::SeqCst);
        Poll::Ready(Some(Ok("x".repeat(64 * 1024))))
    }
}

impl Drop for Endless {
    fn drop(&mut self) {
        DROPPED.store(true, Ordering::SeqCst);
    }
}

impl MediaApi for Pets {
    async fn create_report(
        &self,
        accept: Accept,
        body: CreateReportBody,
    ) -> Result<CreateReportOkBody, HandlerError<CreateReportError>> {
        let text = match body {
            CreateReportBody::Json(pet) if pet.name == "none" => {
                return Err(CreateReportError::NotFound("no such report".to_owned()).into());
            }
            CreateReportBody::Json(pet) => format!("pet {}", pet.name),
            CreateReportBody::Csv(text) => format!("csv {text}"),
            CreateReportBody::Image(stream) => {
                let media_type = stream.media_type().unwrap_or_default().to_owned();
                match stream.bytes().await {
                    Ok(bytes) => format!("{media_type} {bytes:?}"),
                    Err(error) => error.to_string(),
                }
            }
        };
        let known = ["application/json", "text/csv", "image/png"];
        Ok(match accept.best(&known) {
            Some("text/csv") => CreateReportOkBody::Csv(text),
            Some("image/png") => CreateReportOkBody::Png(text.into()),
            _ => CreateReportOkBody::Json(Pet { id: 1, name: text }),
        })
    }

    async fn set_report(&self, body: Option<SetReportBody>) -> Result<String, Refusal> {
        Ok(match body {
            Some(SetReportBody::Png(stream)) => {
                format!("Some(Png({:?}))", stream.bytes().await?)
            }
            text => format!("{text:?}"),
        })
    }

    async fn create_note(&self, body: NewPet) -> Result<String, Refusal> {
        Ok(body.name)
    }

    async fn set_note(&self, body: Option<SetNoteBody>) -> Result<String, Refusal> {
        Ok(match body {
            None => "none".to_owned(),
            Some(SetNoteBody::Json(pet)) => format!("json {}", pet.name),
            Some(SetNoteBody::Form(pet)) => format!("form {}", pet.name),
            Some(SetNoteBody::Multipart(form)) => format!("parts {}", form.name),
        })
    }

    async fn set_text(&self, body: Option<String>) -> Result<String, Refusal> {
        Ok(format!("{body:?}"))
    }

    async fn set_bytes(&self, body: Option<ByteStream>) -> Result<String, Refusal> {
        Ok(match body {
            Some(stream) => format!("Some({:?})", stream.bytes().await?),
            None => "None".to_owned(),
        })
    }

    async fn echo_image(&self, accept: Accept, body: ByteStream) -> Result<ByteStream, Refusal> {
        let sent = body.media_type().unwrap_or_default().to_owned();
        let wanted = accept.best(&["image/png", "image/gif"]).unwrap_or_default();
        Ok(ByteStream::from(format!("{sent} as {wanted}")).with_media_type(wanted))
    }

    async fn echo_bytes(&self, body: ByteStream) -> Result<ByteStream, Refusal> {
        Ok(body)
    }

    async fn chat(&self, accept: Accept) -> Result<ChatOkBody, HandlerError<ChatError>> {
        let pet = |id: i64| Pet {
            id,
            name: "Rex\nand more".to_owned(),
        };
        match accept.best(&["application/json", "text/event-stream"]) {
            Some("text/event-stream") => {
                let events = [
                    Event::from(pet(1)),
                    Event::new(pet(2)).with_event("b\nc").with_id("7"),
                    Event::new(pet(3)).with_retry(Duration::from_millis(1500)),
                ];
                let events = Listed(events.into_iter().map(Ok::<_, Infallible>));
                Ok(ChatOkBody::EventStream(EventStream::new(events)))
            }
            Some(_) => Ok(ChatOkBody::Json(pet(1))),
            None => Err(ChatError::NotFound("none".to_owned()).into()),
        }
    }

    async fn list_tokens(&self) -> Result<EventStream<String>, Refusal> {
        let words = ["one".to_owned(), "two".to_owned()];
        Ok(EventStream::new(Listed(
            words.map(Ok::<_, Infallible>).into_iter(),
        )))
    }

    async fn ask_tokens(&self, _: String) -> Result<EventStream<String>, Refusal> {
        self.list_tokens().await
    }

    async fn list_events(&self) -> Result<EventStream<String>, Refusal> {
        Ok(EventStream::new(Endless))
    }

    async fn add_pets(&self, mut body: JsonLines<NewPet>) -> Result<JsonLines<Pet>, Refusal> {
        let mut pets = Vec::new();
        while let Some(pet) = body.next().await {
            let id = i64::try_from(pets.len()).unwrap_or_default();
            pets.push(Pet {
                id,
                name: pet?.name,
            });
        }
        Ok(pets.into())
    }

    async fn list_numbers(&self) -> Result<JsonLines<i64>, Refusal> {
        Ok(vec![1, 20].into())
    }
}
