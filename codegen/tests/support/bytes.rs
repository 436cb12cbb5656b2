//! Bytes as base64 text.

use crate::support::bytes::Base64;
use crate::{decode, encode, refusal, round_trips};

#[test]
fn the_vectors_of_rfc_4648() {
    for (bytes, text) in [
        ("", ""),
        ("f", "Zg=="),
        ("fo", "Zm8="),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ] {
        let value = Base64::from(bytes.as_bytes());
        assert_eq!(encode(&value), format!("\"{text}\""));
        assert_eq!(decode::<Base64>(&format!("\"{text}\"")), value);
        assert_eq!(text.parse(), Ok(value.clone()));
        assert_eq!(value.to_string(), text);
    }
}

#[test]
fn every_byte_survives() {
    let all: Vec<u8> = (0..=255).collect();
    let value = Base64(all.clone());
    assert_eq!(Vec::from(decode::<Base64>(&encode(&value))), all);
    round_trips::<Base64>(r#""+/+/""#);
}

#[test]
fn reading_is_lenient() {
    for json in [
        r#""+/8=""#,
        r#""-_8=""#,
        r#""-_8""#,
        r#""+/8""#,
        r#""+/\r\n8=\n""#,
        r#"" +/ 9 ""#,
    ] {
        assert_eq!(decode::<Base64>(json).as_slice(), [0xfb, 0xff], "{json}");
    }
}

#[test]
fn what_is_no_base64_is_refused() {
    assert_eq!(
        refusal::<Base64>(r#""a?==""#),
        "invalid base64: Invalid symbol 63, offset 1."
    );
    assert!(refusal::<Base64>(r#""Zm9vY""#).starts_with("invalid base64: "));
    assert!(refusal::<Base64>(r#""é""#).starts_with("invalid base64: "));
    assert!(refusal::<Base64>(r#""Zg==Zg==""#).starts_with("invalid base64: "));
    assert_eq!(
        refusal::<Base64>("[1,2]"),
        "invalid type: sequence, expected base64 text"
    );
    assert_eq!(
        refusal::<Base64>("null"),
        "invalid type: null, expected base64 text"
    );
}

#[test]
fn it_acts_as_a_vector_and_does_not_print() {
    let mut value = Base64::default();
    value.push(7);
    value.extend_from_slice(b"secret");
    assert_eq!(value.len(), 7);
    assert_eq!(value.as_ref() as &[u8], b"\x07secret");
    assert_eq!(format!("{value:?}"), "Base64(7 bytes)");
    assert_eq!(Base64::from(vec![1]), Base64(vec![1]));
}
