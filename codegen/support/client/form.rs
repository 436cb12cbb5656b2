//! Forms, as they are sent.

use serde::Serialize;

use super::{Request, RequestError};
use crate::support::http::Form;

impl Request {
    /// Sends `body` as a form.
    #[must_use]
    pub fn form(mut self, form: &Form, body: &(impl Serialize + ?Sized)) -> Self {
        match form.write(body) {
            Ok(text) => self.set_body(text, "application/x-www-form-urlencoded"),
            Err(error) => self.fail(RequestError::body(error.to_string())),
        }
        self
    }

    /// Sends `body` as a form, if there is one.
    #[must_use]
    pub fn optional_form(self, form: &Form, body: Option<&(impl Serialize + ?Sized)>) -> Self {
        match body {
            Some(body) => self.form(form, body),
            None => self,
        }
    }
}
