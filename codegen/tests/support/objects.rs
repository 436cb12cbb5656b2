//! `object!`: literal JSON in, literal JSON out.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};
use serde_test::{Token, assert_de_tokens, assert_ser_tokens};

use crate::support::wire::{Constant, object};
use crate::{decode, encode, refusal, round_trips};

#[derive(Debug, Clone, PartialEq)]
struct Session {
    agent_id: String,
    platform: Option<String>,
    count: Option<i64>,
    note: Option<Option<String>>,
    r#type: Option<bool>,
}

object!(Session {
    0 required agent_id "agentId",
    1 required platform "platform",
    2 optional count "count",
    3 nullable note "note",
    4 optional r#type "type",
});

#[test]
fn required_optional_and_nullable_fields() {
    let session: Session =
        decode(r#"{"agentId":"a1","platform":"WEB","count":5,"note":"n","type":true}"#);
    let expected = Session {
        agent_id: "a1".to_owned(),
        platform: Some("WEB".to_owned()),
        count: Some(5),
        note: Some(Some("n".to_owned())),
        r#type: Some(true),
    };
    assert_eq!(session, expected);
    assert_eq!(
        encode(&session),
        r#"{"agentId":"a1","platform":"WEB","count":5,"note":"n","type":true}"#
    );
}

#[test]
fn three_states_survive_a_round_trip() {
    round_trips::<Session>(r#"{"agentId":"a1","platform":null}"#);
    round_trips::<Session>(r#"{"agentId":"a1","platform":null,"note":null}"#);
    round_trips::<Session>(r#"{"agentId":"a1","platform":null,"note":"n"}"#);
    assert_eq!(
        decode::<Session>(r#"{"agentId":"a1","platform":null,"note":null}"#).note,
        Some(None)
    );
    assert_eq!(
        decode::<Session>(r#"{"agentId":"a1","platform":null}"#).note,
        None
    );
}

#[test]
fn null_for_an_optional_field_is_none() {
    let session: Session = decode(r#"{"agentId":"a1","platform":null,"count":null}"#);
    assert_eq!(session.count, None);
    assert_eq!(encode(&session), r#"{"agentId":"a1","platform":null}"#);
}

#[test]
fn a_required_field_has_to_be_there_even_if_it_may_be_null() {
    assert_eq!(
        refusal::<Session>(r#"{"platform":"WEB"}"#),
        "missing field `agentId`"
    );
    assert_eq!(
        refusal::<Session>(r#"{"agentId":"a1"}"#),
        "missing field `platform`"
    );
    assert_eq!(refusal::<Session>("{}"), "missing field `agentId`");
    assert_eq!(
        refusal::<Session>(r#"{"agentId":null,"platform":"WEB"}"#),
        "invalid type: null, expected a string"
    );
}

#[test]
fn unknown_keys_are_skipped_whatever_they_hold() {
    let session: Session = decode(
        r#"{"x":[{"agentId":1},null,"\u0000"],"agentId":"a1","":{},"platform":"WEB","AgentId":5,"agentId2":{"a":[]}}"#,
    );
    assert_eq!(encode(&session), r#"{"agentId":"a1","platform":"WEB"}"#);
}

#[test]
fn a_field_that_comes_twice_is_an_error() {
    let twice = r#"{"agentId":"a1","platform":"WEB","agentId":"a2"}"#;
    assert_eq!(refusal::<Session>(twice), "duplicate field `agentId`");
    let null_then_value = r#"{"agentId":"a1","platform":"WEB","count":null,"count":1}"#;
    assert_eq!(
        refusal::<Session>(null_then_value),
        "duplicate field `count`"
    );
    let null_twice = r#"{"agentId":"a1","platform":"WEB","note":null,"note":null}"#;
    assert_eq!(refusal::<Session>(null_twice), "duplicate field `note`");
}

#[test]
fn a_mistyped_field_is_found_by_its_path() {
    fn path(json: &str) -> String {
        let mut json = serde_json::Deserializer::from_str(json);
        let error = serde_path_to_error::deserialize::<_, Tree>(&mut json).unwrap_err();
        format!("{}: {}", error.path(), error.inner())
    }
    assert_eq!(
        path(r#"{"name":5}"#),
        "name: invalid type: integer `5`, expected a string at line 1 column 9"
    );
    assert_eq!(
        path(r#"{"name":"a","children":[{"name":"b"},{"name":[]}]}"#),
        "children[1].name: invalid type: sequence, expected a string at line 1 column 45"
    );
}

#[test]
fn what_is_no_object_is_refused_by_name() {
    assert_eq!(
        refusal::<Session>("[]"),
        "invalid type: sequence, expected object Session"
    );
    assert_eq!(
        refusal::<Session>("null"),
        "invalid type: null, expected object Session"
    );
    assert_eq!(
        refusal::<Session>(r#""a""#),
        r#"invalid type: string "a", expected object Session"#
    );
}

#[test]
fn broken_text_keeps_its_place_and_kind() {
    let error = serde_json::from_str::<Session>(r#"{"agentId":"a1","#).unwrap_err();
    assert!(error.is_eof());
    let error = serde_json::from_str::<Session>("{\n\"agentId\":\"a1\";}").unwrap_err();
    assert!(error.is_syntax());
    assert_eq!((error.line(), error.column()), (2, 15));
    assert!(serde_json::from_str::<Session>("").unwrap_err().is_eof());
}

#[test]
fn the_order_of_the_keys_does_not_matter() {
    let expected: Session =
        decode(r#"{"agentId":"a1","platform":"WEB","count":5,"note":"n","type":false}"#);
    for json in [
        r#"{"type":false,"note":"n","count":5,"platform":"WEB","agentId":"a1"}"#,
        r#"{"note":"n","agentId":"a1","type":false,"platform":"WEB","count":5}"#,
        r#"{"count":5,"x":0,"agentId":"a1","y":0,"note":"n","platform":"WEB","type":false}"#,
    ] {
        assert_eq!(decode::<Session>(json), expected, "{json}");
    }
}

#[test]
fn keys_may_be_escaped_and_come_from_any_source() {
    let json = r#"{"\u0061gent\u0049d":"a1","platform":"W\u0045B"}"#;
    let expected: Session = decode(r#"{"agentId":"a1","platform":"WEB"}"#);
    assert_eq!(decode::<Session>(json), expected);
    assert_eq!(
        serde_json::from_slice::<Session>(json.as_bytes()).unwrap(),
        expected
    );
    assert_eq!(
        serde_json::from_reader::<_, Session>(json.as_bytes()).unwrap(),
        expected
    );
    let value: Value = decode(json);
    assert_eq!(Session::deserialize(&value).unwrap(), expected);
    assert_eq!(serde_json::from_value::<Session>(value).unwrap(), expected);
    assert_eq!(
        serde_json::to_value(&expected).unwrap(),
        json!({"agentId": "a1", "platform": "WEB"})
    );
}

#[derive(Debug, Clone, PartialEq)]
struct Numbers {
    signed: i64,
    unsigned: u64,
    float: f64,
    any: Value,
}

object!(Numbers {
    0 required signed "signed",
    1 required unsigned "unsigned",
    2 required float "float",
    3 required any "any",
});

#[test]
fn large_numbers_lose_nothing() {
    round_trips::<Numbers>(
        r#"{"signed":-9223372036854775808,"unsigned":18446744073709551615,"float":1.7976931348623157e+308,"any":null}"#,
    );
    round_trips::<Numbers>(
        r#"{"signed":9007199254740993,"unsigned":9007199254740993,"float":0.1,"any":18446744073709551615}"#,
    );
    assert_eq!(
        refusal::<Numbers>(r#"{"signed":9223372036854775808}"#),
        "invalid value: integer `9223372036854775808`, expected i64"
    );
    assert_eq!(
        refusal::<Numbers>(r#"{"unsigned":-1}"#),
        "invalid value: integer `-1`, expected u64"
    );
    assert_eq!(
        refusal::<Numbers>(r#"{"unsigned":1.5}"#),
        "invalid type: floating point `1.5`, expected u64"
    );
}

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
        &[Token::Map { len: Some(0) }, Token::MapEnd],
    );
    let session: Session = decode(r#"{"agentId":"a1","platform":null,"note":null}"#);
    assert_ser_tokens(
        &session,
        &[
            Token::Map { len: Some(3) },
            Token::Str("agentId"),
            Token::Str("a1"),
            Token::Str("platform"),
            Token::None,
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
            Token::Map { len: Some(1) },
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

#[derive(Debug, Clone, PartialEq)]
struct Tree {
    name: String,
    children: Option<Vec<Tree>>,
    parent: Option<Box<Tree>>,
}

object!(Tree {
    0 required name "name",
    1 optional children "children",
    2 optional parent "parent",
});

#[test]
fn types_may_contain_themselves() {
    round_trips::<Tree>(
        r#"{"name":"a","children":[{"name":"b","children":[]},{"name":"c"}],"parent":{"name":"d","parent":{"name":"e"}}}"#,
    );
}

#[test]
fn deep_nesting_is_refused_cleanly() {
    for (open, close) in [
        (r#"{"name":"a","parent":"#, "}"),
        (r#"{"name":"a","children":["#, "]}"),
    ] {
        let unclosed = open.repeat(100_000);
        assert_eq!(refusal::<Tree>(&unclosed), "recursion limit exceeded");
        let deep = format!("{unclosed}null{}", close.repeat(100_000));
        assert_eq!(refusal::<Tree>(&deep), "recursion limit exceeded");
    }
    // What is skipped needs no stack.
    let skipped = format!(
        r#"{{"x":{}{},"name":"a"}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert_eq!(encode(&decode::<Tree>(&skipped)), r#"{"name":"a"}"#);
}

/// A struct of 201 fields that contains itself.
macro_rules! wide {
    ($($index:literal $field:ident $key:literal,)*) => {
        #[derive(Debug, Clone, PartialEq)]
        struct Wide {
            $($field: Option<String>,)*
            child: Option<Box<Wide>>,
        }

        object!(Wide {
            $($index optional $field $key,)*
            200 optional child "child",
        });

        const WIDE: &[&str] = &[$($key),*];
    };
}

wide! {
    0 f0 "f0", 1 f1 "f1", 2 f2 "f2", 3 f3 "f3", 4 f4 "f4",
    5 f5 "f5", 6 f6 "f6", 7 f7 "f7", 8 f8 "f8", 9 f9 "f9",
    10 f10 "f10", 11 f11 "f11", 12 f12 "f12", 13 f13 "f13", 14 f14 "f14",
    15 f15 "f15", 16 f16 "f16", 17 f17 "f17", 18 f18 "f18", 19 f19 "f19",
    20 f20 "f20", 21 f21 "f21", 22 f22 "f22", 23 f23 "f23", 24 f24 "f24",
    25 f25 "f25", 26 f26 "f26", 27 f27 "f27", 28 f28 "f28", 29 f29 "f29",
    30 f30 "f30", 31 f31 "f31", 32 f32 "f32", 33 f33 "f33", 34 f34 "f34",
    35 f35 "f35", 36 f36 "f36", 37 f37 "f37", 38 f38 "f38", 39 f39 "f39",
    40 f40 "f40", 41 f41 "f41", 42 f42 "f42", 43 f43 "f43", 44 f44 "f44",
    45 f45 "f45", 46 f46 "f46", 47 f47 "f47", 48 f48 "f48", 49 f49 "f49",
    50 f50 "f50", 51 f51 "f51", 52 f52 "f52", 53 f53 "f53", 54 f54 "f54",
    55 f55 "f55", 56 f56 "f56", 57 f57 "f57", 58 f58 "f58", 59 f59 "f59",
    60 f60 "f60", 61 f61 "f61", 62 f62 "f62", 63 f63 "f63", 64 f64 "f64",
    65 f65 "f65", 66 f66 "f66", 67 f67 "f67", 68 f68 "f68", 69 f69 "f69",
    70 f70 "f70", 71 f71 "f71", 72 f72 "f72", 73 f73 "f73", 74 f74 "f74",
    75 f75 "f75", 76 f76 "f76", 77 f77 "f77", 78 f78 "f78", 79 f79 "f79",
    80 f80 "f80", 81 f81 "f81", 82 f82 "f82", 83 f83 "f83", 84 f84 "f84",
    85 f85 "f85", 86 f86 "f86", 87 f87 "f87", 88 f88 "f88", 89 f89 "f89",
    90 f90 "f90", 91 f91 "f91", 92 f92 "f92", 93 f93 "f93", 94 f94 "f94",
    95 f95 "f95", 96 f96 "f96", 97 f97 "f97", 98 f98 "f98", 99 f99 "f99",
    100 f100 "f100", 101 f101 "f101", 102 f102 "f102", 103 f103 "f103", 104 f104 "f104",
    105 f105 "f105", 106 f106 "f106", 107 f107 "f107", 108 f108 "f108", 109 f109 "f109",
    110 f110 "f110", 111 f111 "f111", 112 f112 "f112", 113 f113 "f113", 114 f114 "f114",
    115 f115 "f115", 116 f116 "f116", 117 f117 "f117", 118 f118 "f118", 119 f119 "f119",
    120 f120 "f120", 121 f121 "f121", 122 f122 "f122", 123 f123 "f123", 124 f124 "f124",
    125 f125 "f125", 126 f126 "f126", 127 f127 "f127", 128 f128 "f128", 129 f129 "f129",
    130 f130 "f130", 131 f131 "f131", 132 f132 "f132", 133 f133 "f133", 134 f134 "f134",
    135 f135 "f135", 136 f136 "f136", 137 f137 "f137", 138 f138 "f138", 139 f139 "f139",
    140 f140 "f140", 141 f141 "f141", 142 f142 "f142", 143 f143 "f143", 144 f144 "f144",
    145 f145 "f145", 146 f146 "f146", 147 f147 "f147", 148 f148 "f148", 149 f149 "f149",
    150 f150 "f150", 151 f151 "f151", 152 f152 "f152", 153 f153 "f153", 154 f154 "f154",
    155 f155 "f155", 156 f156 "f156", 157 f157 "f157", 158 f158 "f158", 159 f159 "f159",
    160 f160 "f160", 161 f161 "f161", 162 f162 "f162", 163 f163 "f163", 164 f164 "f164",
    165 f165 "f165", 166 f166 "f166", 167 f167 "f167", 168 f168 "f168", 169 f169 "f169",
    170 f170 "f170", 171 f171 "f171", 172 f172 "f172", 173 f173 "f173", 174 f174 "f174",
    175 f175 "f175", 176 f176 "f176", 177 f177 "f177", 178 f178 "f178", 179 f179 "f179",
    180 f180 "f180", 181 f181 "f181", 182 f182 "f182", 183 f183 "f183", 184 f184 "f184",
    185 f185 "f185", 186 f186 "f186", 187 f187 "f187", 188 f188 "f188", 189 f189 "f189",
    190 f190 "f190", 191 f191 "f191", 192 f192 "f192", 193 f193 "f193", 194 f194 "f194",
    195 f195 "f195", 196 f196 "f196", 197 f197 "f197", 198 f198 "f198", 199 f199 "f199",
}

#[test]
fn an_object_may_have_many_fields() {
    let entries = |keys: &[&str]| {
        let entries: Vec<String> = keys
            .iter()
            .map(|key| format!(r#""{key}":"{key}""#))
            .collect();
        format!("{{{}}}", entries.join(","))
    };
    let json = entries(WIDE);
    round_trips::<Wide>(&json);
    let mut reversed = WIDE.to_vec();
    reversed.reverse();
    assert_eq!(encode(&decode::<Wide>(&entries(&reversed))), json);
    for twice in ["f0", "f63", "f64", "f127", "f128", "f199"] {
        let json =
            format!(r#"{{"f199":"","f64":"","f63":"","f127":"","f128":"","f0":"","{twice}":""}}"#);
        assert_eq!(refusal::<Wide>(&json), format!("duplicate field `{twice}`"));
    }
}

#[test]
fn large_objects_are_refused_before_the_stack_is_full() {
    let nested = |depth: usize| {
        format!(
            "{}{{}}{}",
            r#"{"f7":"a","child":"#.repeat(depth),
            "}".repeat(depth)
        )
    };
    round_trips::<Wide>(&nested(15));
    for depth in [25, 120, 100_000] {
        assert_eq!(
            refusal::<Wide>(&nested(depth)),
            "large objects are nested too deep"
        );
    }
    // A refusal leaves nothing behind.
    round_trips::<Wide>(&nested(15));
}
