//! Schemas: what a value is.

use std::rc::Rc;

use openapiv3::{AnySchema, ReferenceOr};

use super::notes::{Notes, notes};
use super::{
    Context, array, chosen, enumeration, family, narrow, null, object, prose, rule, scalar, union,
};
use crate::diagnostic::Place;
use crate::ir::{Doc, RuleSet, Type, TypeDef, TypeId, TypeKind, Usage};
use crate::spec::{Document, Schema, Site};

/// What is known of a value where a schema for it stands.
#[derive(Debug, Clone)]
pub(super) struct Lowered {
    /// What it is, when it is not null.
    pub(super) ty: Type,
    /// Whether it may be null.
    pub(super) nullable: bool,
    /// What it has to satisfy beyond its type.
    pub(super) rules: RuleSet,
    /// What else the schema says.
    pub(super) notes: Notes,
}

impl Lowered {
    /// A value of which nothing is known.
    pub(super) fn anything() -> Self {
        Self {
            ty: Type::Any,
            nullable: false,
            rules: RuleSet::new(),
            notes: Notes::default(),
        }
    }

    /// Whether `other` is the same type, with the same constraints.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.ty == other.ty && self.nullable == other.nullable && self.rules == other.rules
    }

    /// The type, null included: for places that have no other way to say that null may stand.
    pub(super) fn into_type(self) -> Type {
        if self.nullable && self.ty != Type::Any {
            Type::Nullable(Box::new(self.ty))
        } else {
            self.ty
        }
    }
}

/// The value that the schema `reference`, found at `from`, describes; `hint` is what its type is
/// called when it needs a name and has none.
pub(super) fn value<T>(
    cx: &mut Context<'_>,
    from: &Place,
    reference: &ReferenceOr<T>,
    hint: &str,
) -> Lowered {
    match cx.follow(from, reference) {
        Some(site) if site.referenced => referenced(cx, &site),
        Some(site) => inline(cx, &site.place, hint),
        None => Lowered::anything(),
    }
}

/// A schema that `$ref` leads to: a type of its own, read later.
fn referenced(cx: &mut Context<'_>, site: &Site) -> Lowered {
    let hint = name_of_place(cx, &site.place);
    let ty = Type::Named(cx.types.mention(&site.place, &hint));
    let Some(schema) = cx.schema(&site.place) else {
        return Lowered {
            ty,
            ..Lowered::anything()
        };
    };
    let mut inner = notes(&schema.data, &site.place);
    // The definition has the whole text; where it is used, one line is enough.
    inner.doc.body.clear();
    inner.rust_name = None;
    let (notes, nullable) = match &site.beside {
        Some(beside) => {
            let outer = notes(&beside.data, &site.origin);
            (outer.over(inner), beside.data.nullable)
        }
        None => (inner, false),
    };
    let lowered = Lowered {
        ty,
        nullable: nullable || null::allows_null(cx, &site.place, &schema),
        rules: RuleSet::new(),
        notes,
    };
    if let Some(beside) = &site.beside {
        let origin = &site.origin;
        cx.shown.of_data(origin, origin, &beside.data, &lowered);
    }
    lowered
}

/// A schema that stands where it is used.
fn inline(cx: &mut Context<'_>, place: &Place, hint: &str) -> Lowered {
    let Some(schema) = cx.schema(place) else {
        return Lowered::anything();
    };
    let lowered = match wrapped(cx, place, &schema, hint) {
        Some(wrapped) => wrapped,
        None => of(cx, place, &schema, hint),
    };
    cx.shown.of_schema(place, &schema, &lowered);
    lowered
}

/// What `schema` is, which stands at `place`, or is put together there from several.
///
/// What needs a definition is only mentioned, and read later: a document can nest definitions
/// deeper than a stack is high.
fn of(cx: &mut Context<'_>, place: &Place, schema: &Rc<Schema>, hint: &str) -> Lowered {
    // A list of itself, by way of `allOf`, has no end where it stands: it needs a name.
    let form = if cx.types.at(place).is_some() || !cx.open.insert(place.clone()) {
        None
    } else {
        Some(Form::of(cx, place, schema))
    };
    let is_read_here = form.is_some();
    let (ty, rules) = match form {
        Some(Form::Foreign(path)) => (Type::Foreign(path), RuleSet::new()),
        Some(Form::Plain(plain)) => {
            let ty = self::plain(cx, place, &plain, hint);
            let rules = rule::of(cx, place, schema, &ty);
            (ty, rules)
        }
        Some(Form::Union | Form::Family(_) | Form::Struct | Form::Enum(_)) | None => {
            (Type::Named(cx.types.mention(place, hint)), RuleSet::new())
        }
    };
    if is_read_here {
        cx.open.remove(place);
    }
    Lowered {
        ty,
        nullable: null::allows_null(cx, place, schema),
        rules,
        notes: notes(&schema.data, place),
    }
}

