//! Forms in parts: the struct that is made of one, and how its parts are written.

use std::collections::HashSet;
use std::rc::Rc;

use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, AnySchema, Encoding, ReferenceOr};

use super::super::hold::Finished;
use super::super::names::Scope;
use super::super::{Context, null, object, rule, schema};
use crate::diagnostic::{Place, lowering as say};
use crate::ir::{
    Additional, Doc, Field, Multipart, Part, PartKind, Presence, Property, Rule, RuleSet, Scalar,
    Struct, Type, TypeDef, TypeKind, Usage,
};
use crate::spec::{Schema, Site};

/// How many schemas are looked through for the one that says what a part is.
const MAX_STEPS: usize = 16;

/// The form that the media type at `place` describes, as a type of its own: a schema of the
/// components would be written as JSON elsewhere. `hint` is what it is called.
pub(super) fn form<T>(
    cx: &mut Context<'_>,
    place: &Place,
    reference: Option<&ReferenceOr<T>>,
    encoding: &IndexMap<String, Encoding>,
    hint: &str,
) -> Type {
    if let Some(known) = cx.types.at(place) {
        return Type::Named(known);
    }
    let id = cx.types.allocate(place, hint);
    let site = reference.and_then(|it| cx.follow(place, it));
    let schema = site.as_ref().and_then(|it| cx.schema(&it.place));
    let (form, doc) = match (&site, &schema) {
        (Some(site), Some(schema)) => {
            let notes = super::super::notes::notes(&schema.data, &site.place);
            (
                of_schema(cx, place, site, schema, encoding, hint),
                notes.doc,
            )
        }
        (Some(_), None) | (None, _) => (untyped(), Doc::default()),
    };
    let name = cx.types.name(id).cloned().unwrap_or_default();
    cx.types.fill(
        id,
        TypeDef {
            name,
            doc,
            deprecated: false,
            usage: Usage::default(),
            kind: TypeKind::Struct(form),
            examples: Vec::new(),
        },
    );
    Type::Named(id)
}

/// A form of which nothing is known: files by their names, several of each.
fn untyped() -> Struct {
    Struct {
        fields: Vec::new(),
        additional: Additional::Kept {
            name: Scope::of_fields().claim("parts"),
            value: File::Many.ty(),
            rules: RuleSet::new(),
            keys: RuleSet::new(),
        },
        rules: RuleSet::new(),
        multipart: Some(Multipart {
            parts: Vec::new(),
            additional: PartKind::File,
        }),
    }
}

fn of_schema(
    cx: &mut Context<'_>,
    owner: &Place,
    site: &Site,
    schema: &Schema,
    encoding: &IndexMap<String, Encoding>,
    hint: &str,
) -> Struct {
    let place = &site.place;
    let members = members(cx, place, schema);
    if !members.iter().any(|(_, it)| object::describes_object(it)) {
        cx.warn(say::untyped_form(place));
        return untyped();
    }
    for rule in rule::of_object(cx, place, schema) {
        let keyword = keyword(&rule);
        cx.warn(say::unchecked_keyword(&place.child(keyword), keyword));
    }
    // What is inside is called by the schema, which may be met elsewhere too.
    let hint = if site.referenced {
        schema::name_of_place(cx, place)
    } else {
        hint.to_owned()
    };
    let additional = members.iter().rev().find_map(|(at, part)| {
        let additional = part.keywords.additional_properties.clone()?;
        Some((at.clone(), additional))
    });
    let properties = object::properties_of(cx, &members);
    let mut form = object::of_parts(cx, owner, &members, RuleSet::new(), &hint);
    let mut parts = Vec::with_capacity(form.fields.len());
    for field in &mut form.fields {
        let encoding = encoding.get(&field.name.wire);
        let property = properties.get(&field.name.wire);
        parts.push(part(cx, owner, field, property, encoding));
    }
    let additional = additional_kind(cx, &mut form, additional);
    form.multipart = Some(Multipart { parts, additional });
    form
}

