//! The document itself, for the crate that serves it.

mod yaml;

use crate::ir;
use crate::spec::Spec;

/// The document in both of its forms: as it was written, where it is one file of YAML.
pub(super) fn document(spec: &Spec) -> ir::Document {
    let bundle = spec.bundled();
    ir::Document {
        yaml: spec
            .yaml()
            .map_or_else(|| yaml::write(&bundle), str::to_owned),
        json: bundle.to_string(),
    }
}
