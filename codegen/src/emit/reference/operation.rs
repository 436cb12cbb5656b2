//! An operation as its readers see it.

use super::fields::Fields;
use super::format::{Format, Place};
use super::page::anchor;
use super::security::access;
use super::view::{Answer, Body, Operation, OperationLink, Other, Parameters, Row, Sample};
use crate::ir::{
    self, Contents, Example, Location, Media, NextPlace, PageStyle, Pagination, Representation,
    Response, ServiceKind, StatusPattern,
};
use crate::sample::{self, Side};

/// An operation in the table of contents; `index` is its place among all of them.
pub(super) fn link(format: Format, index: usize, it: &ir::Operation) -> OperationLink {
    OperationLink {
        anchor: anchor("operation", index, &it.name),
        title: format.line(title(it)),
        method: it.method.clone(),
        tint: tint(&it.method),
        path: format.path(&it.path),
        deprecated: it.deprecated,
    }
}

/// The summary, or else the id.
fn title(it: &ir::Operation) -> &str {
    match it.doc.summary.as_str() {
        "" => &it.name.wire,
        summary => summary,
    }
}

/// The view of an operation that clients call, or that the API calls itself; `index` is its place
/// among all of them.
pub(super) fn operation(
    fields: Fields<'_>,
    kind: ServiceKind,
    index: usize,
    it: &ir::Operation,
) -> Operation {
    let (asking, answering, curl) = match kind {
        ServiceKind::Paths => (Side::Request, Side::Response, sample::curl(fields.api, it)),
        ServiceKind::Webhooks | ServiceKind::Callbacks => {
            let curl = sample::curl_of_hook(fields.api, it);
            (Side::Response, Side::Request, curl)
        }
    };
    let Fields { format, api, .. } = fields;
    let OperationLink {
        anchor,
        title,
        method,
        tint,
        path,
        deprecated,
    } = link(format, index, it);
    let later_requests = it
        .body
        .as_ref()
        .and_then(|it| it.contents.first.examples.get(1..))
        .unwrap_or_default();
    Operation {
        anchor,
        id: it.name.wire.clone(),
        title,
        method,
        tint,
        path,
        server: it.server.clone(),
        pages: it.pagination.as_deref().map_or_else(Vec::new, pages),
        description: format.prose(&it.doc.body, Place::Section(3)),
        deprecated,
        access: access(format, api, &it.security),
        parameters: parameters(fields, it),
        body: it.body.as_ref().map(|it| body(fields, it, asking)),
        curl: format.curl(&curl),
        requests: samples(format, later_requests),
        answers: answers(fields, it.success.responses(), answering),
        failures: failures(fields, &it.failures.responses, answering),
    }
}

/// How the pages of an operation follow each other.
fn pages(it: &Pagination) -> Vec<(&'static str, String)> {
    let link = || "Link".to_owned();
    match &it.style {
        PageStyle::Page { parameter, .. } => vec![("by the number", parameter.clone())],
        PageStyle::Offset { parameter } => {
            vec![("after as many items as it says in", parameter.clone())]
        }
        PageStyle::Cursor { parameter, next } => {
            let (words, next) = match next {
                NextPlace::Body(next) => ("takes what the page before has at", next),
                NextPlace::Header(next) => ("takes what the page before has in its header", next),
            };
            vec![("where", parameter.clone()), (words, next.clone())]
        }
        PageStyle::Link => vec![("each with the URL of the next in its header", link())],
        PageStyle::Url { next } => vec![("each with the URL of the next at", next.clone())],
    }
}

/// Examples of the document.
pub(super) fn samples(format: Format, examples: &[Example]) -> Vec<Sample> {
    examples.iter().map(|it| shown(format, it)).collect()
}

fn shown(format: Format, it: &Example) -> Sample {
    let title = if it.summary.is_empty() {
        &it.name
    } else {
        &it.summary
    };
    Sample {
        title: format.line(title),
        code: format.json(&sample::pretty(&it.json)),
        language: "json",
    }
}

fn tint(method: &str) -> &'static str {
    match method {
        "GET" => "get",
        "POST" => "post",
        "PUT" => "put",
        "PATCH" => "patch",
        "DELETE" => "delete",
        _ => "other",
    }
}

fn parameters(fields: Fields<'_>, it: &ir::Operation) -> Vec<Parameters> {
    let groups = [
        (Location::Path, "Path parameters"),
        (Location::Query, "Query parameters"),
        (Location::Header, "Headers"),
        (Location::Cookie, "Cookies"),
    ];
    let group = |(location, title)| {
        let of_group = it.parameters.iter().filter(|it| it.location == location);
        let rows: Vec<Row> = of_group.map(|it| fields.parameter(it)).collect();
        Parameters {
            title,
            rows: fields.format.rows(&rows),
        }
    };
    groups
        .map(group)
        .into_iter()
        .filter(|it| !it.rows.is_empty())
        .collect()
}

