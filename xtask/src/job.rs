//! From what to where: the command line and the settings file together.

use std::env;
use std::fs;
use std::path::{Component, Path, PathBuf};

use codegen::Settings;

use crate::args::Target;
use crate::failure::Failure;
use crate::workspace;

/// From what to where, and how.
#[derive(Debug)]
pub(crate) struct Job {
    /// The document.
    pub(crate) document: PathBuf,
    /// The folder of the crate.
    pub(crate) output: PathBuf,
    /// How.
    pub(crate) settings: Settings,
    /// The command that does it.
    pub(crate) command: String,
}

impl Job {
    /// Finds out what `target` means.
    ///
    /// Without any target it is this workspace's own, and the process goes to the workspace's
    /// root: that shortens what is said about its files, and makes it the same from everywhere.
    pub(crate) fn new(target: &Target) -> Result<Self, Failure> {
        let Target {
            config,
            spec,
            out,
            name,
            select,
        } = target;
        let config = match config {
            Some(config) => Some(config.clone()),
            None if spec.is_none() => {
                let root = workspace::root();
                env::set_current_dir(&root).map_err(|error| {
                    Failure::Failed(format!("cannot go to {}: {error}", root.display()))
                })?;
                Some(PathBuf::from(workspace::SETTINGS))
            }
            None => None,
        };
        let mut settings = match &config {
            Some(config) => read(config)?,
            None => Settings::for_package("api"),
        };
        if let Some(name) = name {
            settings.package.name.clone_from(name);
        }
        if !select.is_all() {
            settings.select.clone_from(select);
        }
        let folder = config
            .as_deref()
            .and_then(Path::parent)
            .unwrap_or(Path::new(""));
        let in_folder = |path: &str| shorten(&folder.join(path));
        Ok(Self {
            document: spec.clone().unwrap_or_else(|| in_folder(&settings.spec)),
            output: out.clone().unwrap_or_else(|| in_folder(&settings.output)),
            settings,
            command: command(target),
        })
    }
}

fn read(config: &Path) -> Result<Settings, Failure> {
    let file = config.display().to_string();
    let text = fs::read_to_string(config)
        .map_err(|error| Failure::Failed(format!("cannot read the settings in {file}: {error}")))?;
    Settings::parse(&file, &text).map_err(|error| {
        crate::terminal::note(&error.to_string());
        Failure::Reported
    })
}

/// The path without `.`, and without a folder that `..` leaves at once: `generated` for
/// `spec/../generated`.
fn shorten(path: &Path) -> PathBuf {
    let mut short = PathBuf::new();
    for step in path.components() {
        let leaves = step == Component::ParentDir
            && matches!(short.components().next_back(), Some(Component::Normal(_)));
        match step {
            Component::CurDir => {}
            _ if leaves => {
                short.pop();
            }
            _ => short.push(step),
        }
    }
    if short.as_os_str().is_empty() {
        short.push(".");
    }
    short
}

/// The command line that writes `target`, for a shell.
fn command(target: &Target) -> String {
    let Target {
        config,
        spec,
        out,
        name,
        select,
    } = target;
    let path = |path: &Option<PathBuf>| path.as_ref().map(|it| it.display().to_string());
    let options = [
        ("--config", path(config)),
        ("--spec", path(spec)),
        ("--out", path(out)),
        ("--name", name.clone()),
    ];
    let lists = [
        ("--tag", &select.tags),
        ("--path", &select.paths),
        ("--method", &select.methods),
        ("--operation", &select.operations),
    ];
    let selected = lists
        .into_iter()
        .flat_map(|(option, list)| list.iter().map(move |it| (option, Some(it.clone()))));
    let mut command = "cargo xtask gen".to_owned();
    for (option, value) in options.into_iter().chain(selected) {
        let Some(value) = value else { continue };
        let is_plain = |it: char| it.is_alphanumeric() || "-_./\\:".contains(it);
        let value = match value.chars().all(is_plain) {
            true => value,
            false => format!("'{}'", value.replace('\'', r"'\''")),
        };
        command = format!("{command} {option} {value}");
    }
    command
}

#[cfg(test)]
mod tests {
    use codegen::Select;

    use super::*;

    #[test]
    fn a_path_is_shortened_where_that_is_safe() {
        for (path, short) in [
            ("spec/../generated", "generated"),
            ("spec/openapi.yaml", "spec/openapi.yaml"),
            ("./a/./b", "a/b"),
            ("../spec/../generated", "../generated"),
            ("a/../../b", "../b"),
            ("a/..", "."),
            ("/a/../b", "/b"),
            ("/../b", "/../b"),
        ] {
            assert_eq!(shorten(Path::new(path)), Path::new(short), "{path}");
        }
    }

    #[test]
    fn the_command_can_be_pasted_into_a_shell() {
        let target = Target {
            select: Select {
                paths: vec!["/a/*".to_owned()],
                ..Select::default()
            },
            config: None,
            spec: Some("their api.yaml".into()),
            out: Some("it's/out".into()),
            name: Some("pets".to_owned()),
        };
        assert_eq!(
            command(&target),
            r"cargo xtask gen --spec 'their api.yaml' --out 'it'\''s/out' --name pets --path '/a/*'"
        );
        assert_eq!(command(&Target::default()), "cargo xtask gen");
    }
}
