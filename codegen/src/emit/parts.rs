//! Which parts the crate for an API has.

use super::rules;
use crate::ir::{
    Additional, Api, Contents, Media, Operation, Payload, Response, Scalar, Service, Success, Type,
    TypeDef, TypeKind,
};

/// Whether any schema of the API becomes a type.
pub(super) fn has_models(api: &Api) -> bool {
    !api.types.is_empty()
}

/// Whether any type needs a row in the tables of `wire.rs`; an alias has its target's form.
pub(super) fn has_wire(api: &Api) -> bool {
    let is_alias = |it: &TypeDef| matches!(it.kind, TypeKind::Alias { .. });
    !api.types.iter().all(is_alias)
}

/// Whether the API has an operation: without one there is neither client nor server.
pub(super) fn has_operations(api: &Api) -> bool {
    operations(api).next().is_some()
}

/// Whether any operation is secured.
pub(super) fn has_security(api: &Api) -> bool {
    !api.security.credentials.is_empty()
}

/// Whether any operation has documented failures.
pub(super) fn has_errors(api: &Api) -> bool {
    operations(api).any(|it| it.failures.name.is_some())
}

/// Whether any operation gathers parameters in a struct.
pub(super) fn has_parameters(api: &Api) -> bool {
    operations(api).any(|it| it.options.is_some())
}

/// What the rules of a body are called among those of its operation, when it is not one of
/// several: those have the names of their variants.
pub(super) const BODY: &str = "body";

/// Whether any body is one of several.
pub(super) fn has_bodies(api: &Api) -> bool {
    operations(api).any(|it| contents(it).any(|it| it.choice.is_some()))
}

/// Whether any success is more than a body.
pub(super) fn has_answers(api: &Api) -> bool {
    operations(api).any(|it| match &it.success {
        Success::One(response) => response.envelope.is_some(),
        Success::Several { .. } => true,
    })
}

/// The services that have operations.
pub(super) fn services(api: &Api) -> impl Iterator<Item = &Service> {
    api.services.iter().filter(|it| !it.operations.is_empty())
}

/// All operations.
pub(super) fn operations(api: &Api) -> impl Iterator<Item = &Operation> {
    api.services.iter().flat_map(|it| &it.operations)
}

/// A module of the crate.
pub(super) struct Module {
    pub(super) name: &'static str,
    pub(super) is_public: bool,
    /// The features that it is behind; any one of them is enough.
    pub(super) features: &'static [&'static str],
}

const BOTH: &[&str] = &["client", "server"];

