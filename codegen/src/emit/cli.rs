//! `cli.rs` and `main.rs`: the command-line client, as tables for the support code.

mod kind;

use minijinja::{Value, context};
use proc_macro2::Literal as Token;

use super::{Content, Template, docs, operations, parts, types};
use crate::ir::{
    Api, Body, Command, CommandGroup, CommandLine, Contents, Field, Literal, Media, Operation,
    Parameter, PartKind, Presence, Property, PropertyOption, Representation, Scheme, Service,
    Struct, Type, TypeKind,
};

/// Emits the tables: a command an operation, one row an option.
///
/// ```text
/// Command {
///     name: "create-session",
///     operation: &operations::CREATE_SESSION,
///     arguments: &[
///         required("agent-id", Property("agentId"), Text("UUID"), "The agent to chat with."),
///     ],
/// }
/// ```
pub(super) fn content(api: &Api) -> Option<Content> {
    let line = api.command_line.as_ref()?;
    let groups: Vec<Value> = line.groups.iter().filter_map(|it| group(api, it)).collect();
    let commands = line.groups.iter().flat_map(|it| &it.commands);
    let has_arguments = commands
        .clone()
        .any(|it| !it.parameters.is_empty() || !it.properties.is_empty());
    Some(Content::Template(Template {
        name: "cli.rs.jinja",
        text: include_str!("../../templates/cli.rs.jinja"),
        context: context! {
            name => text(&line.name),
            about => text(&docs::words(&about(api), "")),
            server_variable => text(&[&line.variables, "_SERVER"].concat()),
            base_url => base_url(api),
            secrets => secrets(api, line),
            groups,
            has_arguments,
            has_events => parts::has_media(api, |it| it == Media::Events),
        },
        uses: &[],
    }))
}

/// Emits the program.
///
/// ```text
/// fn main() -> ExitCode {
///     agntix_api::cli::main()
/// }
/// ```
pub(super) fn main(api: &Api) -> Option<Content> {
    api.command_line.as_ref()?;
    Some(Content::Template(Template {
        name: "main.rs.jinja",
        text: include_str!("../../templates/main.rs.jinja"),
        context: context! { library => api.package.name.replace('-', "_") },
        uses: &[],
    }))
}

/// What the API is called, and what it is for.
fn about(api: &Api) -> crate::ir::Doc {
    crate::ir::Doc {
        summary: api.title.clone(),
        body: [&api.doc.summary, "\n\n", &api.doc.body].concat(),
    }
}

/// Where the API is, if the document says all of it.
fn base_url(api: &Api) -> Option<&'static str> {
    let server = parts::usual_server(api).filter(|it| !it.is_relative());
    server.map(|_| "Client::BASE_URL")
}

fn secrets(api: &Api, line: &CommandLine) -> Vec<Value> {
    let schemes = api.security.schemes.iter().zip(&line.secrets);
    let rows = schemes.map(|(scheme, variable)| {
        let about = docs::words(&scheme.doc, "");
        let summary = about.split("\n\n").next().unwrap_or_default();
        context! {
            variable => text(variable),
            scheme => &scheme.constant,
            about => text(&described(scheme, summary)),
        }
    });
    rows.collect()
}

/// What a secret is for, in a line.
fn described(scheme: &Scheme, summary: &str) -> String {
    match summary {
        "" => ["The secret of ", &docs::code(&scheme.name.wire)].concat(),
        summary => summary.replace('\n', " "),
    }
}

fn group(api: &Api, it: &CommandGroup) -> Option<Value> {
    let service: &Service = api.services.get(it.service)?;
    let operations = service.operations.iter().zip(&it.commands);
    let commands: Vec<Value> = operations
        .map(|(operation, it)| command(api, operation, it))
        .collect();
    Some(context! {
        constant => &it.constant,
        name => text(it.name.as_deref().unwrap_or_default()),
        about => text(&docs::words(&service.doc, "")),
        commands,
    })
}

