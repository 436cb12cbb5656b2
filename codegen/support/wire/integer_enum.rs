//! Enums of integers.

use std::fmt::Display;

use serde::de::{DeserializeSeed, Error};
use serde::{Deserialize, Deserializer};

use super::UnknownValue;
use crate::support::whole::Whole;

/// Implements [`Serialize`](serde::Serialize), [`Deserialize`](serde::Deserialize) and the conversions from and to numbers
/// for an enum of integers.
///
/// ```text
/// integer_enum!(Level: i64 {
///     One 1,
///     Two 2,
/// });
/// ```
///
/// As with strings, `} else Unknown);` at the end makes the enum open: its variant `Unknown(i64)` holds any other number.
macro_rules! integer_enum {
    ($Type:ident: $Integer:ident { $($Variant:ident $value:literal),+ $(,)? }) => {
        impl $Type {
            /// Every value, in the order of the document.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The value as it is on the wire.
            #[inline]
            #[must_use]
            pub const fn value(&self) -> $Integer {
                match self {
                    $(Self::$Variant => $value,)+
                }
            }
        }

        impl TryFrom<$Integer> for $Type {
            type Error = $crate::support::wire::UnknownValue;

            #[inline]
            fn try_from(value: $Integer) -> Result<Self, $crate::support::wire::UnknownValue> {
                $crate::support::wire::IntegerEnum::parse(value)
            }
        }

        $crate::support::wire::integer_enum!(@both $Type $Integer [$($value),+] value
            match value {
                $($value => Some(Self::$Variant),)+
                _ => None,
            }
        );
    };
    ($Type:ident: $Integer:ident { $($Variant:ident $value:literal),+ $(,)? } else $Unknown:ident) => {
        impl $Type {
            /// The values that the document names, in its order.
            pub const KNOWN: &'static [Self] = &[$(Self::$Variant),+];

            /// The value as it is on the wire.
            #[inline]
            #[must_use]
            pub const fn value(&self) -> $Integer {
                match self {
                    $(Self::$Variant => $value,)+
                    Self::$Unknown(value) => *value,
                }
            }
        }

        impl From<$Integer> for $Type {
            #[inline]
            fn from(value: $Integer) -> Self {
                match value {
                    $($value => Self::$Variant,)+
                    _ => Self::$Unknown(value),
                }
            }
        }

        $crate::support::wire::integer_enum!(@both $Type $Integer [$($value),+] value Some(Self::from(value)));
    };
    (@both $Type:ident $Integer:ident [$($value:literal),+] $found:ident $variant:expr) => {
        impl $crate::support::wire::IntegerEnum for $Type {
            type Integer = $Integer;

            const VALUES: &'static [&'static str] = &[$(stringify!($value)),+];

            #[inline]
            fn from_wire($found: $Integer) -> Option<Self> {
                $variant
            }
        }

        impl From<$Type> for $Integer {
            #[inline]
            fn from(it: $Type) -> Self {
                it.value()
            }
        }

        impl ::std::str::FromStr for $Type {
            type Err = $crate::support::wire::UnknownValue;

            #[inline]
            fn from_str(text: &str) -> Result<Self, $crate::support::wire::UnknownValue> {
                $crate::support::wire::IntegerEnum::parse_text(text)
            }
        }

        impl ::std::fmt::Display for $Type {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.value().fmt(f)
            }
        }

        impl ::serde::Serialize for $Type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.value().serialize(serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $Type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::support::wire::decode_integer_enum(deserializer)
            }
        }
    };
}
pub(crate) use integer_enum;

/// An enum that has a table of integers.
pub trait IntegerEnum: Sized {
    /// The type of the numbers.
    type Integer: Copy + Display + std::str::FromStr;

    /// The values that the document names.
    const VALUES: &'static [&'static str];

    /// The variant for a value, if there is one.
    fn from_wire(value: Self::Integer) -> Option<Self>;

    /// The variant for a value.
    ///
    /// # Errors
    ///
    /// When there is none.
    fn parse(value: Self::Integer) -> Result<Self, UnknownValue> {
        Self::from_wire(value).ok_or_else(|| UnknownValue::new("value", &value, Self::VALUES))
    }

    /// The variant for a value in decimal digits.
    ///
    /// # Errors
    ///
    /// When there is none, or the text is no such number.
    fn parse_text(text: &str) -> Result<Self, UnknownValue> {
        let value = text.parse().ok().and_then(Self::from_wire);
        value.ok_or_else(|| UnknownValue::new("value", &text, Self::VALUES))
    }
}

/// Reads an integer; what `deserialize` of every enum of integers does.
///
/// # Errors
///
/// When there is something else, or a number that the enum does not allow.
pub fn decode_integer_enum<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: IntegerEnum<Integer: Deserialize<'de>>,
    D: Deserializer<'de>,
{
    T::parse(Whole::default().deserialize(deserializer)?).map_err(D::Error::custom)
}
