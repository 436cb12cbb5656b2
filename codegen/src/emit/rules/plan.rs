//! Which rules a value has: its own, those of the names of its type, those of its parts.

use super::about;
use crate::emit::gate::{self, Gate};
use crate::ir::{
    Additional, Api, Element, Field, Media, Parameter, Representation, Rule, Scalar, Type, TypeDef,
    TypeId, TypeKind, UnionVariant,
};

/// The most arrays in arrays whose items are looked at; nobody has as many, and the compiler would
/// not follow them either.
const MAX_DEPTH: usize = 32;

/// What one value has to satisfy.
#[derive(Debug, Default, PartialEq)]
pub(in crate::emit) struct Rules<'a>(pub(super) Vec<Demand<'a>>);

/// Something that a value has to satisfy.
#[derive(Debug, PartialEq)]
pub(super) enum Demand<'a> {
    /// A rule of the document.
    Rule(&'a Rule),
    /// That it is a URI.
    Uri,
    /// The rules of the type that it is, or that its parts are.
    Nested,
    /// What each of its parts has to satisfy.
    Each(Rules<'a>),
    /// What each of its keys has to satisfy.
    Keys(Rules<'a>),
    /// What its items have to satisfy, by their index.
    Elements {
        /// How many items there are.
        of: usize,
        /// Those that have to satisfy anything.
        rules: Vec<(usize, Rules<'a>)>,
    },
}

impl Rules<'_> {
    pub(in crate::emit) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is nothing but the rules that the value has by its type.
    pub(in crate::emit) fn are_those_of_the_type(&self) -> bool {
        self.0 == [Demand::Nested]
    }

    pub(super) fn have_pattern(&self) -> bool {
        self.0.iter().any(|it| match it {
            Demand::Rule(rule) => matches!(rule, Rule::Pattern(_)),
            Demand::Each(rules) | Demand::Keys(rules) => rules.have_pattern(),
            Demand::Elements { of: _, rules } => rules.iter().any(|(_, it)| it.have_pattern()),
            Demand::Uri | Demand::Nested => false,
        })
    }
}

/// Knows which types have tables.
pub(in crate::emit) struct Plan<'a> {
    pub(in crate::emit) api: &'a Api,
    /// Whether a type has a table, by its number.
    has_table: Vec<bool>,
}

impl<'a> Plan<'a> {
    /// Finds the types that have rules, or parts that have some.
    ///
    /// Types that only the server sends have no table: nobody would check them.
    pub(in crate::emit) fn of(api: &'a Api) -> Self {
        let mut plan = Self {
            api,
            has_table: vec![false; api.types.len()],
        };
        let mut holders: Vec<Vec<usize>> = vec![Vec::new(); api.types.len()];
        let mut found = Vec::new();
        for (id, def) in api.types.iter().enumerate() {
            if def.usage.response && !def.usage.request {
                continue;
            }
            if plan.of_def(def).iter().any(|rules| !rules.is_empty()) {
                found.push(id);
            }
            for TypeId(part) in mentioned(def).filter_map(|ty| plan.innermost(ty)) {
                if let Some(holders) = holders.get_mut(part) {
                    holders.push(id);
                }
            }
        }
        while let Some(id) = found.pop() {
            if let Some(has_table) = plan.has_table.get_mut(id)
                && !*has_table
            {
                *has_table = true;
                found.extend(holders.get(id).into_iter().flatten());
            }
        }
        plan
    }

    /// The types that have tables, each with the feature that it belongs to.
    pub(super) fn types(&self) -> impl Iterator<Item = (Gate, &'a TypeDef)> {
        let types = gate::types(self.api).zip(&self.has_table);
        types.filter(|(_, has_table)| **has_table).map(|(it, _)| it)
    }

    /// What each part of a type has to satisfy, and the whole of it.
    pub(super) fn of_def(&self, def: &'a TypeDef) -> Vec<Rules<'a>> {
        match &def.kind {
            TypeKind::Struct(it) => {
                let fields = it.fields.iter().map(|it| self.of_field(it));
                let whole = [self.of_additional(&it.additional), of_object(&it.rules)];
                fields.chain(whole).collect()
            }
            TypeKind::Union(it) => it.variants.iter().map(|it| self.of_variant(it)).collect(),
            TypeKind::Newtype { target, rules } => vec![self.of_value(target, rules, 0)],
            TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) | TypeKind::Alias { .. } => {
                Vec::new()
            }
        }
    }

    pub(super) fn of_field(&self, it: &'a Field) -> Rules<'a> {
        self.inheriting(&it.ty, &it.rules)
    }

    /// What the map of additional properties has to satisfy.
    pub(super) fn of_additional(&self, it: &'a Additional) -> Rules<'a> {
        match it {
            Additional::Ignored | Additional::Refused => Rules::default(),
            Additional::Kept {
                name: _,
                value,
                rules,
                keys,
            } => Rules(
                of_keys(keys)
                    .into_iter()
                    .chain(self.of_parts(value, rules, 0))
                    .collect(),
            ),
        }
    }

    pub(super) fn of_variant(&self, it: &'a UnionVariant) -> Rules<'a> {
        self.of_value(&it.ty, &it.rules, 0)
    }

    pub(in crate::emit) fn of_parameter(&self, it: &'a Parameter) -> Rules<'a> {
        self.inheriting(&it.ty, &it.rules)
    }

    pub(in crate::emit) fn of_body(&self, it: &'a Representation) -> Rules<'a> {
        match it.media {
            Media::Json | Media::Form | Media::Multipart | Media::Text => {
                self.inheriting(&it.ty, &it.rules)
            }
            Media::Bytes | Media::Stream | Media::Events | Media::JsonLines => Rules::default(),
        }
    }

    /// The rules of a value that has been given those of the names of its type already.
    fn inheriting(&self, ty: &'a Type, rules: &'a [Rule]) -> Rules<'a> {
        let (ty, _) = self.unnamed(ty);
        self.of_value(ty, rules, 0)
    }

    /// The rules of a value, `depth` arrays or maps deep.
    pub(super) fn of_value(&self, ty: &'a Type, own: &'a [Rule], depth: usize) -> Rules<'a> {
        let mut rules: Vec<&'a Rule> = own.iter().collect();
        let mut ty = ty;
        loop {
            let (target, of_names) = self.unnamed(ty);
            rules.extend(of_names);
            match target {
                Type::Nullable(inner) => ty = inner,
                _ => {
                    ty = target;
                    break;
                }
            }
        }
        let mut demands: Vec<Demand<'a>> = Vec::new();
        for rule in rules.into_iter().filter(|it| about::is_about(it, ty)) {
            if !demands.contains(&Demand::Rule(rule)) {
                demands.push(Demand::Rule(rule));
            }
        }
        match ty {
            Type::Scalar(Scalar::Uri) => demands.push(Demand::Uri),
            Type::Array {
                items: part,
                rules: own,
            } => demands.extend(self.of_parts(part, own, depth)),
            Type::Map {
                values: part,
                rules: own,
                keys,
            } => {
                demands.extend(of_keys(keys));
                demands.extend(self.of_parts(part, own, depth));
            }
            Type::Tuple(elements) => demands.extend(self.of_elements(elements, depth)),
            Type::Named(id) | Type::Boxed(id) if self.is_nested(*id) => {
                demands.push(Demand::Nested);
            }
            Type::Scalar(_)
            | Type::Object
            | Type::Any
            | Type::Foreign(_)
            | Type::Nullable(_)
            | Type::Named(_)
            | Type::Boxed(_) => {}
        }
        Rules(demands)
    }

    /// What the items of an array or the values of a map have to satisfy.
    fn of_parts(&self, part: &'a Type, own: &'a [Rule], depth: usize) -> Option<Demand<'a>> {
        if depth == MAX_DEPTH {
            return None;
        }
        let rules = self.of_value(part, own, depth + 1);
        if rules.are_those_of_the_type() {
            // Arrays and maps have the rules of what they hold.
            return Some(Demand::Nested);
        }
        (!rules.is_empty()).then_some(Demand::Each(rules))
    }

    /// What the items of a tuple have to satisfy.
    fn of_elements(&self, elements: &'a [Element], depth: usize) -> Option<Demand<'a>> {
        if depth == MAX_DEPTH {
            return None;
        }
        let rules = elements.iter().enumerate().map(|(index, it)| {
            let rules = self.of_value(&it.ty, &it.rules, depth + 1);
            (index, rules)
        });
        let rules: Vec<_> = rules.filter(|(_, rules)| !rules.is_empty()).collect();
        let of = elements.len();
        (!rules.is_empty()).then_some(Demand::Elements { of, rules })
    }

    fn is_nested(&self, TypeId(id): TypeId) -> bool {
        self.has_table.get(id).is_some_and(|it| *it)
    }

    /// What `ty` is when the names on the way are looked through, and the rules of those.
    fn unnamed(&self, mut ty: &'a Type) -> (&'a Type, Vec<&'a Rule>) {
        let mut of_names = Vec::new();
        // An alias of itself would go round for ever; there are no more names than types.
        for _ in 0..=self.api.types.len() {
            let (Type::Named(id) | Type::Boxed(id)) = ty else {
                break;
            };
            let kind = self.api.types.get(id.0).map(|def| &def.kind);
            let Some(TypeKind::Alias { target, rules }) = kind else {
                break;
            };
            of_names.extend(rules);
            ty = target;
        }
        (ty, of_names)
    }

    /// The type whose table a value of type `ty` is checked by, through arrays and maps.
    fn innermost(&self, mut ty: &'a Type) -> Option<TypeId> {
        for _ in 0..=MAX_DEPTH {
            ty = match self.unnamed(ty).0 {
                Type::Array { items: part, .. } | Type::Map { values: part, .. } => part,
                Type::Nullable(inner) => inner,
                Type::Named(id) | Type::Boxed(id) => return Some(*id),
                // Tuples are looked into by their own rules only.
                Type::Tuple(_) => return None,
                Type::Scalar(_) | Type::Object | Type::Any | Type::Foreign(_) => return None,
            };
        }
        None
    }
}

/// What the keys of a map have to satisfy: they are strings.
fn of_keys(keys: &[Rule]) -> Option<Demand<'_>> {
    let demands: Vec<_> = keys.iter().map(Demand::Rule).collect();
    (!demands.is_empty()).then_some(Demand::Keys(Rules(demands)))
}

/// What an object has to satisfy as a whole.
pub(super) fn of_object(rules: &[Rule]) -> Rules<'_> {
    let is_about_objects = |it: &&Rule| match it {
        Rule::MinProperties(_) | Rule::MaxProperties(_) | Rule::MaxSerializedLength(_) => true,
        Rule::MinLength(_)
        | Rule::MaxLength(_)
        | Rule::Pattern(_)
        | Rule::Format(_)
        | Rule::Minimum(_)
        | Rule::ExclusiveMinimum(_)
        | Rule::Maximum(_)
        | Rule::ExclusiveMaximum(_)
        | Rule::MultipleOf(_)
        | Rule::OneOf(_)
        | Rule::MinItems(_)
        | Rule::MaxItems(_)
        | Rule::UniqueItems => false,
    };
    Rules(
        rules
            .iter()
            .filter(is_about_objects)
            .map(Demand::Rule)
            .collect(),
    )
}

/// The types that the parts of a type are of.
fn mentioned(def: &TypeDef) -> impl Iterator<Item = &Type> {
    let (fields, additional, variants, target): (&[Field], _, &[UnionVariant], _) = match &def.kind
    {
        TypeKind::Struct(it) => (&it.fields, Some(&it.additional), &[], None),
        TypeKind::Union(it) => (&[], None, &it.variants, None),
        TypeKind::Newtype { target, rules: _ } => (&[], None, &[], Some(target)),
        TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) | TypeKind::Alias { .. } => {
            (&[], None, &[], None)
        }
    };
    let additional = additional.and_then(|it| match it {
        Additional::Kept { value, .. } => Some(value),
        Additional::Ignored | Additional::Refused => None,
    });
    let fields = fields.iter().map(|it| &it.ty);
    let variants = variants.iter().map(|it| &it.ty);
    fields.chain(additional).chain(variants).chain(target)
}
