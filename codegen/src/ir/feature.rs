//! Features of the crate that compile a part of it.

use super::TypeId;

/// A feature of Cargo, and what of the crate is compiled only with it.
///
/// ```yaml
/// # codegen.toml: [package] features-by-tag = true
/// paths: { /repos: { get: { tags: [Code scanning] } } }
/// ```
///
/// becomes
///
/// ```text
/// # Cargo.toml
/// code-scanning = []
///
/// // src/client.rs
/// #[cfg(feature = "code-scanning")]
/// mod code_scanning;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feature {
    /// Its name in Cargo: `code-scanning`.
    pub name: String,
    /// The modules that hold its part of each chapter: `code_scanning`, in `code_scanning.rs`.
    pub module: String,
    /// The services whose operations it brings, by their index in [`Api::services`](super::Api::services).
    pub services: Vec<usize>,
    /// The types that nothing else reaches.
    pub types: Vec<TypeId>,
}

/// Types that the same several features reach: they are compiled with any of these.
///
/// ```yaml
/// # codegen.toml: [package] features-by-tag = true
/// paths:
///   /repos: { get: { tags: [Repos], responses: { 200: { $ref: … SimpleUser … } } } }
///   /scans: { get: { tags: [Code scanning], responses: { 200: { $ref: … SimpleUser … } } } }
/// ```
///
/// becomes
///
/// ```text
/// // src/models/shared.rs
/// #[cfg(any(feature = "code-scanning", feature = "repos"))]
/// mod simple_user;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedTypes {
    /// The modules that hold them: that of the first one.
    pub module: String,
    /// The features, by their index in [`Api::features`](super::Api::features).
    pub features: Vec<usize>,
    /// The types.
    pub types: Vec<TypeId>,
}
