//! Objects as lists of fields, nested as far as it helps.

use super::format::{Format, Markup, Place};
use super::view::{Nested, Row, Shape, Span};
use super::words;
use crate::ir::{
    Additional, Api, Doc, Example, Field, Header, Literal, Parameter, Presence, Property, RuleSet,
    Struct, Type, TypeDef, TypeId, TypeKind,
};
use crate::sample::Side;

/// How deep fields of fields are shown in place.
const MAX_DEPTH: usize = 3;

/// How many fields a value shows in place; what exceeds it is a link to the type's entry.
const MAX_ROWS: usize = 60;

/// How many it shows in an API of any size.
const MIN_ROWS: usize = 16;

/// How many fields all operations together may show in place, roughly: a page of a thousand
/// operations has to be opened, too.
const ALL_ROWS: usize = 24_000;

/// Lays out the fields of types.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    pub(super) format: Format,
    pub(super) api: &'a Api,
    /// How many fields a value shows in place.
    rows: usize,
}

/// What is left to show, and the types it is inside of.
struct Room {
    rows: usize,
    /// Who sends the value; `None` where fields of both sides are shown.
    side: Option<Side>,
    open: Vec<TypeId>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(format: Format, api: &'a Api) -> Self {
        let operations: usize = api.services.iter().map(|it| it.operations.len()).sum();
        let rows = (ALL_ROWS / operations.max(1)).clamp(MIN_ROWS, MAX_ROWS);
        Self { format, api, rows }
    }

    fn room(self, side: Option<Side>) -> Room {
        Room {
            rows: self.rows,
            side,
            open: Vec::new(),
        }
    }

    /// A body: its type, and the fields in place when they are not too many.
    pub(super) fn shape(self, ty: &'a Type, side: Side) -> Shape {
        let mut room = self.room(Some(side));
        let mut shape = Shape {
            ty: words::spelling(self.api, ty),
            facts: words::facts(self.api, ty, &Vec::new(), None, None),
            ..Shape::default()
        };
        let Some((id, definition, it)) = self.object(ty) else {
            return shape;
        };
        if it.fields.len() > room.rows {
            shape.elsewhere = Some(words::reference(id, definition));
        } else {
            words::limits("Limits", "Pattern", &it.rules, &mut shape.facts);
            shape.rows = self.format.rows(&self.open(id, it, &mut room));
        }
        shape
    }

    /// A body of which only the type is shown.
    pub(super) fn outline(self, ty: &'a Type) -> Shape {
        Shape {
            ty: words::mention(self.api, ty),
            ..Shape::default()
        }
    }

    /// The fields of a type in its own entry: what is inside them has an entry too.
    pub(super) fn entry(self, it: &'a Struct) -> Markup {
        let mut room = Room {
            rows: 0,
            side: None,
            open: Vec::new(),
        };
        self.format.rows(&self.rows(it, &mut room))
    }

    pub(super) fn parameter(self, it: &'a Parameter) -> Row {
        let value = Value {
            ty: &it.ty,
            rules: &it.rules,
            default: it.default.as_ref(),
            example: it.example.as_ref(),
        };
        let mut room = self.room(Some(Side::Request));
        let mut row = self.row(&it.name.wire, &value, &mut room);
        row.required = it.required;
        row.deprecated = it.deprecated;
        row.description = self.format.doc(&it.doc, Place::Entry);
        row
    }

    pub(super) fn header(self, it: &'a Header) -> Row {
        let rules = Vec::new();
        let value = Value {
            ty: &it.ty,
            rules: &rules,
            default: None,
            example: None,
        };
        let mut room = self.room(Some(Side::Response));
        let mut row = self.row(&it.name.wire, &value, &mut room);
        row.required = it.required;
        row.description = self.format.doc(&it.doc, Place::Entry);
        row
    }

    fn open(self, id: TypeId, it: &'a Struct, room: &mut Room) -> Vec<Row> {
        room.rows = room.rows.saturating_sub(it.fields.len());
        room.open.push(id);
        let rows = self.rows(it, room);
        room.open.pop();
        rows
    }

