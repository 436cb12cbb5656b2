//! One case per diagnostic: the smallest document that it is said about, and exactly what people
//! see of it.
//!
//! `errors/<code>.yaml` (or `.json`, or a folder with an `openapi.yaml` in it) becomes
//! `errors/<code>.txt`. A difference fails the test; `UPDATE=1` rewrites the text instead, for the
//! diff to be read.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use codegen::Settings;
use codegen::diagnostic::{Diagnostics, FileId, Place};
use codegen::spec::{Limits, Pin, Spec};

/// A code, and what makes a document for it and tells what is said about that.
type Made = (&'static str, fn() -> String);

/// The diagnostics whose documents cannot be committed. They have a text like all others.
const MADE: &[Made] = &[
    // A file with a NUL is binary to git and to most editors.
    ("nul-character", nul_character),
    // Nor does text in another encoding survive them.
    ("not-utf8", not_utf8),
    // By default it takes 64 MiB.
    ("too-big", too_big),
    // By default it takes 4096 files.
    ("too-many-files", too_many_files),
    // It is the settings that are wrong.
    ("nothing-selected", nothing_selected),
    ("pagination-of-nothing", pagination_of_nothing),
    // A copy that is pinned, in settings.
    ("remote-changed", remote_changed),
    // By default it takes two million values.
    ("too-much", too_much),
    // There is nothing to commit.
    ("unreadable-file", unreadable_file),
];

/// The diagnostics about a file of which no line can be shown.
const WITHOUT_LINE: &[&str] = &["empty-file", "remote-changed", "too-big", "unreadable-file"];

fn nul_character() -> String {
    let text = b"openapi: 3.0.3\ninfo: { title: \"Pe\0ts\", version: \"1\" }\npaths: {}\n";
    said_about(&made("nul-character", text))
}

fn not_utf8() -> String {
    // `Bären` in Latin-1.
    let text = b"openapi: 3.0.3\ninfo: { title: B\xe4ren, version: \"1\" }\npaths: {}\n";
    said_about(&made("not-utf8", text))
}

fn nothing_selected() -> String {
    let text = b"openapi: 3.0.3\ninfo: { title: Pets, version: \"1\" }\npaths: {}\n";
    let document = made("nothing-selected", text);
    let mut settings = Settings::for_package("errors");
    settings.select.tags.push("Pets".to_owned());
    let report = match codegen::model(&document, &settings) {
        Ok((_, report)) | Err(report) => report,
    };
    relative(&document, &report.to_string())
}

fn pagination_of_nothing() -> String {
    let text = b"openapi: 3.0.3\ninfo: { title: Pets, version: \"1\" }\npaths: {}\n";
    let document = made("pagination-of-nothing", text);
    let text = "[package]\nname = \"errors\"\n
        [pagination.operations]\nlistPets = { style = \"link\" }\n";
    let settings = Settings::parse("codegen.toml", text).unwrap();
    let report = match codegen::model(&document, &settings) {
        Ok((_, report)) | Err(report) => report,
    };
    relative(&document, &report.to_string())
}

fn too_big() -> String {
    let document = made("too-big", b"openapi: 3.0.3\npaths: {}\n");
    let limits = Limits {
        max_bytes: 10,
        ..Limits::default()
    };
    let Err(refusal) = Spec::read(&document, &limits) else {
        panic!("{} was read", document.display());
    };
    relative(&document, &refusal.report().to_string())
}

fn too_many_files() -> String {
    let text = b"openapi: 3.0.3\ncomponents:\n  schemas:\n    Pet: { $ref: pet.yaml }\n";
    let document = made("too-many-files", text);
    fs::write(document.with_file_name("pet.yaml"), "type: string\n").unwrap();
    let limits = Limits {
        max_files: 1,
        ..Limits::default()
    };
    let spec = match Spec::read(&document, &limits) {
        Ok(spec) => spec,
        Err(refusal) => panic!("{}", refusal.report()),
    };
    let pet = Place::top(FileId::ROOT)
        .child("components")
        .child("schemas")
        .child("Pet");
    let diagnostic = spec.follow(&pet, "pet.yaml").unwrap_err().as_warning();
    let text = spec.report(&Diagnostics::from(diagnostic)).to_string();
    relative(&document, &text)
}

fn remote_changed() -> String {
    let text = b"openapi: 3.0.3
info: { title: Pets, version: '1' }
paths: {}
components:
  schemas:
    Pet: { $ref: 'https://example.com/pet.yaml' }
";
    let document = made("remote-changed", text);
    fs::write(document.with_file_name("pet.yaml"), "type: string\n").unwrap();
    let mut settings = Settings::for_package("errors");
    let pin = Pin {
        file: "pet.yaml".to_owned(),
        sha256: "0".repeat(64),
    };
    settings
        .remote
        .insert("https://example.com/pet.yaml".to_owned(), pin);
    let report = match codegen::model(&document, &settings) {
        Ok((_, report)) | Err(report) => report,
    };
    relative(&document, &report.to_string())
}

fn too_much() -> String {
    let mut text = "openapi: 3.0.3
info: { title: Pets, version: '1' }
paths: {}
components:
  schemas:
    Pet0: { type: object, properties: { name: { type: string } } }
"
    .to_owned();
    // Each has all of the one before, twice.
    for number in 1..20 {
        let before = format!("{{ $ref: '#/components/schemas/Pet{}' }}", number - 1);
        text.push_str(&format!(
            "    Pet{number}: {{ allOf: [{before}, {before}] }}\n"
        ));
    }
    let document = made("too-much", text.as_bytes());
    let mut settings = Settings::for_package("errors");
    settings.limits.max_expansion = 3;
    let report = codegen::model(&document, &settings).unwrap_err();
    relative(&document, &report.to_string())
}

fn unreadable_file() -> String {
    let document = made("unreadable-file", b"");
    fs::remove_file(&document).unwrap();
    said_about(&document)
}

/// A document of these bytes, in a folder of its own.
fn made(code: &str, bytes: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("errors")
        // Tests run side by side.
        .join(format!("{:?}", std::thread::current().id()))
        .join(code);
    fs::create_dir_all(&folder).unwrap();
    let document = folder.join("openapi.yaml");
    fs::write(&document, bytes).unwrap();
    document
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors")
}

/// The committed documents, by code.
fn documents() -> BTreeMap<String, PathBuf> {
    let mut documents = BTreeMap::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let document = match path.extension().and_then(|it| it.to_str()) {
            Some("txt") => continue,
            Some(_) => path.clone(),
            None => path.join("openapi.yaml"),
        };
        let code = path.file_stem().unwrap().to_string_lossy().into_owned();
        let known = documents.insert(code, document);
        assert_eq!(known, None, "a second document is {}", path.display());
    }
    documents
}

/// The codes that have a committed text.
fn texts() -> BTreeSet<String> {
    let entries = fs::read_dir(folder()).unwrap();
    let paths = entries.map(|it| it.unwrap().path());
    paths
        .filter(|it| it.extension().is_some_and(|it| it == "txt"))
        .map(|it| it.file_stem().unwrap().to_string_lossy().into_owned())
        .collect()
}

/// What is said in each case, by code.
fn cases() -> BTreeMap<String, String> {
    let committed = documents().into_iter();
    let made = MADE.iter().map(|(code, said)| ((*code).to_owned(), said()));
    let mut cases: BTreeMap<_, _> = committed
        .map(|(code, document)| (code, said_about(&document)))
        .collect();
    for (code, said) in made {
        assert_eq!(cases.insert(code.clone(), said), None, "{code} is made");
    }
    cases
}

fn said_about(document: &Path) -> String {
    let report = match codegen::model(document, &Settings::for_package("errors")) {
        Ok((_, report)) | Err(report) => report,
    };
    relative(document, &report.to_string())
}

/// The text as those see it who stand in the folder of the document.
fn relative(document: &Path, text: &str) -> String {
    let folder = format!("{}/", document.parent().unwrap().display());
    text.replace(&folder, "")
}

/// One diagnostic, as it is shown.
#[derive(Debug)]
struct Shown<'t> {
    code: &'t str,
    message: &'t str,
    /// The file, and the line and column if there is a line.
    place: &'t str,
    help: &'t str,
    /// What the line of the file shows, and the marks below it.
    line: Option<(&'t str, &'t str)>,
}

