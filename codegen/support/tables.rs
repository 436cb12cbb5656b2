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
//!
//! What is made of a table is `#[inline]`: it is compiled where it is called, and the bodies that it reads and writes with
//! it. A crate of a thousand operations has hundreds of answers that its user never gets.

mod parts;

use http::StatusCode;

pub use parts::{Content, Envelope, Json, Parts, Streamed};

/// The failures of an operation.
#[allow(unused_macros, reason = "an API may describe no failure")]
macro_rules! failures {
    ($Type:ident { $($rows:tt)+ }) => {
        $crate::support::tables::answers!($Type { $($rows)+ });

        impl ::std::fmt::Display for $Type {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.parts().fmt(f)
            }
        }

        impl ::std::error::Error for $Type {}

        #[cfg(feature = "client-core")]
        impl $crate::support::client::Failure for $Type {
            #[inline]
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

        #[cfg(feature = "client-core")]
        impl $crate::support::client::FromResponse for $Type {
            #[inline]
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
            #[inline]
            #[must_use]
            pub fn status(&self) -> ::http::StatusCode {
                self.parts().status
            }

            /// The answer of a server.
            #[cfg(feature = "server")]
            #[inline]
            #[must_use]
            pub fn reply(&self) -> $crate::support::server::Reply {
                self.parts().into()
            }

            #[inline]
            fn parts(&self) -> $crate::support::tables::Parts<'_> {
                use $crate::support::tables::row;

                match self {
                    $(row!(@pattern status body $Variant $kind $status $(($digit))?) => {
                        row!(@parts status body $kind $($media)?; $status $(($digit))?)
                    })+
                }
            }

            #[cfg(feature = "client-core")]
            #[inline]
            fn decode(
                response: &$crate::support::client::Response,
            ) -> Option<Result<Self, $crate::support::client::BodyError>> {
                use $crate::support::http::StatusPattern;
                use $crate::support::tables::row;

                let patterns = [$(row!(@status $status $(($digit))?),)+];
                match StatusPattern::best(&patterns, response.status)? {
                    $(row!(@status $status $(($digit))?) => {
                        Some(row!(@decode client response $Variant $kind $status $(($digit))?))
                    })+
                    _ => None,
                }
            }
        }

        #[cfg(feature = "server")]
        impl $crate::support::server::Documented for $Type {
            #[inline]
            fn to_reply(&self) -> $crate::support::server::Reply {
                self.reply()
            }
        }

        #[cfg(feature = "mock")]
        impl $crate::support::mock::FromAnswer for $Type {
            fn from_answer(chosen: &$crate::support::mock::Chosen) -> ::serde_json::Result<Self> {
                use $crate::support::mock::read::undescribed;
                use $crate::support::tables::row;

                match chosen.pattern() {
                    $(row!(@status $status $(($digit))?) => {
                        row!(@decode mock chosen $Variant $kind $status $(($digit))?)
                    })+
                    _ => Err(undescribed()),
                }
            }
        }
    };
}

