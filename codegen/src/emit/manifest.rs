//! `Cargo.toml`.

use minijinja::{Value, context};

use super::parts::{self, Uses};
use super::{Content, Template, docs, rules};
use crate::ir::{Api, CratePart, DateTimeCrate, Media};

/// Emits the manifest: the features, and only the dependencies that the API needs.
///
/// ```text
/// [package]
/// name = "agntix-api"
///
/// [features]
/// client = ["dep:bytes", "dep:http", "dep:reqwest"]
/// ```
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature that all emitters share"
)]
pub(super) fn content(api: &Api) -> Option<Content> {
    let package = &api.package;
    let quote = |text: &str| toml_string(text);
    Some(Content::Template(Template {
        name: "Cargo.toml.jinja",
        text: include_str!("../../templates/Cargo.toml.jinja"),
        context: context! {
            name => quote(&package.name),
            version => quote(&package.version),
            description => quote(&package.description),
            license => package.license.as_deref().map(quote),
            repository => package.repository.as_deref().map(quote),
            has_operations => parts::has_operations(api),
            features => api.features.iter().map(|it| quote(&it.name)).collect::<Vec<_>>(),
            has_client => parts::has(api, CratePart::Client),
            has_server => parts::has(api, CratePart::Server),
            has_mock => parts::has(api, CratePart::Mock),
            has_docs => parts::has_docs(api),
            program => api.command_line.as_ref().map(|it| quote(&it.name)),
            has_tokens => parts::has_tokens(api),
            has_files => parts::has_multipart(api),
            has_streams => parts::has_streams(api),
            is_streamed => parts::has_media(api, Media::is_streamed),
            has_pages => parts::has_pages(api),
            validate => validate(api),
            dependencies => dependencies(api),
        },
        uses: &[],
    }))
}

/// Emits what keeps `cargo fmt` away: how the crate is formatted depends on the generator alone.
///
/// ```text
/// disable_all_formatting = true
/// ```
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature that all emitters share"
)]
pub(super) fn rustfmt(_: &Api) -> Option<Content> {
    Some(Content::Text("disable_all_formatting = true\n".into()))
}

/// What the feature that checks values brings along; `None` when there is nothing to check.
fn validate(api: &Api) -> Option<&'static str> {
    let needs = rules::needs(api);
    let numbers = parts::has(api, CratePart::Validate) && Uses::of(api).numbers;
    (needs.rules || numbers).then_some(match needs.patterns {
        true => r#"["dep:regex"]"#,
        false => "[]",
    })
}

/// What the models need, whatever the features; what is optional, the checks of them.
fn dependencies(api: &Api) -> Vec<Value> {
    let uses = Uses::of(api);
    let date_time = match api.package.date_time {
        DateTimeCrate::Chrono => Some(CHRONO),
        DateTimeCrate::Jiff => Some(JIFF),
        DateTimeCrate::Time => Some(TIME),
        DateTimeCrate::Text => None,
    };
    let dependencies = [
        uses.base64.then_some(BASE64),
        date_time.filter(|_| uses.times),
        rules::needs(api).patterns.then_some(REGEX),
        Some(SERDE),
        Some(
            if uses.unions || uses.numbers || uses.long_integers || parts::has_pages(api) {
                SERDE_JSON_RAW
            } else {
                SERDE_JSON
            },
        ),
        uses.uuids.then_some(UUID),
    ];
    let own = dependencies.into_iter().flatten();
    let of_users = api.package.dependencies.iter();
    let mut rows: Vec<(&str, &str)> = own.collect();
    // What users say of a crate goes before what we would.
    rows.retain(|(name, _)| api.package.dependencies.iter().all(|(it, _)| it != name));
    rows.extend(of_users.map(|(name, value)| (name.as_str(), value.as_str())));
    rows.sort_unstable();
    let row = |(name, value): (&str, &str)| context! { name, value };
    rows.into_iter().map(row).collect()
}

/// A dependency: its name, and what stands behind it in the manifest.
type Dependency = (&'static str, &'static str);

const BASE64: Dependency = (
    "base64",
    r#"{ version = "0.23", default-features = false, features = ["alloc"] }"#,
);
const CHRONO: Dependency = (
    "chrono",
    r#"{ version = "0.4", default-features = false, features = ["std", "serde"] }"#,
);
const JIFF: Dependency = (
    "jiff",
    r#"{ version = "1", default-features = false, features = ["std", "serde"] }"#,
);
const REGEX: Dependency = (
    "regex",
    r#"{ version = "1", optional = true, default-features = false, features = ["std", "unicode"] }"#,
);
// Without its feature `derive`, which is a procedural macro.
const SERDE: Dependency = (
    "serde",
    r#"{ version = "1", default-features = false, features = ["std"] }"#,
);
// Without its feature, a float may come out as its neighbour.
const SERDE_JSON: Dependency = (
    "serde_json",
    r#"{ version = "1", features = ["float_roundtrip"] }"#,
);
// Unions read the text of a value again once it is known which type it has.
const SERDE_JSON_RAW: Dependency = (
    "serde_json",
    r#"{ version = "1", features = ["float_roundtrip", "raw_value"] }"#,
);
const TIME: Dependency = (
    "time",
    r#"{ version = "0.3", features = ["formatting", "parsing", "serde-human-readable"] }"#,
);
const UUID: Dependency = ("uuid", r#"{ version = "1", features = ["serde"] }"#);

/// `text` as a basic string of TOML.
fn toml_string(text: &str) -> String {
    let mut string = String::from('"');
    for it in text.chars() {
        match it {
            '"' | '\\' => string.extend(['\\', it]),
            it if it.is_control() => string.push(' '),
            // Text must not look other than it is.
            it if docs::is_hidden(it) => {}
            it => string.push(it),
        }
    }
    string.push('"');
    string
}
