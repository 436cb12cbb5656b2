//! A PostgreSQL of our own.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, Connection as _};

use crate::database::Folder;

/// How long it may take to start.
const LIMIT: Duration = Duration::from_secs(60);

/// A server that ends with this, and its data with it.
pub(crate) struct Postgres {
    pub(crate) url: String,
    folder: Folder,
    user: Option<(u32, u32)>,
    port: u16,
    child: Child,
}

impl Postgres {
    /// Starts one, or says why there can be none.
    pub(crate) async fn start() -> Option<Self> {
        let Some(initdb) = find("initdb") else {
            eprintln!("SKIPPED: there is no PostgreSQL on this machine");
            return None;
        };
        let user = match user() {
            Ok(user) => user,
            Err(reason) => {
                eprintln!("SKIPPED: {reason}");
                return None;
            }
        };
        // Where that user may go, whatever the folder of the workspace is.
        let folder = Folder::new(std::env::temp_dir());
        if let Some((user, group)) = user {
            chown(&folder.0, Some(user), Some(group)).unwrap();
        }
        let data = folder.0.join("data");
        let mut command = Command::new(initdb);
        command.args(["--auth", "trust", "--username", "postgres", "--pgdata"]);
        command.arg(&data).args(["--encoding", "UTF8", "--no-sync"]);
        let output = run_as(&mut command, user, &folder.0).output().unwrap();
        assert!(output.status.success(), "{output:?}");

        // Somebody else might take the port before the server does; then it does not start.
        let port = {
            let free = TcpListener::bind("127.0.0.1:0").unwrap();
            free.local_addr().unwrap().port()
        };
        let child = spawn(&folder.0, user, port);
        let mut postgres = Self {
            url: format!("postgres://postgres@127.0.0.1:{port}/postgres"),
            folder,
            user,
            port,
            child,
        };
        postgres.wait_until_ready().await;
        Some(postgres)
    }

    /// Ends it at once, without a chance to tidy up.
    pub(crate) fn stop(&mut self) {
        // Of all its processes at once: the signal for that is QUIT.
        self.signal("QUIT");
        self.child.wait().unwrap();
    }

    /// Starts it again after that.
    pub(crate) async fn restart(&mut self) {
        self.child = spawn(&self.folder.0, self.user, self.port);
        self.wait_until_ready().await;
    }

    async fn wait_until_ready(&mut self) {
        install_default_drivers();
        let start = Instant::now();
        while let Err(error) = AnyConnection::connect(&self.url).await {
            let log = || fs::read_to_string(self.folder.0.join("log")).unwrap();
            let ended = self.child.try_wait().unwrap();
            assert!(ended.is_none(), "it does not start: {}", log());
            assert!(start.elapsed() < LIMIT, "{error}: {}", log());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let _ = Command::new("kill").args(["-s", name, &id]).status();
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.stop();
    }
}

fn spawn(folder: &Path, user: Option<(u32, u32)>, port: u16) -> Child {
    let mut command = Command::new(find("postgres").unwrap());
    command.arg("-D").arg(folder.join("data"));
    command.arg("-k").arg(folder);
    command.args(["-h", "127.0.0.1", "-p", &port.to_string()]);
    let mut log = fs::OpenOptions::new();
    let log = log.create(true).append(true).open(folder.join("log"));
    command.stdout(Stdio::null()).stderr(log.unwrap());
    run_as(&mut command, user, folder).spawn().unwrap()
}

fn run_as<'a>(
    command: &'a mut Command,
    user: Option<(u32, u32)>,
    folder: &Path,
) -> &'a mut Command {
    if let Some((user, group)) = user {
        command.uid(user).gid(group);
    }
    command.current_dir(folder)
}

/// A program of PostgreSQL's: Debian has it beside those that one calls.
fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    folders.extend(versions.flatten().map(|it| it.path().join("bin")));
    let mut programs = folders.iter().map(|it| it.join(program));
    programs.find(|it| it.is_file())
}

/// The user and the group to run it as: it refuses to run as root.
fn user() -> Result<Option<(u32, u32)>, String> {
    let ours = fs::metadata("/proc/self").map_err(|it| it.to_string())?;
    if ours.uid() != 0 {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd").map_err(|it| it.to_string())?;
    let find = |name: &str| {
        let line = users.lines().find(|it| it.split(':').next() == Some(name));
        let mut fields = line?.split(':').skip(2);
        let mut number = || fields.next()?.parse().ok();
        Some((number()?, number()?))
    };
    let found = find("postgres").or_else(|| find("nobody"));
    let none = "PostgreSQL refuses to run as root, and there is no other user";
    found.map(Some).ok_or_else(|| none.to_owned())
}