/// The schema at `place`, all that `allOf` adds to it, and all that it chooses among: what is
/// chosen does not have to be there.
fn members(cx: &mut Context<'_>, place: &Place, schema: &Schema) -> Vec<object::Part> {
    let mut members = object::parts(cx, place, schema);
    let mut seen: HashSet<Place> = members.iter().map(|(at, _)| at.clone()).collect();
    let (mut next, mut chosen_from, mut offers) = (0, false, false);
    while let Some((at, part)) = members.get(next).cloned() {
        next += 1;
        let AnySchema { one_of, any_of, .. } = &part.keywords;
        for choice in one_of.iter().chain(any_of) {
            let Some(site) = cx.follow(&at, choice) else {
                continue;
            };
            let Some(chosen) = cx.schema(&site.place) else {
                continue;
            };
            for (at, part) in object::parts(cx, &site.place, &chosen) {
                if seen.insert(at.clone()) {
                    chosen_from |= one_of.len() + any_of.len() > 1;
                    offers |= !part.keywords.properties.is_empty();
                    let mut part = Schema::clone(&part);
                    part.keywords.required.clear();
                    members.push((at, Rc::new(part)));
                }
            }
        }
    }
    if chosen_from && offers {
        cx.warn(say::choice_of_forms(place));
    }
    members
}

/// How a field is written, whose type is that of files if that is what it holds.
fn part(
    cx: &mut Context<'_>,
    owner: &Place,
    field: &mut Field,
    property: Option<&(Place, ReferenceOr<Box<openapiv3::Schema>>)>,
    encoding: Option<&Encoding>,
) -> Part {
    let content_types = encoding.and_then(|it| it.content_type.as_deref());
    let content_types = list(content_types.unwrap_or_default());
    let file = property.and_then(|(at, it)| file(cx, at, it, &content_types, 0));
    if let Some(file) = file {
        field.ty = file.ty();
        file.retain(&mut field.rules);
    }
    let has_headers = encoding.is_some_and(|it| !it.headers.is_empty());
    if has_headers && file.is_none() {
        let at = owner.child("encoding").child(&field.name.wire);
        cx.warn(say::headers_of_part(&at.child("headers")));
    }
    Part {
        // What else it is, is decided when all types are known.
        kind: file.map_or(PartKind::Any, |_| PartKind::File),
        content_types,
    }
}

/// What is in the parts that the document does not list. Where it lists none at all, all are kept.
fn additional_kind(
    cx: &mut Context<'_>,
    form: &mut Struct,
    schema: Option<(Place, AdditionalProperties)>,
) -> PartKind {
    if form.fields.is_empty() && form.additional == Additional::Ignored {
        form.additional = untyped().additional;
        return PartKind::File;
    }
    let Additional::Kept { value, rules, .. } = &mut form.additional else {
        return PartKind::Any;
    };
    let file = match schema {
        Some((at, AdditionalProperties::Schema(schema))) => file(cx, &at, &*schema, &[], 0),
        Some((_, AdditionalProperties::Any(_))) | None => None,
    };
    match file {
        Some(file) => {
            *value = file.ty();
            file.retain(rules);
            PartKind::File
        }
        None => PartKind::Any,
    }
}

/// What makes a field one of files.
#[derive(Clone, Copy)]
enum File {
    One,
    Many,
}

impl File {
    fn ty(self) -> Type {
        match self {
            Self::One => Type::Scalar(Scalar::Binary),
            Self::Many => Type::Array {
                items: Box::new(Self::One.ty()),
                rules: RuleSet::new(),
            },
        }
    }

    /// Keeps the rules that are not about text.
    fn retain(self, rules: &mut RuleSet) {
        match self {
            Self::One => rules.clear(),
            Self::Many => {
                rules.retain(|it| matches!(it, Rule::MinItems(_) | Rule::MaxItems(_)));
            }
        }
    }
}

/// Whether the schema `reference`, found at `from`, is about files: bytes, a list of such, or
/// whatever else is of media types that are neither text nor JSON.
fn file<T>(
    cx: &mut Context<'_>,
    from: &Place,
    reference: &ReferenceOr<T>,
    content_types: &[String],
    steps: usize,
) -> Option<File> {
    let site = cx.follow(from, reference)?;
    let schema = cx.schema(&site.place)?;
    if steps == MAX_STEPS {
        return None;
    }
    let keywords = &schema.keywords;
    if let Some(items) = &keywords.items {
        let items = items.clone();
        return file(cx, &site.place, &items, content_types, steps + 1).map(|_| File::Many);
    }
    let is_string = matches!(keywords.typ.as_deref(), Some("string") | None);
    let is_raw = schema.later.content_encoding.as_deref() == Some("binary");
    if is_string && (is_raw || keywords.format.as_deref() == Some("binary")) {
        return Some(File::One);
    }
    let members = [&keywords.all_of, &keywords.one_of, &keywords.any_of];
    let mut lone = None;
    for member in members.into_iter().flatten() {
        if !null::is_null_only(cx, &site.place, member) && lone.replace(member).is_some() {
            lone = None;
            break;
        }
    }
    if let Some(member) = lone {
        return file(cx, &site.place, member, content_types, steps + 1);
    }
    let is_foreign = !content_types.is_empty() && content_types.iter().all(|it| is_foreign(it));
    is_foreign.then_some(File::One)
}

