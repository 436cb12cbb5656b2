//! Makes values of types.

use super::scalar::{self, Bounds};
use super::value::{Side, literal};
use crate::ir::{
    Additional, Api, EnumValue, Example, Field, Literal, Presence, Rule, RuleSet, Struct, Type,
    TypeDef, TypeId, TypeKind, Union,
};

/// How many types may stand inside each other before what need not be there is left out.
const MAX_DEPTH: usize = 6;

/// How many types may stand inside each other at all.
const DEEPEST: usize = 60;

/// How many values a made example holds; what has to be there may still be completed then.
const MAX_VALUES: usize = 80;

/// How many values are made at all.
const MOST_VALUES: usize = 5_000;

/// The most items or entries that are made to satisfy a `minItems` or `minProperties`.
const MAX_ITEMS: u64 = 100;

/// A value of `ty`, as `taste` has it.
pub(super) fn made(api: &Api, ty: &Type, rules: &RuleSet, side: Side, taste: Taste) -> String {
    let mut maker = Maker {
        api,
        side,
        taste,
        open: Vec::new(),
        tag: None,
        turn: 0,
        left: MAX_VALUES,
        left_at_all: MOST_VALUES,
        out: String::new(),
    };
    maker.value(ty, rules, 0);
    maker.out
}

/// What goes into a made value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taste {
    /// What the document shows of parts.
    examples: bool,
    /// What need not be there.
    optional: bool,
    /// What has to be there, however much that is.
    complete: bool,
}

impl Taste {
    /// What people read: not more than they want to.
    pub(super) const SHORT: Self = Self {
        examples: true,
        optional: true,
        complete: false,
    };
    /// All that there is.
    pub(super) const RICH: Self = Self {
        complete: true,
        ..Self::SHORT
    };
    /// The same, where the examples contradict the schemas.
    pub(super) const MADE: Self = Self {
        examples: false,
        ..Self::RICH
    };
    /// Nothing that need not be there.
    pub(super) const PLAIN: Self = Self {
        optional: false,
        ..Self::MADE
    };
}

struct Maker<'a> {
    api: &'a Api,
    side: Side,
    taste: Taste,
    /// The types that are being written, outermost first.
    open: Vec<TypeId>,
    /// The property that says which variant of a union the next object is, and what it says.
    tag: Option<(&'a str, &'a str)>,
    /// Which of several values that have to differ is being made.
    turn: usize,
    /// How many more values may be written that need not be there.
    left: usize,
    /// How many more may be written at all.
    left_at_all: usize,
    out: String,
}

impl<'a> Maker<'a> {
    fn value(&mut self, ty: &'a Type, rules: &RuleSet, depth: usize) {
        self.left = self.left.saturating_sub(1);
        self.left_at_all = self.left_at_all.saturating_sub(1);
        if let Some(listed) = listed(rules, self.turn) {
            return self.out.push_str(&literal(self.api, listed));
        }
        match ty {
            Type::Scalar(it) => self.out.push_str(&scalar::scalar(*it, rules, self.turn)),
            Type::Array {
                items,
                rules: of_items,
            } => self.array(items, of_items, rules, depth),
            Type::Tuple(elements) => {
                self.out.push('[');
                for (index, it) in elements.iter().enumerate() {
                    self.separate(index);
                    self.value(&it.ty, &it.rules, depth + 1);
                }
                self.out.push(']');
            }
            Type::Map {
                values,
                rules: of_values,
                keys,
            } => self.map(values, of_values, keys, rules, depth),
            Type::Object => self.map(&Type::Any, &Vec::new(), &Vec::new(), rules, MAX_DEPTH),
            Type::Any => self.out.push_str("{}"),
            Type::Foreign(_) => self.out.push_str("null"),
            Type::Nullable(inner) if self.ends_at(inner, depth) => self.out.push_str("null"),
            Type::Nullable(inner) => self.value(inner, rules, depth + 1),
            Type::Named(id) | Type::Boxed(id) => self.named(*id, rules, depth),
        }
    }

    fn separate(&mut self, index: usize) {
        if index > 0 {
            self.out.push(',');
        }
    }

