//! Unions: `oneOf`, `anyOf` and type lists, as enums that hold one of several types.

mod combine;
mod settle;

use std::rc::Rc;

use openapiv3::{AnySchema, Discriminator, ReferenceOr};

use super::names::Scope;
use super::object::{self, Part};
use super::schema::{self, Lowered};
use super::{Context, enumeration, null, rule};
use crate::diagnostic::{Place, lowering as say};
use crate::ir::{Doc, EnumValue, RuleSet, StringEnum, Type, TypeKind, Union, UnionVariant};
use crate::spec::Schema;

pub(super) use combine::combine;
pub(super) use settle::settle;

/// A member of a union.
struct Member {
    /// Where its schema stands, behind any reference.
    place: Place,
    /// Where the union lists it.
    origin: Place,
    referenced: bool,
    reference: ReferenceOr<openapiv3::Schema>,
    schema: Rc<Schema>,
}

/// Whether the schema at `place` is a choice among types that differ in what they are.
pub(super) fn is_union(cx: &mut Context<'_>, place: &Place, schema: &Schema) -> bool {
    if !schema.keywords.enumeration.is_empty() {
        return enumeration::is_mixed(schema);
    }
    if schema.later.types.len() > 1 {
        return true;
    }
    if schema.keywords.all_of.is_empty() {
        return chooses(cx, place, schema);
    }
    object::parts(cx, place, schema)
        .iter()
        .any(|(at, part)| chooses(cx, at, part))
}

/// Whether a part of a schema chooses by its own keywords, and not only among sets of required
/// properties.
pub(super) fn chooses(cx: &mut Context<'_>, place: &Place, part: &Schema) -> bool {
    choices(&part.keywords).iter().any(|member| {
        cx.follow(place, member).is_some_and(|site| {
            let schema = cx.schema(&site.place);
            site.referenced || schema.is_some_and(|it| describes_values(&it))
        })
    })
}

/// Whether a schema says more than which properties have to be there.
fn describes_values(schema: &Schema) -> bool {
    let bare = AnySchema {
        required: Vec::new(),
        not: None,
        ..schema.keywords.clone()
    };
    bare != AnySchema::default() || !schema.later.types.is_empty()
}

fn choices(keywords: &AnySchema) -> &[ReferenceOr<openapiv3::Schema>] {
    if keywords.one_of.is_empty() {
        &keywords.any_of
    } else {
        &keywords.one_of
    }
}

/// The enum that the choice at `place` becomes.
pub(super) fn definition(
    cx: &mut Context<'_>,
    place: &Place,
    schema: &Schema,
    hint: &str,
) -> TypeKind {
    if !schema.keywords.enumeration.is_empty() {
        let kinds = enumeration::by_kind(schema);
        return of_kinds(cx, &place.child("enum"), kinds, hint);
    }
    if schema.later.types.len() > 1 {
        return of_kinds(cx, &place.child("type"), by_type(schema), hint);
    }
    let (mut choosing, mut base): (Vec<Part>, Vec<Part>) = object::parts(cx, place, schema)
        .into_iter()
        .partition(|(at, part)| chooses(cx, at, part));
    let Some((at, chooser)) = choosing.pop() else {
        return anything();
    };
    if !choosing.is_empty() {
        // The product of two choices has no reasonable Rust form.
        cx.warn(say::several_choices(&place.child("allOf")));
        return anything();
    }
    base.push((at.clone(), Rc::new(without_choice(&chooser))));
    let members = members(cx, &at, &chooser);
    if let Some(merged) = merged_strings(&members) {
        return merged;
    }
    let base = if has_properties(&base) {
        base
    } else {
        Vec::new()
    };
    let discriminator = chooser.data.discriminator.as_ref();
    let discriminator = discriminator.or(schema.data.discriminator.as_ref());
    if chooser.keywords.one_of.is_empty()
        && let Some(id) = cx.types.at(place)
    {
        cx.types.remember_any_of(id);
    }
    let variants = variants(cx, &at, members, base, discriminator, hint);
    finish(variants, discriminator)
}

