//! Finds equal items of an array.

use std::collections::{BinaryHeap, HashMap};

use serde::Serialize;
use serde_json::Value;

use super::decimal::Decimal;

/// The first item that equals an earlier one, after that one; items are equal as JSON, whatever
/// the order of keys or the spelling of numbers.
pub(super) fn first_repeated<'v, T: Serialize + 'v>(
    items: impl Iterator<Item = &'v T>,
) -> Option<(usize, usize)> {
    let mut seen = Seen::default();
    items.enumerate().find_map(|(index, item)| {
        // What cannot be written equals nothing.
        let json = serde_json::to_value(item).ok()?;
        Some((seen.earlier(index, &json)?, index))
    })
}

/// The items that were seen, by a text that equal ones have in common.
#[derive(Default)]
struct Seen(HashMap<String, usize>);

impl Seen {
    fn earlier(&mut self, index: usize, item: &Value) -> Option<usize> {
        let mut text = String::new();
        write(item, &mut text);
        let earlier = self.0.get(&text).copied();
        if earlier.is_none() {
            self.0.insert(text, index);
        }
        earlier
    }
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => text.push_str(&value.to_string()),
        Value::Number(number) => {
            let integer = number.as_i64().map(i128::from);
            let integer = integer.or_else(|| number.as_u64().map(i128::from));
            let float = || number.as_f64().map(Decimal::from);
            match integer.map(Decimal::from).or_else(float) {
                Some(decimal) => text.push_str(&decimal.to_string()),
                None => text.push_str(&number.to_string()),
            }
        }
        Value::Array(items) => {
            text.push('[');
            for item in items {
                write(item, text);
                text.push(',');
            }
            text.push(']');
        }
        Value::Object(properties) => {
            // Always in the same order, whichever that is: a heap is a tenth of what sorting takes to compile.
            let mut keys: BinaryHeap<&str> = properties.keys().map(String::as_str).collect();
            text.push('{');
            while let Some(key) = keys.pop() {
                text.push_str(&Value::from(key).to_string());
                text.push(':');
                write(properties.get(key).unwrap_or(&Value::Null), text);
                text.push(',');
            }
            text.push('}');
        }
    }
}
