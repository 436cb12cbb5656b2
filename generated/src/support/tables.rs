//! The tables that say which answer stands for which status, one for both sides.
//!
//! ```text
//! failures!(GetPetError {
//!     404 NotFound json,
//!     410 Gone empty,
//!     range(5) ServerError json "application/problem+json",
//!     default Other text,
//! });
//! ```
//!
//! A row is a status, the variant that stands for it, how its body is written, and the media type
//! where that is not the usual one for its kind. The variants of ranges and of `default` begin
//! with the status.

use std::fmt;

use bytes::Bytes;
use http::StatusCode;
use serde::Serialize;

/// The failures of an operation.
#[allow(unused_macros, reason = "an API may describe no failure")]
macro_rules! failures {
    ($Type:ident { $($rows:tt)+ }) => {
        $crate::support::tables::answers!($Type { $($rows)+ });

        impl ::std::error::Error for $Type {}

        #[cfg(feature = "client")]
        impl $crate::support::client::Failure for $Type {
            fn from_response(
                response: &$crate::support::client::Response,
            ) -> Option<Result<Self, $crate::support::client::BodyError>> {
                Self::decode(response)
            }
        }
    };
}

/// The successes of an operation that has several.
#[allow(unused_macros, reason = "most operations succeed in one way")]
macro_rules! successes {
    ($Type:ident { $($rows:tt)+ }) => {
        $crate::support::tables::answers!($Type { $($rows)+ });

        #[cfg(feature = "client")]
        impl $crate::support::client::FromResponse for $Type {
            fn from_response(
                response: &$crate::support::client::Response,
            ) -> Result<Self, $crate::support::client::BodyError> {
                use $crate::support::client::BodyError;

                Self::decode(response).unwrap_or_else(|| Err(BodyError::undescribed()))
            }
        }
    };
}

/// What both of them have.
#[allow(unused_macros, reason = "an API may have neither")]
macro_rules! answers {
    ($Type:ident {
        $($status:tt $(($digit:literal))? $Variant:ident $kind:ident $($media:literal)?,)+
    }) => {
        impl $Type {
            /// The status that it stands for.
            #[must_use]
            pub fn status(&self) -> ::http::StatusCode {
                use $crate::support::tables::row;

                match self {
                    $(row!(@with_status status $Variant $status $(($digit))?) => {
                        row!(@status status $status $(($digit))?)
                    })+
                }
            }

            #[cfg(feature = "client")]
            fn decode(
                response: &$crate::support::client::Response,
            ) -> Option<Result<Self, $crate::support::client::BodyError>> {
                use $crate::support::http::StatusPattern;
                use $crate::support::tables::row;

                let patterns = [$(row!(@pattern $status $(($digit))?),)+];
                let best = StatusPattern::best(&patterns, response.status)?;
                $(if best == row!(@pattern $status $(($digit))?) {
                    return Some(row!(@decode response $Variant $kind $status $(($digit))?));
                })+
                None
            }

            /// The answer of a server.
            #[cfg(feature = "server")]
            #[must_use]
            pub fn reply(&self) -> $crate::support::server::Reply {
                use $crate::support::tables::row;

                let status = self.status();
                match self {
                    $(row!(@with_body body $Variant $kind $status $(($digit))?) => {
                        row!(@reply status body $kind)$(.with_content_type($media))?
                    })+
                }
            }
        }

        impl ::std::fmt::Display for $Type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                use $crate::support::tables::row;

                write!(f, "{}", self.status())?;
                match self {
                    $(row!(@with_body body $Variant $kind $status $(($digit))?) => {
                        row!(@show f body $kind)
                    })+
                }
            }
        }
    };
}

