//! Values without parts.

/// A value without parts.
///
/// ```yaml
/// { type: string, format: uuid }
/// ```
///
/// becomes
///
/// ```text
/// Uuid
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scalar {
    /// `bool`.
    Bool,
    /// `i32`: `format: int32`, or limits that fit.
    I32,
    /// `i64`: any other integer.
    I64,
    /// `u32`.
    U32,
    /// `u64`.
    U64,
    /// `i128`: limits that no smaller integer reaches.
    I128,
    /// `f32`: `format: float`.
    F32,
    /// `f64`: any other number.
    F64,
    /// `Number`: a number with all the digits it was written with, where settings ask for them.
    Number,
    /// `String`.
    String,
    /// `Uuid`.
    Uuid,
    /// A date and time with its offset (RFC 3339), by [`DateTimeCrate`](super::DateTimeCrate).
    DateTime,
    /// A calendar date (RFC 3339 `full-date`).
    Date,
    /// `format: byte`: bytes, in base64 on the wire.
    Base64,
    /// `format: binary`: bytes, as they are; only as a whole body, or as a `File` in a form.
    Binary,
    /// `Ipv4Addr`.
    Ipv4,
    /// `Ipv6Addr`.
    Ipv6,
    /// `format: uri`: a `String`; checked as such on the server.
    Uri,
}
