//! Secrets: from the environment, or from the file that they are kept in.

use std::env;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use clap::ArgMatches;
use url::Url;

use super::failure::Failure;
use super::globals::Globals;
use super::keyring::Keyring;
use super::tables::{Program, Variable};
use crate::support::http::{Operation, Place, Scheme};
use crate::support::secret::Secret;

/// The secrets that `operation` may be called with, at `base_url`.
///
/// The environment comes first, and the file is not opened where that is enough.
pub(super) fn secrets(
    program: &'static Program,
    operation: &'static Operation,
    base_url: &str,
) -> Result<Vec<(&'static Scheme, Secret)>, Failure> {
    let of_environment = needed(program, operation).filter_map(|it| {
        let secret = env::var(it.name).ok().filter(|it| !it.is_empty())?;
        Some((it.scheme, Secret::from(secret)))
    });
    let mut secrets: Vec<(&Scheme, Secret)> = of_environment.collect();
    let is_enough = {
        let has = |scheme: &&Scheme| {
            scheme.place == Place::Certificate || secrets.iter().any(|(it, _)| it == scheme)
        };
        let mut accesses = operation.security.iter().filter(|it| !it.is_anonymous());
        operation.security.is_empty() || accesses.any(|it| it.schemes.iter().all(has))
    };
    if !is_enough {
        let keyring = Keyring::open(program)?;
        for variable in needed(program, operation) {
            if secrets.iter().all(|(it, _)| *it != variable.scheme)
                && let Some(secret) = keyring.get(&origin(base_url)?, variable.scheme.name)
            {
                secrets.push((variable.scheme, secret.into()));
            }
        }
    }
    Ok(secrets)
}

/// The variables of the secrets that `operation` would be called with: all that it may need, where
/// there are none.
pub(super) fn variables(
    program: &'static Program,
    operation: &'static Operation,
    base_url: &str,
) -> Result<Vec<&'static Variable>, Failure> {
    let secrets = secrets(program, operation, base_url)?;
    let needed = needed(program, operation);
    Ok(match secrets.is_empty() && !operation.is_open() {
        true => needed.collect(),
        false => needed.filter(|it| secrets.iter().any(|(held, _)| *held == it.scheme)).collect(),
    })
}

/// The variables of the schemes that `operation` asks for.
fn needed(
    program: &'static Program,
    operation: &'static Operation,
) -> impl Iterator<Item = &'static Variable> {
    program.secrets.iter().filter(|variable| {
        let mut schemes = operation.security.iter().flat_map(|it| it.schemes);
        schemes.any(|it| *it == variable.scheme)
    })
}

/// How to give the secrets that `operation` asks for.
pub(super) fn hint(program: &'static Program, operation: &'static Operation) -> String {
    let variables: Vec<&str> = needed(program, operation).map(|it| it.name).collect();
    let (name, variables) = (program.name, variables.join(" or "));
    format!("set {variables}, or run `{name} login`")
}

/// Keeps a secret for where the API is.
pub(super) fn login(
    program: &'static Program,
    globals: &Globals,
    matches: &ArgMatches,
) -> Result<(), Failure> {
    let usual = program.secrets.first().map(|it| it.scheme.name);
    let named = matches.get_one::<String>("scheme").map(String::as_str).or(usual);
    let mut schemes = program.secrets.iter().map(|it| it.scheme);
    let scheme = schemes.find(|it| Some(it.name) == named);
    let scheme = scheme.ok_or_else(|| Failure::usage("there is no such scheme"))?;
    let origin = origin(&globals.base_url(program)?)?;
    let mut keyring = Keyring::open(program)?;
    let secret = ask(scheme, &origin)?;
    if scheme.place == Place::Basic && !secret.contains(':') {
        return Err(Failure::usage("write the user name, a colon and the password"));
    }
    keyring.set(&origin, scheme.name, secret);
    keyring.save()?;
    let path = keyring.path()?.display();
    let _ = writeln!(io::stderr(), "the secret of {} for {origin} is in {path}", scheme.name);
    Ok(())
}

/// Forgets the secrets for where the API is.
pub(super) fn logout(
    program: &'static Program,
    globals: &Globals,
    matches: &ArgMatches,
) -> Result<(), Failure> {
    let mut keyring = Keyring::open(program)?;
    let origin = origin(&globals.base_url(program)?)?;
    keyring.forget(&origin, matches.get_one::<String>("scheme").map(String::as_str));
    keyring.save()
}

/// A secret: typed where nobody sees it, or from standard input.
fn ask(scheme: &Scheme, origin: &str) -> Result<String, Failure> {
    let what = match scheme.place {
        Place::Basic => "user:password",
        _ => "secret",
    };
    let read = if io::stdin().is_terminal() {
        rpassword::prompt_password(format!("{} for {origin} ({what}): ", scheme.name))
    } else {
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line).map(|_| line)
    };
    let read = read.map_err(|error| Failure::unreadable("the secret", error))?;
    match read.trim() {
        "" => Err(Failure::usage("the secret is empty")),
        secret => Ok(secret.to_owned()),
    }
}

/// The host that a secret is kept for: it is sent to no other.
fn origin(base_url: &str) -> Result<String, Failure> {
    let url = Url::parse(base_url);
    let url = url.map_err(|error| Failure::Usage(format!("{base_url} is no URL: {error}")))?;
    Ok(url.origin().ascii_serialization())
}
