//! Every constraint that a document may have, on a socket: a value that fits, and one that does not.

use petstore::errors::CheckRulesError;
use petstore::models::Ruled;
use petstore::server::RulesApi;
use petstore::support::server::HandlerError;
use serde_json::{Value, json};

use super::service::Pets;
use super::{assert_problem, server};
use crate::harness::Server;

impl RulesApi for Pets {
    async fn check_rules(&self, _: Ruled) -> Result<(), HandlerError<CheckRulesError>> {
        Ok(())
    }
}

/// A property, values of it that fit, and others with the place and the words of what is wrong.
type Case = (
    &'static str,
    &'static [&'static str],
    &'static [(&'static str, &'static str, &'static str)],
);

const CASES: &[Case] = &[
    (
        "minLength",
        &[r#""ab""#, r#""äö""#],
        &[(r#""ä""#, "", "must have at least 2 characters, has 1")],
    ),
    (
        "maxLength",
        &[r#""äö""#, r#""\ud83d\ude00\ud83d\ude00""#],
        &[(r#""abc""#, "", "must have at most 2 characters, has 3")],
    ),
    (
        "pattern",
        &[r#""abc""#],
        &[
            (r#""aBc""#, "", "must match `^[a-z]+$`"),
            (r#""a\n""#, "", "must match `^[a-z]+$`"),
        ],
    ),
    ("enum", &[r#""a""#], &[(r#""c""#, "", "one of `a`, `b`")]),
    (
        "minimum",
        &["-1", "0"],
        &[("-2", "", "must be at least -1, is -2")],
    ),
    (
        "exclusiveMinimum",
        &["1e-300"],
        &[
            ("0", "", "must be more than 0, is 0"),
            ("-0.0", "", "must be more than 0, is 0"),
        ],
    ),
    (
        "maximum",
        &["10"],
        &[("11", "", "must be at most 10, is 11")],
    ),
    (
        "exclusiveMaximum",
        &["0.9999999999", "0.9999999999999999"],
        &[
            ("1", "", "must be less than 1, is 1"),
            ("1e0", "", "must be less than 1, is 1"),
        ],
    ),
    (
        "multipleOf",
        &["0.07", "19.99", "0.1", "0", "1e2", "4.35"],
        &[
            ("0.001", "", "must be a multiple of 0.01, is 0.001"),
            ("19.999", "", "must be a multiple of 0.01, is 19.999"),
        ],
    ),
    (
        "int32",
        &["2147483647", "-2147483648"],
        &[("2147483648", "", "i32"), ("1.5", "", "i32")],
    ),
    (
        "minItems",
        &["[1]"],
        &[("[]", "", "must have at least 1 item, has 0")],
    ),
    (
        "maxItems",
        &["[1]", "[]"],
        &[("[1,2]", "", "must have at most 1 item, has 2")],
    ),
    (
        "uniqueItems",
        &["[1,2]"],
        &[(
            "[1,2,1.0]",
            "",
            "must have no item twice, items 0 and 2 are equal",
        )],
    ),
    (
        "minProperties",
        &[r#"{"a":1}"#],
        &[("{}", "", "must have at least 1 property, has 0")],
    ),
    (
        "maxProperties",
        &["{}"],
        &[(
            r#"{"a":1,"b":2}"#,
            "",
            "must have at most 1 property, has 2",
        )],
    ),
    (
        "required",
        &[r#"{"it":1}"#],
        &[
            ("{}", "", "missing field `it`"),
            (r#"{"it":null}"#, "/it", "null"),
        ],
    ),
    (
        "closed",
        &[r#"{"it":1}"#, "{}"],
        &[(r#"{"that":1}"#, "/that", "")],
    ),
    ("nullable", &["1", "null"], &[(r#""1""#, "", "string")]),
    (
        "size",
        &[r#"{"a":"äö"}"#],
        &[(
            r#"{"a":"äöü"}"#,
            "",
            "must have at most 10 characters of JSON text, has 11",
        )],
    ),
    (
        "uuid",
        &[r#""123e4567-e89b-12d3-a456-426614174000""#],
        &[(r#""123e4567""#, "", "")],
    ),
    (
        "date",
        &[r#""2024-02-29""#],
        &[(r#""2023-02-29""#, "", ""), (r#""29.2.2024""#, "", "")],
    ),
    (
        "dateTime",
        &[r#""2024-02-29T12:00:00.5+01:00""#],
        &[
            (r#""2024-02-29""#, "", ""),
            (r#""2024-02-29T25:00:00Z""#, "", ""),
        ],
    ),
    (
        "byte",
        &[r#""aGk=""#, r#""""#],
        &[(r#""a*""#, "", ""), (r#""a""#, "", "")],
    ),
    (
        "ipv4",
        &[r#""192.0.2.1""#],
        &[(r#""192.0.2.256""#, "", ""), (r#""::1""#, "", "")],
    ),
    (
        "ipv6",
        &[r#""2001:db8::1""#],
        &[(r#""192.0.2.1""#, "", ""), (r#""1::2::3""#, "", "")],
    ),
    ("uri", &[r#""urn:a""#], &[(r#""/a""#, "", "must be a URI")]),
    (
        "uriReference",
        &[r#""/a?b#c""#],
        &[(r#""a b""#, "", "must be a URI or a relative reference")],
    ),
    (
        "email",
        &[r#""a@b.example""#],
        &[(r#""a b@c""#, "", "must be an email address")],
    ),
    (
        "hostname",
        &[r#""a.example""#],
        &[(r#""a_b""#, "", "must be a host name")],
    ),
    (
        "time",
        &[r#""17:30:00Z""#],
        &[(r#""25:00:00Z""#, "", "must be a time, such as `17:30:00Z`")],
    ),
    (
        "duration",
        &[r#""P1D""#],
        &[(r#""1D""#, "", "must be a duration, such as `P1DT12H`")],
    ),
    (
        "jsonPointer",
        &[r#""/a/0""#],
        &[(r#""a""#, "", "must be a JSON pointer")],
    ),
];

const JSON: &str = "Content-Type: application/json";

async fn check(server: &Server, body: &str) -> Result<(), Vec<(String, String)>> {
    let answer = server.send("POST /rules", JSON, body).await;
    if answer.status == 204 {
        return Ok(());
    }
    let problem = assert_problem(&answer, 422);
    let errors = problem["errors"].as_array().unwrap();
    let text = |error: &Value, key: &str| error[key].as_str().unwrap().to_owned();
    Err(errors
        .iter()
        .map(|it| (text(it, "pointer"), text(it, "detail")))
        .collect())
}

#[tokio::test]
async fn every_constraint_takes_what_fits_and_refuses_what_does_not() {
    let server = server().await;
    for (property, good, bad) in CASES {
        for value in *good {
            let body = format!(r#"{{"{property}":{value}}}"#);
            assert_eq!(check(&server, &body).await, Ok(()), "{body}");
        }
        for (value, pointer, message) in *bad {
            let body = format!(r#"{{"{property}":{value}}}"#);
            let errors = check(&server, &body).await.expect_err(&body);
            let [(at, what)] = errors.as_slice() else {
                panic!("{body}: {errors:?}");
            };
            assert_eq!(*at, format!("/{property}{pointer}"), "{body}");
            assert!(what.contains(message), "{body}: {what}");
        }
    }
}

#[tokio::test]
async fn every_property_is_tried() {
    let document = include_str!("../../../petstore/openapi.yaml");
    let ruled = document.split("    Ruled:\n").nth(1).unwrap();
    let ruled = ruled.split("    Size:\n").next().unwrap();
    let properties = ruled.lines().filter_map(|it| it.strip_prefix("        "));
    let properties: Vec<&str> = properties.filter_map(|it| it.split(':').next()).collect();
    let tried: Vec<&str> = CASES.iter().map(|(it, _, _)| *it).collect();
    assert_eq!(properties, tried);
}

#[tokio::test]
async fn the_length_of_the_json_text_is_counted_in_characters() {
    let server = server().await;
    let body = |text: &str| json!({ "size": { "a": text } }).to_string();
    assert_eq!(check(&server, &body("äö")).await, Ok(()));
    // Space between is not counted.
    assert_eq!(
        check(&server, r#"{"size": { "a" :   "äö" }}"#).await,
        Ok(())
    );
    let errors = check(&server, &body("abc")).await.unwrap_err();
    assert_eq!(
        errors[0].1,
        "must have at most 10 characters of JSON text, has 11"
    );
}

#[tokio::test]
async fn all_that_is_wrong_is_told_at_once() {
    let server = server().await;
    let body = r#"{"minLength": "a", "maximum": 11, "email": "x", "minItems": []}"#;
    let errors = check(&server, body).await.unwrap_err();
    let places: Vec<&str> = errors.iter().map(|it| it.0.as_str()).collect();
    assert_eq!(places, ["/minLength", "/maximum", "/minItems", "/email"]);
}
