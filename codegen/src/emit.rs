//! From the model of an API to the content of files.
//!
//! One emitter a file, each a pure function of the model that cannot fail; `TARGETS` lists them.
//! A `quote!` block looks like what it makes: it names things by their whole path, which
//! [`render`](crate::render) cuts short and imports.

mod alike;
mod answers;
mod auth;
mod bodies;
pub(crate) mod calls;
mod cli;
mod client;
mod depth;
mod docs;
mod errors;
mod examples;
mod forms;
mod gate;
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
use std::fmt;

use proc_macro2::TokenStream;

use crate::ir::{Api, CratePart};

/// A file of the emitted crate, or a folder of files, and what makes it.
pub struct Target {
    path: &'static str,
    /// The parts of the crate that it belongs to, any of which is enough; none when it is always there.
    parts: &'static [CratePart],
    /// Whether all that is long in it is made [later](Later).
    is_in_pieces: bool,
    /// `None` when the API has nothing for it.
    content: fn(&Api) -> Option<Content>,
}

const CLIENT: &[CratePart] = &[CratePart::Client];
const SERVER: &[CratePart] = &[CratePart::Server];
const BOTH: &[CratePart] = &[CratePart::Client, CratePart::Server];
const DOCS: &[CratePart] = &[CratePart::Docs];

/// Every file of the emitted crate. They are made side by side: what takes longest is begun first.
pub const TARGETS: &[Target] = &[
    Target::new("src/models.rs", models::content).in_pieces(),
    Target::new("src/client.rs", client::content)
        .of(CLIENT)
        .in_pieces(),
    Target::new("src/server.rs", server::content).of(SERVER),
    Target::new("src/router.rs", router::content).of(SERVER),
    Target::new("src/mock.rs", mock::content).of(&[CratePart::Mock]),
    Target::new("src/parameters.rs", parameters::content).of(BOTH),
    Target::new("src/operations.rs", operations::content).of(BOTH),
    Target::new("src/receiver.rs", receiver::content).of(SERVER),
    Target::new("src/sender.rs", sender::content).of(CLIENT),
    Target::new("src/wire.rs", wire::content),
    Target::new("src/errors.rs", errors::content).of(BOTH),
    Target::new("src/rules.rs", rules::content).of(&[CratePart::Validate]),
    Target::new("src/forms.rs", forms::content).of(BOTH),
    Target::new("src/bodies.rs", bodies::content).of(BOTH),
    Target::new("src/answers.rs", answers::content).of(BOTH),
    Target::new("src/servers.rs", servers::content).of(CLIENT),
    Target::new("src/cli.rs", cli::content).of(&[CratePart::Cli]),
    Target::new("src/main.rs", cli::main).of(&[CratePart::Cli]),
    Target::new("src/oauth2.rs", oauth2::content).of(CLIENT),
    Target::new("src/auth.rs", auth::content).of(SERVER),
    Target::new("src/docs.rs", served::content).of(SERVER),
    Target::new("src/docs/json.rs", served::json).of(SERVER),
    Target::new("docs/openapi.yaml", served::yaml).of(SERVER),
    Target::new("docs/coverage.md", reference::coverage_content).of(DOCS),
    Target::new("docs/reference.md", reference::markdown_content).of(DOCS),
    Target::new("docs/index.html", reference::page_content).of(DOCS),
    Target::new("tests/examples", examples::files),
    Target::new("src/support.rs", support::content),
    Target::new("src/support", support::files),
    Target::new("src/lib.rs", lib_rs::content),
    Target::new("Cargo.toml", manifest::content),
    Target::new("rustfmt.toml", manifest::rustfmt),
];

impl Target {
    const fn new(path: &'static str, content: fn(&Api) -> Option<Content>) -> Self {
        Self {
            path,
            parts: &[],
            is_in_pieces: false,
            content,
        }
    }

    const fn of(self, parts: &'static [CratePart]) -> Self {
        Self { parts, ..self }
    }

    const fn in_pieces(self) -> Self {
        Self {
            is_in_pieces: true,
            ..self
        }
    }

    /// Whether its files are Rust of which all that is long is made [later](Later).
    #[must_use]
    pub(crate) const fn is_in_pieces(&self) -> bool {
        self.is_in_pieces
    }

    /// The files that it is for `api`.
    #[must_use]
    pub fn files(&self, api: &Api) -> Vec<File> {
        let has = |it: &CratePart| api.package.parts.has(*it);
        if !self.parts.is_empty() && !self.parts.iter().any(has) {
            return Vec::new();
        }
        let content = (self.content)(api);
        content.map_or_else(Vec::new, |it| flat(api, self.path, it))
    }
}

/// A file with its parts, or the files of a folder, by their whole paths.
fn flat(api: &Api, path: &str, content: Content) -> Vec<File> {
    let whole = |file: File| File {
        path: [path, "/", &file.path].concat(),
        content: file.content,
    };
    match content {
        Content::Folder(files) => files.into_iter().map(whole).collect(),
        Content::Files(files) => files,
        Content::Rust(file) => gate::split(api, path.to_owned(), file),
        Content::Template(_) | Content::Text(_) | Content::Page(_) | Content::LongPage(_) => {
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
    /// Files at paths of their own.
    Files(Vec<File>),
    /// A text with a marker of its own: a page has to open with its doctype.
    Page(String),
    /// The same, many times as long as the document: it is made while it is written down.
    LongPage(fn(&Api, &mut dyn fmt::Write) -> fmt::Result),
}

/// A file of Rust.
#[derive(Debug, Default)]
pub struct RustFile {
    /// The module that it is: `crate::models`.
    pub module: &'static str,
    /// Whether it is a part of the module in another file, which re-exports what is in it.
    pub is_part: bool,
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
    /// Items that are made when they are printed, side by side with others.
    Later(Later),
    /// A table for a macro, which no printer of Rust would lay out one row a line.
    Table(Template),
    /// What is compiled with a feature only, by its index in [`Api::features`]: a file of its own.
    Gated(usize, Box<Chunk>),
}

/// Items of a file, and what makes them.
#[derive(Debug)]
pub struct Later {
    pub(crate) make: fn(&Api, &Spot) -> TokenStream,
    pub(crate) spot: Spot,
    /// How much it is, more or less: the fields of a type and itself.
    pub(crate) weight: usize,
    /// Whether it is an `impl` that goes on with the one before it.
    pub(crate) goes_on: bool,
}

/// What is to be made.
#[derive(Debug, Default)]
pub(crate) struct Spot {
    /// The feature that it belongs to.
    pub(crate) gate: gate::Gate,
    /// The index of the type or the service.
    pub(crate) index: usize,
    /// Which of the operations of the service.
    pub(crate) operations: std::ops::Range<usize>,
}

impl Later {
    /// Makes them.
    pub(crate) fn tokens(&self, api: &Api) -> TokenStream {
        (self.make)(api, &self.spot)
    }
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
