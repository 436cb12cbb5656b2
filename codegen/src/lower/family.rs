//! Inheritance: a schema with a discriminator and no choice, which others extend by `allOf`
//! (OpenAPI 3.0.3, Discriminator Object). A value of it is a value of one of those.

use foldhash::HashMap;
use openapiv3::{Discriminator, ReferenceOr};

use super::Context;
use crate::diagnostic::Place;
use crate::spec::Schema;

/// The schemas that extend others, by the one that they extend.
#[derive(Debug, Default)]
pub(super) struct Heirs(HashMap<Place, Vec<Place>>);

/// The choice among the schemas that extend the one at `place`; `None` when its values are its own.
pub(super) fn choice(cx: &mut Context<'_>, place: &Place, schema: &Schema) -> Option<Schema> {
    let discriminator = schema.data.discriminator.as_ref()?;
    let keywords = &schema.keywords;
    if !keywords.one_of.is_empty() || !keywords.any_of.is_empty() {
        return None;
    }
    let mut members = mapped(cx, place, discriminator);
    for heir in heirs(cx, place) {
        if !members.contains(&heir) {
            members.push(heir);
        }
    }
    // Only what a reference of this file can name.
    members.retain(|it| it != place && it.file == place.file);
    if members.is_empty() {
        return None;
    }
    let mut choice = Schema::default();
    choice.data.clone_from(&schema.data);
    let references = members.iter().map(|it| ReferenceOr::Reference {
        reference: format!("#{}", it.pointer.as_str()),
    });
    choice.keywords.one_of = references.collect();
    Some(choice)
}

/// The schemas that the mapping of a discriminator names, in its order.
fn mapped(cx: &mut Context<'_>, place: &Place, discriminator: &Discriminator) -> Vec<Place> {
    let mut mapped = Vec::new();
    for target in discriminator.mapping.values() {
        let component = cx.components.get(target).cloned();
        let found = component.or_else(|| {
            let site = cx.trail.follow(place, target);
            site.ok().map(|site| site.place)
        });
        if let Some(found) = found
            && !mapped.contains(&found)
        {
            mapped.push(found);
        }
    }
    mapped
}

/// The components that extend the schema at `place`, directly or through another, in document
/// order.
fn heirs(cx: &mut Context<'_>, place: &Place) -> Vec<Place> {
    if cx.heirs.is_none() {
        let heirs = find(cx);
        cx.heirs = Some(heirs);
    }
    let Some(Heirs(by_parent)) = &cx.heirs else {
        return Vec::new();
    };
    let mut found: Vec<Place> = Vec::new();
    let mut open = vec![place];
    while let Some(parent) = open.pop() {
        for heir in by_parent.get(parent).into_iter().flatten() {
            if !found.contains(heir) {
                found.push(heir.clone());
                open.push(heir);
            }
        }
    }
    found
}

/// Which components extend which schemas.
fn find(cx: &mut Context<'_>) -> Heirs {
    let mut heirs = Heirs::default();
    let components: Vec<Place> = cx.components.values().cloned().collect();
    for place in components {
        let Some(schema) = cx.schema(&place) else {
            continue;
        };
        for member in &schema.keywords.all_of {
            if let Some(site) = cx.follow(&place, member)
                && site.referenced
            {
                heirs.0.entry(site.place).or_default().push(place.clone());
            }
        }
    }
    heirs
}
