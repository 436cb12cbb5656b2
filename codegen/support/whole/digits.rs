//! Integers by the digits that they are written with, however many those are.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Unexpected, Visitor};

/// What `serde_json` knows a value by that is wanted as the text that it is.
const RAW: &str = "$serde_json::private::RawValue";

/// The integer that a number of JSON is; `None` for one with a fraction, or beyond 128 bits.
#[must_use]
pub fn integer(number: &str) -> Option<i128> {
    if let Ok(integer) = number.parse() {
        return Some(integer);
    }
    let (digits, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut all = format!("{whole}{fraction}");
    if all.trim_start_matches(['-', '0']).is_empty() {
        return Some(0);
    }
    let zeros = all.len() - all.trim_end_matches('0').len();
    let after: i128 = exponent.parse().ok()?;
    let after = after.checked_sub(i128::try_from(fraction.len()).ok()?)?;
    match usize::try_from(after) {
        // No integer of 128 bits has as many digits.
        Ok(more) if more < 40 => all.push_str(&"0".repeat(more)),
        Ok(_) => return None,
        Err(_) => {
            let less = usize::try_from(after.unsigned_abs()).ok()?;
            if less > zeros {
                return None;
            }
            all.truncate(all.len() - less);
        }
    }
    all.parse().ok()
}

/// An integer of 128 bits, read from its digits where the format shows them.
pub(super) struct Digits(pub(super) i128);

impl<'de> Deserialize<'de> for Digits {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(RAW, DigitsVisitor)
    }
}

struct DigitsVisitor;

impl<'de> Visitor<'de> for DigitsVisitor {
    type Value = Digits;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer of 128 bits")
    }

    /// Another format, or one without the feature that shows text.
    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Digits, D::Error> {
        deserializer.deserialize_i128(self)
    }

    /// The text, in a wrapping that names it.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Digits, A::Error> {
        if map.next_key::<String>()?.as_deref() != Some(RAW) {
            return Err(A::Error::invalid_type(Unexpected::Map, &self));
        }
        let text: String = map.next_value()?;
        integer(&text).map(Digits).ok_or_else(|| {
            let found = format!("`{text}`");
            A::Error::invalid_value(Unexpected::Other(&found), &self)
        })
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Digits, E> {
        Ok(Digits(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Digits, E> {
        Ok(Digits(value.into()))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Digits, E> {
        Ok(Digits(value))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Digits, E> {
        let number = i128::try_from(value);
        number
            .map(Digits)
            .map_err(|_| E::invalid_type(Unexpected::Other("a larger integer"), &self))
    }
}
