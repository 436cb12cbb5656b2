//! Forms in parts (`multipart/form-data`, RFC 7578, and its sisters).

#[cfg(feature = "server")]
mod disposition;
mod files;
#[cfg(feature = "server")]
mod from_files;
#[cfg(feature = "server")]
mod parse;
#[cfg(feature = "server")]
mod parts;
#[cfg(feature = "server")]
mod values;
mod writer;

pub use files::Files;
#[cfg(feature = "server")]
pub use from_files::FromFiles;
#[cfg(feature = "server")]
pub use parse::{MAX_PARTS, boundary, find, parse, read_head};
#[cfg(feature = "server")]
pub use parts::{Part, Parts};
pub use writer::{Piece, Writer};

/// Implements [`Multipart`] and, for servers, `FromMultipart` for a struct.
///
/// ```text
/// multipart!(UploadPhotoForm {
///     file photo "photo" "image/png" "image/jpeg",
///     text tags "tags",
///     json owner "owner",
///     any note "note",
/// } rest file extra);
/// ```
///
/// A row is how the values of a field are written, its name in Rust, its name on the wire, and the
/// media types that the document names:
///
/// | row | what a part holds | lists |
/// | --- | --- | --- |
/// | `file` | bytes | a part for each item |
/// | `text` | a value without parts | a part for each item |
/// | `json` | JSON | one part for all of them |
/// | `any` | JSON where its media type says so, else text | a part for each item |
///
/// What is absent or null has no part. What follows the rows is about parts that none of them
/// names: `rest` keeps them in a map, `closed` refuses them, and without either they are ignored.
macro_rules! multipart {
    ($Type:ident {
        $($kind:ident $field:ident $name:literal $($media:literal)*,)*
    }) => {
        $crate::support::http::multipart::multipart!(@impl $Type {
            $($kind $field $name $($media)*,)*
        } [] ignore_others);
    };
    ($Type:ident {
        $($kind:ident $field:ident $name:literal $($media:literal)*,)*
    } closed) => {
        $crate::support::http::multipart::multipart!(@impl $Type {
            $($kind $field $name $($media)*,)*
        } [] refuse_others);
    };
    ($Type:ident {
        $($kind:ident $field:ident $name:literal $($media:literal)*,)*
    } rest $rest_kind:ident $rest:ident) => {
        $crate::support::http::multipart::multipart!(@impl $Type {
            $($kind $field $name $($media)*,)*
        } [$rest_kind $rest] ignore_others);
    };
    (@impl $Type:ident {
        $($kind:ident $field:ident $name:literal $($media:literal)*,)*
    } [$($rest_kind:ident $rest:ident)?] $others:ident) => {
        impl $crate::support::http::multipart::Multipart for $Type {
            // Compiled where it is called, with what writes the values.
            #[inline]
            #[allow(unused_variables, reason = "a form may have no field")]
            fn write(&self, writer: &mut $crate::support::http::multipart::Writer) {
                $(writer.$kind($name, &[$($media),*], &self.$field);)*
                $(
                    for (name, value) in &self.$rest {
                        writer.$rest_kind(name, &[], value);
                    }
                )?
            }
        }

        #[cfg(feature = "server")]
        impl $crate::support::http::multipart::FromMultipart for $Type {
            const NAMES: &'static [&'static str] = &[$($name),*];

            #[inline]
            fn read(parts: &mut $crate::support::http::multipart::Parts) -> Option<Self> {
                $(let $field = parts.$kind($name, &[$($media),*]);)*
                $(
                    let mut $rest = ::std::collections::BTreeMap::new();
                    while let Some(name) = parts.next_name() {
                        let value = parts.$rest_kind(&name, &[]);
                        $rest.extend(value.map(|it| (name, it)));
                    }
                )?
                parts.$others();
                Some(Self { $($field: $field?,)* $($rest,)? })
            }
        }
    };
}
pub(crate) use multipart;

/// A form in parts, as it is written.
pub trait Multipart {
    /// Writes every part.
    fn write(&self, writer: &mut Writer);
}

impl<T: Multipart> Multipart for Box<T> {
    fn write(&self, writer: &mut Writer) {
        (**self).write(writer);
    }
}

/// A form in parts, as it is read.
#[cfg(feature = "server")]
pub trait FromMultipart: Sized {
    /// The names of its parts, in the order of the document.
    const NAMES: &'static [&'static str];

    /// Takes every part; `None` when one did not fit, which `parts` remembers.
    fn read(parts: &mut Parts) -> Option<Self>;
}

#[cfg(feature = "server")]
impl<T: FromMultipart> FromMultipart for Box<T> {
    const NAMES: &'static [&'static str] = T::NAMES;

    fn read(parts: &mut Parts) -> Option<Self> {
        T::read(parts).map(Box::new)
    }
}
