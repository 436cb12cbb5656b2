//! Reading a value as a type, without the type.

mod choice;

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::{Misfit, Unlisted, Verdict, rule, scalar, wording};
use crate::ir::{
    Additional, DateTimeCrate, Element, EnumValue, Field, Presence, Property, RuleSet, Scalar,
    Struct, Type, TypeDef, TypeId, TypeKind, Union,
};

/// How deep types may stand in one another before nothing more is said: the readers of documents
/// go no deeper than half of it, and what remains is for unions of unions.
const MAX_DEPTH: usize = 256;

/// What becomes of `value` when `ty` reads it and writes it again; `rules` are those of the place
/// where it stands.
pub(crate) fn check(
    types: &[TypeDef],
    times: DateTimeCrate,
    ty: &Type,
    rules: &RuleSet,
    unlisted: Unlisted,
    value: &Value,
) -> Verdict {
    let mut checker = Checker {
        types,
        times,
        unlisted,
        path: Vec::new(),
        depth: 0,
        tables: 0,
        known: HashMap::new(),
        listed: HashMap::new(),
    };
    match checker.value(ty, rules, value) {
        Ok(lost) if lost.is_empty() => Verdict::Same,
        Ok(lost) => Verdict::Loses(lost),
        Err(Stop::Misfit(misfit)) => Verdict::Refused(*misfit),
        Err(Stop::Open) => Verdict::Open,
    }
}

/// The ways to what a type drops of a value that it reads.
type Lost = Vec<Vec<String>>;

/// Why reading came to its end.
#[derive(Debug, Clone)]
enum Stop {
    /// Boxed: all calls on the way hand it on.
    Misfit(Box<Misfit>),
    Open,
}

type Outcome = Result<Lost, Stop>;

/// `value` without what stands at `paths`, as [`Verdict::Loses`] names it.
pub(crate) fn without(value: &Value, paths: &[Vec<String>]) -> Value {
    let mut value = value.clone();
    for path in paths {
        let Some((last, way)) = path.split_last() else {
            continue;
        };
        let holder = way.iter().try_fold(&mut value, |value, key| match value {
            Value::Array(items) => items.get_mut(key.parse::<usize>().ok()?),
            Value::Object(entries) => entries.get_mut(key),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        });
        if let Some(Value::Object(entries)) = holder {
            entries.shift_remove(last);
        }
    }
    value
}

struct Checker<'a> {
    types: &'a [TypeDef],
    times: DateTimeCrate,
    unlisted: Unlisted,
    /// The way to the value that is looked at.
    path: Vec<Step<'a>>,
    depth: usize,
    /// In how many values that have tables.
    tables: usize,
    /// What unions made of the values that they looked at, by the addresses of both. A union tries
    /// its variants one after the other, and unions inside would make that exponential.
    known: HashMap<(*const Union, *const Value), Outcome>,
    /// The values of the enums met so far: a long list may be checked against the enum it makes.
    listed: HashMap<TypeId, HashSet<&'a str>>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

impl<'a> Checker<'a> {
    fn value(&mut self, ty: &'a Type, rules: &'a RuleSet, value: &'a Value) -> Outcome {
        if self.depth == MAX_DEPTH {
            return Err(Stop::Open);
        }
        self.depth += 1;
        let outcome = self.typed(ty, value);
        self.depth -= 1;
        let lost = outcome?;
        match rule::broken(rules, value) {
            Some(expected) => Err(self.misfit(value, expected)),
            None => Ok(lost),
        }
    }

