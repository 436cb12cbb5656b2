//! Constraints, from the document to the crate: the tables, how the router uses them, and that
//! all of it compiles.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use codegen::{FileSet, Settings};

/// The crate for a document of this folder.
fn emitted(document: &str) -> FileSet {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let settings = Settings::for_package("all-rules".to_owned());
    match codegen::generate(&folder.join(document), &settings) {
        Ok(generated) => generated.files,
        Err(report) => panic!("{report}"),
    }
}

/// Checks that a file of the crate has `piece` in it.
#[track_caller]
fn has(files: &FileSet, path: &str, piece: &str) {
    let text = files.get(path).expect("the file is emitted");
    assert!(text.contains(piece), "{path} has no\n{piece}\n---\n{text}");
}

#[test]
fn a_table_has_one_row_a_property() {
    let files = emitted("openapi.yaml");
    let table = r#"
rules!(Note {
    title "title" { min_length 1, max_length 20 },
    subtitle "subtitle" { max_length 3 },
    tags "tags" { min_items 1, max_items 3, unique_items, each { min_length 1, max_length 20 } },
    grid "grid" { each { max_items 2, each { minimum 1 } } },
    words "words" {
        max_items 1000,
        unique_items,
        each { min_length 10, max_length 10_000, pattern r"^[0-9A-Za-z_-]+\.[0-9A-Za-z_-]+$" },
    },
    labels "labels" { min_properties 1, max_properties 2, each { min_length 1, max_length 20 } },
    free "free" { max_properties 1 },
    metadata "metadata" { max_serialized_length 30 },
    anything "anything" { max_serialized_length 10 },
    link "link" { uri },
    links "links" { each { uri } },
    parent "parent" { nested },
    children "children" { nested },
    by_name "byName" { max_properties 5, nested },
    numbers "numbers" { nested },
});
"#;
    has(&files, "src/rules.rs", table);
}

#[test]
fn limits_are_spelt_in_full() {
    let files = emitted("openapi.yaml");
    let table = r#"
rules!(Numbers {
    int32 "int32" { minimum -5, maximum 5, multiple_of 5 },
    int64 "int64" { minimum -9_223_372_036_854_775_808, maximum 9_223_372_036_854_775_807 },
    uint64 "uint64" { minimum 18_446_744_073_709_551_615, maximum 18_446_744_073_709_551_615 },
    beyond "beyond" { minimum -5_000_000_000, maximum 99_999_999_999_999_999_999 },
    half "half" { minimum 0.5, exclusive_maximum 2.5 },
    float "float" { exclusive_minimum 0.1, maximum 1e30 },
    double "double" { maximum 100, multiple_of 0.01 },
});
"#;
    has(&files, "src/rules.rs", table);
}

#[test]
fn an_object_may_have_rules_as_a_whole() {
    let files = emitted("openapi.yaml");
    let table = "
rules!(Patch {
    additional_properties { each { max_items 1, each { max_length 3 } } },
} itself { min_properties 1, max_properties 3, max_serialized_length 100 });
";
    has(&files, "src/rules.rs", table);
}

#[test]
fn what_nobody_checks_has_no_table() {
    let files = emitted("openapi.yaml");
    let text = files.get("src/rules.rs").unwrap();
    for name in ["Found", "Plain", "Notes", "Tag"] {
        assert!(!text.contains(&format!("rules!({name}")), "{text}");
    }
}

#[test]
fn unions_have_a_row_a_variant() {
    let files = emitted("union.yaml");
    let tables = r#"
rules!(Owner {
    animals "animals" { nested },
    plant "plant" { nested },
});

rules!(Animal enum {
    Cat { nested },
    Name { max_length 5 },
    _ {},
});

rules!(Plant enum {
    String { min_length 1 },
    List { max_items 2 },
});

rules!(Cat {
    meow "meow" { minimum 1 },
    owner "owner" { nested },
});
"#;
    has(&files, "src/rules.rs", tables);
}

