//! What rules look at: text, numbers, parts; through whatever optional and boxed wrapping.

use std::collections::BTreeMap;

use super::decimal::Decimal;
use super::spot::Step;

/// A text, if it is there.
pub trait Text {
    /// The text; `None` when it is absent or null.
    fn text(&self) -> Option<&str>;
}

impl Text for String {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl<T: Text> Text for Option<T> {
    fn text(&self) -> Option<&str> {
        self.as_ref()?.text()
    }
}

impl<T: Text> Text for Box<T> {
    fn text(&self) -> Option<&str> {
        (**self).text()
    }
}

/// A number, if it is there.
pub trait Number {
    /// The number; `None` when it is absent or null, or when JSON cannot hold it.
    fn number(&self) -> Option<Decimal>;
}

macro_rules! integers {
    ($($Integer:ty)*) => {
        $(impl Number for $Integer {
            fn number(&self) -> Option<Decimal> {
                Some(Decimal::from(i128::from(*self)))
            }
        })*
    };
}

integers!(i32 i64 u32 u64 i128);

impl Number for f32 {
    fn number(&self) -> Option<Decimal> {
        self.is_finite().then(|| Decimal::from(*self))
    }
}

impl Number for f64 {
    fn number(&self) -> Option<Decimal> {
        self.is_finite().then(|| Decimal::from(*self))
    }
}

impl<T: Number> Number for Option<T> {
    fn number(&self) -> Option<Decimal> {
        self.as_ref()?.number()
    }
}

impl<T: Number> Number for Box<T> {
    fn number(&self) -> Option<Decimal> {
        (**self).number()
    }
}

/// An array or a map, if it is there.
pub trait Parts {
    /// An item of the array, or a value of the map.
    type Part;

    /// How many there are; `None` when the whole is absent or null.
    fn count(&self) -> Option<usize>;

    /// Each of them, and the way to it.
    fn parts(&self) -> impl Iterator<Item = (Step<'_>, &Self::Part)>;
}

impl<T> Parts for Vec<T> {
    type Part = T;

    fn count(&self) -> Option<usize> {
        Some(self.len())
    }

    fn parts(&self) -> impl Iterator<Item = (Step<'_>, &T)> {
        let items = self.iter().enumerate();
        items.map(|(index, item)| (Step::Index(index), item))
    }
}

impl<T> Parts for BTreeMap<String, T> {
    type Part = T;

    fn count(&self) -> Option<usize> {
        Some(self.len())
    }

    fn parts(&self) -> impl Iterator<Item = (Step<'_>, &T)> {
        self.iter().map(|(key, value)| (Step::Key(key), value))
    }
}

impl Parts for serde_json::Map<String, serde_json::Value> {
    type Part = serde_json::Value;

    fn count(&self) -> Option<usize> {
        Some(self.len())
    }

    fn parts(&self) -> impl Iterator<Item = (Step<'_>, &serde_json::Value)> {
        self.iter().map(|(key, value)| (Step::Key(key), value))
    }
}

impl<T: Parts> Parts for Option<T> {
    type Part = T::Part;

    fn count(&self) -> Option<usize> {
        self.as_ref()?.count()
    }

    fn parts(&self) -> impl Iterator<Item = (Step<'_>, &T::Part)> {
        self.iter().flat_map(T::parts)
    }
}

impl<T: Parts> Parts for Box<T> {
    type Part = T::Part;

    fn count(&self) -> Option<usize> {
        (**self).count()
    }

    fn parts(&self) -> impl Iterator<Item = (Step<'_>, &T::Part)> {
        (**self).parts()
    }
}

/// A map, if it is there.
pub trait Keyed {
    /// Its keys.
    fn keys(&self) -> impl Iterator<Item = &String>;
}

impl<T> Keyed for BTreeMap<String, T> {
    fn keys(&self) -> impl Iterator<Item = &String> {
        BTreeMap::keys(self)
    }
}

impl Keyed for serde_json::Map<String, serde_json::Value> {
    fn keys(&self) -> impl Iterator<Item = &String> {
        serde_json::Map::keys(self)
    }
}

impl<T: Keyed> Keyed for Option<T> {
    fn keys(&self) -> impl Iterator<Item = &String> {
        self.iter().flat_map(T::keys)
    }
}

impl<T: Keyed> Keyed for Box<T> {
    fn keys(&self) -> impl Iterator<Item = &String> {
        (**self).keys()
    }
}

/// A tuple, if it is there.
pub trait Tuple {
    /// The tuple.
    type It;

    /// The tuple; `None` when it is absent or null.
    fn tuple(&self) -> Option<&Self::It>;
}

macro_rules! tuples {
    ($(($($Part:ident)+))*) => {
        $(impl<$($Part),+> Tuple for ($($Part,)+) {
            type It = Self;

            fn tuple(&self) -> Option<&Self> {
                Some(self)
            }
        })*
    };
}

tuples! {
    (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H)
    (A B C D E F G H I) (A B C D E F G H I J) (A B C D E F G H I J K) (A B C D E F G H I J K L)
}

impl<T: Tuple> Tuple for Option<T> {
    type It = T::It;

    fn tuple(&self) -> Option<&T::It> {
        self.as_ref()?.tuple()
    }
}

impl<T: Tuple> Tuple for Box<T> {
    type It = T::It;

    fn tuple(&self) -> Option<&T::It> {
        (**self).tuple()
    }
}
