//! What routes do with requests, whatever the document: with operations and handlers made by hand.

mod context;
mod gone;
mod hostile;
mod layers;
mod limits;
mod panics;
mod parts;
mod traces;
mod violations;

use std::sync::Arc;

use http::{Method, StatusCode};
use petstore::support::axum::{Request, Routes};
use petstore::support::http::Operation;
use petstore::support::server::{Refusal, Refuse, Reply, problem};

/// A service that knows nothing but how to refuse.
struct Nobody;

impl Refuse for Nobody {
    fn refuse(&self, refusal: &Refusal) -> Reply {
        problem(refusal)
    }
}

/// An operation that takes and gives text.
const fn operation(id: &'static str, method: Method, path: &'static str) -> Operation {
    Operation {
        id,
        method,
        path,
        parameters: &[],
        consumes: &["text/plain"],
        produces: &[],
        security: &[],
        success: &[],
        failures: &[],
        error_bodies: &[],
    }
}

fn routes() -> Routes<Nobody> {
    Routes::new(Arc::new(Nobody), 100)
}

/// Answers with the body.
async fn echo(_: Arc<Nobody>, request: Request) -> Result<Reply, Refusal> {
    let text: String = request.receive().await?.text()?;
    Ok(Reply::text(StatusCode::OK, &text))
}
