//! Arrays: `items`, and tuples by `prefixItems`.

use openapiv3::ReferenceOr;

use super::Context;
use super::schema::{self, Lowered};
use crate::diagnostic::Place;
use crate::ir::{Element, Type};
use crate::spec::Schema;

/// The longest tuple that Rust compares and prints.
const MAX_ELEMENTS: usize = 12;

/// What the array at `place` becomes; `schema` is what all parts of it say together.
pub(super) fn ty(cx: &mut Context<'_>, place: &Place, schema: &Schema, hint: &str) -> Type {
    let first = &schema.later.prefix_items;
    if !first.is_empty() {
        return if is_tuple(cx, place, schema) {
            tuple(cx, place, first, hint)
        } else {
            mixed(cx, place, schema, hint)
        };
    }
    let item = match &schema.keywords.items {
        Some(items) => schema::value(cx, place, items, &format!("{hint} item")),
        None => Lowered::anything(),
    };
    of(item)
}

fn of(item: Lowered) -> Type {
    let rules = item.rules.clone();
    Type::Array {
        items: Box::new(item.into_type()),
        rules,
    }
}

/// Whether an array has exactly the items that `prefixItems` lists.
fn is_tuple(cx: &mut Context<'_>, place: &Place, schema: &Schema) -> bool {
    let keywords = &schema.keywords;
    let count = schema.later.prefix_items.len();
    let is_last = keywords.max_items == Some(count)
        || keywords
            .items
            .as_ref()
            .is_some_and(|it| is_never(cx, place, it));
    is_last && keywords.min_items == Some(count) && count <= MAX_ELEMENTS
}

/// Whether no value fits a schema.
fn is_never<T>(cx: &mut Context<'_>, from: &Place, reference: &ReferenceOr<T>) -> bool {
    let schema = cx.schema_behind(from, reference);
    schema.is_some_and(|(_, it)| it.later.never)
}

fn tuple(
    cx: &mut Context<'_>,
    place: &Place,
    items: &[ReferenceOr<openapiv3::Schema>],
    hint: &str,
) -> Type {
    let element = |(index, item): (usize, &ReferenceOr<openapiv3::Schema>)| {
        let value = schema::value(cx, place, item, &format!("{hint} item {}", index + 1));
        let rules = value.rules.clone();
        Element {
            ty: value.into_type(),
            rules,
        }
    };
    Type::Tuple(items.iter().enumerate().map(element).collect())
}

/// An array that begins with certain items, or some of them: each is one of all that are listed.
fn mixed(cx: &mut Context<'_>, place: &Place, schema: &Schema, hint: &str) -> Type {
    let mut listed = schema.later.prefix_items.clone();
    if let Some(others) = &schema.keywords.items
        && !is_never(cx, place, others)
    {
        listed.push(others.clone().unbox());
    }
    let hint = format!("{hint} item");
    let values = listed.iter().map(|it| schema::value(cx, place, it, &hint));
    let values: Vec<Lowered> = values.collect();
    if let [first, others @ ..] = values.as_slice()
        && others.iter().all(|it| it.is_like(first))
    {
        return of(first.clone());
    }
    let mut one_of = Schema::default();
    one_of.keywords.any_of = listed;
    // Nothing stands there: the place is a name for one of them.
    let key = place.child("prefixItems").child("anyOf");
    of(schema::made(cx, &key, one_of, &hint))
}
