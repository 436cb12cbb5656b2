//! The documents that are measured.

use std::path::{Path, PathBuf};
use std::{env, fs};

use super::synthetic;
use crate::corpus::{self, Shelf, write_result};
use crate::failure::Failure;
use crate::{terminal, workspace};

/// A document that is measured.
pub(super) struct Document {
    /// Its name, and that of its crate.
    pub(super) name: String,
    pub(super) file: PathBuf,
    /// Whether it is one of those that show how the cost grows.
    pub(super) is_scaled: bool,
    /// The features of somebody who calls operations of one of its tags only, of many.
    pub(super) one_tag: Option<&'static str>,
}

impl Document {
    fn new(name: &str, file: PathBuf) -> Self {
        Self {
            name: name.to_owned(),
            file,
            is_scaled: false,
            one_tag: None,
        }
    }

    /// The size of its text.
    pub(super) fn bytes(&self) -> Result<u64, Failure> {
        let data = fs::metadata(&self.file);
        data.map(|it| it.len())
            .map_err(|error| Failure::Failed(format!("{}: {error}", self.file.display())))
    }
}

/// The documents whose names contain one of `only`; those that are not on this machine are told of.
pub(super) fn documents(shelf: &Shelf, only: &[String]) -> Result<Vec<Document>, Failure> {
    let mut all = vec![Document::new(
        "session",
        workspace::root().join("spec/openapi.yaml"),
    )];
    let folder = corpus::folder_of(None);
    let others = [
        ("stripe", stripe()),
        ("github", Some(folder.join("github-rest.json"))),
    ];
    for (name, file) in others {
        match file.filter(|it| it.is_file()) {
            Some(file) => all.push(Document {
                one_tag: (name == "github").then_some("gists,client"),
                ..Document::new(name, file)
            }),
            None => terminal::note(&format!("SKIPPED: the document `{name}` is not here\n")),
        }
    }
    for times in [1, 10, 100] {
        let name = format!("synthetic-{times}");
        let file = shelf.path(&format!("{name}.json"));
        write_result(&file, &synthetic::document(times))?;
        all.push(Document {
            is_scaled: true,
            ..Document::new(&name, file)
        });
    }
    all.retain(|it| only.is_empty() || only.iter().any(|part| it.name.contains(part.as_str())));
    Ok(all)
}

/// The document of Stripe that the sources of the crate `openapiv3` come with.
fn stripe() -> Option<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")))?;
    let folders = |at: &Path| fs::read_dir(at).into_iter().flatten().flatten();
    let mut sources = folders(&home.join("registry/src")).flat_map(|it| folders(&it.path()));
    let source = sources.find(|it| it.file_name().to_string_lossy().starts_with("openapiv3-2"))?;
    Some(source.path().join("fixtures/stripe.yaml"))
}
