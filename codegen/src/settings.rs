//! How to generate: what `spec/codegen.toml` says.

mod dependency;
mod pagination;
mod read;

use std::collections::BTreeMap;

use crate::ir::{CratePart, CrateParts};
use crate::spec::{Limits, Pins};

pub use dependency::Dependency;
pub(crate) use pagination::PagingFlaw;
pub use pagination::{Pagination, Paging, PagingRule, PagingStyle};
pub use read::SettingsError;

/// How to generate a crate from a document.
///
/// Written down in a file of TOML, `spec/codegen.toml` in this workspace, where each setting has
/// the name of its field here with dashes for underscores. All but `package.name` may be left out.
///
/// ```
/// let settings = codegen::Settings::parse("codegen.toml", "
///     deny-warnings = true
///
///     [package]
///     name = \"pets-api\"
/// ")?;
/// assert_eq!(settings.package.version, "0.1.0");
/// # Ok::<(), codegen::SettingsError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The OpenAPI document, relative to the folder of the settings file.
    /// Default: `"openapi.yaml"`.
    pub spec: String,
    /// The folder that the crate is written to, relative to the folder of the settings file.
    /// Default: `"../generated"`.
    pub output: String,
    /// Whether a warning about the document stops the generation. Default: `false`.
    pub deny_warnings: bool,
    /// Whether the crate carries a test that reads and writes every example of the document.
    /// Default: `false`.
    pub example_tests: bool,
    /// `[package]`: what the manifest of the crate says about it.
    pub package: Package,
    /// `[types]`: which Rust types stand for the formats of OpenAPI.
    pub types: Types,
    /// `[models]`: how the models behave.
    pub models: Models,
    /// `[server]`: how the server behaves.
    pub server: Server,
    /// `[cli]`: how the command-line client behaves.
    pub cli: Cli,
    /// `[limits]`: how much of a document is read before it is refused.
    pub limits: Limits,
    /// `[names]`: what things are called in Rust, where the document's name is not good enough.
    pub names: Names,
    /// `[select]`: which operations the crate has. Default: all of them.
    pub select: Select,
    /// `[pagination]`: which operations answer page by page. Default: those that the document
    /// gives an `x-pagination`.
    pub pagination: Pagination,
    /// `[events]`: how streams of events end.
    pub events: Events,
    /// `[remote]`: files on the network that the document refers to, by their URLs, each with the
    /// file that its copy is kept in, relative to the folder of the document, and the SHA-256 that
    /// the copy has to have: `"https://…/common.yaml" = { file = "common.yaml", sha256 = "…" }`.
    /// Nothing else is read from the network.
    pub remote: Pins,
    /// `[dependencies]`: crates that the emitted crate depends on because of the types that
    /// settings name, as `Cargo.toml` has them: `rust_decimal = "1"`.
    pub dependencies: BTreeMap<String, Dependency>,
}

/// What the manifest of the crate says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Its name, such as `"pets-api"`; the one setting without a default.
    pub name: String,
    /// Its version. Default: `"0.1.0"`.
    pub version: String,
    /// Its license as an SPDX expression, such as `"MIT OR Apache-2.0"`. Default: none.
    pub license: Option<String>,
    /// What it is, in a sentence. Default: none.
    pub description: Option<String>,
    /// Where its source is. Default: none.
    pub repository: Option<String>,
    /// Whether each tag is a feature, so that its users compile the operations that they call, and the
    /// types that these reach. Default: `false`.
    pub features_by_tag: bool,
    /// What the crate has besides types, each thing with its feature: any of `"client"`, `"server"`,
    /// `"validate"`, `"mock"`, `"cli"`, and `"docs"`, the reference pages. A server brings along
    /// `validate`, a mock the server, and a command line the client. What is not among them is neither
    /// emitted nor in the manifest. Default: all of them.
    pub parts: CrateParts,
}

/// Which Rust types stand for the formats of OpenAPI.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Types {
    /// What holds the formats `date-time` and `date`. Default: `"chrono"`.
    pub date_time: DateTime,
    /// What holds numbers that are no integers. Default: `"f64"`.
    pub number: Number,
    /// `[types.formats]`: the Rust type of a format, such as `decimal = "rust_decimal::Decimal"`.
    /// The type has to implement `Debug`, `Clone`, `PartialEq`, and the traits of serde.
    pub formats: BTreeMap<String, String>,
    /// `[types.schemas]`: the Rust type of a schema of `components`, by its name. The extension
    /// `x-rust-type` in a schema says the same.
    pub schemas: BTreeMap<String, String>,
}

