//! What a type can be read from.

use std::fmt;

use serde::de::{DeserializeOwned, Deserializer, Error, Visitor};
use serde::forward_to_deserialize_any;

use super::text::RAW;

/// What a type asks for when it is read. It is found out by letting the type ask and then refusing.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    kind: Kind,
    nullable: bool,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Anything,
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    /// An object that keeps all of its keys.
    Map,
    /// An object that keeps these keys.
    Object(&'static [&'static str]),
    /// Another union, to be asked when there is a value to ask about.
    Union,
}

/// What a value is, as far as its first character tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

impl Found {
    pub(super) fn of(json: &str) -> Self {
        match json.bytes().next() {
            Some(b'{') => Self::Object,
            Some(b'[') => Self::Array,
            Some(b'"') => Self::String,
            Some(b't' | b'f') => Self::Boolean,
            Some(b'n') => Self::Null,
            _ if json.contains(['.', 'e', 'E']) => Self::Number,
            _ => Self::Integer,
        }
    }
}

impl Shape {
    /// What finds the shape of what `variant` holds.
    pub const fn of_payload<T: DeserializeOwned, U>(_variant: fn(T) -> U) -> fn() -> Self {
        Self::of::<T>
    }

    fn of<T: DeserializeOwned>() -> Self {
        match T::deserialize(Question) {
            Err(Answer(shape)) => shape,
            // It makes do with nothing.
            Ok(_) => Self::from(Kind::Anything),
        }
    }

    /// Whether a value of this kind may have this shape.
    pub(super) fn admits(self, found: Found) -> bool {
        match self.kind {
            Kind::Anything | Kind::Union => true,
            _ if found == Found::Null => self.nullable || matches!(self.kind, Kind::Null),
            Kind::Null => false,
            Kind::Boolean => found == Found::Boolean,
            Kind::Integer => found == Found::Integer,
            Kind::Number => matches!(found, Found::Integer | Found::Number),
            Kind::String => found == Found::String,
            Kind::Array => found == Found::Array,
            Kind::Map | Kind::Object(_) => found == Found::Object,
        }
    }

    /// Whether it is written without quotes, as a word or digits.
    pub(super) const fn is_bare(self) -> bool {
        matches!(self.kind, Kind::Boolean | Kind::Integer | Kind::Number)
    }

    /// Whether it keeps an entry with this key, as far as can be seen from here.
    pub(super) fn knows(self, key: &str) -> bool {
        match self.kind {
            Kind::Object(fields) => fields.contains(&key),
            _ => true,
        }
    }

    /// Whether it keeps all digits of an integer.
    pub(super) const fn is_integer(self) -> bool {
        matches!(self.kind, Kind::Integer)
    }
}

impl From<Kind> for Shape {
    fn from(kind: Kind) -> Self {
        Self {
            kind,
            nullable: false,
        }
    }
}

/// A deserializer that has nothing to read, and notes what it is asked for.
struct Question;

/// The error that carries the shape.
#[derive(Debug)]
struct Answer(Shape);

impl From<Kind> for Answer {
    fn from(kind: Kind) -> Self {
        Self(kind.into())
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::error::Error for Answer {}

impl Error for Answer {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Kind::Anything.into()
    }
}

/// Answers each method with a kind.
macro_rules! answer {
    ($($Kind:ident: $($method:ident)+;)+) => {
        $($(
            fn $method<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Answer> {
                Err(Kind::$Kind.into())
            }
        )+)+
    };
}

impl<'de> Deserializer<'de> for Question {
    type Error = Answer;

    answer! {
        Anything: deserialize_any;
        Null: deserialize_unit;
        Boolean: deserialize_bool;
        Integer: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
            deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128;
        Number: deserialize_f32 deserialize_f64;
        String: deserialize_str deserialize_string deserialize_char;
        Array: deserialize_seq;
        Map: deserialize_map;
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Answer> {
        visitor.visit_some(self).map_err(|Answer(shape)| {
            Answer(Shape {
                nullable: true,
                ..shape
            })
        })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Answer> {
        Err(Kind::Array.into())
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Answer> {
        Err(Kind::Object(fields).into())
    }

    /// A union asks for text as it is, and an object for itself.
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Answer> {
        if name == RAW {
            return Err(Kind::Union.into());
        }
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bytes byte_buf unit_struct tuple_struct enum identifier ignored_any
    }
}
