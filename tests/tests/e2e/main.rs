//! End to end: the emitted server called with literal bytes, the emitted client answered with
//! literal bytes, and the one with the other.
//!
//! Where each refusal of the server is shown:
//!
//! | status | for | module |
//! | --- | --- | --- |
//! | 400 | what cannot be read: JSON, text, forms, parts, paths, queries, headers | `bodies`, `pets::forms`, `routes::parts`, `routes::hostile` |
//! | 400, 422 | what does not fit, with where and why | `bodies`, `pets::parameters`, `pets::constraints`, `pets::rules` |
//! | 401, 403 | want of a credential, with the challenges; of a right | `authentication`, `pets::credentials` |
//! | 404, 405 | unknown paths and methods, with `Allow`; OPTIONS and HEAD | `routing`, `paths`, `pets::answers` |
//! | 406 | a client that accepts nothing of it | `routing` |
//! | 408, 503 | the time limit, by whose fault | `routes::limits` |
//! | 413 | bodies, declared, chunked and streamed; parts | `bodies`, `routes::limits`, `pets::streams`, `routes::parts` |
//! | 414, 431 | long URLs and headers | `routes::limits` |
//! | 415 | other media types | `bodies`, `pets::media` |
//! | 500 | panics of handlers, streams, layers and refusals | `routes::panics`, `routes::layers` |
//! | 501 | what is not written yet | `pets::answers` |
//!
//! What the client promises:
//!
//! | promise | module |
//! | --- | --- |
//! | a request is what the document says, a success and each failure are read, a body that does not fit names where | `client`, `pets::answers`, `pets::media` |
//! | all that the server said stays reachable: status, headers, raw body | `client` |
//! | bodies that are cut off, trickle, have a wrong length, come in chunks or end with the connection | `client`, `awkward` |
//! | connections are used again, and opened again | `awkward` |
//! | time-outs: of a call, of all its attempts, of silence | `client`, `resilience`, `pets::streams` |
//! | what may be sent again is, and within a budget: 408, 429, 502, 503, 504, and `Retry-After` in both forms | `resilience`, `awkward` |
//! | redirects take no secret to another origin | `client`, `oauth2` |
//! | a call that cannot have a credential is not made | `client`, `supplies`, `pets::credentials` |
//! | secrets are fetched once, renewed once, and by OAuth 2 | `supplies`, `oauth2` |
//! | secrets are in no `Debug`, no error and no span | `secrets`, `awkward`, `oauth2`, `spans` |
//! | spans of calls and attempts | `spans` |
//! | any transport, observers, concurrency, calls without `async` | `transports` |
//! | events and lines, wherever they are cut | `pets::events`, `awkward` |
//!
//! And each keyword of a schema: `pets::rules` has a value that fits and one that does not for
//! every constraint and format; `pets::parameters`, `pets::constraints` and `pets::forms` show them
//! in parameters and forms.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed, in its helpers too"
)]

mod harness;

mod authentication;
mod awkward;
mod bodies;
mod client;
mod docs;
mod oauth2;
mod parameters;
mod paths;
mod pets;
mod program;
mod published;
mod resilience;
mod routes;
mod routing;
mod secrets;
mod spans;
mod supplies;
mod told;
mod transports;
