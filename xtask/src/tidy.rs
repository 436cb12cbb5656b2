//! What the sources keep to and no compiler checks.
//!
//! Comments may name what they like, and tests may do what they need.

use std::fs;
use std::path::Path;

use crate::workspace;

/// The longest file that still has one subject.
const MAX_LINES: usize = 400;

/// A source file.
struct Source {
    /// Its path in the workspace, with forward slashes.
    path: String,
    text: String,
}

impl Source {
    /// The lines that are neither comments nor tests, with their numbers.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate();
        lines
            .map(|(index, line)| (index + 1, line))
            .take_while(|(_, line)| *line != "mod tests {")
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    fn is_test(&self) -> bool {
        ["/tests.rs", "/tests/", "/tidy.rs"]
            .iter()
            .any(|it| self.path.contains(it))
    }

    /// Whether the file is the module `module`, or one inside it.
    fn is_in(&self, module: &str) -> bool {
        self.path
            .strip_prefix(module)
            .is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
    }
}

/// The Rust files below these folders of the workspace; none for a folder that is not there.
fn sources(folders: &[&str]) -> Vec<Source> {
    let root = workspace::root();
    let mut sources = Vec::new();
    let mut queue: Vec<String> = folders.iter().map(|it| (*it).to_owned()).collect();
    while let Some(folder) = queue.pop() {
        let Ok(entries) = fs::read_dir(root.join(&folder)) else {
            continue;
        };
        for entry in entries {
            let entry = entry.unwrap();
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.file_type().unwrap().is_dir() {
                queue.push(path);
            } else if Path::new(&path).extension().is_some_and(|it| it == "rs") {
                let text = fs::read_to_string(entry.path()).unwrap();
                sources.push(Source { path, text });
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

/// Whether `word` is in `line` as a word of its own.
fn has_word(line: &str, word: &str) -> bool {
    let is_part = |it: char| it.is_alphanumeric() || it == '_';
    line.match_indices(word).any(|(at, _)| {
        let (before, after) = (&line[..at], &line[at + word.len()..]);
        !before.ends_with(is_part) && !after.starts_with(is_part)
    })
}

/// The files that name `word` outside a comment.
fn files_that_name<'a>(sources: &'a [Source], word: &str) -> Vec<&'a str> {
    let names = |source: &&Source| source.code().any(|(_, line)| has_word(line, word));
    let files = sources.iter().filter(|it| !it.is_test()).filter(names);
    files.map(|source| source.path.as_str()).collect()
}

/// Fails with what was found where nothing should be.
#[track_caller]
fn assert_none(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}:\n  {}", found.join("\n  "));
}

#[test]
fn openapiv3_is_seen_by_spec_and_lower_only() {
    let mut sources = sources(&["codegen/src"]);
    sources.retain(|it| !it.is_in("codegen/src/spec") && !it.is_in("codegen/src/lower"));
    let found: Vec<String> = files_that_name(&sources, "openapiv3")
        .into_iter()
        .map(str::to_owned)
        .collect();
    assert_none(
        &found,
        "only `spec` and `lower` know openapiv3; the others get the IR",
    );
}

#[test]
fn serde_yaml_is_named_in_one_file() {
    let sources = sources(&["codegen/src", "xtask/src"]);
    let files = files_that_name(&sources, "serde_yaml");
    assert!(
        files.len() <= 1,
        "a change of YAML reader touches one file: {files:?}"
    );
}

#[test]
fn heck_is_named_in_one_file() {
    let sources = sources(&["codegen/src", "xtask/src"]);
    let files = files_that_name(&sources, "heck");
    assert!(files.len() <= 1, "names are decided in one file: {files:?}");
}

#[test]
fn no_file_is_long() {
    let sources = sources(&[
        "codegen/src",
        "codegen/support",
        "tests/service",
        "xtask/src",
    ]);
    let long: Vec<String> = sources
        .iter()
        .map(|source| (source, source.text.lines().count()))
        .filter(|(_, lines)| *lines > MAX_LINES)
        .map(|(source, lines)| format!("{}: {lines} lines", source.path))
        .collect();
    assert_none(&long, "a file above 400 lines hides a second subject");
}

#[test]
fn the_session_service_is_small() {
    let sources = sources(&["tests/service/src"]);
    let lines = |it: &Source| {
        it.code()
            .filter(|(_, line)| !line.trim().is_empty())
            .count()
    };
    let lines: usize = sources.iter().map(lines).sum();
    assert!(
        (1..500).contains(&lines),
        "{lines} lines, without comments and blank ones: what they do may be for the crate to carry"
    );
}

#[test]
fn only_sync_changes_the_file_system() {
    let writes = [
        "fs::write",
        "fs::rename",
        "fs::copy",
        "fs::remove_",
        "fs::create_dir",
        "File::create",
        "OpenOptions",
    ];
    let mut found = Vec::new();
    for source in sources(&["codegen/src", "xtask/src"]) {
        let may_write = [
            "xtask/src/sync",
            "xtask/src/remote",
            "xtask/src/corpus/shelf",
            "xtask/src/mock/desk",
            "xtask/src/attack",
        ];
        if may_write.iter().any(|it| source.is_in(it)) || source.is_test() {
            continue;
        }
        for (number, line) in source.code() {
            if writes.iter().any(|it| line.contains(it)) {
                found.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    assert_none(
        &found,
        "files are written in xtask/src/sync only, fetched copies by remote, in target/corpus by its shelf, \
         in target/mock by its desk, and in target/attack",
    );
}

#[test]
fn no_rust_is_made_of_strings() {
    let makers = [
        "format!(\"",
        "write!(f, \"",
        "push_str(\"",
        "writeln!(f, \"",
    ];
    let items = [
        "pub ", "fn ", "impl ", "impl<", "use ", "struct ", "enum ", "let ", "async ", "const ",
        "mod ", "trait ", "#[",
    ];
    let mut found = Vec::new();
    for source in sources(&["codegen/src"]) {
        if !source.is_in("codegen/src/emit") || source.is_test() {
            continue;
        }
        for (number, line) in source.code() {
            let makes = |maker: &str| {
                line.split(maker)
                    .skip(1)
                    .any(|text| items.iter().any(|item| text.starts_with(item)))
            };
            if makers.iter().any(|maker| makes(maker)) {
                found.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    assert_none(&found, "Rust is made with `quote!` or a template");
}

#[test]
fn each_type_of_the_ir_shows_its_yaml() {
    let mut found = Vec::new();
    for source in sources(&["codegen/src"]) {
        if source.is_in("codegen/src/ir") && !source.is_test() {
            found.extend(types_without_yaml(&source));
        }
    }
    assert_none(
        &found,
        "each type of the IR shows the YAML that it stands for",
    );
}

fn types_without_yaml(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    let mut shows_yaml = false;
    for (index, line) in source.text.lines().enumerate() {
        if line.starts_with("pub struct ") || line.starts_with("pub enum ") {
            if !shows_yaml {
                found.push(format!("{}:{}: {line}", source.path, index + 1));
            }
            shows_yaml = false;
        } else if line.starts_with("/// ```yaml") {
            shows_yaml = true;
        } else if line.is_empty() || line.starts_with('}') {
            // The doc of one item says nothing of the next.
            shows_yaml = false;
        }
    }
    found
}

#[test]
fn the_rules_find_what_breaks_them() {
    let source = |text: &str| Source {
        path: "codegen/src/ir/ty.rs".to_owned(),
        text: text.to_owned(),
    };
    let code = [source(
        "use openapiv3::Schema;\n// heck\nlet serde_yaml_text = 1;\n",
    )];
    assert_eq!(
        files_that_name(&code, "openapiv3"),
        ["codegen/src/ir/ty.rs"]
    );
    assert_eq!(files_that_name(&code, "heck"), [""; 0]);
    assert_eq!(files_that_name(&code, "serde_yaml"), [""; 0]);

    let ir = "/// ```yaml\n/// ```\n#[derive(Debug)]\npub struct A;\npub enum B {\n}\n";
    assert_eq!(
        types_without_yaml(&source(ir)),
        ["codegen/src/ir/ty.rs:5: pub enum B {"]
    );

    assert!(source("").is_in("codegen/src/ir"));
    assert!(!source("").is_in("codegen/src/i"));
    assert!(!sources(&["xtask/src"]).is_empty());
}