/// A module that users see, if it `is_there`.
fn open(is_there: bool, name: &'static str, features: &'static [&'static str]) -> Option<Module> {
    is_there.then_some(Module {
        name,
        is_public: true,
        features,
    })
}

/// A module that holds only tables, if it `is_there`.
fn table(is_there: bool, name: &'static str, features: &'static [&'static str]) -> Option<Module> {
    is_there.then_some(Module {
        name,
        is_public: false,
        features,
    })
}

/// The chapters of the crate in reading order, in groups.
pub(super) fn chapters(api: &Api) -> Vec<Vec<Module>> {
    let operations = has_operations(api);
    groups([
        vec![
            open(has_models(api), "models", &[]),
            table(has_wire(api), "wire", &[]),
            table(rules::needs(api).rules, "rules", &["validate"]),
        ],
        vec![
            open(operations, "operations", BOTH),
            open(has_parameters(api), "parameters", BOTH),
            open(has_bodies(api), "bodies", BOTH),
            open(has_answers(api), "answers", BOTH),
            open(has_errors(api), "errors", BOTH),
        ],
        vec![
            open(operations, "client", &["client"]),
            open(operations && has_security(api), "auth", &["server"]),
            open(operations, "server", &["server"]),
            open(operations, "router", &["server"]),
        ],
        vec![open(true, "support", &[])],
    ])
}

/// The modules of the support code that the API needs, in groups.
pub(super) fn support(api: &Api) -> Vec<Vec<Module>> {
    let operations = has_operations(api);
    let needs = rules::needs(api);
    let streams = has_media(api, Media::is_streamed);
    let events = has_media(api, |it| it == Media::Events);
    let lines = has_media(api, |it| it == Media::JsonLines);
    groups([
        vec![
            open(Uses::of(api).base64, "bytes", &[]),
            open(has_wire(api), "wire", &[]),
            open(needs.rules, "rules", &["validate"]),
            open(needs.patterns, "pattern", &["validate"]),
        ],
        vec![
            open(operations, "http", BOTH),
            open(operations, "secret", BOTH),
            open(operations, "tables", BOTH),
            open(streams, "stream", BOTH),
            open(events, "events", BOTH),
            open(lines, "json_lines", BOTH),
        ],
        vec![
            open(operations, "client", &["client"]),
            open(operations, "axum", &["server"]),
            open(operations && needs.rules, "checked", &["server"]),
            open(operations, "server", &["server"]),
        ],
    ])
}

fn groups<const N: usize>(groups: [Vec<Option<Module>>; N]) -> Vec<Vec<Module>> {
    let groups = groups
        .into_iter()
        .map(|it| it.into_iter().flatten().collect());
    groups.filter(|it: &Vec<Module>| !it.is_empty()).collect()
}

/// What the types of an API are made of, as far as crates have to be depended on for it.
#[derive(Default)]
pub(super) struct Uses {
    /// Dates, or dates with times.
    pub(super) times: bool,
    /// `Uuid`.
    pub(super) uuids: bool,
    /// Unions.
    pub(super) unions: bool,
    /// Bytes in base64.
    pub(super) base64: bool,
}

impl Uses {
    /// Looks through everything that has a type.
    pub(super) fn of(api: &Api) -> Self {
        let mut uses = Self::default();
        for def in &api.types {
            uses.read_kind(&def.kind);
        }
        for operation in operations(api) {
            uses.read_operation(operation);
        }
        uses
    }

    fn read_kind(&mut self, kind: &TypeKind) {
        match kind {
            TypeKind::Struct(it) => {
                for field in &it.fields {
                    self.read(&field.ty);
                }
                match &it.additional {
                    Additional::Ignored | Additional::Refused => {}
                    Additional::Kept {
                        name: _,
                        value,
                        rules: _,
                    } => self.read(value),
                }
            }
            TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) => {}
            TypeKind::Union(it) => {
                self.unions = true;
                for variant in &it.variants {
                    self.read(&variant.ty);
                }
            }
            TypeKind::Alias { target, rules: _ } => self.read(target),
        }
    }

    fn read_operation(&mut self, it: &Operation) {
        for parameter in &it.parameters {
            self.read(&parameter.ty);
        }
        if let Some(body) = &it.body {
            self.read_contents(&body.contents);
        }
        for response in responses(it) {
            for header in &response.headers {
                self.read(&header.ty);
            }
            match &response.payload {
                Payload::Empty => {}
                Payload::Body(contents) => self.read_contents(contents),
            }
        }
    }

    fn read_contents(&mut self, it: &Contents) {
        for representation in it.all() {
            self.read(&representation.ty);
        }
    }

    fn read(&mut self, ty: &Type) {
        match ty {
            Type::Scalar(it) => match it {
                Scalar::Uuid => self.uuids = true,
                Scalar::DateTime | Scalar::Date => self.times = true,
                Scalar::Base64 => self.base64 = true,
                Scalar::Bool
                | Scalar::I32
                | Scalar::I64
                | Scalar::U32
                | Scalar::U64
                | Scalar::F32
                | Scalar::F64
                | Scalar::String
                | Scalar::Binary
                | Scalar::Ipv4
                | Scalar::Ipv6
                | Scalar::Uri => {}
            },
            Type::Array {
                items: inner,
                rules: _,
            }
            | Type::Map {
                values: inner,
                rules: _,
            }
            | Type::Nullable(inner) => self.read(inner),
            Type::Object | Type::Any | Type::Named(_) | Type::Boxed(_) => {}
        }
    }
}

/// Every answer of an operation, successes first.
pub(super) fn responses(it: &Operation) -> impl Iterator<Item = &Response> {
    let success: &[Response] = match &it.success {
        Success::One(response) => std::slice::from_ref(response),
        Success::Several { name: _, responses } => responses,
    };
    success.iter().chain(&it.failures.responses)
}

/// The bodies that an operation answers with when all goes well.
pub(super) fn successes(it: &Operation) -> impl Iterator<Item = &Contents> {
    let responses = match &it.success {
        Success::One(response) => std::slice::from_ref(&**response),
        Success::Several { name: _, responses } => responses,
    };
    responses.iter().filter_map(|it| it.payload.contents())
}

/// Whether any body is written so.
pub(super) fn has_media(api: &Api, is_meant: impl Fn(Media) -> bool) -> bool {
    let mut all = operations(api).flat_map(contents).flat_map(Contents::all);
    all.any(|it| is_meant(it.media))
}

/// Every body of an operation: what is sent, then what is answered.
pub(super) fn contents(it: &Operation) -> impl Iterator<Item = &Contents> {
    let sent = it.body.iter().map(|it| &it.contents);
    let answered = responses(it).filter_map(|it| it.payload.contents());
    sent.chain(answered)
}
