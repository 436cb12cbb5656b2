//! Which side sends a type, and what follows from it.

use std::collections::VecDeque;

use super::enumeration;
use super::hold::Finished;
use crate::ir::{Additional, Field, Operation, Payload, Service, TypeDef, TypeId, TypeKind};
use crate::settings::{Settings, UnknownEnumValues};

/// Decides for every type which side sends it.
pub(super) fn decide(types: &mut Finished, services: &[Service]) {
    let mut sent_by_client = Vec::new();
    let mut sent_by_server = Vec::new();
    for service in services {
        // A webhook is a request of the server's.
        let (sent, received) = match service.kind.is_received() {
            false => (&mut sent_by_client, &mut sent_by_server),
            true => (&mut sent_by_server, &mut sent_by_client),
        };
        for operation in &service.operations {
            asked(operation, sent);
            answered(operation, received);
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

/// The types that the operations of `service` mention.
pub(super) fn mentioned(service: &Service) -> Vec<TypeId> {
    let mut types = Vec::new();
    for operation in &service.operations {
        asked(operation, &mut types);
        answered(operation, &mut types);
    }
    types
}

/// Adds the types that requests are made of.
fn asked(operation: &Operation, types: &mut Vec<TypeId>) {
    types.extend(operation.parameters.iter().flat_map(|it| it.ty.mentions()));
    let bodies = operation.body.iter().flat_map(|it| it.contents.all());
    types.extend(bodies.flat_map(|it| it.ty.mentions()));
}

/// Adds the types that answers are made of.
fn answered(operation: &Operation, types: &mut Vec<TypeId>) {
    for response in operation.responses() {
        types.extend(response.headers.iter().flat_map(|it| it.ty.mentions()));
        if let Payload::Body(contents) = &response.payload {
            types.extend(contents.all().flat_map(|it| it.ty.mentions()));
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
            let mut parts: Vec<_> = it.fields.iter().flat_map(|it| it.ty.mentions()).collect();
            if let Additional::Kept { value, .. } = &it.additional {
                parts.extend(value.mentions());
            }
            parts
        }
        TypeKind::Union(it) => it.variants.iter().flat_map(|it| it.ty.mentions()).collect(),
        TypeKind::Alias { target, .. } | TypeKind::Newtype { target, .. } => target.mentions(),
        TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) => Vec::new(),
    }
}

/// The same, to have others put in their place, with those of defaults.
pub(super) fn parts_mut(kind: &mut TypeKind) -> Vec<&mut TypeId> {
    match kind {
        TypeKind::Struct(it) => {
            let fields = it.fields.iter_mut().flat_map(Field::mentions_mut);
            let mut parts: Vec<&mut TypeId> = fields.collect();
            if let Additional::Kept { value, .. } = &mut it.additional {
                parts.extend(value.mentions_mut());
            }
            parts
        }
        TypeKind::Union(it) => {
            let variants = it.variants.iter_mut();
            variants.flat_map(|it| it.ty.mentions_mut()).collect()
        }
        TypeKind::Alias { target, .. } | TypeKind::Newtype { target, .. } => target.mentions_mut(),
        TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) => Vec::new(),
    }
}
