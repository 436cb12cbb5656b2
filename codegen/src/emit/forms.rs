//! `forms.rs`: how forms in parts are written and read, as tables for the macro of the support
//! code.

use minijinja::{Value, context};
use proc_macro2::Literal;

use super::gate;
use super::{Content, Template, parts};
use crate::ir::{Additional, Api, Multipart, Name, PartKind, Struct};

/// Emits a table a form, one row a part.
///
/// ```text
/// multipart!(UploadPhotoForm {
///     text caption "caption",
///     file photo "photo" "image/png",
/// });
/// ```
pub(super) fn content(api: &Api) -> Option<Content> {
    if !parts::has_multipart(api) {
        return None;
    }
    let tables = gate::types(api).filter_map(|(gate, def)| {
        let (it, multipart) = parts::form_in_parts(def)?;
        let (rows, others) = (rows(it, multipart), others(it, multipart));
        Some((gate, context! { name => &def.name.rust, rows, others }))
    });
    let template = |tables: Vec<Value>, modules: Vec<Value>| Template {
        name: "forms.rs.jinja",
        text: include_str!("../../templates/forms.rs.jinja"),
        context: context! { tables, modules },
        uses: &[],
    };
    Some(Content::Files(gate::tables(
        api,
        "src/forms.rs",
        tables,
        template,
    )))
}

fn rows(it: &Struct, multipart: &Multipart) -> Vec<String> {
    let rows = it.fields.iter().zip(&multipart.parts).map(|(field, part)| {
        let Name { wire, rust } = &field.name;
        let texts = std::iter::once(wire).chain(&part.content_types);
        let texts = texts.map(|it| [" ", &Literal::string(it).to_string()].concat());
        let texts: String = texts.collect();
        [kind(part.kind), " ", rust, &texts].concat()
    });
    rows.collect()
}

/// What happens to parts that no row names.
fn others(it: &Struct, multipart: &Multipart) -> String {
    match &it.additional {
        Additional::Ignored => String::new(),
        Additional::Refused => " closed".to_owned(),
        Additional::Kept { name, .. } => {
            [" rest ", kind(multipart.additional), " ", &name.rust].concat()
        }
    }
}

fn kind(it: PartKind) -> &'static str {
    match it {
        PartKind::File => "file",
        PartKind::Text => "text",
        PartKind::Json => "json",
        PartKind::Any => "any",
    }
}