    fn typed(&mut self, ty: &'a Type, value: &'a Value) -> Outcome {
        match ty {
            Type::Any => Ok(Lost::new()),
            Type::Object if value.is_object() => Ok(Lost::new()),
            Type::Object => Err(self.misfit(value, "an object".to_owned())),
            Type::Nullable(_) if value.is_null() => Ok(Lost::new()),
            Type::Nullable(inner) => self.typed(inner, value),
            Type::Scalar(it) => self.scalar(*it, value),
            Type::Array { items, rules } => match value {
                Value::Array(values) => self.items(items, rules, values),
                _ => Err(self.misfit(value, "a list".to_owned())),
            },
            Type::Tuple(elements) => match value {
                Value::Array(values) if values.len() == elements.len() => {
                    self.elements(elements, values)
                }
                _ => Err(self.misfit(value, format!("a list of {}", elements.len()))),
            },
            // What another crate makes of it, nobody knows here.
            Type::Foreign(_) => Err(Stop::Open),
            Type::Map {
                values,
                rules,
                keys,
            } => match value {
                Value::Object(entries) => {
                    self.keys(keys, entries)?;
                    self.entries(values, rules, entries)
                }
                _ => Err(self.misfit(value, "an object".to_owned())),
            },
            Type::Named(id) | Type::Boxed(id) => self.named(*id, value),
        }
    }

    fn scalar(&self, scalar: Scalar, value: &Value) -> Outcome {
        // Bodies and tables take `1.0` for an integer; the test, which has no more than a type, does not.
        if self.tables == 0 && value.is_f64() && scalar::is_integer(scalar) {
            return Err(Stop::Open);
        }
        match scalar::expected(scalar, self.times, value) {
            Some(expected) => Err(self.misfit(value, expected.to_owned())),
            None => Ok(Lost::new()),
        }
    }

    fn items(&mut self, items: &'a Type, rules: &'a RuleSet, values: &'a [Value]) -> Outcome {
        let mut lost = Lost::new();
        for (index, value) in values.iter().enumerate() {
            lost.extend(self.within(Step::Index(index), |it| it.value(items, rules, value))?);
        }
        Ok(lost)
    }

    fn elements(&mut self, elements: &'a [Element], values: &'a [Value]) -> Outcome {
        let mut lost = Lost::new();
        for (index, (it, value)) in elements.iter().zip(values).enumerate() {
            let outcome = self.within(Step::Index(index), |checker| {
                checker.value(&it.ty, &it.rules, value)
            });
            lost.extend(outcome?);
        }
        Ok(lost)
    }

    fn keys(&mut self, rules: &RuleSet, entries: &'a Map<String, Value>) -> Result<(), Stop> {
        for key in entries.keys().filter(|_| !rules.is_empty()) {
            self.within(Step::Key(key), |checker| checker.key(rules, key))?;
        }
        Ok(())
    }

    fn key(&self, rules: &RuleSet, key: &str) -> Outcome {
        let key = Value::from(key);
        match rule::broken(rules, &key) {
            Some(expected) => Err(self.misfit(&key, expected)),
            None => Ok(Lost::new()),
        }
    }

    fn entries(
        &mut self,
        values: &'a Type,
        rules: &'a RuleSet,
        entries: &'a Map<String, Value>,
    ) -> Outcome {
        let mut lost = Lost::new();
        for (key, value) in entries {
            lost.extend(self.within(Step::Key(key), |it| it.value(values, rules, value))?);
        }
        Ok(lost)
    }

    fn within(&mut self, step: Step<'a>, read: impl FnOnce(&mut Self) -> Outcome) -> Outcome {
        self.path.push(step);
        let outcome = read(self);
        self.path.pop();
        outcome
    }

    fn in_table(&mut self, read: impl FnOnce(&mut Self) -> Outcome) -> Outcome {
        self.tables += 1;
        let outcome = read(self);
        self.tables -= 1;
        outcome
    }

    fn named(&mut self, id: TypeId, value: &'a Value) -> Outcome {
        let Some(def) = self.types.get(id.0) else {
            return Ok(Lost::new());
        };
        let listed = || wording::listed(&def.kind);
        match &def.kind {
            TypeKind::Struct(it) => self.in_table(|checker| checker.object(def, it, value)),
            TypeKind::Union(it) => self.in_table(|checker| checker.union(def, it, value)),
            TypeKind::Alias { target, rules } | TypeKind::Newtype { target, rules } => {
                self.value(target, rules, value)
            }
            TypeKind::StringEnum(it) => match value.as_str() {
                Some(text)
                    if self.keeps(it.unknown.as_ref()) || self.lists(id, &it.values, text) =>
                {
                    Ok(Lost::new())
                }
                _ => Err(self.misfit(value, listed())),
            },
            TypeKind::IntegerEnum(it) => {
                let number = scalar::integer(it.scalar, value);
                let known = |number: i128| {
                    self.keeps(it.unknown.as_ref()) || it.values.iter().any(|it| it.value == number)
                };
                match number {
                    Some(number) if known(number) => Ok(Lost::new()),
                    _ => Err(self.misfit(value, listed())),
                }
            }
        }
    }

