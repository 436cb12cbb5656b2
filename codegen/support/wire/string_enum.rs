//! Enums of strings.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::{Error, Visitor};

use super::UnknownValue;

/// Implements [`Serialize`](serde::Serialize), [`Deserialize`](serde::Deserialize) and the conversions from and to text
/// for an enum of strings.
///
/// ```text
/// string_enum!(Platform {
///     Sdk "SDK",
///     Web "WEB",
/// });
///
/// string_enum!(SessionState {
///     Open "OPEN",
///     Closed "CLOSED",
/// } else Unknown);
/// ```
///
/// The first is closed: another value is an error that lists the allowed ones. The second is open: its variant
/// `Unknown(String)` holds whatever else comes, and is written as it came.
///
/// What is made of a table is `#[inline]`, so that it is compiled where it is called.
macro_rules! string_enum {
    ($Type:ident { $($Variant:ident $text:literal),+ $(,)? }) => {
        impl $Type {
            /// Every value, in the order of the document.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The value as it is on the wire.
            #[inline]
            #[must_use]
            pub const fn as_str(&self) -> &'static str {
                match self {
                    $(Self::$Variant => $text,)+
                }
            }
        }

        impl ::std::str::FromStr for $Type {
            type Err = $crate::support::wire::UnknownValue;

            // `Self::Err` could be a variant.
            #[inline]
            fn from_str(text: &str) -> Result<Self, $crate::support::wire::UnknownValue> {
                $crate::support::wire::StringEnum::parse(text)
            }
        }

        $crate::support::wire::string_enum!(@both $Type [$($text),+] text
            match text {
                $($text => Some(Self::$Variant),)+
                _ => None,
            }
        );
    };
    ($Type:ident { $($Variant:ident $text:literal),+ $(,)? } else $Unknown:ident) => {
        impl $Type {
            /// The values that the document names, in its order.
            pub const KNOWN: &'static [Self] = &[$(Self::$Variant),+];

            /// The value as it is on the wire.
            #[inline]
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$Variant => $text,)+
                    Self::$Unknown(text) => text,
                }
            }
        }

        impl From<&str> for $Type {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$Variant,)+
                    _ => Self::$Unknown(text.to_owned()),
                }
            }
        }

        impl ::std::str::FromStr for $Type {
            type Err = ::std::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> Result<Self, ::std::convert::Infallible> {
                Ok(Self::from(text))
            }
        }

        $crate::support::wire::string_enum!(@both $Type [$($text),+] text Some(Self::from(text)));
    };
    (@both $Type:ident [$($text:literal),+] $found:ident $value:expr) => {
        impl $crate::support::wire::StringEnum for $Type {
            const VALUES: &'static [&'static str] = &[$($text),+];

            #[inline]
            fn from_wire($found: &str) -> Option<Self> {
                $value
            }
        }

        impl AsRef<str> for $Type {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::fmt::Display for $Type {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::serde::Serialize for $Type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $Type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::support::wire::decode_string_enum(deserializer)
            }
        }
    };
}
pub(crate) use string_enum;

/// An enum that has a table of strings.
pub trait StringEnum: Sized {
    /// The values that the document names.
    const VALUES: &'static [&'static str];

    /// The variant for a value, if there is one.
    fn from_wire(text: &str) -> Option<Self>;

    /// The variant for a value.
    ///
    /// # Errors
    ///
    /// When there is none.
    fn parse(text: &str) -> Result<Self, UnknownValue> {
        Self::from_wire(text).ok_or_else(|| UnknownValue::new("value", &text, Self::VALUES))
    }
}

/// Reads a string; what `deserialize` of every enum of strings does.
///
/// # Errors
///
/// When there is something else, or a string that the enum does not allow.
pub fn decode_string_enum<'de, T: StringEnum, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(StringVisitor(PhantomData))
}

struct StringVisitor<T>(PhantomData<T>);

impl<T: StringEnum> Visitor<'_> for StringVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::parse(text).map_err(E::custom)
    }
}