    fn rows(self, it: &'a Struct, room: &mut Room) -> Vec<Row> {
        let side = room.side;
        let shown = it
            .fields
            .iter()
            .filter(|it| side.is_none_or(|side| side.sends(it)));
        let mut rows: Vec<_> = shown.map(|it| self.field(it, room)).collect();
        match &it.additional {
            Additional::Ignored => {}
            Additional::Refused => {
                let mut row = Row::any("no other key");
                row.description = self
                    .format
                    .prose("A key that is not listed is refused.", Place::Entry);
                rows.push(row);
            }
            Additional::Kept { value, rules, .. } => {
                let value = Value {
                    ty: value,
                    rules,
                    default: None,
                    example: None,
                };
                let mut row = self.row("any other key", &value, room);
                row.any = true;
                rows.push(row);
            }
        }
        rows
    }

    fn field(self, it: &'a Field, room: &mut Room) -> Row {
        let value = Value {
            ty: &it.ty,
            rules: &it.rules,
            default: it.default.as_ref(),
            example: it.example.as_ref(),
        };
        let mut row = self.row(&it.name.wire, &value, room);
        row.required = matches!(it.presence, Presence::Required | Presence::RequiredNullable);
        row.deprecated = it.deprecated;
        row.description = self.format.doc(&self.described(it, room), Place::Entry);
        if matches!(
            it.presence,
            Presence::RequiredNullable | Presence::OptionalNullable
        ) {
            row.flags.push("nullable");
        }
        match it.property {
            Property::Both => {}
            Property::ReadOnly => row.flags.push("read-only"),
            Property::WriteOnly => row.flags.push("write-only"),
        }
        row
    }

    /// The field's own words, or else the first of its type's.
    ///
    /// In an API so large that its fields cannot all be shown where they are used, those that
    /// are have their first sentence only; the type's entry has the rest.
    fn described(self, it: &Field, room: &Room) -> Doc {
        let summary = |doc: &Doc| Doc {
            summary: doc.summary.clone(),
            body: String::new(),
        };
        let is_entry = room.open.is_empty();
        match words::named(self.api, &it.ty) {
            Some((_, definition)) if it.doc == Doc::default() => summary(&definition.doc),
            _ if self.rows == MAX_ROWS || is_entry || it.doc.summary.is_empty() => it.doc.clone(),
            _ => summary(&it.doc),
        }
    }

    fn row(self, name: &str, value: &Value<'a>, room: &mut Room) -> Row {
        Row {
            name: name.to_owned(),
            ty: words::spelling(self.api, value.ty),
            facts: words::facts(
                self.api,
                value.ty,
                value.rules,
                value.default,
                value.example,
            ),
            nested: self.nested(value.ty, room),
            ..Row::any("")
        }
        .named()
    }

    /// The fields of the object that `ty` is, or is made of.
    fn nested(self, ty: &'a Type, room: &mut Room) -> Option<Nested> {
        let (id, definition, it) = self.object(ty)?;
        let fits = room.open.len() < MAX_DEPTH && it.fields.len() <= room.rows;
        if !fits || it.fields.is_empty() || room.open.contains(&id) {
            return None;
        }
        Some(Nested {
            name: words::type_name(definition).to_owned(),
            rows: self.open(id, it, room),
        })
    }

    /// The object behind lists, maps, null and other names.
    fn object(self, ty: &'a Type) -> Option<(TypeId, &'a TypeDef, &'a Struct)> {
        let mut ty = ty;
        // As many steps as there can be without going in a circle, and a few of nesting.
        for _ in 0..self.api.types.len().saturating_add(16) {
            ty = match ty {
                Type::Array { items: inner, .. }
                | Type::Map { values: inner, .. }
                | Type::Nullable(inner) => inner,
                Type::Named(id) | Type::Boxed(id) => {
                    let definition = self.api.types.get(id.0)?;
                    match &definition.kind {
                        TypeKind::Struct(it) => return Some((*id, definition, it)),
                        TypeKind::Alias { target, .. } | TypeKind::Newtype { target, .. } => target,
                        TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) | TypeKind::Union(_) => {
                            return None;
                        }
                    }
                }
                Type::Scalar(_) | Type::Tuple(_) | Type::Object | Type::Any | Type::Foreign(_) => {
                    return None;
                }
            };
        }
        None
    }
}

/// A value with what the document says of it where it is used.
struct Value<'a> {
    ty: &'a Type,
    rules: &'a RuleSet,
    default: Option<&'a Literal>,
    example: Option<&'a Example>,
}

impl Row {
    /// A row that stands for keys rather than for one key.
    fn any(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            any: true,
            ty: Vec::<Span>::new(),
            required: false,
            deprecated: false,
            flags: Vec::new(),
            description: Markup::default(),
            facts: Vec::new(),
            nested: None,
        }
    }

    fn named(self) -> Self {
        Self { any: false, ..self }
    }
}
