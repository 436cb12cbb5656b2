//! Checks forms.

use serde::de::DeserializeOwned;

use crate::support::axum::FormBody;
use crate::support::rules::{Check, Rules};
use crate::support::server::Refusal;

impl FormBody {
    /// Reads it, with the rules of its type.
    ///
    /// # Errors
    ///
    /// When it does not fit `T`, or breaks a rule.
    pub fn checked<T: DeserializeOwned + Check>(&self) -> Result<T, Refusal> {
        self.with(T::check_with)
    }

    /// Reads it, if there is one, with the rules of its type.
    ///
    /// # Errors
    ///
    /// When there is a body that does not fit `T`, or breaks a rule.
    pub fn optional_checked<T: DeserializeOwned + Check>(&self) -> Result<Option<T>, Refusal> {
        self.optional_with(T::check_with)
    }

    /// Reads it, with `rules`.
    ///
    /// # Errors
    ///
    /// When it does not fit `T`, or breaks a rule.
    pub fn with<T: DeserializeOwned>(&self, rules: Rules<T>) -> Result<T, Refusal> {
        let value: T = self.read()?;
        self.body.check(&value, rules)?;
        Ok(value)
    }

    /// Reads it, if there is one, with `rules`.
    ///
    /// # Errors
    ///
    /// When there is a body that does not fit `T`, or breaks a rule.
    pub fn optional_with<T: DeserializeOwned>(
        &self,
        rules: Rules<T>,
    ) -> Result<Option<T>, Refusal> {
        let value: Option<T> = self.read_optional()?;
        if let Some(value) = &value {
            self.body.check(value, rules)?;
        }
        Ok(value)
    }
}
