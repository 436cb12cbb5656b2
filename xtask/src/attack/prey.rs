//! What is attacked: the mock of a document, or the session service.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use codegen::{Settings, generate_within};

use super::server::Server;
use crate::cargo;
use crate::corpus::Document;
use crate::corpus::process::{self, Run};
use crate::failure::Failure;
use crate::mock::Desk;
use crate::workspace;

/// The secret that opens every mock: a user name and a password, where those are asked for.
const SECRET: &str = "mock:secret";

/// How long the compiler may take for one of them.
const BUILD_LIMIT: Duration = Duration::from_secs(900);

/// How many requests are made up for the one operation of the service, at least.
const SERVICE_EXAMPLES: usize = 5_000;

/// What is attacked.
pub(super) struct Prey {
    /// What it is called.
    pub(super) path: String,
    /// What it serves.
    pub(super) document: Document,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    Mock,
    Service,
}

/// One that is there to be attacked.
pub(super) struct Awake {
    /// The server.
    pub(super) server: Server,
    /// What opens it.
    pub(super) secret: String,
    /// The scheme that the secret is for; none, when it is for all.
    pub(super) scheme: Option<&'static str>,
}

impl Prey {
    /// The mock of `document`.
    pub(super) fn mock(document: Document) -> Self {
        Self {
            path: document.path.clone(),
            document,
            kind: Kind::Mock,
        }
    }

    /// The mock of a document of this workspace.
    pub(super) fn own(path: &str) -> Self {
        Self::mock(own(path, path))
    }

    /// The session service.
    pub(super) fn service() -> Self {
        Self {
            path: "tests/service".to_owned(),
            document: own("spec/openapi.yaml", "service"),
            kind: Kind::Service,
        }
    }

    /// How many requests are made up for an operation, if `usual` is for those of mocks.
    pub(super) fn examples(&self, usual: usize) -> usize {
        match self.kind {
            Kind::Mock => usual,
            Kind::Service => usual.max(SERVICE_EXAMPLES),
        }
    }

    /// Builds it and starts it; what it keeps, it keeps in `folder`.
    pub(super) fn wake(&self, folder: &Path, settings: &Settings) -> Result<Awake, Failure> {
        match self.kind {
            Kind::Mock => wake_mock(&self.document, settings),
            Kind::Service => wake_service(folder),
        }
    }
}

/// A document of this workspace.
fn own(path: &str, name: &str) -> Document {
    let file = workspace::root().join(path);
    Document {
        path: path.to_owned(),
        name: format!("own-{}", name.replace(['/', '.'], "-")),
        folder: file.parent().unwrap_or(Path::new("")).to_owned(),
        file,
    }
}

fn wake_mock(document: &Document, settings: &Settings) -> Result<Awake, Failure> {
    let said = |it: codegen::Report| Failure::Failed(it.to_string());
    let generated = generate_within(&document.folder, &document.file, settings);
    let desk = Desk::open(&document.name)?;
    desk.write(&document.name, &generated.map_err(said)?.files)?;
    run(&mut desk.build_command())?;
    Ok(Awake {
        server: Server::mock(&desk.program(), SECRET)?,
        secret: SECRET.to_owned(),
        scheme: None,
    })
}

fn wake_service(folder: &Path) -> Result<Awake, Failure> {
    let root = workspace::root();
    let args = ["build", "--package", "session-service"];
    run(cargo::command(&args, &[]).current_dir(&root))?;
    let program = program(&root);
    let database_url = format!("sqlite:{}", folder.join("sessions.db").display());
    let mut creates = Command::new(&program);
    creates.args(["--create-key", "org_attacked"]);
    let created = run(creates.env("DATABASE_URL", &database_url))?;
    Ok(Awake {
        server: Server::service(&program, &database_url)?,
        secret: created.out.trim().to_owned(),
        scheme: Some("apiKey"),
    })
}

/// Where Cargo puts the service.
fn program(root: &Path) -> PathBuf {
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let name = format!("session-service{}", std::env::consts::EXE_SUFFIX);
    target.join("debug").join(name)
}

fn run(command: &mut Command) -> Result<Run, Failure> {
    let ran = process::run(command, BUILD_LIMIT);
    let ran = ran.map_err(|error| Failure::Failed(format!("cannot run {command:?}: {error}")))?;
    match ran.succeeded() {
        true => Ok(ran),
        false => Err(Failure::Failed(format!("{command:?} failed:\n{}", ran.err))),
    }
}
