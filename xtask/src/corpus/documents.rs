//! Which documents there are.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::args::Corpus;
use crate::failure::Failure;
use crate::workspace;

/// The file that lists the documents of a folder.
const MANIFEST: &str = "manifest.tsv";

/// How much of a file is read to see whether it is the root of a document.
const HEAD: u64 = 64 * 1024;

/// A document of the corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Document {
    /// Its path in the corpus, with forward slashes.
    pub(crate) path: String,
    /// What its crate and the folder of that are called.
    pub(crate) name: String,
    /// Where it is.
    pub(crate) file: PathBuf,
    /// The folder in which the files are that it may refer to: the corpus, or the top folder of
    /// the document below it.
    pub(crate) folder: PathBuf,
}

/// The documents that are asked for, in the order of the manifest or of their paths.
pub(crate) fn documents(args: &Corpus) -> Result<Vec<Document>, Failure> {
    let corpus = folder(args);
    let failed = |what: &str, error: &dyn std::fmt::Display| {
        Failure::Failed(format!("cannot {what} {}: {error}", corpus.display()))
    };
    let corpus = corpus
        .canonicalize()
        .map_err(|error| failed("read the corpus", &error))?;
    let manifest = corpus.join(MANIFEST);
    let mut paths = if manifest.is_file() {
        let text = fs::read_to_string(&manifest).map_err(|error| failed("read", &error))?;
        listed(&text, args.smoke)?
    } else if args.smoke {
        return Err(Failure::usage(
            format!("there is no {MANIFEST} to say which documents are the quick subset"),
            "leave out --smoke, or name documents by --only",
        ));
    } else {
        found(&corpus).map_err(|error| failed("list", &error))?
    };
    if !args.only.is_empty() {
        paths.retain(|path| args.only.iter().any(|it| path.contains(it.as_str())));
    }
    if paths.is_empty() {
        return Err(Failure::usage(
            format!("there is no such document in {}", corpus.display()),
            "give another folder, or --only with a part of a path in it",
        ));
    }
    let mut taken = BTreeSet::new();
    let documents = paths.into_iter().map(|path| Document {
        name: name(&path, &mut taken),
        file: corpus.join(&path),
        folder: match path.split_once('/') {
            Some((top, _)) => corpus.join(top),
            None => corpus.clone(),
        },
        path,
    });
    Ok(documents.collect())
}

/// The folder that holds the documents, if it is there.
pub(crate) fn folder(args: &Corpus) -> PathBuf {
    folder_of(args.folder.as_deref())
}

/// The folder that is asked for or, without one, the usual one.
pub(crate) fn folder_of(asked: Option<&Path>) -> PathBuf {
    match (asked, env::var_os("CORPUS")) {
        (Some(folder), _) => folder.to_owned(),
        (None, Some(folder)) => folder.into(),
        (None, None) => workspace::root().join("../shared/corpus"),
    }
}

/// The paths that a manifest lists: a table with tabs, of which the columns `file` and `smoke`
/// matter.
fn listed(manifest: &str, smoke: bool) -> Result<Vec<String>, Failure> {
    let mut rows = manifest.lines().map(|it| it.split('\t'));
    let head: Vec<&str> = rows.next().into_iter().flatten().collect();
    let column = |name: &str| {
        head.iter()
            .position(|it| *it == name)
            .ok_or_else(|| Failure::Failed(format!("the first line of {MANIFEST} has no `{name}`")))
    };
    let file = column("file")?;
    let mark = match smoke {
        true => Some(column("smoke")?),
        false => None,
    };
    let rows = rows.filter_map(|row| {
        let cells: Vec<&str> = row.collect();
        let cell = |at: usize| cells.get(at).map_or("", |it| it.trim());
        let wanted = mark.is_none_or(|at| !cell(at).is_empty()) && !cell(file).is_empty();
        wanted.then(|| cell(file).to_owned())
    });
    Ok(rows.collect())
}

