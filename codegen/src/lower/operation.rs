//! Operations: paths, methods and the services they belong to.

mod name;

use std::collections::HashMap;

use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use serde_json::Value;

use super::access::Schemes;
use super::names::{Case, Scope};
use super::parameter::Draft;
use super::selection::Selection;
use super::{Context, hook, media, pagination, parameter, prose, response, server};
use crate::diagnostic::{Diagnostics, Place, lowering as say};
use crate::ir::{Body, Doc, Operation, Service, ServiceKind, TypeDef};
use crate::spec::Document;
use name::{Names, name_all, spoken};

/// The tag of operations that have none.
pub(super) const UNTAGGED: &str = "Default";

/// The most arguments that a method takes; with more, all parameters go into a struct.
const MAX_ARGUMENTS: usize = 7;

/// How large the body of an operation may be, where that is not what holds for all others.
const MAX_BODY_BYTES: &str = "x-max-body-bytes";

/// The receiver and the principal.
const OTHER_ARGUMENTS: usize = 2;

/// The operations of a document, grouped by tag.
pub(super) struct Operations {
    /// The groups, in the order of the document's tags, then of first use.
    pub(super) services: Vec<Service>,
    /// What the document says of the pages of those that clients call.
    pub(super) pages: Vec<pagination::Said>,
    defaults: Vec<PendingDefault>,
}

/// A default of a parameter, which can be spelled once all types are known.
struct PendingDefault {
    service: usize,
    operation: usize,
    parameter: usize,
    value: Value,
    place: Place,
}

/// An operation that is found and not read yet.
pub(super) struct Found {
    /// The service that it belongs to.
    pub(super) group: Group,
    /// What it is called when it has no `operationId`.
    pub(super) spoken: String,
    pub(super) path: String,
    pub(super) method: String,
    pub(super) place: Place,
    pub(super) source: openapiv3::Operation,
    /// Its own servers, or else those of its path, and where they stand.
    pub(super) servers: (Place, Vec<openapiv3::Server>),
    /// Where the path item stands, and the parameters it gives all its operations.
    pub(super) shared: (Place, Vec<ReferenceOr<openapiv3::Parameter>>),
}

/// What the operations of a service have in common.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Group {
    pub(super) kind: ServiceKind,
    /// A tag, or what callbacks belong to.
    pub(super) name: String,
}

/// Reads every operation of `document`, and every type that one mentions.
pub(super) fn read(
    cx: &mut Context<'_>,
    document: &Document,
    schemes: &mut Schemes,
    constants: &mut Scope,
) -> Operations {
    let mut found = find(cx, document);
    found.extend(hook::find(cx, document, &found));
    let mut methods = Scope::of_methods();
    for scheme in schemes.names() {
        methods.claim(&format!("with {scheme}"));
    }
    let names = name_all(cx, &found, &mut methods, constants);
    let mut operations = Operations {
        services: Vec::new(),
        pages: Vec::new(),
        defaults: Vec::new(),
    };
    let mut by_group: HashMap<Group, usize> = HashMap::new();
    for (found, names) in found.into_iter().zip(names) {
        if cx.spec.over_limit().is_some() {
            break;
        }
        let group = found.group.clone();
        let index = *by_group.entry(group.clone()).or_insert_with(|| {
            let service = match group.kind {
                ServiceKind::Paths => service(cx, document, &group.name, &mut methods),
                ServiceKind::Webhooks | ServiceKind::Callbacks => {
                    hook::service(cx, document, &group)
                }
            };
            operations.services.push(service);
            operations.services.len() - 1
        });
        let pages = pagination::Said::new(&found.place, &found.source);
        let (operation, defaults) = operation(cx, document, found, names, schemes, constants);
        let Some(service) = operations.services.get_mut(index) else {
            continue;
        };
        if group.kind == ServiceKind::Paths {
            let pages = pages.of(index, service.operations.len());
            operations.pages.push(pages);
        }
        for (parameter, (value, place)) in defaults {
            operations.defaults.push(PendingDefault {
                service: index,
                operation: service.operations.len(),
                parameter,
                value,
                place,
            });
        }
        service.operations.push(operation);
    }
    operations
}

