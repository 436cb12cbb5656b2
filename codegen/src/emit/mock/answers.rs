//! What the document shows of the answers of an operation, as a table.

use minijinja::{Value, context};
use proc_macro2::Literal;

use crate::emit::{Chunk, Template, docs, responses};
use crate::ir::{Api, Contents, Header, Media, Operation, Representation, Response, RuleSet};
use crate::sample::{self, Side};

/// What an operation answers.
///
/// ```text
/// /// `GET /pets/{petId}`
/// static GET_PET: Answers = shown![
///     success 200 "application/json" r#"{"id":1}"#,
///     failure 404,
/// ];
/// ```
pub(super) fn of(api: &Api, it: &Operation) -> Chunk {
    let rows = |outcome: &'static str, responses: &[Response]| -> Vec<Value> {
        let responses = responses.iter();
        let rows = responses.flat_map(|it| response(api, outcome, it));
        rows.collect()
    };
    let mut all = rows("success", it.success.responses());
    all.extend(rows("failure", &it.failures.responses));
    Chunk::Table(Template {
        name: "mock.rs.jinja",
        text: include_str!("../../../templates/mock.rs.jinja"),
        context: context! {
            route => docs::route(it),
            constant => &it.constant,
            rows => all,
        },
        uses: &[
            ("crate::support::mock", "Answers"),
            ("crate::support::mock", "shown"),
        ],
    })
}

/// A row for each example in each media type that is told apart.
fn response(api: &Api, outcome: &str, it: &Response) -> Vec<Value> {
    let status = responses::status_word(it.status);
    let headers: Vec<String> = it.headers.iter().map(|it| header(api, it)).collect();
    let bodies = match it.payload.contents() {
        None => vec![None],
        Some(contents) => bodies(api, contents).into_iter().map(Some).collect(),
    };
    let row = |body: Option<Shape>| {
        let (media, body, example) = match body {
            Some(it) => (Some(quoted(&it.media)), Some(raw(&it.json)), it.example),
            None => (None, None, String::new()),
        };
        let example = (!example.is_empty()).then(|| quoted(&example));
        context! { outcome, status => &status, media, body, example, headers => &headers }
    };
    bodies.into_iter().map(row).collect()
}

fn header(api: &Api, it: &Header) -> String {
    let value = sample::valid(api, &it.ty, &RuleSet::new(), Side::Response);
    [quoted(&it.name.wire), raw(&value)].join(" ")
}

/// A body that is shown.
struct Shape {
    media: String,
    json: String,
    /// What the document calls it.
    example: String,
}

fn bodies(api: &Api, it: &Contents) -> Vec<Shape> {
    // Without a choice, all of them are the same value.
    let all = match it.choice {
        Some(_) => it.all().collect(),
        None => vec![&it.first],
    };
    all.into_iter()
        .flat_map(|it| representation(api, it))
        .collect()
}

fn representation(api: &Api, it: &Representation) -> Vec<Shape> {
    let medias = match it.media {
        // Which of them a stream is of, it says itself.
        Media::Stream => it.content_types.as_slice(),
        _ => it.content_types.get(..1).unwrap_or_default(),
    };
    let examples = it.examples.iter();
    let mut values: Vec<(String, String)> = examples
        .filter_map(|example| Some((as_sent(api, it, &example.json)?, example.name.clone())))
        .collect();
    if values.is_empty() {
        values.push((made(api, it), String::new()));
    }
    let of_media = |media: &String| {
        let values = values.iter();
        let shapes = values.map(|(json, example)| Shape {
            media: media.clone(),
            json: json.clone(),
            example: example.clone(),
        });
        shapes.collect::<Vec<_>>()
    };
    medias.iter().flat_map(of_media).collect()
}

/// An example of the document, as the mock has it; `None` when the document contradicts it.
fn as_sent(api: &Api, it: &Representation, json: &str) -> Option<String> {
    let fits =
        |json: &str| sample::fits(api, &it.ty, &it.rules, Side::Response, json) == Some(true);
    match it.media {
        Media::Json | Media::Form | Media::Multipart | Media::Text => {
            fits(json).then(|| json.to_owned())
        }
        Media::Bytes | Media::Stream => Some(json.to_owned()),
        // The whole text, or the data of one event.
        Media::Events | Media::JsonLines => match serde_json::from_str(json).ok()? {
            serde_json::Value::String(text) if !fits(json) => {
                Some(serde_json::Value::from(text).to_string())
            }
            _ => fits(json).then(|| framed(it.media, json)),
        },
    }
}

fn made(api: &Api, it: &Representation) -> String {
    match it.media {
        Media::Bytes | Media::Stream => "\"example\"".to_owned(),
        Media::Json | Media::Form | Media::Multipart | Media::Text => {
            sample::valid(api, &it.ty, &it.rules, Side::Response)
        }
        Media::Events | Media::JsonLines => {
            let value = sample::valid(api, &it.ty, &it.rules, Side::Response);
            framed(it.media, &value)
        }
    }
}

/// The text of a stream of one value, in JSON.
fn framed(media: Media, json: &str) -> String {
    let text = match (media, serde_json::from_str(json)) {
        (Media::Events, Ok(serde_json::Value::String(text))) => format!("data: {text}\n\n"),
        (Media::Events, _) => format!("data: {json}\n\n"),
        _ => format!("{json}\n"),
    };
    serde_json::Value::from(text).to_string()
}

fn quoted(text: &str) -> String {
    Literal::string(text).to_string()
}

/// JSON as a literal that reads well: raw, and without what is not to be seen.
fn raw(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for it in json.chars() {
        if docs::is_hidden(it) {
            let mut units = [0; 2];
            let units = it.encode_utf16(&mut units).iter();
            text.extend(units.map(|it| format!("\\u{it:04x}")));
        } else {
            text.push(it);
        }
    }
    if !text.contains(['"', '\\']) {
        return quoted(&text);
    }
    let mut fence = "#".to_owned();
    while text.contains(&["\"", &fence].concat()) {
        fence.push('#');
    }
    ["r", &fence, "\"", &text, "\"", &fence].concat()
}
