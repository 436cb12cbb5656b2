//! Where references lead.

mod link;
mod names;

use std::cell::Cell;

use openapiv3::{ReferenceOr, SchemaData};
use serde_json::{Map, Value};

use super::files::NoFile;
use super::members::At;
use super::path::percent_decode;
use super::trail::Trail;
use super::{Spec, Version, schema};
use crate::diagnostic::{Diagnostic, FileId, Place, Pointer, reading};
use link::Link;

pub(super) use link::{Kind, built_in, child, member, target, to_built_in};
pub(super) use names::Names;

/// Where a reference led.
#[derive(Clone, Debug)]
pub struct Site {
    /// The piece.
    pub place: Place,
    /// Where the reference to it stands; for an inline child the same as `place`.
    pub origin: Place,
    /// Whether the document has a `$ref` there, and not an inline child.
    pub referenced: bool,
    /// What stands beside the `$ref`, if anything does.
    pub beside: Option<Box<Beside>>,
}

/// What stands beside a `$ref` and speaks of this use of what it refers to, in place of what that says of itself.
///
/// A schema whose `$ref` has neighbours that say something about its type is not followed: it is an `allOf` of the
/// reference and the rest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beside {
    /// A `summary`, beside a reference to anything but a schema.
    pub summary: Option<String>,
    /// The rest. `nullable` is honoured in OpenAPI 3.0 too, as its authors mean it.
    pub data: SchemaData,
}

/// How many references in a row are followed.
const LONGEST_CHAIN: usize = 64;

impl Spec {
    /// Where a child of the piece at `from` is: inline, or behind a chain of references, in whatever file.
    ///
    /// # Errors
    ///
    /// When a reference leads nowhere, or the chain back to its beginning.
    pub fn child<T>(&self, from: &Place, child: &ReferenceOr<T>) -> Result<Site, Diagnostic> {
        Trail::new(self).child(from, child)
    }

    /// Where a reference leads that stands in the piece at `from`: one of those that the piece was handed out with, the
    /// value of a discriminator's mapping, or any other text of that kind.
    ///
    /// # Errors
    ///
    /// When a reference leads nowhere, or the chain back to its beginning.
    pub fn follow(&self, from: &Place, reference: &str) -> Result<Site, Diagnostic> {
        Trail::new(self).follow(from, reference)
    }

    /// The place that a reference beside or at `from` names.
    pub(super) fn resolve(&self, from: &Place, reference: &str) -> Result<Place, Diagnostic> {
        let found = self.find(from, reference, &Cell::new(LONGEST_CHAIN));
        found.map_err(|reason| self.lost(from, reference, reason))
    }

    fn lost(&self, from: &Place, reference: &str, reason: Lost) -> Diagnostic {
        let at = self.place_of_reference(from, reference);
        match reason {
            Lost::Nowhere => reading::unresolved_reference(&at, reference),
            Lost::Cycle => reading::reference_cycle(&at, reference),
            Lost::NoFile(NoFile::Missing) => {
                let path = self.files.path_shown(from.file, reference);
                reading::file_not_found(&at, reference, &path, self.sources().name(from.file))
            }
            Lost::NoFile(NoFile::Outside) => reading::outside_folder(&at, reference),
            Lost::NoFile(NoFile::Remote) => reading::remote_reference(&at, reference),
            Lost::NoFile(NoFile::TooMany) => reading::too_many_files(&at, self.files.count()),
            Lost::Broken(diagnostic) => *diagnostic,
        }
    }

    /// Where the text of the reference is, to point at it.
    fn place_of_reference(&self, from: &Place, reference: &str) -> Place {
        let mapping = from.child("discriminator").child("mapping");
        let holders = [from.clone(), mapping, from.child("discriminator")];
        let found = holders.into_iter().find_map(|holder| {
            let members = self.value(&holder)?.as_object()?;
            let (key, _) = members
                .iter()
                .find(|(_, it)| it.as_str() == Some(reference))?;
            Some(holder.child(key))
        });
        found.unwrap_or_else(|| from.clone())
    }

    /// `steps` is how many more references may be looked at on the way, wherever the search turns.
    fn find(&self, from: &Place, reference: &str, steps: &Cell<usize>) -> Result<Place, Lost> {
        steps.set(steps.get().checked_sub(1).ok_or(Lost::Cycle)?);
        let file = match self.files.find(from.file, reference) {
            Ok(file) => file,
            Err(reason) => {
                // What has neither folder nor extension was not meant as a file.
                let is_name = reason == NoFile::Missing && !reference.contains(['/', '.']);
                let lost = if is_name {
                    Lost::Nowhere
                } else {
                    Lost::NoFile(reason)
                };
                return self.by_name(from, reference, steps).ok_or(lost);
            }
        };
        match self.files.content(file) {
            Some(Ok(_)) => self.find_in(file, from, reference, steps),
            Some(Err(diagnostic)) => Err(Lost::Broken(Box::new(diagnostic.clone()))),
            None => Err(Lost::Nowhere),
        }
    }

