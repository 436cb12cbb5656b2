//! The file that secrets are kept in, which nobody else may read.

use std::collections::BTreeMap;
use std::env;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::tables::Program;

/// Secrets by the origin of an API, and by the name of their scheme.
type Secrets = BTreeMap<String, BTreeMap<String, String>>;

/// The secrets that are kept.
pub(super) struct Keyring {
    /// Where the file is; `None` where there is no folder for it.
    path: Option<PathBuf>,
    secrets: Secrets,
}

impl Keyring {
    /// Reads the file of `program`; without one, there are no secrets.
    pub(super) fn open(program: &Program) -> Result<Self, Failure> {
        let path = folder().map(|it| it.join(program.name).join("credentials.json"));
        let Some(file) = &path else {
            return Ok(Self {
                path,
                secrets: Secrets::new(),
            });
        };
        let name = file.display().to_string();
        let secrets = match File::open(file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Secrets::new(),
            Err(error) => return Err(Failure::unreadable(&name, error)),
            Ok(file) => {
                check(&file, &name)?;
                read(file).map_err(|error| Failure::unreadable(&name, error))?
            }
        };
        Ok(Self { path, secrets })
    }

    /// Where the file is.
    pub(super) fn path(&self) -> Result<&Path, Failure> {
        let path = self.path.as_deref();
        path.ok_or_else(|| Failure::usage("there is no folder for secrets; set HOME"))
    }

    pub(super) fn get(&self, origin: &str, scheme: &str) -> Option<&str> {
        let secrets = self.secrets.get(origin)?;
        secrets.get(scheme).map(String::as_str)
    }

    pub(super) fn set(&mut self, origin: &str, scheme: &str, secret: String) {
        let secrets = self.secrets.entry(origin.to_owned()).or_default();
        secrets.insert(scheme.to_owned(), secret);
    }

    /// Forgets the secret of `scheme`, or all of them.
    pub(super) fn forget(&mut self, origin: &str, scheme: Option<&str>) {
        let Some(secrets) = self.secrets.get_mut(origin) else {
            return;
        };
        match scheme {
            Some(scheme) => {
                secrets.remove(scheme);
            }
            None => secrets.clear(),
        }
        self.secrets.retain(|_, it| !it.is_empty());
    }

    /// Writes the file, as a whole or not at all.
    pub(super) fn save(&self) -> Result<(), Failure> {
        let path = self.path()?;
        let name = path.display().to_string();
        self.write(path).map_err(|error| Failure::unwritable(&name, &error))
    }

    fn write(&self, path: &Path) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            make(folder)?;
        }
        let new = path.with_extension(format!("{}.new", std::process::id()));
        let text = serde_json::to_string_pretty(&self.secrets)?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let written = options.open(&new).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        });
        let written = written.and_then(|()| fs::rename(&new, path));
        if written.is_err() {
            let _ = fs::remove_file(&new);
        }
        written
    }
}

fn read(mut file: File) -> io::Result<Secrets> {
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    Ok(serde_json::from_str(&text)?)
}

/// Where programs keep what is told them.
fn folder() -> Option<PathBuf> {
    let folder = |name: &str| {
        let folder = env::var_os(name).map(PathBuf::from);
        folder.filter(|it| it.is_absolute())
    };
    let home = || folder("HOME").map(|it| it.join(".config"));
    folder("XDG_CONFIG_HOME").or_else(home).or_else(|| folder("APPDATA"))
}

/// Makes a folder for nobody else.
fn make(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Whether the file is for nobody else.
#[cfg(unix)]
fn check(file: &File, name: &str) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt as _;

    let data = file.metadata().map_err(|error| Failure::unreadable(name, error))?;
    match data.permissions().mode() & 0o077 {
        0 => Ok(()),
        _ => Err(Failure::Usage(format!(
            "{name} can be read by others, so that its secrets may be known; \
             run `chmod 600 {name}`, and change them"
        ))),
    }
}

/// Who may read a file is told by its folder there, which belongs to the user.
#[cfg(not(unix))]
fn check(_: &File, _: &str) -> Result<(), Failure> {
    Ok(())
}
