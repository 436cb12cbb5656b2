//! `tests/examples`: every example of the document, read and written by its type.

use indexmap::IndexMap;
use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::quote;

use super::docs::Docs;
use super::gate::{self, FULL};
use super::ident::raw;
use super::{Chunk, Content, File, RustFile, support, types};
use crate::ir::{Api, ExampleTest, Type};

/// Emits the test: a table of the types, the list of the examples, and what reads it.
///
/// ```text
/// const TYPES: &[Row] = &[("Session", round_trip::of::<Session>)];
/// ```
///
/// The list is text, so that the compiler has one row a type to see and not one an example.
pub(super) fn files(api: &Api) -> Option<Content> {
    if api.examples.is_empty() {
        return None;
    }
    let by_type = by_type(api);
    Some(Content::Folder(vec![
        File {
            path: "main.rs".to_owned(),
            content: Content::Rust(main(api, &by_type)),
        },
        File {
            path: "round_trip.rs".to_owned(),
            content: Content::Text(support::text("round_trip.rs").into()),
        },
        File {
            path: "examples.txt".to_owned(),
            content: Content::Text(list(&by_type).into()),
        },
    ]))
}

/// The examples by what they are read as, in document order.
fn by_type(api: &Api) -> IndexMap<String, (TokenStream, Vec<&ExampleTest>)> {
    let mut by_type = IndexMap::new();
    for example in &api.examples {
        let ty = read_as(api, &example.ty);
        let (_, examples) = by_type.entry(label(&ty)).or_insert((ty, Vec::new()));
        examples.push(example);
    }
    by_type
}

fn main(api: &Api, by_type: &IndexMap<String, (TokenStream, Vec<&ExampleTest>)>) -> RustFile {
    let name = raw(&api.package.name.replace('-', "_"));
    let rows = by_type.iter().map(|(label, (ty, _))| {
        let ty = from_outside(ty.clone(), &name);
        quote! { (#label, crate::round_trip::of::<#ty>) }
    });
    let docs = Docs::default()
        .and("Every example of the document is read as its type, and written again.")
        .inner();
    let whole = gate::whole(api).map(|_| quote! { #![cfg(feature = #FULL)] });
    RustFile {
        module: "crate",
        is_part: false,
        head: quote! { #docs #whole },
        chunks: vec![
            Chunk::Tokens(quote! { mod round_trip; }),
            Chunk::Tokens(quote! {
                /// The types, by the names that they have in the list.
                const TYPES: &[crate::round_trip::Row] = &[#(#rows),*];

                #[test]
                fn every_example_is_read_and_written() {
                    let failures = crate::round_trip::failures(include_str!("examples.txt"), TYPES);
                    assert!(failures.is_empty(), "{}", failures.join("\n"));
                }
            }),
        ],
    }
}

/// The same type as a test sees it, which is not in the crate.
fn from_outside(ty: TokenStream, name: &Ident) -> TokenStream {
    ty.into_iter()
        .flat_map(|token| match token {
            TokenTree::Ident(it) if it == "crate" => quote! { ::#name },
            TokenTree::Group(it) => {
                let inner = from_outside(it.stream(), name);
                TokenTree::Group(Group::new(it.delimiter(), inner)).into()
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => token.into(),
        })
        .collect()
}

/// ```text
/// = Vec<Pet>
/// ["#/paths/~1pets/get/…/example",[{"name":"Tom"}]]
/// ```
fn list(by_type: &IndexMap<String, (TokenStream, Vec<&ExampleTest>)>) -> String {
    let mut list = String::new();
    for (label, (_, examples)) in by_type {
        list.extend(["= ", label, "\n"]);
        for ExampleTest {
            place,
            ty: _, // in the line above
            json,
            kept,
        } in examples
        {
            let place = serde_json::Value::from(place.as_str()).to_string();
            list.extend(["[", &place, ",", json]);
            if let Some(kept) = kept {
                list.extend([",", kept]);
            }
            list.push_str("]\n");
        }
    }
    list
}

/// A type as its users write it: a path that begins with no crate is one of the models.
///
/// ```text
/// Vec<Pet>
/// ```
fn label(ty: &TokenStream) -> String {
    let text: String = ty.to_string().split_whitespace().collect();
    text.replace("crate::models::", "")
        .replace("<::", "<")
        .replace(",::", ", ")
        .trim_start_matches("::")
        .to_owned()
}

/// What an example is read as; a box makes no difference to that.
fn read_as(api: &Api, ty: &Type) -> TokenStream {
    match ty {
        Type::Boxed(id) => types::ty(api, &Type::Named(*id)),
        it => types::ty(api, it),
    }
}
