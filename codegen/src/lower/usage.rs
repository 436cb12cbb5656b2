//! Which side sends a type, and what follows from it.

use std::collections::VecDeque;

use super::enumeration;
use super::hold::Finished;
use crate::ir::{
    Additional, Failures, Operation, Payload, Response, Service, Success, Type, TypeDef, TypeId,
    TypeKind,
};
use crate::settings::{Settings, UnknownEnumValues};

/// Decides for every type which side sends it.
pub(super) fn decide(types: &mut Finished, services: &[Service]) {
    let mut sent_by_client = Vec::new();
    let mut sent_by_server = Vec::new();
    for service in services {
        // A webhook is a request of the server's.
        let (asked, answered) = match service.kind.is_received() {
            false => (&mut sent_by_client, &mut sent_by_server),
            true => (&mut sent_by_server, &mut sent_by_client),
        };
        for operation in &service.operations {
            asked.extend(operation.parameters.iter().flat_map(|it| mentions(&it.ty)));
            let bodies = operation.body.iter().flat_map(|it| it.contents.all());
            asked.extend(bodies.flat_map(|it| mentions(&it.ty)));
            for response in responses(operation) {
                answered.extend(response.headers.iter().flat_map(|it| mentions(&it.ty)));
                if let Payload::Body(contents) = &response.payload {
                    answered.extend(contents.all().flat_map(|it| mentions(&it.ty)));
                }
            }
        }
    }
    reach(&mut types.defs, sent_by_client, |def| {
        &mut def.usage.request
    });
    reach(&mut types.defs, sent_by_server, |def| {
        &mut def.usage.response
    });
    if services.is_empty() {
        // A document of schemas only does not say who sends them.
        for def in &mut types.defs {
            def.usage.request = true;
            def.usage.response = true;
        }
    }
}

/// Opens the enums that only the server sends: a client outlives values that are new.
pub(super) fn open_enums(types: &mut Finished, settings: &Settings) {
    for def in &mut types.defs {
        let keeps = match settings.models.unknown_enum_values {
            UnknownEnumValues::Keep => !def.usage.request,
            UnknownEnumValues::Refuse => false,
        };
        match &mut def.kind {
            // An enum that lists examples only is open on both sides already.
            TypeKind::StringEnum(it) if keeps && it.unknown.is_none() => {
                it.unknown = Some(enumeration::name_of_unknown(&it.values));
            }
            TypeKind::Union(it) if keeps => {
                let taken = it.variants.iter().map(|it| it.name.rust.as_str());
                it.unknown = Some(enumeration::unknown_beside(taken));
            }
            TypeKind::IntegerEnum(it) if keeps => {
                it.unknown = Some(enumeration::name_of_unknown(&it.values));
            }
            TypeKind::StringEnum(_)
            | TypeKind::IntegerEnum(_)
            | TypeKind::Struct(_)
            | TypeKind::Union(_)
            | TypeKind::Alias { .. }
            | TypeKind::Newtype { .. } => {}
        }
    }
}

/// Every answer of an operation.
fn responses(operation: &Operation) -> impl Iterator<Item = &Response> {
    let hoped = match &operation.success {
        Success::One(response) => std::slice::from_ref(response.as_ref()),
        Success::Several { responses, .. } => responses.as_slice(),
    };
    let Failures { responses, .. } = &operation.failures;
    hoped.iter().chain(responses)
}

fn reach(defs: &mut [TypeDef], roots: Vec<TypeId>, flag: fn(&mut TypeDef) -> &mut bool) {
    let mut open = VecDeque::from(roots);
    while let Some(id) = open.pop_front() {
        let Some(def) = defs.get_mut(id.0) else {
            continue;
        };
        if !std::mem::replace(flag(def), true) {
            open.extend(parts(def));
        }
    }
}

/// The types that a definition mentions, in order.
pub(super) fn parts(def: &TypeDef) -> Vec<TypeId> {
    match &def.kind {
        TypeKind::Struct(it) => {
            let mut parts: Vec<_> = it.fields.iter().flat_map(|it| mentions(&it.ty)).collect();
            if let Additional::Kept { value, .. } = &it.additional {
                parts.extend(mentions(value));
            }
            parts
        }
        TypeKind::Union(it) => it.variants.iter().flat_map(|it| mentions(&it.ty)).collect(),
        TypeKind::Alias { target, .. } | TypeKind::Newtype { target, .. } => mentions(target),
        TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) => Vec::new(),
    }
}

/// The named types in `ty`.
pub(super) fn mentions(ty: &Type) -> Vec<TypeId> {
    match ty {
        Type::Named(id) | Type::Boxed(id) => vec![*id],
        Type::Array { items: inner, .. }
        | Type::Map { values: inner, .. }
        | Type::Nullable(inner) => mentions(inner),
        Type::Tuple(elements) => elements.iter().flat_map(|it| mentions(&it.ty)).collect(),
        Type::Scalar(_) | Type::Object | Type::Any | Type::Foreign(_) => Vec::new(),
    }
}
