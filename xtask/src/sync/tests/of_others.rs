//! What is not ours stays as it is.

use super::*;

#[test]
fn a_file_of_somebodys_own_is_never_touched() {
    // Beside emitted files it is of no interest.
    let scratch = Scratch::generated();
    scratch.write("src/mine.rs", "fn mine() {}\n");
    scratch.write("notes/docs.md", &format!("Files with {MARKER} are made.\n"));
    assert_eq!(scratch.check(&first()), [""; 0]);
    scratch.gen_ok(&second());
    assert_eq!(scratch.read("src/mine.rs"), "fn mine() {}\n");
    assert!(scratch.out().join("notes/docs.md").exists());

    // In the place of one it stops everything, before anything is written.
    let scratch = Scratch::generated();
    scratch.write("src/client/chat.rs", "fn mine() {}\n");
    scratch.write("src/lib.rs", "// I took the first line away.\n");
    let before = scratch.tree();
    let error = scratch.gen_error(&second());
    for path in ["src/client/chat.rs", "src/lib.rs"] {
        assert!(
            error.contains(&format!("{path} is in the way: it lacks")),
            "{error}"
        );
    }
    assert!(error.contains("nothing was written"), "{error}");
    assert_eq!(scratch.tree(), before);
    let found = scratch.check(&second()).join("\n");
    assert!(
        found.contains("src/client/chat.rs is in the way"),
        "{found}"
    );
    assert!(!found.contains("missing src/client/chat.rs"), "{found}");
}

#[test]
fn a_name_that_is_the_same_on_many_systems_is_in_the_way() {
    let scratch = Scratch::new();
    scratch.write("CARGO.toml", "[package]\n");
    scratch.write("Src/mine.rs", "fn mine() {}\n");
    let before = scratch.tree();
    let error = scratch.gen_error(&first());
    assert!(error.contains("CARGO.toml is in the way"), "{error}");
    assert!(error.contains("Src is in the way"), "{error}");
    assert_eq!(scratch.tree(), before);
}

#[test]
fn a_folder_in_the_place_of_a_file_and_a_file_in_the_place_of_a_folder_are_refused() {
    let scratch = Scratch::new();
    scratch.write("src/lib.rs/mine.txt", "mine");
    scratch.write("docs", &generated("a file, even of ours"));
    let error = scratch.gen_error(&first());
    assert!(
        error.contains("lib.rs is in the way: a file belongs there"),
        "{error}"
    );
    assert!(
        error.contains("docs is in the way: a folder belongs there"),
        "{error}"
    );
    assert_eq!(scratch.read("src/lib.rs/mine.txt"), "mine");
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed() {
    use std::os::unix::fs::symlink;

    // Out of the folder, where a file carries the marker.
    let scratch = Scratch::generated();
    let elsewhere = scratch.0.join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::write(elsewhere.join("theirs.rs"), generated("theirs")).unwrap();
    symlink(&elsewhere, scratch.out().join("link")).unwrap();
    symlink(elsewhere.join("theirs.rs"), scratch.out().join("file.rs")).unwrap();
    assert_eq!(scratch.check(&first()), [""; 0]);
    scratch.gen_ok(&first());
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 1);

    // In the place of a folder, and of a file.
    let scratch = Scratch::new();
    let elsewhere = scratch.0.join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::create_dir(scratch.out()).unwrap();
    symlink(&elsewhere, scratch.out().join("src")).unwrap();
    symlink(
        elsewhere.join("Cargo.toml"),
        scratch.out().join("Cargo.toml"),
    )
    .unwrap();
    let error = scratch.gen_error(&first());
    assert!(error.contains("src is in the way"), "{error}");
    assert!(error.contains("Cargo.toml is in the way"), "{error}");
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);

    // The folder itself may be one: whoever names it knows.
    let scratch = Scratch::new();
    let elsewhere = scratch.0.join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    symlink(&elsewhere, scratch.out()).unwrap();
    scratch.gen_ok(&first());
    assert!(elsewhere.join("src/lib.rs").exists());
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_opened() {
    // Opening a socket fails, and opening a pipe waits for ever.
    let scratch = Scratch::generated();
    let path = scratch.out().join("socket");
    let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
    assert_eq!(scratch.check(&first()), [""; 0]);
}

#[test]
fn other_packages_and_build_folders_are_left_alone() {
    let scratch = Scratch::generated();
    let theirs = generated("theirs");
    scratch.write("other/Cargo.toml", "[package]\n");
    scratch.write("other/src/lib.rs", &theirs);
    scratch.write("checkout/.git/HEAD", "ref");
    scratch.write("checkout/lib.rs", &theirs);
    scratch.write("target/debug/out.rs", &theirs);
    scratch.write(".git/out.rs", &theirs);
    assert_eq!(scratch.check(&first()), [""; 0]);
    scratch.gen_ok(&first());
    assert_eq!(scratch.read("other/src/lib.rs"), theirs);
    assert_eq!(scratch.read("checkout/lib.rs"), theirs);
    assert_eq!(scratch.read("target/debug/out.rs"), theirs);

    // A package that is in the way is not looked past.
    let files = files(&[("other/src/lib.rs", "ours"), ("other/src/main.rs", "ours")]);
    scratch.write("other/src/main.rs", "fn main() {}\n");
    let error = scratch.gen_error(&files);
    assert!(error.contains("main.rs is in the way"), "{error}");
}
