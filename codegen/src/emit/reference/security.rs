//! Who may call what, in words.

use super::format::{Format, Place};
use super::page::anchor;
use super::view::{Access, Alternative, Scheme};
use crate::ir::{self, Api, Requirement, SchemeId, SchemeKind};

/// What an operation asks for.
pub(super) fn access(format: Format, api: &Api, requirement: &Requirement) -> Access {
    let (intro, alternatives) = match requirement {
        Requirement::Public => ("Open to everybody: no credential is needed.", &[][..]),
        Requirement::Required(it) => (required_intro(it), it.as_slice()),
        Requirement::Optional(it) => (
            "Works without a credential, and with any one of these:",
            it.as_slice(),
        ),
    };
    let alternatives = alternatives
        .iter()
        .map(|it| alternative(format, api, it))
        .collect();
    Access {
        intro,
        alternatives,
    }
}

fn required_intro(alternatives: &[ir::Alternative]) -> &'static str {
    match alternatives {
        [_] => "Needs this credential:",
        _ => "Needs any one of these credentials:",
    }
}

fn alternative(format: Format, api: &Api, it: &ir::Alternative) -> Alternative {
    let credential = api.security.credentials.get(it.credential);
    let schemes = credential.map_or(&[][..], |it| &it.schemes);
    let schemes = schemes
        .iter()
        .filter_map(|it| Some((*it, api.security.schemes.get(it.0)?)));
    Alternative {
        schemes: schemes.map(|(id, it)| brief(format, id, it)).collect(),
        scopes: it.scopes.clone(),
    }
}

/// A scheme where it is asked for: one sentence, and a link to the rest.
fn brief(format: Format, id: SchemeId, it: &ir::Scheme) -> Scheme {
    Scheme {
        description: format.prose(&it.doc.summary, Place::Entry),
        ..scheme(format, id, it)
    }
}

/// A way to authenticate.
pub(super) fn scheme(format: Format, id: SchemeId, it: &ir::Scheme) -> Scheme {
    let (words, code) = match &it.kind {
        SchemeKind::ApiKeyHeader(name) => ("API key in the header", name.clone()),
        SchemeKind::ApiKeyQuery(name) => ("API key in the query parameter", name.clone()),
        SchemeKind::ApiKeyCookie(name) => ("API key in the cookie", name.clone()),
        SchemeKind::Bearer { format: None } => (
            "Bearer token in the header",
            "Authorization: Bearer <token>".to_owned(),
        ),
        SchemeKind::Bearer {
            format: Some(format),
        } => (
            "Bearer token in the header",
            format!("Authorization: Bearer <{format}>"),
        ),
        SchemeKind::Basic => (
            "User name and password (HTTP Basic) in the header",
            "Authorization: Basic <base64>".to_owned(),
        ),
        SchemeKind::Other(name) => (
            "Credential in the header",
            format!("Authorization: {name} <credential>"),
        ),
        SchemeKind::MutualTls => ("Client certificate", "mutual TLS".to_owned()),
    };
    Scheme {
        anchor: anchor("scheme", id.0, &it.name),
        name: it.name.wire.clone(),
        words,
        code,
        description: format.doc(&it.doc, Place::Section(3)),
    }
}
