//! What the emitters make of models that are built by hand.

mod build;
mod docs;
mod session;

use codegen::ir::Api;
use codegen::{FileSet, emit, render};

fn emitted(api: &Api) -> FileSet {
    render::files(emit::files(api), &api.package.source).unwrap()
}

#[test]
fn show() {
    for (path, text) in emitted(&session::api()).iter() {
        println!("==== {path}\n{text}");
    }
}
