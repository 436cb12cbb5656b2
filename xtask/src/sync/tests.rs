//! What a run does to a folder.

mod interrupted;
mod of_others;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use codegen::MARKER;

use super::*;

/// A folder that is gone after the test.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("xtask-sync-{}-{count}", std::process::id());
        let root = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(&root).unwrap();
        Self(root)
    }

    /// A folder that holds what was generated from the first version of something.
    fn generated() -> Self {
        let scratch = Self::new();
        scratch.gen_ok(&first());
        scratch
    }

    fn out(&self) -> PathBuf {
        self.0.join("out")
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.out().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.out().join(path)).unwrap()
    }

    fn gen_ok(&self, files: &FileSet) -> Plan {
        sync(&self.out(), files, Mode::Write).unwrap()
    }

    fn gen_error(&self, files: &FileSet) -> String {
        sync(&self.out(), files, Mode::Write)
            .unwrap_err()
            .to_string()
    }

    /// What a check says, a line for each file that differs; checks that it changes nothing.
    fn check(&self, files: &FileSet) -> Vec<String> {
        let before = self.tree();
        let plan = sync(&self.out(), files, Mode::Check).unwrap();
        assert_eq!(self.tree(), before, "a check writes nothing");
        let mut lines: Vec<String> = Vec::new();
        for (path, state) in &plan.states {
            match state {
                State::Equal => {}
                State::Changed { .. } => lines.push(format!("changed {path}")),
                State::Missing => lines.push(format!("missing {path}")),
                State::Orphan => lines.push(format!("orphan {path}")),
            }
        }
        let out = format!("{}/", self.out().display());
        let obstacles = plan.obstacles.iter();
        lines.extend(obstacles.map(|it| it.to_string().replace(&out, "")));
        assert_eq!(plan.is_current(), lines.is_empty());
        lines
    }

    /// Every file, and every folder with nothing in it, by path.
    fn tree(&self) -> BTreeMap<String, String> {
        let mut tree = BTreeMap::new();
        let mut folders = vec![self.out()];
        while let Some(folder) = folders.pop() {
            let Ok(entries) = fs::read_dir(&folder) else {
                continue;
            };
            let mut is_empty = true;
            for entry in entries {
                is_empty = false;
                let entry = entry.unwrap();
                if entry.file_type().unwrap().is_dir() {
                    folders.push(entry.path());
                } else {
                    let text = fs::read_to_string(entry.path()).unwrap_or_default();
                    tree.insert(self.relative(&entry.path()), text);
                }
            }
            if is_empty && folder != self.out() {
                tree.insert(self.relative(&folder) + "/", String::new());
            }
        }
        tree
    }

    fn relative(&self, path: &Path) -> String {
        path.strip_prefix(self.out()).unwrap().display().to_string()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn generated(text: &str) -> String {
    format!("// {MARKER} from a test. Do not edit.\n{text}\n")
}

fn files(files: &[(&str, &str)]) -> FileSet {
    let mut set = FileSet::new();
    for (path, text) in files {
        set.insert(*path, generated(text)).unwrap();
    }
    set
}

fn first() -> FileSet {
    files(&[
        ("Cargo.toml", "manifest"),
        ("docs/old/page.html", "page"),
        ("src/gone.rs", "gone"),
        ("src/lib.rs", "first"),
        ("src/models.rs", "models"),
    ])
}

/// Changes one file, adds one in a new folder, drops two and with one of them two folders.
fn second() -> FileSet {
    files(&[
        ("Cargo.toml", "manifest"),
        ("src/client/chat.rs", "chat"),
        ("src/lib.rs", "second"),
        ("src/models.rs", "models"),
    ])
}

fn tree_of(files: &FileSet) -> BTreeMap<String, String> {
    let texts = files.iter();
    let owned = texts.map(|(path, text)| (path.to_owned(), text.into_owned()));
    owned.collect()
}

#[test]
fn a_new_folder_is_made_and_filled() {
    let scratch = Scratch::new();
    assert_eq!(scratch.check(&first()).len(), 5, "all are missing");
    assert!(!scratch.out().exists());
    let plan = scratch.gen_ok(&first());
    assert!(plan.states.values().all(|state| *state == State::Missing));
    assert_eq!(scratch.tree(), tree_of(&first()));
    assert_eq!(scratch.check(&first()), [""; 0]);
}

#[test]
fn what_changed_is_written_and_what_is_no_longer_generated_goes_with_its_folders() {
    let scratch = Scratch::generated();
    assert_eq!(
        scratch.check(&second()),
        [
            "orphan docs/old/page.html",
            "missing src/client/chat.rs",
            "orphan src/gone.rs",
            "changed src/lib.rs",
        ]
    );
    scratch.gen_ok(&second());
    assert_eq!(scratch.tree(), tree_of(&second()));
    assert!(!scratch.out().join("docs").exists());
}

#[test]
fn what_did_not_change_is_not_written() {
    let scratch = Scratch::generated();
    let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
    let time = |path: &str| {
        let file = scratch.out().join(path);
        fs::metadata(file).unwrap().modified().unwrap()
    };
    for (path, _) in first().iter() {
        let file = File::options().write(true).open(scratch.out().join(path));
        file.unwrap().set_modified(long_ago).unwrap();
    }
    scratch.gen_ok(&second());
    assert_eq!(time("Cargo.toml"), long_ago);
    assert_eq!(time("src/models.rs"), long_ago);
    assert_ne!(time("src/lib.rs"), long_ago);
}

/// What is done, one line that a check then says, and the doing.
type Tampering = (&'static str, &'static str, fn(&Scratch));

#[test]
fn every_way_to_tamper_is_caught_and_repaired() {
    let cases: &[Tampering] = &[
        ("edit", "changed src/lib.rs", |it| {
            it.write("src/lib.rs", &generated("my own line"));
        }),
        ("cut short", "changed src/lib.rs", |it| {
            it.write("src/lib.rs", generated("first").trim_end());
        }),
        ("not text", "changed src/lib.rs", |it| {
            let bytes = [generated("first").as_bytes(), b"\xff\xfe\n"].concat();
            fs::write(it.out().join("src/lib.rs"), bytes).unwrap();
        }),
        ("delete", "missing src/lib.rs", |it| {
            fs::remove_file(it.out().join("src/lib.rs")).unwrap();
        }),
        ("delete all", "missing Cargo.toml", |it| {
            fs::remove_dir_all(it.out()).unwrap();
        }),
        ("add", "orphan src/extra.rs", |it| {
            it.write("src/extra.rs", &generated("extra"));
        }),
        ("add deep down", "orphan a/b/c/extra.rs", |it| {
            it.write("a/b/c/extra.rs", &generated("extra"));
        }),
        ("rename", "orphan src/lib2.rs", |it| {
            let src = it.out().join("src");
            fs::rename(src.join("lib.rs"), src.join("lib2.rs")).unwrap();
        }),
        ("rename by case", "orphan src/Lib.rs", |it| {
            let src = it.out().join("src");
            fs::rename(src.join("lib.rs"), src.join("Lib.rs")).unwrap();
        }),
    ];
    for (name, expected, tamper) in cases {
        let scratch = Scratch::generated();
        tamper(&scratch);
        let found = scratch.check(&first());
        assert!(found.contains(&(*expected).to_owned()), "{name}: {found:?}");
        scratch.gen_ok(&first());
        assert_eq!(scratch.tree(), tree_of(&first()), "{name}");
    }
}

#[test]
fn line_endings_of_a_checkout_do_not_count() {
    let scratch = Scratch::generated();
    for (path, text) in first().iter() {
        scratch.write(path, &text.replace('\n', "\r\n"));
    }
    assert_eq!(scratch.check(&first()), [""; 0]);
    let before = scratch.tree();
    scratch.gen_ok(&first());
    assert_eq!(scratch.tree(), before, "nothing to write");

    assert_eq!(
        scratch.check(&second()).last().map(String::as_str),
        Some("changed src/lib.rs")
    );
    scratch.gen_ok(&second());
    assert_eq!(scratch.read("src/lib.rs"), generated("second"));
}

#[test]
fn a_file_without_the_marker_is_not_emitted() {
    let scratch = Scratch::new();
    let mut files = first();
    files.insert("src/forgotten.rs", "fn main() {}\n").unwrap();
    let error = scratch.gen_error(&files);
    assert!(
        error.contains("src/forgotten.rs without the words"),
        "{error}"
    );
    assert!(!scratch.out().exists());
}

#[test]
fn a_path_out_of_the_folder_cannot_be_asked_for() {
    let mut files = FileSet::new();
    for path in ["../up.rs", "/up.rs", "src/../../up.rs", r"..\up.rs"] {
        files.insert(path, generated("up")).unwrap_err();
    }
    assert!(files.is_empty());
}
