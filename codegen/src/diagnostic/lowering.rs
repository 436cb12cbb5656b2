//! What lowering has to say: one function per diagnostic.
//!
//! All of them are warnings: what cannot be expressed is taken as the nearest thing that can.

use serde_json::Value;

pub(crate) use super::pieces::unknown_status;
use super::{Diagnostic, Place};
use crate::examples::Misfit;

/// `allOf` over several schemas that each offer a choice.
pub(crate) fn several_choices(place: &Place) -> Diagnostic {
    Diagnostic::warning(
        "several-choices",
        place,
        "a choice made several times over has no Rust type; it becomes `serde_json::Value`",
        "nothing is lost, and nothing is checked; list all combinations in one `oneOf` to get a Rust enum",
    )
    .untyped()
}

/// A setting that selects no operation.
pub(crate) fn nothing_selected(place: &Place, kind: &str, entry: &str) -> Diagnostic {
    Diagnostic::error(
        "nothing-selected",
        place,
        format!("no operation has the {kind} `{entry}` that is selected"),
        "select what the document has; `*` in a path stands for any text",
    )
}

/// `x-rust-type` that names no type.
pub(crate) fn no_rust_type(place: &Place, value: &Value) -> Diagnostic {
    Diagnostic::warning(
        "no-rust-type",
        place,
        format!(
            "{} is not the path of a Rust type; the schema decides alone",
            shortened(value)
        ),
        "write a path from a crate, such as `rust_decimal::Decimal`",
    )
}

/// `allOf` over types of which no value has more than one.
pub(crate) fn conflicting_types(place: &Place) -> Diagnostic {
    Diagnostic::warning(
        "conflicting-types",
        place,
        "no value is of all these types; the last one counts",
        "give all members the same `type`, or choose between them with `oneOf`",
    )
}

/// `enum` over values with parts.
pub(crate) fn mixed_enum(place: &Place) -> Diagnostic {
    Diagnostic::warning(
        "mixed-enum",
        place,
        "arrays and objects that are listed have no Rust type; the value becomes `serde_json::Value`",
        "nothing is lost, and nothing is checked; list strings, numbers or booleans to get a Rust type",
    )
    .untyped()
}

/// A keyword that says of values what no Rust type can.
pub(crate) fn unchecked_keyword(place: &Place, keyword: &str) -> Diagnostic {
    Diagnostic::warning(
        "unchecked-keyword",
        place,
        format!("what `{keyword}` says of a value is not in its Rust type, and is not checked"),
        "nothing is lost; check it in the service, or say it with `type`, `properties` and `required`",
    )
    .about_key()
}

/// A `pattern` that cannot be matched in linear time, or is no regular expression.
pub(crate) fn unchecked_pattern(place: &Place, pattern: &str, reason: &str) -> Diagnostic {
    Diagnostic::warning(
        "unchecked-pattern",
        place,
        format!("the pattern `{pattern}` is not checked: {reason}"),
        "write a regular expression without look-around and back-references",
    )
}

/// `x-max-serialized-length` with something that is no length.
pub(crate) fn not_a_length(place: &Place, found: &Value) -> Diagnostic {
    Diagnostic::warning(
        "not-a-length",
        place,
        format!(
            "`{}` is no number of characters; there is no limit",
            shortened(found)
        ),
        "write a whole number, such as 4096",
    )
}

/// A `default` that its own schema does not allow.
pub(crate) fn default_does_not_fit(place: &Place, found: &Value) -> Diagnostic {
    Diagnostic::warning(
        "default-does-not-fit",
        place,
        format!(
            "the default `{}` is no value of its schema; it is left out",
            shortened(found)
        ),
        "write a value that the schema allows, or drop `default`",
    )
}

/// An `x-max-body-bytes` that is no number of bytes.
pub(crate) fn max_body_bytes_is_no_size(place: &Place, found: &Value) -> Diagnostic {
    Diagnostic::warning(
        "size-of-body",
        place,
        format!(
            "`{}` is no number of bytes; it is ignored",
            shortened(found)
        ),
        "write a whole number above 0, such as 65536",
    )
}

