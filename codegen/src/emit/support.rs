//! `support.rs` and the files under it: what is the same for every API.

mod pruned;

use std::borrow::Cow;

use super::docs::Docs;
use super::{Chunk, Content, File, RustFile, lib_rs, parts, wire};
use crate::ir::{Api, CrateParts, Media};

/// Paths under `codegen/support` and their texts.
macro_rules! files {
    ($($path:literal,)*) => {
        &[$(($path, include_str!(concat!("../../support/", $path))),)*]
    };
}

const FILES: &[(&str, &str)] = files![
    "axum.rs",
    "axum/answer.rs",
    "axum/body.rs",
    "axum/delivery.rs",
    "axum/form.rs",
    "axum/guard.rs",
    "axum/limits.rs",
    "axum/multipart.rs",
    "axum/multipart/stream.rs",
    "axum/request.rs",
    "axum/routes.rs",
    "axum/table.rs",
    "axum/trace.rs",
    "bytes.rs",
    "checked.rs",
    "checked/form.rs",
    "checked/multipart.rs",
    "cli.rs",
    "cli/answer.rs",
    "cli/arguments.rs",
    "cli/body.rs",
    "cli/credentials.rs",
    "cli/curl.rs",
    "cli/events.rs",
    "cli/execute.rs",
    "cli/failure.rs",
    "cli/form.rs",
    "cli/globals.rs",
    "cli/json.rs",
    "cli/keyring.rs",
    "cli/multipart.rs",
    "cli/object.rs",
    "cli/program.rs",
    "cli/reader.rs",
    "cli/source.rs",
    "cli/table.rs",
    "cli/tables.rs",
    "cli/text.rs",
    "cli/value.rs",
    "cli/verbose.rs",
    "client.rs",
    "client/answer.rs",
    "client/answer/text.rs",
    "client/blocking.rs",
    "client/body.rs",
    "client/call.rs",
    "client/core.rs",
    "client/credentials.rs",
    "client/detail.rs",
    "client/error.rs",
    "client/exchange.rs",
    "client/fault.rs",
    "client/form.rs",
    "client/header.rs",
    "client/http_client.rs",
    "client/movement.rs",
    "client/multipart.rs",
    "client/observe.rs",
    "client/pages.rs",
    "client/pages/link.rs",
    "client/pages/pagination.rs",
    "client/pages/parts.rs",
    "client/pages/walk.rs",
    "client/progress.rs",
    "client/proof.rs",
    "client/reconnect.rs",
    "client/repeat.rs",
    "client/request.rs",
    "client/response.rs",
    "client/retry.rs",
    "client/target.rs",
    "client/trace.rs",
    "client/transport.rs",
    "date_time.rs",
    "docs.rs",
    "events.rs",
    "events/client.rs",
    "events/parser.rs",
    "events/server.rs",
    "file.rs",
    "file/streamed.rs",
    "http.rs",
    "http/base64.rs",
    "http/decode.rs",
    "http/encode.rs",
    "http/form.rs",
    "http/form/entry.rs",
    "http/form/read.rs",
    "http/joined.rs",
    "http/json.rs",
    "http/layout.rs",
    "http/media.rs",
    "http/multipart.rs",
    "http/multipart/disposition.rs",
    "http/multipart/files.rs",
    "http/multipart/from_files.rs",
    "http/multipart/parse.rs",
    "http/multipart/parts.rs",
    "http/multipart/values.rs",
    "http/multipart/writer.rs",
    "http/node.rs",
    "http/parameter.rs",
    "http/percent.rs",
    "http/security.rs",
    "http/status.rs",
    "json_lines.rs",
    "json_lines/parser.rs",
    "mock.rs",
    "mock/answers.rs",
    "mock/preference.rs",
    "mock/read.rs",
    "number.rs",
    "oauth2.rs",
    "oauth2/client_credentials.rs",
    "oauth2/endpoint.rs",
    "oauth2/error.rs",
    "oauth2/refresh_token.rs",
    "pattern.rs",
    "round_trip.rs",
    "rules.rs",
    "rules/checker.rs",
    "rules/constant.rs",
    "rules/decimal.rs",
    "rules/format.rs",
    "rules/measure.rs",
    "rules/parts.rs",
    "rules/spot.rs",
    "rules/unique.rs",
    "rules/uri.rs",
    "rules/value.rs",
    "secret.rs",
    "server.rs",
    "server/accept.rs",
    "server/answer.rs",
    "server/context.rs",
    "server/handler_error.rs",
    "server/problem.rs",
    "server/refusal.rs",
    "server/reply.rs",
    "stream.rs",
    "stream/client.rs",
    "stream/error.rs",
    "stream/progress.rs",
    "stream/reader.rs",
    "stream/server.rs",
    "strict.rs",
    "tables.rs",
    "tables/parts.rs",
    "whole.rs",
    "whole/digits.rs",
    "wire.rs",
    "wire/integer_enum.rs",
    "wire/newtype.rs",
    "wire/object.rs",
    "wire/object/constant.rs",
    "wire/object/encoder.rs",
    "wire/object/entries.rs",
    "wire/object/keys.rs",
    "wire/object/nesting.rs",
    "wire/object/skipped.rs",
    "wire/string_enum.rs",
    "wire/union.rs",
    "wire/union/choice.rs",
    "wire/union/replay.rs",
    "wire/union/shape.rs",
    "wire/union/skim.rs",
    "wire/union/tagged.rs",
    "wire/union/text.rs",
    "wire/unknown_value.rs",
];