/// The paths of the documents below `corpus`, which has no manifest, in their order.
fn found(corpus: &Path) -> io::Result<Vec<String>> {
    let mut paths = Vec::new();
    let mut queue = vec![String::new()];
    while let Some(folder) = queue.pop() {
        for entry in fs::read_dir(corpus.join(&folder))? {
            let entry = entry?;
            let path = format!("{folder}{}", entry.file_name().to_string_lossy());
            // A link to a folder may lead back up.
            if entry.file_type()?.is_dir() {
                queue.push(format!("{path}/"));
            } else if is_document(&entry.path()) && (folder.is_empty() || is_root(&entry.path())) {
                paths.push(path);
            }
        }
    }
    paths.sort();
    Ok(paths)
}

fn is_document(file: &Path) -> bool {
    let extension = file.extension().map(|it| it.to_ascii_lowercase());
    let known = ["json", "yaml", "yml"];
    extension.is_some_and(|it| known.iter().any(|known| it == *known)) && file.is_file()
}

/// Whether the file looks like the root of a document, and not like a part of one.
fn is_root(file: &Path) -> bool {
    let mut head = Vec::new();
    let read = fs::File::open(file).and_then(|it| it.take(HEAD).read_to_end(&mut head));
    let head = String::from_utf8_lossy(&head);
    let names_version = |line: &str| {
        ["openapi:", "\"openapi\"", "'openapi'"]
            .iter()
            .any(|it| line.starts_with(it))
    };
    read.is_ok() && (head.lines().any(names_version) || is_json_root(&head))
}

/// JSON may have its `openapi` anywhere in a line, behind a brace or a comma.
fn is_json_root(head: &str) -> bool {
    head.trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('{')
        && head.contains("\"openapi\"")
}

/// A name for the crate of the document at `path`: valid as a package whatever the path is, and
/// given once.
fn name(path: &str, taken: &mut BTreeSet<String>) -> String {
    let stem = match path.rsplit_once('.') {
        Some((stem, _)) => stem,
        None => path,
    };
    let mut name = "corpus".to_owned();
    for word in stem.split(|it: char| !it.is_ascii_alphanumeric()) {
        if !word.is_empty() {
            name.push('-');
            name.push_str(&word.to_ascii_lowercase());
        }
    }
    let mut free = name.clone();
    let mut count = 1;
    while !taken.insert(free.clone()) {
        count += 1;
        free = format!("{name}-{count}");
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_names_documents_and_the_quick_ones_among_them() {
        let manifest =
            "file\tgroup\tsmoke\topenapi\na.yaml\treal\t\t3.0.0\nb/b.json\treal\t1\t3.1.0\n\n";
        assert_eq!(
            listed(manifest, false),
            Ok(vec!["a.yaml".into(), "b/b.json".into()])
        );
        assert_eq!(listed(manifest, true), Ok(vec!["b/b.json".into()]));
        let failure = listed("file\tgroup\na.yaml\treal\n", true);
        assert!(
            matches!(&failure, Err(Failure::Failed(it)) if it.contains("no `smoke`")),
            "{failure:?}"
        );
        assert!(listed("", false).is_err());
    }

    #[test]
    fn each_crate_has_a_name_of_its_own() {
        let mut taken = BTreeSet::new();
        let names: Vec<String> = [
            "3gpp/TS 1.yaml",
            "a.json",
            "a.yaml",
            "A.yml",
            "type.json",
            "é",
        ]
        .into_iter()
        .map(|path| name(path, &mut taken))
        .collect();
        assert_eq!(
            names,
            [
                "corpus-3gpp-ts-1",
                "corpus-a",
                "corpus-a-2",
                "corpus-a-3",
                "corpus-type",
                "corpus"
            ]
        );
        for name in names {
            assert_eq!(codegen::check_package_name(&name), Ok(()), "{name}");
        }
    }
}
