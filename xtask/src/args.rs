//! Reads the command line.

mod attack;
mod bench;
mod call;
mod corpus;
mod mock;

use std::ffi::OsString;
use std::path::PathBuf;

use codegen::Select;
use lexopt::Arg::{self, Long, Short, Value};
use lexopt::Parser;

use crate::ci;
use crate::failure::Failure;
use crate::help::Topic;

pub(crate) use attack::Attack;
pub(crate) use bench::Bench;
pub(crate) use call::Call;
pub(crate) use corpus::{Corpus, CorpusOne, ONE as CORPUS_ONE};
pub(crate) use mock::Mock;

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Print a help text.
    Help(Topic),
    /// `gen`, a name that Rust keeps for itself.
    Generate(Generate),
    /// `ir`.
    Ir(Target),
    /// `corpus`.
    Corpus(Corpus),
    /// One document of `corpus`, in a process of its own.
    CorpusOne(CorpusOne),
    /// `attack`.
    Attack(Attack),
    /// `bench`.
    Bench(Bench),
    /// `call`.
    Call(Call),
    /// `mock`.
    Mock(Mock),
    /// `serve`.
    Serve(Serve),
    /// `ci`, with the names of the steps to run; all of them when there is none.
    Ci(Vec<&'static str>),
}

/// How to generate.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Generate {
    /// From what to where.
    pub(crate) target: Target,
    /// Whether to compare only.
    pub(crate) check: bool,
    /// Whether a warning is a failure, whatever the settings say.
    pub(crate) deny_warnings: bool,
    /// Whether the crate carries a test of its examples, whatever the settings say.
    pub(crate) example_tests: bool,
}

/// What to do with the session service.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Serve {
    /// Whom to make an API key for, instead of serving.
    pub(crate) create_key: Option<String>,
}

/// From what to where.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Target {
    /// The settings file.
    pub(crate) config: Option<PathBuf>,
    /// The document.
    pub(crate) spec: Option<PathBuf>,
    /// The folder of the crate.
    pub(crate) out: Option<PathBuf>,
    /// The name of the crate.
    pub(crate) name: Option<String>,
    /// Which operations it has, in place of those that the settings select.
    pub(crate) select: Select,
}

const COMMANDS: &[&str] = &[
    "gen", "ir", "corpus", "mock", "attack", "bench", "call", "serve", "ci", "help",
];

/// Reads the command line.
pub(crate) fn parse(mut parser: Parser) -> Result<Command, Failure> {
    let command = match next(&mut parser, Topic::All)? {
        Some(Short('h') | Long("help")) => return Ok(Command::Help(Topic::All)),
        Some(Value(command)) => command.to_string_lossy().into_owned(),
        Some(other) => return Err(unknown_option(&other, Topic::All)),
        None => {
            let help = "run `cargo xtask help` for what there is";
            return Err(Failure::usage("no command is given", help));
        }
    };
    match command.as_str() {
        "gen" => generate(&mut parser),
        "ir" => ir(&mut parser),
        "corpus" => corpus::corpus(&mut parser),
        "attack" => attack::attack(&mut parser),
        "bench" => bench::bench(&mut parser),
        "call" => call::call(&mut parser),
        "mock" => mock::mock(&mut parser),
        CORPUS_ONE => corpus::one(&mut parser),
        "serve" => serve(&mut parser),
        "ci" => ci(&mut parser),
        "help" => help(&mut parser),
        other => Err(unknown("command", other, COMMANDS)),
    }
}

