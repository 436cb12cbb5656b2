//! Golden cases: one folder, one idea. Each holds a document, what was said about it, the model
//! made of it and every file emitted from that, but for the support code, which is the same for
//! all. A difference fails the test; `UPDATE=1` rewrites the folder instead, for the diff to be
//! read.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use codegen::Settings;

/// What a case is made of, by file name.
type Files = BTreeMap<String, String>;

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

fn case_folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(cases())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("openapi.yaml").exists())
        .collect();
    folders.sort();
    assert!(!folders.is_empty(), "there are no cases");
    folders
}

fn name_of(folder: &Path) -> String {
    folder.file_name().unwrap().to_string_lossy().into_owned()
}

fn settings(folder: &Path) -> Settings {
    match fs::read_to_string(folder.join("codegen.toml")) {
        Ok(text) => Settings::parse("codegen.toml", &text).unwrap(),
        Err(_) => Settings::for_package(format!("case-{}", name_of(folder))),
    }
}

/// Generates a case; with the support code, so that it can be compiled, or without.
fn generate(folder: &Path, with_support: bool) -> Files {
    let document = folder.join("openapi.yaml");
    let settings = settings(folder);
    let generated = match codegen::generate(&document, &settings) {
        Ok(generated) => generated,
        Err(report) => panic!("{}: {report}", folder.display()),
    };
    let mut files: Files = generated
        .files
        .iter()
        .map(|(path, text)| (path.to_owned(), text.into_owned()))
        .filter(|(path, _)| with_support || !is_support(path))
        .collect();
    if !with_support {
        let said = generated.report.to_string();
        let shown = format!("{}/", folder.display());
        files.insert("warnings.txt".to_owned(), said.replace(&shown, ""));
        let model = codegen::describe(&document, &settings).unwrap();
        files.insert("ir.txt".to_owned(), model);
    }
    files
}

/// Whether a file is the same for every API that has it.
fn is_support(path: &str) -> bool {
    path.starts_with("src/support") || path == "tests/examples/round_trip.rs"
}

/// The files that a case has on disk, but for what it is made from.
fn committed(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(&at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let relative = path.strip_prefix(folder).unwrap();
            let relative = relative.to_string_lossy().replace('\\', "/");
            if relative != "openapi.yaml" && relative != "codegen.toml" {
                files.insert(relative, fs::read_to_string(&path).unwrap());
            }
        }
    }
    files
}

fn update(folder: &Path, wanted: &Files) {
    for stale in committed(folder)
        .keys()
        .filter(|it| !wanted.contains_key(*it))
    {
        fs::remove_file(folder.join(stale)).unwrap();
    }
    for (path, text) in wanted {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

fn differences(wanted: &Files, found: &Files) -> Vec<String> {
    let mut said = Vec::new();
    for path in wanted
        .keys()
        .chain(found.keys().filter(|it| !wanted.contains_key(*it)))
    {
        let (new, old) = (wanted.get(path), found.get(path));
        if new == old {
            continue;
        }
        let (new, old) = (
            new.map_or("", String::as_str),
            old.map_or("", String::as_str),
        );
        let line = new
            .lines()
            .zip(old.lines())
            .take_while(|(a, b)| a == b)
            .count();
        said.push(format!(
            "  {path}:{}\n    committed: {}\n    generated: {}",
            line + 1,
            old.lines().nth(line).unwrap_or("(the end)"),
            new.lines().nth(line).unwrap_or("(the end)"),
        ));
    }
    said
}

#[test]
fn every_case_is_as_committed() {
    let updating = std::env::var_os("UPDATE").is_some_and(|it| it == "1");
    let mut failed = Vec::new();
    for folder in case_folders() {
        let wanted = generate(&folder, false);
        if updating {
            update(&folder, &wanted);
            continue;
        }
        let differences = differences(&wanted, &committed(&folder));
        if !differences.is_empty() {
            failed.push(format!("{}\n{}", name_of(&folder), differences.join("\n")));
        }
    }
    assert!(
        failed.is_empty(),
        "UPDATE=1 rewrites these cases; read the diff before you commit it\n{}",
        failed.join("\n")
    );
}

#[test]
fn a_document_is_short() {
    for folder in case_folders() {
        let text = fs::read_to_string(folder.join("openapi.yaml")).unwrap();
        let lines = text.lines().count();
        assert!(lines <= 30, "{}: {lines} lines", name_of(&folder));
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for folder in case_folders() {
        assert_eq!(
            generate(&folder, true),
            generate(&folder, true),
            "{}",
            name_of(&folder)
        );
    }
}

/// All cases as members of one workspace, so that what they depend on is built once.
#[test]
fn every_case_compiles_without_a_warning_and_passes_its_tests() {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let workspace = target.join("cases");
    write_workspace(&workspace);
    let run = |arguments: &[&str]| {
        let ran = std::process::Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(&workspace)
            .env("CARGO_TARGET_DIR", target.join("cases-target"))
            .output()
            .unwrap();
        let said = [ran.stderr, ran.stdout].concat();
        let said = String::from_utf8_lossy(&said);
        assert!(ran.status.success(), "{arguments:?}:\n{said}");
    };
    for features in ["--no-default-features", "--all-features"] {
        let clippy = ["clippy", "--workspace", "--all-targets", features];
        run(&[&clippy[..], &["--", "-D", "warnings"]].concat());
    }
    // A tag, and one side of it.
    for features in [
        "client,repos",
        "server,code-scanning",
        "client-core,webhooks",
        "server",
    ] {
        let one = [
            "clippy",
            "--package",
            "case-features-by-tag",
            "--features",
            features,
        ];
        run(&[&one[..], &["--", "-D", "warnings"]].concat());
    }
    run(&["test", "--workspace", "--test", "examples"]);
    // The calls in docs, where arguments are of all kinds.
    let mut docs = vec!["test", "--doc", "--all-features"];
    for case in [
        "case-chosen-types",
        "case-many-arguments",
        "case-multipart-files",
        "case-names",
        "case-optional-bodies",
        "case-presence",
        "case-query-parameters",
        "case-several-media",
        "case-times-of-jiff",
        "case-times-of-time",
        "case-tuple",
    ] {
        docs.extend(["--package", case]);
    }
    run(&docs);
}

fn write_workspace(workspace: &Path) {
    let _ = fs::remove_dir_all(workspace);
    let mut members = Vec::new();
    for folder in case_folders() {
        let name = name_of(&folder);
        for (path, text) in generate(&folder, true) {
            let path = workspace.join(&name).join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        members.push(format!("\"{name}\""));
    }
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
        members.join(", ")
    );
    fs::write(workspace.join("Cargo.toml"), manifest).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::copy(root.join("Cargo.lock"), workspace.join("Cargo.lock")).unwrap();
}
