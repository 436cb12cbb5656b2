//! JSON to read: made up, the same every time, no two objects alike.

mod charges;
mod events;
mod random;
mod repositories;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

pub use charges::charge;
pub use events::{document, event, setting, source};
pub use random::Random;
pub use repositories::{issue, repository};

/// A request for a session.
#[must_use]
pub fn session_request() -> Value {
    json!({
        "agentId": "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
        "platform": "WEB",
        "metadata": {"locale": "de-DE", "page": "/pricing?plan=team", "user": {"id": 48_213, "name": "Ada L."}},
        "contact": {"email": "ada@example.com", "phone": "+49 30 901820"},
    })
}

/// The session that is answered.
#[must_use]
pub fn session() -> Value {
    json!({
        "id": "ses_01j3m8xkqp8v2nw4f7g9hk0r",
        "agentId": "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
        "platform": "WEB",
        "state": "OPEN",
        "metadata": {"locale": "de-DE", "page": "/pricing?plan=team", "user": {"id": 48_213, "name": "Ada L."}},
        "orgId": "org_2abc123",
        "createdAt": "2026-03-14T09:26:53.589Z",
        "updatedAt": "2026-03-14T09:26:53.589Z",
    })
}

/// A list of `count` values that `make` makes.
#[must_use]
pub fn list(count: usize, make: fn(&mut Random) -> Value) -> Value {
    let mut random = Random::default();
    (0..count).map(|_| make(&mut random)).collect()
}

/// The text of `value`, its keys in the order of the schema of `T`.
///
/// # Errors
///
/// When it is no `T`.
pub fn ordered<T: Serialize + DeserializeOwned>(value: &Value) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(&T::deserialize(value)?)
}

/// The text of `value`, the keys of each object in an order of its own.
#[must_use]
pub fn shuffled(value: &Value) -> Vec<u8> {
    let mut text = String::new();
    write_shuffled(value, &mut text, &mut Random::default());
    text.into_bytes()
}

/// `object` with an entry more.
fn with(mut object: Value, key: &str, value: Value) -> Value {
    if let Some(entries) = object.as_object_mut() {
        entries.insert(key.to_owned(), value);
    }
    object
}

fn write_shuffled(value: &Value, text: &mut String, random: &mut Random) {
    match value {
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { "," });
                write_shuffled(item, text, random);
            }
            text.push(']');
        }
        Value::Object(entries) => {
            let mut entries: Vec<_> = entries.iter().collect();
            random.shuffle(&mut entries);
            text.push('{');
            for (index, (key, value)) in entries.into_iter().enumerate() {
                text.push_str(if index == 0 { "" } else { "," });
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push(':');
                write_shuffled(value, text, random);
            }
            text.push('}');
        }
        other => text.push_str(&other.to_string()),
    }
}
