//! What the README shows is what happens. Its Rust is compiled where the doctests of `e2e` are.

use std::fs;

use crate::workspace::{Answer, Workspace, repository};

/// The text of the README's block that begins with the line `fence` and contains `words`.
#[track_caller]
fn block(fence: &str, words: &str) -> String {
    let readme = repository("README.md");
    let mut blocks = readme.split("\n```").skip(1).step_by(2);
    let found = blocks.find_map(|it| {
        let text = it.strip_prefix(fence)?.strip_prefix('\n')?;
        text.contains(words).then_some(text)
    });
    let text = found.unwrap_or_else(|| panic!("no block of {fence} in the README has {words:?}"));
    format!("{text}\n")
}

/// The lines of a diff before, or after.
fn side(diff: &str, without: char) -> String {
    let lines = diff.lines().filter(|line| !line.starts_with(without));
    lines.map(|line| format!("{}\n", &line[1..])).collect()
}

/// `text` after the change that `diff` shows.
#[track_caller]
fn changed(text: &str, diff: &str) -> String {
    let (old, new) = (side(diff, '+'), side(diff, '-'));
    assert_eq!(text.matches(&old).count(), 1, "one place for {diff}");
    text.replace(&old, &new)
}

#[test]
fn the_tour_goes_as_it_is_told() {
    let workspace = Workspace::new("changes");
    let service = repository("tests/src/sessions.rs");
    workspace.write("service/src/lib.rs", &service);
    assert_eq!(workspace.compile(), [""; 0]);
    let models = workspace.read("generated/src/models.rs");

    let edit = block("diff", "$ref: '#/components/schemas/SessionState'");
    let document = workspace.read("spec/openapi.yaml");
    workspace.write("spec/openapi.yaml", &changed(&document, &edit));
    let check = Answer::of(&mut workspace.xtask(&["gen", "--check"]));
    assert_eq!(check.code, Some(1));
    let end = block("text", "generated is not what spec/openapi.yaml gives");
    assert!(check.out.ends_with(&end), "{}", check.out);

    workspace.generate();
    let found = workspace.read("generated/src/models.rs");
    let shown = block("diff", "pub state: SessionState");
    assert!(found.contains(&side(&shown, '-')), "{shown}");
    assert!(models.contains(&side(&shown, '+')), "{shown}");

    // The exact words and the line are those of one compiler and of one day.
    let error = block("text", "missing field `title`");
    let (message, place) = error.split_once('\n').unwrap();
    let message = message.split_once(" of ").unwrap().0;
    let place = place.trim_start_matches([' ', '-', '>']);
    let file = place.split_once(':').unwrap().0;
    let errors = workspace.compile();
    assert_eq!(errors.len(), 1, "{errors:?}");
    let error = errors[0].replace("service/src/lib.rs", "tests/src/sessions.rs");
    assert!(
        error.starts_with(file) && error.contains(message),
        "{error}"
    );

    let answer = changed(&service, &block("diff", "title: None"));
    workspace.write("service/src/lib.rs", &answer);
    assert_eq!(workspace.compile(), [""; 0]);
}

#[test]
fn the_service_compiles_with_its_manifest() {
    let workspace = Workspace::new("changes");
    let package = "[package]\nname = \"service\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n";
    let dependencies = block("toml", "features = [\"server\"]");
    workspace.write("service/Cargo.toml", &format!("{package}{dependencies}"));
    fs::remove_file(workspace.path("service/src/lib.rs")).unwrap();
    let program = block("rust,no_run", "impl ChatApi");
    workspace.write("service/src/main.rs", &program);
    assert_eq!(workspace.compile(), [""; 0]);
}

#[test]
fn the_warning_is_what_is_said() {
    let workspace = Workspace::new("readme");
    workspace.write("pets.yaml", &block("yaml", "title: Pets"));
    let _ = fs::remove_dir_all(workspace.path("pets"));
    let args = [
        "gen",
        "--spec",
        "pets.yaml",
        "--out",
        "pets",
        "--name",
        "pets-api",
    ];
    let answer = Answer::of(&mut workspace.xtask(&args));
    assert_eq!(answer.code, Some(0), "{answer:?}");
    let warning = block("text", "warning[wrong-type]");
    let rest = answer.err.strip_prefix(&warning);
    let rest = rest.unwrap_or_else(|| panic!("{warning}is not\n{}", answer.err));
    assert!(rest.starts_with("pets: "), "{rest}");
}

#[test]
fn the_settings_are_settings() {
    let text = block("toml", "name = \"their-api\"");
    if let Err(error) = codegen::Settings::parse("README.md", &text) {
        panic!("{error}");
    }
}

#[test]
fn the_commands_are_commands() {
    let workspace = Workspace::new("readme");
    let readme = repository("README.md");
    let commands: Vec<&str> = readme
        .split(['`', '\n'])
        .filter_map(|it| it.strip_prefix("cargo xtask "))
        .map(|it| it.split_once('#').map_or(it, |(command, _)| command))
        .collect();
    assert!(commands.len() > 8, "{commands:?}");
    for command in commands {
        let mut args: Vec<&str> = command.split_whitespace().collect();
        // All that is before it is read, and nothing is done.
        args.push("--help");
        let answer = Answer::of(&mut workspace.xtask(&args));
        assert_eq!(answer.code, Some(0), "{command}: {answer:?}");
    }
}