fn command(api: &Api, operation: &Operation, it: &Command) -> Value {
    let deprecated = if operation.deprecated {
        "Deprecated."
    } else {
        ""
    };
    let parameters = operation.parameters.iter().zip(&it.parameters);
    let parameters = parameters.map(|(parameter, name)| of_parameter(api, parameter, name));
    let contents = operation.body.as_ref().map(|it| &it.contents);
    let properties = it
        .properties
        .iter()
        .filter_map(|it| of_property(api, contents?, it));
    let rows: Vec<String> = parameters.chain(properties).collect();
    context! {
        name => text(&it.name),
        operation => &operation.constant,
        server => operation.server.as_deref().map(text),
        about => text(&docs::words(&operation.doc, deprecated)),
        rows,
        body => operation.body.as_ref().map(|it| body(api, it)),
    }
}

fn of_parameter(api: &Api, it: &Parameter, name: &str) -> String {
    let target = ["Parameter(", &text(&it.name.wire), ")"].concat();
    let about = docs::words(&it.doc, &docs::parameter(api, it));
    let kind = kind::of(api, &it.ty);
    row(
        name,
        &target,
        &kind,
        (it.required, default(api, it.default.as_ref())),
        &about,
    )
}

fn of_property(api: &Api, contents: &Contents, it: &PropertyOption) -> Option<String> {
    let representation = contents.all().nth(it.representation)?;
    let field = object(api, representation)?.fields.get(it.field)?;
    let target = ["Property(", &text(&field.name.wire), ")"].concat();
    // What it is in Rust is nothing to somebody at a terminal.
    let facts = docs::field(
        api,
        &Field {
            presence: Presence::Required,
            property: Property::Both,
            ..field.clone()
        },
    );
    let about = docs::words(&field.doc, &facts);
    let kind = kind::of(api, &field.ty);
    let kind = match field.presence {
        Presence::Required | Presence::Optional => kind,
        Presence::RequiredNullable | Presence::OptionalNullable => kind::or_null(kind),
    };
    // Whichever way the body is written.
    let mut objects = contents.all().filter_map(|it| fields_of(api, it));
    let is_required = objects.all(|it| {
        let mut fields = it.iter().filter(|it| it.name.wire == field.name.wire);
        fields.any(|it| match it.presence {
            Presence::Required | Presence::RequiredNullable => true,
            Presence::Optional | Presence::OptionalNullable => false,
        })
    });
    let default = default(api, field.default.as_ref());
    Some(row(
        &it.name,
        &target,
        &kind,
        (is_required, default),
        &about,
    ))
}