    fn array(&mut self, items: &'a Type, of_items: &RuleSet, rules: &RuleSet, depth: usize) {
        let count = self.count(items, Bounds::items(rules), depth);
        let turn = self.turn;
        self.out.push('[');
        for index in 0..count {
            self.separate(index);
            if rules.contains(&Rule::UniqueItems) {
                self.turn = turn + index;
            }
            self.value(items, of_items, depth + 1);
        }
        self.turn = turn;
        self.out.push(']');
    }

    fn map(
        &mut self,
        values: &'a Type,
        of_values: &RuleSet,
        keys: &RuleSet,
        rules: &RuleSet,
        depth: usize,
    ) {
        let count = self.count(values, Bounds::properties(rules), depth);
        self.out.push('{');
        for index in 0..count {
            self.separate(index);
            self.out.push_str(&scalar::quoted(&key(keys, index)));
            self.out.push(':');
            self.value(values, of_values, depth + 1);
        }
        self.out.push('}');
    }

    /// How many of `ty` are made where as many may be as `bounds` says.
    fn count(&self, ty: &Type, bounds: Bounds, depth: usize) -> usize {
        let wanted = u64::from(!self.ends_at(ty, depth));
        let count = wanted.max(bounds.least).min(bounds.most);
        usize::try_from(count.min(MAX_ITEMS)).unwrap_or(1)
    }

    /// Whether a value of `ty` is better left out: it would hold itself, or there is enough.
    fn ends_at(&self, ty: &Type, depth: usize) -> bool {
        if self.left == 0 || depth >= MAX_DEPTH {
            return true;
        }
        match ty {
            Type::Named(id) | Type::Boxed(id) => self.open.contains(id),
            Type::Scalar(_)
            | Type::Array { .. }
            | Type::Tuple(_)
            | Type::Map { .. }
            | Type::Object
            | Type::Any
            | Type::Foreign(_)
            | Type::Nullable(_) => false,
        }
    }

    fn named(&mut self, id: TypeId, rules: &RuleSet, depth: usize) {
        let Some(definition) = self.api.types.get(id.0) else {
            return self.out.push_str("{}");
        };
        let tag = self.tag.take();
        if let (Some(example), true, None, 0) = (
            definition.examples.first(),
            self.taste.examples,
            tag,
            self.turn,
        ) {
            return self.out.push_str(&example.json);
        }
        if self.open.contains(&id) || self.is_enough(depth) {
            return self.out.push_str(empty(definition));
        }
        self.open.push(id);
        match &definition.kind {
            TypeKind::Struct(it) => self.object(it, tag, depth),
            TypeKind::StringEnum(it) => {
                let value = turned(&it.values, self.turn, |it| scalar::quoted(it));
                self.out.push_str(&value);
            }
            TypeKind::IntegerEnum(it) => {
                let value = turned(&it.values, self.turn, i128::to_string);
                self.out.push_str(&value);
            }
            TypeKind::Union(it) => self.union(it, depth),
            TypeKind::Alias { target, rules: own } | TypeKind::Newtype { target, rules: own } => {
                self.tag = tag;
                let rules = [own.as_slice(), rules].concat();
                self.value(target, &rules, depth + 1);
            }
        }
        self.tag = None;
        self.open.pop();
    }

    /// Whether no more types are written out, though something has to be there.
    fn is_enough(&self, depth: usize) -> bool {
        match self.taste.complete {
            true => depth > DEEPEST || self.left_at_all == 0,
            false => depth > MAX_DEPTH || self.left == 0,
        }
    }

    fn union(&mut self, it: &'a Union, depth: usize) {
        let finite = it.variants.iter().find(|it| !self.holds_open(&it.ty));
        let Some(variant) = finite.or(it.variants.first()) else {
            return self.out.push_str("null");
        };
        let tag = it.tag.as_deref().zip(variant.tags.first());
        self.tag = tag.map(|(name, value)| (name, value.as_str()));
        self.value(&variant.ty, &variant.rules, depth + 1);
    }

    fn holds_open(&self, ty: &Type) -> bool {
        ty.mentions().iter().any(|id| self.open.contains(id))
    }

