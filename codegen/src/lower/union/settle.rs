//! How the members of a union are told apart, once all of them are read.

use std::collections::HashSet;

use crate::ir::{
    Field, Literal, Name, Presence, Property, RuleSet, Scalar, Struct, Type, TypeDef, TypeId,
    TypeKind, Union,
};

use super::super::hold::Finished;
use super::super::names::Scope;

/// Gives every union its tag: the discriminator where it can be one, else a property that has
/// another constant value in each member.
pub(in super::super) fn settle(types: &mut Finished) {
    for index in 0..types.defs.len() {
        let Some(TypeKind::Union(union)) = types.defs.get(index).map(|def| &def.kind) else {
            continue;
        };
        let members: Option<Vec<TypeId>> = union
            .variants
            .iter()
            .map(|variant| struct_behind(&types.defs, &variant.ty))
            .collect();
        let tag = match (&union.tag, members) {
            (Some(tag), Some(members))
                if tells_apart(union) && !is_contradicted(&types.defs, union, tag, &members) =>
            {
                let tag = tag.clone();
                add_tag(types, index, &tag, &members);
                Some((tag, None))
            }
            (_, None) => None,
            (named, Some(members)) => constant_tag(&types.defs, &members, named.as_deref())
                .map(|(tag, values)| (tag, Some(values))),
        };
        if let Some(TypeKind::Union(union)) = types.defs.get_mut(index).map(|def| &mut def.kind) {
            put(union, tag);
        }
    }
}

/// Whether each member has a value of the tag, and no two have the same.
fn tells_apart(union: &Union) -> bool {
    let mut seen = HashSet::new();
    let mut tags = union.variants.iter().flat_map(|it| &it.tags);
    union.variants.iter().all(|it| !it.tags.is_empty()) && tags.all(|tag| seen.insert(tag))
}

/// Whether a member lists values of its tag, and those that stand for it are not among them: a
/// document without a mapping often means what the members say, and not their names.
fn is_contradicted(defs: &[TypeDef], union: &Union, tag: &str, members: &[TypeId]) -> bool {
    union.variants.iter().zip(members).any(|(variant, member)| {
        let listed = constants(defs, *member, tag);
        listed.is_some_and(|listed| !variant.tags.iter().any(|it| listed.contains(it)))
    })
}

fn put(union: &mut Union, tag: Option<(String, Option<Vec<Vec<String>>>)>) {
    let Some((tag, values)) = tag else {
        union.tag = None;
        return;
    };
    union.tag = Some(tag);
    for (variant, values) in union.variants.iter_mut().zip(values.unwrap_or_default()) {
        variant.tags = values;
    }
}

/// The struct that a type is, seen through aliases.
pub(super) fn struct_behind(defs: &[TypeDef], ty: &Type) -> Option<TypeId> {
    let mut ty = ty;
    for _ in 0..=defs.len() {
        let (Type::Named(id) | Type::Boxed(id)) = ty else {
            return None;
        };
        match &defs.get(id.0)?.kind {
            TypeKind::Struct(_) => return Some(*id),
            TypeKind::Alias { target, .. } => ty = target,
            TypeKind::StringEnum(_)
            | TypeKind::IntegerEnum(_)
            | TypeKind::Union(_)
            | TypeKind::Newtype { .. } => return None,
        }
    }
    None
}

/// A property that every member requires, each with other constants; `named` is tried first.
fn constant_tag(
    defs: &[TypeDef],
    members: &[TypeId],
    named: Option<&str>,
) -> Option<(String, Vec<Vec<String>>)> {
    let first = fields(defs, *members.first()?)?;
    let listed = first.fields.iter().map(|it| it.name.wire.as_str());
    named.into_iter().chain(listed).find_map(|wire| {
        let values = members.iter().map(|it| constants(defs, *it, wire));
        let values: Vec<Vec<String>> = values.collect::<Option<_>>()?;
        let mut seen = HashSet::new();
        let differ = values.iter().flatten().all(|it| seen.insert(it));
        differ.then(|| (wire.to_owned(), values))
    })
}

/// The values that a required property of a struct can have, where they are listed.
fn constants(defs: &[TypeDef], owner: TypeId, wire: &str) -> Option<Vec<String>> {
    let field = fields(defs, owner)?
        .fields
        .iter()
        .find(|field| field.name.wire == wire && field.presence == Presence::Required)?;
    let Type::Named(id) = &field.ty else {
        return None;
    };
    match &defs.get(id.0)?.kind {
        TypeKind::StringEnum(it) if it.unknown.is_none() => {
            Some(it.values.iter().map(|it| it.value.clone()).collect())
        }
        TypeKind::StringEnum(_)
        | TypeKind::IntegerEnum(_)
        | TypeKind::Struct(_)
        | TypeKind::Union(_)
        | TypeKind::Alias { .. }
        | TypeKind::Newtype { .. } => None,
    }
}

pub(super) fn fields(defs: &[TypeDef], id: TypeId) -> Option<&Struct> {
    match &defs.get(id.0)?.kind {
        TypeKind::Struct(it) => Some(it),
        TypeKind::StringEnum(_)
        | TypeKind::IntegerEnum(_)
        | TypeKind::Union(_)
        | TypeKind::Alias { .. }
        | TypeKind::Newtype { .. } => None,
    }
}

/// Adds the discriminator to members that do not list it: it stands on the wire all the same.
fn add_tag(types: &mut Finished, union: usize, tag: &str, members: &[TypeId]) {
    let tags: Vec<Option<String>> = match types.defs.get(union).map(|def| &def.kind) {
        Some(TypeKind::Union(it)) => it
            .variants
            .iter()
            .map(|it| it.tags.first().cloned())
            .collect(),
        Some(_) | None => return,
    };
    for (member, value) in members.iter().zip(tags) {
        let Some(TypeKind::Struct(it)) = types.defs.get_mut(member.0).map(|def| &mut def.kind)
        else {
            continue;
        };
        if let Some(field) = it.fields.iter_mut().find(|field| field.name.wire == tag) {
            let is_text = field.ty == Type::Scalar(Scalar::String);
            if is_text && field.presence == Presence::Required && field.default.is_none() {
                // Any other text would make it another member.
                field.default = value.map(Literal::String);
            }
            continue;
        }
        let mut names = Scope::of_fields();
        for field in &it.fields {
            names.claim(&field.name.wire);
        }
        it.fields.push(tag_field(names.claim(tag), value));
    }
}

fn tag_field(name: Name, value: Option<String>) -> Field {
    Field {
        doc: super::super::prose::description(Some("Which of several types this is.")),
        name,
        ty: Type::Scalar(Scalar::String),
        presence: Presence::Required,
        default: value.map(Literal::String),
        deprecated: false,
        property: Property::Both,
        rules: RuleSet::new(),
        example: None,
    }
}
