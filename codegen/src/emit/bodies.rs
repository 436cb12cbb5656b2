//! `bodies.rs`: bodies that are one of several.

use minijinja::{Value, context};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{self, Docs};
use super::ident::ident;
use super::{Chunk, Content, RustFile, Template, gate, parts, responses, signature, size};
use crate::ir::{Api, Contents, Name, Operation, Representation};

/// Emits an enum for each body that may be written in several ways, of several types.
///
/// ```text
/// /// What `createReport` is sent.
/// pub enum CreateReportBody {
///     /// `application/json`
///     Json(Report),
///     /// `text/csv`
///     Csv(String),
/// }
/// ```
pub(super) fn content(api: &Api) -> Option<Content> {
    if !parts::has_bodies(api) {
        return None;
    }
    let docs = Docs::default().and("Bodies that may be written in several ways.");
    Some(Content::Rust(RustFile {
        module: "crate::bodies",
        is_part: false,
        head: docs.inner(),
        chunks: gate::of_operations(api, |_, it| operation(api, it)),
    }))
}

fn operation(api: &Api, it: &Operation) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let id = docs::code(&it.name.wire);
    if let Some(body) = &it.body
        && let Some(name) = &body.contents.choice
    {
        let docs = ["What ", &id, " is sent."].concat();
        chunks.push(Chunk::Tokens(item(api, name, &docs, &body.contents)));
    }
    for response in it.responses() {
        if let Some(contents) = response.payload.contents()
            && let Some(name) = &contents.choice
        {
            let status = docs::code(&response.name.wire);
            let docs = ["What ", &id, " answers with ", &status, "."].concat();
            chunks.push(Chunk::Tokens(item(api, name, &docs, contents)));
            chunks.push(table(name, contents));
        }
    }
    chunks
}

fn item(api: &Api, name: &Name, docs: &str, it: &Contents) -> TokenStream {
    let docs = docs::ours(docs);
    let name = ident(name);
    let variants = it.all().map(|it| variant(api, it));
    let derives = responses::derives([it]);
    quote! {
        #docs
        #derives
        pub enum #name {
            #(#variants,)*
        }
    }
}

fn variant(api: &Api, it: &Representation) -> TokenStream {
    let types = it.content_types.iter().map(|it| docs::code(it));
    let docs = docs::ours(&types.collect::<Vec<String>>().join(", "));
    let name = ident(&it.name);
    let holds = signature::representation(api, it);
    // A variant that is much larger than the others would make them all large.
    let holds = match !it.media.is_streamed() && size::is_large_type(api, &it.ty) {
        true => quote! { Box<#holds> },
        false => holds,
    };
    quote! {
        #docs
        #name(#holds)
    }
}

/// The table of an answer's body.
///
/// ```text
/// contents!(GetReportOkBody {
///     Json json "application/json",
///     Csv text "text/csv",
/// });
/// ```
fn table(name: &Name, it: &Contents) -> Chunk {
    let row = |it: &Representation| {
        let literal = |text: &String| Literal::string(text).to_string();
        let content_types: Vec<String> = it.content_types.iter().map(literal).collect();
        let kind = responses::representation_kind(it);
        context! { variant => &it.name.rust, kind, content_types => content_types.join(" ") }
    };
    let rows: Vec<Value> = it.all().map(row).collect();
    Chunk::Table(Template {
        name: "contents.rs.jinja",
        text: include_str!("../../templates/contents.rs.jinja"),
        context: context! { name => &name.rust, rows },
        uses: &[("crate::support::tables", "contents")],
    })
}
