//! Lists of objects, as tables.

use serde_json::Value;
use serde_json::value::RawValue;

use super::object::Object;
use super::text::visible;

/// The widest column; whoever wants all of a value asks for JSON.
const WIDEST: usize = 60;

/// The JSON text `json` as a table: a line an object, a column a key.
pub(super) fn of(json: &str) -> String {
    if let Ok(rows) = serde_json::from_str::<Vec<Object>>(json) {
        return rows_of(&rows);
    }
    if let Ok(object) = serde_json::from_str::<Object>(json) {
        return match only_list(&object) {
            Some(rows) => rows_of(&rows),
            None => pairs_of(&object),
        };
    }
    if let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(json) {
        return items.iter().map(|it| cell(it) + "\n").collect();
    }
    match serde_json::from_str::<&RawValue>(json) {
        Ok(value) => cell(value) + "\n",
        Err(_) => json.to_owned(),
    }
}

/// The one list of objects in `object`, beside what else it says.
fn only_list(object: &Object) -> Option<Vec<Object>> {
    let lists = object.0.iter();
    let lists = lists.filter_map(|(_, it)| serde_json::from_str::<Vec<Object>>(it.get()).ok());
    let mut lists: Vec<Vec<Object>> = lists.collect();
    match lists.len() {
        1 => lists.pop(),
        _ => None,
    }
}

fn rows_of(rows: &[Object]) -> String {
    let mut keys: Vec<&str> = Vec::new();
    for (key, _) in rows.iter().flat_map(|it| &it.0) {
        if !keys.contains(&key.as_str()) {
            keys.push(key);
        }
    }
    let head = keys.iter().map(|it| one_line(it).to_uppercase()).collect();
    let body = rows.iter().map(|row| {
        let cells = keys.iter().map(|key| row.get(key).map_or_else(String::new, cell));
        cells.collect()
    });
    let lines: Vec<Vec<String>> = std::iter::once(head).chain(body).collect();
    lay_out(&lines)
}

fn pairs_of(object: &Object) -> String {
    let pairs = object.0.iter();
    let lines = pairs.map(|(key, value)| vec![one_line(key), cell(value)]);
    lay_out(&lines.collect::<Vec<_>>())
}

/// Lines of cells, each as wide as the widest of its column.
fn lay_out(lines: &[Vec<String>]) -> String {
    let width = |cell: &String| cell.chars().count();
    let columns = lines.iter().map(Vec::len).max().unwrap_or_default();
    let widths: Vec<usize> = (0..columns)
        .map(|at| lines.iter().filter_map(|it| it.get(at)).map(width).max().unwrap_or_default())
        .collect();
    let mut text = String::new();
    for line in lines {
        let mut row = String::new();
        for (cell, width) in line.iter().zip(&widths) {
            row.push_str(&format!("{cell:width$}  "));
        }
        text.push_str(row.trim_end());
        text.push('\n');
    }
    text
}

/// A value in a line.
fn cell(value: &RawValue) -> String {
    match serde_json::from_str(value.get()) {
        Ok(Value::String(text)) => one_line(&text),
        Ok(Value::Null) => String::new(),
        // With all the digits that it came with.
        _ => one_line(value.get()),
    }
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split(['\n', '\r', '\t']).map(str::trim).collect();
    let line = visible(words.join(" ").trim()).into_owned();
    match line.char_indices().nth(WIDEST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}
