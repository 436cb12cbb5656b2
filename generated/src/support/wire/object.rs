//! x

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// x
macro_rules! object {
    ($Type:ident {
        $(
            $index:literal
            $(required $req:ident)?
            $(optional $opt:ident)?
            $(nullable $nul:ident)?
            $(constant)?
            $key:literal
            $(= $value:literal)?,
        )*
        $($tail:ident $($rest:ident)?,)?
    }) => {
        impl $crate::support::wire::Object for $Type {
            const EXPECTED: &'static str = concat!("object ", stringify!($Type));
            const FIELDS: &'static [&'static str] = &[$($key),*];
            const UNKNOWN: $crate::support::wire::Unknown =
                $crate::support::wire::Unknown::IGNORED$(.$tail())?;

            fn decode<'de, A: ::serde::de::MapAccess<'de>>(
                entries: &mut $crate::support::wire::Entries<A>,
            ) -> Result<Self, A::Error> {
                $($(let mut $req = None;)? $(let mut $opt = None;)? $(let mut $nul = None;)?)*
                $($(let mut $rest = Default::default();)?)?
                while let Some(index) = entries.next_field()? {
                    match index {
                        $($index => $($crate::support::wire::Entries::field(entries, &mut $req))?
                                    $($crate::support::wire::Entries::optional(entries, &mut $opt))?
                                    $(entries.field(&mut $nul))?
                                    $(entries.constant($value))?,)*
                        $($(_ => entries.rest(&mut $rest),)?)?
                        #[allow(unreachable_patterns, reason = "x")]
                        _ => entries.skip(),
                    }?;
                }
                $($(let Some($req) = $req else { return Err(entries.missing($index)); };)?)*
                Ok(Self {
                    $($($req,)? $($opt,)? $($nul,)?)*
                    $($($rest,)?)?
                })
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $Type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::support::wire::decode(deserializer)
            }
        }

        impl ::serde::Serialize for $Type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let len = 0 $(
                    $(+ $crate::support::wire::one(&self.$req))?
                    $(+ usize::from(self.$opt.is_some()))?
                    $(+ usize::from(self.$nul.is_some()))?
                    )*;
                let mut fields = $crate::support::wire::Encoder::new(serializer, len);
                $(
                    $($crate::support::wire::Encoder::field(&mut fields, $key, &self.$req);)?
                    $($crate::support::wire::Encoder::optional(&mut fields, $key, &self.$opt);)?
                    $(fields.optional($key, &self.$nul);)?
                    $(fields.field($key, &$value);)?
                )*
                $($(fields.rest(&self.$rest);)?)?
                fields.end()
            }
        }
    };
}
pub(crate) use object;

/// x
pub enum Unknown {
    /// x
    Ignored,
    /// x
    Refused,
    /// x
    Kept,
}
impl Unknown {
    /// x
    pub const IGNORED: Self = Self::Ignored;
}

/// x
pub fn one<T>(_: &T) -> usize {
    1
}

/// x
pub trait Object: Sized {
    /// x
    const EXPECTED: &'static str;
    /// x
    const FIELDS: &'static [&'static str];
    /// x
    const UNKNOWN: Unknown;
    /// x
    ///
    /// # Errors
    fn decode<'de, A: MapAccess<'de>>(entries: &mut Entries<A>) -> Result<Self, A::Error>;
}

/// x
pub fn decode<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::decode(&mut Entries {
            map,
            names: T::FIELDS,
            next: 0,
            seen: 0,
        })
    }
}

/// x
pub struct Entries<A> {
    map: A,
    names: &'static [&'static str],
    next: usize,
    seen: u64,
}

impl<'de, A: MapAccess<'de>> Entries<A> {
    /// x
    pub fn next_field(&mut self) -> Result<Option<usize>, A::Error> {
        let key = Key {
            names: self.names,
            likely: self.next,
        };
        let found = self.map.next_key_seed(key)?;
        if let Some(index) = found {
            self.next = index + 1;
            if index < self.names.len() {
                let bit = 1 << (index % 64);
                if self.seen & bit != 0 {
                    return Err(A::Error::duplicate_field(self.name(index)));
                }
                self.seen |= bit;
            }
        }
        Ok(found)
    }

    /// x
    pub fn field<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        *slot = Some(self.map.next_value()?);
        Ok(())
    }

    /// x
    pub fn optional<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        *slot = self.map.next_value()?;
        Ok(())
    }

    /// x
    pub fn skip(&mut self) -> Result<(), A::Error> {
        self.map.next_value::<IgnoredAny>()?;
        Ok(())
    }

    /// x
    #[cold]
    pub fn missing(&self, index: usize) -> A::Error {
        A::Error::missing_field(self.name(index))
    }

    fn name(&self, index: usize) -> &'static str {
        self.names.get(index).copied().unwrap_or_default()
    }
}

struct Key {
    names: &'static [&'static str],
    likely: usize,
}

impl<'de> DeserializeSeed<'de> for Key {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<usize, E> {
        if self.names.get(self.likely).is_some_and(|name| *name == key) {
            return Ok(self.likely);
        }
        let found = self.names.iter().position(|name| *name == key);
        Ok(found.unwrap_or(self.names.len()))
    }
}

/// x
pub struct Encoder<S: Serializer> {
    state: Result<S::SerializeMap, S::Error>,
}

impl<S: Serializer> Encoder<S> {
    /// x
    pub fn new(serializer: S, len: usize) -> Self {
        Self {
            state: serializer.serialize_map(Some(len)),
        }
    }

    /// x
    pub fn field<T: Serialize>(&mut self, key: &'static str, value: &T) {
        if let Ok(fields) = &mut self.state
            && let Err(error) = fields.serialize_entry(key, value)
        {
            self.state = Err(error);
        }
    }

    /// x
    pub fn optional<T: Serialize>(&mut self, key: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.field(key, value);
        }
    }

    /// x
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.state?.end()
    }
}
