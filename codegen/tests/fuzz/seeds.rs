//! The documents that mutants are made of: the golden cases, and parts of real documents.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::random::Random;

/// The documents.
pub(crate) struct Seeds {
    documents: Vec<Value>,
}

/// How many components a part of a document takes with it.
const COMPONENTS: usize = 24;

impl Seeds {
    /// The golden cases, and the quick subset of the corpus when there is one.
    #[allow(dead_code, reason = "a fuzzer may bring its own")]
    pub(crate) fn read() -> Self {
        let mut seeds = Self::cases();
        match seeds.corpus() {
            Some(count) => println!(
                "seeds: {} documents, {count} of them real",
                seeds.documents.len()
            ),
            None => println!(
                "SKIPPED: the real documents, since there are none; name their folder by CORPUS"
            ),
        }
        seeds
    }

    /// The golden cases.
    pub(crate) fn cases() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(CASES);
        let mut paths: Vec<PathBuf> = fs::read_dir(folder)
            .unwrap()
            .map(|it| it.unwrap().path().join("openapi.yaml"))
            .filter(|it| it.is_file())
            .collect();
        paths.sort();
        assert!(!paths.is_empty(), "there are no cases");
        let documents = paths.iter().filter_map(|it| value(it)).collect();
        Self { documents }
    }

    fn corpus(&mut self) -> Option<usize> {
        let folder = match std::env::var_os("CORPUS") {
            Some(folder) => PathBuf::from(folder),
            None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"),
        };
        let manifest = fs::read_to_string(folder.join("manifest.tsv")).ok()?;
        let mut rows = manifest
            .lines()
            .map(|it| it.split('\t').collect::<Vec<_>>());
        let head = rows.next()?;
        let file = head.iter().position(|it| *it == "file")?;
        let smoke = head.iter().position(|it| *it == "smoke")?;
        let marked = rows.filter(|row| row.get(smoke).is_some_and(|it| !it.is_empty()));
        let documents: Vec<Value> = marked
            .filter_map(|row| value(&folder.join(row[file])))
            .collect();
        let count = documents.len();
        self.documents.extend(documents);
        Some(count)
    }

    /// A document that is small enough to be mutated many times a second.
    pub(crate) fn pick(&self, random: &mut Random) -> Value {
        part(&self.documents[random.below(self.documents.len())], random)
    }
}

const CASES: &str = "../codegen/tests/cases";

/// The value of a document; `None` for one with numbers that the reader here cannot hold.
fn value(path: &Path) -> Option<Value> {
    let text = fs::read_to_string(path).unwrap();
    let read: Result<Value, String> = match path.extension().is_some_and(|it| it == "json") {
        true => serde_json::from_str(&text).map_err(|it| it.to_string()),
        // By way of its own values, which may have keys that are numbers.
        false => serde_yaml::from_str(&text)
            .map(|it| plain(&it))
            .map_err(|it| it.to_string()),
    };
    match read {
        Ok(value) => Some(value),
        Err(error) if error.contains("128") => None,
        Err(error) => panic!("{}: {error}", path.display()),
    }
}

fn plain(value: &serde_yaml::Value) -> Value {
    match value {
        serde_yaml::Value::Null => Value::Null,
        serde_yaml::Value::Bool(it) => Value::Bool(*it),
        serde_yaml::Value::Number(it) => serde_json::to_value(it).unwrap_or_default(),
        serde_yaml::Value::String(it) => Value::from(it.as_str()),
        serde_yaml::Value::Sequence(it) => it.iter().map(plain).collect(),
        serde_yaml::Value::Mapping(it) => it
            .iter()
            .map(|(key, value)| (key_of(key), plain(value)))
            .collect(),
        serde_yaml::Value::Tagged(it) => plain(&it.value),
    }
}

fn key_of(key: &serde_yaml::Value) -> String {
    match plain(key) {
        Value::String(it) => it,
        it => it.to_string(),
    }
}

/// Some paths of a document, and the components that they lead to.
fn part(document: &Value, random: &mut Random) -> Value {
    let Some(members) = document.as_object() else {
        return document.clone();
    };
    let mut kept = Map::new();
    for (key, value) in members {
        let value = match (key.as_str(), value) {
            ("paths" | "webhooks", Value::Object(items)) => some(items, 3, random),
            ("components", _) => continue,
            ("tags", Value::Array(tags)) => tags.iter().take(5).cloned().collect(),
            _ => value.clone(),
        };
        kept.insert(key.clone(), value);
    }
    if let Some(components) = members.get("components").and_then(Value::as_object) {
        kept.insert(
            "components".to_owned(),
            components_of(&kept, components, random),
        );
    }
    Value::Object(kept)
}

fn some(items: &Map<String, Value>, count: usize, random: &mut Random) -> Value {
    let start = random.below(items.len());
    let chosen = items
        .iter()
        .cycle()
        .skip(start)
        .take(count.min(items.len()));
    chosen
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

fn components_of(
    kept: &Map<String, Value>,
    components: &Map<String, Value>,
    random: &mut Random,
) -> Value {
    let mut wanted = BTreeSet::new();
    let mut open: Vec<&Value> = kept.values().collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => open.extend(members.values()),
            Value::Array(values) => open.extend(values),
            Value::String(reference) => {
                let steps: Vec<&str> = reference.split('/').collect();
                let &["#", "components", kind, name] = steps.as_slice() else {
                    continue;
                };
                if wanted.len() < COMPONENTS
                    && let Some(value) = components.get(kind).and_then(|it| it.get(name))
                    && wanted.insert((kind, name))
                {
                    open.push(value);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let kinds = components.iter().map(|(kind, named)| {
        let value = match named {
            Value::Object(named) if kind == "securitySchemes" => some(named, 4, random),
            Value::Object(all) => {
                let extra = random.below(all.len());
                let named = all.iter().enumerate().filter(|(at, (name, _))| {
                    wanted.contains(&(kind.as_str(), name.as_str()))
                        || (*at >= extra && *at < extra + 2)
                });
                named
                    .map(|(_, (name, value))| (name.clone(), value.clone()))
                    .collect()
            }
            other => other.clone(),
        };
        (kind.clone(), value)
    });
    kinds.collect()
}
