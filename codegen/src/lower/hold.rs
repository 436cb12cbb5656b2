//! The types found so far.

use std::collections::VecDeque;

use foldhash::HashMap;

use super::names::Scope;
use crate::diagnostic::Place;
use crate::ir::{Doc, Name, RuleSet, Type, TypeDef, TypeId, TypeKind, Usage};
use crate::spec::Document;

/// The types found so far, and those that are mentioned but not read yet.
#[derive(Debug)]
pub(super) struct Types {
    names: Scope,
    /// The names of `components.schemas`, given out before any other so that they are stable.
    reserved: HashMap<Place, Name>,
    by_place: HashMap<Place, TypeId>,
    slots: Vec<Slot>,
    queue: VecDeque<(TypeId, Place)>,
    defaults: Vec<PendingDefault>,
    /// The choices of which a value may be several members at once.
    any_of: Vec<TypeId>,
}

/// A type that has its number already.
#[derive(Debug)]
struct Slot {
    name: Name,
    place: Place,
    def: Option<TypeDef>,
}

/// A `default` that can be spelled once the type it belongs to is known.
#[derive(Debug)]
pub(super) struct PendingDefault {
    /// Where the struct stands.
    pub(super) owner: Place,
    /// The field, by its index.
    pub(super) field: usize,
    /// The value in the document.
    pub(super) value: serde_json::Value,
    /// Where it stands.
    pub(super) place: Place,
}

/// Every type, read.
#[derive(Debug)]
pub(super) struct Finished {
    /// The types, by number.
    pub(super) defs: Vec<TypeDef>,
    /// Where each stands in the document.
    pub(super) places: Vec<Place>,
    /// The defaults of their fields.
    pub(super) defaults: Vec<PendingDefault>,
    /// The choices of which a value may be several members at once.
    pub(super) any_of: Vec<TypeId>,
}

impl Default for Types {
    fn default() -> Self {
        Self {
            names: Scope::of_types(),
            reserved: HashMap::default(),
            by_place: HashMap::default(),
            slots: Vec::new(),
            queue: VecDeque::new(),
            defaults: Vec::new(),
            any_of: Vec::new(),
        }
    }
}

impl Types {
    /// Gives the names of `components.schemas` out, in document order.
    ///
    /// A schema whose name is Rust already goes first: `FooBar` keeps its name beside `foo_bar`,
    /// whichever the document lists first.
    /// Those that are `chosen` are what users want, before all others.
    pub(super) fn reserve_names(&mut self, document: &Document, chosen: &HashMap<Place, String>) {
        let components = &document.components.schemas;
        for (name, place) in components {
            if let Some(wanted) = chosen.get(place) {
                let claimed = self.names.claim_wanted(name, wanted);
                self.reserved.insert(place.clone(), claimed);
            }
        }
        let (exact, others): (Vec<_>, Vec<_>) = components
            .iter()
            .filter(|(_, place)| !chosen.contains_key(*place))
            .partition(|(name, _)| super::names::Case::Type.apply(name) == name.as_str());
        for (name, place) in exact.into_iter().chain(others) {
            let claimed = self.names.claim(name);
            self.reserved.insert(place.clone(), claimed);
        }
    }

    /// A name in the scope of all types.
    pub(super) fn claim(&mut self, wire: &str, hint: &str) -> Name {
        self.names.claim_as(wire, hint)
    }

    /// The first of `hints` that nothing is called yet, as a name; the first, numbered, if none is.
    pub(super) fn claim_first_free(&mut self, wire: &str, hints: &[String]) -> Name {
        let free = hints.iter().find(|hint| self.names.is_free(hint));
        let hint = free.or(hints.first()).map_or(wire, String::as_str);
        self.names.claim_as(wire, hint)
    }

    /// The type that stands at `place`, if something mentioned it before.
    pub(super) fn at(&self, place: &Place) -> Option<TypeId> {
        self.by_place.get(place).copied()
    }

    /// A number for the type at `place`, which will be read later.
    pub(super) fn mention(&mut self, place: &Place, hint: &str) -> TypeId {
        if let Some(known) = self.at(place) {
            return known;
        }
        let id = self.allocate(place, hint);
        self.queue.push_back((id, place.clone()));
        id
    }

    /// A number for the type at `place`, which is being read now.
    pub(super) fn allocate(&mut self, place: &Place, hint: &str) -> TypeId {
        let name = match self.reserved.remove(place) {
            Some(name) => name,
            None => self.names.claim_as(hint, hint),
        };
        let id = TypeId(self.slots.len());
        self.by_place.insert(place.clone(), id);
        self.slots.push(Slot {
            name,
            place: place.clone(),
            def: None,
        });
        id
    }

    /// The next type that is mentioned but not read.
    pub(super) fn next_unread(&mut self) -> Option<(TypeId, Place)> {
        self.queue.pop_front()
    }

    /// The name that `id` was given.
    pub(super) fn name(&self, id: TypeId) -> Option<&Name> {
        self.slots.get(id.0).map(|slot| &slot.name)
    }

    /// Puts what was read in its slot.
    pub(super) fn fill(&mut self, id: TypeId, def: TypeDef) {
        if let Some(slot) = self.slots.get_mut(id.0) {
            slot.def = Some(def);
        }
    }

    /// Remembers a default for later.
    pub(super) fn remember_default(&mut self, default: PendingDefault) {
        self.defaults.push(default);
    }

    /// Remembers that a value of `choice` may be several of its members at once.
    pub(super) fn remember_any_of(&mut self, choice: TypeId) {
        self.any_of.push(choice);
    }

    /// Every type; all of them are read by now, or could not be.
    pub(super) fn finish(&mut self) -> Finished {
        let mut defs = Vec::with_capacity(self.slots.len());
        let mut places = Vec::with_capacity(self.slots.len());
        for slot in self.slots.drain(..) {
            defs.push(slot.def.unwrap_or_else(|| anything(slot.name)));
            places.push(slot.place);
        }
        Finished {
            defs,
            places,
            defaults: std::mem::take(&mut self.defaults),
            any_of: std::mem::take(&mut self.any_of),
        }
    }
}

/// A type of which nothing could be read.
fn anything(name: Name) -> TypeDef {
    TypeDef {
        name,
        doc: Doc::default(),
        deprecated: false,
        usage: Usage::default(),
        kind: TypeKind::Alias {
            target: Type::Any,
            rules: RuleSet::new(),
        },
        examples: Vec::new(),
    }
}
