//! `string_enum!` and `integer_enum!`.

use std::collections::BTreeMap;

use serde_json::json;

use crate::support::wire::{IntegerEnum, StringEnum, integer_enum, string_enum};
use crate::{decode, encode, refusal, round_trips};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Platform {
    Sdk,
    Web,
    Quoted,
}

string_enum!(Platform {
    Sdk "SDK",
    Web "WEB",
    Quoted "a \"b\" é",
});

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Open,
    Closed,
    Unknown(String),
}

string_enum!(State {
    Open "OPEN",
    Closed "CLOSED",
} else Unknown);

#[derive(Debug, Clone, PartialEq)]
enum Only {
    This,
}

string_enum!(Only { This "this" });

#[test]
fn a_closed_enum_refuses_unknown_values_and_lists_the_others() {
    for (value, json) in [
        (Platform::Sdk, r#""SDK""#),
        (Platform::Web, r#""WEB""#),
        (Platform::Quoted, r#""a \"b\" é""#),
    ] {
        assert_eq!(encode(&value), json);
        assert_eq!(decode::<Platform>(json), value);
    }
    assert_eq!(
        refusal::<Platform>(r#""web""#),
        r#"unknown value `web`, expected one of `SDK`, `WEB`, `a "b" é`"#
    );
    assert_eq!(
        refusal::<Only>(r#""that""#),
        "unknown value `that`, expected `this`"
    );
    assert_eq!(
        refusal::<Platform>("1"),
        "invalid type: integer `1`, expected a string"
    );
    assert_eq!(
        refusal::<Platform>("null"),
        "invalid type: null, expected a string"
    );
    assert_eq!(
        refusal::<Platform>(r#"{"SDK":null}"#),
        "invalid type: map, expected a string"
    );
}

#[test]
fn a_closed_enum_converts_from_and_to_text() {
    assert_eq!(
        Platform::ALL,
        [Platform::Sdk, Platform::Web, Platform::Quoted]
    );
    assert_eq!(Only::ALL, [Only::This]);
    assert_eq!(Only::This.as_str(), "this");
    assert_eq!(Platform::VALUES, ["SDK", "WEB", "a \"b\" é"]);
    assert_eq!("WEB".parse(), Ok(Platform::Web));
    assert_eq!(Platform::Web.as_ref() as &str, "WEB");
    assert_eq!(
        format!("{:>5}|{}", Platform::Web, Platform::Sdk),
        "  WEB|SDK"
    );
    let error = "x".parse::<Platform>().unwrap_err();
    assert_eq!(error.allowed(), Platform::VALUES);
    assert!(
        error
            .to_string()
            .starts_with("unknown value `x`, expected one of `SDK`")
    );
}

#[test]
fn an_open_enum_keeps_unknown_values() {
    assert_eq!(decode::<State>(r#""OPEN""#), State::Open);
    assert_eq!(
        decode::<State>(r#""PAUSED""#),
        State::Unknown("PAUSED".to_owned())
    );
    for json in [
        r#""OPEN""#,
        r#""CLOSED""#,
        r#""PAUSED""#,
        r#""""#,
        r#""\u0000""#,
    ] {
        round_trips::<State>(json);
    }
    assert_eq!(
        refusal::<State>("1"),
        "invalid type: integer `1`, expected a string"
    );
    assert_eq!(State::KNOWN, [State::Open, State::Closed]);
    assert_eq!(State::VALUES, ["OPEN", "CLOSED"]);
    assert_eq!("CLOSED".parse(), Ok(State::Closed));
    assert_eq!(State::from("x").to_string(), "x");
    assert_eq!(State::from("x").as_ref() as &str, "x");
}

#[test]
fn enums_may_be_keys_and_escaped() {
    let json = r#"{"SDK":1,"WEB":2}"#;
    round_trips::<BTreeMap<Platform, u8>>(json);
    round_trips::<BTreeMap<State, u8>>(r#"{"CLOSED":1,"x":2}"#);
    assert_eq!(decode::<Platform>(r#""\u0057EB""#), Platform::Web);
    assert_eq!(
        serde_json::from_value::<Platform>(json!("WEB")).unwrap(),
        Platform::Web
    );
    assert_eq!(
        serde_json::from_reader::<_, State>(&br#""OPEN""#[..]).unwrap(),
        State::Open
    );
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Level {
    One,
    Minus,
    Max,
}

integer_enum!(Level: i64 {
    One 1,
    Minus -1,
    Max 9223372036854775807,
});

#[derive(Debug, Clone, Copy, PartialEq)]
enum Code {
    Ok,
    Unknown(u64),
}

integer_enum!(Code: u64 {
    Ok 200,
} else Unknown);

#[test]
fn a_closed_integer_enum() {
    assert_eq!(decode::<Level>("-1"), Level::Minus);
    for json in ["1", "-1", "9223372036854775807"] {
        round_trips::<Level>(json);
    }
    assert_eq!(
        refusal::<Level>("2"),
        "unknown value `2`, expected one of `1`, `-1`, `9223372036854775807`"
    );
    assert_eq!(
        refusal::<Level>(r#""1""#),
        r#"invalid type: string "1", expected i64"#
    );
    assert_eq!(
        refusal::<Level>("1.5"),
        "invalid type: floating point `1.5`, expected i64"
    );
    assert_eq!(Level::ALL, [Level::One, Level::Minus, Level::Max]);
    assert_eq!(Level::VALUES, ["1", "-1", "9223372036854775807"]);
    assert_eq!(Level::try_from(1), Ok(Level::One));
    assert_eq!(
        Level::try_from(3).unwrap_err().to_string(),
        Level::from_text_error("3")
    );
    assert_eq!("-1".parse(), Ok(Level::Minus));
    assert_eq!(
        "x".parse::<Level>().unwrap_err().to_string(),
        Level::from_text_error("x")
    );
    assert_eq!((Level::Minus.value(), i64::from(Level::One)), (-1, 1));
    assert_eq!(format!("{:>3}", Level::Minus), " -1");
}

impl Level {
    fn from_text_error(found: &str) -> String {
        format!("unknown value `{found}`, expected one of `1`, `-1`, `9223372036854775807`")
    }
}

#[test]
fn an_open_integer_enum() {
    assert_eq!(decode::<Code>("200"), Code::Ok);
    assert_eq!(
        decode::<Code>("18446744073709551615"),
        Code::Unknown(u64::MAX)
    );
    for json in ["200", "0", "18446744073709551615"] {
        round_trips::<Code>(json);
    }
    assert_eq!(
        refusal::<Code>("-1"),
        "invalid value: integer `-1`, expected u64"
    );
    assert_eq!(Code::KNOWN, [Code::Ok]);
    assert_eq!(Code::from(404), Code::Unknown(404));
    assert_eq!("404".parse(), Ok(Code::Unknown(404)));
    assert!("x".parse::<Code>().is_err());
    assert_eq!(Code::from(404).to_string(), "404");
}
