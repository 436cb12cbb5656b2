//! Settings whose keys are the document's, not ours, and lists.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::super::{Dependency, Names, Select};
use super::{Reader, Table, not_empty};
use crate::spec::{Pin, Pins};

/// What says what is wrong with a text.
type Check = fn(&str) -> Result<(), String>;

impl Reader<'_> {
    pub(super) fn names(&mut self, root: &mut Table) -> Names {
        let mut table = self.table(root, "names");
        let names = Names {
            schemas: self.texts(&mut table, "schemas", is_identifier),
            operations: self.texts(&mut table, "operations", is_identifier),
        };
        self.finish(table);
        names
    }

    pub(super) fn select(&mut self, root: &mut Table) -> Select {
        let mut table = self.table(root, "select");
        let select = Select {
            tags: self.list(&mut table, "tags"),
            paths: self.list(&mut table, "paths"),
            methods: self.list(&mut table, "methods"),
            operations: self.list(&mut table, "operations"),
        };
        self.finish(table);
        select
    }

    pub(super) fn dependencies(&mut self, root: &mut Table) -> BTreeMap<String, Dependency> {
        let mut dependencies = BTreeMap::new();
        for (name, value) in self.entries(root, "dependencies") {
            let path = format!("dependencies.{name}");
            if is_crate(&name) && (value.is_string() || value.is_object()) {
                dependencies.insert(name, Dependency(value));
            } else {
                let help = "write it as `Cargo.toml` has it, such as `rust_decimal = \"1\"`";
                self.wrong(&path, "is not a dependency", help.to_owned());
            }
        }
        dependencies
    }

    pub(super) fn remote(&mut self, root: &mut Table) -> Pins {
        let mut pins = Pins::new();
        for (url, value) in self.entries(root, "remote") {
            let text = |key: &str| value.get(key)?.as_str().map(str::to_owned);
            let is_url = url.starts_with("https://") || url.starts_with("http://");
            let pin = text("file").zip(text("sha256")).filter(|(file, sha256)| {
                let is_hash = sha256.len() == 64 && sha256.bytes().all(|it| it.is_ascii_hexdigit());
                is_hash && not_empty(file).is_ok() && is_url && !url.contains('#')
            });
            match pin {
                Some((file, sha256)) => {
                    pins.insert(url, Pin { file, sha256 });
                }
                None => {
                    let help = "write `\"https://…\" = { file = \"…\", sha256 = \"…\" }`, with 64 hexadecimal digits";
                    self.wrong(
                        &format!("remote.{url}"),
                        "is not a pinned copy",
                        help.to_owned(),
                    );
                }
            }
        }
        pins
    }

    /// The table of texts at `key`.
    pub(super) fn texts(
        &mut self,
        table: &mut Table,
        key: &'static str,
        check: Check,
    ) -> BTreeMap<String, String> {
        let path = table.path(key);
        let mut texts = BTreeMap::new();
        for (name, value) in self.entries(table, key) {
            let path = format!("{path}.{name}");
            match value {
                Value::String(text) => match check(&text) {
                    Ok(()) => {
                        texts.insert(name, text);
                    }
                    Err(help) => self.wrong(&path, &format!("cannot be {text:?}"), help),
                },
                _ => self.wrong(&path, "is not text", "write a text in quotes".to_owned()),
            }
        }
        texts
    }

    /// What is in the table at `key`, whatever its keys.
    pub(super) fn entries(&mut self, table: &mut Table, key: &'static str) -> Map<String, Value> {
        let path = table.path(key);
        match table.take(key) {
            None => Map::new(),
            Some(Value::Object(entries)) => entries,
            Some(_) => {
                self.wrong(
                    &path,
                    "is not a table",
                    format!("write a `[{path}]` header"),
                );
                Map::new()
            }
        }
    }

    fn list(&mut self, table: &mut Table, key: &'static str) -> Vec<String> {
        let path = table.path(key);
        let Some(value) = table.take(key) else {
            return Vec::new();
        };
        let texts = value.as_array().and_then(|items| {
            let text = |it: &Value| it.as_str().map(str::to_owned);
            items.iter().map(text).collect::<Option<Vec<_>>>()
        });
        match texts {
            Some(texts) if texts.iter().all(|it| not_empty(it).is_ok()) => texts,
            Some(_) | None => {
                let help = "write texts in brackets, such as [\"a\", \"b\"]";
                self.wrong(&path, "is not a list of texts", help.to_owned());
                Vec::new()
            }
        }
    }

    /// The list at `key`, of `choices`.
    pub(super) fn choices<T: Copy, C: FromIterator<T>>(
        &mut self,
        table: &mut Table,
        key: &'static str,
        choices: &[(&str, T)],
    ) -> Option<C> {
        let path = table.path(key);
        let value = table.take(key)?;
        let names: Vec<String> = choices.iter().map(|it| format!("{:?}", it.0)).collect();
        let names = names.join(", ");
        let Value::Array(items) = value else {
            let help = format!("write a list of {names} in brackets");
            self.wrong(&path, "is not a list", help);
            return None;
        };
        let choice = |it: &Value| choices.iter().find(|(name, _)| it.as_str() == Some(name));
        for it in items.iter().filter(|it| choice(it).is_none()) {
            let help = format!("write any of {names}");
            self.wrong(&path, &format!("cannot have {it}"), help);
        }
        Some(items.iter().filter_map(choice).map(|it| it.1).collect())
    }
}

/// A path of a type, such as `rust_decimal::Decimal`; what it names is for the compiler to find.
pub(super) fn is_type(text: &str) -> Result<(), String> {
    if crate::rust_type::parse(text).is_some() {
        Ok(())
    } else {
        Err("write the path of a type, such as \"rust_decimal::Decimal\"".to_owned())
    }
}

fn is_identifier(text: &str) -> Result<(), String> {
    if syn::parse_str::<syn::Ident>(text).is_ok() {
        Ok(())
    } else {
        Err("write a name that Rust has no other use for, such as \"Pet\"".to_owned())
    }
}

fn is_crate(name: &str) -> bool {
    let starts_well = name.starts_with(|it: char| it.is_ascii_alphabetic());
    let fits = |it: char| it.is_ascii_alphanumeric() || it == '-' || it == '_';
    starts_well && name.chars().all(fits)
}
