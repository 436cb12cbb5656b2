//! The reference pages: what the API is, for the people who call it.
//!
//! Both pages show the same view of the model: `view` is plain data that the templates
//! lay out. What depends on the format (prose and code) is written by `Format`. A page is
//! many times as long as its document, so it is laid out operation by operation, type by type.

mod code;
mod coverage;
mod fields;
mod format;
mod operation;
mod page;
mod prose;
mod rows;
mod security;
mod sheet;
mod view;
mod words;

use std::fmt;

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Error, Output, State, Value, escape_formatter};

use super::Content;
use crate::ir::{Api, TypeId};
use fields::Fields;
use format::Format;
use sheet::Sheet;

/// `docs/reference.md`.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature that all emitters share"
)]
pub(super) fn markdown_content(_: &Api) -> Option<Content> {
    Some(Content::LongPage(|api, out| {
        write(Format::Markdown, api, out)
    }))
}

/// `docs/index.html`.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature that all emitters share"
)]
pub(super) fn page_content(_: &Api) -> Option<Content> {
    Some(Content::LongPage(|api, out| write(Format::Html, api, out)))
}

/// `docs/coverage.md`.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature that all emitters share"
)]
pub(super) fn coverage_content(api: &Api) -> Option<Content> {
    Some(Content::Page(coverage::markdown(api)))
}

/// The reference as Markdown: `docs/reference.md`.
#[must_use]
pub fn markdown(api: &Api) -> String {
    whole(Format::Markdown, api)
}

/// The reference as one HTML page that needs nothing else: `docs/index.html`.
#[must_use]
pub fn page(api: &Api) -> String {
    whole(Format::Html, api)
}

/// A template with its name, which ends in what it makes.
macro_rules! template {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!("../../templates/", $name, ".jinja")),
        )
    };
}

const TEMPLATES: &[(&str, &str)] = &[
    template!("reference.md"),
    template!("reference_operation.md"),
    template!("reference_type.md"),
    template!("reference_fields.md"),
    template!("page.html"),
    template!("page_operation.html"),
    template!("page_type.html"),
    template!("page_fields.html"),
    template!("page_style.css"),
    template!("page_script.js"),
];

fn whole(format: Format, api: &Api) -> String {
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = write(format, api, &mut text);
    text
}

fn write(format: Format, api: &Api, out: &mut dyn fmt::Write) -> fmt::Result {
    // Ahead of all that takes time: who asks whose file it is reads no further.
    out.write_str(&format.marker(api))?;
    let environment = environment();
    let template = match format {
        Format::Html => "page.html",
        Format::Markdown => "reference.md",
    };
    let page = page::page(format, api);
    let fields = Fields::new(format, api);
    let mut sheet = Sheet::new(&environment, template, &page, out);
    let mut count = 0;
    sheet.seam("top")?;
    for (view, service) in page.services.iter().zip(&api.services) {
        sheet.add("service", view)?;
        for it in &service.operations {
            count += 1;
            sheet.add(
                "operation",
                operation::operation(fields, service.kind, count, it),
            )?;
        }
        sheet.seam("service_end")?;
    }
    sheet.seam("between")?;
    for (at, it) in api.types.iter().enumerate() {
        sheet.add("entry", page::entry(fields, TypeId(at), it))?;
    }
    sheet.seam("end")
}

#[expect(clippy::expect_used, reason = "the templates are part of the program")]
fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    let mut syntax = SyntaxConfig::builder();
    syntax
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true);
    environment.set_syntax(syntax.build().expect("the delimiters are the usual ones"));
    environment.set_auto_escape_callback(|name| match name {
        _ if name.ends_with(".html") => AutoEscape::Html,
        _ => AutoEscape::None,
    });
    environment.set_formatter(escaped);
    environment.add_filter("code", |text: &str| code::span(text));
    environment.add_filter("fence", |text: &str, language: &str| {
        code::fence(text, language)
    });
    environment.add_filter("plain", |text: &str| prose::escape_markdown(text));
    for (name, source) in TEMPLATES {
        environment
            .add_template(name, source)
            .expect("the template can be parsed");
    }
    environment
}

/// Escapes what HTML gives a meaning, and nothing else, so that a path stays legible.
fn escaped(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if *state.auto_escape() == AutoEscape::Html && !value.is_safe() => {
            Ok(out.write_str(&format::escape_html(text))?)
        }
        _ => escape_formatter(out, state, value),
    }
}
