//! Properties that can have one value only.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, Unexpected, Visitor};

/// The value of a constant property.
#[derive(Debug, Clone, Copy)]
pub enum Constant {
    /// A string.
    String(&'static str),
    /// A whole number.
    Integer(i128),
    /// Any other number.
    Number(f64),
    /// `true` or `false`.
    Boolean(bool),
}

impl From<&'static str> for Constant {
    fn from(value: &'static str) -> Self {
        Self::String(value)
    }
}

impl From<i32> for Constant {
    fn from(value: i32) -> Self {
        Self::Integer(value.into())
    }
}

impl From<i64> for Constant {
    fn from(value: i64) -> Self {
        Self::Integer(value.into())
    }
}

impl From<u64> for Constant {
    fn from(value: u64) -> Self {
        Self::Integer(value.into())
    }
}

impl From<f64> for Constant {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl From<bool> for Constant {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl fmt::Display for Constant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String(value) => write!(f, "{value:?}"),
            Self::Integer(value) => write!(f, "{value}"),
            Self::Number(value) => write!(f, "{value}"),
            Self::Boolean(value) => write!(f, "{value}"),
        }
    }
}

/// Accepts one value and no other.
pub(super) struct ConstantSeed(pub(super) Constant);

impl ConstantSeed {
    fn integer<E: Error>(self, value: i128, found: Unexpected<'_>) -> Result<(), E> {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a number that loses digits is not the constant either"
        )]
        let equal = match self.0 {
            Constant::Integer(constant) => constant == value,
            Constant::Number(constant) => constant == value as f64,
            Constant::String(_) | Constant::Boolean(_) => false,
        };
        if equal {
            Ok(())
        } else {
            Err(E::invalid_value(found, &self))
        }
    }
}

impl<'de> DeserializeSeed<'de> for ConstantSeed {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for ConstantSeed {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the constant {}", self.0)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        match self.0 {
            Constant::String(constant) if constant == value => Ok(()),
            _ => Err(E::invalid_value(Unexpected::Str(value), &self)),
        }
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.integer(value.into(), Unexpected::Signed(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.integer(value.into(), Unexpected::Unsigned(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        #[expect(clippy::cast_precision_loss, reason = "JSON does not tell 1 from 1.0")]
        let equal = match self.0 {
            Constant::Integer(constant) => constant as f64 == value,
            Constant::Number(constant) => constant == value,
            Constant::String(_) | Constant::Boolean(_) => false,
        };
        if equal {
            Ok(())
        } else {
            Err(E::invalid_value(Unexpected::Float(value), &self))
        }
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        match self.0 {
            Constant::Boolean(constant) if constant == value => Ok(()),
            _ => Err(E::invalid_value(Unexpected::Bool(value), &self)),
        }
    }
}
