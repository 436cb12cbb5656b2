//! Parameters of operations, and headers of responses, which are described alike.

use openapiv3::{
    CookieStyle, HeaderStyle, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle,
    ReferenceOr,
};
use serde_json::Value;

use super::schema::{Lowered, value};
use super::{Context, chosen, media, prose, schema, shown};
use crate::diagnostic::{Place, lowering as say};
use crate::ir::{Doc, Header, Location, Name, Parameter, RuleSet, Scalar, Style, Type};
use crate::spec::Site;

/// A parameter that has no Rust name yet.
pub(super) struct Draft {
    /// All but the name.
    pub(super) parameter: Parameter,
    /// Its default, which can be spelled once all types are known.
    pub(super) default: Option<(Value, Place)>,
    /// Where the operation, or its path, lists it.
    origin: Place,
}

/// The parameters of an operation: its own, and those of its path that it does not replace,
/// those in the path first and in the order of the template.
pub(super) fn all(
    cx: &mut Context<'_>,
    path: &str,
    shared: (&Place, &[ReferenceOr<openapiv3::Parameter>]),
    own: (&Place, &[ReferenceOr<openapiv3::Parameter>]),
    stem: &str,
) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for (place, references) in [shared, own] {
        for reference in references {
            let Some(draft) = read(cx, place, reference, stem) else {
                continue;
            };
            let same = |it: &Draft| {
                it.parameter.name.wire == draft.parameter.name.wire
                    && it.parameter.location == draft.parameter.location
            };
            match drafts.iter_mut().find(|it| same(it)) {
                Some(replaced) => *replaced = draft,
                None => drafts.push(draft),
            }
        }
    }
    in_order_of_path(cx, path, own.0, drafts)
}

fn in_order_of_path(
    cx: &mut Context<'_>,
    path: &str,
    place: &Place,
    drafts: Vec<Draft>,
) -> Vec<Draft> {
    let (mut in_path, others): (Vec<_>, Vec<_>) = drafts
        .into_iter()
        .partition(|it| it.parameter.location == Location::Path);
    let mut ordered = Vec::new();
    for variable in variables(path) {
        let found = in_path
            .iter()
            .position(|it| it.parameter.name.wire == variable);
        ordered.push(match found {
            Some(index) => in_path.remove(index),
            None => {
                cx.warn(say::undeclared_path_parameter(place, path, variable));
                undeclared(place, variable)
            }
        });
    }
    for unused in in_path {
        cx.warn(say::path_parameter_without_place(
            &unused.origin,
            path,
            &unused.parameter.name.wire,
        ));
    }
    ordered.extend(others);
    ordered
}

/// The variables of a path template, in order, each once.
pub(super) fn variables(path: &str) -> Vec<&str> {
    let mut variables = Vec::new();
    for part in path.split('{').skip(1) {
        if let Some((variable, _)) = part.split_once('}')
            && !variables.contains(&variable)
        {
            variables.push(variable);
        }
    }
    variables
}

fn undeclared(operation: &Place, variable: &str) -> Draft {
    Draft {
        parameter: Parameter {
            name: Name {
                wire: variable.to_owned(),
                rust: String::new(),
            },
            doc: Doc::default(),
            location: Location::Path,
            style: Style::Simple,
            explode: false,
            allow_reserved: false,
            allow_empty: false,
            required: true,
            ty: Type::Scalar(Scalar::String),
            default: None,
            rules: RuleSet::new(),
            deprecated: false,
            example: None,
        },
        default: None,
        origin: operation.clone(),
    }
}

/// How a parameter is sent.
struct Layout {
    location: Location,
    style: Style,
    /// What `explode` is when the document does not say.
    explodes: bool,
    allow_reserved: bool,
    allow_empty: bool,
}

fn read(
    cx: &mut Context<'_>,
    from: &Place,
    reference: &ReferenceOr<openapiv3::Parameter>,
    stem: &str,
) -> Option<Draft> {
    let site = cx.follow(from, reference)?;
    let outcome = cx.spec.parameter(&site.place);
    let (data, layout) = split(cx.report(outcome)?);
    // OpenAPI 3.0.3, Parameter Object: these three are described elsewhere.
    let described_elsewhere = ["accept", "content-type", "authorization"];
    let folded = data.name.to_ascii_lowercase();
    if layout.location == Location::Header && described_elsewhere.contains(&folded.as_str()) {
        return None;
    }
    Some(draft(cx, &site, data, layout, stem))
}

