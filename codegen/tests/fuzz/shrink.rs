//! Makes a document that breaks a rule smaller, so that people can read it.

use serde_json::Value;

/// How often it is tried to leave something out.
const TRIES: usize = 600;

/// The smallest document found that still breaks the rule, by leaving out members and elements.
pub(crate) fn shrink(bytes: &[u8], mut still_breaks: impl FnMut(&[u8]) -> bool) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut document: Value = serde_json::from_str(text)
        .ok()
        .or_else(|| serde_yaml::from_str(text).ok())?;
    let write = |it: &Value| {
        serde_yaml::to_string(it)
            .map(String::into_bytes)
            .unwrap_or_default()
    };
    let mut tries = 0;
    if !still_breaks(&write(&document)) {
        return None;
    }
    loop {
        let before = count(&document);
        let mut at = 0;
        while at < count(&document) && tries < TRIES {
            tries += 1;
            let mut smaller = document.clone();
            leave_out(&mut smaller, at);
            match still_breaks(&write(&smaller)) {
                true => document = smaller,
                false => at += 1,
            }
        }
        if count(&document) == before || tries >= TRIES {
            return Some(write(&document));
        }
    }
}

/// How many members and elements there are, at all levels.
fn count(value: &Value) -> usize {
    match value {
        Value::Object(members) => members.values().map(|it| 1 + count(it)).sum(),
        Value::Array(values) => values.iter().map(|it| 1 + count(it)).sum(),
        _ => 0,
    }
}

/// Removes a member or an element by its number, outer ones first in each.
fn leave_out(value: &mut Value, mut at: usize) {
    match value {
        Value::Object(members) => {
            for key in members.keys().cloned().collect::<Vec<_>>() {
                if at == 0 {
                    members.shift_remove(&key);
                    return;
                }
                let inner = members.get(&key).map_or(0, count);
                if at <= inner {
                    if let Some(it) = members.get_mut(&key) {
                        leave_out(it, at - 1);
                    }
                    return;
                }
                at -= 1 + inner;
            }
        }
        Value::Array(values) => {
            for index in 0..values.len() {
                if at == 0 {
                    values.remove(index);
                    return;
                }
                let inner = count(&values[index]);
                if at <= inner {
                    leave_out(&mut values[index], at - 1);
                    return;
                }
                at -= 1 + inner;
            }
        }
        _ => {}
    }
}