#[test]
fn operations_have_a_row_a_parameter() {
    let files = emitted("openapi.yaml");
    let tables = r#"
rules!(mod list_notes {
    limit(Option<i32>) { minimum 1, maximum 100 },
    tags(Option<Vec<crate::models::Tag>>) {
        max_items 5,
        unique_items,
        each { min_length 1, max_length 20 },
    },
    x_trace(Option<crate::models::Tag>) { min_length 1, max_length 20 },
    filter(Option<crate::models::Filter>) { nested },
});

rules!(mod add_notes {
    body(Vec<crate::models::Note>) { min_items 1, nested },
});

rules!(mod replace_notes {
    body(crate::models::Notes) { max_items 2, nested },
});

rules!(mod put_note {
    id(String) { pattern "^[0-9]+$" },
});
"#;
    has(&files, "src/rules.rs", tables);
}

#[test]
fn the_router_checks_what_it_reads() {
    let files = emitted("openapi.yaml");
    let has = |piece: &str| has(&files, "src/router.rs", piece);
    has(r#"
    let options = ListNotesOptions {
        limit: request.optional_with_or("limit", crate::rules::list_notes::limit, 20),
        tags: request.optional_with("tags", crate::rules::list_notes::tags),
        x_trace: request.optional_with("x-trace", crate::rules::list_notes::x_trace),
        filter: request.optional_with("filter", crate::rules::list_notes::filter),
        plain: request.optional("plain"),
    };
    request.check_parameters()?;
"#);
    has(r#"
    let id = request.parameter_with("id", crate::rules::put_note::id);
    let body = request.receive().await?.checked_json()?;
"#);
    has(".json_with(crate::rules::add_notes::body)?;\n");
    has("        .optional_json_with(crate::rules::replace_notes::body)?;\n");
    has("    let body = request.receive().await?.optional_checked_json()?;\n");
}

#[test]
fn checks_are_a_feature() {
    let files = emitted("openapi.yaml");
    let has = |path: &str, piece: &str| has(&files, path, piece);
    has("Cargo.toml", "\nvalidate = [\"dep:regex\"]\n");
    has("Cargo.toml", "\nserver = [\"validate\", ");
    has("src/lib.rs", "#[cfg(feature = \"validate\")]\nmod rules;\n");
    let export = "#[cfg(feature = \"validate\")]\npub use support::rules::Check;\n";
    has("src/lib.rs", export);

    // Neither patterns nor parameters here.
    let files = emitted("union.yaml");
    assert!(
        files
            .get("Cargo.toml")
            .unwrap()
            .contains("\nvalidate = []\n")
    );
    assert!(files.get("src/support/pattern.rs").is_none());
}

#[test]
fn without_constraints_there_is_nothing_to_check() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-rules");
    fs::create_dir_all(&folder).unwrap();
    let document = "
        openapi: 3.0.3
        info: { title: Free, version: 1.0.0 }
        paths: { /: { get: { responses: { '200': { description: Fine. } } } } }
        components: { schemas: { Free: { type: object, properties: { a: { type: string } } } } }
    ";
    fs::write(folder.join("openapi.yaml"), document).unwrap();
    let settings = Settings::for_package("free".to_owned());
    let generated = codegen::generate(&folder.join("openapi.yaml"), &settings);
    let files = generated.map_err(|it| it.to_string()).unwrap().files;
    for (path, text) in files.iter() {
        assert!(
            !path.contains("rules") && !path.contains("checked"),
            "{path}"
        );
        let mentions = text.contains("validate") || text.contains("regex");
        assert!(!mentions || path.starts_with("docs/"), "{path}");
    }
}

#[test]
fn the_crate_compiles_without_a_warning() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("all-rules");
    let _ = fs::remove_dir_all(folder.join("src"));
    for (path, text) in emitted("openapi.yaml").iter() {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text.as_bytes()).unwrap();
    }
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    let manifest = [&manifest, "\n[workspace]\n"].concat();
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).unwrap();
    fs::create_dir_all(folder.join("tests")).unwrap();
    fs::write(folder.join("tests/check.rs"), include_str!("check.rs")).unwrap();
    let cargo = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(&folder)
            // What the crate depends on is built there for other tests as well.
            .env(
                "CARGO_TARGET_DIR",
                Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases-target"),
            )
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        assert!(output.status.success(), "{arguments:?}\n{said}");
    };
    for features in [
        "--no-default-features",
        "--features=validate",
        "--features=server",
    ] {
        cargo(&["clippy", "--offline", features, "--", "-D", "warnings"]);
    }
    cargo(&["test", "--offline", "--features=validate", "--test=check"]);
}
