//! Parameters and headers.

use indexmap::IndexMap;
use openapiv3::{
    CookieStyle, Example, Header, HeaderStyle, Parameter, ParameterData, ParameterSchemaOrContent,
    PathStyle, QueryStyle, ReferenceOr,
};
use serde_json::{Map, Value};

use super::members::At;
use super::operation::keep;
use super::reference::{self, Kind};
use super::{Spec, body, private};
use crate::diagnostic::{Diagnostic, Place, reading};

const KNOWN: &[&str] = &[
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "example",
    "examples",
    "content",
];

/// What parameters and headers have in common, while it is read.
#[derive(Default)]
struct Draft {
    name: Option<String>,
    location: Option<String>,
    description: Option<String>,
    required: bool,
    deprecated: Option<bool>,
    allow_empty_value: Option<bool>,
    allow_reserved: bool,
    style: Option<String>,
    explode: Option<bool>,
    schema: Option<ParameterSchemaOrContent>,
    content: Option<ParameterSchemaOrContent>,
    example: Option<Value>,
    examples: IndexMap<String, ReferenceOr<Example>>,
    extensions: IndexMap<String, Value>,
}

impl Spec {
    /// The parameter at a place.
    ///
    /// # Errors
    ///
    /// When it has no name or no place in a request, or when there is none.
    pub fn parameter(&self, place: &Place) -> Result<Parameter, Diagnostic> {
        let (place, members) = self.object(place, "a parameter")?;
        let at = At::new(self, &place, "a parameter");
        let mut draft = Draft::read(at, members);
        let incomplete = |key| reading::incomplete(&place, at.holder, key);
        let name = draft.name.take().ok_or_else(|| incomplete("name"))?;
        let location = draft.location.take().ok_or_else(|| incomplete("in"))?;
        let style = draft.style.take();
        match location.to_ascii_lowercase().as_str() {
            "query" => Ok(draft.query(at, name, style)),
            "querystring" => {
                keep(&mut draft.extensions, private::IN, &Value::String(location));
                Ok(draft.query(at, name, None))
            }
            "header" => Ok(Parameter::Header {
                style: header_style(at, style),
                parameter_data: draft.data(at, name),
            }),
            "cookie" => Ok(Parameter::Cookie {
                style: draft.cookie_style(at, style),
                parameter_data: draft.data(at, name),
            }),
            "path" => {
                if !draft.required {
                    at.spec.warn(reading::optional_in_path(&place, &name));
                    draft.required = true;
                }
                Ok(Parameter::Path {
                    style: path_style(at, style),
                    parameter_data: draft.data(at, name),
                })
            }
            _ => Err(reading::unknown_location(&place.child("in"), &location)),
        }
    }

    /// The header at a place.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn header(&self, place: &Place) -> Result<Header, Diagnostic> {
        let (place, members) = self.object(place, "a header")?;
        let at = At::new(self, &place, "a header");
        let mut draft = Draft::read(at, members);
        let style = header_style(at, draft.style.take());
        let ParameterData {
            name: _,
            description,
            required,
            deprecated,
            format,
            example,
            examples,
            explode: _, // a header that is an object is rare, and `openapiv3` has no field for it
            extensions,
        } = draft.data(at, String::new());
        Ok(Header {
            description,
            style,
            required,
            deprecated,
            format,
            example,
            examples,
            extensions,
        })
    }
}

