//! Objects with named fields.

mod constant;
mod encoder;
mod entries;
mod keys;
mod nesting;
mod skipped;

use std::fmt;
use std::marker::PhantomData;

use keys::FieldIndex;
use serde::Deserializer;
use serde::de::{MapAccess, Visitor};

pub use constant::Constant;
pub use encoder::Encoder;
pub use entries::{Entries, UnknownKeys};
pub use skipped::{add_skipped, skipped};

/// Implements [`Serialize`](serde::Serialize) and [`Deserialize`](serde::Deserialize) for a struct.
///
/// ```text
/// object!(Pet {
///     0 constant "kind" = "cat",
///     1 required name "name",
///     2 optional age "age",
///     3 nullable owner "owner",
///     rest extra,
/// });
/// ```
///
/// A row is the number of the field, counted from 0, what it takes to be there, its name in Rust and its name on the wire:
///
/// | row | type in Rust | absent | `null` |
/// | --- | --- | --- | --- |
/// | `required` | `T` | an error | what `T` makes of it: fine for an `Option`, else an error |
/// | `optional` | `Option<T>` | `None` | `None`; an error where nothing is put up with |
/// | `nullable` | `Option<T>`, where `T` reads `null` itself | `None` | `Some` of what `T` makes of it: `Some(None)` for an `Option` |
/// | `constant` | no field | an error | an error, as any value but the one after `=` |
///
/// `None` is not written; a constant always is. A constant that does not fit an `i32` needs a suffix (`5_000_000_000_i64`).
///
/// The last row is about keys that no other row names. Without it they are skipped. `rest extra` keeps them in the field
/// `extra`, a map from `String` of any make; `closed` refuses them. A field that comes twice is an error.
#[allow(
    unused_macros,
    reason = "a crate with unions and no objects has no such table"
)]
macro_rules! object {
    ($Type:ident {
        $(
            $index:literal
            $(required $required:ident)?
            $(optional $optional:ident)?
            $(nullable $nullable:ident)?
            $(constant)?
            $key:literal
            $(= $constant:literal)?,
        )*
        $($unknown:ident $($rest:ident)?)? $(,)?
    }) => {
        impl $crate::support::wire::Object for $Type {
            $(
                const UNKNOWN_KEYS: $crate::support::wire::UnknownKeys =
                    $crate::support::wire::UnknownKeys::Skipped.$unknown();
            )?

            #[inline]
            fn table() -> &'static $crate::support::wire::Table {
                static TABLE: $crate::support::wire::Table =
                    $crate::support::wire::Table::new(concat!("object ", stringify!($Type)), &[$($key),*]);
                &TABLE
            }

            fn decode<'de, A: ::serde::de::MapAccess<'de>>(
                entries: &mut $crate::support::wire::Entries<'de, A>,
            ) -> Option<Self> {
                $(
                    $(let mut $required = None;)?
                    $(let mut $optional = None;)?
                    $(let mut $nullable = None;)?
                )*
                $($(let mut $rest = Default::default();)?)?
                loop {
                    match entries.next_field() {
                        // Comes first, because it says what the types of the fields are: the compiler is much slower
                        // where it learns that last.
                        None => {
                            $($(entries.had($index, $constant);)?)*
                            return Some(Self {
                                $(
                                    $($required: entries.required($required, $index)?,)?
                                    $($optional,)?
                                    $($nullable,)?
                                )*
                                $($($rest,)?)?
                            });
                        }
                        $(Some($index) =>
                            $(entries.field(&mut $required))?
                            $(entries.optional(&mut $optional))?
                            $(entries.field(&mut $nullable))?
                            $(entries.constant($constant))?,
                        )*
                        Some(_) => $crate::support::wire::object!(@unknown entries $($($rest)?)?),
                    }
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $Type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::support::wire::decode_object(deserializer)
            }
        }

        impl ::serde::Serialize for $Type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                #[allow(unused_mut, reason = "an object without fields has nothing to write")]
                let mut encoder = $crate::support::wire::Encoder::new(serializer);
                $(
                    $(encoder.field($key, &self.$required);)?
                    $(encoder.optional($key, &self.$optional);)?
                    $(encoder.optional($key, &self.$nullable);)?
                    $(encoder.field($key, &$constant);)?
                )*
                $($(encoder.rest(&self.$rest, <Self as $crate::support::wire::Object>::table());)?)?
                encoder.end()
            }
        }
    };
    (@unknown $entries:ident) => { $entries.skip() };
    (@unknown $entries:ident $rest:ident) => { $entries.rest(&mut $rest) };
}
#[allow(
    unused_imports,
    reason = "a crate with unions and no objects has no such table"
)]
pub(crate) use object;

/// A struct that has a table of fields.
pub trait Object: Sized {
    /// What becomes of a key that is not among the fields.
    const UNKNOWN_KEYS: UnknownKeys = UnknownKeys::Skipped;

    /// What is the same for all values.
    fn table() -> &'static Table;

    /// Reads the fields from the entries of a JSON object. Gives `None`, or something incomplete, only after `entries` were
    /// told why.
    fn decode<'de, A: MapAccess<'de>>(entries: &mut Entries<'de, A>) -> Option<Self>;
}

/// What a table of fields says of a struct, whatever its values.
#[derive(Debug)]
pub struct Table {
    /// What an error says was expected where something else than an object is found.
    expected: &'static str,
    /// The keys of the fields, in the order of the rows.
    fields: &'static [&'static str],
    /// Where keys are among the fields.
    index: FieldIndex,
}

impl Table {
    /// The rows have the keys `fields`.
    #[must_use]
    pub const fn new(expected: &'static str, fields: &'static [&'static str]) -> Self {
        Self {
            expected,
            fields,
            index: FieldIndex::new(),
        }
    }
}

/// Reads an object; what `deserialize` of every object does.
///
/// # Errors
///
/// When there is something else, or as [`Object::decode`] says.
pub fn decode_object<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    nesting::within_limit(|| {
        deserializer.deserialize_newtype_struct(T::table().expected, ObjectVisitor(PhantomData))
    })
}

/// The one visitor for all objects.
struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::table().expected)
    }

    /// Reads what is asked for, past what sees to the integers of values that have no table; a union learns by this which
    /// keys an object has.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        match T::UNKNOWN_KEYS {
            UnknownKeys::Kept => deserializer.deserialize_map(self),
            UnknownKeys::Skipped | UnknownKeys::Refused => {
                let Table {
                    expected, fields, ..
                } = T::table();
                deserializer.deserialize_struct(expected, fields, self)
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        let mut entries = Entries::new(map, T::table(), T::UNKNOWN_KEYS);
        let value = T::decode(&mut entries);
        entries.end(value)
    }
}
