//! Responses: by status, range and default.

use openapiv3::{ReferenceOr, Responses, StatusCode};

use super::media::Sender;
use super::names::{Case, Scope};
use super::{Context, media, parameter, prose};
use crate::diagnostic::{Place, lowering as say};
use crate::ir::{Doc, Failures, Header, Name, Payload, Response, StatusPattern, Success};

/// What the server answers, split into what the caller hoped for and the rest.
pub(super) fn split(
    cx: &mut Context<'_>,
    place: &Place,
    responses: &Responses,
    method: &str,
    stem: &str,
) -> (Success, Failures) {
    let Responses {
        default,
        responses,
        extensions: _, // none is about what is sent
    } = responses;
    let mut hoped = Vec::new();
    let mut others = Vec::new();
    for (status, reference) in responses {
        let Some(pattern) = pattern(status) else {
            let key = status.to_string();
            cx.warn(say::unknown_status(&place.child(&key), &key));
            continue;
        };
        let at = place.child(&status.to_string());
        if is_success(pattern) {
            hoped.push((pattern, at, reference));
        } else {
            others.push((pattern, at, reference));
        }
    }
    if hoped.is_empty() {
        // A redirect is what the caller of an operation that only redirects hopes for.
        let (redirects, rest) = others.into_iter().partition(|it| is_redirect(it.0));
        hoped = redirects;
        others = rest;
    }
    let default = default
        .as_ref()
        .map(|reference| (StatusPattern::Default, place.child("default"), reference));
    if hoped.is_empty() {
        hoped.extend(default.clone());
    }
    others.extend(default);
    let lone = hoped.len() <= 1;
    let role = if lone { Role::Lone } else { Role::Several };
    let hoped = read_all(cx, hoped, method, stem, role);
    let failures = read_all(cx, others, method, stem, Role::Failure);
    (success(cx, hoped, stem), name_failures(cx, failures, stem))
}

/// How the body of a response is called when it needs a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// `CreateSessionResponse`.
    Lone,
    /// `CreateSessionCreatedBody`.
    Several,
    /// The same, of what is never a stream.
    Failure,
}

type Found<'a> = (StatusPattern, Place, &'a ReferenceOr<openapiv3::Response>);

fn read_all(
    cx: &mut Context<'_>,
    found: Vec<Found<'_>>,
    method: &str,
    stem: &str,
    role: Role,
) -> Vec<Response> {
    let mut names = Scope::of_variants();
    let mut responses = Vec::with_capacity(found.len());
    for (status, at, reference) in found {
        let (wire, hint) = variant(status);
        let name = names.claim_as(&wire, &hint);
        let bare = without_body(method, status);
        responses.extend(read(cx, &at, reference, (status, bare), name, stem, role));
    }
    responses
}

fn read(
    cx: &mut Context<'_>,
    at: &Place,
    reference: &ReferenceOr<openapiv3::Response>,
    (status, without_body): (StatusPattern, Option<String>),
    name: Name,
    stem: &str,
    role: Role,
) -> Option<Response> {
    let site = cx.follow(at, reference)?;
    let outcome = cx.spec.response(&site.place);
    let openapiv3::Response {
        description,
        headers,
        content,
        links: _,      // about other operations
        extensions: _, // none is about what is sent
    } = cx.report(outcome)?;
    let variant = Case::Type.apply(&name.rust);
    let hint = match role {
        Role::Lone => format!("{stem} response"),
        Role::Several | Role::Failure => format!("{stem} {variant} body"),
    };
    let sender = match role {
        Role::Lone | Role::Several => Sender::Server,
        Role::Failure => Sender::Whole,
    };
    let headers = self::headers(cx, &site.place, &headers, &format!("{stem} {variant}"));
    let hints = media::Hints {
        body: hint,
        choice: ["body", "content"].map(|it| format!("{stem} {variant} {it}")),
    };
    let place = site.place.child("content");
    let contents = match without_body {
        Some(what) => {
            if !content.is_empty() {
                cx.warn(say::body_that_never_comes(&place, &what));
            }
            None
        }
        None => media::contents(cx, &place, &content, sender, &hints, None),
    };
    let envelope = (!headers.is_empty()).then(|| {
        let hint = format!("{stem} {variant}");
        cx.types.claim(&hint, &hint)
    });
    Some(Response {
        name,
        status,
        doc: prose::description(Some(&description)),
        payload: match contents {
            Some((contents, _)) => Payload::Body(Box::new(contents)),
            None => Payload::Empty,
        },
        headers,
        envelope,
    })
}