    fn object(&mut self, it: &'a Struct, tag: Option<(&str, &str)>, depth: usize) {
        let bounds = Bounds::properties(&it.rules);
        let side = self.side;
        let sent = || it.fields.iter().filter(|it| side.sends(it));
        let required = sent().filter(|it| !is_optional(it)).count();
        let most = usize::try_from(bounds.most).unwrap_or(usize::MAX);
        let mut spare = most.saturating_sub(required);
        let mut written = 0;
        self.out.push('{');
        for field in sent() {
            let tag = tag.filter(|(name, _)| *name == field.name.wire);
            if is_optional(field) && tag.is_none() {
                let missing = usize::try_from(bounds.least).unwrap_or(0) > required + written;
                if spare == 0 || self.leaves_out(field, depth) && !missing {
                    continue;
                }
                spare -= 1;
            }
            self.separate(written);
            written += 1;
            self.out.push_str(&scalar::quoted(&field.name.wire));
            self.out.push(':');
            match tag {
                Some((_, value)) => self.out.push_str(&scalar::quoted(value)),
                None => self.field(field, depth),
            }
        }
        self.additional(it, written, bounds, depth);
        self.out.push('}');
    }

    fn leaves_out(&self, field: &Field, depth: usize) -> bool {
        let shown = self.taste.examples && field.example.is_some();
        !self.taste.optional || !shown && self.ends_at(&field.ty, depth)
    }

    /// Properties that no field stands for: one where there is no field, and as many as there have
    /// to be.
    fn additional(&mut self, it: &'a Struct, mut written: usize, bounds: Bounds, depth: usize) {
        let Additional::Kept {
            value, rules, keys, ..
        } = &it.additional
        else {
            return;
        };
        let wanted = match it.fields.is_empty() {
            true => self.count(value, bounds, depth),
            false => usize::try_from(bounds.least.min(MAX_ITEMS)).unwrap_or(0),
        };
        for index in 0..wanted.saturating_sub(written) {
            self.separate(written);
            written += 1;
            self.out.push_str(&scalar::quoted(&key(keys, index)));
            self.out.push(':');
            self.value(value, rules, depth + 1);
        }
    }

    fn field(&mut self, field: &'a Field, depth: usize) {
        let shown = self.taste.examples && self.turn == 0;
        match (&field.example, &field.default) {
            (Some(Example { json, .. }), _) if shown => self.out.push_str(json),
            (_, Some(default)) if shown => self.out.push_str(&literal(self.api, default)),
            _ if self.ends_at(&field.ty, depth) && is_nullable(field) => {
                self.out.push_str("null");
            }
            _ => self.value(&field.ty, &field.rules, depth + 1),
        }
    }
}

fn is_optional(field: &Field) -> bool {
    matches!(
        field.presence,
        Presence::Optional | Presence::OptionalNullable
    )
}

fn is_nullable(field: &Field) -> bool {
    matches!(
        field.presence,
        Presence::RequiredNullable | Presence::OptionalNullable
    )
}

/// The value that is listed for this turn, where some are.
fn listed(rules: &RuleSet, turn: usize) -> Option<&Literal> {
    rules.iter().find_map(|it| match it {
        Rule::OneOf(values) => values.get(turn).or(values.first()),
        _ => None,
    })
}

/// A key that its rules allow.
fn key(rules: &RuleSet, turn: usize) -> String {
    match listed(rules, turn) {
        Some(Literal::String(key)) => key.clone(),
        Some(_) | None => scalar::text("key", rules, turn),
    }
}

/// What stands for a type that is not written out.
fn empty(definition: &TypeDef) -> &'static str {
    match &definition.kind {
        TypeKind::Struct(_) | TypeKind::Union(_) => "{}",
        TypeKind::StringEnum(_) => "\"\"",
        TypeKind::IntegerEnum(_) => "0",
        TypeKind::Alias { target, .. } | TypeKind::Newtype { target, .. } => match target {
            Type::Array { .. } | Type::Tuple(_) => "[]",
            Type::Map { .. } | Type::Object | Type::Any | Type::Foreign(_) => "{}",
            Type::Scalar(_) | Type::Nullable(_) | Type::Named(_) | Type::Boxed(_) => "null",
        },
    }
}

fn turned<T>(values: &[EnumValue<T>], turn: usize, text: impl Fn(&T) -> String) -> String {
    let value = values.get(turn).or(values.first());
    value.map_or_else(|| "null".to_owned(), |it| text(&it.value))
}
