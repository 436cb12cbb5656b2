//! Integers that are written as other numbers.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::wire::{integer_enum, newtype, object, union};
use crate::{decode, encode, refusal, round_trips};

#[derive(Debug, Clone, PartialEq)]
struct Counts {
    small: i32,
    natural: Option<u32>,
    long: Option<i64>,
    large: Option<u64>,
    huge: Option<i128>,
    list: Option<Vec<Option<i64>>>,
    map: Option<BTreeMap<String, (i32, u64)>>,
    level: Option<Level>,
    nested: Option<Box<Counts>>,
    tree: Option<Tree>,
    float: Option<f64>,
    anything: Option<Value>,
    others: BTreeMap<String, i64>,
}

object!(Counts {
    0 required small "small",
    1 optional natural "natural",
    2 optional long "long",
    3 optional large "large",
    4 optional huge "huge",
    5 optional list "list",
    6 optional map "map",
    7 optional level "level",
    8 optional nested "nested",
    9 optional tree "tree",
    10 optional float "float",
    11 optional anything "anything",
    rest others,
});

#[derive(Debug, Clone, Copy, PartialEq)]
enum Level {
    One,
    Thousand,
}

integer_enum!(Level: i64 {
    One 1,
    Thousand 1000,
});

#[derive(Debug, Clone, PartialEq)]
struct Tree(Vec<Tree>);

newtype!(Tree);

#[derive(Debug, Clone, PartialEq)]
enum Id {
    Number(i64),
    Text(String),
}

union!(Id { Number, Text });

#[derive(Debug, Clone, PartialEq)]
enum Figure {
    Whole(i128),
    Any(f64),
}

union!(Figure { Whole, Any });

/// What is written for `json`.
#[track_caller]
fn written(json: &str) -> String {
    encode(&decode::<Counts>(json))
}

#[test]
fn an_integer_may_be_written_with_a_fraction_or_an_exponent() {
    assert_eq!(written(r#"{"small":1.0}"#), r#"{"small":1}"#);
    assert_eq!(
        written(
            r#"{"small":-2e3,"natural":1E0,"long":1e15,"large":10.0e1,"list":[1.0,null,-0.0],"map":{"a":[1.0,2e0]}}"#
        ),
        r#"{"small":-2000,"natural":1,"long":1000000000000000,"large":100,"list":[1,null,0],"map":{"a":[1,2]}}"#
    );
    assert_eq!(
        written(
            r#"{"small":1,"level":1e3,"nested":{"small":2.0,"b":3.0},"tree":[[],[[]]],"a":4.0}"#
        ),
        r#"{"small":1,"level":1000,"nested":{"small":2,"b":3},"tree":[[],[[]]],"a":4}"#
    );
    assert_eq!(encode(&decode::<Id>("5.0")), "5");
    assert_eq!(encode(&decode::<Id>(r#""5.0""#)), r#""5.0""#);
    assert_eq!(encode(&decode::<Level>("1.0")), "1");
    assert_eq!(decode::<Vec<Level>>("[1.0,1e3]"), Level::ALL);
}

#[test]
fn other_numbers_stay_as_they_are() {
    let json = r#"{"small":1,"float":2.0,"anything":3.0}"#;
    assert_eq!(written(json), json);
    assert_eq!(decode::<Figure>("5.0"), Figure::Any(5.0));
}

#[test]
fn limits_are_exact() {
    round_trips::<Counts>(
        r#"{"small":-2147483648,"natural":4294967295,"long":-9223372036854775808,"large":18446744073709551615,"huge":-170141183460469231731687303715884105728}"#,
    );
    assert_eq!(
        written(r#"{"small":1,"huge":170141183460469231731687303715884105727.00}"#),
        r#"{"small":1,"huge":170141183460469231731687303715884105727}"#
    );
    assert_eq!(
        written(r#"{"small":1,"huge":-1.7e20}"#),
        r#"{"small":1,"huge":-170000000000000000000}"#
    );
    for json in [
        r#"{"small":2147483648.0}"#,
        r#"{"small":1.5}"#,
        r#"{"small":"1.0"}"#,
        r#"{"small":1,"natural":-1.0}"#,
        r#"{"small":1,"large":1e300}"#,
        // No float is this number.
        r#"{"small":1,"long":9007199254740993.0}"#,
        r#"{"small":1,"huge":1e39}"#,
        r#"{"small":1,"huge":1e-1}"#,
        r#"{"small":1,"list":[1.5]}"#,
        r#"{"small":1,"level":2.0}"#,
    ] {
        refusal::<Counts>(json);
    }
    assert_eq!(
        refusal::<Counts>(r#"{"small":1.5}"#),
        "invalid type: floating point `1.5`, expected i32"
    );
}