    /// Whether `unknown`, the variant for values that are not listed, counts.
    fn keeps<T>(&self, unknown: Option<&T>) -> bool {
        self.unlisted == Unlisted::Kept && unknown.is_some()
    }

    fn lists(&mut self, id: TypeId, values: &'a [EnumValue<String>], text: &str) -> bool {
        let texts = || values.iter().map(|it| it.value.as_str()).collect();
        self.listed.entry(id).or_insert_with(texts).contains(text)
    }

    fn object(&mut self, def: &'a TypeDef, it: &'a Struct, value: &'a Value) -> Outcome {
        let Value::Object(entries) = value else {
            return Err(self.misfit(value, wording::named("an object", def)));
        };
        let fields: HashMap<&str, &Field> = match it.fields.len() {
            0 => HashMap::new(),
            _ => it
                .fields
                .iter()
                .map(|it| (it.name.wire.as_str(), it))
                .collect(),
        };
        let mut lost = Lost::new();
        for (key, value) in entries {
            lost.extend(self.within(Step::Key(key), |checker| {
                match (fields.get(key.as_str()), &it.additional) {
                    (Some(field), _) => checker.field(field, value),
                    (
                        None,
                        Additional::Kept {
                            value: ty,
                            rules,
                            keys,
                            ..
                        },
                    ) => {
                        checker.key(keys, key)?;
                        checker.value(ty, rules, value)
                    }
                    (None, Additional::Ignored) => Ok(checker.lost()),
                    (None, Additional::Refused) => Err(checker.stop(wording::unlisted(def, key))),
                }
            })?);
        }
        for field in &it.fields {
            if !entries.contains_key(&field.name.wire) {
                self.absent(field)?;
            }
        }
        match rule::broken(&it.rules, value) {
            Some(expected) => Err(self.misfit(value, expected)),
            None => Ok(lost),
        }
    }

    fn field(&mut self, field: &'a Field, value: &'a Value) -> Outcome {
        match field.presence {
            Presence::RequiredNullable | Presence::OptionalNullable if value.is_null() => {
                Ok(Lost::new())
            }
            Presence::Required
            | Presence::RequiredNullable
            | Presence::Optional
            | Presence::OptionalNullable => self.value(&field.ty, &field.rules, value),
        }
    }

    fn absent(&self, field: &Field) -> Result<(), Stop> {
        match (field.presence, field.property) {
            (Presence::Optional | Presence::OptionalNullable, _) => Ok(()),
            (Presence::Required | Presence::RequiredNullable, Property::Both) => {
                let key = &field.name.wire;
                Err(self.stop(wording::missing(key)))
            }
            // The other side's example need not have it.
            (
                Presence::Required | Presence::RequiredNullable,
                Property::ReadOnly | Property::WriteOnly,
            ) => Err(Stop::Open),
        }
    }

    /// The entry that is looked at, which is in no field.
    fn lost(&self) -> Lost {
        vec![self.path()]
    }

    fn path(&self) -> Vec<String> {
        let keys = self.path.iter().map(|step| match step {
            Step::Key(key) => (*key).to_owned(),
            Step::Index(index) => index.to_string(),
        });
        keys.collect()
    }

    #[cold]
    fn misfit(&self, value: &Value, expected: String) -> Stop {
        self.stop(wording::expected(value, &expected))
    }

    #[cold]
    fn stop(&self, reason: String) -> Stop {
        let path = self.path();
        Stop::Misfit(Box::new(Misfit { path, reason }))
    }
}