    fn find_in(
        &self,
        file: FileId,
        from: &Place,
        reference: &str,
        steps: &Cell<usize>,
    ) -> Result<Place, Lost> {
        let (path, written) = reference.split_once('#').unwrap_or((reference, ""));
        let fragment = percent_decode(written.trim_end());
        let top = Place::top(file);
        // In a schema that names itself, `#` may mean that schema.
        let resource = || path.is_empty().then(|| self.resource(from)).flatten();
        if fragment.is_empty() {
            return Ok(resource().unwrap_or(top));
        }
        let walk = |base: &Place, text: &str| self.reach(base, &Pointer::parse(text)?, steps).ok();
        let Some(pointer) = Pointer::parse(&fragment) else {
            // `#components/schemas/Pet` can mean but one thing.
            let slashed = || walk(&top, &format!("/{fragment}"));
            let anchor = self.anchor(file, &fragment);
            return anchor.or_else(slashed).ok_or(Lost::Nowhere);
        };
        let found = self.reach(&top, &pointer, steps);
        if !matches!(found, Err(Lost::Nowhere)) {
            return found;
        }
        // A key may hold a `%22` that is to be taken as it stands.
        let literal = (written != fragment).then(|| walk(&top, written)).flatten();
        let in_resource = || walk(&resource()?, &fragment);
        literal.or_else(in_resource).ok_or(Lost::Nowhere)
    }

    /// The value that a pointer names, seen from `base`. Pointers may lead through references.
    fn reach(&self, base: &Place, pointer: &Pointer, steps: &Cell<usize>) -> Result<Place, Lost> {
        let mut place = base.clone();
        let mut value = self.value(base).ok_or(Lost::Nowhere)?;
        // Most lead straight to a component, and are spelled as any other way there.
        let is_plain = base.pointer == Pointer::root() && !pointer.as_str().contains('~');
        if is_plain && walk(value, pointer).is_some() {
            place.pointer = pointer.clone();
            return Ok(place);
        }
        for key in pointer.segments() {
            while step(value, &key).is_none()
                && let Some(reference) = reference_of(value)
            {
                place = self.find(&place, reference, steps)?;
                value = self.value(&place).ok_or(Lost::Nowhere)?;
            }
            value = step(value, &key).ok_or(Lost::Nowhere)?;
            place = place.child(&key);
        }
        Ok(place)
    }

    /// What a reference names that is not a file: an `$id`, a `$self`, or a component by its bare name.
    fn by_name(&self, from: &Place, reference: &str, steps: &Cell<usize>) -> Option<Place> {
        let (name, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if let Some(base) = self.names().ids.get(name) {
            let pointer = Pointer::parse(&percent_decode(fragment))?;
            return self.reach(base, &pointer, steps).ok();
        }
        if !fragment.is_empty() {
            return None;
        }
        let pointer = match Pointer::parse(name) {
            Some(pointer) => pointer,
            None => Pointer::root()
                .child("components")
                .child("schemas")
                .child(name),
        };
        let found = [from.file, FileId::ROOT].into_iter().find_map(|file| {
            let place = Place {
                file,
                pointer: pointer.clone(),
            };
            self.value(&place).is_some().then_some(place)
        })?;
        if self.value(from).and_then(reference_of) == Some(reference) {
            self.warn(reading::bare_name(
                &from.child("$ref"),
                reference,
                &found.pointer,
            ));
        }
        Some(found)
    }

    fn anchor(&self, file: FileId, name: &str) -> Option<Place> {
        let key = (file, name.to_owned());
        self.names().anchors.get(&key).cloned()
    }

    /// The nearest schema around a place that names itself by `$id`, so that `#` means it and not the file.
    fn resource(&self, from: &Place) -> Option<Place> {
        if self.names().ids.is_empty() {
            return None;
        }
        let mut place = Some(from.clone());
        while let Some(here) = place {
            let id = self.value(&here).and_then(|it| it.get("$id"));
            if id.is_some_and(Value::is_string) && here.pointer.parent().is_some() {
                return Some(here);
            }
            place = here.parent();
        }
        None
    }

    fn names(&self) -> &Names {
        self.names.get_or_init(|| {
            let mut names = Names::default();
            if !self.files.have_names() {
                return names;
            }
            for (file, value) in self.files.all() {
                names.collect(value, &Place::top(file));
            }
            names
        })
    }
}

impl Trail<'_> {
    /// As [`Spec::child`].
    pub(crate) fn child<T>(
        &mut self,
        from: &Place,
        child: &ReferenceOr<T>,
    ) -> Result<Site, Diagnostic> {
        match child {
            ReferenceOr::Reference { reference } => self.follow(from, reference),
            ReferenceOr::Item(_) => Err(reading::not_a_piece(
                from,
                "a reference",
                "something inline",
            )),
        }
    }

