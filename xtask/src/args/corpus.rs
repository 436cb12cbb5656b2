//! The command line of `cargo xtask corpus`.

use std::path::PathBuf;
use std::time::Duration;

use lexopt::Arg::{Long, Short, Value};
use lexopt::Parser;

use super::{Command, next, once, path, unexpected, value};
use crate::failure::Failure;
use crate::help::Topic;

/// The hidden command that generates one document; `corpus` runs it as a process of its own.
pub(crate) const ONE: &str = "corpus-one";

/// What to do with which documents.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Corpus {
    /// The folder of documents; without it, the usual one.
    pub(crate) folder: Option<PathBuf>,
    /// Whether to take the quick subset only.
    pub(crate) smoke: bool,
    /// What the name of a document has to contain, one of these; all when there is none.
    pub(crate) only: Vec<String>,
    /// Whether to run `cargo check` on each crate.
    pub(crate) check: bool,
    /// Whether to run `cargo clippy` on each crate.
    pub(crate) clippy: bool,
    /// Whether to run `cargo doc` on each crate.
    pub(crate) doc: bool,
    /// Whether to keep the crates with which nothing is wrong.
    pub(crate) keep: bool,
    /// The file to write everything to.
    pub(crate) json: Option<PathBuf>,
    /// How many documents are generated at once; as many as there are processors without it.
    pub(crate) jobs: Option<usize>,
    /// How long one step of one document may take.
    pub(crate) limit: Duration,
}

impl Default for Corpus {
    fn default() -> Self {
        Self {
            folder: None,
            smoke: false,
            only: Vec::new(),
            check: false,
            clippy: false,
            doc: false,
            keep: false,
            json: None,
            jobs: None,
            limit: Duration::from_secs(300),
        }
    }
}

/// Which document to generate, and where.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct CorpusOne {
    /// The document.
    pub(crate) document: PathBuf,
    /// The folder in which its files are.
    pub(crate) folder: PathBuf,
    /// The folder of the crate.
    pub(crate) output: PathBuf,
    /// The name of the crate.
    pub(crate) name: String,
}

pub(super) fn corpus(parser: &mut Parser) -> Result<Command, Failure> {
    let topic = Topic::Corpus;
    let mut args = Corpus::default();
    let mut limit = None;
    while let Some(arg) = next(parser, topic)? {
        match arg {
            Short('h') | Long("help") => return Ok(Command::Help(topic)),
            Value(folder) if args.folder.is_none() => args.folder = Some(folder.into()),
            Long("smoke") => args.smoke = true,
            Long("check") => args.check = true,
            Long("clippy") => args.clippy = true,
            Long("doc") => args.doc = true,
            Long("keep") => args.keep = true,
            Long("only") => {
                let name = value("--only", parser)?;
                args.only.push(name.to_string_lossy().into_owned());
            }
            Long("json") => path(&mut args.json, "--json", parser)?,
            Long("jobs") => once(&mut args.jobs, "--jobs", number("--jobs", parser)?)?,
            Long("limit") => once(&mut limit, "--limit", number("--limit", parser)?)?,
            other => return Err(unexpected(&other, topic)),
        }
    }
    if let Some(seconds) = limit {
        args.limit = Duration::from_secs(seconds);
    }
    Ok(Command::Corpus(args))
}

/// The command is for one caller only, so that it takes four words and explains none.
pub(super) fn one(parser: &mut Parser) -> Result<Command, Failure> {
    let mut word = || value(ONE, parser);
    Ok(Command::CorpusOne(CorpusOne {
        document: word()?.into(),
        folder: word()?.into(),
        output: word()?.into(),
        name: word()?.to_string_lossy().into_owned(),
    }))
}

/// A number from 1.
pub(super) fn number<N: TryFrom<u64>>(option: &str, parser: &mut Parser) -> Result<N, Failure> {
    let text = value(option, parser)?.to_string_lossy().into_owned();
    let number = text.parse().ok().filter(|it| *it > 0);
    number.and_then(|it| N::try_from(it).ok()).ok_or_else(|| {
        Failure::usage(
            format!("{option} takes a number, and {text:?} is none"),
            format!("write a whole number from 1, such as {option} 2"),
        )
    })
}
