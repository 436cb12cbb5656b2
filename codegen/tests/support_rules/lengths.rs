//! Rules about texts, and about the JSON text of values.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::support::rules::rules;
use crate::{breaks, broken, satisfied};

struct Name {
    name: String,
}

fn name(name: &str) -> Name {
    Name {
        name: name.to_owned(),
    }
}

rules!(Name {
    name "name" { min_length 2, max_length 4, pattern "^[^ ]+$" },
});

#[test]
fn lengths_are_counted_in_characters() {
    for fits in ["ab", "abcd", "äöüß", "😀😀😀😀", "日本"] {
        satisfied(&name(fits));
    }
    let check = |text: &str, line: &str| breaks(&name(text), line);
    check(
        "a",
        "/name minLength: must have at least 2 characters, has 1",
    );
    check(
        "😀",
        "/name minLength: must have at least 2 characters, has 1",
    );
    check(
        "abcde",
        "/name maxLength: must have at most 4 characters, has 5",
    );
    check(
        "😀😀😀😀😀",
        "/name maxLength: must have at most 4 characters, has 5",
    );
    check("a b", "/name pattern: must match `^[^ ]+$`");
}

#[test]
fn all_that_is_wrong_is_told() {
    let found = broken(&name(""));
    assert_eq!(
        found,
        [
            "/name minLength: must have at least 2 characters, has 0",
            "/name pattern: must match `^[^ ]+$`",
        ]
    );
}

struct Patterns {
    unanchored: String,
    hostile: Option<String>,
    impossible: Option<String>,
}

rules!(Patterns {
    unanchored "unanchored" { pattern "b+" },
    hostile "hostile" { pattern "^(a+)+$" },
    impossible "impossible" { pattern "(((.{1000}){1000}){1000})" },
});

#[test]
fn patterns_are_found_anywhere_in_linear_time() {
    let of = |unanchored: &str, hostile: &str| Patterns {
        unanchored: unanchored.to_owned(),
        hostile: Some(hostile.to_owned()),
        impossible: Some(String::new()),
    };
    satisfied(&of("abc", "aaa"));
    breaks(&of("ac", "a"), "/unanchored pattern: must match `b+`");
    // A matcher that backtracks would not come back from this.
    let long = ["a".repeat(100_000), "!".to_owned()].concat();
    breaks(&of("b", &long), "/hostile pattern: must match `^(a+)+$`");
}

struct Metadata {
    metadata: Option<Map<String, Value>>,
    label: Option<Option<String>>,
    any: Value,
}

rules!(Metadata {
    metadata "metadata" { max_serialized_length 20 },
    label "label" { max_serialized_length 3 },
    any "any" { max_serialized_length 3 },
});

fn metadata(value: &Value) -> Metadata {
    Metadata {
        metadata: value.as_object().cloned(),
        label: Some(None),
        any: Value::Null,
    }
}

#[test]
fn serialized_length_is_that_of_the_compact_text() {
    // {"key":"0123456789"}
    satisfied(&metadata(&json!({ "key": "0123456789" })));
    satisfied(&metadata(&json!({ "key": "ä日😀3456789" })));
    let message = "/metadata x-max-serialized-length: \
                   must have at most 20 characters of JSON text, has 21";
    breaks(&metadata(&json!({ "key": "0123456789a" })), message);
    breaks(&metadata(&json!({ "key": "ä日😀3456789a" })), message);
    breaks(&metadata(&json!({ "key": "\n12345678a" })), message);
}

#[test]
fn null_has_no_length() {
    // `null` itself has four characters.
    let value = Metadata {
        metadata: None,
        ..metadata(&Value::Null)
    };
    satisfied(&value);
    let value = Metadata {
        label: Some(Some("ab".to_owned())),
        any: json!(1234),
        ..value
    };
    assert_eq!(
        broken(&value),
        [
            "/label x-max-serialized-length: must have at most 3 characters of JSON text, has 4",
            "/any x-max-serialized-length: must have at most 3 characters of JSON text, has 4",
        ]
    );
}

#[derive(Serialize, Deserialize)]
struct Whole {
    #[serde(skip_serializing_if = "Option::is_none")]
    a: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    b: Option<Value>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

rules!(Whole {} itself { min_properties 1, max_properties 2, max_serialized_length 40 });

#[test]
fn an_object_is_measured_as_a_whole() {
    let of = |value: Value| serde_json::from_value::<Whole>(value).unwrap();
    satisfied(&of(json!({ "a": { "x": { "y": 1 }, "z": [{ "u": 2 }] } })));
    satisfied(&of(json!({ "a": 1, "c": 2 })));
    breaks(
        &of(json!({})),
        " minProperties: must have at least 1 property, has 0",
    );
    breaks(
        &of(json!({ "a": 1, "b": 2, "c": 3 })),
        " maxProperties: must have at most 2 properties, has 3",
    );
    breaks(
        &of(json!({ "a": "012345678901234567890123456789012" })),
        " x-max-serialized-length: must have at most 40 characters of JSON text, has 41",
    );
}
