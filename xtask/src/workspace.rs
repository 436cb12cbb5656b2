//! Where things are in this workspace.

use std::env;
use std::path::{Path, PathBuf};

/// How this workspace generates its own crate, from its root.
pub(crate) const SETTINGS: &str = "spec/codegen.toml";

/// The folder of the workspace.
///
/// Cargo says at run time where the package is, so a checkout may be moved without a rebuild.
pub(crate) fn root() -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.parent().map_or(package.clone(), Path::to_owned)
}
