//! What the reader makes of literal documents.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking, in its helpers too"
)]

#[path = "spec/pieces.rs"]
mod pieces;
#[path = "spec/references.rs"]
mod references;
#[path = "spec/report.rs"]
mod report;
#[path = "spec/schemas.rs"]
mod schemas;
#[path = "spec/texts.rs"]
mod texts;

use codegen::diagnostic::{FileId, Place, Pointer};
use codegen::spec::{Schema, Spec};

/// A document of this version with these lines of YAML below its header.
fn document(version: &str, body: &str) -> Spec {
    let text =
        format!("openapi: {version}\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\n{body}");
    match Spec::from_text("openapi.yaml", &text) {
        Ok(spec) => spec,
        Err(refusal) => panic!("{}", refusal.report()),
    }
}

/// The place in the root file that the pointer names.
fn place(pointer: &str) -> Place {
    Place {
        file: FileId::ROOT,
        pointer: Pointer::parse(pointer).unwrap(),
    }
}

/// The codes of what was mended, in the order of finding.
fn codes(spec: &Spec) -> Vec<&'static str> {
    spec.repairs().iter().map(|it| it.code).collect()
}

/// A schema in YAML, read as one of this version, with the codes of what was mended.
fn schema(version: &str, yaml: &str) -> (Schema, Vec<&'static str>) {
    let spec = document(
        version,
        &format!("components: {{ schemas: {{ Other: {{ type: string }}, It: {yaml} }} }}\n"),
    );
    let schema = spec.schema(&place("/components/schemas/It")).unwrap();
    let codes = codes(&spec);
    (schema, codes)
}
