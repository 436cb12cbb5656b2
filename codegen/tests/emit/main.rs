//! What the emitters make of models that are built by hand.

mod build;
mod docs;
mod session;
mod zoo;

use codegen::ir::Api;
use codegen::{FileSet, emit, render};

fn emitted(api: &Api) -> FileSet {
    render::files(emit::files(api), &api.package.source).unwrap()
}

#[test]
fn show() {
    for (path, text) in emitted(&if std::env::var_os("ZOO").is_some() {
        zoo::api()
    } else {
        session::api()
    })
    .iter()
    {
        println!("==== {path}\n{text}");
    }
}
