//! Features: which parts of the crate are compiled on demand, when the settings ask for it.

use std::collections::{HashMap, HashSet, VecDeque};

use super::names::Scope;
use super::usage;
use crate::ir::{
    ErrorAnswer, Feature, Service, ServiceKind, SharedTypes, TypeDef, TypeId, TypeKind,
};
use crate::settings::Settings;

/// The feature of what the API itself calls.
const HOOKS: &str = "webhooks";

/// What is compiled on demand.
#[derive(Debug, Default)]
pub(super) struct OnDemand {
    pub(super) features: Vec<Feature>,
    pub(super) shared: Vec<SharedTypes>,
}

/// A feature for each tag, one for all that the API itself calls, and the types that several of them
/// reach; none, unless the settings ask for them.
///
/// Types that no operation reaches belong to no feature, and neither do those that such types are made
/// of, nor what the server answers with when it refuses a request.
pub(super) fn all(
    settings: &Settings,
    types: &[TypeDef],
    services: &[Service],
    error_answers: &[ErrorAnswer],
) -> OnDemand {
    if !settings.package.features_by_tag {
        return OnDemand::default();
    }
    let mut features = grouped(services);
    let reached = reached(types, services, error_answers, &features);
    let mut shared: Vec<SharedTypes> = Vec::new();
    let mut known: HashMap<&[usize], usize> = HashMap::new();
    let mut modules = Scope::of_features();
    for (index, def) in types.iter().enumerate() {
        let id = TypeId(index);
        match reached.get(&id).map_or(&[][..], Vec::as_slice) {
            [] => {}
            [only] => {
                let only = features.get_mut(*only);
                only.into_iter().for_each(|it| it.types.push(id));
            }
            several => {
                let next = shared.len();
                let place = *known.entry(several).or_insert(next);
                if place == next {
                    shared.push(SharedTypes {
                        module: module(&mut modules, &def.name.rust, "types"),
                        features: several.to_vec(),
                        types: Vec::new(),
                    });
                }
                let place = shared.get_mut(place);
                place.into_iter().for_each(|it| it.types.push(id));
            }
        }
    }
    OnDemand { features, shared }
}

/// Which features reach a type, by its id: their indices, in order; none for types that are always there.
fn reached(
    types: &[TypeDef],
    services: &[Service],
    error_answers: &[ErrorAnswer],
    features: &[Feature],
) -> HashMap<TypeId, Vec<usize>> {
    let mut reached: HashMap<TypeId, Vec<usize>> = HashMap::new();
    for (index, feature) in features.iter().enumerate() {
        let services = feature.services.iter().filter_map(|it| services.get(*it));
        for id in closure(types, services.flat_map(usage::mentioned)) {
            reached.entry(id).or_default().push(index);
        }
    }
    let defs = types.iter().enumerate();
    let unreached = defs.filter(|(id, _)| !reached.contains_key(&TypeId(*id)));
    let (names, others): (Vec<_>, Vec<_>) =
        unreached.partition(|(_, def)| matches!(def.kind, TypeKind::Alias { .. }));
    let of_refusals = error_answers.iter().map(|it| it.body.ty);
    let others = others.into_iter().map(|(id, _)| TypeId(id));
    for id in closure(types, others.chain(of_refusals)) {
        reached.insert(id, Vec::new());
    }
    for (id, _) in names {
        let id = TypeId(id);
        if reached.contains_key(&id) {
            continue;
        }
        match of_parts(types, &reached, id) {
            Some(features) => _ = reached.insert(id, features),
            None => {
                let parts = closure(types, [id]).into_iter();
                reached.extend(parts.map(|it| (it, Vec::new())));
            }
        }
    }
    reached
}

/// The features that reach all that a name is another one of: it is there with that. Nothing, if no
/// feature reaches all of it.
fn of_parts(
    types: &[TypeDef],
    reached: &HashMap<TypeId, Vec<usize>>,
    name: TypeId,
) -> Option<Vec<usize>> {
    let mut all: Option<Vec<usize>> = None;
    let mut known = HashSet::new();
    let mut open = vec![name];
    while let Some(id) = open.pop() {
        match reached.get(&id) {
            // What is always there asks for nothing.
            Some(features) if features.is_empty() => {}
            Some(features) => match &mut all {
                None => all = Some(features.clone()),
                Some(all) => all.retain(|it| features.contains(it)),
            },
            None if known.insert(id) => {
                open.extend(types.get(id.0).into_iter().flat_map(usage::parts));
            }
            None => {}
        }
    }
    match all {
        None => Some(Vec::new()),
        Some(all) => (!all.is_empty()).then_some(all),
    }
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
    let module = module(names, wanted, "tag");
    let plain = module.strip_prefix("r#").unwrap_or(&module);
    Feature {
        name: plain.replace('_', "-"),
        module,
        services,
        types: Vec::new(),
    }
}

/// A module called `wanted`, or `otherwise`.
fn module(names: &mut Scope, wanted: &str, otherwise: &str) -> String {
    // Neither Cargo nor every file system takes the letters that Rust does.
    let hint = if wanted.is_ascii() { wanted } else { otherwise };
    names.claim(hint).rust
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
