//! Reads forms.

use serde::de::DeserializeOwned;

use super::Form;
use super::entry::FormSource;
use crate::support::http::layout::query_pairs;
use crate::support::http::node::Unfit;

/// The most pairs that a form may have; more are nothing that anybody filled in.
pub const MAX_FORM_PAIRS: usize = 10_000;

impl Form {
    /// Reads `text`, laid out as this form is.
    ///
    /// # Errors
    ///
    /// When it does not fit `T`.
    pub fn read<T: DeserializeOwned>(&self, text: &str) -> Result<T, Unfit> {
        let pairs = query_pairs(text);
        if pairs.len() > MAX_FORM_PAIRS {
            let message = format!("a form has at most {MAX_FORM_PAIRS} pairs");
            return Err(Unfit::new(message));
        }
        let strict = T::deserialize(FormSource::new(self, &pairs, false));
        // What was taken for text may have been meant as a number, and separators may have been
        // encoded: where the text does not fit as it stands, that is tried.
        strict.or_else(|error| {
            let lenient = FormSource::new(self, &pairs, true);
            T::deserialize(lenient).map_err(|_| error)
        })
    }
}
