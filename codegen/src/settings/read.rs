//! Reads a settings file.

mod maps;
mod pagination;
mod tables;

use std::fmt;

use serde_json::{Map, Value};

use super::{DateTime, Number, PARTS, Package, Settings, Types, check_package_name};

/// All that is wrong with a settings file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsError {
    file: String,
    flaws: Vec<Flaw>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Flaw {
    message: String,
    /// What to write instead.
    help: String,
    /// The number of the line, from 1, and its text; `None` speaks of the whole file.
    line: Option<(usize, String)>,
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, flaw) in self.flaws.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            writeln!(f, "error: {}", flaw.message)?;
            match &flaw.line {
                Some((number, text)) => {
                    let number = number.to_string();
                    let margin = " ".repeat(number.len());
                    writeln!(f, "{margin}--> {}:{number}", self.file)?;
                    writeln!(f, "{number} | {text}")?;
                    writeln!(f, "{margin} = {}", flaw.help)?;
                }
                None => {
                    writeln!(f, " --> {}", self.file)?;
                    writeln!(f, "  = {}", flaw.help)?;
                }
            }
        }
        Ok(())
    }
}

impl std::error::Error for SettingsError {}

/// Reads `text`, gathering all that is wrong with it.
pub(super) fn settings(file: &str, text: &str) -> Result<Settings, SettingsError> {
    let root: Map<String, Value> = basic_toml::from_str(text).map_err(|error| {
        let number = error.line_col().map_or(1, |(line, _)| line + 1);
        let flaw = Flaw {
            message: format!("this is not TOML: {error}"),
            help: "write `key = value` lines and `[table]` headers".to_owned(),
            line: Some((number, line_of(text, number))),
        };
        SettingsError {
            file: file.to_owned(),
            flaws: vec![flaw],
        }
    })?;
    let mut reader = Reader {
        text,
        flaws: Vec::new(),
    };
    let settings = reader.settings(root);
    if reader.flaws.is_empty() {
        return Ok(settings);
    }
    Err(SettingsError {
        file: file.to_owned(),
        flaws: reader.flaws,
    })
}

struct Reader<'a> {
    text: &'a str,
    flaws: Vec<Flaw>,
}

/// A table whose settings are taken out one by one; what is left is unknown.
struct Table {
    name: &'static str,
    entries: Map<String, Value>,
    known: Vec<&'static str>,
}

impl Table {
    fn path(&self, key: &str) -> String {
        match self.name {
            "" => key.to_owned(),
            name => format!("{name}.{key}"),
        }
    }

    fn take(&mut self, key: &'static str) -> Option<Value> {
        self.known.push(key);
        self.entries.shift_remove(key)
    }
}