/// What `schema` is, which stands nowhere in the document but is made of what does; `key` is a
/// place for it, where nothing stands.
pub(super) fn made(cx: &mut Context<'_>, key: &Place, schema: Schema, hint: &str) -> Lowered {
    let schema = Rc::new(schema);
    cx.made.insert(key.clone(), Rc::clone(&schema));
    of(cx, key, &schema, hint)
}

/// A schema that only adds notes to another one: `allOf` (or `oneOf`, `anyOf`) with one member
/// that is not null, and nothing of its own that is about the value.
fn wrapped(cx: &mut Context<'_>, place: &Place, schema: &Schema, hint: &str) -> Option<Lowered> {
    if chosen::is_chosen(cx, place, schema) {
        return None;
    }
    let members = only_composition(&schema.keywords)?;
    let mut nullable = null::is_nullable(schema);
    let mut only = None;
    for member in members {
        if null::is_null_only(cx, place, member) {
            nullable = true;
        } else if only.replace(member).is_some() {
            return None;
        }
    }
    let inner = value(cx, place, only?, hint);
    let outer = notes(&schema.data, place);
    Some(Lowered {
        nullable: nullable || inner.nullable,
        notes: outer.over(inner.notes),
        ..inner
    })
}

/// The one composing keyword of a schema that has no other keyword.
fn only_composition(keywords: &AnySchema) -> Option<&[ReferenceOr<openapiv3::Schema>]> {
    let lists = [&keywords.all_of, &keywords.one_of, &keywords.any_of];
    let mut present = lists.into_iter().filter(|members| !members.is_empty());
    let members = present.next()?;
    if present.next().is_some() {
        return None;
    }
    let bare = AnySchema {
        all_of: Vec::new(),
        one_of: Vec::new(),
        any_of: Vec::new(),
        ..keywords.clone()
    } == AnySchema::default();
    bare.then_some(members.as_slice())
}

/// Reads every type that is mentioned and not read yet.
pub(super) fn read_mentioned(cx: &mut Context<'_>) {
    while let Some((id, place)) = cx.types.next_unread() {
        define(cx, id, &place);
    }
}

/// Reads the schemas that no operation reaches.
pub(super) fn remaining(cx: &mut Context<'_>, document: &Document) {
    for (name, place) in &document.components.schemas {
        if cx.types.at(place).is_none() {
            cx.types.mention(place, name);
            read_mentioned(cx);
        }
    }
}

/// Reads the schema at `place` as the definition of `id`.
fn define(cx: &mut Context<'_>, id: TypeId, place: &Place) {
    let hint = cx
        .types
        .name(id)
        .map_or_else(String::new, |name| name.rust.clone());
    let Some(schema) = cx.schema(place) else {
        return;
    };
    let itself = Lowered {
        ty: Type::Named(id),
        nullable: null::allows_null(cx, place, &schema),
        ..Lowered::anything()
    };
    cx.shown.of_schema(place, &schema, &itself);
    if let Some(wrapped) = wrapped(cx, place, &schema, &hint) {
        let def = alias(cx, id, wrapped.notes.doc.clone(), wrapped.ty, wrapped.rules);
        cx.types.fill(id, def);
        return;
    }
    let form = Form::of(cx, place, &schema);
    let kind = definition(cx, &form, place, &schema, &hint);
    fill(cx, id, &schema, kind);
}

fn alias(cx: &Context<'_>, id: TypeId, doc: Doc, target: Type, rules: RuleSet) -> TypeDef {
    TypeDef {
        name: cx.types.name(id).cloned().unwrap_or_default(),
        doc,
        deprecated: false,
        usage: Usage::default(),
        kind: TypeKind::Alias { target, rules },
        examples: Vec::new(),
    }
}

