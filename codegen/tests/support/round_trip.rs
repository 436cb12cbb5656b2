//! Reading a value as a type, writing it again, and comparing.

use serde_json::Value;

use crate::support::round_trip::{Row, difference, failures, of};

const TYPES: &[Row] = &[
    ("u8", of::<u8>),
    ("Vec<f64>", of::<Vec<f64>>),
    ("Value", of::<Value>),
];

#[test]
fn examples_that_fit_have_nothing_to_say() {
    let list = "# a header\n\n= u8\n[\"#/a\",5]\n= Vec<f64>\n[\"#/b\",[1,2.50]]\n";
    assert_eq!(failures(list, TYPES), Vec::<String>::new());
}

#[test]
fn each_example_that_does_not_fit_is_named() {
    let list = "= u8\n[\"#/a\",-5]\n[\"#/b\",7]\n[\"#/c\",7,8]\n[\"#/d\"]\n= Pet\n[\"#/e\",1]\n";
    let said = failures(list, TYPES);
    let [refused, lost, broken, unknown] = said.as_slice() else {
        panic!("{said:?}");
    };
    assert!(
        refused.starts_with("u8: \"#/a\": invalid value"),
        "{refused}"
    );
    assert_eq!(lost, "u8: \"#/c\":  is 8 and becomes 7");
    assert_eq!(broken, "u8: no example: [\"#/d\"]");
    assert_eq!(unknown, "there is no type Pet");
}

#[track_caller]
fn differ(wanted: &str, written: &str) -> Option<String> {
    let read = |json: &str| serde_json::from_str::<Value>(json).unwrap();
    difference(&read(wanted), &read(written))
}

#[test]
fn values_are_compared_by_what_they_mean() {
    for (wanted, written) in [
        ("1.50", "1.5"),
        ("10", "10.0"),
        (
            r#""2026-02-28T23:30:00.250-01:00""#,
            r#""2026-03-01T00:30:00.25Z""#,
        ),
        (r#""2024-02-29 00:00:00z""#, r#""2024-02-29T00:00:00Z""#),
        (
            r#""2026-01-01T00:30:00+01:00""#,
            r#""2025-12-31T23:30:00Z""#,
        ),
        (r#""::0001""#, r#""::1""#),
        (
            r#""A1B2C3D4-e5f6-7890-abcd-ef1234567890""#,
            r#""a1b2c3d4-e5f6-7890-abcd-ef1234567890""#,
        ),
        (r#""_-8""#, r#""/+8=""#),
        // Bits that are too few for a byte are dropped.
        (r#""strinh""#, r#""string==""#),
        (r#"{"a":1,"b":[null]}"#, r#"{"b":[null],"a":1}"#),
    ] {
        assert_eq!(differ(wanted, written), None, "{wanted}");
    }
}

#[test]
fn what_differs_is_pointed_to() {
    for (wanted, written, said) in [
        ("1", "2", " is 1 and becomes 2"),
        (r#""a""#, r#""A""#, r#" is "a" and becomes "A""#),
        (r#""ab""#, r#""ac""#, r#" is "ab" and becomes "ac""#),
        (
            r#""2026-02-28T23:30:00Z""#,
            r#""2026-02-28T23:30:01Z""#,
            r#" is "2026-02-28T23:30:00Z" and becomes "2026-02-28T23:30:01Z""#,
        ),
        (
            r#"{"a":[1,{"b":null}]}"#,
            r#"{"a":[1,{}]}"#,
            "/a/1/b is lost",
        ),
        (r#"{"a":1}"#, r#"{"a":1,"c":2}"#, "/c is added"),
        ("[1]", "[1,1]", " is [1] and becomes [1,1]"),
        ("null", "false", " is null and becomes false"),
    ] {
        assert_eq!(differ(wanted, written).as_deref(), Some(said));
    }
}
