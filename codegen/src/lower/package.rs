//! What the settings say of the crate, and the document where they say nothing.

use crate::ir;
use crate::settings::{DateTime, Settings};
use crate::spec::Document;

/// The package that `settings` ask for; `source` is what emitted files call the document.
pub(super) fn read(settings: &Settings, source: &str, document: &Document) -> ir::Package {
    let package = &settings.package;
    ir::Package {
        name: package.name.clone(),
        version: package.version.clone(),
        license: package.license.clone(),
        repository: package.repository.clone(),
        description: package.description.clone().unwrap_or_else(|| {
            let title = match document.info.title.trim() {
                "" => "an API",
                title => title,
            };
            let has = |it| package.parts.has(it);
            let what = match (has(ir::CratePart::Client), has(ir::CratePart::Server)) {
                (true, true) => "Types, client and server traits",
                (true, false) => "Types and client",
                (false, true) => "Types and server traits",
                (false, false) => "Types",
            };
            format!("{what} of {title}.")
        }),
        source: source.to_owned(),
        date_time: match settings.types.date_time {
            DateTime::Chrono => ir::DateTimeCrate::Chrono,
            DateTime::Jiff => ir::DateTimeCrate::Jiff,
            DateTime::Time => ir::DateTimeCrate::Time,
            DateTime::String => ir::DateTimeCrate::Text,
        },
        dependencies: settings
            .dependencies
            .iter()
            .map(|(name, it)| (name.clone(), it.to_toml()))
            .collect(),
        parts: package.parts,
        max_body_bytes: settings.server.max_body_bytes,
        time_limit_seconds: settings.server.time_limit_seconds,
        request_context: settings.server.request_context,
        unimplemented: settings.server.unimplemented,
    }
}