fn anything() -> TypeKind {
    TypeKind::Alias {
        target: Type::Any,
        rules: RuleSet::new(),
    }
}

fn finish(mut variants: Vec<UnionVariant>, discriminator: Option<&Discriminator>) -> TypeKind {
    if variants.len() == 1
        && let Some(only) = variants.pop()
    {
        return TypeKind::Alias {
            target: only.ty,
            rules: only.rules,
        };
    }
    if variants.is_empty() {
        return anything();
    }
    TypeKind::Union(Union {
        variants,
        tag: discriminator.map(|it| it.property_name.clone()),
        unknown: None,
    })
}

fn without_choice(chooser: &Schema) -> Schema {
    let mut rest = chooser.clone();
    rest.keywords.one_of.clear();
    rest.keywords.any_of.clear();
    rest
}

fn has_properties(parts: &[Part]) -> bool {
    parts
        .iter()
        .any(|(_, part)| !part.keywords.properties.is_empty())
}

/// The members of a choice, but for one that allows null and nothing else.
fn members(cx: &mut Context<'_>, at: &Place, chooser: &Schema) -> Vec<Member> {
    let mut members = Vec::new();
    for reference in choices(&chooser.keywords) {
        if null::is_null_only(cx, at, reference) {
            continue;
        }
        if let Some((site, schema)) = cx.schema_behind(at, reference) {
            members.push(Member {
                place: site.place,
                origin: site.origin,
                referenced: site.referenced,
                reference: reference.clone(),
                schema,
            });
        }
    }
    members
}

/// Strings among which some are named: one enum, open when any other string may stand too.
fn merged_strings(members: &[Member]) -> Option<TypeKind> {
    let mut values: Vec<EnumValue<String>> = Vec::new();
    let mut open = false;
    let mut named = false;
    for member in members {
        match enumeration::string_enum(&member.schema) {
            Some(it) => {
                named = true;
                for value in it.values {
                    if values.iter().all(|known| known.value != value.value) {
                        values.push(value);
                    }
                }
            }
            None if is_any_string(&member.schema) => open = true,
            None => return None,
        }
    }
    if !named || members.len() < 2 {
        return None;
    }
    let mut names = Scope::of_variants();
    for value in &mut values {
        value.name = names.claim_as(&value.name.wire, &value.name.rust);
    }
    Some(TypeKind::StringEnum(StringEnum {
        unknown: open.then(|| enumeration::name_of_unknown(&values)),
        values,
    }))
}

fn is_any_string(schema: &Schema) -> bool {
    let keywords = &schema.keywords;
    keywords.typ.as_deref() == Some("string")
        && keywords.format.is_none()
        && keywords.all_of.is_empty()
        && choices(keywords).is_empty()
}

fn variants(
    cx: &mut Context<'_>,
    at: &Place,
    members: Vec<Member>,
    base: Vec<Part>,
    discriminator: Option<&Discriminator>,
    hint: &str,
) -> Vec<UnionVariant> {
    let mut names = Scope::of_variants();
    let mut variants: Vec<UnionVariant> = Vec::new();
    for (index, member) in members.into_iter().enumerate() {
        let wire = wire_name(&member);
        let called = wire
            .clone()
            .unwrap_or_else(|| kind_name(&member.schema, index));
        let tags = discriminator.map_or_else(Vec::new, |it| tags(cx, at, it, &member, &wire));
        let value = member_value(cx, at, &member, &base, &format!("{hint} {called}"));
        let (ty, rules, doc) = (
            value.ty.clone(),
            value.rules.clone(),
            value.notes.doc.clone(),
        );
        let ty = if value.nullable {
            value.into_type()
        } else {
            ty
        };
        if let Some(same) = variants
            .iter_mut()
            .find(|it| it.ty == ty && it.rules == rules)
        {
            same.tags.extend(tags);
            continue;
        }
        variants.push(UnionVariant {
            name: names.claim(&called),
            doc,
            ty,
            rules,
            tags,
            combines: false,
        });
    }
    variants
}

