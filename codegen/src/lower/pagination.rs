//! Operations that answer page by page: what settings and `x-pagination` say of them, checked
//! against what the operations have.

mod check;

use std::collections::HashSet;

use serde_json::Value;

use crate::diagnostic::{Diagnostics, Place, lowering as say};
use crate::ir::{Operation, Service, TypeDef};
use crate::settings::{Pagination, Paging, PagingFlaw};

/// The extension of an operation.
const X_PAGINATION: &str = "x-pagination";

/// What the document says of the pages of an operation.
pub(super) struct Said {
    /// Where the operation is among the services.
    service: usize,
    operation: usize,
    /// Where it stands.
    place: Place,
    extension: Option<Value>,
}

impl Said {
    pub(super) fn new(place: &Place, source: &openapiv3::Operation) -> Self {
        Self {
            service: 0,
            operation: 0,
            place: place.clone(),
            extension: source.extensions.get(X_PAGINATION).cloned(),
        }
    }

    /// The same, of an operation that has got its place among the services.
    pub(super) fn of(self, service: usize, operation: usize) -> Self {
        Self {
            service,
            operation,
            ..self
        }
    }
}

/// What does not fit an operation: which key says it, what is wrong, and what to write instead.
struct Misfit {
    key: &'static str,
    message: String,
    help: String,
}

/// Gives every operation the pagination that is said of it, if it fits.
pub(super) fn settle(
    settings: &Pagination,
    paths: &Place,
    said: Vec<Said>,
    defs: &[TypeDef],
    services: &mut [Service],
    diagnostics: &mut Diagnostics,
) {
    let mut met = Met::default();
    for said in said {
        let service = services.get_mut(said.service);
        let operation = service.and_then(|it| it.operations.get_mut(said.operation));
        let Some(operation) = operation else {
            continue;
        };
        let extension = said.place.child(X_PAGINATION);
        let id = operation.name.wire.as_str();
        let declared = if let Some((id, paging)) = settings.operations.get_key_value(id) {
            met.operations.insert(id.as_str());
            Some((said.place, paging.clone()))
        } else {
            match &said.extension {
                None => {
                    by_rule(settings, defs, operation, &mut met);
                    continue;
                }
                Some(Value::Bool(false) | Value::Null) => None,
                Some(value) => {
                    read(diagnostics, &extension, value).map(|it| (extension.clone(), it))
                }
            }
        };
        let Some((place, paging)) = declared else {
            continue;
        };
        match check::pagination(defs, operation, &paging) {
            Ok(pagination) => operation.pagination = Some(Box::new(pagination)),
            Err(Misfit { key, message, help }) => {
                let is_there = said
                    .extension
                    .as_ref()
                    .is_some_and(|it| it.get(key).is_some());
                let place = match place == extension && is_there {
                    true => place.child(key),
                    false => place,
                };
                diagnostics.push(say::pagination_does_not_fit(&place, &message, &help));
            }
        }
    }
    tell_of_what_is_not_met(settings, paths, &met, diagnostics);
}

fn read(diagnostics: &mut Diagnostics, place: &Place, value: &Value) -> Option<Paging> {
    match Paging::read(value) {
        Ok(paging) => Some(paging),
        Err(PagingFlaw { key, message, help }) => {
            let place = match value.get(&key) {
                Some(_) => place.child(&key),
                None => place.clone(),
            };
            diagnostics.push(say::no_pagination(&place, &key, &message, &help));
            None
        }
    }
}

/// Gives `operation` what the first rule says that fits it.
fn by_rule<'a>(
    settings: &'a Pagination,
    defs: &[TypeDef],
    operation: &mut Operation,
    met: &mut Met<'a>,
) {
    if operation.method != "GET" {
        return;
    }
    for (index, rule) in settings.rules.iter().enumerate() {
        let mut query = rule.query.iter();
        let has_all = query.all(|it| check::query(operation, it).is_some());
        if has_all && let Ok(pagination) = check::pagination(defs, operation, &rule.paging) {
            operation.pagination = Some(Box::new(pagination));
            met.rules.insert(index);
            return;
        }
    }
}

/// What of the settings is about an operation that there is.
#[derive(Default)]
struct Met<'a> {
    operations: HashSet<&'a str>,
    rules: HashSet<usize>,
}

/// Tells of settings that are about no operation: they are misspelled.
fn tell_of_what_is_not_met(
    settings: &Pagination,
    paths: &Place,
    met: &Met<'_>,
    diagnostics: &mut Diagnostics,
) {
    for id in settings.operations.keys() {
        if !met.operations.contains(id.as_str()) {
            diagnostics.push(say::pagination_of_nothing(
                paths,
                &format!("`operations.{id}`"),
            ));
        }
    }
    for index in 0..settings.rules.len() {
        if !met.rules.contains(&index) {
            let rule = format!("rule {}", index + 1);
            diagnostics.push(say::pagination_of_nothing(paths, &rule));
        }
    }
}
