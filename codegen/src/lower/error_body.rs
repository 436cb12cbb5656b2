//! The API's own error body, and how a refusal fills it in.

use std::collections::HashMap;

use crate::ir::{
    Additional, ErrorBody, ErrorPart, Field, Media, Name, Payload, Presence, Scalar, Service, Type,
    TypeDef, TypeId, TypeKind,
};

/// How deep an error body may nest.
const MAX_DEPTH: usize = 4;

/// The error body that most failures have, if a refusal can fill it in.
pub(super) fn find(defs: &[TypeDef], services: &[Service]) -> Option<ErrorBody> {
    let mut uses: HashMap<TypeId, usize> = HashMap::new();
    let failures = services
        .iter()
        .filter(|service| !service.kind.is_received())
        .flat_map(|service| &service.operations)
        .flat_map(|operation| &operation.failures.responses);
    for response in failures {
        let Payload::Body(contents) = &response.payload else {
            continue;
        };
        if contents.choice.is_none()
            && contents.first.media == Media::Json
            && let Type::Named(id) = contents.first.ty
        {
            *uses.entry(id).or_default() += 1;
        }
    }
    let mut candidates: Vec<(TypeId, usize)> = uses.into_iter().collect();
    // The one used most; of equals, the one that the document mentions first.
    candidates.sort_by_key(|(id, uses)| (usize::MAX - uses, *id));
    candidates
        .into_iter()
        .find_map(|(id, _)| fill(defs, id, MAX_DEPTH).filter(says_something))
}

fn says_something(body: &ErrorBody) -> bool {
    body.fields.iter().any(|(_, part)| match part {
        ErrorPart::Code { .. } | ErrorPart::Message { .. } => true,
        ErrorPart::Nested { body, .. } => says_something(body),
        ErrorPart::Status { .. }
        | ErrorPart::RequestId { .. }
        | ErrorPart::Absent
        | ErrorPart::Empty => false,
    })
}

fn fill(defs: &[TypeDef], ty: TypeId, depth: usize) -> Option<ErrorBody> {
    let TypeKind::Struct(it) = &defs.get(ty.0)?.kind else {
        return None;
    };
    let mut fields: Vec<(Name, ErrorPart)> = it
        .fields
        .iter()
        .map(|field| Some((field.name.clone(), part(defs, field, depth)?)))
        .collect::<Option<_>>()?;
    if let Additional::Kept { name, .. } = &it.additional {
        fields.push((name.clone(), ErrorPart::Empty));
    }
    Some(ErrorBody { ty, fields })
}

/// What `field` is filled with; `None` when it has to be there and nothing is known for it.
fn part(defs: &[TypeDef], field: &Field, depth: usize) -> Option<ErrorPart> {
    let optional = match field.presence {
        Presence::Required => false,
        Presence::RequiredNullable | Presence::Optional => true,
        Presence::OptionalNullable => return Some(ErrorPart::Absent),
    };
    let known = match &field.ty {
        Type::Scalar(Scalar::String) => word(field, optional),
        Type::Scalar(scalar @ (Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64)) => {
            is_status(field).then_some(ErrorPart::Status {
                optional,
                scalar: *scalar,
            })
        }
        Type::Named(id) if depth > 0 => fill(defs, *id, depth - 1)
            .filter(says_something)
            .map(|body| ErrorPart::Nested { optional, body }),
        Type::Array { .. } | Type::Map { .. } | Type::Object if !optional => Some(ErrorPart::Empty),
        Type::Scalar(_)
        | Type::Array { .. }
        | Type::Tuple(_)
        | Type::Map { .. }
        | Type::Object
        | Type::Any
        | Type::Foreign(_)
        | Type::Nullable(_)
        | Type::Named(_)
        | Type::Boxed(_) => None,
    };
    known.or(optional.then_some(ErrorPart::Absent))
}

fn word(field: &Field, optional: bool) -> Option<ErrorPart> {
    let code = ["code", "errorcode", "errortype", "type", "name", "key"];
    let message = [
        "message",
        "msg",
        "detail",
        "details",
        "title",
        "description",
        "errordescription",
        "errormessage",
        "error",
        "reason",
    ];
    let request_id = ["requestid", "xrequestid"];
    let name = folded(field);
    if code.contains(&name.as_str()) {
        Some(ErrorPart::Code { optional })
    } else if message.contains(&name.as_str()) {
        Some(ErrorPart::Message { optional })
    } else if request_id.contains(&name.as_str()) {
        Some(ErrorPart::RequestId { optional })
    } else {
        None
    }
}

fn is_status(field: &Field) -> bool {
    ["status", "statuscode", "httpstatus", "code", "httpcode"].contains(&folded(field).as_str())
}

fn folded(field: &Field) -> String {
    let letters = field.name.wire.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
