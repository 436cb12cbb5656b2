//! The reference pages, from models made by hand.

mod session;

use codegen::emit::reference::{markdown, page};

#[test]
fn write() {
    std::fs::write("/tmp/wt/session.html", page(&session::session())).unwrap();
    std::fs::write("/tmp/wt/session.md", markdown(&session::session())).unwrap();
}