/// A row of a table, as each of the functions above needs it.
#[allow(unused_macros, reason = "an API may have no table")]
macro_rules! row {
    (@pattern range($digit:literal)) => {
        $crate::support::http::StatusPattern::Range($digit)
    };
    (@pattern default) => {
        $crate::support::http::StatusPattern::Default
    };
    (@pattern $code:literal) => {
        $crate::support::http::StatusPattern::Code($code)
    };

    (@with_status $status:ident $Variant:ident range($digit:literal)) => {
        Self::$Variant { 0: $status, .. }
    };
    (@with_status $status:ident $Variant:ident default) => {
        Self::$Variant { 0: $status, .. }
    };
    (@with_status $status:ident $Variant:ident $code:literal) => {
        Self::$Variant { .. }
    };

    (@status $status:ident range($digit:literal)) => {
        *$status
    };
    (@status $status:ident default) => {
        *$status
    };
    (@status $status:ident $code:literal) => {
        $crate::support::tables::status($code)
    };

    (@with_body $body:ident $Variant:ident empty $($status:tt)+) => {
        Self::$Variant { .. }
    };
    (@with_body $body:ident $Variant:ident $kind:ident range($digit:literal)) => {
        Self::$Variant { 1: $body, .. }
    };
    (@with_body $body:ident $Variant:ident $kind:ident default) => {
        Self::$Variant { 1: $body, .. }
    };
    (@with_body $body:ident $Variant:ident $kind:ident $code:literal) => {
        Self::$Variant { 0: $body }
    };

    (@show $f:ident $body:ident empty) => {
        Ok(())
    };
    (@show $f:ident $body:ident $kind:ident) => {
        $crate::support::tables::show::$kind($f, $body)
    };

    (@reply $status:ident $body:ident empty) => {
        $crate::support::server::Reply::empty($status)
    };
    (@reply $status:ident $body:ident $kind:ident) => {
        $crate::support::server::Reply::$kind($status, $body)
    };

    (@envelope $status:ident $self:ident) => {
        $crate::support::server::Reply::empty($status)
    };
    (@envelope $status:ident $self:ident $kind:ident) => {
        $crate::support::server::Reply::$kind($status, &$self.body)
    };
    (@envelope $status:ident $self:ident $kind:ident $media:literal) => {
        $crate::support::server::Reply::$kind($status, &$self.body).with_content_type($media)
    };

    (@show_envelope $f:ident $self:ident) => {
        $crate::support::tables::show::nothing($f)
    };
    (@show_envelope $f:ident $self:ident $kind:ident) => {
        $crate::support::tables::show::$kind($f, &$self.body)
    };

    (@decode $response:ident $Variant:ident empty range($digit:literal)) => {
        Ok(Self::$Variant($response.status))
    };
    (@decode $response:ident $Variant:ident empty default) => {
        Ok(Self::$Variant($response.status))
    };
    (@decode $response:ident $Variant:ident empty $code:literal) => {
        Ok(Self::$Variant)
    };
    (@decode $response:ident $Variant:ident $kind:ident range($digit:literal)) => {
        $crate::support::client::answer::$kind($response)
            .map(|body| Self::$Variant($response.status, body))
    };
    (@decode $response:ident $Variant:ident $kind:ident default) => {
        $crate::support::client::answer::$kind($response)
            .map(|body| Self::$Variant($response.status, body))
    };
    (@decode $response:ident $Variant:ident $kind:ident $code:literal) => {
        $crate::support::client::answer::$kind($response).map(Self::$Variant)
    };
}

/// A body and the headers beside it.
///
/// ```text
/// envelope!(ListPetsOk {
///     body json,
///     header total "x-total-count",
///     header tags "x-tags" explode,
/// });
/// ```
#[allow(unused_macros, reason = "an API may describe no header of its answers")]
macro_rules! envelope {
    ($Type:ident {
        $(body $kind:ident $($media:literal)?,)?
        $(header $field:ident $name:literal $($explode:ident)?,)+
    }) => {
        #[cfg(feature = "client")]
        impl $crate::support::client::FromResponse for $Type {
            fn from_response(
                response: &$crate::support::client::Response,
            ) -> Result<Self, $crate::support::client::BodyError> {
                use $crate::support::http::Parameter;

                Ok(Self {
                    $(body: $crate::support::client::answer::$kind(response)?,)?
                    $($field: response.header(&Parameter::header($name)$(.$explode(true))?)?,)+
                })
            }
        }

        #[cfg(feature = "server")]
        impl $crate::support::server::IntoReply for $Type {
            fn reply(&self, status: ::http::StatusCode) -> $crate::support::server::Reply {
                use $crate::support::http::Parameter;

                $crate::support::tables::row!(@envelope status self $($kind $($media)?)?)
                    $(.with_header(&Parameter::header($name)$(.$explode(true))?, &self.$field))+
            }
        }

        impl $crate::support::tables::Show for $Type {
            fn show(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::support::tables::row!(@show_envelope f self $($kind)?)
            }
        }
    };
}

#[allow(unused_imports, reason = "see the macros")]
pub(crate) use {answers, envelope, failures, row, successes};

/// `code`, which a document lists among its statuses.
#[must_use]
pub fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Shows what it holds, in the message of an error.
pub trait Show {
    /// Writes it after the status.
    ///
    /// # Errors
    ///
    /// When `f` does not take it.
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

/// How each kind of body is shown.
pub mod show {
    use super::{Bytes, Serialize, Show, fmt};

    /// Nothing.
    ///
    /// # Errors
    ///
    /// None; the signature is that of its sisters.
    pub fn nothing(_: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }

    /// Its text.
    ///
    /// # Errors
    ///
    /// When `f` does not take it.
    pub fn json(f: &mut fmt::Formatter<'_>, body: &impl Serialize) -> fmt::Result {
        match serde_json::to_string(body) {
            Ok(text) => write!(f, ": {text}"),
            Err(_) => Ok(()),
        }
    }

    /// Itself.
    ///
    /// # Errors
    ///
    /// When `f` does not take it.
    pub fn text(f: &mut fmt::Formatter<'_>, body: &str) -> fmt::Result {
        write!(f, ": {body}")
    }

    /// Its length.
    ///
    /// # Errors
    ///
    /// When `f` does not take it.
    pub fn bytes(f: &mut fmt::Formatter<'_>, body: &Bytes) -> fmt::Result {
        write!(f, ": {} bytes", body.len())
    }

    /// Its parts.
    ///
    /// # Errors
    ///
    /// When `f` does not take it.
    pub fn parts(f: &mut fmt::Formatter<'_>, body: &impl Show) -> fmt::Result {
        body.show(f)
    }
}
