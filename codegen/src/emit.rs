//! From the model of an API to the content of files.
//!
//! One emitter a file, each a pure function of the model that cannot fail; `TARGETS` lists them.
//! A `quote!` block looks like what it makes: it names things by their whole path, which
//! [`render`](crate::render) cuts short and imports.

mod answers;
mod auth;
mod bodies;
pub(crate) mod calls;
mod client;
mod depth;
mod docs;
mod errors;
mod examples;
mod forms;
mod ident;
mod lib_rs;
mod lints;
mod manifest;
mod mock;
mod models;
mod oauth2;
mod operations;
mod parameters;
mod parts;
mod receiver;
pub mod reference;
mod responses;
mod router;
mod rules;
mod sender;
mod served;
mod server;
mod servers;
mod signature;
mod size;
mod support;
mod types;
mod wire;

use std::borrow::Cow;

use proc_macro2::TokenStream;

use crate::ir::Api;

/// Makes the content of a file; `None` when the API has nothing for it.
type Emitter = fn(&Api) -> Option<Content>;

/// Every file of the emitted crate, and what makes it.
const TARGETS: &[(&str, Emitter)] = &[
    ("Cargo.toml", manifest::content),
    ("rustfmt.toml", manifest::rustfmt),
    ("src/lib.rs", lib_rs::content),
    ("src/models.rs", models::content),
    ("src/wire.rs", wire::content),
    ("src/forms.rs", forms::content),
    ("src/rules.rs", rules::content),
    ("src/operations.rs", operations::content),
    ("src/parameters.rs", parameters::content),
    ("src/bodies.rs", bodies::content),
    ("src/answers.rs", answers::content),
    ("src/errors.rs", errors::content),
    ("src/servers.rs", servers::content),
    ("src/client.rs", client::content),
    ("src/oauth2.rs", oauth2::content),
    ("src/auth.rs", auth::content),
    ("src/server.rs", server::content),
    ("src/router.rs", router::content),
    ("src/docs.rs", served::content),
    ("src/docs/json.rs", served::json),
    ("src/receiver.rs", receiver::content),
    ("src/sender.rs", sender::content),
    ("src/mock.rs", mock::content),
    ("src/support.rs", support::content),
    ("src/support", support::files),
    ("tests/examples", examples::files),
    ("docs/reference.md", reference::markdown_content),
    ("docs/coverage.md", reference::coverage_content),
    ("docs/index.html", reference::page_content),
    ("docs/openapi.yaml", served::yaml),
];

/// The files of the crate for `api`, in the order of the table; those without content are left out.
#[must_use]
pub fn files(api: &Api) -> Vec<File> {
    let targets = TARGETS.iter();
    let targets = targets.filter_map(|&(path, content)| Some((path, content(api)?)));
    targets
        .flat_map(|(path, content)| flat(path, content))
        .collect()
}

/// A file, or the files of a folder, by their whole paths.
fn flat(path: &str, content: Content) -> Vec<File> {
    let whole = |file: File| File {
        path: [path, "/", &file.path].concat(),
        content: file.content,
    };
    match content {
        Content::Folder(files) => files.into_iter().map(whole).collect(),
        Content::Rust(_) | Content::Template(_) | Content::Text(_) | Content::Page(_) => {
            vec![File {
                path: path.to_owned(),
                content,
            }]
        }
    }
}

/// A file before it is text.
#[derive(Debug)]
pub struct File {
    /// Its path in the crate.
    pub path: String,
    /// What is in it.
    pub content: Content,
}

/// What is in a file.
#[derive(Debug)]
pub enum Content {
    /// Rust.
    Rust(RustFile),
    /// A template under the header line.
    Template(Template),
    /// A text under the header line: support code, as it stands.
    Text(Cow<'static, str>),
    /// Files in a folder of this name.
    Folder(Vec<File>),
    /// A text with a marker of its own: a page has to open with its doctype.
    Page(String),
}

/// A file of Rust.
#[derive(Debug, Default)]
pub struct RustFile {
    /// The module that it is: `crate::models`.
    pub module: &'static str,
    /// Its inner attributes, docs among them.
    pub head: TokenStream,
    /// Its items.
    pub chunks: Vec<Chunk>,
}

/// Some items of a file.
#[derive(Debug)]
pub enum Chunk {
    /// Items, as tokens.
    Tokens(TokenStream),
    /// A table for a macro, which no printer of Rust would lay out one row a line.
    Table(Template),
}

/// A template and what it is filled in with.
#[derive(Debug)]
pub struct Template {
    /// Its name, for errors.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
    /// What it is filled in with.
    pub context: minijinja::Value,
    /// What the text needs imported: the module and the name.
    pub uses: &'static [(&'static str, &'static str)],
}
