//! Numbers with all their digits.

use crate::support::number::Number;
use crate::support::wire::{object, union};
use crate::{decode, encode, refusal, round_trips};

const WRITTEN: &[&str] = &[
    "0",
    "-0",
    "0.10",
    "1.0",
    "1e400",
    "-1E-7",
    "3.14159265358979323846264338327950288419716939937510582097494459",
    "123456789012345678901234567890123456789012345678901234567890",
];

#[derive(Debug, PartialEq)]
struct Price {
    amount: Number,
    tax: Option<Number>,
}

object!(Price {
    0 required amount "amount",
    1 optional tax "tax",
});

#[derive(Debug, PartialEq)]
enum Amount {
    Text(String),
    Number(Number),
}

union!(Amount { Text, Number });

#[test]
fn no_digit_is_lost() {
    for written in WRITTEN {
        round_trips::<Number>(written);
        round_trips::<Vec<Number>>(&format!("[{written},{written}]"));
        round_trips::<Price>(&format!(r#"{{"amount":{written},"tax":{written}}}"#));
        round_trips::<Amount>(written);
        assert_eq!(decode::<Number>(written).to_string(), **written);
    }
}

#[test]
fn null_and_text_are_no_numbers() {
    round_trips::<Price>(r#"{"amount":1}"#);
    for other in ["null", "\"1\"", "true", "[]", "{}", "{\"a\":1}"] {
        refusal::<Number>(other);
    }
    for text in [
        "", "1.", ".5", "01", "+1", " 1", "1 ", "NaN", "1e", "--1", "0x1",
    ] {
        assert!(text.parse::<Number>().is_err(), "{text:?}");
    }
}

#[test]
fn machine_numbers_become_them() {
    assert_eq!(encode(&Number::from(u128::MAX)), u128::MAX.to_string());
    assert_eq!(
        Number::try_from(0.1).map(|it| it.to_string()),
        Ok("0.1".to_owned())
    );
    assert!(Number::try_from(f64::NAN).is_err());
    assert!((decode::<Number>("0.10").to_f64() - 0.1).abs() < f64::EPSILON);
    assert_eq!(Number::literal("1.50").as_str(), "1.50");
}