fn generate(parser: &mut Parser) -> Result<Command, Failure> {
    let topic = Topic::Generate;
    let mut args = Generate::default();
    while let Some(arg) = next(parser, topic)? {
        match arg {
            Short('h') | Long("help") => return Ok(Command::Help(topic)),
            Long("check") => args.check = true,
            Long("deny-warnings") => args.deny_warnings = true,
            Long("example-tests") => args.example_tests = true,
            Long("config") => path(&mut args.target.config, "--config", parser)?,
            Long("spec") => path(&mut args.target.spec, "--spec", parser)?,
            Long("out") => path(&mut args.target.out, "--out", parser)?,
            Long(list @ ("tag" | "path" | "method" | "operation")) => {
                let list = list.to_owned();
                args.target.select(&list, parser)?;
            }
            Long("name") => {
                let name = value("--name", parser)?.to_string_lossy().into_owned();
                codegen::check_package_name(&name).map_err(|help| {
                    Failure::usage(format!("the crate cannot be named {name:?}"), help)
                })?;
                once(&mut args.target.name, "--name", name)?;
            }
            other => return Err(unexpected(&other, topic)),
        }
    }
    args.target.check()?;
    Ok(Command::Generate(args))
}

fn ir(parser: &mut Parser) -> Result<Command, Failure> {
    let topic = Topic::Ir;
    let mut target = Target::default();
    while let Some(arg) = next(parser, topic)? {
        match arg {
            Short('h') | Long("help") => return Ok(Command::Help(topic)),
            Long("config") => path(&mut target.config, "--config", parser)?,
            Long("spec") => path(&mut target.spec, "--spec", parser)?,
            Long(list @ ("tag" | "path" | "method" | "operation")) => {
                let list = list.to_owned();
                target.select(&list, parser)?;
            }
            other => return Err(unexpected(&other, topic)),
        }
    }
    Ok(Command::Ir(target))
}

fn serve(parser: &mut Parser) -> Result<Command, Failure> {
    let topic = Topic::Serve;
    let mut args = Serve::default();
    while let Some(arg) = next(parser, topic)? {
        match arg {
            Short('h') | Long("help") => return Ok(Command::Help(topic)),
            Long("create-key") => {
                let organization = value("--create-key", parser)?;
                let organization = organization.to_string_lossy().into_owned();
                once(&mut args.create_key, "--create-key", organization)?;
            }
            other => return Err(unexpected(&other, topic)),
        }
    }
    Ok(Command::Serve(args))
}

fn ci(parser: &mut Parser) -> Result<Command, Failure> {
    let topic = Topic::Ci;
    let names = ci::step_names();
    let mut steps = Vec::new();
    while let Some(arg) = next(parser, topic)? {
        match arg {
            Short('h') | Long("help") => return Ok(Command::Help(topic)),
            Value(step) => {
                let step = step.to_string_lossy();
                match names.iter().find(|name| **name == step) {
                    Some(name) => steps.push(*name),
                    None => return Err(unknown("step", &step, &names)),
                }
            }
            other => return Err(unexpected(&other, topic)),
        }
    }
    Ok(Command::Ci(steps))
}

fn help(parser: &mut Parser) -> Result<Command, Failure> {
    let mut topic = None;
    while let Some(arg) = next(parser, Topic::All)? {
        match arg {
            Short('h') | Long("help") => return Ok(Command::Help(Topic::All)),
            Value(command) if topic.is_none() => {
                let command = command.to_string_lossy();
                topic = Topic::of(&command);
                if topic.is_none() {
                    return Err(unknown("command", &command, COMMANDS));
                }
            }
            other => return Err(unexpected(&other, Topic::All)),
        }
    }
    Ok(Command::Help(topic.unwrap_or(Topic::All)))
}

impl Target {
    /// Adds to what is selected.
    fn select(&mut self, list: &str, parser: &mut Parser) -> Result<(), Failure> {
        let entry = value(&format!("--{list}"), parser)?;
        let list = match list {
            "tag" => &mut self.select.tags,
            "path" => &mut self.select.paths,
            "method" => &mut self.select.methods,
            _ => &mut self.select.operations,
        };
        list.push(entry.to_string_lossy().into_owned());
        Ok(())
    }

