//! Bodies that are forms.

use serde::de::DeserializeOwned;

use super::Body;
use crate::support::http::{Form, Unfit};
use crate::support::server::{Refusal, Violation};

/// The body of a request that is a form.
#[derive(Debug)]
pub struct FormBody {
    pub(in crate::support) body: Body,
    form: &'static Form,
}

impl Body {
    /// As a form.
    #[must_use]
    pub fn form(self, form: &'static Form) -> FormBody {
        FormBody { body: self, form }
    }
}

impl FormBody {
    /// Reads it.
    ///
    /// # Errors
    ///
    /// When it does not fit `T`.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        self.body.present()?;
        let text = self.body.as_text()?;
        self.form
            .read(text)
            .map_err(|Unfit { pointer, message }| {
                self.body.unfit(vec![Violation {
                    parameter: None,
                    pointer,
                    message,
                }])
            })
    }

    /// Reads it, if there is one.
    ///
    /// # Errors
    ///
    /// When there is a body that does not fit `T`.
    pub fn read_optional<T: DeserializeOwned>(&self) -> Result<Option<T>, Refusal> {
        if self.body.is_empty() {
            return Ok(None);
        }
        self.read().map(Some)
    }
}
