//! Forms: how each property is written.

use indexmap::IndexMap;
use openapiv3::{Encoding, QueryStyle, ReferenceOr};

use super::super::parameter::query_style;
use super::super::schema::value;
use super::super::{Context, object};
use crate::diagnostic::Place;
use crate::ir::{Doc, Location, Name, Parameter, RuleSet, Style};

/// The properties of the form that the schema `reference`, found at `from`, describes which are
/// laid out otherwise than usual: because `encoding` says so, or because there are brackets in
/// their names, which would be taken for the way to a part.
pub(super) fn properties<T>(
    cx: &mut Context<'_>,
    from: &Place,
    reference: &ReferenceOr<T>,
    encoding: &IndexMap<String, Encoding>,
    hint: &str,
) -> Vec<Parameter> {
    let mut properties = Vec::new();
    for (wire, (place, property)) in object::properties(cx, from, reference) {
        let encoding = encoding.get(&wire);
        let Some(mut layout) = encoding.and_then(layout).or_else(|| bracketed(&wire)) else {
            continue;
        };
        if object::is_at(cx, &place, &property) {
            // With brackets, as objects are written when nothing is said.
            match encoding.and_then(|it| it.style.as_ref()) {
                Some(QueryStyle::DeepObject) if !layout.allow_reserved => continue,
                None if layout.style == Style::Form && layout.explode => {
                    layout.style = Style::DeepObject;
                }
                Some(_) | None => {}
            }
        }
        let ty = value(cx, &place, &property, &format!("{hint} {wire}")).ty;
        properties.push(Parameter {
            name: Name {
                wire,
                rust: String::new(),
            },
            doc: Doc::default(),
            location: Location::Query,
            style: layout.style,
            explode: layout.explode,
            allow_reserved: layout.allow_reserved,
            allow_empty: false,
            required: false,
            ty,
            default: None,
            rules: RuleSet::new(),
            deprecated: false,
            example: None,
        });
    }
    properties
}

struct Layout {
    style: Style,
    explode: bool,
    allow_reserved: bool,
}

/// What `encoding` says; `None` when that is nothing unusual.
fn layout(encoding: &Encoding) -> Option<Layout> {
    let Encoding {
        content_type,
        headers: _, // a form has no place for them
        style,
        explode,
        allow_reserved,
        extensions: _, // none is about what is sent
    } = encoding;
    let says = style.is_some() || !explode || *allow_reserved;
    // `style` makes `contentType` be ignored (OpenAPI 3.0.4, Encoding Object).
    let is_json = !says && content_type.as_deref().is_some_and(super::is_json);
    (says || is_json).then(|| Layout {
        style: if is_json {
            Style::Json
        } else {
            query_style(style.as_ref().unwrap_or(&QueryStyle::Form))
        },
        explode: *explode,
        allow_reserved: *allow_reserved,
    })
}

/// A property that has to be known by its whole name.
fn bracketed(wire: &str) -> Option<Layout> {
    wire.contains('[').then_some(Layout {
        style: Style::Form,
        explode: true,
        allow_reserved: false,
    })
}