    /// Refuses half a target: without settings, a document needs a place and a name.
    ///
    /// What is missing must not come from the settings of this workspace, or the crate of another
    /// document would be written over its own.
    fn check(&self) -> Result<(), Failure> {
        let parts = [
            ("--spec FILE", self.spec.is_some()),
            ("--out DIR", self.out.is_some()),
            ("--name CRATE", self.name.is_some()),
        ];
        if self.config.is_some() || parts.iter().all(|(_, given)| !given) {
            return Ok(());
        }
        let missing: Vec<&str> = parts
            .iter()
            .filter(|(_, given)| !given)
            .map(|&(option, _)| option)
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        Err(Failure::usage(
            format!("{} is missing", missing.join(" and ")),
            "write --spec, --out and --name together, or --config and those that differ from it",
        ))
    }
}

fn next(parser: &mut Parser, topic: Topic) -> Result<Option<Arg<'_>>, Failure> {
    parser
        .next()
        .map_err(|error| Failure::usage(error.to_string(), see(topic)))
}

fn value(option: &str, parser: &mut Parser) -> Result<OsString, Failure> {
    match parser.value() {
        Ok(value) if !value.is_empty() => Ok(value),
        _ => Err(Failure::usage(
            format!("{option} lacks its value"),
            format!("write it after {option}, or leave both out"),
        )),
    }
}

fn path(slot: &mut Option<PathBuf>, option: &str, parser: &mut Parser) -> Result<(), Failure> {
    once(slot, option, PathBuf::from(value(option, parser)?))
}

fn once<T>(slot: &mut Option<T>, option: &str, value: T) -> Result<(), Failure> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(Failure::usage(
            format!("{option} is given twice"),
            "leave one out",
        )),
    }
}

fn unexpected(arg: &Arg<'_>, topic: Topic) -> Failure {
    match arg {
        Value(value) => Failure::usage(
            format!("there is no place for {:?}", value.to_string_lossy()),
            see(topic),
        ),
        Short(_) | Long(_) => unknown_option(arg, topic),
    }
}

fn unknown_option(arg: &Arg<'_>, topic: Topic) -> Failure {
    let given = match arg {
        Short(letter) => format!("-{letter}"),
        Long(name) => format!("--{name}"),
        Value(value) => value.to_string_lossy().into_owned(),
    };
    // The help text names them all.
    let options: Vec<&str> = topic
        .text()
        .split(|it: char| !it.is_ascii_lowercase() && it != '-')
        .filter_map(|word| word.strip_prefix("--"))
        .collect();
    match suggestion(given.trim_start_matches('-'), &options) {
        Some(near) => Failure::usage(
            format!("there is no option `{given}`"),
            format!("did you mean `--{near}`?"),
        ),
        None => Failure::usage(format!("there is no option `{given}`"), see(topic)),
    }
}

fn unknown(kind: &str, given: &str, known: &[&str]) -> Failure {
    let help = match suggestion(given, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write one of {}", known.join(", ")),
    };
    Failure::usage(format!("there is no {kind} `{given}`"), help)
}

/// The one of `known` that `given` looks like.
fn suggestion<'a>(given: &str, known: &[&'a str]) -> Option<&'a str> {
    similar::get_close_matches(given, known, 1, 0.6)
        .first()
        .copied()
}

fn see(topic: Topic) -> &'static str {
    match topic {
        Topic::All => "run `cargo xtask help` for what there is",
        Topic::Generate => "run `cargo xtask help gen` for what there is",
        Topic::Ir => "run `cargo xtask help ir` for what there is",
        Topic::Corpus => "run `cargo xtask help corpus` for what there is",
        Topic::Attack => "run `cargo xtask help attack` for what there is",
        Topic::Bench => "run `cargo xtask help bench` for what there is",
        Topic::Call => "run `cargo xtask help call` for what there is",
        Topic::Mock => "run `cargo xtask help mock` for what there is",
        Topic::Serve => "run `cargo xtask help serve` for what there is",
        Topic::Ci => "run `cargo xtask help ci` for what there is",
    }
}

#[cfg(test)]
mod tests;