impl<'t> Shown<'t> {
    fn all(report: &'t str) -> Vec<Self> {
        // The last line may only count what is not shown.
        let told = |it: &&str| !it.trim().is_empty() && !it.starts_with("and ");
        let blocks = report.split("\n\n").filter(told);
        blocks.map(Self::read).collect()
    }

    fn read(block: &'t str) -> Self {
        let head = block.split_once('\n').and_then(|(head, rest)| {
            let (kind, message) = head.split_once("]: ")?;
            let (severity, code) = kind.split_once('[')?;
            matches!(severity, "error" | "warning").then_some((code, message, rest))
        });
        let Some((code, message, rest)) = head else {
            panic!("no diagnostic begins\n{block}");
        };
        let after = |mark: &str| {
            let found = rest
                .lines()
                .find_map(|it| it.trim_start().strip_prefix(mark));
            found.unwrap_or_else(|| panic!("no `{mark}` in\n{block}"))
        };
        let mut shown = rest.lines().filter_map(|it| it.split_once(" | "));
        Self {
            code,
            message,
            place: after("--> "),
            help: after("= help: "),
            line: shown.next().map(|it| it.1).zip(shown.next().map(|it| it.1)),
        }
    }

    fn has_line(&self) -> bool {
        let mut parts = self.place.rsplitn(3, ':').take(2);
        parts.all(|it| it.parse::<usize>().is_ok_and(|it| it > 0))
    }
}

