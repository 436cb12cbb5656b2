//! Reads a parameter into its type.

use serde::de::{DeserializeOwned, Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::layout::Source;
use super::node::{Node, Unfit};
use super::{Parameter, Style};

/// Reads the value of a parameter; `Option` is for those that may be absent.
///
/// # Errors
///
/// When it is absent, or does not fit `T`.
pub fn decode<T: DeserializeOwned>(source: Source<'_>) -> Result<T, Unfit> {
    let strict = T::deserialize(source);
    match strict {
        // Separators that came percent-encoded are taken for text at first: where that does not
        // fit, they were meant to separate.
        Err(error) if source.has_separators() => {
            let lenient = Source {
                lenient: true,
                ..source
            };
            T::deserialize(lenient).map_err(|_| error)
        }
        _ => strict,
    }
}

impl Source<'_> {
    fn has_separators(&self) -> bool {
        let Parameter { style, explode, .. } = self.parameter;
        let separated = !matches!(style, Style::Json | Style::DeepObject);
        separated && !explode && self.is_present()
    }
}

/// Hands the text to the type, laid out as the type asks for.
macro_rules! scalars {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
            match self.parameter.style {
                Style::Json => self.json()?.$method(visitor).map_err(Unfit::json),
                _ => Node::Text(self.scalar()?).$method(visitor),
            }
        })*
    };
}

impl<'de> Deserializer<'de> for Source<'de> {
    type Error = Unfit;

    scalars! {
        deserialize_bool
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64 deserialize_str deserialize_string
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self.parameter.style {
            Style::Json => self.json()?.deserialize_any(visitor).map_err(Unfit::json),
            Style::DeepObject => self.map()?.deserialize_any(visitor),
            // One of several types: where it comes more than once, it is a list.
            _ if self.is_repeated() => self.list()?.deserialize_any(visitor),
            _ => Node::Text(self.scalar()?).deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if self.is_present() {
            visitor.visit_some(self)
        } else {
            visitor.visit_none()
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
        match self.parameter.style {
            Style::Json => self.json()?.deserialize_seq(visitor).map_err(Unfit::json),
            _ if !self.is_present() => Err(Unfit::missing()),
            _ => self.list()?.deserialize_seq(visitor),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self.parameter.style {
            Style::Json => self.json()?.deserialize_map(visitor).map_err(Unfit::json),
            _ if !self.is_present() => Err(Unfit::missing()),
            _ => self.map()?.deserialize_map(visitor),
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
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        Node::Text(self.scalar()?).deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        char bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}

impl Source<'_> {
    fn json(&self) -> Result<serde_json::Value, Unfit> {
        self.scalar()?.parse().map_err(Unfit::json)
    }
}
