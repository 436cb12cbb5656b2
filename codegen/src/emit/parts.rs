//! Which parts the crate for an API has.

use crate::ir::{
    Additional, Api, Operation, Payload, Response, Rule, Scalar, Success, Type, TypeDef, TypeKind,
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
    api.services.iter().any(|it| !it.operations.is_empty())
}

/// Whether any operation is secured.
pub(super) fn has_security(api: &Api) -> bool {
    !api.security.credentials.is_empty()
}

/// A chapter of the crate.
pub(super) struct Module {
    pub(super) name: &'static str,
    pub(super) is_public: bool,
    /// The features that it is behind; any one of them is enough.
    pub(super) features: &'static [&'static str],
    /// What is in it.
    pub(super) about: &'static str,
}

const BOTH: &[&str] = &["client", "server"];

/// The chapters of the crate, in reading order.
pub(super) fn modules(api: &Api) -> Vec<Module> {
    let operations = has_operations(api);
    let chapter = |is_there: bool, name, features, about| {
        is_there.then_some(Module {
            name,
            is_public: true,
            features,
            about,
        })
    };
    let table = |is_there: bool, name| {
        is_there.then_some(Module {
            name,
            is_public: false,
            features: &[],
            about: "",
        })
    };
    [
        chapter(
            has_models(api),
            "models",
            &[][..],
            "the data that the API speaks of",
        ),
        table(has_wire(api), "wire"),
        table(super::rules::is_needed(api), "rules"),
        chapter(
            operations,
            "operations",
            BOTH,
            "what can be called, and what it asks for",
        ),
        chapter(
            operations && has_security(api),
            "auth",
            BOTH,
            "how callers prove who they are",
        ),
        chapter(operations, "errors", BOTH, "how operations fail"),
        chapter(operations, "client", &["client"], "calls the API"),
        chapter(
            operations,
            "server",
            &["server"],
            "what a server of the API provides",
        ),
        chapter(
            operations,
            "router",
            &["server"],
            "routes requests to a server",
        ),
        chapter(true, "support", &[], "what is the same for every API"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What the types of an API are made of, as far as crates have to be depended on for it.
#[derive(Default)]
pub(super) struct Uses {
    /// Dates, or dates with times.
    pub(super) times: bool,
    /// `Uuid`.
    pub(super) uuids: bool,
    /// Patterns that strings have to match.
    pub(super) patterns: bool,
}

impl Uses {
    /// Looks through everything that has a type.
    pub(super) fn of(api: &Api) -> Self {
        let mut uses = Self::default();
        for def in &api.types {
            uses.read_kind(&def.kind);
        }
        for operation in api.services.iter().flat_map(|it| &it.operations) {
            uses.read_operation(operation);
        }
        uses
    }

    fn read_kind(&mut self, kind: &TypeKind) {
        match kind {
            TypeKind::Struct(it) => {
                for field in &it.fields {
                    self.read(&field.ty, &field.rules);
                }
                match &it.additional {
                    Additional::Ignored | Additional::Refused => {}
                    Additional::Kept {
                        name: _,
                        value,
                        rules,
                    } => self.read(value, rules),
                }
            }
            TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) => {}
            TypeKind::Union(it) => {
                for variant in &it.variants {
                    self.read(&variant.ty, &variant.rules);
                }
            }
            TypeKind::Alias { target, rules } => self.read(target, rules),
        }
    }

    fn read_operation(&mut self, it: &Operation) {
        for parameter in &it.parameters {
            self.read(&parameter.ty, &parameter.rules);
        }
        if let Some(body) = &it.body {
            self.read(&body.ty, &[]);
        }
        for response in responses(it) {
            for header in &response.headers {
                self.read(&header.ty, &[]);
            }
            match &response.payload {
                Payload::Empty => {}
                Payload::Body {
                    media: _,
                    content_type: _,
                    ty,
                } => self.read(ty, &[]),
            }
        }
    }

    fn read(&mut self, ty: &Type, rules: &[Rule]) {
        self.patterns |= rules.iter().any(|it| matches!(it, Rule::Pattern(_)));
        match ty {
            Type::Scalar(it) => match it {
                Scalar::Uuid => self.uuids = true,
                Scalar::DateTime | Scalar::Date => self.times = true,
                Scalar::Bool
                | Scalar::I32
                | Scalar::I64
                | Scalar::U32
                | Scalar::U64
                | Scalar::F32
                | Scalar::F64
                | Scalar::String
                | Scalar::Base64
                | Scalar::Binary
                | Scalar::Ipv4
                | Scalar::Ipv6
                | Scalar::Uri => {}
            },
            Type::Array {
                items: inner,
                rules,
            }
            | Type::Map {
                values: inner,
                rules,
            } => {
                self.read(inner, rules);
            }
            Type::Nullable(inner) => self.read(inner, &[]),
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