/// ```text
/// required("agent-id", Property("agentId"), Text("UUID"), "The agent to chat with.")
/// ```
fn row(
    name: &str,
    target: &str,
    kind: &str,
    (is_required, default): (bool, Option<String>),
    about: &str,
) -> String {
    let default = default.map(|it| text(&it));
    let (function, default) = match (is_required, &default) {
        (true, Some(default)) => ("filled", Some(default.as_str())),
        (true, None) => ("required", None),
        (false, _) => ("optional", None),
    };
    let (name, about) = (text(name), text(about));
    let parts = [
        Some(name.as_str()),
        Some(target),
        Some(kind),
        default,
        Some(&about),
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    [function, "(", &parts.join(", "), ")"].concat()
}

/// A default, as JSON.
fn default(api: &Api, it: Option<&Literal>) -> Option<String> {
    let json = |text: &str| serde_json::Value::from(text).to_string();
    Some(match it? {
        Literal::Bool(it) => it.to_string(),
        Literal::Integer(it) => it.to_string(),
        Literal::Number(it) => serde_json::Number::from_f64(*it)?.to_string(),
        Literal::String(it) => json(it),
        Literal::Variant { ty, variant } => match &api.definition(*ty)?.kind {
            TypeKind::StringEnum(it) => {
                let value = it.values.iter().find(|it| it.name.rust == variant.rust)?;
                json(&value.value)
            }
            TypeKind::IntegerEnum(it) => {
                let value = it.values.iter().find(|it| it.name.rust == variant.rust)?;
                value.value.to_string()
            }
            TypeKind::Struct(_)
            | TypeKind::Union(_)
            | TypeKind::Alias { .. }
            | TypeKind::Newtype { .. } => return None,
        },
        Literal::Array(items) => {
            let items = items.iter().map(|it| default(api, Some(it)));
            let items: Vec<String> = items.collect::<Option<_>>()?;
            ["[", &items.join(","), "]"].concat()
        }
        Literal::EmptyMap => "{}".to_owned(),
    })
}

fn body(api: &Api, it: &Body) -> Value {
    let forms: Vec<String> = it.contents.all().map(|it| form(api, it)).collect();
    let about = docs::words(&it.doc, "");
    context! { required => it.required, about => text(&about), forms }
}

/// How a body may be written.
///
/// ```text
/// BodyForm::Json(&["application/json"])
/// ```
fn form(api: &Api, it: &Representation) -> String {
    let listed = list(&it.content_types);
    let raw = ["BodyForm::Raw(", &listed, ")"].concat();
    match it.media {
        Media::Json => ["BodyForm::Json(", &listed, ")"].concat(),
        Media::Form => it.form.as_ref().map_or(raw, |form| {
            let media = text(it.content_type());
            let layout = match operations::form::is_plain(api, it) {
                true => "crate::support::http::Form::PLAIN",
                false => &["operations::", &form.constant].concat(),
            };
            ["BodyForm::Fields(", &media, ", &", layout, ")"].concat()
        }),
        Media::Multipart => parts_of(api, it).map_or(raw, |parts| {
            let media = text(it.content_type());
            ["BodyForm::Fields(", &media, ", &Parts(&[", &parts, "]))"].concat()
        }),
        Media::Text | Media::Bytes | Media::Stream | Media::Events | Media::JsonLines => raw,
    }
}

/// ```text
/// Part::file("photo", &["image/png"])
/// ```
fn parts_of(api: &Api, it: &Representation) -> Option<String> {
    let object = object(api, it)?;
    let parts = object.fields.iter().zip(&object.multipart.as_ref()?.parts);
    let parts = parts.map(|(field, part)| {
        let kind = match part.kind {
            PartKind::File => "file",
            PartKind::Text => "text",
            PartKind::Json => "json",
            PartKind::Any => "any",
        };
        let (name, media) = (text(&field.name.wire), list(&part.content_types));
        ["Part::", kind, "(", &name, ", ", &media, ")"].concat()
    });
    Some(parts.collect::<Vec<_>>().join(", "))
}

/// The properties of a body, if it is written property by property.
fn fields_of<'a>(api: &'a Api, it: &'a Representation) -> Option<&'a [Field]> {
    match it.media {
        Media::Json | Media::Form | Media::Multipart => Some(&object(api, it)?.fields),
        Media::Text | Media::Bytes | Media::Stream | Media::Events | Media::JsonLines => None,
    }
}

/// The object that a body is, if it is one.
fn object<'a>(api: &'a Api, it: &'a Representation) -> Option<&'a Struct> {
    let (Type::Named(id) | Type::Boxed(id)) = types::resolved(api, &it.ty) else {
        return None;
    };
    match &api.definition(*id)?.kind {
        TypeKind::Struct(it) => Some(it),
        TypeKind::StringEnum(_)
        | TypeKind::IntegerEnum(_)
        | TypeKind::Union(_)
        | TypeKind::Alias { .. }
        | TypeKind::Newtype { .. } => None,
    }
}

/// `&["image/png", "image/gif"]`
fn list(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|it| text(it)).collect();
    ["&[", &texts.join(", "), "]"].concat()
}

/// A literal of Rust.
fn text(text: &str) -> String {
    Token::string(text).to_string()
}
