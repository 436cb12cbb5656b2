//! Checks what the server is sent.

mod form;
mod multipart;

use serde::de::DeserializeOwned;

use crate::support::axum::{Body, Request, Unread};
use crate::support::rules::{Check, Checker, Rules};
use crate::support::server::{Refusal, Violation};

impl Body {
    /// As JSON that satisfies the rules of its type.
    ///
    /// # Errors
    ///
    /// When it is not JSON, does not fit `T`, or breaks a rule.
    pub fn checked_json<T: DeserializeOwned + Check>(&self) -> Result<T, Refusal> {
        self.json_with(T::check_with)
    }

    /// As JSON that satisfies the rules of its type, if there is any.
    ///
    /// # Errors
    ///
    /// When there is a body, and it is not JSON, does not fit `T`, or breaks a rule.
    pub fn optional_checked_json<T: DeserializeOwned + Check>(&self) -> Result<Option<T>, Refusal> {
        self.optional_json_with(T::check_with)
    }

    /// As JSON that satisfies `rules`.
    ///
    /// # Errors
    ///
    /// When it is not JSON, does not fit `T`, or breaks a rule.
    pub fn json_with<T: DeserializeOwned>(&self, rules: Rules<T>) -> Result<T, Refusal> {
        let value: T = self.json()?;
        self.check(&value, rules)?;
        Ok(value)
    }

    /// As JSON that satisfies `rules`, if there is any.
    ///
    /// # Errors
    ///
    /// When there is a body, and it is not JSON, does not fit `T`, or breaks a rule.
    pub fn optional_json_with<T: DeserializeOwned>(
        &self,
        rules: Rules<T>,
    ) -> Result<Option<T>, Refusal> {
        let value: Option<T> = self.optional_json()?;
        if let Some(value) = &value {
            self.check(value, rules)?;
        }
        Ok(value)
    }

    /// As text that satisfies `rules`.
    ///
    /// # Errors
    ///
    /// When it is not UTF-8, does not fit `T`, or breaks a rule.
    pub fn text_with<T: DeserializeOwned>(&self, rules: Rules<T>) -> Result<T, Refusal> {
        let value: T = self.text()?;
        self.check(&value, rules)?;
        Ok(value)
    }

    /// As text that satisfies `rules`, if there is any.
    ///
    /// # Errors
    ///
    /// When there is a body, and it is not UTF-8, does not fit `T`, or breaks a rule.
    pub fn optional_text_with<T: DeserializeOwned>(
        &self,
        rules: Rules<T>,
    ) -> Result<Option<T>, Refusal> {
        let value: Option<T> = self.optional_text()?;
        if let Some(value) = &value {
            self.check(value, rules)?;
        }
        Ok(value)
    }

    pub(in crate::support) fn check<T>(&self, value: &T, rules: Rules<T>) -> Result<(), Refusal> {
        let mut checker = Checker::default();
        rules(value, &mut checker);
        let checked = checker.finish();
        checked.map_err(|broken| {
            let violations = broken.0.into_iter().map(|it| Violation {
                parameter: None,
                pointer: it.pointer,
                message: it.message,
            });
            self.unfit(violations.collect())
        })
    }
}

impl Request {
    /// Reads the parameter that the operation calls `name`, which has to satisfy `rules`.
    ///
    /// # Errors
    ///
    /// As [`parameter`](Self::parameter), and when it breaks a rule.
    pub fn parameter_with<T: DeserializeOwned>(
        &mut self,
        name: &str,
        rules: Rules<T>,
    ) -> Result<T, Unread> {
        let value: T = self.parameter(name)?;
        let mut checker = Checker::default();
        rules(&value, &mut checker);
        let checked = checker.finish();
        checked.map_err(|broken| {
            for it in broken.0 {
                self.unfit(name, it.pointer, it.message);
            }
            Unread
        })?;
        Ok(value)
    }

    /// Reads the parameter that the operation calls `name`, if there is any, which has to satisfy
    /// `rules`. One that does not counts as none, as in [`optional`](Self::optional).
    pub fn optional_with<T: DeserializeOwned>(
        &mut self,
        name: &str,
        rules: Rules<Option<T>>,
    ) -> Option<T> {
        self.parameter_with(name, rules).unwrap_or_default()
    }

    /// Reads the parameter that the operation calls `name`, which has to satisfy `rules`; it is
    /// `default` where it is absent.
    pub fn optional_with_or<T: DeserializeOwned>(
        &mut self,
        name: &str,
        rules: Rules<Option<T>>,
        default: T,
    ) -> Option<T> {
        self.optional_with(name, rules).or(Some(default))
    }
}
