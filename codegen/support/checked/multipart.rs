//! Checks forms in parts.

use crate::support::axum::MultipartBody;
use crate::support::http::multipart::FromMultipart;

use crate::support::rules::{Check, Rules};
use crate::support::server::Refusal;

impl MultipartBody {
    /// Reads it, with the rules of its type.
    ///
    /// # Errors
    ///
    /// When it does not fit `T`, or breaks a rule.
    pub fn checked<T: FromMultipart + Check>(&mut self) -> Result<T, Refusal> {
        self.with(T::check_with)
    }

    /// Reads it, if there is one, with the rules of its type.
    ///
    /// # Errors
    ///
    /// When there is a body that does not fit `T`, or breaks a rule.
    pub fn optional_checked<T: FromMultipart + Check>(&mut self) -> Result<Option<T>, Refusal> {
        self.optional_with(T::check_with)
    }

    /// Reads it, with `rules`.
    ///
    /// # Errors
    ///
    /// When it does not fit `T`, or breaks a rule.
    pub fn with<T: FromMultipart>(&mut self, rules: Rules<T>) -> Result<T, Refusal> {
        let value: T = self.read()?;
        self.body.check(&value, rules)?;
        Ok(value)
    }

    /// Reads it, if there is one, with `rules`.
    ///
    /// # Errors
    ///
    /// When there is a body that does not fit `T`, or breaks a rule.
    pub fn optional_with<T: FromMultipart>(
        &mut self,
        rules: Rules<T>,
    ) -> Result<Option<T>, Refusal> {
        let value: Option<T> = self.read_optional()?;
        if let Some(value) = &value {
            self.body.check(value, rules)?;
        }
        Ok(value)
    }
}
