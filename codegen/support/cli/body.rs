//! Bodies: made of options, or given whole, or both.

use clap::ArgMatches;
use http::header::CONTENT_TYPE;
use serde_json::value::RawValue;

use super::arguments::raw;
use super::curl::Curl;
use super::failure::Failure;
use super::object::{Field, Given, Object};
use super::program;
use super::reader::Pieces;
use super::source::FileSource;
use super::tables::{Body, BodyForm, Command, Fields, Target};
use crate::support::client::{Body as Carried, Movement, Request};
use crate::support::http::{is_range, same_media_type};

/// What is sent.
pub(super) enum Sent {
    /// Nothing.
    Nothing,
    /// A body that is there, of this media type.
    Whole(String, Vec<u8>),
    /// A body that is sent as it is read.
    Streamed(String, FileSource),
    /// Fields of a form.
    Fields(&'static str, &'static dyn Fields, Vec<Field>),
}

/// The body that the options say, with `fields` for those of them that are properties.
pub(super) fn sent(
    command: &'static Command,
    matches: &ArgMatches,
    fields: Vec<Field>,
) -> Result<Sent, Failure> {
    let Some(body) = &command.body else {
        return Ok(Sent::Nothing);
    };
    let given = matches.get_one::<String>(program::BODY);
    let media = matches.get_one::<String>(program::CONTENT_TYPE);
    if given.is_none() && fields.is_empty() {
        let mut arguments = command.arguments.iter();
        let has_properties = arguments.any(|it| matches!(it.sets, Target::Property(_)));
        if !body.is_required && media.is_none() {
            return Ok(Sent::Nothing);
        }
        if !has_properties {
            return Err(Failure::usage("it needs a body; give it by `--body`"));
        }
    }
    let (form, media) = choose(body, media, &fields, given.is_some())?;
    match form {
        BodyForm::Raw(_) => {
            if let Some(field) = fields.first() {
                let message = format!("a body of `{media}` has no `{}`", field.name);
                return Err(Failure::Usage(message));
            }
            let given = given.map_or("", String::as_str);
            Ok(match FileSource::of(given) {
                Some(source) => Sent::Streamed(media, source),
                None => Sent::Whole(media, given.into()),
            })
        }
        BodyForm::Json(_) => json(command, media, given, fields),
        BodyForm::Fields(media, form) => {
            let whole = match given {
                Some(given) => object(given)?,
                None => Object::default(),
            };
            let fields = merged(command, whole, fields)?;
            Ok(Sent::Fields(media, *form, fields))
        }
    }
}

/// How the body is written, and its media type.
fn choose(
    body: &'static Body,
    media: Option<&String>,
    fields: &[Field],
    is_whole: bool,
) -> Result<(&'static BodyForm, String), Failure> {
    let mut forms = body.forms.iter();
    if let Some(media) = media {
        let form = forms.find(|it| it.media().iter().any(|it| same_media_type(it, media)));
        let form = form.ok_or_else(|| {
            let known: Vec<&str> = body.forms.iter().flat_map(|it| it.media().to_vec()).collect();
            let known = known.join(", ");
            Failure::Usage(format!("it takes no body of `{media}`, only of {known}"))
        })?;
        return Ok((form, media.clone()));
    }
    let has_files = fields.iter().any(|it| matches!(it.value, Given::Files(_)));
    let fits = |form: &&BodyForm| match form {
        BodyForm::Raw(_) => is_whole && fields.is_empty(),
        BodyForm::Json(_) => !has_files,
        BodyForm::Fields(..) => true,
    };
    let form = forms.find(fits).or(body.forms.first());
    let form = form.ok_or_else(|| Failure::usage("it takes no body"))?;
    let media = form.media().first().copied().unwrap_or("*/*");
    // A range of media types says nothing about the one at hand.
    let media = match (is_range(media), form) {
        (false, _) => media,
        (true, BodyForm::Json(_)) => "application/json",
        (true, BodyForm::Raw(_) | BodyForm::Fields(..)) => "application/octet-stream",
    };
    Ok((form, media.to_owned()))
}