fn draft(
    cx: &mut Context<'_>,
    site: &Site,
    data: ParameterData,
    layout: Layout,
    stem: &str,
) -> Draft {
    let ParameterData {
        name,
        description,
        required,
        deprecated,
        format,
        example,
        examples,
        explode,
        extensions,
    } = data;
    let place = &site.place;
    let (content, json) = typed(cx, place, &format, &format!("{stem} {name}"));
    shown::beside(cx, place, example.as_ref(), &examples, &content);
    let shown = media::gather_examples(cx, place, example.as_ref(), &examples);
    let notes = content.notes;
    let doc = prose::description(description.as_deref());
    let layout_style = if json { Style::Json } else { layout.style };
    Draft {
        parameter: Parameter {
            name: Name {
                wire: name,
                // One that nobody chooses is made when all are known.
                rust: chosen::of_extensions(&extensions).unwrap_or_default(),
            },
            doc: if doc == Doc::default() {
                notes.doc
            } else {
                doc
            },
            location: layout.location,
            style: layout_style,
            explode: explode.unwrap_or(layout.explodes),
            allow_reserved: layout.allow_reserved,
            // To a text, an empty one is a value like others.
            allow_empty: layout.allow_empty
                && !required
                && content.ty != Type::Scalar(Scalar::String),
            required: required || layout.location == Location::Path,
            ty: content.ty,
            default: None,
            rules: content.rules,
            deprecated: deprecated == Some(true) || notes.deprecated,
            example: shown
                .into_iter()
                .next()
                .or(notes.example.as_ref().map(media::lone_example)),
        },
        default: notes.default,
        origin: site.origin.clone(),
    }
}

/// What a parameter is, and whether it is written as JSON.
fn typed(
    cx: &mut Context<'_>,
    place: &Place,
    format: &ParameterSchemaOrContent,
    hint: &str,
) -> (Lowered, bool) {
    let typed = match format {
        ParameterSchemaOrContent::Schema(reference) => (value(cx, place, reference, hint), false),
        ParameterSchemaOrContent::Content(content) => {
            match media::lone(cx, &place.child("content"), content, hint) {
                Some(chosen) => {
                    let json = chosen.media == crate::ir::Media::Json;
                    let lowered = Lowered {
                        ty: if json {
                            chosen.ty
                        } else {
                            Type::Scalar(Scalar::String)
                        },
                        rules: chosen.rules,
                        ..Lowered::anything()
                    };
                    (lowered, json)
                }
                None => (Lowered::anything(), true),
            }
        }
    };
    schema::read_mentioned(cx);
    typed
}

fn split(parameter: openapiv3::Parameter) -> (ParameterData, Layout) {
    use openapiv3::Parameter as Source;
    match parameter {
        Source::Query {
            parameter_data,
            allow_reserved,
            style,
            allow_empty_value,
        } => {
            let style = query_style(&style);
            let layout = Layout {
                location: Location::Query,
                style,
                explodes: matches!(style, Style::Form | Style::DeepObject),
                allow_reserved,
                allow_empty: allow_empty_value == Some(true),
            };
            (parameter_data, layout)
        }
        Source::Header {
            parameter_data,
            style: HeaderStyle::Simple,
        } => (parameter_data, Layout::of(Location::Header, Style::Simple)),
        Source::Path {
            parameter_data,
            style,
        } => {
            let style = match style {
                PathStyle::Matrix => Style::Matrix,
                PathStyle::Label => Style::Label,
                PathStyle::Simple => Style::Simple,
            };
            (parameter_data, Layout::of(Location::Path, style))
        }
        Source::Cookie {
            parameter_data,
            style: CookieStyle::Form,
        } => {
            let layout = Layout {
                explodes: true,
                ..Layout::of(Location::Cookie, Style::Form)
            };
            (parameter_data, layout)
        }
    }
}

/// How the parts of a value in a query are laid out.
pub(super) fn query_style(style: &QueryStyle) -> Style {
    match style {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}

impl Layout {
    fn of(location: Location, style: Style) -> Self {
        Self {
            location,
            style,
            explodes: false,
            allow_reserved: false,
            allow_empty: false,
        }
    }
}

/// A header of a response; `name` is the field it becomes.
pub(super) fn header(
    cx: &mut Context<'_>,
    from: &Place,
    reference: &ReferenceOr<openapiv3::Header>,
    name: Name,
    hint: &str,
) -> Option<Header> {
    let site = cx.follow(from, reference)?;
    let outcome = cx.spec.header(&site.place);
    let openapiv3::Header {
        description,
        style: HeaderStyle::Simple,
        required,
        deprecated: _, // a reader of an answer has no choice
        format,
        example,
        examples,
        extensions: _, // none is about what is sent
    } = cx.report(outcome)?;
    let (content, _) = typed(cx, &site.place, &format, hint);
    shown::beside(cx, &site.place, example.as_ref(), &examples, &content);
    let doc = prose::description(description.as_deref());
    Some(Header {
        name,
        doc: if doc == Doc::default() {
            content.notes.doc
        } else {
            doc
        },
        required,
        ty: content.ty,
        explode: false,
    })
}