impl Operations {
    /// Gives every parameter its default, and the constraints of the alias that its type may be.
    pub(super) fn settle(&mut self, defs: &[TypeDef], diagnostics: &mut Diagnostics) {
        for pending in std::mem::take(&mut self.defaults) {
            let parameter = self
                .services
                .get_mut(pending.service)
                .and_then(|service| service.operations.get_mut(pending.operation))
                .and_then(|operation| operation.parameters.get_mut(pending.parameter));
            let Some(parameter) = parameter else {
                continue;
            };
            match super::literal::of(defs, &parameter.ty, &pending.value) {
                Ok(default) => parameter.default = default,
                Err(super::literal::Misfit) => {
                    diagnostics.push(say::default_does_not_fit(&pending.place, &pending.value));
                }
            }
        }
        for service in &mut self.services {
            for operation in &mut service.operations {
                for parameter in &mut operation.parameters {
                    let inherited = super::literal::rules_of_alias(defs, &parameter.ty);
                    parameter.rules.extend(inherited);
                }
                let bodies = operation.body.iter_mut();
                for it in bodies.flat_map(|body| body.contents.all_mut()) {
                    let inherited = super::literal::rules_of_alias(defs, &it.ty);
                    it.rules.extend(inherited);
                }
            }
        }
    }
}

fn find(cx: &mut Context<'_>, document: &Document) -> Vec<Found> {
    let mut found = Vec::new();
    let mut read = 0;
    let mut selection = Selection::new(&cx.settings.select);
    for (path, place) in &document.paths {
        let outcome = cx.spec.path_item(place);
        let Some(item) = cx.report(outcome) else {
            continue;
        };
        read += 1;
        for (method, place) in item.operations {
            let outcome = cx.spec.operation(&place);
            if let Some(source) = cx.report(outcome)
                && selection.takes(path, &method, &source)
            {
                let tag = source.tags.first();
                found.push(Found {
                    group: Group {
                        kind: ServiceKind::Paths,
                        name: tag.map_or_else(|| UNTAGGED.to_owned(), String::clone),
                    },
                    spoken: format!("{} {}", method.to_lowercase(), spoken(path)),
                    path: path.clone(),
                    method: method.to_ascii_uppercase(),
                    servers: match source.servers.is_empty() {
                        true => (item.place.child("servers"), item.servers.clone()),
                        false => (place.child("servers"), source.servers.clone()),
                    },
                    place,
                    source,
                    shared: (item.place.clone(), item.parameters.clone()),
                });
            }
        }
    }
    let paths = document.place.child("paths");
    if read == 0 && !document.paths.is_empty() {
        cx.warn(say::no_path_found(&paths));
    }
    selection.tell_of_what_takes_nothing(cx, &paths);
    found
}

fn service(cx: &mut Context<'_>, document: &Document, tag: &str, functions: &mut Scope) -> Service {
    let described = document.tags.iter().find(|it| it.name == tag);
    let description = described.and_then(|it| it.description.as_deref());
    let mut hint = format!("{tag} api");
    if Case::Type.apply(&hint) == "Api" {
        // Symbols alone vanish beside a word; the trait that all services share is `Api`.
        hint = format!("{} api", Case::Type.apply(tag));
    }
    Service {
        kind: ServiceKind::Paths,
        name: cx.types.claim(tag, &hint),
        module: functions.claim(tag).rust,
        doc: prose::description(description),
        operations: Vec::new(),
    }
}

type Defaults = Vec<(usize, (Value, Place))>;