impl Reader<'_> {
    /// The settings; a default stands for each one that is missing or wrong.
    fn settings(&mut self, entries: Map<String, Value>) -> Settings {
        let mut root = Table {
            name: "",
            entries,
            known: Vec::new(),
        };
        let mut package = self.table(&mut root, "package");
        let name = self.text(&mut package, "name", check_package_name);
        if name.is_none() {
            self.name_is_missing(&package);
        }
        let mut settings = Settings::for_package(name.unwrap_or_default());
        set(&mut settings.spec, self.text(&mut root, "spec", not_empty));
        set(
            &mut settings.output,
            self.text(&mut root, "output", not_empty),
        );
        set(
            &mut settings.deny_warnings,
            self.flag(&mut root, "deny-warnings"),
        );
        set(
            &mut settings.example_tests,
            self.flag(&mut root, "example-tests"),
        );
        self.package(&mut settings.package, package);

        let mut types = self.table(&mut root, "types");
        let Types {
            date_time,
            number,
            formats,
            schemas,
        } = &mut settings.types;
        set(
            date_time,
            self.choice(&mut types, "date-time", DateTime::CHOICES),
        );
        set(number, self.choice(&mut types, "number", Number::CHOICES));
        *formats = self.texts(&mut types, "formats", maps::is_type);
        *schemas = self.texts(&mut types, "schemas", maps::is_type);
        self.finish(types);

        self.models(&mut settings.models, &mut root);

        let server = self.table(&mut root, "server");
        self.server(&mut settings.server, settings.package.parts, server);
        settings.cli = self.cli(&mut root);

        settings.names = self.names(&mut root);
        settings.select = self.select(&mut root);
        settings.pagination = self.pagination(&mut root);
        settings.events = self.events(&mut root);
        settings.remote = self.remote(&mut root);
        settings.dependencies = self.dependencies(&mut root);
        let limits = self.table(&mut root, "limits");
        self.limits(&mut settings.limits, limits);

        self.finish(root);
        settings
    }

    fn package(&mut self, package: &mut Package, mut table: Table) {
        let Package {
            name: _, // Read before, because the defaults hang on it.
            version,
            license,
            description,
            repository,
            features_by_tag,
            parts,
        } = package;
        let check = |it: &str| match is_version(it) {
            true => Ok(()),
            false => Err("write three numbers, such as \"0.1.0\"".to_owned()),
        };
        set(version, self.text(&mut table, "version", check));
        *license = self.text(&mut table, "license", not_empty);
        *description = self.text(&mut table, "description", not_empty);
        *repository = self.text(&mut table, "repository", not_empty);
        set(features_by_tag, self.flag(&mut table, "features-by-tag"));
        set(parts, self.choices(&mut table, "parts", PARTS));
        self.finish(table);
    }

    fn name_is_missing(&mut self, package: &Table) {
        // A name that is there and wrong has been spoken of.
        if self.flaws.is_empty() {
            self.flaws.push(Flaw {
                message: format!("the setting `{}` is missing", package.path("name")),
                help: "write `name = \"…\"` below `[package]`: the name of the crate to write"
                    .to_owned(),
                line: self.line_of("package"),
            });
        }
    }

    /// The table at `key`; empty when there is none.
    fn table(&mut self, root: &mut Table, key: &'static str) -> Table {
        let entries = match root.take(key) {
            None => Map::new(),
            Some(Value::Object(entries)) => entries,
            Some(_) => {
                self.wrong(key, "is not a table", format!("write a `[{key}]` header"));
                Map::new()
            }
        };
        Table {
            name: key,
            entries,
            known: Vec::new(),
        }
    }

    fn text(
        &mut self,
        table: &mut Table,
        key: &'static str,
        check: impl FnOnce(&str) -> Result<(), String>,
    ) -> Option<String> {
        let path = table.path(key);
        match table.take(key)? {
            Value::String(text) => match check(&text) {
                Ok(()) => return Some(text),
                Err(help) => self.wrong(&path, &format!("cannot be {text:?}"), help),
            },
            _ => self.wrong(&path, "is not text", "write a text in quotes".to_owned()),
        }
        None
    }

    fn flag(&mut self, table: &mut Table, key: &'static str) -> Option<bool> {
        let path = table.path(key);
        let value = table.take(key)?;
        if value.as_bool().is_none() {
            self.wrong(&path, "is not a flag", "write `true` or `false`".to_owned());
        }
        value.as_bool()
    }

    fn size(&mut self, table: &mut Table, key: &'static str) -> Option<u64> {
        let path = table.path(key);
        let size = table.take(key)?.as_u64().filter(|&size| size > 0);
        if size.is_none() {
            let help = "write a whole number above 0, such as 2097152".to_owned();
            self.wrong(&path, "is not a size", help);
        }
        size
    }

    fn choice<T: Copy>(
        &mut self,
        table: &mut Table,
        key: &'static str,
        choices: &[(&str, T)],
    ) -> Option<T> {
        let path = table.path(key);
        let value = table.take(key)?;
        let chosen = choices
            .iter()
            .find(|(name, _)| value.as_str() == Some(name));
        if chosen.is_none() {
            let names: Vec<String> = choices
                .iter()
                .map(|(name, _)| format!("{name:?}"))
                .collect();
            let help = format!("write one of {}", names.join(", "));
            self.wrong(&path, &format!("cannot be {value}"), help);
        }
        chosen.map(|&(_, choice)| choice)
    }

    /// Speaks of the settings that nobody took.
    fn finish(&mut self, table: Table) {
        for key in table.entries.keys() {
            let path = table.path(key);
            let known: Vec<String> = table.known.iter().map(|key| format!("`{key}`")).collect();
            self.flaws.push(Flaw {
                message: format!("there is no setting `{path}`"),
                help: format!("write one of {}", known.join(", ")),
                line: self.line_of(&path),
            });
        }
    }

    fn wrong(&mut self, path: &str, what: &str, help: String) {
        self.flaws.push(Flaw {
            message: format!("the setting `{path}` {what}"),
            help,
            line: self.line_of(path),
        });
    }

    /// The line that sets `path`, or that opens the table which does.
    fn line_of(&self, path: &str) -> Option<(usize, String)> {
        let mut header = String::new();
        let mut nearest = None;
        for (index, line) in self.text.lines().enumerate() {
            let here = || Some((index + 1, line.to_owned()));
            let code = line.trim();
            if code.starts_with('[') {
                let name = code.trim_start_matches('[');
                header = name.split(']').next().unwrap_or_default().trim().to_owned();
                if path == header || path.starts_with(&format!("{header}.")) {
                    nearest = nearest.or_else(here);
                }
            } else if let Some((key, _)) = code.split_once('=') {
                let key = key.trim().replace(['"', '\''], "");
                let key = match header.as_str() {
                    "" => key,
                    header => format!("{header}.{key}"),
                };
                if path == key {
                    return here();
                }
                if path.starts_with(&format!("{key}.")) {
                    nearest = here();
                }
            }
        }
        nearest
    }
}

fn set<T>(setting: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *setting = value;
    }
}

fn not_empty(text: &str) -> Result<(), String> {
    match text.trim() {
        "" => Err("write something between the quotes, or leave the setting out".to_owned()),
        _ => Ok(()),
    }
}

/// Whether `version` is one that Cargo reads: three numbers, and what may follow them.
fn is_version(version: &str) -> bool {
    let (version, build) = version.split_once('+').unwrap_or((version, "0"));
    let (numbers, pre) = version.split_once('-').unwrap_or((version, "0"));
    let is_number = |it: &str| {
        it.parse::<u64>().is_ok()
            && it.bytes().all(|it| it.is_ascii_digit())
            && (it == "0" || !it.starts_with('0'))
    };
    let is_label = |it: &str| {
        !it.is_empty()
            && it
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || it == b'-')
    };
    numbers.split('.').count() == 3
        && numbers.split('.').all(is_number)
        && pre.split('.').chain(build.split('.')).all(is_label)
}

fn line_of(text: &str, number: usize) -> String {
    text.lines()
        .nth(number.saturating_sub(1))
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests;
