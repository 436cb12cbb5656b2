//! A page: what the API is, what is on the page, and each of its types.

use super::fields::Fields;
use super::format::{Format, Markup, Place};
use super::operation::{link, samples};
use super::security;
use super::view::{EnumValue, Page, Scheme, Server, Service, Span, TypeEntry, TypeLink};
use super::words;
use crate::ir::{self, Api, Name, SchemeId, TypeDef, TypeId, TypeKind};

/// The view of `api` that the templates lay out, without operations and types themselves.
pub(super) fn page(format: Format, api: &Api) -> Page {
    let types = api.types.iter().enumerate();
    let types = types.map(|(at, it)| type_link(TypeId(at), it));
    Page {
        title: one_line(&api.title),
        version: one_line(&api.version),
        description: format.doc(&api.doc, Place::Section(1)),
        servers: api.servers.iter().map(|it| server(format, it)).collect(),
        services: services(format, api),
        large: is_large(api),
        schemes: schemes(format, api),
        types: types.collect(),
        contents: !(api.services.is_empty() && api.types.is_empty()),
    }
}

/// An anchor that is unique on the page and legible in a link.
///
/// The index tells apart what differs only in characters that a link would have to encode.
pub(super) fn anchor(kind: &str, index: usize, name: &Name) -> String {
    let bare = name.rust.trim_start_matches("r#");
    if bare
        .chars()
        .all(|it| it.is_ascii_alphanumeric() || it == '_')
    {
        format!("{kind}-{bare}")
    } else {
        format!("{kind}-{index}")
    }
}

/// Whether a browser should lay out only the part of the page that is looked at.
fn is_large(api: &Api) -> bool {
    let operations: usize = api.services.iter().map(|it| it.operations.len()).sum();
    operations + api.types.len() > 200
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn server(format: Format, it: &ir::Server) -> Server {
    Server {
        url: it.url.clone(),
        description: format.doc(&it.doc, Place::Entry),
    }
}

fn services(format: Format, api: &Api) -> Vec<Service> {
    let mut count = 0;
    let mut services = Vec::with_capacity(api.services.len());
    for (at, it) in api.services.iter().enumerate() {
        let operations = it.operations.iter().map(|it| {
            count += 1;
            link(format, count, it)
        });
        services.push(Service {
            operations: operations.collect(),
            anchor: anchor("tag", at, &it.name),
            name: one_line(&words::service(it)),
            intro: words::who_calls(it.kind),
            description: format.doc(&it.doc, Place::Section(2)),
        });
    }
    services
}

fn schemes(format: Format, api: &Api) -> Vec<Scheme> {
    let schemes = api.security.schemes.iter().enumerate();
    schemes
        .map(|(at, it)| security::scheme(format, SchemeId(at), it))
        .collect()
}

fn type_link(id: TypeId, it: &TypeDef) -> TypeLink {
    TypeLink {
        anchor: anchor("type", id.0, &it.name),
        name: words::type_name(it).to_owned(),
    }
}

/// A type, in the list of all.
pub(super) fn entry(fields: Fields<'_>, id: TypeId, it: &TypeDef) -> TypeEntry {
    let Fields { format, api, .. } = fields;
    let TypeLink { anchor, name } = type_link(id, it);
    let mut entry = TypeEntry {
        anchor,
        name,
        ty: vec![Span {
            text: words::kind(api, it),
            anchor: None,
        }],
        deprecated: it.deprecated,
        description: format.doc(&it.doc, Place::Section(3)),
        facts: Vec::new(),
        rows: Markup::default(),
        values: Vec::new(),
        samples: Vec::new(),
    };
    match &it.kind {
        TypeKind::Struct(_) | TypeKind::Union(_) => entry.samples = samples(format, &it.examples),
        TypeKind::StringEnum(_)
        | TypeKind::IntegerEnum(_)
        | TypeKind::Alias { .. }
        | TypeKind::Newtype { .. } => {
            entry.facts.extend(words::examples(&it.examples));
        }
    }
    match &it.kind {
        TypeKind::Struct(it) => {
            words::limits("Limits", "Pattern", &it.rules, &mut entry.facts);
            entry.rows = fields.entry(it);
        }
        TypeKind::StringEnum(it) => {
            entry.values = values(
                format,
                words::string_values(it),
                it.values.iter().map(|it| &it.doc),
            );
        }
        TypeKind::IntegerEnum(it) => {
            entry.values = values(
                format,
                words::integer_values(it),
                it.values.iter().map(|it| &it.doc),
            );
        }
        TypeKind::Union(it) => entry.ty = words::choice(api, it),
        TypeKind::Alias { target, rules } | TypeKind::Newtype { target, rules } => {
            entry.ty = words::spelling(api, target);
            entry
                .facts
                .splice(0..0, words::facts(api, target, rules, None, None));
        }
    }
    entry
}

fn values<'a>(
    format: Format,
    values: Vec<String>,
    docs: impl Iterator<Item = &'a ir::Doc>,
) -> Vec<EnumValue> {
    let described = values.into_iter().zip(docs);
    described
        .map(|(value, doc)| EnumValue {
            value,
            description: format.doc(doc, Place::Entry),
        })
        .collect()
}