#[test]
fn every_text_is_as_committed() {
    let updating = std::env::var_os("UPDATE").is_some_and(|it| it == "1");
    let cases = cases();
    let mut failed = Vec::new();
    for (code, said) in &cases {
        let path = folder().join(format!("{code}.txt"));
        let committed = fs::read_to_string(&path).unwrap_or_default();
        if *said == committed {
            continue;
        }
        if updating {
            fs::write(path, said).unwrap();
        } else {
            failed.push(format!("{code}.txt\n{}", diff(&committed, said)));
        }
    }
    for code in texts().iter().filter(|it| !cases.contains_key(*it)) {
        if updating {
            fs::remove_file(folder().join(format!("{code}.txt"))).unwrap();
        } else {
            failed.push(format!("{code}.txt has no document\n"));
        }
    }
    assert!(
        failed.is_empty(),
        "UPDATE=1 rewrites these texts; read the diff before you commit it\n{}",
        failed.join("\n")
    );
}

/// The lines of two short texts, those between what both begin and end with marked.
fn diff(old: &str, new: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (old.lines().collect(), new.lines().collect());
    let same = |(a, b): &(&&str, &&str)| a == b;
    let before = old.iter().zip(&new).take_while(same).count();
    let after = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(same)
        .count();
    let after = after.min(old.len().min(new.len()) - before);
    let mut said = String::new();
    let mut add = |mark: char, lines: &[&str]| {
        for line in lines {
            said.push_str(&format!("{mark} {line}\n"));
        }
    };
    add(' ', old.get(..before).unwrap_or_default());
    add('-', old.get(before..old.len() - after).unwrap_or_default());
    add('+', new.get(before..new.len() - after).unwrap_or_default());
    add(' ', new.get(new.len() - after..).unwrap_or_default());
    said
}

#[test]
fn every_diagnostic_has_a_case_and_every_case_a_diagnostic() {
    let cases: BTreeSet<String> = cases().into_keys().collect();
    let codes = codes();
    let missing: Vec<_> = codes.difference(&cases).collect();
    let left_over: Vec<_> = cases.difference(&codes).collect();
    assert!(missing.is_empty(), "no case for {missing:?}");
    assert!(left_over.is_empty(), "no diagnostic for {left_over:?}");
}

