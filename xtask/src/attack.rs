//! `cargo xtask attack`: schemathesis, which nobody here wrote, against the servers that are emitted.
//!
//! The session service is one of them. For each document a mock is built and served, with one secret
//! that opens everything. Then
//! schemathesis reads the same document, sends what it allows and what it forbids, and judges the
//! answers with all its checks. What it finds is a failure, unless `xtask/attack/known.tsv` says
//! why it is none.

mod known;
mod prey;
mod report;
mod server;
mod table;
mod tool;

use std::fs;
use std::path::Path;

use codegen::Settings;
use codegen::ir::{Api, SchemeKind};

use crate::args::{Attack, Corpus};
use crate::corpus;
use crate::failure::Failure;
use crate::{terminal, workspace};
use known::Known;
use prey::{Awake, Prey};
use report::Findings;
use table::Row;
use tool::Tool;

/// The documents of the corpus that are attacked unless others are named: of many kinds, and small
/// enough to be compiled soon.
const USUAL: &[&str] = &[
    "canada-holidays-api.yaml",
    "cyclonedx-tea.yaml",
    "e2b-envd.yaml",
    "heyapi-full-31/full.yaml",
    "huggingface-tgi.json",
    "kserve-open-inference.yaml",
    "libopenapi-burgershop.yaml",
    "moov-watchman.yaml",
    "nytimes-books.yaml",
    "oapi-codegen-parameters.yaml",
    "ollama-api.yaml",
    "openapi-generator-petstore-fake.yaml",
    "openpolicy-agent.yaml",
    "osb-service-broker.yaml",
    "oxide-propolis-server.json",
    "paypal-webhooks.json",
    "pinecone-db-data.yaml",
    "progenitor-buildomat.json",
    "prusa-link.yaml",
    "redocly-museum.yaml",
    "redocly-sse-32.yaml",
    "scalar-galaxy.yaml",
    "speakeasy-walk-31.yaml",
    "svix-server.json",
    "up-banking.json",
    "zapier-nla.yaml",
];

/// Those of them that are attacked in little time.
const SMOKE: &[&str] = &[
    "moov-watchman.yaml",
    "progenitor-buildomat.json",
    "redocly-sse-32.yaml",
    "scalar-galaxy.yaml",
];

/// Attacks the documents that `args` ask for.
pub(crate) fn run(args: &Attack) -> Result<(), Failure> {
    let folder = workspace::root().join("target/attack");
    let Some(tool) = Tool::install(&folder)? else {
        terminal::note("SKIPPED: there is no python3, in which schemathesis is written\n");
        return Ok(());
    };
    let known = Known::read()?;
    let mut rows = Vec::new();
    for prey in prey(args)? {
        terminal::note(&format!("{}: ", prey.path));
        let attacked = attack(args, &tool, &folder, &prey);
        let row = match attacked {
            Ok(findings) => Row::of(&prey.path, &findings, &known),
            Err(Failure::Failed(problem)) => Row::broken(&prey.path, problem),
            Err(failure) => return Err(failure),
        };
        terminal::note(&format!("{}\n", row.result()));
        rows.push(row);
    }
    terminal::print(&table::table(&rows))?;
    match rows.iter().all(Row::is_good) {
        true => Ok(()),
        false => Err(Failure::Failed(format!(
            "what schemathesis found is in {}, a folder for each document",
            folder.display()
        ))),
    }
}

/// Our own service and documents, and those of the corpus that are asked for.
fn prey(args: &Attack) -> Result<Vec<Prey>, Failure> {
    let mut prey = Vec::new();
    if args.only.is_empty() {
        prey.extend([
            Prey::service(),
            Prey::own("spec/openapi.yaml"),
            Prey::own("tests/petstore/openapi.yaml"),
        ]);
    }
    let corpus = Corpus {
        folder: args.folder.clone(),
        only: args.only.clone(),
        ..Corpus::default()
    };
    if !corpus::folder(&corpus).is_dir() {
        terminal::note(
            "SKIPPED: there are no documents of others to attack; CORPUS names a folder\n",
        );
        return Ok(prey);
    }
    let listed = if args.smoke { SMOKE } else { USUAL };
    let mut others = corpus::documents(&corpus)?;
    if args.only.is_empty() && args.folder.is_none() {
        others.retain(|it| listed.contains(&it.path.as_str()));
    }
    prey.extend(others.into_iter().map(Prey::mock));
    Ok(prey)
}

fn attack(args: &Attack, tool: &Tool, folder: &Path, prey: &Prey) -> Result<Findings, Failure> {
    let document = &prey.document;
    let folder = folder.join(&document.name);
    let unusable = |error: std::io::Error| {
        Failure::Failed(format!("cannot use {}: {error}", folder.display()))
    };
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(unusable)?;
    }
    fs::create_dir_all(&folder).map_err(unusable)?;
    let settings = Settings::for_package(&document.name);
    let said = |it: codegen::Report| Failure::Failed(it.to_string());
    let (api, _) = codegen::model(&document.file, &settings).map_err(said)?;
    let awake = prey.wake(&folder, &settings)?;
    let config = folder.join("schemathesis.toml");
    fs::write(&config, configuration(&api, &awake)).map_err(unusable)?;
    let ran = tool.run(&tool::Target {
        config: &config,
        document: &document.file,
        url: awake.server.url(),
        folder: &folder,
        examples: prey.examples(args.examples),
        limit: args.limit,
    })?;
    let findings = Findings::read(&folder, &ran)?;
    fs::write(folder.join("failures.txt"), findings.to_string()).map_err(unusable)?;
    Ok(findings)
}

/// The settings of schemathesis: what opens each of the schemes.
fn configuration(api: &Api, awake: &Awake) -> String {
    let Awake {
        secret,
        scheme: only,
        ..
    } = awake;
    let (username, password) = secret.split_once(':').unwrap_or_default();
    let mut text = "[warnings]\nenabled = false\n".to_owned();
    let schemes = api.security.schemes.iter();
    for scheme in schemes.filter(|it| only.is_none_or(|only| only == it.name.wire)) {
        let opens = match &scheme.kind {
            SchemeKind::ApiKeyHeader(_)
            | SchemeKind::ApiKeyQuery(_)
            | SchemeKind::ApiKeyCookie(_) => format!("api_key = {secret:?}"),
            SchemeKind::Bearer { format: _ } => format!("bearer = {secret:?}"),
            SchemeKind::Basic => format!("username = {username:?}\npassword = {password:?}"),
            // Nothing in its settings is for these.
            SchemeKind::Other(_) | SchemeKind::MutualTls => continue,
        };
        // A basic string of TOML escapes what JSON does.
        let name = serde_json::Value::from(scheme.name.wire.as_str());
        text += &format!("\n[auth.openapi.{name}]\n{opens}\n");
    }
    text
}