fn body(fields: Fields<'_>, it: &ir::Body, side: Side) -> Body {
    Body {
        content_type: content_types(&it.contents),
        required: it.required,
        description: fields.format.doc(&it.doc, Place::Section(4)),
        shape: fields.shape(&it.contents.first.ty, side),
        others: others(fields, &it.contents, side),
    }
}

/// The media types of what is shown first: of all, when all are the same.
fn content_types(it: &Contents) -> String {
    let others: &[Representation] = match it.choice {
        Some(_) => &[],
        None => &it.others,
    };
    let all = std::iter::once(&it.first).chain(others);
    all.map(|it| it.content_types.join(", "))
        .collect::<Vec<String>>()
        .join(", ")
}

/// What a body may be instead.
fn others(fields: Fields<'_>, it: &Contents, side: Side) -> Vec<Other> {
    let others = it.others.iter().filter(|_| it.choice.is_some());
    let other = |it: &Representation| Other {
        content_type: it.content_types.join(", "),
        shape: fields.shape(&it.ty, side),
    };
    others.map(other).collect()
}

/// Successes, with their fields and with a sample each.
fn answers(fields: Fields<'_>, responses: &[Response], side: Side) -> Vec<Answer> {
    let answer = |it: &Response| {
        let mut answer = bare(fields, it);
        if let Some(contents) = it.payload.contents() {
            answer.shape = Some(fields.shape(&contents.first.ty, side));
        }
        if answer.samples.is_empty() {
            answer.samples.extend(made(fields, it, side));
        }
        answer
    };
    responses.iter().map(answer).collect()
}

/// Failures; where the document shows no value of any, one is made for the first.
fn failures(fields: Fields<'_>, responses: &[Response], side: Side) -> Vec<Answer> {
    let mut answers: Vec<_> = responses.iter().map(|it| bare(fields, it)).collect();
    let is_shown = answers.iter().any(|it| !it.samples.is_empty());
    if let (Some(answer), Some(response), false) =
        (answers.first_mut(), responses.first(), is_shown)
    {
        answer.samples.extend(made(fields, response, side));
    }
    answers
}

fn bare(fields: Fields<'_>, it: &Response) -> Answer {
    let contents = it.payload.contents();
    let examples = contents.into_iter().flat_map(Contents::all);
    let headers: Vec<Row> = it.headers.iter().map(|it| fields.header(it)).collect();
    Answer {
        status: status(it.status),
        phrase: phrase(it.status),
        description: fields.format.doc(&it.doc, Place::Section(4)),
        headers: fields.format.rows(&headers),
        content_type: contents.map(content_types),
        shape: contents.map(|it| fields.outline(&it.first.ty)),
        others: contents.map_or_else(Vec::new, |it| others(fields, it, Side::Response)),
        samples: examples
            .flat_map(|it| samples(fields.format, &it.examples))
            .collect(),
    }
}

/// A sample made from the type, where that is worth something.
fn made(fields: Fields<'_>, it: &Response, side: Side) -> Option<Sample> {
    let first = &it.payload.contents()?.first;
    match first.media {
        Media::Json => {
            let json = sample::value(fields.api, &first.ty, side);
            Some(Sample {
                title: fields.format.line(""),
                code: fields.format.json(&sample::pretty(&json)),
                language: "json",
            })
        }
        Media::Form
        | Media::Multipart
        | Media::Text
        | Media::Bytes
        | Media::Stream
        | Media::Events
        | Media::JsonLines => None,
    }
}

fn status(pattern: StatusPattern) -> String {
    match pattern {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Range(digit) => format!("{digit}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
}

/// What a status is called (RFC 9110, section 15, and RFC 6585).
fn phrase(pattern: StatusPattern) -> &'static str {
    let code = match pattern {
        StatusPattern::Code(code) => code,
        StatusPattern::Range(_) => return "Any status of this class that is not listed",
        StatusPattern::Default => return "Any status that is not listed",
    };
    match code {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        203 => "Non-Authoritative Information",
        204 => "No Content",
        205 => "Reset Content",
        206 => "Partial Content",
        207 => "Multi-Status",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "Length Required",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        416 => "Range Not Satisfiable",
        422 => "Unprocessable Content",
        423 => "Locked",
        424 => "Failed Dependency",
        428 => "Precondition Required",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        451 => "Unavailable For Legal Reasons",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        507 => "Insufficient Storage",
        _ => "",
    }
}
