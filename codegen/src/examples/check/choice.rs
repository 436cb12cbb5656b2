//! Values of unions.

use std::ptr;

use serde_json::Value;

use super::super::{Misfit, wording};
use super::{Checker, Lost, Outcome, Step, Stop};
use crate::ir::{TypeDef, Union, UnionVariant};

impl<'a> Checker<'a> {
    /// The variant that the decoder takes, and what becomes of the value there.
    pub(super) fn union(&mut self, def: &'a TypeDef, it: &'a Union, value: &'a Value) -> Outcome {
        let key = (ptr::from_ref(it), ptr::from_ref(value));
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        // A union that is a variant of itself reads nothing by that.
        let again = self.misfit(value, wording::named("a value", def));
        self.known.insert(key, Err(again));
        let outcome = match &it.tag {
            Some(tag) => self.tagged(def, it, tag, value),
            None => self.untagged(def, it, value),
        };
        let outcome = match outcome {
            // It is kept as it is.
            Err(Stop::Misfit(_)) if self.is_kept(it, value) => Ok(Lost::new()),
            outcome => outcome,
        };
        self.known.insert(key, outcome.clone());
        outcome
    }

    /// Whether the variant for unknown values takes what no other one reads: a tag that names a
    /// variant leaves no choice.
    fn is_kept(&self, it: &Union, value: &Value) -> bool {
        let found = it.tag.as_ref().and_then(|tag| value.get(tag));
        let mut tags = it.variants.iter().flat_map(|it| &it.tags);
        let is_object = it.tag.is_none() || value.is_object();
        self.keeps(it.unknown.as_ref())
            && is_object
            && !tags.any(|tag| found.and_then(Value::as_str) == Some(tag))
    }

    fn tagged(&mut self, def: &TypeDef, it: &'a Union, tag: &'a str, value: &'a Value) -> Outcome {
        let Some(entries) = value.as_object() else {
            return Err(self.misfit(value, wording::named("an object", def)));
        };
        let Some(found) = entries.get(tag) else {
            return self.without_tag(it, tag, value);
        };
        let names =
            |variant: &&UnionVariant| variant.tags.iter().any(|it| found.as_str() == Some(it));
        match it.variants.iter().find(names) {
            Some(variant) => self.value(&variant.ty, &variant.rules, value),
            None => self.within(Step::Key(tag), |checker| {
                Err(checker.misfit(found, wording::tags(it)))
            }),
        }
    }

    /// A variant that does without the tag: the one that loses least.
    fn without_tag(&mut self, it: &'a Union, tag: &str, value: &'a Value) -> Outcome {
        let read = it.variants.iter();
        let read = read.map(|it| self.value(&it.ty, &it.rules, value));
        let outcomes: Vec<Outcome> = read.collect();
        if outcomes.iter().any(|it| matches!(it, Err(Stop::Open))) {
            return Err(Stop::Open);
        }
        let best = outcomes.into_iter().flatten().min_by_key(Vec::len);
        best.ok_or_else(|| self.stop(wording::missing(tag)))
    }

    /// As the decoder does: the variant that loses least.
    fn untagged(&mut self, def: &TypeDef, it: &'a Union, value: &'a Value) -> Outcome {
        let mut best: Option<Lost> = None;
        let mut misfits: Vec<Misfit> = Vec::new();
        let mut open = false;
        for variant in it.variants.iter().filter(|it| !it.combines) {
            match self.value(&variant.ty, &variant.rules, value) {
                Ok(lost) if lost.is_empty() => return Ok(lost),
                Ok(lost) => {
                    if best.as_ref().is_none_or(|it| lost.len() < it.len()) {
                        best = Some(lost);
                    }
                }
                Err(Stop::Open) => open = true,
                Err(Stop::Misfit(misfit)) => misfits.push(*misfit),
            }
        }
        match (best, furthest(misfits, self.path.len())) {
            (Some(best), _) => self.combined(it, best, value),
            (None, _) if open => Err(Stop::Open),
            (None, Some(misfit)) => Err(Stop::Misfit(Box::new(misfit))),
            (None, None) => Err(self.misfit(value, wording::variants(def, it))),
        }
    }

    /// What becomes of a value of which the best variant loses something.
    fn combined(&mut self, it: &'a Union, best: Lost, value: &'a Value) -> Outcome {
        let Some(combined) = it.variants.iter().find(|it| it.combines) else {
            return Ok(best);
        };
        match self.value(&combined.ty, &combined.rules, value) {
            Ok(lost) if lost.len() < best.len() => Ok(lost),
            Err(Stop::Open) => Err(Stop::Open),
            Ok(_) | Err(Stop::Misfit(_)) => Ok(best),
        }
    }
}

/// The misfit that says most: of the one variant that the value goes further into than into the
/// others; `None` when there is no such variant. The union stands at this depth.
fn furthest(misfits: Vec<Misfit>, depth: usize) -> Option<Misfit> {
    let is_only = misfits.len() == 1;
    let reached = misfits.iter().map(|it| it.path.len()).max()?;
    let mut furthest = misfits.into_iter().filter(|it| it.path.len() == reached);
    let first = furthest.next()?;
    (is_only || reached > depth && furthest.all(|it| it == first)).then_some(first)
}
