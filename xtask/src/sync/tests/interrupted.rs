//! Runs that are killed, that fail, or that are not alone.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::super::steps::{Step, is_leftover, perform, perform_all, steps};
use super::*;

/// The folder before a run: all that a run may have to do something about.
fn tampered() -> Scratch {
    let scratch = Scratch::generated();
    scratch.write("src/.lib.rs.1-0.xtask-gen-tmp", "half of a f");
    scratch.write("src/mine.rs", "fn mine() {}\n");
    scratch.write("extra/deep/a.rs", &generated("extra"));
    scratch
}

#[test]
fn a_run_that_is_killed_leaves_what_the_next_one_repairs() {
    let files = second();
    let plan_and_steps = |scratch: &Scratch| {
        let plan = Plan::new(&scratch.out(), &files).unwrap();
        steps(&scratch.out(), &plan, &files)
    };
    let mut expected = tree_of(&second());
    expected.insert("src/mine.rs".to_owned(), "fn mine() {}\n".to_owned());

    let all = plan_and_steps(&tampered());
    let is_publish = |step: &Step<'_>| matches!(step, Step::Publish { .. });
    let last_publish = all.iter().rposition(is_publish).unwrap();
    let count = all.len();
    assert!(count > 10, "there is something to interrupt");
    for done in 0..=count {
        // Killed between two steps, and in the middle of writing a text.
        for halfway in [false, true] {
            let scratch = tampered();
            let (old, new) = (scratch.tree(), tree_of(&second()));
            let steps = plan_and_steps(&scratch);
            for step in steps.iter().take(done) {
                perform(step).unwrap();
            }
            if halfway {
                let Some(Step::Stage { unfinished, text }) = steps.get(done) else {
                    continue;
                };
                let text = text.whole();
                fs::write(unfinished, &text[..text.len() / 2]).unwrap();
            }

            for (path, text) in scratch.tree() {
                let is_whole = old.get(&path) == Some(&text) || new.get(&path) == Some(&text);
                let name = path.rsplit('/').next().unwrap();
                let is_folder = path.ends_with('/');
                assert!(is_whole || is_leftover(name) || is_folder, "{done}: {path}");
            }
            let is_current = scratch.check(&second()).is_empty();
            assert_eq!(is_current, done > last_publish, "{done}");
            scratch.gen_ok(&second());
            let mut tree = scratch.tree();
            // A folder that the killed run emptied has nobody's name on it.
            tree.retain(|path, _| !path.ends_with('/'));
            assert_eq!(tree, expected, "{done}");
            assert_eq!(scratch.check(&second()), [""; 0], "{done}");
        }
    }
}

#[test]
fn a_run_that_fails_before_all_is_staged_changes_nothing() {
    let scratch = Scratch::generated();
    let before = scratch.tree();
    let files = second();
    let plan = Plan::new(&scratch.out(), &files).unwrap();
    let steps = steps(&scratch.out(), &plan, &files);
    // Something takes the name of the last unfinished file.
    let taken = steps.iter().rev().find_map(|step| match step {
        Step::Stage { unfinished, .. } => Some(unfinished.clone()),
        _ => None,
    });
    let taken = taken.unwrap();
    fs::create_dir_all(&taken).unwrap();
    let error = perform_all(&steps).unwrap_err().to_string();
    assert!(error.contains("cannot write"), "{error}");
    assert!(error.contains(&taken.display().to_string()), "{error}");
    fs::remove_dir(&taken).unwrap();
    let mut tree = scratch.tree();
    tree.retain(|path, _| !path.ends_with('/'));
    assert_eq!(tree, before);
}

#[test]
fn a_run_that_panics_changes_nothing_and_says_what_happened() {
    let scratch = Scratch::generated();
    let before = scratch.tree();
    let mut files = second();
    let panics = Text::made(|out| {
        out.write_str(&generated("page"))?;
        panic!("in the middle of a page")
    });
    files.insert("page.md", panics).unwrap();
    let run = || sync(&scratch.out(), &files, Mode::Write);
    let panicked = catch_unwind(AssertUnwindSafe(run)).unwrap_err();
    assert_eq!(
        panicked.downcast_ref::<&str>(),
        Some(&"in the middle of a page")
    );
    let mut tree = scratch.tree();
    tree.retain(|path, _| !path.ends_with('/'));
    assert_eq!(tree, before);
}

#[test]
fn two_runs_at_once_leave_the_output_of_one() {
    let scratch = Scratch::generated();
    let out = scratch.out();
    std::thread::scope(|threads| {
        for index in 0..8 {
            let out = &out;
            threads.spawn(move || {
                let files = if index % 2 == 0 { first() } else { second() };
                for _ in 0..10 {
                    sync(out, &files, Mode::Write).unwrap();
                    sync(out, &files, Mode::Check).unwrap();
                }
            });
        }
    });
    let tree = scratch.tree();
    assert!(
        tree == tree_of(&first()) || tree == tree_of(&second()),
        "{tree:?}"
    );
}

#[test]
fn an_error_of_the_file_system_names_the_path_and_what_was_being_done() {
    // A file where the folder of the crate should be.
    let scratch = Scratch::new();
    fs::write(scratch.out(), "a file").unwrap();
    let error = scratch.gen_error(&first());
    let out = scratch.out().display().to_string();
    assert!(error.contains("cannot create the folder"), "{error}");
    assert!(error.contains(&out), "{error}");

    let error = sync(&scratch.out(), &first(), Mode::Check).unwrap_err();
    let error = error.to_string();
    assert!(error.contains("cannot list the folder"), "{error}");
    assert!(error.contains(&out), "{error}");
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_named() {
    use std::os::unix::fs::PermissionsExt;

    let scratch = Scratch::generated();
    let src = scratch.out().join("src");
    fs::set_permissions(&src, fs::Permissions::from_mode(0o555)).unwrap();
    let is_superuser = fs::write(src.join("probe"), "").is_ok();
    let mut out = scratch.out();
    if is_superuser {
        // Nothing is read-only to it but what the kernel refuses to all.
        out = PathBuf::from("/proc/self/out");
    }
    let error = sync(&out, &second(), Mode::Write).unwrap_err().to_string();
    fs::set_permissions(&src, fs::Permissions::from_mode(0o755)).unwrap();
    assert!(error.starts_with("cannot create the folder"), "{error}");
    assert!(error.contains(&out.display().to_string()), "{error}");
    if !is_superuser {
        assert_eq!(scratch.tree(), tree_of(&first()));
    }
}