fn member_value(
    cx: &mut Context<'_>,
    at: &Place,
    member: &Member,
    base: &[Part],
    hint: &str,
) -> Lowered {
    if base.is_empty() || !object::is_object(cx, &member.place, &member.schema) {
        return schema::value(cx, at, &member.reference, hint);
    }
    // What stands beside the choice belongs to each of its members.
    let mut parts = base.to_vec();
    parts.extend(object::parts(cx, &member.place, &member.schema));
    let rules = rule::of_object(cx, &member.place, &member.schema);
    let id = cx.types.allocate(&member.origin, hint);
    let it = object::of_parts(cx, &member.origin, &parts, rules, hint);
    schema::fill(cx, id, &member.schema, TypeKind::Struct(it));
    Lowered {
        ty: Type::Named(id),
        ..Lowered::anything()
    }
}

/// What the document calls a member: the name of its component, or its title.
fn wire_name(member: &Member) -> Option<String> {
    if member.referenced {
        return member
            .place
            .pointer
            .last()
            .map(std::borrow::Cow::into_owned);
    }
    member
        .schema
        .data
        .title
        .clone()
        .filter(|title| !title.trim().is_empty())
}

/// A name for a member that has none: what kind of value it is.
fn kind_name(schema: &Schema, index: usize) -> String {
    let keywords = &schema.keywords;
    let kind = match keywords.typ.as_deref() {
        Some("string") => keywords.format.as_deref().unwrap_or("string"),
        Some("integer") => "integer",
        Some("number") => "number",
        Some("boolean") => "boolean",
        Some("array") => "list",
        Some("object") if keywords.properties.is_empty() => "object",
        Some(_) | None => return format!("variant {}", index + 1),
    };
    kind.to_owned()
}

/// The values of the discriminator that stand for a member (OpenAPI 3.0.3, Discriminator Object).
fn tags(
    cx: &mut Context<'_>,
    at: &Place,
    discriminator: &Discriminator,
    member: &Member,
    wire: &Option<String>,
) -> Vec<String> {
    let mut tags = Vec::new();
    for (tag, target) in &discriminator.mapping {
        let named = wire.as_ref().is_some_and(|wire| wire == target);
        let leads_here = || {
            cx.spec
                .follow(at, target)
                .is_ok_and(|it| it.place == member.place)
        };
        if named || leads_here() {
            tags.push(tag.clone());
        }
    }
    // Only a schema with a place of its own has a name that it is known by.
    if tags.is_empty() && member.referenced {
        tags.extend(wire.clone());
    }
    tags
}

/// `type: [string, integer]`: each type with the keywords that are about it.
fn by_type(schema: &Schema) -> Vec<Schema> {
    let one = |typ: &String| {
        let mut one = schema.clone();
        one.later.types.clear();
        one.keywords.typ = Some(typ.clone());
        one
    };
    schema.later.types.iter().map(one).collect()
}

/// One of several kinds of value, whose schemas are made of the one that has `at`.
fn of_kinds(cx: &mut Context<'_>, at: &Place, kinds: Vec<Schema>, hint: &str) -> TypeKind {
    let mut names = Scope::of_variants();
    let mut variants = Vec::new();
    for (index, one) in kinds.into_iter().enumerate() {
        let called = kind_name(&one, index);
        let value = schema::made(cx, &at.element(index), one, &format!("{hint} {called}"));
        variants.push(UnionVariant {
            name: names.claim(&called),
            doc: Doc::default(),
            rules: value.rules,
            ty: value.ty,
            tags: Vec::new(),
            combines: false,
        });
    }
    finish(variants, None)
}
