//! Hooks: the operations that the API calls itself, webhooks and callbacks.

use std::collections::HashSet;

use super::names::Case;
use super::operation::{Found, Group};
use super::{Context, prose};
use crate::diagnostic::{Place, lowering as say};
use crate::ir::{Doc, Service, ServiceKind};
use crate::spec::Document;

/// The webhooks of `document`, then the callbacks of the `operations` of its paths, each where it
/// is first mentioned.
pub(super) fn find(cx: &mut Context<'_>, document: &Document, operations: &[Found]) -> Vec<Found> {
    let mut hooks = Hooks {
        known: HashSet::new(),
        found: Vec::new(),
    };
    for (name, place) in &document.webhooks {
        hooks.item(cx, place, name, |source| Group {
            kind: ServiceKind::Webhooks,
            name: source.tags.first().cloned().unwrap_or_default(),
        });
    }
    for operation in operations {
        hooks.callbacks(cx, document, operation);
    }
    for hook in &hooks.found {
        report_nested(cx, &hook.place);
    }
    hooks.found
}

struct Hooks {
    /// Where those that are found stand: several operations may refer to the same callback.
    known: HashSet<Place>,
    found: Vec<Found>,
}

impl Hooks {
    fn callbacks(&mut self, cx: &mut Context<'_>, document: &Document, operation: &Found) {
        let outcome = cx.spec.callbacks(&operation.place);
        for callback in cx.report(outcome).unwrap_or_default() {
            let shared = document.components.callbacks.iter();
            let shared = shared.clone().find(|(_, place)| **place == callback.place);
            let (owner, name) = match shared {
                // The trait is that of the callback, whoever refers to it first.
                Some((shared, _)) => (shared.clone(), shared.clone()),
                None => {
                    let id = operation.source.operation_id.as_deref().map(str::trim);
                    let id = id.filter(|it| !it.is_empty());
                    let owner = id.unwrap_or(&operation.spoken);
                    (owner.to_owned(), [owner, " ", &callback.name].concat())
                }
            };
            for (expression, place) in &callback.paths {
                let first = self.found.len();
                self.item(cx, place, &name, |_| Group {
                    kind: ServiceKind::Callbacks,
                    name: owner.clone(),
                });
                for hook in self.found.iter_mut().skip(first) {
                    hook.path.clone_from(expression);
                }
            }
        }
    }

    /// The operations of the path item at `place`.
    fn item(
        &mut self,
        cx: &mut Context<'_>,
        place: &Place,
        name: &str,
        group: impl Fn(&openapiv3::Operation) -> Group,
    ) {
        let outcome = cx.spec.path_item(place);
        let Some(item) = cx.report(outcome) else {
            return;
        };
        let alone = item.operations.len() == 1;
        for (method, place) in item.operations {
            if !self.known.insert(place.clone()) {
                continue;
            }
            let outcome = cx.spec.operation(&place);
            let Some(source) = cx.report(outcome) else {
                continue;
            };
            // It goes to a URL that somebody gives.
            let servers = (place.child("servers"), Vec::new());
            self.found.push(Found {
                group: group(&source),
                spoken: match alone {
                    true => name.to_owned(),
                    false => format!("{} {name}", method.to_lowercase()),
                },
                path: name.to_owned(),
                method: method.to_ascii_uppercase(),
                place,
                source,
                servers,
                shared: (item.place.clone(), item.parameters.clone()),
            });
        }
    }
}

/// Says that the callbacks of a hook are left out: they would be requests to the API again.
fn report_nested(cx: &mut Context<'_>, place: &Place) {
    let outcome = cx.spec.callbacks(place);
    if cx.report(outcome).is_some_and(|it| !it.is_empty()) {
        cx.warn(say::nested_callbacks(&place.child("callbacks")));
    }
}

/// The service of `group`, without its operations: the trait `PetsWebhooks`, or `AddPetCallbacks`.
pub(super) fn service(cx: &mut Context<'_>, document: &Document, group: &Group) -> Service {
    let Group { kind, name } = group;
    let (word, doc) = match kind {
        ServiceKind::Callbacks => ("callbacks", Doc::default()),
        ServiceKind::Paths | ServiceKind::Webhooks => {
            let described = document.tags.iter().find(|it| it.name == *name);
            let description = described.and_then(|it| it.description.as_deref());
            ("webhooks", prose::description(description))
        }
    };
    // A tag `Webhooks` says it already.
    let spoken = Case::Value.apply(&[name, " ", word].concat());
    let twice = ["_", word, "_", word].concat();
    let once = match ["_", &spoken].concat().ends_with(&twice) {
        true => name.clone(),
        false => [name, " ", word].concat(),
    };
    let hints = [once.clone(), [&once, " receiver"].concat()];
    let claimed = cx.types.claim_first_free(name, &hints);
    Service {
        kind: *kind,
        module: Case::Value.apply(&claimed.rust),
        name: claimed,
        doc,
        operations: Vec::new(),
    }
}
