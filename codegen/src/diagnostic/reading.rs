//! What the reader has to say about a document. One function per kind of diagnostic: where, what was found, what to
//! write instead.

pub(crate) use super::pieces::*;
use super::{Diagnostic, Place, Pointer};

// Files and their text.

pub(crate) fn unreadable_file(place: &Place, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error(
        "unreadable-file",
        place,
        format!("the file cannot be read: {error}"),
        "check the path and its permissions",
    )
}

pub(crate) fn too_big(place: &Place, bytes: u64, max_bytes: usize) -> Diagnostic {
    Diagnostic::error(
        "too-big",
        place,
        format!("the file has {bytes} bytes, and {max_bytes} is the limit"),
        "split the document into several files, or raise `max-bytes` under `[limits]` in the settings",
    )
}

pub(crate) fn utf16(place: &Place) -> Diagnostic {
    Diagnostic::error(
        "not-utf8",
        place,
        "the text is encoded in UTF-16",
        "save the file as UTF-8",
    )
}

pub(crate) fn not_utf8(place: &Place) -> Diagnostic {
    Diagnostic::error(
        "not-utf8",
        place,
        "the text is not valid UTF-8",
        "save the file as UTF-8",
    )
}

pub(crate) fn nul_character(place: &Place) -> Diagnostic {
    Diagnostic::error(
        "nul-character",
        place,
        "the text has a NUL character",
        "remove it, or write `\\u0000` in a quoted string",
    )
}

pub(crate) fn empty_file(place: &Place) -> Diagnostic {
    Diagnostic::error(
        "empty-file",
        place,
        "the file is empty",
        "write an OpenAPI document; it begins with `openapi: 3.0.3` or `openapi: 3.1.0`",
    )
}

pub(crate) fn not_json(place: &Place, fault: &str) -> Diagnostic {
    Diagnostic::error(
        "not-json",
        place,
        format!("the text is not JSON: {fault}"),
        "correct it here or just before",
    )
}

pub(crate) fn not_yaml(place: &Place, fault: &str) -> Diagnostic {
    Diagnostic::error(
        "not-yaml",
        place,
        format!("the text is not YAML: {fault}"),
        "correct it here or just before; tabs do not indent, and text with `: ` or ` #` needs quotes",
    )
}

pub(crate) fn too_deep(place: &Place, max_depth: usize) -> Diagnostic {
    Diagnostic::error(
        "too-deep",
        place,
        format!("lists and objects stand more than {max_depth} deep in one another here"),
        "move inner schemas to `components.schemas` and refer to them with `$ref`; the limit is `max-depth` under `[limits]` in the settings",
    )
}

pub(crate) fn too_many_values(place: &Place, max_values: usize) -> Diagnostic {
    Diagnostic::error(
        "too-many-values",
        place,
        format!(
            "the file holds more than {max_values} values once its YAML aliases are written out"
        ),
        "use `$ref` in place of aliases, or raise `max-values` under `[limits]` in the settings",
    )
}

pub(crate) fn too_much(place: &Place, max_expansion: usize) -> Diagnostic {
    Diagnostic::error(
        "too-much",
        place,
        format!(
            "the document comes to more than {max_expansion} values when all that references and `allOf` name is counted wherever it is named"
        ),
        "name less in fewer places, or raise `max-expansion` under `[limits]` in the settings",
    )
}

pub(crate) fn too_long_written_out(place: &Place) -> Diagnostic {
    Diagnostic::error(
        "too-big",
        place,
        "the text is far longer than a file may be once its YAML aliases are written out",
        "use `$ref` in place of aliases, or raise `max-bytes` under `[limits]` in the settings",
    )
}

/// At the line that begins the second document.
pub(crate) fn several_documents(place: &Place) -> Diagnostic {
    Diagnostic::warning(
        "several-documents",
        place,
        "the file holds several YAML documents; only the first is read",
        "remove the others, from here on",
    )
}

pub(crate) fn repeated_key(place: &Place) -> Diagnostic {
    let key = place.pointer.last().unwrap_or_default();
    Diagnostic::warning(
        "repeated-key",
        place,
        format!("the key `{key}` stands more than once in its object; the last one counts"),
        "keep one of them",
    )
    .about_key()
}

// The document as a whole.

pub(crate) fn not_an_object(place: &Place, found: &str) -> Diagnostic {
    Diagnostic::error(
        "not-openapi",
        place,
        format!("the file holds {found}, not an OpenAPI document"),
        "write an object with the members `openapi`, `info` and `paths`",
    )
}

