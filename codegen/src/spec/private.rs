//! The extensions under which pieces carry what `openapiv3` has no field for. A document cannot set them: its own
//! members of these names are dropped.

/// All private extensions begin so.
pub const PREFIX: &str = "x-codegen-";

/// In a media type: the schema of each item of a stream (`itemSchema`), as `{"$ref": …}` to be followed.
pub const ITEM_SCHEMA: &str = "x-codegen-item-schema";

/// In a parameter that is read as one in the query: `querystring`, when its content is the whole query string.
pub const IN: &str = "x-codegen-in";

/// In a parameter: the `style` as written, when OpenAPI 3.0 does not have it.
pub const STYLE: &str = "x-codegen-style";

/// In a response, an info or a tag: its `summary`.
pub const SUMMARY: &str = "x-codegen-summary";

/// In a tag: the name of the tag under which it stands.
pub const PARENT: &str = "x-codegen-parent";

/// In a tag: what kind of tag it is.
pub const KIND: &str = "x-codegen-kind";

/// In a licence: its SPDX expression.
pub const IDENTIFIER: &str = "x-codegen-identifier";

/// In a server: its name.
pub const NAME: &str = "x-codegen-name";

/// In a discriminator: the schema for values that the mapping does not name.
pub const DEFAULT_MAPPING: &str = "x-codegen-default-mapping";

/// In an example: the value as data (`dataValue`) or as text on the wire (`serializedValue`), from OpenAPI 3.2.
pub const SERIALIZED_VALUE: &str = "x-codegen-serialized-value";

/// In the flows of OAuth 2: the device authorization flow, as written.
pub const DEVICE_AUTHORIZATION: &str = "x-codegen-device-authorization";
