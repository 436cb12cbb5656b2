//! Values that documents list: numbers, booleans and texts.

use std::fmt;

use super::decimal::Decimal;

/// A value of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constant<'a> {
    /// A number.
    Number(Decimal),
    /// A boolean.
    Boolean(bool),
    /// A text.
    Text(&'a str),
}

impl From<bool> for Constant<'_> {
    fn from(boolean: bool) -> Self {
        Self::Boolean(boolean)
    }
}

impl<'a> From<&'a str> for Constant<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<i128> for Constant<'_> {
    fn from(integer: i128) -> Self {
        Self::Number(integer.into())
    }
}

impl From<f64> for Constant<'_> {
    fn from(float: f64) -> Self {
        Self::Number(float.into())
    }
}

macro_rules! numbers {
    ($($Number:ty)*) => {
        $(impl Constants for $Number {
            fn constant(&self) -> Option<Constant<'_>> {
                super::Number::number(self).map(Constant::Number)
            }
        })*
    };
}

numbers!(i32 i64 u32 u64 i128 f32 f64);

impl fmt::Display for Constant<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Boolean(boolean) => boolean.fmt(f),
            Self::Text(text) => write!(f, "`{text}`"),
        }
    }
}

/// A value that may be one of a list, if it is there.
pub trait Constants {
    /// The value; `None` when it is absent or null.
    fn constant(&self) -> Option<Constant<'_>>;
}

impl Constants for bool {
    fn constant(&self) -> Option<Constant<'_>> {
        Some(Constant::Boolean(*self))
    }
}

impl Constants for String {
    fn constant(&self) -> Option<Constant<'_>> {
        Some(Constant::Text(self))
    }
}

impl<T: Constants> Constants for Option<T> {
    fn constant(&self) -> Option<Constant<'_>> {
        self.as_ref()?.constant()
    }
}

impl<T: Constants> Constants for Box<T> {
    fn constant(&self) -> Option<Constant<'_>> {
        (**self).constant()
    }
}
