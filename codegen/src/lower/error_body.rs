//! The API's own error body, and how a refusal fills it in.

use indexmap::IndexMap;

use crate::ir::{
    Additional, Contents, ErrorAnswer, ErrorBody, ErrorPart, Field, Media, Name, Presence, Rule,
    Scalar, Service, Type, TypeDef, TypeId, TypeKind, behind,
};

/// How deep an error body may nest.
const MAX_DEPTH: usize = 4;

/// The error bodies that a refusal can fill in, the one that most failures have first.
pub(super) fn find(defs: &[TypeDef], services: &[Service]) -> Vec<ErrorAnswer> {
    let mut uses: IndexMap<(TypeId, &str), usize> = IndexMap::new();
    let failures = services
        .iter()
        .filter(|service| !service.kind.is_received())
        .flat_map(|service| &service.operations)
        .flat_map(|operation| &operation.failures.responses);
    for representation in failures
        .filter_map(|it| it.payload.contents())
        .flat_map(Contents::all)
    {
        // What a range of media types means, nobody can send.
        if let (Media::Json, Type::Named(id), media) = (
            representation.media,
            &representation.ty,
            representation.content_type(),
        ) && !media.contains('*')
        {
            *uses.entry((behind(defs, *id), media)).or_default() += 1;
        }
    }
    let mut candidates: Vec<((TypeId, &str), usize)> = uses.into_iter().collect();
    // Of equals, the one that the document mentions first.
    candidates.sort_by_key(|(_, uses)| usize::MAX - uses);
    candidates
        .into_iter()
        .filter_map(|((id, media), _)| {
            Some(ErrorAnswer {
                media: media.to_owned(),
                body: fill(defs, id, MAX_DEPTH).filter(says_something)?,
            })
        })
        .collect()
}

fn says_something(body: &ErrorBody) -> bool {
    body.fields.iter().any(|(_, part)| says(part))
}

fn says(part: &ErrorPart) -> bool {
    match part {
        ErrorPart::Code { .. } | ErrorPart::Message { .. } => true,
        ErrorPart::Nested { body, .. } => says_something(body),
        ErrorPart::Each { item, .. } => says(item),
        ErrorPart::Status { .. }
        | ErrorPart::RequestId { .. }
        | ErrorPart::Absent
        | ErrorPart::Empty => false,
    }
}

fn fill(defs: &[TypeDef], ty: TypeId, depth: usize) -> Option<ErrorBody> {
    let ty = behind(defs, ty);
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
        Type::Array { items, .. } => each(defs, field, items, optional, depth),
        Type::Map { .. } | Type::Object if !optional && may_be_empty(field) => {
            Some(ErrorPart::Empty)
        }
        Type::Scalar(_)
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

/// What a list is filled with: an entry for each thing that is wrong, or nothing.
fn each(
    defs: &[TypeDef],
    field: &Field,
    items: &Type,
    optional: bool,
    depth: usize,
) -> Option<ErrorPart> {
    let item = match items {
        Type::Named(id) if depth > 0 => {
            let body = fill(defs, *id, depth - 1).filter(says_something);
            body.map(|body| ErrorPart::Nested {
                optional: false,
                body,
            })
        }
        Type::Scalar(Scalar::String) => ["errors", "messages", "details", "reasons"]
            .contains(&folded(field).as_str())
            .then_some(ErrorPart::Message { optional: false }),
        _ => None,
    };
    let each = item.map(|item| ErrorPart::Each {
        optional,
        item: Box::new(item),
    });
    each.or_else(|| (!optional && may_be_empty(field)).then_some(ErrorPart::Empty))
}

fn may_be_empty(field: &Field) -> bool {
    field
        .rules
        .iter()
        .all(|it| !matches!(it, Rule::MinItems(1..) | Rule::MinProperties(1..)))
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
    let request_id = [
        "requestid",
        "xrequestid",
        "debugid",
        "traceid",
        "correlationid",
    ];
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