/// What holds numbers that are no integers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Number {
    /// `"f64"`: the nearest float.
    #[default]
    Float,
    /// `"exact"`: a type of the crate that keeps every digit.
    Exact,
}

/// What things are called in Rust. The extension `x-rust-name` in a schema, a property, an
/// operation or a parameter says the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// `[names.schemas]`: types, by the name of the schema: `pet_v2 = "Pet"`.
    pub schemas: BTreeMap<String, String>,
    /// `[names.operations]`: methods, by `operationId`, or by method and path:
    /// `"GET /pets" = "list_pets"`.
    pub operations: BTreeMap<String, String>,
}

/// Which operations the crate has, with the types that they reach: those that fit each list which
/// is not empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Select {
    /// Any of these tags.
    pub tags: Vec<String>,
    /// Any of these paths; `*` stands for any text: `"/pets/*"`.
    pub paths: Vec<String>,
    /// Any of these methods.
    pub methods: Vec<String>,
    /// Any of these `operationId`s.
    pub operations: Vec<String>,
}

impl Select {
    /// Whether it leaves every operation in.
    #[must_use]
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }
}

/// How streams of events end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Events {
    /// The data of the event behind all others, such as `"[DONE]"`: a server sends it when all went
    /// well, and a client takes it for the end. The extension `x-sentinel` in a media type says the
    /// same of that stream; `x-sentinel: false` says that there is none. Default: none.
    pub sentinel: Option<String>,
}

/// The library that holds dates and times.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DateTime {
    /// `"chrono"`: the types of chrono.
    #[default]
    Chrono,
    /// `"jiff"`: the types of jiff.
    Jiff,
    /// `"time"`: the types of time.
    Time,
    /// `"string"`: a `String`, unchecked.
    String,
}

/// How the models behave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Models {
    /// What becomes of a value that an enum does not list. Default: `"keep"`.
    pub unknown_enum_values: UnknownEnumValues,
    /// What becomes of a property that a schema does not list, where it does not say with
    /// `additionalProperties`. Default: `"ignore"`.
    pub unlisted_properties: UnlistedProperties,
}

/// What becomes of a property that a schema does not list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum UnlistedProperties {
    /// `"ignore"`: it is dropped.
    #[default]
    Ignore,
    /// `"keep"`: it is kept in a map, so that nothing is lost on the way.
    Keep,
}

/// What becomes of a value that an enum does not list.
///
/// Only enums that a server sends, and never receives, have the choice: a request with a value
/// that the document does not list is refused always.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum UnknownEnumValues {
    /// `"keep"`: it is kept in a variant `Unknown(String)`, so that a client outlives new values.
    #[default]
    Keep,
    /// `"refuse"`: the answer does not decode.
    Refuse,
}

/// How the server behaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The longest request body that it reads, in bytes; a longer one is answered 413.
    /// Default: 2097152, which is 2 MiB. The extension `x-max-body-bytes` in an operation says
    /// the same of that operation.
    pub max_body_bytes: u64,
    /// How long it lets a request wait for its answer, in seconds; one that takes longer is
    /// answered 503, or 408 when it is the client that does not send its body. Default: no limit.
    pub time_limit_seconds: Option<u64>,
    /// Whether every method of the service traits is given the request too: its id, headers,
    /// peer address, and what layers have found out. Default: `false`.
    pub request_context: bool,
    /// Whether the methods of the service traits have a body that answers 501, so that a service
    /// can be written one operation at a time. Default: `false`.
    pub unimplemented: bool,
    /// Whether the crate carries the document, and serves it with its reference page where the
    /// feature `docs` asks for that. Default: `false`.
    pub docs: bool,
}

/// How the command-line client behaves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cli {
    /// What the program is called. Default: the name of the package, without an `-api` at its end.
    pub name: Option<String>,
}