/// Emits the list of the support modules that the API needs.
///
/// ```text
/// pub mod wire;
///
/// #[cfg(any(feature = "client-core", feature = "server"))]
/// pub mod http;
/// ```
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature that all emitters share"
)]
pub(super) fn content(api: &Api) -> Option<Content> {
    let groups = parts::support(api);
    let chunks = groups.iter().map(|it| lib_rs::modules(it));
    Some(Content::Rust(RustFile {
        module: "crate::support",
        is_part: false,
        head: Docs::default()
            .and("What is the same for every API.")
            .inner(),
        chunks: chunks.map(Chunk::Tokens).collect(),
    }))
}

/// Copies the files of the support modules that the API needs.
///
/// ```text
/// //! Values that must not be seen.
/// ```
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature that all emitters share"
)]
pub(super) fn files(api: &Api) -> Option<Content> {
    let groups = parts::support(api);
    let mut unused = unused(api);
    let mut files = Vec::new();
    // A file stands before those of its modules.
    for &(path, text) in FILES {
        let module = path.split(['/', '.']).next();
        let is_in = |it: &String| {
            let rest = path.strip_prefix(it.as_str());
            rest.is_some_and(|it| it.starts_with(['/', '.']))
        };
        let mut modules = groups.iter().flatten();
        if modules.all(|it| Some(it.name) != module) || unused.iter().any(is_in) {
            continue;
        }
        let folder = [path.strip_suffix(".rs").unwrap_or(path), "/"].concat();
        let within = unused.iter().filter_map(|it| it.strip_prefix(&folder));
        let within: Vec<&str> = within.filter(|it| !it.contains('/')).collect();
        let mut text = match within.is_empty() {
            true => Cow::Borrowed(text),
            false => Cow::Owned(without_modules(text, &within)),
        };
        if path == "http.rs" && only_servers_read_parameters(api) {
            text = Cow::Owned(behind(&text, &["decode", "layout", "node"], "server"));
        }
        if api.package.parts != CrateParts::all() {
            let pruned = pruned::without_features(&text, |it| parts::has_feature(api, it));
            let gone = pruned.modules.iter();
            unused.extend(gone.map(|it| [&folder, it.as_str()].concat()));
            text = Cow::Owned(pruned.text);
        }
        files.push(File {
            path: path.to_owned(),
            content: Content::Text(text),
        });
    }
    Some(Content::Folder(files))
}

