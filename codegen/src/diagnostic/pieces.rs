//! What the reader has to say about the pieces of a document: members, spellings of other versions, paths, security.
//! One function per kind of diagnostic, as in [`reading`](super::reading).

use super::{Diagnostic, Place};

pub(crate) fn wrong_type(place: &Place, expected: &str, found: &str) -> Diagnostic {
    Diagnostic::warning(
        "wrong-type",
        place,
        format!("{expected} is expected here, and {found} was found; it is ignored"),
        format!("write {expected}, or remove it"),
    )
    .left_out()
}

pub(crate) fn loose_value(place: &Place, found: &str, read_as: &str) -> Diagnostic {
    Diagnostic::warning(
        "loose-value",
        place,
        format!("{found} is read as {read_as}"),
        format!("write {read_as}"),
    )
}

pub(crate) fn unknown_member(place: &Place, holder: &str, near: Option<&str>) -> Diagnostic {
    let key = place.pointer.last().unwrap_or_default();
    Diagnostic::warning(
        "unknown-member",
        place,
        format!("{holder} has no member `{key}`; it is ignored"),
        match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "remove it, or begin its name with `x-`".to_owned(),
        },
    )
    .about_key()
}

pub(crate) fn missing_member(place: &Place, key: &str, instead: &str) -> Diagnostic {
    Diagnostic::warning(
        "missing-member",
        place,
        format!("`{key}` is missing; {instead}"),
        format!("add `{key}`"),
    )
}

pub(crate) fn not_a_piece(place: &Place, expected: &str, found: &str) -> Diagnostic {
    Diagnostic::error(
        "not-a-piece",
        place,
        format!("{expected} is expected here, and {found} was found"),
        format!("write {expected}"),
    )
}

pub(crate) fn incomplete(place: &Place, holder: &str, key: &str) -> Diagnostic {
    Diagnostic::error(
        "incomplete",
        place,
        format!("{holder} cannot be used without `{key}`"),
        format!("add `{key}`"),
    )
}

// Spellings of other versions.

pub(crate) fn type_list(place: &Place) -> Diagnostic {
    Diagnostic::warning(
        "later-spelling",
        place,
        "a list of types is read as in OpenAPI 3.1; 3.0 does not have it",
        "write `nullable: true` for `null` and `oneOf` for several types, or `openapi: 3.1.0` at the top",
    )
}

pub(crate) fn nullable_in_later_version(place: &Place) -> Diagnostic {
    Diagnostic::warning(
        "earlier-spelling",
        place,
        "`nullable` is read as in OpenAPI 3.0; newer versions do not have it",
        "write `type: [string, \"null\"]` and the like",
    )
    .about_key()
}

// Paths, operations and what is in them.

pub(crate) fn path_without_slash(place: &Place, path: &str) -> Diagnostic {
    Diagnostic::warning(
        "path-without-slash",
        place,
        format!("the path `{path}` is read as `/{path}`"),
        "begin it with a slash",
    )
    .about_key()
}

pub(crate) fn unknown_status(place: &Place, key: &str) -> Diagnostic {
    Diagnostic::warning(
        "unknown-status",
        place,
        format!("`{key}` is no status; the response is left out"),
        "write a status such as 404, a range from 1XX to 5XX, or `default`",
    )
    .about_key()
    .left_out()
}

pub(crate) fn optional_in_path(place: &Place, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "optional-in-path",
        place,
        format!("the parameter `{name}` is in the path, and so is required"),
        "add `required: true`",
    )
}

pub(crate) fn unknown_location(place: &Place, location: &str) -> Diagnostic {
    let help = match location {
        "body" | "formData" => "use `requestBody` in place of this parameter",
        _ => "write `query`, `header`, `path` or `cookie`",
    };
    Diagnostic::error(
        "unknown-location",
        place,
        format!("`in: {location}` is no place in a request"),
        help,
    )
}

pub(crate) fn unknown_style(place: &Place, style: &str, default: &str) -> Diagnostic {
    Diagnostic::warning(
        "unknown-style",
        place,
        format!("there is no style `{style}` here; `{default}` is used"),
        format!("write `style: {default}`, or remove it"),
    )
}

pub(crate) fn schema_and_content(place: &Place, holder: &str) -> Diagnostic {
    Diagnostic::warning(
        "schema-and-content",
        place,
        format!("{holder} has either `schema` or `content`; the schema is used"),
        "remove one of them",
    )
    .about_key()
}

pub(crate) fn swagger_parameter(place: &Place, holder: &str) -> Diagnostic {
    Diagnostic::warning(
        "swagger-parameter",
        place,
        format!("the type stands in {holder} itself, as in Swagger 2; it is read as its schema"),
        "move it into `schema`",
    )
    .about_key()
}

pub(crate) fn bare_example(place: &Place) -> Diagnostic {
    Diagnostic::warning(
        "bare-example",
        place,
        "this has no member of an example, and is taken for the value of one",
        "write it under `value`",
    )
    .about_key()
}

pub(crate) fn unsupported_member(place: &Place, holder: &str) -> Diagnostic {
    let key = place.pointer.last().unwrap_or_default();
    Diagnostic::warning(
        "unsupported-member",
        place,
        format!("`{key}` of {holder} is not supported; it is ignored"),
        "describe it by `encoding`, if it can be",
    )
    .about_key()
    .left_out()
}

pub(crate) fn unknown_security(place: &Place, kind: &str) -> Diagnostic {
    Diagnostic::error(
        "unknown-security",
        place,
        format!("there is no security scheme of type `{kind}`"),
        "write apiKey, http, oauth2, openIdConnect or mutualTLS",
    )
}
