//! Numbers with all the digits that they are written with.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

/// A number as it is written: `0.10` stays `0.10`, and no digit is lost, however many there are.
///
/// Two numbers are equal when they are written the same.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Box<str>);

/// Why a text is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotANumber;

impl Number {
    /// The number as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest float; infinite for what is larger than all of them.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// A number that the API's document spells, or zero for what is none.
    #[must_use]
    pub fn literal(text: &str) -> Self {
        text.parse().unwrap_or_else(|_| Self("0".into()))
    }
}

impl FromStr for Number {
    type Err = NotANumber;

    /// Reads a number of JSON (RFC 8259, section 6).
    fn from_str(text: &str) -> Result<Self, NotANumber> {
        // What begins like a number and is JSON is one.
        let begins = text.starts_with(|it: char| it == '-' || it.is_ascii_digit());
        let ends = text.ends_with(|it: char| it.is_ascii_digit());
        if begins && ends && serde_json::from_str::<&RawValue>(text).is_ok() {
            Ok(Self(text.into()))
        } else {
            Err(NotANumber)
        }
    }
}

macro_rules! integers {
    ($($Integer:ty)*) => {
        $(impl From<$Integer> for Number {
            fn from(integer: $Integer) -> Self {
                Self(integer.to_string().into())
            }
        })*
    };
}

integers!(i32 u32 i64 u64 i128 u128);

impl TryFrom<f64> for Number {
    type Error = NotANumber;

    /// The shortest text that is read as `float`; JSON has none for what is not finite.
    fn try_from(float: f64) -> Result<Self, NotANumber> {
        if float.is_finite() {
            Ok(Self(float.to_string().into()))
        } else {
            Err(NotANumber)
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for NotANumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it is not a number")
    }
}

impl std::error::Error for NotANumber {}

impl Serialize for Number {
    /// As a machine number where that is written the same, which every format can; else as text
    /// that JSON takes over as it is.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Ok(integer) = self.0.parse::<i64>()
            && integer.to_string() == *self.0
        {
            return serializer.serialize_i64(integer);
        }
        if let Ok(float) = self.0.parse::<f64>()
            && serde_json::to_string(&float).is_ok_and(|it| it == *self.0)
        {
            return serializer.serialize_f64(float);
        }
        let raw: &RawValue = serde_json::from_str(&self.0).map_err(serde::ser::Error::custom)?;
        raw.serialize(serializer)
    }
}

/// What `serde_json` knows a value by that is wanted as the text that it is.
const RAW: &str = "$serde_json::private::RawValue";

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(RAW, NumberVisitor)
    }
}

struct NumberVisitor;

impl<'de> Visitor<'de> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Number, D::Error> {
        // A format of text only has nothing but strings to show.
        deserializer.deserialize_f64(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Number, A::Error> {
        let wrong = || A::Error::invalid_type(serde::de::Unexpected::Map, &"a number");
        match map.next_key::<String>()? {
            Some(key) if key == RAW => {}
            Some(_) | None => return Err(wrong()),
        }
        let text: String = map.next_value()?;
        text.parse()
            .map_err(|_| A::Error::custom("invalid type: expected a number"))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Number, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_i64<E>(self, integer: i64) -> Result<Number, E> {
        Ok(integer.into())
    }

    fn visit_u64<E>(self, integer: u64) -> Result<Number, E> {
        Ok(integer.into())
    }

    fn visit_f64<E: Error>(self, float: f64) -> Result<Number, E> {
        float.try_into().map_err(E::custom)
    }
}

#[cfg(feature = "validate")]
impl crate::support::rules::Number for Number {
    fn number(&self) -> Option<crate::support::rules::Decimal> {
        crate::support::rules::Decimal::parse(&self.0)
    }
}

#[cfg(feature = "validate")]
impl crate::support::rules::Constants for Number {
    fn constant(&self) -> Option<crate::support::rules::Constant<'_>> {
        crate::support::rules::Number::number(self).map(crate::support::rules::Constant::Number)
    }
}
