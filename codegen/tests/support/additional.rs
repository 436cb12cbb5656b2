//! `object!`: constants and what is said about other keys.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use serde_test::{Token, assert_de_tokens, assert_ser_tokens};

use crate::support::wire::{Constant, object};
use crate::{decode, encode, refusal, round_trips};

#[derive(Debug, Clone, PartialEq)]
struct Cat {
    name: String,
    extra: BTreeMap<String, i64>,
}

object!(Cat {
    0 constant "kind" = "cat",
    1 required name "name",
    2 constant "version" = -2,
    3 constant "tame" = false,
    4 constant "weight" = 0.5,
    rest extra,
});

#[test]
fn constants_are_written_and_checked() {
    let cat = Cat {
        name: "Tom".to_owned(),
        extra: BTreeMap::new(),
    };
    let json = r#"{"kind":"cat","name":"Tom","version":-2,"tame":false,"weight":0.5}"#;
    assert_eq!(encode(&cat), json);
    assert_eq!(decode::<Cat>(json), cat);
    let same_number = r#"{"kind":"cat","name":"Tom","version":-2.0,"tame":false,"weight":5e-1}"#;
    assert_eq!(decode::<Cat>(same_number), cat);
    for (json, message) in [
        (
            r#"{"kind":"dog"}"#,
            r#"invalid value: string "dog", expected the constant "cat""#,
        ),
        (
            r#"{"kind":1}"#,
            r#"invalid value: integer `1`, expected the constant "cat""#,
        ),
        (
            r#"{"kind":null}"#,
            r#"invalid type: null, expected the constant "cat""#,
        ),
        (
            r#"{"kind":["cat"]}"#,
            r#"invalid type: sequence, expected the constant "cat""#,
        ),
        (
            r#"{"version":2}"#,
            "invalid value: integer `2`, expected the constant -2",
        ),
        (
            r#"{"version":-2.5}"#,
            "invalid value: floating point `-2.5`, expected the constant -2",
        ),
        (
            r#"{"tame":true}"#,
            "invalid value: boolean `true`, expected the constant false",
        ),
        (
            r#"{"tame":0}"#,
            "invalid value: integer `0`, expected the constant false",
        ),
        (
            r#"{"weight":1}"#,
            "invalid value: integer `1`, expected the constant 0.5",
        ),
        (r#"{"kind":"cat","kind":"cat"}"#, "duplicate field `kind`"),
        (
            r#"{"name":"Tom","version":-2,"tame":false,"weight":0.5}"#,
            "missing field `kind`",
        ),
        (
            r#"{"kind":"cat","name":"Tom","version":-2,"tame":false}"#,
            "missing field `weight`",
        ),
    ] {
        assert_eq!(refusal::<Cat>(json), message, "{json}");
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Big;

object!(Big {
    0 constant "big" = 18_446_744_073_709_551_615_u64,
    1 constant "small" = -9_223_372_036_854_775_808_i64,
});

#[test]
fn constants_may_be_large() {
    round_trips::<Big>(r#"{"big":18446744073709551615,"small":-9223372036854775808}"#);
    assert_eq!(
        refusal::<Big>(r#"{"big":18446744073709551614}"#),
        "invalid value: integer `18446744073709551614`, expected the constant 18446744073709551615"
    );
    assert_eq!(Constant::from("a").to_string(), r#""a""#);
}

#[test]
fn additional_properties_are_kept() {
    let json =
        r#"{"a":1,"kind":"cat","name":"Tom","b":2,"version":-2,"tame":false,"weight":0.5,"c":3}"#;
    let cat: Cat = decode(json);
    let extra = [("a", 1), ("b", 2), ("c", 3)].map(|(key, value)| (key.to_owned(), value));
    assert_eq!(cat.extra, BTreeMap::from(extra));
    assert_eq!(
        encode(&cat),
        r#"{"kind":"cat","name":"Tom","version":-2,"tame":false,"weight":0.5,"a":1,"b":2,"c":3}"#
    );
    assert_eq!(
        refusal::<Cat>(r#"{"kind":"cat","a":"x"}"#),
        r#"invalid type: string "x", expected i64"#
    );
    let twice = r#"{"a":1,"kind":"cat","name":"Tom","version":-2,"tame":false,"weight":0.5,"a":2}"#;
    assert_eq!(
        decode::<Cat>(twice).extra,
        BTreeMap::from([("a".to_owned(), 2)])
    );
}

#[test]
fn a_field_is_never_written_twice() {
    let extra = BTreeMap::from([("name".to_owned(), 1), ("other".to_owned(), 2)]);
    let cat = Cat {
        name: "Tom".to_owned(),
        extra,
    };
    assert_eq!(
        encode(&cat),
        r#"{"kind":"cat","name":"Tom","version":-2,"tame":false,"weight":0.5,"other":2}"#
    );
}

#[derive(Debug, Clone, PartialEq)]
struct Free {
    id: Option<String>,
    extra: Map<String, Value>,
}

object!(Free {
    0 optional id "id",
    rest extra,
});

#[test]
fn additional_properties_may_be_anything() {
    round_trips::<Free>("{}");
    round_trips::<Free>(r#"{"a":null}"#);
    round_trips::<Free>(r#"{"id":"1","a":null,"b":[1,{"c":"d"}],"e":1.5}"#);
}

#[derive(Debug, Clone, PartialEq)]
struct RestOnly {
    all: indexmap::IndexMap<String, bool>,
}

object!(RestOnly {
    rest all,
});

#[test]
fn an_index_map_keeps_the_order() {
    round_trips::<RestOnly>(r#"{"z":true,"a":false,"m":true}"#);
    round_trips::<RestOnly>("{}");
}

#[derive(Debug, Clone, PartialEq)]
struct Closed {
    id: Option<i32>,
    name: Option<String>,
}

object!(Closed {
    0 optional id "id",
    1 optional name "name",
    closed,
});

#[test]
fn a_closed_object_refuses_unknown_keys_by_name() {
    round_trips::<Closed>(r#"{"id":1,"name":"n"}"#);
    assert_eq!(
        refusal::<Closed>(r#"{"id":1,"nam":"n"}"#),
        "unknown field `nam`, expected `id` or `name`"
    );
}

#[derive(Debug, Clone, PartialEq)]
struct Empty {}

object!(Empty {});

#[derive(Debug, Clone, PartialEq)]
struct ClosedEmpty {}

object!(ClosedEmpty { closed });

#[test]
fn objects_without_fields() {
    round_trips::<Empty>("{}");
    assert_eq!(decode::<Empty>(r#"{"a":[1]}"#), Empty {});
    round_trips::<ClosedEmpty>("{}");
    assert_eq!(
        refusal::<ClosedEmpty>(r#"{"a":1}"#),
        "unknown field `a`, there are no fields"
    );
}

#[derive(Debug, Clone, PartialEq)]
struct Owned {
    agent_id: String,
    note: Option<Option<String>>,
    count: Option<u8>,
}

object!(Owned {
    0 required agent_id "agentId",
    1 nullable note "note",
    2 optional count "count",
});

#[test]
fn the_number_of_entries_is_true() {
    assert_eq!(
        serde_json::to_string_pretty(&decode::<Closed>("{}")).unwrap(),
        "{}"
    );
    assert_ser_tokens(
        &Closed {
            id: None,
            name: None,
        },
        &[Token::Map { len: None }, Token::MapEnd],
    );
    let session = decode::<Owned>(r#"{"agentId":"a1","note":null}"#);
    assert_ser_tokens(
        &session,
        &[
            Token::Map { len: None },
            Token::Str("agentId"),
            Token::Str("a1"),
            Token::Str("note"),
            Token::None,
            Token::MapEnd,
        ],
    );
    let extra = Map::from_iter([
        ("id".to_owned(), json!(1)),
        ("other".to_owned(), json!(true)),
    ]);
    assert_ser_tokens(
        &Free { id: None, extra },
        &[
            Token::Map { len: None },
            Token::Str("other"),
            Token::Bool(true),
            Token::MapEnd,
        ],
    );
}

#[test]
fn keys_may_be_borrowed_or_owned() {
    let closed = Closed {
        id: None,
        name: Some("n".to_owned()),
    };
    for key in [
        Token::Str("name"),
        Token::BorrowedStr("name"),
        Token::String("name"),
    ] {
        let tokens = [
            Token::Map { len: None },
            key,
            Token::Some,
            Token::Str("n"),
            Token::MapEnd,
        ];
        assert_de_tokens(&closed, &tokens);
    }
}
