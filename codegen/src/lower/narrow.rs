//! What several schemas say of one value together.

use std::rc::Rc;

use openapiv3::AnySchema;
use serde_json::Value;

use super::notes::notes;
use super::object::Said;
use super::schema::{self, Lowered};
use super::{Context, null, object, union};
use crate::diagnostic::{Place, lowering as say};
use crate::spec::{Schema, Site};

/// What one part of an object says about a property.
struct Told<'a> {
    said: Said<'a>,
    site: Site,
    schema: Rc<Schema>,
}

/// What a property is that several parts of the object at `owner` describe: a value of all of
/// their schemas.
pub(super) fn property(
    cx: &mut Context<'_>,
    owner: &Place,
    said: &[Said<'_>],
    hint: &str,
) -> Lowered {
    let mut told = Vec::new();
    for &said in said {
        if let Some((site, schema)) = cx.schema_behind(said.0, said.1) {
            told.push(Told { said, site, schema });
        }
    }
    let Some(last) = told.last() else {
        return Lowered::anything();
    };
    let (last_said, nullable) = (last.said, null::is_nullable(&last.schema));
    let last_notes = notes(&last.schema.data, &last.site.origin);
    let kept = telling(cx, told);
    let value = match kept.as_slice() {
        [] => schema::value(cx, last_said.0, last_said.1, hint),
        [only] => schema::value(cx, only.said.0, only.said.1, hint),
        several => all_of(cx, owner, several, hint),
    };
    Lowered {
        nullable: nullable || kept.len() == 1 && value.nullable,
        notes: last_notes.over(value.notes),
        ..value
    }
}

/// Those that say anything of the value which no other one says as well.
fn telling<'a>(cx: &mut Context<'_>, told: Vec<Told<'a>>) -> Vec<Told<'a>> {
    let mut kept: Vec<Told<'a>> = Vec::new();
    for one in told.into_iter().filter(|it| !it.schema.says_nothing()) {
        if kept.iter().any(|it| brings_along(cx, it, &one.site.place)) {
            continue;
        }
        kept.retain(|it| !brings_along(cx, &one, &it.site.place));
        kept.push(one);
    }
    kept
}

/// Whether what stands at `place` is what `told` refers to, or is a part of that.
fn brings_along(cx: &mut Context<'_>, told: &Told<'_>, place: &Place) -> bool {
    told.site.place == *place
        || !told.schema.keywords.all_of.is_empty()
            && object::parts(cx, &told.site.place, &told.schema)
                .iter()
                .any(|(at, _)| at == place)
}

/// A value that is all of `several`.
fn all_of(cx: &mut Context<'_>, owner: &Place, several: &[Told<'_>], hint: &str) -> Lowered {
    let mut whole = Schema::default();
    let members = several.iter().map(|it| it.said.1.clone().unbox());
    whole.keywords.all_of = members.collect();
    let parts = object::parts(cx, owner, &whole);
    let choices = parts.iter().filter(|(at, it)| union::chooses(cx, at, it));
    if choices.count() > 1 {
        cx.warn(say::several_choices(&owner.child("allOf")));
        return Lowered::anything();
    }
    // The same members make the same type, wherever they meet.
    let mut key = owner.clone();
    for (index, it) in several.iter().enumerate() {
        key = match index {
            0 => it.site.place.child("allOf"),
            _ => key.child(&format!("{:?}", it.site.place)),
        };
    }
    schema::made(cx, &key, whole, hint)
}

