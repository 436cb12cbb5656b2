//! Answers with what a document shows, for those who write the other side first.
//!
//! ```text
//! static GET_PET: Answers = shown![
//!     success 200 "application/json" r#"{"id":1}"# as "cat",
//!     failure 404 "application/json" r#"{"message":"gone"}"# with ["retry-after" r#"3"#],
//!     failure default,
//! ];
//! ```
//!
//! A row is a status, the media type and the body, the name of the example, and the headers.
//! Whatever the media type, the body is a value in JSON, and so is that of a header.

mod answers;
mod preference;
pub mod read;

use http::StatusCode;

pub use answers::{Answer, Answers, Chosen};
pub use preference::heed;
pub use read::FromAnswer;

use crate::support::server::{Accept, FromSecrets, Refusal};

/// The answers of an operation.
macro_rules! shown {
    ($(
        $outcome:ident $status:tt $(($digit:literal))? $($media:literal $body:literal)?
        $(as $example:literal)? $(with [$($header:literal $value:literal),+])?,
    )+) => {
        $crate::support::mock::Answers(&[$({
            let status = $crate::support::tables::row!(@status $status $(($digit))?);
            $crate::support::mock::Answer::$outcome(status)
                $(.body($media, $body))?
                $(.named($example))?
                $(.with_headers(&[$(($header, $value)),+]))?
        },)+])
    };
}

pub(crate) use shown;

/// How a success is made of what the document shows.
type Read<T> = fn(&Chosen) -> serde_json::Result<T>;

/// The answer that the client prefers; the first success, when it does not say.
///
/// # Errors
///
/// When the client prefers a failure.
///
/// # Panics
///
/// When the type of the answer reads nothing that the document shows: it has no finite value, or
/// is a type of users. The server answers 500 then.
pub fn answer<T, E: FromAnswer>(answers: &Answers, read: Read<T>) -> Result<T, E> {
    give(answers, None, read)
}

/// The same, of an operation that answers in several media types.
///
/// # Errors
///
/// When the client prefers a failure.
///
/// # Panics
///
/// As [`answer`].
pub fn answer_as<T, E: FromAnswer>(
    answers: &Answers,
    accept: &Accept,
    read: Read<T>,
) -> Result<T, E> {
    give(answers, Some(accept), read)
}

fn give<T, E: FromAnswer>(
    answers: &Answers,
    accept: Option<&Accept>,
    read: Read<T>,
) -> Result<T, E> {
    let chosen = preference::chosen(answers, accept);
    let read = if chosen.is_failure() {
        E::from_answer(&chosen).map(Err)
    } else {
        read(&chosen).map(Ok)
    };
    match read {
        Ok(result) => result,
        Err(error) => panic!("the document shows no answer that its type reads: {error}"),
    }
}

/// The credentials whose every secret is `secret`, as far as they can be made of it.
pub fn credentials<C: FromSecrets>(secret: &str) -> Vec<C> {
    let of = |credential| C::from_secrets(credential, std::iter::repeat_with(|| secret.into()));
    // No document has more combinations.
    (0..=usize::from(u8::MAX)).filter_map(of).collect()
}

/// Lets somebody in whose credential is among those that are `accepted`; any, when there are none.
///
/// # Errors
///
/// When it is another.
pub fn admit<C: PartialEq>(accepted: &[C], credential: &C) -> Result<(), Refusal> {
    if accepted.is_empty() || accepted.contains(credential) {
        return Ok(());
    }
    Err(Refusal::unauthorized("nobody has this credential"))
}

/// The document describes no failure, so that none is ever chosen.
impl FromAnswer for Refusal {
    fn from_answer(chosen: &Chosen) -> serde_json::Result<Self> {
        let reason = chosen.status.canonical_reason().unwrap_or_default();
        Ok(Self::new(StatusCode::INTERNAL_SERVER_ERROR, reason))
    }
}
