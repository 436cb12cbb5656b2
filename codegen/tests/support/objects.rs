//! `object!`: literal JSON in, literal JSON out.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::support::strict::strictly;
use crate::support::wire::object;
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
fn null_for_an_optional_field_is_refused_where_nothing_is_put_up_with() {
    let json = r#"{"agentId":"a1","platform":null,"count":null}"#;
    let refused = strictly(|| refusal::<Session>(json));
    assert_eq!(
        refused,
        "invalid type: null, expected a value, or no such property"
    );
    // What may be null still may be, and the next reader puts up with it again.
    let nullable = r#"{"agentId":"a1","platform":null,"note":null,"count":1}"#;
    strictly(|| decode::<Session>(nullable));
    decode::<Session>(json);
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