impl Draft {
    fn read(at: At<'_>, members: &Map<String, Value>) -> Self {
        let mut it = Self::default();
        for (key, value) in members {
            match key.as_str() {
                "name" => it.name = at.string(key, value),
                "in" => it.location = at.string(key, value),
                "description" => it.description = at.string(key, value),
                "required" => it.required = at.boolean(key, value).unwrap_or(false),
                "deprecated" => it.deprecated = at.boolean(key, value),
                "allowEmptyValue" => it.allow_empty_value = at.boolean(key, value),
                "allowReserved" => it.allow_reserved = at.boolean(key, value).unwrap_or(false),
                "style" => it.style = at.string(key, value),
                "explode" => it.explode = at.boolean(key, value),
                "schema" if value.is_null() => {}
                "schema" => {
                    it.schema = Some(ParameterSchemaOrContent::Schema(
                        at.child(key, Kind::Schema),
                    ));
                }
                "content" => {
                    it.content = Some(ParameterSchemaOrContent::Content(body::content(
                        at, key, value,
                    )));
                }
                "example" => it.example = Some(value.clone()),
                "examples" => it.examples = body::examples(at, key, value),
                "$ref" => {}
                // What Swagger 2 has beside the name stands in the schema now.
                "type" | "format" | "items" | "enum" | "default"
                    if !members.contains_key("schema") =>
                {
                    it.schema = Some(swagger_schema(at));
                }
                _ => it.extensions.extend(at.rest(key, value, KNOWN)),
            }
        }
        it
    }

    fn data(mut self, at: At<'_>, name: String) -> ParameterData {
        if self.schema.is_some() && self.content.is_some() {
            at.spec.warn(reading::schema_and_content(
                &at.place.child("content"),
                at.holder,
            ));
        }
        let format = self
            .schema
            .take()
            .or(self.content.take())
            .unwrap_or_else(|| {
                at.missing("schema", "the value is taken for a string");
                ParameterSchemaOrContent::Schema(reference::to_built_in("string"))
            });
        ParameterData {
            name,
            description: self.description,
            required: self.required,
            deprecated: self.deprecated,
            format,
            example: self.example,
            examples: self.examples,
            explode: self.explode,
            extensions: self.extensions,
        }
    }

    fn query(self, at: At<'_>, name: String, style: Option<String>) -> Parameter {
        let style = query_style(at, style.as_deref());
        Parameter::Query {
            allow_reserved: self.allow_reserved,
            allow_empty_value: self.allow_empty_value,
            style: style.unwrap_or_default(),
            parameter_data: self.data(at, name),
        }
    }

    fn cookie_style(&mut self, at: At<'_>, style: Option<String>) -> CookieStyle {
        match style.as_deref() {
            None | Some("form") => {}
            // New in 3.2: as `form`, but nothing is percent-encoded.
            Some("cookie") => keep(&mut self.extensions, private::STYLE, &Value::from("cookie")),
            Some(other) => unknown_style(at, other, "form"),
        }
        CookieStyle::Form
    }
}

/// A parameter as Swagger 2 has it is read as its own schema; the members that are no keywords are known to be none.
fn swagger_schema(at: At<'_>) -> ParameterSchemaOrContent {
    at.spec
        .warn(reading::swagger_parameter(at.place, at.holder));
    ParameterSchemaOrContent::Schema(reference::child(at.place, Kind::Schema))
}

pub(super) fn query_style(at: At<'_>, style: Option<&str>) -> Option<QueryStyle> {
    match style? {
        "form" => Some(QueryStyle::Form),
        "spaceDelimited" => Some(QueryStyle::SpaceDelimited),
        "pipeDelimited" => Some(QueryStyle::PipeDelimited),
        "deepObject" => Some(QueryStyle::DeepObject),
        other => {
            unknown_style(at, other, "form");
            None
        }
    }
}

fn header_style(at: At<'_>, style: Option<String>) -> HeaderStyle {
    match style.as_deref() {
        None | Some("simple") => {}
        Some(other) => unknown_style(at, other, "simple"),
    }
    HeaderStyle::Simple
}

fn path_style(at: At<'_>, style: Option<String>) -> PathStyle {
    match style.as_deref() {
        None | Some("simple") => PathStyle::Simple,
        Some("label") => PathStyle::Label,
        Some("matrix") => PathStyle::Matrix,
        Some(other) => {
            unknown_style(at, other, "simple");
            PathStyle::Simple
        }
    }
}

fn unknown_style(at: At<'_>, style: &str, default: &str) {
    at.spec.warn(reading::unknown_style(
        &at.place.child("style"),
        style,
        default,
    ));
}
