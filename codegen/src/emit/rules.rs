//! `rules.rs`: what values have to satisfy beyond their types, as tables for the macro of the
//! support code.

mod about;
mod plan;
mod spell;

use minijinja::{Value, context};

pub(super) use plan::{Plan, Rules};

use super::gate::{self, Gate};
use super::{Content, Template, parts, types};
use crate::ir::{
    Additional, Api, Contents, CratePart, Field, Operation, Parameter, Presence, Representation,
    TypeDef, TypeKind, UnionVariant,
};

/// Emits a table for each type that has constraints, and for each operation whose parameters or
/// body have some that are not those of a type.
///
/// ```text
/// rules!(CreateSessionRequest {
///     metadata "metadata" { max_serialized_length 4096 },
/// });
///
/// rules!(mod list_pets {
///     limit(Option<i32>) { minimum 1, maximum 100 },
/// });
/// ```
pub(super) fn content(api: &Api) -> Option<Content> {
    let plan = Plan::of(api);
    let types = plan.types();
    let types = types.filter_map(|(gate, it)| Some((gate, of_type(&plan, it)?)));
    let types: Vec<(Gate, Table)> = types.collect();
    let operations = checked(api).filter_map(|(gate, it)| Some((gate, of_operation(&plan, it)?)));
    let names_models = !types.is_empty();
    let tables = types.into_iter().chain(operations);
    let tables: Vec<Value> = tables.map(|(gate, it)| value(api, gate, it)).collect();
    (!tables.is_empty()).then(|| {
        Content::Template(Template {
            name: "rules.rs.jinja",
            text: include_str!("../../templates/rules.rs.jinja"),
            context: context! { tables, names_models },
            uses: &[],
        })
    })
}

/// Which parts of the support code the tables need.
pub(super) struct Needs {
    /// The macro that they are calls of.
    pub(super) rules: bool,
    /// Patterns, and so a crate that matches them.
    pub(super) patterns: bool,
}

/// What the tables of an API need.
pub(super) fn needs(api: &Api) -> Needs {
    let mut needs = Needs {
        rules: false,
        patterns: false,
    };
    if !parts::has(api, CratePart::Validate) {
        return needs;
    }
    let plan = Plan::of(api);
    let of_types = plan.types().flat_map(|(_, it)| plan.of_def(it));
    let of_operations = checked(api).flat_map(|(_, it)| {
        let parameters = it.parameters.iter().map(|it| plan.of_parameter(it));
        let bodies = it.body.iter().flat_map(|it| it.contents.all());
        parameters.chain(bodies.map(|it| plan.of_body(it)))
    });
    for rules in of_types.chain(of_operations) {
        needs.rules |= !rules.is_empty();
        needs.patterns |= rules.have_pattern();
    }
    needs
}

/// The operations whose requests are checked: servers do that.
fn checked(api: &Api) -> impl Iterator<Item = (Gate, &Operation)> {
    let is_served = parts::has(api, CratePart::Server);
    gate::operations(api).filter(move |_| is_served)
}

/// A call of the macro.
struct Table {
    /// What stands before the rows.
    head: String,
    rows: Vec<String>,
    /// The rules of the whole.
    itself: Option<String>,
}

fn value(api: &Api, gate: Gate, table: Table) -> Value {
    let Table { head, rows, itself } = table;
    let condition = gate.map(|it| gate::condition(api, it));
    context! { head, rows, itself, condition }
}

fn of_type(plan: &Plan<'_>, def: &TypeDef) -> Option<Table> {
    let name = &def.name.rust;
    let table = match &def.kind {
        TypeKind::Struct(it) => {
            let fields = it.fields.iter().filter_map(|it| field(plan, it));
            let itself = plan::of_object(&it.rules);
            Table {
                head: name.clone(),
                rows: fields.chain(additional(plan, &it.additional)).collect(),
                itself: (!itself.is_empty()).then(|| spell::flat(&itself)),
            }
        }
        TypeKind::Union(it) => {
            let rules = it.variants.iter().map(|it| (it, plan.of_variant(it)));
            let rules = rules.filter(|(_, rules)| !rules.is_empty());
            let row = |(it, rules): (&UnionVariant, Rules<'_>)| spell::row(&it.name.rust, &rules);
            let mut rows: Vec<String> = rules.map(row).collect();
            let all = it.variants.len() + usize::from(it.unknown.is_some());
            if !rows.is_empty() && rows.len() < all {
                rows.push("_ {}".to_owned());
            }
            Table {
                head: [name, " enum"].concat(),
                rows,
                itself: None,
            }
        }
        TypeKind::Newtype { target, rules } => {
            let rules = plan.of_value(target, rules, 0);
            let row = spell::row("0", &rules);
            Table {
                head: [name, " newtype"].concat(),
                rows: (!rules.is_empty()).then_some(row).into_iter().collect(),
                itself: None,
            }
        }
        TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) | TypeKind::Alias { .. } => return None,
    };
    (!table.rows.is_empty() || table.itself.is_some()).then_some(table)
}

/// ```text
/// name "name" { min_length 1, max_length 64 }
/// ```
fn field(plan: &Plan<'_>, it: &Field) -> Option<String> {
    let rules = plan.of_field(it);
    let row = || {
        spell::row(
            &[&it.name.rust, " ", &spell::text(&it.name.wire)].concat(),
            &rules,
        )
    };
    (!rules.is_empty()).then(row)
}

/// ```text
/// additional_properties { each { max_length 10 } }
/// ```
fn additional(plan: &Plan<'_>, it: &Additional) -> Option<String> {
    let rules = plan.of_additional(it);
    match it {
        Additional::Kept { name, .. } if !rules.is_empty() => Some(spell::row(&name.rust, &rules)),
        Additional::Kept { .. } | Additional::Ignored | Additional::Refused => None,
    }
}

fn of_operation(plan: &Plan<'_>, it: &Operation) -> Option<Table> {
    let parameters = it.parameters.iter().filter_map(|it| parameter(plan, it));
    let bodies = it.body.iter().flat_map(|it| bodies(plan, &it.contents));
    let rows: Vec<String> = parameters.chain(bodies).collect();
    (!rows.is_empty()).then(|| Table {
        head: ["mod ", &it.name.rust].concat(),
        rows,
        itself: None,
    })
}

/// ```text
/// limit(Option<i32>) { minimum 1, maximum 100 }
/// ```
fn parameter(plan: &Plan<'_>, it: &Parameter) -> Option<String> {
    let rules = plan.of_parameter(it);
    let presence = if it.required {
        Presence::Required
    } else {
        Presence::Optional
    };
    let ty = types::field(plan.api, &it.ty, presence);
    (!rules.is_empty()).then(|| part(&it.name.rust, &ty, &rules))
}

/// ```text
/// body(Vec<crate::models::Note>) { max_items 10, nested }
/// ```
fn bodies(plan: &Plan<'_>, it: &Contents) -> Vec<String> {
    let row = |name: &str, it: &Representation| {
        let rules = plan.of_body(it);
        let ty = types::ty(plan.api, &it.ty);
        (!rules.is_empty() && !rules.are_those_of_the_type()).then(|| part(name, &ty, &rules))
    };
    match it.choice {
        // Whatever it is written in, the value is the same.
        None => row(parts::BODY, &it.first).into_iter().collect(),
        Some(_) => it.all().filter_map(|it| row(&it.name.rust, it)).collect(),
    }
}

fn part(name: &str, ty: &proc_macro2::TokenStream, rules: &Rules<'_>) -> String {
    spell::row(&[name, "(", &spell::ty(ty), ")"].concat(), rules)
}
