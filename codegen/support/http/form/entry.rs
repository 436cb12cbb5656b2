//! Takes a form apart, property by property, as the types ask for.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::de::value::{BorrowedStrDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::Form;
use crate::support::http::layout::{Source, brackets};
use crate::support::http::node::{Node, Unfit};
use crate::support::http::{Style, percent};

/// A pair: the decoded key, the encoded value.
type Pair<'a> = (Cow<'a, str>, &'a str);

/// A form as it came.
pub(super) struct FormSource<'a> {
    entries: Vec<(&'a str, Entry<'a>)>,
}

/// A property of a form, as it came.
enum Entry<'a> {
    /// Laid out as the document says.
    Told(Source<'a>),
    /// Laid out as usual.
    Usual(Usual<'a>),
    /// Nothing came, and that may mean something.
    Absent,
}

/// Pairs called alike: what follows the name in the key, and the encoded value.
struct Usual<'a> {
    pairs: Vec<(&'a str, &'a str)>,
    /// Whether text is taken for a number where nothing says what it is.
    guesses: bool,
}

impl<'a> FormSource<'a> {
    /// Sorts `pairs` by the properties that they belong to.
    pub(super) fn new(form: &'a Form, pairs: &'a [Pair<'a>], lenient: bool) -> Self {
        let told = told(form, pairs, lenient);
        let mut entries: Vec<(&'a str, Entry<'a>)> = Vec::new();
        let mut places: HashMap<&'a str, usize> = HashMap::new();
        for (key, value) in pairs {
            if told.iter().any(|it| it.owns(key)) {
                continue;
            }
            let (name, path) = split(key);
            let place = places.get(name).copied().unwrap_or(entries.len());
            if place == entries.len() {
                places.insert(name, place);
                entries.push((name, Entry::Usual(Usual::new(lenient))));
            }
            if let Some((_, Entry::Usual(usual))) = entries.get_mut(place) {
                usual.pairs.push((path, value));
            }
        }
        for name in form.empty {
            if !places.contains_key(name) && !told.iter().any(|it| it.parameter.name == *name) {
                entries.push((name, Entry::Absent));
            }
        }
        for source in told {
            entries.push((source.parameter.name, Entry::Told(source)));
        }
        Self { entries }
    }
}

/// The properties that came as the document lays them out.
fn told<'a>(form: &'a Form, pairs: &'a [Pair<'a>], lenient: bool) -> Vec<Source<'a>> {
    let mut told = Vec::new();
    for parameter in form.parameters {
        let source = Source {
            parameter,
            operation: None,
            text: None,
            pairs,
            lenient,
        };
        // Brackets are read as usual, which is what they mean anyway.
        if parameter.style != Style::DeepObject && source.is_present() {
            told.push(source);
        }
    }
    told
}

/// The name of a property, and the brackets that lead to a part of it.
fn split(key: &str) -> (&str, &str) {
    match key.find('[') {
        Some(at) if at > 0 => key.split_at(at),
        Some(_) | None => (key, ""),
    }
}

impl<'de> Deserializer<'de> for FormSource<'de> {
    type Error = Unfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_map(Entries {
            entries: self.entries.into_iter(),
            value: None,
        })
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

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// The properties, one after the other; what goes wrong in one is said with its name.
struct Entries<'de> {
    entries: std::vec::IntoIter<(&'de str, Entry<'de>)>,
    value: Option<(&'de str, Entry<'de>)>,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Unfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Unfit> {
        let Some((key, entry)) = self.entries.next() else {
            return Ok(None);
        };
        self.value = Some((key, entry));
        seed.deserialize(BorrowedStrDeserializer::new(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Unfit> {
        let (key, entry) = self.value.take().ok_or_else(Unfit::missing)?;
        let read = match entry {
            Entry::Told(source) => seed.deserialize(source),
            Entry::Usual(usual) => seed.deserialize(usual),
            Entry::Absent => seed.deserialize(Absent),
        };
        read.map_err(|it| it.within(key))
    }
}

impl<'a> Usual<'a> {
    fn new(guesses: bool) -> Self {
        Self {
            pairs: Vec::new(),
            guesses,
        }
    }

    /// The only value, when no part of it is told from others.
    fn text(&self) -> Result<Node<'a>, Unfit> {
        match self.pairs.as_slice() {
            [("", value)] => decode(value).map(Node::Text),
            [_] => Err(Unfit::new("expected a value without parts")),
            _ => Err(Unfit::repeated()),
        }
    }

    fn has_brackets(&self) -> bool {
        self.pairs.iter().any(|(path, _)| !path.is_empty())
    }

    /// The value as the brackets say it is.
    fn node(&self) -> Result<Node<'a>, Unfit> {
        if self.has_brackets() {
            let mut root = Node::Map(Vec::new());
            for (path, value) in &self.pairs {
                root.insert(&brackets(path)?, decode(value)?)?;
            }
            return Ok(root);
        }
        match self.pairs.as_slice() {
            [_] => self.text(),
            pairs => {
                let mut items = Vec::with_capacity(pairs.len());
                for (_, value) in pairs {
                    items.push(Node::Text(decode(value)?));
                }
                Ok(Node::List(items))
            }
        }
    }
}

fn decode(text: &str) -> Result<Cow<'_, str>, Unfit> {
    percent::decode_form(text).ok_or_else(Unfit::encoding)
}

/// Hands the only text to the type.
macro_rules! scalars {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
            self.text()?.$method(visitor)
        })*
    };
}

impl<'de> Deserializer<'de> for Usual<'de> {
    type Error = Unfit;

    scalars! {
        deserialize_bool
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64 deserialize_char deserialize_str deserialize_string
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        let node = self.node()?;
        let node = if self.guesses { node.guessing() } else { node };
        node.deserialize_any(visitor)
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
        let node = match self.node()? {
            // One item, unless it is the JSON text of a whole array.
            text @ Node::Text(_) if !self.guesses => Node::List(vec![text]),
            node if self.guesses => node.guessing(),
            node => node,
        };
        node.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        let node = self.node()?;
        let node = if self.guesses { node.guessing() } else { node };
        node.deserialize_map(visitor)
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
        self.text()?.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}

/// A required property of which nothing came: fine for what may be null, have no items or have
/// no properties.
struct Absent;

impl<'de> Deserializer<'de> for Absent {
    type Error = Unfit;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unfit> {
        Err(Unfit::missing())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_none()
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_seq(SeqDeserializer::new(std::iter::empty::<&str>()))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_map(MapDeserializer::new(std::iter::empty::<(&str, &str)>()))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct tuple tuple_struct struct enum identifier ignored_any
    }
}
