//! What the parts of one name hold.

use std::borrow::Cow;

use serde::de::value::SeqDeserializer;
use serde::de::{DeserializeOwned, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Value;

use super::parts::Part;
use crate::support::http::node::Node;
use crate::support::http::{JsonError, Unfit, is_json, read_json};

/// The parts of one name.
pub(super) type Values = Vec<Part>;

/// Values without parts, as text.
pub(super) fn text<T: DeserializeOwned>(parts: &[Part]) -> Result<T, Unfit> {
    T::deserialize(Texts {
        texts: texts(parts)?,
        guesses: false,
    })
}

/// JSON: a part for the whole, or one for each item of a list.
pub(super) fn json<T: DeserializeOwned>(parts: &[Part]) -> Result<T, Unfit> {
    match parts {
        [] => text(&[]),
        [part] => read_json(&part.bytes).or_else(|error| {
            // The only item of a list; if it is not that, it is not what it should be at all.
            let item: Value = read_json(&part.bytes).map_err(unfit)?;
            if item.is_array() {
                return Err(unfit(error));
            }
            from_value(Value::Array(vec![item])).map_err(|_| unfit(error))
        }),
        parts => {
            let items = parts.iter().map(|it| read_json(&it.bytes).map_err(unfit));
            from_value(Value::Array(items.collect::<Result<_, _>>()?))
        }
    }
}

/// JSON where the media type of a part says so, else text.
pub(super) fn any<T: DeserializeOwned>(parts: &[Part]) -> Result<T, Unfit> {
    let says_json = |it: &Part| it.content_type.as_deref().is_some_and(is_json);
    if !parts.is_empty() && parts.iter().all(says_json) {
        return json(parts);
    }
    text(parts).or_else(|error| {
        // What was taken for text may have been meant as a number.
        let texts = texts(parts)?;
        let guesses = true;
        T::deserialize(Texts { texts, guesses }).map_err(|_| error)
    })
}

fn texts(parts: &[Part]) -> Result<Vec<&str>, Unfit> {
    let mut texts = Vec::with_capacity(parts.len());
    for part in parts {
        let text = std::str::from_utf8(&part.bytes);
        texts.push(text.map_err(|_| Unfit::new("it is not UTF-8"))?);
    }
    Ok(texts)
}

fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, Unfit> {
    serde_json::from_value(value).map_err(Unfit::json)
}

fn unfit(error: JsonError) -> Unfit {
    match error {
        JsonError::Broken(_) => Unfit::new(error.to_string()),
        JsonError::Unfit { pointer, message } => Unfit { pointer, message },
    }
}

/// Texts of which the type says whether they are one value or many.
struct Texts<'a> {
    texts: Vec<&'a str>,
    /// Whether text is taken for a number where nothing says what it is.
    guesses: bool,
}

impl<'a> Texts<'a> {
    fn only(&self) -> Result<Node<'a>, Unfit> {
        match self.texts.as_slice() {
            [text] if self.guesses => Ok(Node::Literal(Cow::Borrowed(text))),
            [text] => Ok(Node::Text(Cow::Borrowed(text))),
            [] => Err(Unfit::missing()),
            _ => Err(Unfit::repeated()),
        }
    }
}

/// Hands the only text to the type.
macro_rules! scalars {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
            self.only()?.$method(visitor)
        })*
    };
}

impl<'de> Deserializer<'de> for Texts<'de> {
    type Error = Unfit;

    scalars! {
        deserialize_bool
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64 deserialize_char deserialize_str deserialize_string
        deserialize_map
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if self.texts.len() > 1 {
            return self.deserialize_seq(visitor);
        }
        self.only()?.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if self.texts.is_empty() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        let guesses = self.guesses;
        let items = self.texts.into_iter().map(|it| Texts {
            texts: vec![it],
            guesses,
        });
        visitor.visit_seq(SeqDeserializer::new(items))
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
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        self.only()?.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Unfit> for Texts<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