impl Settings {
    /// The defaults, for a package called `name`.
    #[must_use]
    pub fn for_package(name: impl Into<String>) -> Self {
        Self {
            spec: "openapi.yaml".to_owned(),
            output: "../generated".to_owned(),
            deny_warnings: false,
            example_tests: false,
            package: Package {
                name: name.into(),
                version: "0.1.0".to_owned(),
                license: None,
                description: None,
                repository: None,
                features_by_tag: false,
                parts: CrateParts::all(),
            },
            types: Types::default(),
            models: Models::default(),
            server: Server::default(),
            cli: Cli::default(),
            limits: Limits::default(),
            names: Names::default(),
            select: Select::default(),
            pagination: Pagination::default(),
            events: Events::default(),
            remote: Pins::new(),
            dependencies: BTreeMap::new(),
        }
    }

    /// Reads the text of a settings file; `file` is its name in errors.
    ///
    /// # Errors
    ///
    /// All that is wrong with the text, each with its line and what to write instead.
    pub fn parse(file: &str, text: &str) -> Result<Self, SettingsError> {
        read::settings(file, text)
    }
}

impl Default for Server {
    fn default() -> Self {
        Self {
            max_body_bytes: 2 * 1024 * 1024,
            time_limit_seconds: None,
            request_context: false,
            unimplemented: false,
            docs: false,
        }
    }
}

impl DateTime {
    const CHOICES: &[(&str, Self)] = &[
        ("chrono", Self::Chrono),
        ("jiff", Self::Jiff),
        ("time", Self::Time),
        ("string", Self::String),
    ];
}

impl Number {
    const CHOICES: &[(&str, Self)] = &[("f64", Self::Float), ("exact", Self::Exact)];
}

impl UnlistedProperties {
    const CHOICES: &[(&str, Self)] = &[("ignore", Self::Ignore), ("keep", Self::Keep)];
}

impl UnknownEnumValues {
    const CHOICES: &[(&str, Self)] = &[("keep", Self::Keep), ("refuse", Self::Refuse)];
}

const PARTS: &[(&str, CratePart)] = &[
    ("client", CratePart::Client),
    ("server", CratePart::Server),
    ("validate", CratePart::Validate),
    ("mock", CratePart::Mock),
    ("cli", CratePart::Cli),
    ("docs", CratePart::Docs),
];

/// The names of crates that an emitted crate may depend on, or that every crate has in scope.
const TAKEN_NAMES: &[&str] = &[
    "alloc",
    "axum",
    "bytes",
    "chrono",
    "core",
    "http",
    "jiff",
    "proc_macro",
    "reqwest",
    "serde",
    "serde_json",
    "std",
    "test",
    "time",
    "tower",
    "uuid",
];

/// Says what is wrong with `name` as the name of the emitted package.
///
/// # Errors
///
/// When Cargo would refuse it, when `use` could not say it, or when a dependency has it.
pub fn check_package_name(name: &str) -> Result<(), String> {
    let starts_well = name.starts_with(|it: char| it.is_ascii_alphabetic());
    let portable = |it: char| it.is_ascii_alphanumeric() || it == '-' || it == '_';
    if !starts_well || !name.chars().all(portable) {
        return Err(
            "write ASCII letters, digits, `-` and `_`, a letter first, such as `pets-api`".into(),
        );
    }
    let crate_name = name.replace('-', "_");
    let is_keyword = syn::parse_str::<syn::Ident>(&crate_name).is_err() || crate_name == "gen";
    if is_keyword {
        return Err(format!(
            "`{name}` is a keyword of Rust; write another name, such as `{name}-api`"
        ));
    }
    if TAKEN_NAMES.contains(&crate_name.as_str()) {
        return Err(format!(
            "`{name}` is the name of a crate that is used already; write another, such as `{name}-api`"
        ));
    }
    Ok(())
}

/// Says what is wrong with `name` as the name of a program.
pub(crate) fn check_program_name(name: &str) -> Result<(), String> {
    // Folders of Cargo beside programs.
    let taken = ["build", "deps", "examples", "incremental"];
    let starts_well = name.starts_with(|it: char| it.is_ascii_alphabetic());
    let portable = |it: char| it.is_ascii_alphanumeric() || it == '-' || it == '_';
    match starts_well && name.chars().all(portable) && !taken.contains(&name) {
        true => Ok(()),
        false => Err(
            "write ASCII letters, digits, `-` and `_`, a letter first, such as `pets`; \
             `build`, `deps`, `examples` and `incremental` are names of Cargo"
                .to_owned(),
        ),
    }
}

/// Whether `text` can be the data of an event and nothing else: one line, without space around it.
pub(crate) fn is_sentinel(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && !text.contains(char::is_control)
}
