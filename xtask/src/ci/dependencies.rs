//! What a crate costs that uses the models only.

use std::collections::BTreeSet;

use super::Package;
use super::steps::cargo_output;
use crate::failure::Failure;
use crate::terminal;

/// How many crates a check without features may compile.
const MAX_CRATES: usize = 20;

/// What is not needed to hold and to encode data.
const NOT_NEEDED: &[&str] = &[
    "axum",
    "http",
    "hyper",
    "reqwest",
    "serde_derive",
    "syn",
    "tokio",
    "tower",
];

/// Without features there is no HTTP crate and no procedural macro.
pub(super) fn dependencies(package: &Package) -> Result<(), Failure> {
    let tree = tree(package, "normal")?;
    let found = not_needed(&tree);
    if found.is_empty() {
        return Ok(());
    }
    Err(Failure::Failed(format!(
        "without features, {} depends on {}",
        package.name,
        found.join(", ")
    )))
}

/// Without features a check from nothing compiles few crates.
pub(super) fn crate_count(package: &Package) -> Result<(), Failure> {
    let tree = tree(package, "normal,build")?;
    let crates = crates(&tree);
    terminal::note(&format!(
        "{} of at most {MAX_CRATES} crates\n",
        crates.len()
    ));
    if crates.len() <= MAX_CRATES {
        return Ok(());
    }
    let crates: Vec<&str> = crates.into_iter().collect();
    Err(Failure::Failed(format!(
        "a check of {} without features compiles {} crates, and may compile {MAX_CRATES}: {}",
        package.name,
        crates.len(),
        crates.join(", ")
    )))
}

/// What `cargo tree` says of the package without features: a crate a line, some twice.
fn tree(package: &Package, edges: &str) -> Result<String, Failure> {
    let args = ["tree", "--package", &package.name, "--no-default-features"];
    cargo_output(&[&args[..], &["--edges", edges, "--prefix", "none"]].concat())
}

/// `serde v1.0.0` of a line `serde v1.0.0 (*)`.
fn crates(tree: &str) -> BTreeSet<&str> {
    let name_and_version = |line: &'_ str| {
        let mut spaces = line.match_indices(' ').map(|(at, _)| at);
        spaces.nth(1).map_or(line.len(), |at| at)
    };
    tree.lines()
        .filter(|line| !line.is_empty())
        .filter_map(|line| line.get(..name_and_version(line)))
        .collect()
}

fn not_needed(tree: &str) -> Vec<&str> {
    let lines: BTreeSet<&str> = tree.lines().collect();
    let names = lines.into_iter().filter_map(|line| {
        let name = line.split(' ').next()?;
        let is_macro = line.contains("(proc-macro)");
        (is_macro || NOT_NEEDED.contains(&name)).then_some(name)
    });
    let names: BTreeSet<&str> = names.collect();
    names.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: &str = "\
pets v0.1.0 (/work/pets)
serde v1.0.229
serde_core v1.0.229
thiserror-impl v2.0.0 (proc-macro)
syn v3.0.1
serde v1.0.229 (*)

serde v0.9.0
";

    #[test]
    fn each_version_of_a_crate_counts_once() {
        assert_eq!(
            crates(TREE).into_iter().collect::<Vec<_>>(),
            [
                "pets v0.1.0",
                "serde v0.9.0",
                "serde v1.0.229",
                "serde_core v1.0.229",
                "syn v3.0.1",
                "thiserror-impl v2.0.0",
            ]
        );
    }

    #[test]
    fn what_is_not_needed_is_found_by_name_and_by_kind() {
        assert_eq!(not_needed(TREE), ["syn", "thiserror-impl"]);
        assert_eq!(not_needed("serde v1.0.229\n"), [""; 0]);
    }
}
