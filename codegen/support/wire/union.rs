//! Enums whose variants hold one value each, of which the JSON shows which it is.

mod choice;
mod replay;
mod shape;
mod skim;
mod tagged;
mod text;

pub use choice::{Union, Variant, decode_union};
pub use replay::Replay;
pub use shape::Shape;
pub use tagged::{Tagged, decode_tagged};
pub use text::parse;

/// Implements [`Serialize`](serde::Serialize) and [`Deserialize`](serde::Deserialize) for an enum whose variants hold one
/// value each. The value is on the wire as it would be without the enum.
///
/// ```text
/// union!(Pet tag "kind" {
///     Cat "cat",
///     Dog "dog" "hound",
/// } else Unknown);
///
/// union!(Id {
///     Number,
///     Text,
/// });
/// ```
///
/// The variants of the first are objects, and the property `kind` says which of them it is; it is a property of theirs like
/// any other. Where it comes first, as it mostly does, the variant is read as if the enum were not there. Where it does not
/// come at all, the variant is one that does without it.
///
/// The second is told apart by what is there: a variant is taken if it reads such a value. If several do, it is the one
/// that keeps most of it; if that is no difference either, it is the first.
///
/// Where a value may be of several variants at once, `combined` names one with the properties of all. It is taken for what
/// another variant reads, but would not keep whole.
///
/// With `else`, a value that is none of those that the document names is kept in the variant `Unknown`, as JSON. Without,
/// it is an error.
macro_rules! union {
    ($Type:ident tag $tag:literal { $($Variant:ident $($value:literal)+),+ $(,)? } $(else $Unknown:ident)?) => {
        impl $crate::support::wire::Tagged for $Type {
            const EXPECTED: &'static str = concat!("object ", stringify!($Type));
            const TAG: &'static str = $tag;
            const VALUES: &'static [&'static str] = &[$($($value),+),+];

            fn decode<'de, A: ::serde::de::MapAccess<'de>>(
                entries: $crate::support::wire::Replay<'de, A>,
            ) -> Result<Self, A::Error> {
                match entries.tag() {
                    $(Some($($value)|+) => entries.read().map(Self::$Variant),)+
                    _ => $crate::support::wire::union!(@unknown entries $($Unknown)?),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $Type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::support::wire::decode_tagged(deserializer)
            }
        }

        $crate::support::wire::union!(@serialize $Type [$($Variant),+ $(, $Unknown)?]);
    };
    ($Type:ident { $($Variant:ident),+ $(,)? } $(combined $Combined:ident)? $(else $Unknown:ident)?) => {
        impl $crate::support::wire::Union for $Type {
            const NAME: &'static str = stringify!($Type);
            const VARIANTS: &'static [$crate::support::wire::Variant<Self>] = &[
                $($crate::support::wire::Variant {
                    name: stringify!($Variant),
                    shape: $crate::support::wire::Shape::of_payload(Self::$Variant),
                    read: |json| $crate::support::wire::parse(json).map(Self::$Variant),
                },)+
            ];
            $(const COMBINED: Option<fn(&str) -> ::serde_json::Result<Self>> =
                Some(|json| $crate::support::wire::parse(json).map(Self::$Combined));)?
            $(const UNKNOWN: Option<fn(::serde_json::Value) -> Self> = Some(Self::$Unknown);)?
        }

        impl<'de> ::serde::Deserialize<'de> for $Type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::support::wire::decode_union(deserializer)
            }
        }

        $crate::support::wire::union!(@serialize $Type [$($Variant),+ $(, $Combined)? $(, $Unknown)?]);
    };
    (@unknown $entries:ident) => { Err($entries.unknown::<Self>()) };
    (@unknown $entries:ident $Unknown:ident) => { $entries.read().map(Self::$Unknown) };
    (@serialize $Type:ident [$($Variant:ident),+]) => {
        impl ::serde::Serialize for $Type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$Variant(value) => value.serialize(serializer),)+
                }
            }
        }
    };
}
pub(crate) use union;
