//! Words that a document may use and emitted code may not.

/// Keywords of edition 2024 that may stand as raw identifiers, those kept for later included.
pub(super) const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw.
pub(super) const NEVER_RAW: &[&str] = &["self", "Self", "super", "crate", "_"];

/// Variants that would be taken for something else.
pub(super) const VARIANTS: &[&str] = &["Self"];

/// Names that every method of a client, a trait or a route has in scope.
pub(super) const ARGUMENTS: &[&str] = &[
    "accept",
    "answer",
    "api",
    "body",
    "call",
    "failure",
    "operation",
    "options",
    "principal",
    "reply",
    "request",
    "request_context",
    "service",
    "success",
];

/// Methods that the client and the service trait have already.
pub(super) const METHODS: &[&str] = &[
    "authenticate",
    "choose",
    "clone",
    "core",
    "new",
    "principal",
    "refuse",
    "router",
    "routes",
    "service",
    "with_base_url",
    "over",
    "with_max_concurrency",
    "with_max_response_bytes",
    "with_observer",
    "with_one_base_url",
    "with_read_timeout",
    "with_retries",
    "with_timeout",
    "with_transport",
];

/// What the client has a method `with_…` for already.
pub(super) const SCHEMES: &[&str] = &[
    "base_url",
    "max_concurrency",
    "max_response_bytes",
    "observer",
    "one_base_url",
    "read_timeout",
    "retries",
    "timeout",
    "transport",
];

/// What stands beside the statics of operations.
pub(super) const CONSTANTS: &[&str] = &["SECURITY"];

/// Features that crates have already, and names that no file may have on Windows.
pub(super) const FEATURES: &[&str] = &[
    "aux",
    "blocking",
    "cli",
    "client",
    "client_core",
    "con",
    "default",
    "docs",
    "fs",
    "full",
    "mock",
    "nul",
    "oauth2",
    "prn",
    "server",
    "shared",
    "tracing",
    "validate",
];
/// Commands that every program has.
pub(super) const PROGRAMS: &[&str] = &["completions", "help", "login", "logout"];

/// Commands that every group has.
pub(super) const COMMANDS: &[&str] = &["help"];

/// Options that every command has.
pub(super) const OPTIONS: &[&str] = &[
    "body",
    "content-type",
    "curl",
    "help",
    "include",
    "output",
    "output-file",
    "retries",
    "server",
    "timeout",
    "verbose",
    "version",
];

/// Variables of the environment that hold no secret.
pub(super) const VARIABLES: &[&str] = &["SERVER"];