/// What the schema at `place` and all that `allOf` adds to it say together of a value that is no
/// object; `None` for a schema without `allOf`.
///
/// Limits stay where they are: [`rule::of`](super::rule::of) asks every part for its own.
pub(super) fn narrowed(cx: &mut Context<'_>, place: &Place, schema: &Schema) -> Option<Schema> {
    if schema.keywords.all_of.is_empty() {
        return None;
    }
    let mut parts = object::parts(cx, place, schema).into_iter();
    let (_, first) = parts.next()?;
    let mut narrowed = Schema::clone(&first);
    narrowed.keywords.all_of.clear();
    let mut conflict = false;
    for (_, part) in parts {
        conflict |= !narrow_type(&mut narrowed, &part);
        narrow_values(&mut narrowed, &part);
        narrow_keywords(&mut narrowed.keywords, &part.keywords);
        if !part.later.prefix_items.is_empty() {
            narrowed
                .later
                .prefix_items
                .clone_from(&part.later.prefix_items);
        }
    }
    if conflict {
        cx.warn(say::conflicting_types(&place.child("allOf")));
    }
    // What the whole says of itself does not come from its parts, null included.
    narrowed.data.nullable = schema.data.nullable;
    Some(narrowed)
}

/// Takes over the type of `part`; whether one value can have both.
fn narrow_type(narrowed: &mut Schema, part: &Schema) -> bool {
    let of = |schema: &Schema| -> Vec<String> {
        let lone = schema.keywords.typ.iter();
        lone.chain(&schema.later.types).cloned().collect()
    };
    let (before, now) = (of(narrowed), of(part));
    if now.is_empty() {
        return true;
    }
    let mut both: Vec<String> = if before.is_empty() {
        now.clone()
    } else {
        let is_shared = |it: &&String| now.contains(it) || *it == "integer" && allows_any(&now);
        let mut both: Vec<String> = before.iter().filter(is_shared).cloned().collect();
        if allows_any(&before) && now.iter().any(|it| it == "integer") {
            both.push("integer".to_owned());
        }
        both
    };
    let fits = !both.is_empty();
    if !fits {
        both = now;
    }
    both.dedup();
    narrowed.keywords.typ = None;
    narrowed.later.types.clear();
    match <[String; 1]>::try_from(both) {
        Ok([only]) => narrowed.keywords.typ = Some(only),
        Err(several) => narrowed.later.types = several,
    }
    fits
}

/// Whether every integer is of one of these types too.
fn allows_any(types: &[String]) -> bool {
    types.iter().any(|it| it == "number")
}

/// Leaves of the listed values those that `part` lists as well.
fn narrow_values(narrowed: &mut Schema, part: &Schema) {
    let listed = &part.keywords.enumeration;
    if listed.is_empty() {
        return;
    }
    let before = &narrowed.keywords.enumeration;
    let is_kept = |value: &&Value| before.is_empty() || before.contains(value);
    let mut kept: Vec<Value> = listed.iter().filter(is_kept).cloned().collect();
    if kept.is_empty() {
        kept.clone_from(listed);
    }
    if kept.len() == listed.len() {
        // Names of values are listed beside them, in the same order.
        let extensions = part.data.extensions.clone();
        narrowed.data.extensions.extend(extensions);
    } else if kept != *before {
        narrowed.data.extensions.clear();
    }
    narrowed.keywords.enumeration = kept;
    narrowed.later.constant.clone_from(&part.later.constant);
}

/// Takes over what says which type a value becomes.
fn narrow_keywords(narrowed: &mut AnySchema, part: &AnySchema) {
    if part.format.is_some() {
        narrowed.format.clone_from(&part.format);
    }
    if part.items.is_some() {
        narrowed.items.clone_from(&part.items);
    }
    if narrowed.pattern.is_none() {
        narrowed.pattern.clone_from(&part.pattern);
    }
    narrowed.minimum = tighter(narrowed.minimum, part.minimum, f64::max);
    narrowed.maximum = tighter(narrowed.maximum, part.maximum, f64::min);
    narrowed.min_items = narrowed.min_items.max(part.min_items);
    narrowed.max_items = match (narrowed.max_items, part.max_items) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
}

fn tighter(one: Option<f64>, other: Option<f64>, choose: fn(f64, f64) -> f64) -> Option<f64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(choose(one, other)),
        (one, other) => one.or(other),
    }
}