/// The text of a file of the support code.
pub(super) fn text(path: &str) -> &'static str {
    let file = FILES.iter().find(|(known, _)| *known == path);
    file.map_or("", |(_, text)| text)
}

/// The modules inside others that the API does not need, as their paths without extension.
fn unused(api: &Api) -> Vec<String> {
    let events = parts::has_media(api, |it| it == Media::Events);
    let of_parts = [
        ("client/header", parts::has_headers(api)),
        ("client/answer/text", parts::has_text_answers(api)),
        ("client/pages", parts::has_pages(api)),
        ("stream/server", parts::has_media(api, Media::is_streamed)),
        ("client/progress", parts::has_streams(api)),
        ("client/reconnect", events),
        ("cli/events", events),
        ("client/repeat", parts::has_pages(api) || events),
    ];
    let of_parts = of_parts.into_iter().filter(|(_, is_there)| !is_there);
    let of_parts = of_parts.map(|(module, _)| module.to_owned());
    let of_wire = wire::unused_modules(api);
    let of_wire = of_wire.into_iter().map(|it| ["wire/", it].concat());
    let of_kinds = [
        ("form", parts::has_forms(api)),
        ("multipart", parts::has_multipart(api)),
    ];
    let of_forms = of_kinds.into_iter().filter(|(_, is_there)| !is_there);
    let of_forms = of_forms.flat_map(|(module, _)| {
        let folders = ["http/", "client/", "cli/", "axum/", "checked/"];
        folders.map(|it| [it, module].concat())
    });
    of_wire.chain(of_forms).chain(of_parts).collect()
}

/// Whether no client takes apart what is written as parameters are: headers and text.
fn only_servers_read_parameters(api: &Api) -> bool {
    !parts::has_headers(api) && !parts::has_text_answers(api)
}

/// Whether a line declares one of `modules`, or re-exports what is in it.
fn names_one(line: &str, modules: &[&str]) -> bool {
    modules.iter().any(|module| {
        line.strip_prefix("pub ").unwrap_or(line) == ["mod ", module, ";"].concat()
            || line.contains(&["use ", module, "::"].concat())
    })
}

/// The text of a module of which these parts are there with `feature` only.
fn behind(text: &str, modules: &[&str], feature: &str) -> String {
    let gate = ["#[cfg(feature = \"", feature, "\")]\n"].concat();
    let lines = text.split_inclusive('\n').flat_map(|line| {
        let gate = names_one(line.trim_end(), modules).then_some(gate.as_str());
        gate.into_iter().chain([line])
    });
    lines.collect()
}

/// The text of a module without the lines that declare these parts of it, and re-export them.
fn without_modules(text: &str, modules: &[&str]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut dropping = false;
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        // What is said of a line stands above it.
        let next = lines.peek().filter(|_| line.starts_with("#["));
        if next.is_some_and(|it| names_one(it.trim_end(), modules)) {
            continue;
        }
        dropping |= names_one(line.trim_end(), modules);
        if !dropping {
            kept.push_str(line);
        }
        let ends = dropping && line.trim_end().ends_with(';');
        // A long list of names goes on over several lines.
        dropping &= !ends;
        // Where nothing is left of a paragraph, one of the lines around it goes too.
        let is_gap = ends && kept.ends_with("\n\n");
        lines.next_if(|it| is_gap && *it == "\n");
    }
    kept
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::FILES;

    fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, files);
            } else {
                files.push(path);
            }
        }
    }

    #[test]
    fn every_file_of_the_support_code_is_listed() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("support");
        let mut files = Vec::new();
        walk(&folder, &mut files);
        let relative = files.iter().map(|it| it.strip_prefix(&folder).unwrap());
        let mut found: Vec<String> = relative
            .map(|it| it.to_str().unwrap().replace('\\', "/"))
            .collect();
        found.sort();
        let mut listed: Vec<&str> = FILES.iter().map(|(path, _)| *path).collect();
        listed.sort_unstable();
        assert_eq!(found, listed);
    }
}
