//! Reads values from text: a deserializer that finds numbers and booleans where a type asks
//! for them.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::{CowStrDeserializer, SeqDeserializer};
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::Value;

/// Why a parameter does not fit its type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// The part that does not fit, as a JSON pointer; empty for the whole.
    pub pointer: String,
    /// Why, as the end of a sentence.
    pub message: String,
}

impl Unfit {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            pointer: String::new(),
            message: message.into(),
        }
    }

    pub(super) fn missing() -> Self {
        Self::new("it is missing")
    }

    pub(super) fn repeated() -> Self {
        Self::new("it is given more than once")
    }

    pub(in crate::support) fn encoding() -> Self {
        Self::new("it is not UTF-8, or wrongly percent-encoded")
    }

    pub(super) fn json(error: serde_json::Error) -> Self {
        Self::new(error.to_string())
    }

    pub(super) fn within(mut self, key: &str) -> Self {
        let key = key.replace('~', "~0").replace('/', "~1");
        self.pointer.insert_str(0, &format!("/{key}"));
        self
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.pointer.is_empty() {
            return f.write_str(&self.message);
        }
        write!(f, "{}: {}", self.pointer, self.message)
    }
}

impl std::error::Error for Unfit {}

impl de::Error for Unfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(message.to_string())
    }
}

/// Reads a value without parts from its text.
///
/// # Errors
///
/// When it does not fit `T`.
pub fn read_text<T: DeserializeOwned>(text: &str) -> Result<T, Unfit> {
    T::deserialize(Node::Text(Cow::Borrowed(text)))
}

/// Text, with the structure that a style gave it.
#[derive(Debug, Clone)]
pub(super) enum Node<'a> {
    /// A value without parts, or JSON text.
    Text(Cow<'a, str>),
    /// The same, of which nothing says whether it is text, a number or a boolean: it is what it
    /// looks like.
    #[allow(dead_code, reason = "an API without forms has no such text")]
    Literal(Cow<'a, str>),
    /// An array.
    List(Vec<Node<'a>>),
    /// An object.
    Map(Vec<(Cow<'a, str>, Node<'a>)>),
}

impl<'a> Node<'a> {
    pub(super) fn text(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }

    /// The same, with every text taken for what it looks like where nothing says what it is.
    #[allow(dead_code, reason = "an API without forms has no such text")]
    pub(super) fn guessing(mut self) -> Self {
        self.guess();
        self
    }

    #[allow(dead_code, reason = "an API without forms has no such text")]
    fn guess(&mut self) {
        match self {
            Self::Literal(_) => {}
            Self::Text(text) => *self = Self::Literal(std::mem::take(text)),
            Self::List(items) => {
                for item in items {
                    item.guess();
                }
            }
            Self::Map(entries) => {
                for (_, value) in entries {
                    value.guess();
                }
            }
        }
    }

    /// Puts `text` where `path` leads; an empty key and a number lead to the items of an array.
    pub(super) fn insert(&mut self, path: &[&str], text: Cow<'a, str>) -> Result<(), Unfit> {
        let Self::Map(entries) = self else {
            return Err(Unfit::new("a part is given more than once"));
        };
        let (key, rest) = path.split_first().unwrap_or((&"", &[]));
        let known = entries
            .iter()
            .position(|(it, _)| it == key && !key.is_empty());
        match known.and_then(|index| entries.get_mut(index)) {
            Some((_, node)) => return node.insert(rest, text),
            None if rest.is_empty() => {
                entries.push(((*key).to_owned().into(), Self::Text(text)));
            }
            None => {
                let mut node = Self::Map(Vec::new());
                node.insert(rest, text)?;
                entries.push(((*key).to_owned().into(), node));
            }
        }
        Ok(())
    }
}

/// Parses the text for the method that asks for it.
macro_rules! parse {
    ($($method:ident $visit:ident $what:literal)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
            match self.parse() {
                Some(value) => visitor.$visit(value),
                None => Err(Unfit::new(concat!("expected ", $what))),
            }
        })*
    };
}