/// An example that its own schema refuses.
pub(crate) fn example_does_not_fit(place: &Place, misfit: &Misfit) -> Diagnostic {
    let Misfit { path, reason } = misfit;
    let place = path.iter().fold(place.clone(), |at, key| at.child(key));
    Diagnostic::warning(
        "example-does-not-fit",
        &place,
        format!("the example contradicts its schema: {reason}"),
        "correct the example or the schema; as it is, the example is shown and not tested",
    )
}

/// A body that may be written in several ways.
/// A value that may be written in several ways, of which some are not known.
pub(crate) fn one_media_type<'a>(
    place: &Place,
    used: &str,
    others: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let others: Vec<String> = others.map(|name| format!("`{name}`")).collect();
    Diagnostic::warning(
        "one-media-type",
        place,
        format!(
            "the body is read and written as `{used}` only, not as {}",
            others.join(", ")
        ),
        "nothing is lost: the schema is the same; give the others a schema of their own, \
         such as `{ type: string }`, to read and write them too",
    )
    .left_out()
}

/// A key under `content` that is no media type.
pub(crate) fn no_media_type(place: &Place, found: &str, taken_for: &str) -> Diagnostic {
    Diagnostic::warning(
        "no-media-type",
        place,
        format!("`{found}` is no media type; it is taken for `{taken_for}`"),
        "write one type and subtype, such as `application/json`",
    )
}

/// A body whose media type has no typed form.
pub(crate) fn unread_media_type(place: &Place, content_type: &str, kind: &str) -> Diagnostic {
    Diagnostic::warning(
        "unread-media-type",
        place,
        format!("a body of `{content_type}` is handed over as {kind}"),
        "nothing is lost; use a JSON body to get a type",
    )
}

/// A form in parts whose schema does not say which parts it has.
pub(crate) fn untyped_form(place: &Place) -> Diagnostic {
    Diagnostic::warning(
        "untyped-form",
        place,
        "the schema of a form in parts is no object with properties; its parts are files by their names",
        "list the parts under `properties` of one object",
    )
    .untyped()
}

/// A form in parts that may be one of several.
pub(crate) fn choice_of_forms(place: &Place) -> Diagnostic {
    Diagnostic::warning(
        "choice-of-forms",
        place,
        "a choice among forms in parts becomes one struct with the parts of all of them; \
         which go together is not checked",
        "nothing is lost; check it in the service, or make an operation of each",
    )
}

/// Headers of a part that is no file.
pub(crate) fn headers_of_part(place: &Place) -> Diagnostic {
    Diagnostic::warning(
        "headers-of-part",
        place,
        "only parts that are files have headers of their own; these are not sent",
        "make the part a file with `format: binary`, or drop `headers`",
    )
    .about_key()
    .left_out()
}

/// A variable of a path template without a parameter.
pub(crate) fn undeclared_path_parameter(place: &Place, path: &str, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "undeclared-path-parameter",
        place,
        format!(
            "the path `{path}` has a variable `{name}` that no parameter describes; it is taken for a string"
        ),
        format!(
            "add `{{ name: {name}, in: path, required: true, schema: {{ type: string }} }}` to `parameters`"
        ),
    )
}

/// A path parameter without a variable in the path template.
pub(crate) fn path_parameter_without_place(place: &Place, path: &str, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "path-parameter-without-place",
        place,
        format!("the path `{path}` has no variable for the parameter `{name}`; it is left out"),
        format!("write `{{{name}}}` where it belongs in the path, or drop the parameter"),
    )
    .left_out()
}

/// A security requirement for a scheme that the document does not define.
pub(crate) fn unknown_security_scheme(place: &Place, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "unknown-security-scheme",
        place,
        format!("there is no security scheme `{name}`; it is taken for a bearer token"),
        format!(
            "define `{name}` under `components.securitySchemes`, or name one that is defined there"
        ),
    )
}