/// The codes of all functions that make a diagnostic.
fn codes() -> BTreeSet<String> {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diagnostic");
    let mut codes = BTreeSet::new();
    for entry in fs::read_dir(sources).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|it| it != "rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for call in ["Diagnostic::error(", "Diagnostic::warning("] {
            codes.extend(text.split(call).skip(1).map(|arguments| {
                let code = arguments.trim_start().strip_prefix('"');
                let code = code.and_then(|it| it.split('"').next());
                code.unwrap_or_else(|| panic!("no code after {call} in {}", path.display()))
                    .to_owned()
            }));
        }
    }
    assert!(!codes.is_empty());
    codes
}

#[test]
fn every_case_is_about_its_own_diagnostic_and_shows_its_line() {
    for (code, said) in cases() {
        let shown = Shown::all(&said);
        let (own, others): (Vec<_>, Vec<_>) = shown.iter().partition(|it| it.code == code);
        assert_eq!(own.len(), 1, "{code}:\n{said}");
        assert!(others.len() <= 1, "{code}: too much else is wrong\n{said}");
        for it in shown {
            assert!(!it.message.trim().is_empty(), "{code}:\n{said}");
            assert!(!it.help.trim().is_empty(), "{code}:\n{said}");
            if WITHOUT_LINE.contains(&it.code) {
                assert!(!it.has_line() && it.line.is_none(), "{code}:\n{said}");
                continue;
            }
            assert!(it.has_line(), "{code}:\n{said}");
            let (line, marks) = it.line.unwrap_or_else(|| panic!("{code}:\n{said}"));
            assert!(!line.trim().is_empty(), "{code}:\n{said}");
            let marks = marks.trim_start();
            assert!(
                !marks.is_empty() && marks.chars().all(|it| it == '^'),
                "{code}:\n{said}"
            );
        }
    }
}

#[test]
fn a_document_is_short() {
    for (code, document) in documents() {
        let text = fs::read_to_string(document).unwrap();
        let lines = text.lines().count();
        assert!(lines < 30, "{code}: {lines} lines");
    }
}

/// Real documents with faults: each becomes a crate, or is refused with lines to mend.
#[test]
fn broken_documents_are_told_what_is_wrong() {
    let folder = match std::env::var_os("CORPUS_BROKEN") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus-broken"),
    };
    let Ok(manifest) = fs::read_to_string(folder.join("manifest.tsv")) else {
        eprintln!(
            "SKIPPED: no documents at {}; name a folder by CORPUS_BROKEN",
            folder.display()
        );
        return;
    };
    let names = manifest.lines().skip(1);
    let names: Vec<_> = names.filter_map(|it| it.split('\t').next()).collect();
    assert!(!names.is_empty(), "nothing is listed");
    let mut failed = Vec::new();
    let at_once = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    for names in names.chunks(at_once) {
        // In threads of their own, so that a panic does not hide what becomes of the others.
        let running = names.iter().map(|name| {
            let document = folder.join(name);
            std::thread::spawn(move || outcome_of(&document))
        });
        let running: Vec<_> = running.collect();
        for (name, outcome) in names.iter().zip(running) {
            match outcome.join() {
                Ok(Ok(outcome)) => println!("{name}: {outcome}"),
                Ok(Err(fault)) => failed.push(format!("{name}: {fault}")),
                Err(_) => failed.push(format!("{name}: panicked")),
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// What becomes of a document, in words; or what is wrong with what is said about it.
fn outcome_of(document: &Path) -> Result<String, String> {
    let begin = Instant::now();
    let (outcome, report) = match codegen::generate(document, &Settings::for_package("broken")) {
        Ok(generated) => ("a crate", generated.report),
        Err(report) if report.errors() == 0 => return Err("refused without an error".to_owned()),
        Err(report) => ("refused", report),
    };
    let took = begin.elapsed();
    let text = report.to_string();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for it in Shown::all(&text) {
        if !it.has_line() || it.help.is_empty() {
            return Err(format!("{it:?}"));
        }
        *counts.entry(it.code).or_default() += 1;
    }
    let said: Vec<_> = counts
        .iter()
        .map(|(code, count)| format!("{count} {code}"))
        .collect();
    Ok(format!(
        "{outcome}, {} errors, {} warnings ({}) in {took:.1?}",
        report.errors(),
        report.warnings(),
        said.join(", ")
    ))
}