fn json(
    command: &Command,
    media: String,
    given: Option<&String>,
    fields: Vec<Field>,
) -> Result<Sent, Failure> {
    let Some(given) = given.filter(|_| fields.is_empty()) else {
        let whole = given.map_or_else(|| Ok(Object::default()), |it| object(it))?;
        let fields = merged(command, whole, fields)?;
        let entries = fields.into_iter().map(|it| match it.value {
            Given::Value(value) => Ok((it.name, value)),
            Given::Files(files) => Err(no_file(&it.name, &files)),
        });
        let entries = entries.collect::<Result<_, _>>()?;
        let text = serde_json::to_vec(&Object(entries));
        let text = text.map_err(|error| Failure::Usage(error.to_string()))?;
        return Ok(Sent::Whole(media, text));
    };
    // As it was written, once it is known to be JSON.
    let text = text(given)?;
    if let Err(error) = serde_json::from_str::<&RawValue>(&text) {
        return Err(Failure::Usage(format!("--body is not JSON: {error}")));
    }
    if let Ok(whole) = serde_json::from_str::<Object>(&text) {
        check(command, |name| whole.get(name).is_some())?;
    }
    Ok(Sent::Whole(media, text.into_bytes()))
}

/// A field is given as a file that cannot be one, the way the body is written.
fn no_file(name: &str, files: &[FileSource]) -> Failure {
    let files: Vec<String> = files.iter().map(FileSource::name).collect();
    Failure::Usage(format!("`{name}` cannot be a file: {}", files.join(", ")))
}

/// The text of a body that is given whole.
fn text(given: &str) -> Result<String, Failure> {
    match FileSource::of(given) {
        None => Ok(given.to_owned()),
        Some(source) => String::from_utf8(source.read()?)
            .map_err(|error| Failure::unreadable(&source.name(), error)),
    }
}

fn object(given: &str) -> Result<Object, Failure> {
    let read = serde_json::from_str(&text(given)?);
    read.map_err(|error| Failure::Usage(format!("--body is not an object of JSON: {error}")))
}

/// `whole` with `fields` in place of its own, and with defaults for what has to be there.
fn merged(command: &Command, whole: Object, fields: Vec<Field>) -> Result<Vec<Field>, Failure> {
    let own = whole.0.into_iter();
    let own = own.filter(|(name, _)| fields.iter().all(|it| it.name != *name));
    let own = own.map(|(name, value)| Field {
        name,
        value: Given::Value(value),
    });
    let mut all: Vec<Field> = own.collect();
    all.extend(fields);
    for argument in command.arguments {
        if let (Target::Property(name), Some(default)) = (argument.sets, argument.default)
            && all.iter().all(|it| it.name != name)
            && let Some(value) = raw(default)
        {
            all.push(Field {
                name: name.to_owned(),
                value: Given::Value(value),
            });
        }
    }
    check(command, |name| all.iter().any(|it| it.name == name))?;
    Ok(all)
}

/// Whether all is there that a body has to have.
fn check(command: &Command, has: impl Fn(&str) -> bool) -> Result<(), Failure> {
    let missing = command.arguments.iter().filter(|it| match it.sets {
        Target::Property(name) => it.is_required && !has(name),
        Target::Parameter(_) => false,
    });
    let missing: Vec<String> = missing.map(|it| format!("--{}", it.name)).collect();
    match missing.as_slice() {
        [] => Ok(()),
        _ => Err(Failure::Usage(format!(
            "it needs {}, or the same in `--body`",
            missing.join(", ")
        ))),
    }
}

impl Sent {
    /// `request` with this body.
    pub(super) fn add_to(self, mut request: Request) -> Result<Request, Failure> {
        match self {
            Self::Nothing => {}
            Self::Whole(media, bytes) => {
                request.set_body(bytes, "application/json");
                request.insert(CONTENT_TYPE, &media);
            }
            Self::Streamed(media, source) => {
                let movement = Movement::new();
                let pieces = Pieces::of(&source, movement.clone())?;
                request.movement = Some(movement);
                request.set_body(Carried::new(pieces), "application/octet-stream");
                request.insert(CONTENT_TYPE, &media);
            }
            Self::Fields(media, form, fields) => request = form.send(request, media, fields)?,
        }
        Ok(request)
    }

    /// The same for `curl`.
    pub(super) fn show(self, curl: &mut Curl) -> Result<(), Failure> {
        match self {
            Self::Nothing => {}
            Self::Whole(media, bytes) => {
                curl.header("content-type", &media);
                curl.option("--data-raw", &String::from_utf8_lossy(&bytes));
            }
            Self::Streamed(media, source) => {
                curl.header("content-type", &media);
                curl.option("--data-binary", &format!("@{}", source.name()));
            }
            Self::Fields(media, form, fields) => {
                if !media.starts_with("multipart/") {
                    curl.header("content-type", media);
                }
                form.show(curl, fields)?;
            }
        }
        Ok(())
    }
}
