//! The options and commands that every program has.

use std::path::PathBuf;
use std::time::Duration;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, value_parser};
use clap_complete::Shell;

use super::failure::Failure;
use super::tables::Program;
use super::text::visible;
use crate::support::http::Place;

pub(super) const LOGIN: &str = "login";
pub(super) const LOGOUT: &str = "logout";
pub(super) const COMPLETIONS: &str = "completions";

/// How an answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Output {
    /// As JSON, a line for each value.
    Json,
    /// Lists of objects as a table.
    Table,
    /// As it came.
    Raw,
}

/// What is told of every call.
pub(super) struct Globals {
    /// Where the API is, if somebody says so.
    pub(super) server: Option<String>,
    /// How the answer is printed, if somebody says so.
    pub(super) output: Option<Output>,
    /// Where the answer is written, if not to standard output.
    pub(super) output_file: Option<PathBuf>,
    /// Whether the call is shown and not made.
    pub(super) curl: bool,
    /// Whether status and headers are printed too.
    pub(super) include: bool,
    /// Whether requests are shown as they are sent.
    pub(super) verbose: bool,
    pub(super) timeout: Option<Duration>,
    pub(super) retries: Option<u32>,
}

impl Globals {
    pub(super) fn of(program: &Program, matches: &ArgMatches) -> Self {
        let text = |name: &str| matches.get_one::<String>(name).cloned();
        let variable = || std::env::var(program.server_variable).ok();
        Self {
            server: text("server").or_else(variable).filter(|it| !it.is_empty()),
            output: text("output").map(|it| match it.as_str() {
                "table" => Output::Table,
                "raw" => Output::Raw,
                _ => Output::Json,
            }),
            output_file: matches.get_one("output-file").cloned(),
            curl: matches.get_flag("curl"),
            include: matches.get_flag("include"),
            verbose: matches.get_flag("verbose"),
            timeout: matches.get_one("timeout").copied(),
            retries: matches.get_one("retries").copied(),
        }
    }

    /// Where the API is.
    pub(super) fn base_url(&self, program: &Program) -> Result<String, Failure> {
        let told = self.server.as_deref().or(program.base_url);
        told.map(str::to_owned).ok_or_else(|| {
            let variable = program.server_variable;
            Failure::Usage(format!(
                "it is not known where the API is; give `--server`, or set {variable}"
            ))
        })
    }
}

/// The options that every command has.
pub(super) fn options(program: &Program) -> Vec<Arg> {
    let usual = program.base_url.map_or_else(String::new, |it| format!(" [default: {it}]"));
    let server = format!("Where the API is [env: {}]{usual}", program.server_variable);
    let options = vec![
        Arg::new("server").long("server").value_name("URL").help(server),
        Arg::new("output")
            .long("output")
            .value_name("FORMAT")
            .value_parser(PossibleValuesParser::new(["json", "table", "raw"]))
            .help("How the answer is printed"),
        Arg::new("output-file")
            .long("output-file")
            .short('o')
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help("Writes the answer to a file"),
        Arg::new("include")
            .long("include")
            .short('i')
            .action(ArgAction::SetTrue)
            .help("Prints status and headers too"),
        Arg::new("curl")
            .long("curl")
            .action(ArgAction::SetTrue)
            .help("Prints the same call for curl, and does not make it"),
        Arg::new("timeout")
            .long("timeout")
            .value_name("SECONDS")
            .value_parser(seconds)
            .help("Gives up after this time; on streams, when nothing moves for as long"),
        Arg::new("retries")
            .long("retries")
            .value_name("COUNT")
            .value_parser(value_parser!(u32))
            .help("Sends again this often at most, where that does no harm"),
        Arg::new("verbose")
            .long("verbose")
            .short('v')
            .action(ArgAction::SetTrue)
            .help("Shows what is sent, but for secrets"),
    ];
    let options = options.into_iter();
    options.map(|it| it.global(true).help_heading("Global options")).collect()
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "it is not a number")?;
    let duration = Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())?;
    match duration.is_zero() {
        true => Err("it has to be more than nothing".to_owned()),
        false => Ok(duration),
    }
}

/// The commands that are no operations.
pub(super) fn commands(program: &Program) -> Vec<clap::Command> {
    let completions = clap::Command::new(COMPLETIONS)
        .about("Prints what completes commands in a shell")
        .arg(
            Arg::new("shell")
                .value_name("SHELL")
                .required(true)
                .value_parser(value_parser!(Shell)),
        );
    let schemes = schemes(program);
    if schemes.is_empty() {
        return vec![completions];
    }
    let scheme = |help: &'static str| {
        let names = PossibleValuesParser::new(schemes.clone());
        Arg::new("scheme").long("scheme").value_name("SCHEME").value_parser(names).help(help)
    };
    let login = clap::Command::new(LOGIN)
        .about("Keeps a secret, which it asks for or reads from standard input")
        .arg(scheme("What the secret is for").required(schemes.len() > 1));
    let logout = clap::Command::new(LOGOUT)
        .about("Forgets the secrets that are kept")
        .arg(scheme("Forgets this one alone"));
    vec![login, logout, completions]
}

/// The schemes that a secret can be given for: a certificate is part of the connection.
pub(super) fn schemes(program: &Program) -> Vec<&'static str> {
    let secrets = program.secrets.iter().map(|it| it.scheme);
    let secrets = secrets.filter(|it| it.place != Place::Certificate);
    // A list of choices is printed as it is.
    let secrets = secrets.filter(|it| visible(it.name) == it.name);
    secrets.map(|it| it.name).collect()
}

/// What the help says of the variables of the environment.
pub(super) fn variables(program: &Program) -> String {
    let mut text = String::from("Environment:");
    let secrets = program.secrets.iter();
    let secrets = secrets.filter(|it| it.scheme.place != Place::Certificate);
    let secrets: Vec<(&str, &str)> = secrets.map(|it| (it.name, it.about)).collect();
    let server = (program.server_variable, "Where the API is");
    let all = secrets.into_iter().chain([server]);
    let all: Vec<(&str, &str)> = all.collect();
    let width = all.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    for (name, about) in all {
        text.push_str(&format!("\n  {name:width$}  {about}"));
    }
    text
}