/// Puts the definition of `id` in its place, with what `schema` says about it.
pub(super) fn fill(cx: &mut Context<'_>, id: TypeId, schema: &Schema, kind: TypeKind) {
    let data = &schema.data;
    let def = TypeDef {
        name: cx.types.name(id).cloned().unwrap_or_default(),
        doc: prose::titled(data.title.as_deref(), data.description.as_deref()),
        deprecated: data.deprecated,
        usage: Usage::default(),
        kind,
        examples: data
            .example
            .iter()
            .map(super::media::lone_example)
            .collect(),
    };
    cx.types.fill(id, def);
}

/// What a schema becomes.
enum Form {
    /// One of several types.
    Union,
    /// One of the types that extend the schema, as this choice says.
    Family(Rc<Schema>),
    /// One of the values that the schema lists.
    Enum(Rc<Schema>),
    /// An object of whose properties anything is known.
    Struct,
    /// The type of another crate that users choose, by its path.
    Foreign(String),
    /// Anything that needs no definition, from this schema.
    Plain(Rc<Schema>),
}

impl Form {
    /// What the schema at `place` becomes.
    fn of(cx: &mut Context<'_>, place: &Place, schema: &Rc<Schema>) -> Self {
        if let Some(path) = chosen::rust_type(cx, place, schema) {
            return Self::Foreign(path);
        }
        if union::is_union(cx, place, schema) {
            return Self::Union;
        }
        if let Some(choice) = family::choice(cx, place, schema) {
            return Self::Family(Rc::new(choice));
        }
        if object::is_object(cx, place, schema) {
            return if object::is_struct(cx, place, schema) {
                Self::Struct
            } else {
                Self::Plain(Rc::clone(schema))
            };
        }
        let narrowed = narrow::narrowed(cx, place, schema);
        let narrowed = narrowed.map_or_else(|| Rc::clone(schema), Rc::new);
        if enumeration::is_enum(&narrowed) {
            Self::Enum(narrowed)
        } else {
            Self::Plain(narrowed)
        }
    }
}

/// What the schema at `place` becomes, as a definition.
fn definition(
    cx: &mut Context<'_>,
    form: &Form,
    place: &Place,
    schema: &Schema,
    hint: &str,
) -> TypeKind {
    match form {
        Form::Union => union::definition(cx, place, schema, hint),
        Form::Family(choice) => union::definition(cx, place, choice, hint),
        Form::Struct => object::definition(cx, place, schema, hint),
        Form::Foreign(path) => TypeKind::Alias {
            target: Type::Foreign(path.clone()),
            rules: RuleSet::new(),
        },
        Form::Enum(listing) => enumeration::definition(listing),
        Form::Plain(plain) => {
            let target = self::plain(cx, place, plain, hint);
            TypeKind::Alias {
                rules: rule::of(cx, place, schema, &target),
                target,
            }
        }
    }
}

/// What a schema that needs no definition becomes; `schema` is what all parts of the one at
/// `place` say together.
fn plain(cx: &mut Context<'_>, place: &Place, schema: &Schema, hint: &str) -> Type {
    let keywords = &schema.keywords;
    if !keywords.enumeration.is_empty() {
        return enumeration::plain(cx, place, schema);
    }
    if object::is_object(cx, place, schema) {
        return object::map(cx, place, schema, hint);
    }
    match keywords.typ.as_deref() {
        Some("array") => array::ty(cx, place, schema, hint),
        None if keywords.items.is_some() || !schema.later.prefix_items.is_empty() => {
            array::ty(cx, place, schema, hint)
        }
        Some(_) | None => scalar::ty(schema, cx.settings.types.number),
    }
}

/// What a schema that is referred to is called: the last key of its pointer, or its file.
pub(super) fn name_of_place(cx: &Context<'_>, place: &Place) -> String {
    match place.pointer.last() {
        Some(key) if !key.bytes().all(|b| b.is_ascii_digit()) => key.into_owned(),
        Some(_) => place.pointer.segments().collect::<Vec<_>>().join(" "),
        None => file_stem(cx.spec.sources().name(place.file)).to_owned(),
    }
}

/// The name of a file without its folder and extension.
fn file_stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}
