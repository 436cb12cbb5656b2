//! What the emitters make of models that are built by hand.

mod build;
mod docs;
mod pieces;
mod session;
mod zoo;

use std::fs;
use std::path::Path;

use codegen::ir::Api;
use codegen::{FileSet, emit, render};

fn emitted(api: &Api) -> FileSet {
    render::files(emit::files(api), &api.package.source).unwrap()
}

#[test]
fn write() {
    let Some(out) = std::env::var_os("EMIT_OUT") else {
        return;
    };
    for (name, api) in [("session", session::api()), ("zoo", zoo::api())] {
        for (path, text) in emitted(&api).iter() {
            let path = Path::new(&out).join(name).join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
}