pub(crate) fn no_version(place: &Place) -> Diagnostic {
    Diagnostic::error(
        "not-openapi",
        place,
        "there is no member `openapi`, so this is not an OpenAPI document",
        "name the version, for example `openapi: 3.0.3`; a file with only a part of a document cannot be read alone",
    )
}

pub(crate) fn swagger(place: &Place, version: &str) -> Diagnostic {
    Diagnostic::error(
        "swagger",
        place,
        format!("this is a Swagger {version} document, the format before OpenAPI"),
        "convert it to OpenAPI 3 first, for example with swagger2openapi or the converter of the Swagger Editor",
    )
}

pub(crate) fn unknown_version(place: &Place, version: &str) -> Diagnostic {
    Diagnostic::error(
        "unknown-version",
        place,
        format!("OpenAPI {version} is not supported"),
        "use a version of OpenAPI 3.0, 3.1 or 3.2",
    )
}

pub(crate) fn newer_version(place: &Place, version: &str) -> Diagnostic {
    Diagnostic::warning(
        "newer-version",
        place,
        format!("OpenAPI {version} is read as 3.2, the newest version that is known here"),
        "use `openapi: 3.2.0` unless you need what is newer",
    )
}

// References.

pub(crate) fn unresolved_reference(place: &Place, reference: &str) -> Diagnostic {
    Diagnostic::error(
        "unresolved-reference",
        place,
        format!("`{reference}` leads nowhere"),
        "correct the spelling, or add what it names",
    )
}

pub(crate) fn reference_cycle(place: &Place, reference: &str) -> Diagnostic {
    Diagnostic::error(
        "reference-cycle",
        place,
        format!(
            "`{reference}` leads back to itself, or through too many others, with nothing but references on the way"
        ),
        "let one of them be a definition",
    )
}

pub(crate) fn remote_reference(place: &Place, reference: &str) -> Diagnostic {
    Diagnostic::error(
        "remote-reference",
        place,
        format!("`{reference}` leads to the network, from which nothing is fetched unasked"),
        "save what it names beside the document, and refer to that file; or name the URL under `[remote]` in the \
         settings, with the file and the SHA-256 of its copy",
    )
}

pub(crate) fn remote_changed(place: &Place, url: &str, pinned: &str, found: &str) -> Diagnostic {
    Diagnostic::error(
        "remote-changed",
        place,
        format!("the copy of `{url}` has the SHA-256 {found}, and {pinned} is pinned"),
        "restore the copy; or, if the new one is to be used, pin its SHA-256 under `[remote]` in the settings",
    )
}

pub(crate) fn file_not_found(place: &Place, reference: &str, path: &str, from: &str) -> Diagnostic {
    Diagnostic::error(
        "file-not-found",
        place,
        format!("`{reference}` leads from `{from}` to `{path}`, and there is no such file"),
        "correct the path, which is relative to the file it stands in, or add the file",
    )
}

pub(crate) fn outside_folder(place: &Place, reference: &str) -> Diagnostic {
    Diagnostic::error(
        "outside-folder",
        place,
        format!("`{reference}` leads out of the folder of the document"),
        "keep all files of the document below the folder of its first file",
    )
}

pub(crate) fn too_many_files(place: &Place, max_files: usize) -> Diagnostic {
    Diagnostic::error(
        "too-many-files",
        place,
        format!("the document refers to more than {max_files} files"),
        "join some of them, or raise `max-files` under `[limits]` in the settings",
    )
}

pub(crate) fn bare_name(place: &Place, name: &str, pointer: &Pointer) -> Diagnostic {
    Diagnostic::warning(
        "bare-name",
        place,
        format!("`{name}` is read as `#{pointer}`"),
        // Without quotes, YAML takes the rest of the line for a comment.
        format!("write `\"#{pointer}\"`, with the quotes"),
    )
}

pub(crate) fn required_of_itself(place: &Place) -> Diagnostic {
    Diagnostic::warning(
        "required-of-itself",
        place,
        "a schema cannot say of itself that it is required; this is ignored",
        "list the property under `required` of the object that has it",
    )
    .about_key()
}

pub(crate) fn ignored_beside_reference(place: &Place, key: &str) -> Diagnostic {
    Diagnostic::warning(
        "ignored-beside-reference",
        place,
        format!("`{key}` beside `$ref` is ignored"),
        "remove it, or put the reference into an `allOf` and the rest beside that",
    )
    .about_key()
}
