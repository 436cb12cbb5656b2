//! Pieces come out as the whole would.

use proc_macro2::TokenStream;
use quote::quote;

use super::Parted;
use crate::diagnostic::Diagnostics;
use crate::emit::{Chunk, Content, File, Later, RustFile, Spot};
use crate::ir::Api;
use crate::lower;
use crate::render::rust;
use crate::settings::Settings;
use crate::spec::Spec;

fn api() -> Api {
    let text = r#"{"openapi":"3.0.0","info":{"title":"t","version":"1"},"paths":{}}"#;
    let spec = Spec::from_text("t.json", text).unwrap();
    let root = spec.root().unwrap();
    let settings = Settings::for_package("t");
    let mut said = Diagnostics::default();
    lower::lower(spec, root, &settings, "t.json", false, &mut said).api
}

/// Items by number: two names that only the whole file knows to mean two things each.
fn item(_: &Api, spot: &Spot) -> TokenStream {
    match spot.index {
        0 => quote! { pub struct A { pub at: ::jiff::Error, pub id: ::uuid::Uuid } },
        1 => quote! { pub struct Uuid { pub all: ::std::collections::BTreeMap<A, B> } },
        2 => quote! { pub type C = (crate::here::A, crate::there::Call, crate::http::Error); },
        _ => quote! { pub struct D { pub id: crate::here::Lost, pub at: ::jiff::Zoned } },
    }
}

fn file(chunks: Vec<Chunk>, is_part: bool) -> File {
    File {
        path: "src/here.rs".to_owned(),
        content: Content::Rust(RustFile {
            module: "crate::here",
            is_part,
            head: quote! { #![doc = " Here."] },
            chunks,
        }),
    }
}

fn later(make: fn(&Api, &Spot) -> TokenStream, index: usize, goes_on: bool) -> Chunk {
    let spot = Spot {
        index,
        ..Spot::default()
    };
    Chunk::Later(Later {
        make,
        spot,
        weight: usize::MAX / 8,
        goes_on,
    })
}

fn in_pieces(api: &Api, chunks: Vec<Chunk>, is_part: bool) -> String {
    let (parted, pieces) = Parted::of(file(chunks, is_part)).unwrap();
    assert!(pieces.len() > 1);
    let printed = pieces.iter().map(|it| (it, it.print(api).unwrap()));
    let (_, text) = parted.text(api, printed.collect()).unwrap();
    let (_, body) = text.split_once("\n\n").unwrap();
    body.to_owned()
}

fn whole(chunks: Vec<Chunk>, is_part: bool) -> String {
    match file(chunks, is_part).content {
        Content::Rust(file) => rust::text(file, "src/here.rs").unwrap(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn names_that_mean_two_things_in_two_pieces_are_not_imported() {
    let api = api();
    let first = || Chunk::Tokens(quote! { pub type First = ::jiff::Zoned; });
    for is_part in [false, true] {
        let laters = (0..4).map(|index| later(item, index, false));
        let chunks = std::iter::once(first()).chain(laters).collect();
        let tokens = (0..4).map(|index| {
            let spot = Spot {
                index,
                ..Spot::default()
            };
            Chunk::Tokens(item(&api, &spot))
        });
        let whole = whole(std::iter::once(first()).chain(tokens).collect(), is_part);
        assert!(whole.contains("jiff::Error,") && whole.contains("http::Error"));
        assert_eq!(in_pieces(&api, chunks, is_part), whole);
    }
}

#[test]
fn an_impl_goes_on_in_the_next_piece() {
    fn method(_: &Api, spot: &Spot) -> TokenStream {
        let name = quote::format_ident!("f{}", spot.index);
        quote! {
            impl A {
                /// Does it.
                pub fn #name(&self) -> ::uuid::Uuid {
                    if self.id.is_nil() {
                        return self.other();
                    }
                    self.id
                }
            }
        }
    }
    let api = api();
    let laters = (0..3).map(|index| later(method, index, index > 0));
    let members = ["f0", "f1", "f2"].map(|name| {
        let name = quote::format_ident!("{name}");
        quote! {
            /// Does it.
            pub fn #name(&self) -> ::uuid::Uuid {
                if self.id.is_nil() {
                    return self.other();
                }
                self.id
            }
        }
    });
    let whole = whole(
        vec![Chunk::Tokens(quote! { impl A { #(#members)* } })],
        false,
    );
    assert_eq!(in_pieces(&api, laters.collect(), false), whole);
}
