//! Forms (`application/x-www-form-urlencoded`): objects whose properties are each written as a
//! parameter of a query is.
//!
//! What the document says of a property decides how it is laid out. Where it says nothing, values
//! without parts are pairs, as are the items of an array of such; whatever has parts in parts is
//! written with brackets: `address[city]=Oslo`, `items[0][price]=5`.

#[cfg(feature = "server")]
mod entry;
#[cfg(feature = "server")]
mod read;

#[cfg(feature = "server")]
pub use read::MAX_FORM_PAIRS;

use serde::Serialize;
use serde::ser::Error as _;
use serde_json::Value;

use super::encode::{Layout, encode};
use super::{Parameter, Style, joined};

/// How the properties of a form are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// The properties that are laid out otherwise than usual.
    pub parameters: &'static [Parameter],
    /// The required properties that leave no pair behind when they are empty: lists, objects, and
    /// what may be null.
    pub empty: &'static [&'static str],
}

impl Form {
    /// Laid out as usual.
    pub const PLAIN: Self = Self {
        parameters: &[],
        empty: &[],
    };

    /// The text of `value`, as this form is laid out.
    ///
    /// # Errors
    ///
    /// When `value` is not an object, or cannot be written down.
    pub fn write<T: Serialize + ?Sized>(&self, value: &T) -> serde_json::Result<String> {
        let entries = match serde_json::to_value(value)? {
            Value::Object(entries) => entries,
            Value::Null => return Ok(String::new()),
            _ => {
                let message = "only an object can be written as a form";
                return Err(serde_json::Error::custom(message));
            }
        };
        let pairs = entries.iter().filter_map(|(name, value)| {
            match self.parameters.iter().find(|it| it.name == name) {
                Some(parameter) => encode(parameter, value),
                None => encode_property(name, value),
            }
        });
        Ok(joined(&pairs.collect::<Vec<_>>(), "&"))
    }
}

/// A pair, or several, for the property `name`, of which the document says nothing.
///
/// `None` when there is nothing to send.
fn encode_property(name: &str, value: &Value) -> Option<String> {
    const ANY: Parameter = Parameter::query("").style(Style::DeepObject);
    let layout = Layout::of(&ANY);
    let has_parts = |it: &Value| matches!(it, Value::Array(_) | Value::Object(_));
    let mut pairs = Vec::new();
    match value {
        Value::Array(items) if !items.iter().any(has_parts) => {
            for item in items {
                layout.deep(name, item, &mut pairs);
            }
        }
        _ => layout.deep(name, value, &mut pairs),
    }
    (!pairs.is_empty()).then(|| joined(&pairs, "&"))
}
