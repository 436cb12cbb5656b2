//! Forms in parts: how each property of them is written.

/// How the fields of a form are written in parts (OpenAPI 3.0, Special Considerations for
/// `multipart` Content).
///
/// ```yaml
/// multipart/form-data:
///   schema:
///     properties:
///       caption: { type: string }
///       photo: { type: string, format: binary }
///   encoding: { photo: { contentType: image/png } }
/// ```
///
/// becomes
///
/// ```text
/// multipart!(UploadPhotoForm {
///     text caption "caption",
///     file photo "photo" "image/png",
/// });
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Multipart {
    /// How each field is written, in the order of the fields.
    pub parts: Vec<Part>,
    /// How the values are written that the document does not list.
    pub additional: PartKind,
}

/// How a field of a form is written in parts.
///
/// ```yaml
/// photo: { contentType: image/png }
/// ```
///
/// becomes
///
/// ```text
/// file photo "photo" "image/png",
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What a part holds.
    pub kind: PartKind,
    /// The media types that the document names.
    pub content_types: Vec<String>,
}

/// What a part of a form holds.
///
/// ```yaml
/// { type: string, format: binary }
/// ```
///
/// becomes `File`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// Bytes.
    File,
    /// A value without parts, as text.
    Text,
    /// JSON.
    Json,
    /// JSON if the value has parts, else text.
    Any,
}
