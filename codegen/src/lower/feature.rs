//! Features: which parts of the crate are compiled on demand, when the settings ask for it.

use std::collections::{HashMap, HashSet, VecDeque};

use super::names::Scope;
use super::usage;
use crate::ir::{ErrorAnswer, Feature, Service, ServiceKind, TypeDef, TypeId};
use crate::settings::Settings;

/// The feature of what the API itself calls.
const HOOKS: &str = "webhooks";

/// A feature for each tag, and one for all that the API itself calls; none, unless the settings ask
/// for them.
///
/// Types that several of them reach, or none, belong to no feature, and neither do those that such
/// types are made of, nor what the server answers with when it refuses a request.
pub(super) fn all(
    settings: &Settings,
    types: &[TypeDef],
    services: &[Service],
    error_answers: &[ErrorAnswer],
) -> Vec<Feature> {
    if !settings.package.features_by_tag {
        return Vec::new();
    }
    let mut features = grouped(services);
    let mut reached: HashMap<TypeId, Option<usize>> = HashMap::new();
    let of_refusals = error_answers.iter().map(|it| it.body.ty);
    for id in closure(types, of_refusals) {
        reached.insert(id, None);
    }
    for (index, feature) in features.iter().enumerate() {
        let services = feature.services.iter().filter_map(|it| services.get(*it));
        let roots = services.flat_map(usage::mentioned);
        for id in closure(types, roots) {
            let by = reached.entry(id).or_insert(Some(index));
            if *by != Some(index) {
                *by = None;
            }
        }
    }
    let all = (0..types.len()).map(TypeId);
    let unreached: Vec<TypeId> = all.clone().filter(|it| !reached.contains_key(it)).collect();
    for id in closure(types, unreached) {
        reached.insert(id, None);
    }
    for id in all {
        let by = reached.get(&id).copied().flatten();
        if let Some(feature) = by.and_then(|it| features.get_mut(it)) {
            feature.types.push(id);
        }
    }
    features
}

/// The features, without their types.
fn grouped(services: &[Service]) -> Vec<Feature> {
    let mut features: Vec<Feature> = Vec::new();
    let mut names = Scope::of_features();
    let mut hooks = Vec::new();
    for (index, service) in services.iter().enumerate() {
        match service.kind {
            ServiceKind::Paths => {
                features.push(feature(&mut names, &service.module, vec![index]));
            }
            ServiceKind::Webhooks | ServiceKind::Callbacks => hooks.push(index),
        }
    }
    if !hooks.is_empty() {
        features.push(feature(&mut names, HOOKS, hooks));
    }
    features
}

fn feature(names: &mut Scope, wanted: &str, services: Vec<usize>) -> Feature {
    // Neither Cargo nor every file system takes the letters that Rust does.
    let hint = if wanted.is_ascii() { wanted } else { "tag" };
    let module = names.claim(hint).rust;
    let plain = module.strip_prefix("r#").unwrap_or(&module);
    Feature {
        name: plain.replace('_', "-"),
        module,
        services,
        types: Vec::new(),
    }
}

/// `roots`, and all types that they are made of, each once.
fn closure(types: &[TypeDef], roots: impl IntoIterator<Item = TypeId>) -> Vec<TypeId> {
    let mut reached = Vec::new();
    let mut known = HashSet::new();
    let mut open: VecDeque<TypeId> = roots.into_iter().collect();
    while let Some(id) = open.pop_front() {
        if let Some(def) = types.get(id.0)
            && known.insert(id)
        {
            reached.push(id);
            open.extend(usage::parts(def));
        }
    }
    reached
}