    /// As [`Spec::follow`].
    pub(crate) fn follow(&mut self, from: &Place, reference: &str) -> Result<Site, Diagnostic> {
        match Link::read(reference) {
            Link::Child(place, kind) => self.settle(place, kind),
            Link::Target(place) => {
                let reference = self
                    .value(&place)
                    .and_then(reference_of)
                    .unwrap_or_default();
                let target = self.spec.resolve(&place, reference)?;
                self.arrive(place, target)
            }
            Link::Text(text) => {
                let target = self.spec.resolve(from, text)?;
                self.arrive(from.clone(), target)
            }
        }
    }

    fn arrive(&mut self, origin: Place, target: Place) -> Result<Site, Diagnostic> {
        let site = self.settle(target, Kind::Schema)?;
        Ok(Site {
            origin,
            referenced: true,
            ..site
        })
    }

    /// Follows the references that stand at a place, until something else does.
    pub(super) fn settle(&mut self, start: Place, kind: Kind) -> Result<Site, Diagnostic> {
        let mut site = Site {
            place: start.clone(),
            origin: start,
            referenced: false,
            beside: None,
        };
        for _ in 0..LONGEST_CHAIN {
            let Some((members, reference)) = self.value(&site.place).and_then(reference_in) else {
                return Ok(site);
            };
            let place = site.place.clone();
            if members.len() > 1 && kind != Kind::PathItem {
                let at = At::new(self.spec, &place, "a reference");
                if schema::says_more(at, members, kind) {
                    return Ok(site);
                }
                site.add_beside(schema::beside(at, members, kind));
            }
            site.place = self.spec.resolve(&place, reference)?;
            site.referenced = true;
        }
        let reference = self
            .value(&site.origin)
            .and_then(reference_of)
            .unwrap_or_default();
        let at = self.spec.place_of_reference(&site.origin, reference);
        Err(reading::reference_cycle(&at, reference))
    }
}

impl Site {
    /// What stands beside the first of several references counts.
    fn add_beside(&mut self, more: Beside) {
        let Some(outer) = &mut self.beside else {
            self.beside = Some(Box::new(more));
            return;
        };
        let Beside { summary, data } = more;
        outer.summary = outer.summary.take().or(summary);
        schema::fill(&mut outer.data, data);
    }
}

/// Why a reference leads nowhere.
enum Lost {
    Nowhere,
    Cycle,
    NoFile(NoFile),
    Broken(Box<Diagnostic>),
}

/// The reference that stands in a value.
pub(super) fn reference_of(value: &Value) -> Option<&str> {
    reference_in(value).map(|(_, reference)| reference)
}

pub(super) fn reference_in(value: &Value) -> Option<(&Map<String, Value>, &str)> {
    let members = value.as_object()?;
    Some((members, reference_among(members)?))
}

pub(super) fn reference_among(members: &Map<String, Value>) -> Option<&str> {
    let keys = ["$ref", "$dynamicRef", "$recursiveRef"];
    keys.iter().find_map(|&key| get(members, key)?.as_str())
}

/// The member `key`: a few are looked through before a hash is made.
fn get<'v>(members: &'v Map<String, Value>, key: &str) -> Option<&'v Value> {
    if members.len() > 24 {
        return members.get(key);
    }
    members
        .iter()
        .find_map(|(it, value)| (it == key).then_some(value))
}

/// The value that a pointer names in another.
pub(super) fn walk<'v>(top: &'v Value, pointer: &Pointer) -> Option<&'v Value> {
    let mut segments = pointer.segments();
    segments.try_fold(top, |value, key| step(value, &key))
}

pub(super) fn step<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    match value {
        Value::Object(members) => get(members, key),
        Value::Array(values) => values.get(key.parse::<usize>().ok()?),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// Whether OpenAPI lets anything stand beside a `$ref`.
pub(super) fn honours_neighbours(version: Version) -> bool {
    version > Version::V3_0
}
