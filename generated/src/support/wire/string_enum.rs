//! x

use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::{Error, Visitor};

/// x
macro_rules! string_enum {
    ($Type:ident, else $Unknown:ident { $($Variant:ident $text:literal),+ $(,)? }) => {
        impl $Type {
            /// The value as it is on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self { $(Self::$Variant => $text,)+ Self::$Unknown(text) => text }
            }
        }
        impl $crate::support::wire::StringEnum for $Type {
            const VALUES: &'static [&'static str] = &[$($text),+];
            fn from_text(text: &str) -> Option<Self> {
                Some(match text { $($text => Self::$Variant,)+ _ => Self::$Unknown(text.to_owned()) })
            }
        }
        impl ::serde::Serialize for $Type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $Type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::support::wire::decode_string(deserializer)
            }
        }
    };
    ($Type:ident { $($Variant:ident $text:literal),+ $(,)? }) => {
        impl $Type {
            /// The value as it is on the wire.
            #[must_use]
            pub const fn as_str(&self) -> &'static str {
                match self { $(Self::$Variant => $text,)+ }
            }
        }
        impl $crate::support::wire::StringEnum for $Type {
            const VALUES: &'static [&'static str] = &[$($text),+];
            fn from_text(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$Variant),)+ _ => None }
            }
        }
        impl ::serde::Serialize for $Type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $Type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::support::wire::decode_string(deserializer)
            }
        }
    };
}
pub(crate) use string_enum;

/// x
pub trait StringEnum: Sized {
    /// x
    const VALUES: &'static [&'static str];
    /// x
    fn from_text(text: &str) -> Option<Self>;
}

/// x
pub fn decode_string<'de, T: StringEnum, D: Deserializer<'de>>(d: D) -> Result<T, D::Error> {
    d.deserialize_str(StringVisitor(PhantomData))
}

struct StringVisitor<T>(PhantomData<T>);

impl<T: StringEnum> Visitor<'_> for StringVisitor<T> {
    type Value = T;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::from_text(text).ok_or_else(|| E::unknown_variant(text, T::VALUES))
    }
}