fn headers(
    cx: &mut Context<'_>,
    place: &Place,
    headers: &indexmap::IndexMap<String, ReferenceOr<openapiv3::Header>>,
    stem: &str,
) -> Vec<Header> {
    let mut names = Scope::of_fields();
    names.claim("body");
    let mut read = Vec::new();
    for (wire, reference) in headers {
        // OpenAPI 3.0.3, Response Object: the content type is described by `content`.
        if wire.eq_ignore_ascii_case("content-type") {
            continue;
        }
        let name = names.claim_as(&wire.to_ascii_lowercase(), wire);
        let hint = format!("{stem} {wire}");
        let from = place.child("headers").child(wire);
        read.extend(parameter::header(cx, &from, reference, name, &hint));
    }
    read
}

fn success(cx: &mut Context<'_>, mut hoped: Vec<Response>, stem: &str) -> Success {
    if hoped.len() > 1 {
        return Success::Several {
            name: cx
                .types
                .claim_first_free("", &[format!("{stem} response"), format!("{stem} answer")]),
            responses: hoped,
        };
    }
    // A document that lists failures only still means that something succeeds.
    Success::One(Box::new(hoped.pop().unwrap_or_else(|| Response {
        name: Name {
            wire: "default".to_owned(),
            rust: "Ok".to_owned(),
        },
        status: StatusPattern::Default,
        doc: Doc::default(),
        payload: Payload::Empty,
        headers: Vec::new(),
        envelope: None,
    })))
}

fn name_failures(cx: &mut Context<'_>, responses: Vec<Response>, stem: &str) -> Failures {
    let name = (!responses.is_empty()).then(|| {
        let hints = [format!("{stem} error"), format!("{stem} failure")];
        cx.types.claim_first_free("", &hints)
    });
    Failures { name, responses }
}

fn pattern(status: &StatusCode) -> Option<StatusPattern> {
    match status {
        StatusCode::Code(code) if (100..=999).contains(code) => Some(StatusPattern::Code(*code)),
        StatusCode::Range(digit) if (1..=5).contains(digit) => {
            Some(StatusPattern::Range(u8::try_from(*digit).ok()?))
        }
        StatusCode::Code(_) | StatusCode::Range(_) => None,
    }
}

fn is_success(status: StatusPattern) -> bool {
    match status {
        StatusPattern::Code(code) => (200..=299).contains(&code),
        StatusPattern::Range(digit) => digit == 2,
        StatusPattern::Default => false,
    }
}

/// What it is that HTTP has no body for, whatever the document says (RFC 9110, sections 9.3.2,
/// 15.2, 15.3.5, 15.3.6 and 15.4.5).
fn without_body(method: &str, status: StatusPattern) -> Option<String> {
    if method == "HEAD" {
        return Some("an answer to `HEAD`".to_owned());
    }
    match status {
        StatusPattern::Code(code @ (100..=199 | 204 | 205 | 304)) => {
            Some(format!("an answer of status {code}"))
        }
        StatusPattern::Range(1) => Some("an answer of a status 1XX".to_owned()),
        StatusPattern::Code(_) | StatusPattern::Range(_) | StatusPattern::Default => None,
    }
}

fn is_redirect(status: StatusPattern) -> bool {
    match status {
        StatusPattern::Code(code) => code == 101 || (300..=399).contains(&code),
        StatusPattern::Range(digit) => digit == 3,
        StatusPattern::Default => false,
    }
}

/// How the document spells a status, and what its variant is called.
fn variant(status: StatusPattern) -> (String, String) {
    match status {
        StatusPattern::Code(code) => {
            let reason = http::StatusCode::from_u16(code)
                .ok()
                .and_then(|status| status.canonical_reason())
                .map(|reason| reason.replace('\'', ""));
            let name = reason.unwrap_or_else(|| format!("Status{code}"));
            (code.to_string(), name)
        }
        StatusPattern::Range(digit) => {
            let name = match digit {
                1 => "Informational",
                2 => "Success",
                3 => "Redirection",
                4 => "ClientError",
                _ => "ServerError",
            };
            (format!("{digit}XX"), name.to_owned())
        }
        StatusPattern::Default => ("default".to_owned(), "Other".to_owned()),
    }
}
