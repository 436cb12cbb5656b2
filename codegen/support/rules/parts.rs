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

integers!(i32 i64 u32 u64);

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
