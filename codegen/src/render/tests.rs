//! What tokens come out as.

use proc_macro2::TokenStream;
use quote::quote;

use super::rust;
use crate::emit::{Chunk, RustFile, Template};

fn text(chunks: Vec<TokenStream>) -> String {
    let file = RustFile {
        module: "crate::here",
        is_part: false,
        head: TokenStream::new(),
        chunks: chunks.into_iter().map(Chunk::Tokens).collect(),
    };
    rust::text(file, "src/here.rs").unwrap()
}

#[test]
fn paths_are_imported_once_in_order_and_by_origin() {
    let text = text(vec![quote! {
        pub struct Pet {
            id: ::uuid::Uuid,
            at: ::chrono::DateTime<::chrono::Utc>,
            tags: ::std::collections::BTreeMap<String, crate::models::Tag>,
            all: Vec<crate::models::Pets>,
        }
    }]);
    assert_eq!(
        text,
        "use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::models::{Pets, Tag};

pub struct Pet {
    id: Uuid,
    at: DateTime<Utc>,
    tags: BTreeMap<String, Tag>,
    all: Vec<Pets>,
}
"
    );
}

#[test]
fn a_name_with_two_meanings_is_not_imported() {
    let text = text(vec![quote! {
        pub struct Uuid(::uuid::Uuid);
        type A = (crate::models::Call, crate::support::Call, crate::models::String, ::axum::S);
        fn f<S: Clone>(s: S, own: crate::here::Uuid, other: crate::here::Other) {}
    }]);
    assert_eq!(
        text,
        "pub struct Uuid(uuid::Uuid);

type A = (crate::models::Call, crate::support::Call, crate::models::String, axum::S);

fn f<S: Clone>(s: S, own: crate::here::Uuid, other: Other) {}
"
    );
}

#[test]
fn of_a_function_the_module_is_imported_and_of_a_method_the_type() {
    let text = text(vec![quote! {
        fn f() -> ::http::StatusCode {
            crate::support::answer::json(::http::Method::GET);
            Vec::<::http::Method>::new();
            <::http::Method as Default>::default();
            ::http::StatusCode::from_u16(crate::CODE)
        }
        impl<T> crate::support::server::Refuse for T {}
        fn g() { crate::support::answer::inner::h(); crate::support::Answer; }
    }]);
    assert_eq!(
        text,
        "use http::{Method, StatusCode};

use crate::CODE;
use crate::support::Answer;
use crate::support::answer::{self, inner};
use crate::support::server::Refuse;

fn f() -> StatusCode {
    answer::json(Method::GET);
    Vec::<Method>::new();
    <Method as Default>::default();
    StatusCode::from_u16(CODE)
}

impl<T> Refuse for T {}

fn g() {
    inner::h();
    Answer;
}
"
    );
}

#[test]
fn members_are_apart_and_fields_are_not() {
    let text = text(vec![quote! {
        /// A.
        pub trait A {
            /// T; and more;
            type T;
            type U;
            /// F }
            fn f(&self);
            #[must_use]
            fn g(&self) -> u8 { if true { 1 } else { 2 } }
        }
        enum E { #[doc = " One."] One, #[doc = " Two."] Two { a: u8 } }
        mod one;
        #[cfg(x)]
        mod two;
        mod three { struct S; }
    }]);
    assert_eq!(
        text,
        "/// A.
pub trait A {
    /// T; and more;
    type T;
    type U;

    /// F }
    fn f(&self);

    #[must_use]
    fn g(&self) -> u8 {
        if true { 1 } else { 2 }
    }
}

enum E {
    /// One.
    One,
    /// Two.
    Two { a: u8 },
}

mod one;
#[cfg(x)]
mod two;

mod three {
    struct S;
}
"
    );
}

#[test]
fn a_table_brings_its_imports_and_a_head_comes_first() {
    let file = RustFile {
        module: "crate::here",
        is_part: false,
        head: quote! { #![doc = " Here."] #![forbid(unsafe_code)] #![deny(missing_docs)] },
        chunks: vec![
            Chunk::Tokens(quote! { struct S(crate::support::tables::Row); }),
            Chunk::Table(Template {
                name: "t.rs.jinja",
                text: "t!({{ name }} {\n{% for it in rows %}\n    {{ it }},\n{% endfor %}\n});\n",
                context: minijinja::context! { name => "S", rows => vec!["1 a", "2 b"] },
                uses: &[("crate::support::tables", "t")],
            }),
        ],
    };
    assert_eq!(
        rust::text(file, "src/here.rs").unwrap(),
        "//! Here.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

use crate::support::tables::{Row, t};

struct S(Row);

t!(S {
    1 a,
    2 b,
});
"
    );
}

#[test]
fn tokens_that_are_no_rust_are_an_error_that_shows_them() {
    let file = RustFile {
        module: "crate::here",
        is_part: false,
        head: TokenStream::new(),
        chunks: vec![Chunk::Tokens(quote! { struct struct })],
    };
    let error = rust::text(file, "src/here.rs").unwrap_err().to_string();
    assert!(error.starts_with("src/here.rs came out wrong: "), "{error}");
    assert!(error.ends_with("struct struct"), "{error}");
}