/// An `operationId` whose Rust name another operation, or the client itself, has already.
pub(crate) fn operation_id_taken(place: &Place, id: &str) -> Diagnostic {
    Diagnostic::warning(
        "operation-id-taken",
        place,
        format!(
            "another operation, or the client itself, has the Rust name of `{id}`; \
             this one gets a number behind it"
        ),
        "give each operation an `operationId` of its own, different in more than case and punctuation",
    )
}

/// `paths` of which not one can be read.
pub(crate) fn no_path_found(place: &Place) -> Diagnostic {
    Diagnostic::error(
        "no-path-found",
        place,
        "no path can be read, so that nothing of the API is left",
        "correct what is wrong with them, see below; a document of several files needs all of these",
    )
}

/// A variable in the URL of a server that `variables` says nothing of.
pub(crate) fn undeclared_server_variable(place: &Place, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "undeclared-server-variable",
        place,
        format!(
            "nothing describes the variable `{name}`; it is taken for any text, and has no default"
        ),
        format!("add `{name}` with its `default` to the `variables` of the server"),
    )
}

/// An operation that several servers of its own serve, or one with variables.
pub(crate) fn one_server(place: &Place, url: &str) -> Diagnostic {
    Diagnostic::warning(
        "one-server",
        place,
        format!("of all servers of the operation, the client calls `{url}`"),
        "list a choice of servers at the top of the document; an operation or a path may have one",
    )
}

/// Callbacks of a webhook, or of another callback.
pub(crate) fn nested_callbacks(place: &Place) -> Diagnostic {
    Diagnostic::warning(
        "nested-callbacks",
        place,
        "callbacks of a request that the API itself makes are left out",
        "describe what is sent to the API under `paths`",
    )
    .about_key()
    .left_out()
}

/// A body of an answer that HTTP sends none with.
pub(crate) fn body_that_never_comes(place: &Place, what: &str) -> Diagnostic {
    Diagnostic::warning(
        "body-that-never-comes",
        place,
        format!("{what} has no body; what the document says of one is left out"),
        "leave `content` out, or refer to a response without it",
    )
    .about_key()
    .left_out()
}

/// A schema that is itself, or lists of itself, and nothing else.
pub(crate) fn endless_alias(place: &Place) -> Diagnostic {
    Diagnostic::warning(
        "endless-alias",
        place,
        "the schema is made of nothing but itself; it becomes `serde_json::Value`",
        "refer to it from a property of an object",
    )
    .untyped()
}

/// An `x-sentinel` that cannot be the data of an event.
pub(crate) fn no_sentinel(place: &Place, found: &Value) -> Diagnostic {
    Diagnostic::warning(
        "no-sentinel",
        place,
        format!(
            "`{}` is no line of text; the events end without one",
            shortened(found)
        ),
        "write a text such as `'[DONE]'`",
    )
}

/// An `x-pagination` that says nothing that is known.
pub(crate) fn no_pagination(place: &Place, key: &str, message: &str, help: &str) -> Diagnostic {
    let what = match key {
        "" => "this".to_owned(),
        key => format!("`{key}`"),
    };
    Diagnostic::warning(
        "no-pagination",
        place,
        format!("{what} {message}; the operation has no pages"),
        help,
    )
}

/// A pagination that names what the operation does not have.
pub(crate) fn pagination_does_not_fit(place: &Place, message: &str, help: &str) -> Diagnostic {
    Diagnostic::warning(
        "pagination-does-not-fit",
        place,
        format!("{message}; the operation has no pages"),
        help,
    )
}

/// A setting about pages that is about no operation.
pub(crate) fn pagination_of_nothing(place: &Place, what: &str) -> Diagnostic {
    Diagnostic::warning(
        "pagination-of-nothing",
        place,
        format!("{what} of `[pagination]` fits no operation"),
        "name what the document has, or remove the setting",
    )
}

/// A value as the document has it, but no longer than fits in a message.
fn shortened(value: &Value) -> String {
    const SHOWN: usize = 60;
    let text = value.to_string();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