fn operation(
    cx: &mut Context<'_>,
    document: &Document,
    found: Found,
    names: Names,
    schemes: &mut Schemes,
    constants: &mut Scope,
) -> (Operation, Defaults) {
    let Found {
        group: Group { kind, name: _ },
        spoken: _, // in `names`
        path,
        method,
        place,
        source,
        servers: (servers_place, servers),
        shared,
    } = found;
    let openapiv3::Operation {
        tags: _, // the first one is its service
        summary,
        description,
        external_docs: _, // a link for people
        operation_id: _,  // in `names`
        parameters,
        request_body,
        responses,
        callbacks: _, // operations of their own
        deprecated,
        security,
        servers: _, // those that `found` has
        extensions,
    } = source;
    let stem = Case::Type.apply(&names.method.rust);
    let shared = (&shared.0, shared.1.as_slice());
    // Who receives a webhook chooses its path, and who sends it is told a whole URL.
    let template = match kind.is_received() {
        true => "",
        false => path.as_str(),
    };
    let drafts = parameter::all(cx, template, shared, (&place, &parameters), &stem);
    let (parameters, defaults) = name_parameters(drafts, kind);
    let required = parameters.iter().filter(|it| it.required).count();
    let body = request_body.and_then(|it| body(cx, &place, &it, &stem, constants));
    let (success, failures) =
        response::split(cx, &place.child("responses"), &responses, &method, &stem);
    let arguments = OTHER_ARGUMENTS
        + required
        + usize::from(body.is_some())
        + usize::from(success.is_by_choice());
    let gathered = required < parameters.len() || arguments > MAX_ARGUMENTS;
    let options = gathered.then(|| {
        let hints = [format!("{stem} options"), format!("{stem} parameters")];
        cx.types.claim_first_free("", &hints)
    });
    // What the document asks of everybody, it asks of those who call the API.
    let security = match kind.is_received() {
        true => Some(security.unwrap_or_default()),
        false => security,
    };
    let operation = Operation {
        name: names.method,
        constant: names.constant,
        doc: prose::titled(summary.as_deref(), description.as_deref()),
        deprecated,
        method,
        path,
        server: server::of_operation(cx, &document.servers, &servers_place, &servers),
        parameters,
        options,
        body,
        success,
        failures,
        security: schemes.requirement(cx, &place, security, constants),
        max_body_bytes: max_body_bytes(cx, &place, &extensions),
        pagination: None, // once all types are known
        stem,
    };
    (operation, defaults)
}

/// The extension `x-max-body-bytes`.
fn max_body_bytes(
    cx: &mut Context<'_>,
    place: &Place,
    extensions: &IndexMap<String, Value>,
) -> Option<u64> {
    let value = extensions.get(MAX_BODY_BYTES)?;
    let limit = value.as_u64().filter(|it| *it > 0);
    if limit.is_none() {
        cx.warn(say::max_body_bytes_is_no_size(
            &place.child(MAX_BODY_BYTES),
            value,
        ));
    }
    limit
}

fn name_parameters(drafts: Vec<Draft>, kind: ServiceKind) -> (Vec<crate::ir::Parameter>, Defaults) {
    let mut names = Scope::of_arguments();
    if kind.is_received() {
        // The argument that says where to send it.
        names.claim("url");
    }
    let mut defaults = Vec::new();
    let mut parameters = Vec::with_capacity(drafts.len());
    for (index, draft) in drafts.into_iter().enumerate() {
        let mut parameter = draft.parameter;
        let wanted = Some(parameter.name.rust.as_str()).filter(|it| !it.is_empty());
        parameter.name = names.claim_chosen(&parameter.name.wire, wanted);
        defaults.extend(draft.default.map(|default| (index, default)));
        parameters.push(parameter);
    }
    (parameters, defaults)
}

fn body(
    cx: &mut Context<'_>,
    from: &Place,
    reference: &ReferenceOr<openapiv3::RequestBody>,
    stem: &str,
    constants: &mut Scope,
) -> Option<Body> {
    let site = cx.follow(from, reference)?;
    let outcome = cx.spec.request_body(&site.place);
    let openapiv3::RequestBody {
        description,
        content,
        required,
        extensions: _, // none is about what is sent
    } = cx.report(outcome)?;
    let hints = media::Hints {
        body: format!("{stem} request"),
        choice: [format!("{stem} body"), format!("{stem} content")],
    };
    let forms = Some(media::Forms {
        hint: format!("{stem} form"),
        constants,
    });
    let place = site.place.child("content");
    let (contents, of_schema) =
        media::contents(cx, &place, &content, media::Sender::Client, &hints, forms)?;
    let doc = prose::description(description.as_deref());
    Some(Body {
        doc: if doc == Doc::default() {
            of_schema
        } else {
            doc
        },
        required,
        contents,
    })
}
