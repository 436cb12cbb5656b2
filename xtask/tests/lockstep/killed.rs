//! A run that is killed, wherever it is, leaves files that are whole, and the next one repairs
//! what it left undone.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::workspace::Workspace;

/// How many runs are killed.
const RUNS: u32 = 20;

/// What the file of an unfinished write is called.
const UNFINISHED: &str = ".xtask-gen-tmp";

/// The crate under two names of the document, which every file mentions: all change on the way
/// from one to the other.
struct Documents {
    workspace: Workspace,
    crates: [BTreeMap<String, String>; 2],
}

/// When a run is killed.
#[derive(Debug)]
enum Kill {
    /// So long after its start.
    Started(Duration),
    /// So long after it began to write unfinished files, which takes most of the time of writing.
    Writing(Duration),
    /// As soon as the first file has its new text.
    Renamed,
}

impl Documents {
    const NAMES: [&str; 2] = ["openapi.yaml", "renamed.yaml"];

    fn new() -> Self {
        let workspace = Workspace::new("killed");
        workspace.write("spec/renamed.yaml", &workspace.read("spec/openapi.yaml"));
        let crates = Self::NAMES.map(|name| {
            Self::choose(&workspace, name);
            workspace.generate();
            workspace.generated()
        });
        Self { workspace, crates }
    }

    fn choose(workspace: &Workspace, name: &str) {
        let settings = workspace.read("spec/codegen.toml");
        let mut lines: Vec<&str> = settings.lines().collect();
        let setting = format!("spec = {name:?}");
        let found = lines.iter_mut().find(|it| it.starts_with("spec = "));
        *found.expect("the setting") = &setting;
        workspace.write("spec/codegen.toml", &(lines.join("\n") + "\n"));
    }

    /// Starts a run and kills it; gives whether it was killed, and not done already.
    fn kill(&self, when: &Kill) -> bool {
        let before = self.first_file();
        let mut command = self.workspace.xtask(&["gen"]);
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        match when {
            Kill::Started(delay) => std::thread::sleep(*delay),
            Kill::Writing(delay) => {
                wait(&mut child, || self.writes());
                std::thread::sleep(*delay);
            }
            Kill::Renamed => wait(&mut child, || self.first_file() != before),
        }
        // On Unix this is SIGKILL; a run that is done cannot be killed, which is an end like any.
        let _ = child.kill();
        child.wait().unwrap().signal() == Some(9)
    }

    /// Whether an unfinished file is there.
    fn writes(&self) -> bool {
        let entries = fs::read_dir(self.workspace.path("generated")).unwrap();
        let mut names = entries.map_while(Result::ok).map(|it| it.file_name());
        names.any(|it| it.to_string_lossy().ends_with(UNFINISHED))
    }

    /// What tells apart the first file in the order of the paths from the one that replaces it.
    fn first_file(&self) -> u64 {
        let path = self.workspace.path("generated/Cargo.toml");
        fs::metadata(path).unwrap().ino()
    }

    /// Checks that each file is as one of the two documents gives it, whole; gives how many files
    /// are of the document numbered `new`.
    fn count_whole(&self, new: usize) -> usize {
        let mut of_new = 0;
        for (path, text) in self.workspace.generated() {
            if path.ends_with(UNFINISHED) {
                continue;
            }
            let is_of = |at: usize| self.crates[at].get(&path) == Some(&text);
            assert!(is_of(0) || is_of(1), "{path} is half a file");
            of_new += usize::from(is_of(new));
        }
        of_new
    }
}

/// Waits until `happened`, or until the run is done.
fn wait(child: &mut Child, happened: impl Fn() -> bool) {
    while !happened() && child.try_wait().unwrap().is_none() {}
}

#[test]
fn a_run_that_is_killed_is_made_good_by_the_next() {
    let documents = Documents::new();
    let workspace = &documents.workspace;
    // Long enough that some runs are done before.
    let start = Instant::now();
    workspace.check();
    let time = start.elapsed() * 3 / 2;

    let random = RandomState::new();
    let (mut killed, mut torn) = (0, 0);
    for run in 0..RUNS {
        let at = u32::try_from(random.hash_one(run) % 1000).unwrap();
        let when = match run % 3 {
            0 => Kill::Started(time * at / 1000),
            1 => Kill::Writing(time * at / 10_000),
            _ => Kill::Renamed,
        };
        let new = usize::try_from(run % 2).unwrap();
        Documents::choose(workspace, Documents::NAMES[new]);
        killed += u32::from(documents.kill(&when));

        let written = documents.count_whole(new);
        let all = documents.crates[new].len();
        torn += u32::from(written > 0 && written < all);
        let is_current = workspace.check().is_empty();
        assert!(
            !is_current || written == all,
            "{when:?}: {written} of {all}"
        );
        workspace.generate();
        assert_eq!(workspace.generated(), documents.crates[new], "{when:?}");
    }
    assert!(workspace.check().is_empty());
    println!("{killed} of {RUNS} runs were killed, {torn} between their first and last file");
    assert!(
        killed > 0,
        "no run was killed: there is nothing that this has shown"
    );
}
