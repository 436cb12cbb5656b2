//! Crates that the emitted crate depends on.

use serde_json::Value;

/// A crate that the emitted crate depends on: a version, or a table as `Cargo.toml` has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency(pub(crate) Value);

impl Dependency {
    /// What stands behind its name in a manifest.
    pub(crate) fn to_toml(&self) -> String {
        toml(&self.0)
    }
}

/// A value as TOML has it in one line.
fn toml(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(toml).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(entries) => {
            let entries = entries
                .iter()
                .map(|(key, value)| format!("{key} = {}", toml(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        // Texts of JSON are texts of TOML.
        _ => value.to_string(),
    }
}