impl Node<'_> {
    fn parse<T: std::str::FromStr>(&self) -> Option<T> {
        match self {
            Self::Text(text) | Self::Literal(text) => text.parse().ok(),
            Self::List(_) | Self::Map(_) => None,
        }
    }

    fn number(&self) -> Option<f64> {
        self.parse().filter(|it: &f64| it.is_finite())
    }

    /// Whether these are the entries of an array: brackets without a key, or with numbers from 0, as one
    /// writes them.
    fn is_array(entries: &[(Cow<'_, str>, Self)]) -> bool {
        for (index, (key, _)) in entries.iter().enumerate() {
            if !key.is_empty() && *key != index.to_string() {
                return false;
            }
        }
        !entries.is_empty()
    }
}

impl<'de> Deserializer<'de> for Node<'de> {
    type Error = Unfit;

    parse! {
        deserialize_bool visit_bool "true or false"
        deserialize_i8 visit_i8 "an integer"
        deserialize_i16 visit_i16 "an integer"
        deserialize_i32 visit_i32 "a 32-bit integer"
        deserialize_i64 visit_i64 "a 64-bit integer"
        deserialize_i128 visit_i128 "an integer"
        deserialize_u8 visit_u8 "an integer"
        deserialize_u16 visit_u16 "an integer"
        deserialize_u32 visit_u32 "a 32-bit integer that is not negative"
        deserialize_u64 visit_u64 "a 64-bit integer that is not negative"
        deserialize_u128 visit_u128 "an integer"
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self.number() {
            Some(value) => visitor.visit_f64(value),
            None => Err(Unfit::new("expected a number")),
        }
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Self::Text(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Self::Text(Cow::Owned(text)) => visitor.visit_string(text),
            Self::Literal(text) => match literal(&text) {
                Some(value) => value.deserialize_any(visitor).map_err(Unfit::json),
                None => visitor.visit_str(&text),
            },
            Self::Map(ref entries) if Self::is_array(entries) => self.deserialize_seq(visitor),
            Self::List(_) => self.deserialize_seq(visitor),
            Self::Map(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Self::Literal(text) => Self::Text(text).deserialize_any(visitor),
            Self::Text(_) | Self::List(_) | Self::Map(_) => self.deserialize_any(visitor),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Self::Text(json) | Self::Literal(json) => json_value(&json)?
                .deserialize_seq(visitor)
                .map_err(Unfit::json),
            Self::Map(entries) => {
                let items = entries.into_iter().map(|(_, node)| node);
                visitor.visit_seq(SeqDeserializer::new(items))
            }
            Self::List(items) => visitor.visit_seq(SeqDeserializer::new(items.into_iter())),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Self::Text(json) | Self::Literal(json) => json_value(&json)?
                .deserialize_map(visitor)
                .map_err(Unfit::json),
            Self::List(_) => self.deserialize_seq(visitor),
            Self::Map(entries) => visitor.visit_map(Entries {
                entries: entries.into_iter(),
                value: None,
            }),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        match self {
            Self::Text(text) | Self::Literal(text) => {
                visitor.visit_enum(text.into_owned().into_deserializer())
            }
            Self::List(_) | Self::Map(_) => Err(Unfit::new("expected text")),
        }
    }

    forward_to_deserialize_any! {
        char bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Unfit> for Node<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// The entries of an object; what goes wrong in one is said with its key.
struct Entries<'de> {
    entries: std::vec::IntoIter<(Cow<'de, str>, Node<'de>)>,
    value: Option<(String, Node<'de>)>,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Unfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Unfit> {
        let Some((key, node)) = self.entries.next() else {
            return Ok(None);
        };
        self.value = Some((key.to_string(), node));
        seed.deserialize(CowStrDeserializer::new(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Unfit> {
        let (key, node) = self.value.take().ok_or_else(Unfit::missing)?;
        seed.deserialize(node).map_err(|it| it.within(&key))
    }
}

/// The number or the boolean that `text` is; nothing when a number would lose a digit.
fn literal(text: &str) -> Option<Value> {
    let value: Value = text.parse().ok()?;
    let written = value.to_string();
    (written == text && (value.is_number() || value.is_boolean())).then_some(value)
}

/// What a part that has parts itself is written as.
fn json_value(text: &str) -> Result<Value, Unfit> {
    text.parse().map_err(Unfit::json)
}
