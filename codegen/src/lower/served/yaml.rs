//! Writes values as YAML: blocks of lines, with quotes where a text could be taken for something
//! else.

use serde_json::Value;

/// Words that some readers of YAML take for something else than text.
const WORDS: &[&str] = &[
    "true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf",
];

/// `value` as a document of YAML.
pub(super) fn write(value: &Value) -> String {
    let mut text = String::new();
    node(&mut text, value, 0);
    text
}

/// Writes `value` behind what is on the line already, and ends the line.
fn node(text: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Array(items) if !items.is_empty() => {
            for (index, item) in items.iter().enumerate() {
                begin(text, index, depth);
                text.push_str("- ");
                node(text, item, depth + 1);
            }
        }
        Value::Object(members) if !members.is_empty() => {
            for (index, (key, value)) in members.iter().enumerate() {
                begin(text, index, depth);
                scalar(text, key);
                text.push(':');
                let is_block = match value {
                    Value::Array(items) => !items.is_empty(),
                    Value::Object(members) => !members.is_empty(),
                    Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
                };
                text.push(if is_block { '\n' } else { ' ' });
                if is_block {
                    indent(text, depth + 1);
                }
                node(text, value, depth + 1);
            }
        }
        Value::String(it) => {
            scalar(text, it);
            text.push('\n');
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            text.push_str(&value.to_string());
            text.push('\n');
        }
    }
}

/// The first entry of a block stands where the block begins.
fn begin(text: &mut String, index: usize, depth: usize) {
    if index > 0 {
        indent(text, depth);
    }
}

fn indent(text: &mut String, depth: usize) {
    text.extend(std::iter::repeat_n("  ", depth));
}

fn scalar(text: &mut String, it: &str) {
    if is_plain(it) {
        text.push_str(it);
        return;
    }
    text.push('"');
    for it in it.chars() {
        match it {
            '"' | '\\' => text.extend(['\\', it]),
            '\n' => text.push_str("\\n"),
            '\u{2028}' | '\u{2029}' | '\u{feff}' => {
                text.push_str(&format!("\\u{:04x}", u32::from(it)));
            }
            it if it.is_control() => text.push_str(&format!("\\u{:04x}", u32::from(it))),
            it => text.push(it),
        }
    }
    text.push('"');
}

/// Whether a text cannot be taken for anything else without quotes.
fn is_plain(text: &str) -> bool {
    let is_inner = |it: char| it.is_ascii_alphanumeric() || " _-./$(){}".contains(it);
    text.starts_with(|it: char| it.is_ascii_alphabetic() || "/$_".contains(it))
        && text.chars().all(is_inner)
        && !text.ends_with(' ')
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::write;
    use crate::spec::{Limits, Spec};

    #[test]
    fn a_value_is_laid_out_in_blocks() {
        let value = json!({
            "a": [1, [], {"b": [["c"]]}, [{}]],
            "/x/{y}": null,
            "200": "plain words",
        });
        let expected = "a:\n  - 1\n  - []\n  - b:\n      - - c\n  - - {}\n\
            /x/{y}: null\n\"200\": plain words\n";
        assert_eq!(write(&value), expected);
    }

    #[test]
    fn what_is_written_is_read_back() {
        let texts = [
            "",
            " ",
            "true",
            "No",
            "1.5",
            "- a",
            "a: b",
            "a #b",
            "\"",
            "\\",
            "'",
            "a\nb\n",
            "\t",
            "é \u{85}\u{2028}\u{7f}\u{feff}",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`",
            "{a",
            "a}",
            "~",
            "=",
            "<<",
            "0x1",
            "2020-01-01",
            "on",
            "? a",
            "| a",
            "> a",
            "😀",
            "\r\n",
            "\0",
        ];
        let keyed: serde_json::Map<String, serde_json::Value> = texts
            .iter()
            .map(|it| ((*it).to_owned(), json!([it])))
            .collect();
        let document = json!({
            "openapi": "3.0.3",
            "info": {"title": "T", "version": "1"},
            "paths": {},
            "x-texts": texts.to_vec(),
            "x-keys": keyed,
            "x-numbers": [0, -1, 1.5, 1e300, u64::MAX, true],
        });
        let text = write(&document);
        let spec = Spec::from_texts(&[("a.yaml", &text)], &Limits::default());
        let spec = spec.unwrap_or_else(|it| panic!("{}\n{text}", it.report()));
        assert_eq!(spec.bundled(), document, "{text}");
    }
}