/// A row of a table, as each of the functions above needs it.
#[allow(unused_macros, reason = "an API may have no table")]
macro_rules! row {
    (@status range($digit:literal)) => { $crate::support::http::StatusPattern::Range($digit) };
    (@status default) => { $crate::support::http::StatusPattern::Default };
    (@status $code:literal) => { $crate::support::http::StatusPattern::Code($code) };

    // A variant: empty or with a body, of one status or with the status before the body.
    (@pattern $status:ident $body:ident $Variant:ident empty $code:literal) => { Self::$Variant };
    (@pattern $status:ident $body:ident $Variant:ident empty $($open:tt)+) => {
        Self::$Variant($status)
    };
    (@pattern $status:ident $body:ident $Variant:ident $kind:ident $code:literal) => {
        Self::$Variant($body)
    };
    (@pattern $status:ident $body:ident $Variant:ident $kind:ident $($open:tt)+) => {
        Self::$Variant($status, $body)
    };

    (@parts $status:ident $body:ident $kind:ident $($media:literal)?; $code:literal) => {{
        let $status = $crate::support::tables::status($code);
        $crate::support::tables::row!(@content $status $body $kind)$(.with_media($media))?
    }};
    (@parts $status:ident $body:ident $kind:ident $($media:literal)?; $($open:tt)+) => {{
        let $status = *$status;
        $crate::support::tables::row!(@content $status $body $kind)$(.with_media($media))?
    }};
    (@content $status:ident $body:ident empty) => {
        $crate::support::tables::Parts::empty($status)
    };
    (@content $status:ident $body:ident $kind:ident) => {
        $crate::support::tables::Parts::$kind($status, $body)
    };

    // Made of what a client receives, or of what a mock shows.
    (@decode $from:ident $answer:ident $Variant:ident empty $code:literal) => {
        Ok(Self::$Variant)
    };
    (@decode $from:ident $answer:ident $Variant:ident empty $($open:tt)+) => {
        Ok(Self::$Variant($answer.status))
    };
    (@decode $from:ident $answer:ident $Variant:ident $kind:ident $code:literal) => {
        $crate::support::tables::row!(@read $from $answer $kind).map(Self::$Variant)
    };
    (@decode $from:ident $answer:ident $Variant:ident $kind:ident $($open:tt)+) => {
        $crate::support::tables::row!(@read $from $answer $kind)
            .map(|body| Self::$Variant($answer.status, body))
    };
    (@read client $response:ident $kind:ident) => {
        $crate::support::client::answer::$kind($response)
    };
    (@read mock $chosen:ident $kind:ident) => {
        $crate::support::mock::read::$kind($chosen)
    };

    (@envelope $status:ident $self:ident) => { $crate::support::tables::Parts::empty($status) };
    (@envelope $status:ident $self:ident $kind:ident) => {
        $crate::support::tables::Parts::$kind($status, &$self.body)
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
        impl $crate::support::tables::Envelope for $Type {
            #[inline]
            fn parts(&self, status: ::http::StatusCode) -> $crate::support::tables::Parts<'_> {
                use $crate::support::http::Parameter;

                $crate::support::tables::row!(@envelope status self $($kind)?)
                    $($(.with_media($media))?)?
                    $(.with_header(Parameter::header($name)$(.$explode(true))?, &self.$field))+
            }
        }

        #[cfg(feature = "client-core")]
        impl $crate::support::client::FromResponse for $Type {
            #[inline]
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

        #[cfg(feature = "mock")]
        impl $crate::support::mock::FromAnswer for $Type {
            fn from_answer(chosen: &$crate::support::mock::Chosen) -> ::serde_json::Result<Self> {
                Ok(Self {
                    $(body: $crate::support::mock::read::$kind(chosen)?,)?
                    $($field: chosen.header($name)?,)+
                })
            }
        }
    };
}

/// A body that is one of several, each of its own media types. The first of them is sent.
///
/// ```text
/// contents!(GetReportOkBody {
///     Json json "application/json" "application/vnd.report+json",
///     Csv text "text/csv",
/// });
/// ```
#[allow(unused_macros, reason = "most bodies are written in one way")]
macro_rules! contents {
    ($Type:ident { $($Variant:ident $kind:ident $media:literal $($other:literal)*,)+ }) => {
        impl $crate::support::tables::Envelope for $Type {
            #[inline]
            fn parts(&self, status: ::http::StatusCode) -> $crate::support::tables::Parts<'_> {
                use $crate::support::tables::Parts;

                match self {
                    $(Self::$Variant(body) => Parts::$kind(status, body).with_media($media),)+
                }
            }
        }

        #[cfg(feature = "client-core")]
        impl $crate::support::client::FromResponse for $Type {
            #[inline]
            fn from_response(
                response: &$crate::support::client::Response,
            ) -> Result<Self, $crate::support::client::BodyError> {
                use $crate::support::client::{BodyError, answer};

                match response.media_type(&[$($media, $($other,)*)+])? {
                    $($media $(| $other)* => answer::$kind(response).map(Self::$Variant),)+
                    other => Err(BodyError::media_type(other)),
                }
            }
        }

        #[cfg(feature = "mock")]
        impl $crate::support::mock::FromAnswer for $Type {
            fn from_answer(chosen: &$crate::support::mock::Chosen) -> ::serde_json::Result<Self> {
                use $crate::support::mock::read;

                match chosen.media() {
                    $($media $(| $other)* => read::$kind(chosen).map(Self::$Variant),)+
                    _ => Err(read::undescribed()),
                }
            }
        }
    };
}

#[allow(unused_imports, reason = "see the macros")]
pub(crate) use {answers, contents, envelope, failures, row, successes};

/// `code`, which a document lists among its statuses.
#[must_use]
pub fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