/// Whether content of this media type is neither text nor JSON.
fn is_foreign(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    !super::is_json(essence) && !essence.starts_with("text/") && essence != "*/*"
}

/// `image/png, image/jpeg`
fn list(content_types: &str) -> Vec<String> {
    let each = content_types
        .split(',')
        .map(|it| it.trim().to_ascii_lowercase());
    each.filter(|it| !it.is_empty()).collect()
}

fn keyword(rule: &Rule) -> &'static str {
    match rule {
        Rule::MinProperties(_) => "minProperties",
        Rule::MaxProperties(_) => "maxProperties",
        _ => "x-max-serialized-length",
    }
}

/// Decides how parts are written that are no files, now that all types are known; what only the
/// server sends is no part of a form.
pub(in crate::lower) fn settle(types: &mut Finished) {
    for index in 0..types.defs.len() {
        let Some(mut form) = take(&mut types.defs, index) else {
            continue;
        };
        if let Some(multipart) = &mut form.multipart {
            for (field, part) in form.fields.iter().zip(&mut multipart.parts) {
                let says_json = part.content_types.iter().any(|it| super::is_json(it));
                part.kind = match part.kind {
                    PartKind::File => PartKind::File,
                    _ if says_json => PartKind::Json,
                    _ => kind(&types.defs, &field.ty),
                };
            }
            if let (Additional::Kept { value, .. }, PartKind::Any) =
                (&form.additional, multipart.additional)
            {
                multipart.additional = kind(&types.defs, value);
            }
            for field in &mut form.fields {
                // A part that is null is one that is not there.
                field.presence = match field.presence {
                    Presence::Required => Presence::Required,
                    Presence::RequiredNullable
                    | Presence::Optional
                    | Presence::OptionalNullable => Presence::Optional,
                };
            }
            let mut sent = form
                .fields
                .iter()
                .map(|it| it.property != Property::ReadOnly);
            multipart.parts.retain(|_| sent.next().unwrap_or(true));
            form.fields.retain(|it| it.property != Property::ReadOnly);
        }
        if let Some(def) = types.defs.get_mut(index) {
            def.kind = TypeKind::Struct(form);
        }
    }
}

/// The struct of a form, out of its place.
fn take(defs: &mut [TypeDef], index: usize) -> Option<Struct> {
    match &mut defs.get_mut(index)?.kind {
        TypeKind::Struct(it) if it.multipart.is_some() => Some(std::mem::replace(it, untyped())),
        TypeKind::Struct(_)
        | TypeKind::StringEnum(_)
        | TypeKind::IntegerEnum(_)
        | TypeKind::Union(_)
        | TypeKind::Alias { .. }
        | TypeKind::Newtype { .. } => None,
    }
}

/// How values of type `ty` are written when nothing is said.
fn kind<'a>(defs: &'a [TypeDef], mut ty: &'a Type) -> PartKind {
    let mut in_list = false;
    for _ in 0..=defs.len() {
        ty = match ty {
            Type::Scalar(_) => return PartKind::Text,
            Type::Any => return PartKind::Any,
            Type::Map { .. } | Type::Object | Type::Tuple(_) => return PartKind::Json,
            // Whether it is text, only its own crate knows.
            Type::Foreign(_) => return PartKind::Any,
            Type::Array { .. } if in_list => return PartKind::Json,
            Type::Array { items, .. } => {
                in_list = true;
                items
            }
            Type::Nullable(inner) => inner,
            Type::Named(id) | Type::Boxed(id) => match defs.get(id.0).map(|def| &def.kind) {
                Some(TypeKind::Alias { target, .. } | TypeKind::Newtype { target, .. }) => target,
                Some(TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_)) => return PartKind::Text,
                Some(TypeKind::Struct(_)) => return PartKind::Json,
                Some(TypeKind::Union(_)) | None => return PartKind::Any,
            },
        };
    }
    PartKind::Any
}
