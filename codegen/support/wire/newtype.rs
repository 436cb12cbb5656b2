//! Types that hold one value, and are that value on the wire.

/// Implements [`Serialize`](serde::Serialize) and [`Deserialize`](serde::Deserialize) for a struct of one field without a
/// name: it is read and written as what it holds.
///
/// ```text
/// newtype!(Tree);
/// ```
macro_rules! newtype {
    ($Type:ident) => {
        impl ::serde::Serialize for $Type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                ::serde::Serialize::serialize(&self.0, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $Type {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                ::serde::Deserialize::deserialize(deserializer).map(Self)
            }
        }
    };
}
pub(crate) use newtype;
