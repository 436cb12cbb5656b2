//! `readOnly` and `writeOnly`: a type for each side, where one for both would be wrong.
//!
//! A property that only the server sends is not required of clients, and one that only clients
//! send is never in an answer (OpenAPI 3.0.3, Schema Object). Where a type goes both ways and has
//! such a property, the answer keeps its name, and what clients send becomes a type of its own.

use std::collections::HashMap;

use super::hold::{Finished, Types};
use super::usage;
use crate::ir::{
    Additional, Contents, Field, Operation, Presence, Property, Service, Struct, Type, TypeDef,
    TypeId, TypeKind,
};

/// What clients send in place of a type that only the server sends.
#[derive(Debug, Default)]
pub(super) struct Requests(HashMap<TypeId, TypeId>);

/// Splits the types that go both ways and have to differ; all others that go one way ask nothing
/// of the side that does not send it.
pub(super) fn split(types: &mut Finished, names: &mut Types, services: &mut [Service]) -> Requests {
    if services.is_empty() {
        // Nobody knows who sends what.
        return Requests::default();
    }
    for def in &mut types.defs {
        ask_nothing_of_the_other_side(def);
    }
    let ids = apart(&types.defs);
    let numbers = (types.defs.len()..).map(TypeId);
    let requests = Requests(ids.iter().copied().zip(numbers).collect());
    let tags = tags(&types.defs);
    for id in &ids {
        let Some(def) = types.defs.get_mut(id.0) else {
            continue;
        };
        let mut request = def.clone();
        def.usage.request = false;
        keep(def, tags.get(id), Property::WriteOnly);
        request.usage.response = false;
        request.name = names.claim_first_free(&request.name.wire, &request_names(&request));
        keep(&mut request, tags.get(id), Property::ReadOnly);
        types.defs.push(request);
        if let Some(place) = types.places.get(id.0).cloned() {
            types.places.push(place);
        }
    }
    let sent = types.defs.iter_mut();
    for def in sent.filter(|it| it.usage.request && !it.usage.response) {
        let parts = usage::parts_mut(&mut def.kind).into_iter();
        parts.for_each(|it| requests.put(it));
    }
    for service in services {
        let is_received = service.kind.is_received();
        for operation in &mut service.operations {
            // Who receives a webhook is a client of the API, and answers.
            let sent = match is_received {
                false => asked(operation),
                true => answered(operation),
            };
            for ty in sent {
                requests.redirect(ty);
            }
        }
    }
    requests
}

/// The types of a request.
fn asked(operation: &mut Operation) -> Vec<&mut Type> {
    let parameters = operation.parameters.iter_mut().map(|it| &mut it.ty);
    let bodies = operation.body.iter_mut();
    let bodies = bodies.flat_map(|it| it.contents.all_mut());
    parameters.chain(bodies.map(|it| &mut it.ty)).collect()
}

/// The types of the answers to it.
fn answered(operation: &mut Operation) -> Vec<&mut Type> {
    let hoped = operation.success.responses_mut().iter_mut();
    let mut types = Vec::new();
    for response in hoped.chain(&mut operation.failures.responses) {
        types.extend(response.headers.iter_mut().map(|it| &mut it.ty));
        let contents = response.payload.contents_mut().into_iter();
        types.extend(contents.flat_map(Contents::all_mut).map(|it| &mut it.ty));
    }
    types
}

/// What clients send of `Pet` is a `PetRequest`.
fn request_names(def: &TypeDef) -> [String; 2] {
    let name = def.name.rust.trim_start_matches("r#");
    if name.ends_with("Request") {
        [format!("{name} input"), format!("{name} sent")]
    } else {
        [format!("{name} request"), format!("{name} input")]
    }
}

/// A type that goes one way may have a required property of the other: it is not asked for.
fn ask_nothing_of_the_other_side(def: &mut TypeDef) {
    let other = match (def.usage.request, def.usage.response) {
        (true, false) => Property::ReadOnly,
        (false, true) => Property::WriteOnly,
        (true, true) | (false, false) => return,
    };
    let TypeKind::Struct(it) = &mut def.kind else {
        return;
    };
    for field in it.fields.iter_mut().filter(|it| it.property == other) {
        field.presence = match field.presence {
            Presence::Required => Presence::Optional,
            Presence::RequiredNullable => Presence::OptionalNullable,
            Presence::Optional | Presence::OptionalNullable => field.presence,
        };
    }
}

/// The types that go both ways and cannot be the same on both, by themselves or for what they
/// hold, in order.
fn apart(defs: &[TypeDef]) -> Vec<TypeId> {
    let goes_both_ways = |id: usize| {
        let usage = defs.get(id).map(|def| def.usage);
        usage.is_some_and(|it| it.request && it.response)
    };
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); defs.len()];
    let mut open = Vec::new();
    for (id, def) in defs
        .iter()
        .enumerate()
        .filter(|(id, _)| goes_both_ways(*id))
    {
        for part in usage::parts(def) {
            if let Some(holders) = holders.get_mut(part.0) {
                holders.push(id);
            }
        }
        if differs(def) {
            open.push(id);
        }
    }
    let mut is_apart = vec![false; defs.len()];
    while let Some(id) = open.pop() {
        if let Some(known) = is_apart.get_mut(id)
            && !std::mem::replace(known, true)
        {
            open.extend(holders.get(id).into_iter().flatten());
        }
    }
    let all = is_apart.into_iter().enumerate();
    all.filter(|(_, is_apart)| *is_apart)
        .map(|(id, _)| TypeId(id))
        .collect()
}

/// Whether one side would be asked for what it does not have, or shown what it should not see.
fn differs(def: &TypeDef) -> bool {
    let TypeKind::Struct(it) = &def.kind else {
        return false;
    };
    it.fields.iter().any(|field| match field.property {
        Property::Both => false,
        Property::WriteOnly => true,
        Property::ReadOnly => match field.presence {
            Presence::Required | Presence::RequiredNullable => true,
            Presence::Optional | Presence::OptionalNullable => false,
        },
    })
}

/// The properties by which unions tell their members apart, by member: they stay on both sides.
fn tags(defs: &[TypeDef]) -> HashMap<TypeId, Vec<String>> {
    let mut tags: HashMap<TypeId, Vec<String>> = HashMap::new();
    for def in defs {
        let TypeKind::Union(it) = &def.kind else {
            continue;
        };
        let members = it.variants.iter().flat_map(|it| it.ty.mentions());
        for member in members.filter(|_| it.tag.is_some()) {
            tags.entry(member).or_default().extend(it.tag.clone());
        }
    }
    tags
}

/// Leaves out what the other side sends.
fn keep(def: &mut TypeDef, tags: Option<&Vec<String>>, other: Property) {
    let TypeKind::Struct(Struct {
        fields, additional, ..
    }) = &mut def.kind
    else {
        return;
    };
    let is_tag = |field: &Field| tags.is_some_and(|it| it.contains(&field.name.wire));
    let before = fields.len();
    fields.retain(|field| field.property != other || is_tag(field));
    if fields.len() < before && *additional == Additional::Refused {
        // Who reads an object and sends it back changed sends these too.
        *additional = Additional::Ignored;
    }
}

impl Requests {
    /// Makes of a type that may be sent by the server the one that clients send.
    pub(super) fn redirect(&self, ty: &mut Type) {
        ty.mentions_mut().into_iter().for_each(|it| self.put(it));
    }

    /// Puts what clients send in the place of a type.
    fn put(&self, id: &mut TypeId) {
        if let Some(request) = self.0.get(id) {
            *id = *request;
        }
    }
}
