//! Unions that are told apart by what is there.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::super::{add_skipped, skipped};
use super::shape::{Found, Shape};
use super::skim::Skim;
use super::text::{Text, explore, message, parse};
use crate::support::whole::integer;

/// An enum that has a table of variants without tags.
pub trait Union: Serialize + Sized + 'static {
    /// The name of the enum.
    const NAME: &'static str;

    /// The variants, in the order of the document.
    const VARIANTS: &'static [Variant<Self>];

    /// Reads the variant that has the properties of all others, if there is one.
    const COMBINED: Option<fn(&str) -> serde_json::Result<Self>> = None;

    /// The variant for what no other one reads, if there is one.
    const UNKNOWN: Option<fn(Value) -> Self> = None;
}

/// A variant of a [`Union`].
#[derive(Debug)]
pub struct Variant<U> {
    /// Its name.
    pub name: &'static str,
    /// What it can be read from.
    pub shape: fn() -> Shape,
    /// Reads it from JSON text.
    pub read: fn(&str) -> serde_json::Result<U>,
}

/// Reads a union; what `deserialize` of every union without tags does.
///
/// # Errors
///
/// When no variant reads the value and the union is closed.
pub fn decode_union<'de, U: Union, D: Deserializer<'de>>(deserializer: D) -> Result<U, D::Error> {
    let text = Text::deserialize(deserializer)?;
    // Through a pointer, as `text::parse` does, and for its reason.
    let choose: fn(&str, bool) -> Result<U, String> = choose;
    explore(&text.json, |json| {
        choose(json, text.untyped).map_err(D::Error::custom)
    })
}

/// The variant that keeps most of `json`.
fn choose<U: Union>(json: &str, untyped: bool) -> Result<U, String> {
    if untyped && let Some(it) = choose_by_order(json) {
        return Ok(it);
    }
    let found = Found::of(json);
    let mut attempts = Attempts {
        json,
        best: None,
        refusals: Vec::new(),
    };
    let it = match found {
        Found::Object => attempts.objects(),
        _ => attempts.others(found),
    };
    match (it, U::UNKNOWN) {
        (Some(it), _) => Ok(it),
        (None, Some(unknown)) => parse(json)
            .map(unknown)
            .map_err(|error| message(json, &error)),
        (None, None) => Err(refusal::<U>(json, &attempts.refusals)),
    }
}

/// Reading one text as several variants.
struct Attempts<'a, U> {
    json: &'a str,
    /// The value that skipped least, and how many entries it skipped.
    best: Option<(usize, U)>,
    refusals: Vec<Refusal>,
}

/// Why a variant does not read the value.
type Refusal = (&'static str, serde_json::Error);

impl<U: Union> Attempts<'_, U> {
    /// Reads the text as a variant. There is a value if nothing of the text is lost; otherwise it may be the best so far.
    fn read(&mut self, variant: &Variant<U>) -> Option<U> {
        match skipped(|| (variant.read)(self.json)) {
            (Ok(it), 0) => return Some(it),
            (Ok(it), lost) if self.best.as_ref().is_none_or(|(least, _)| lost < *least) => {
                self.best = Some((lost, it));
            }
            (Ok(_), _) => {}
            (Err(error), _) => self.refusals.push((variant.name, error)),
        }
        None
    }

    /// The best so far, or what has the properties of several variants, if it keeps more.
    fn settle(&mut self) -> Option<U> {
        let (mut lost, mut it) = self.best.take()?;
        if let Some(read) = U::COMBINED
            && let (Ok(combined), fewer) = skipped(|| read(self.json))
            && fewer < lost
        {
            (lost, it) = (fewer, combined);
        }
        add_skipped(lost);
        Some(it)
    }

    /// Reads a value that is no object. Of integers and other numbers, integers keep more digits.
    fn others(&mut self, found: Found) -> Option<U> {
        for integers in [true, false] {
            for variant in U::VARIANTS {
                let shape = (variant.shape)();
                if shape.is_integer() == integers
                    && shape.admits(found)
                    && let Some(it) = self.read(variant)
                {
                    return Some(it);
                }
            }
        }
        if found == Found::Number && self.best.is_none() {
            return self.whole();
        }
        self.settle()
    }

    /// Reads a number that is an integer, though it is not written as one.
    fn whole(&mut self) -> Option<U> {
        let digits = integer(self.json)?.to_string();
        let mut attempts = Attempts {
            json: &digits,
            best: None,
            refusals: Vec::new(),
        };
        attempts.others(Found::Integer)
    }

    /// Reads an object. Which variant knows most of its keys is mostly seen from the first few.
    fn objects(&mut self) -> Option<U> {
        let variants = U::VARIANTS.iter().map(|it| (it, (it.shape)()));
        let variants: Vec<_> = variants
            .filter(|(_, shape)| shape.admits(Found::Object))
            .collect();
        let first = leader(&variants, self.json)?;
        if let Some((variant, _)) = variants.get(first)
            && let Some(it) = self.read(variant)
        {
            return Some(it);
        }
        let keys: Vec<_> = Skim::new(self.json).collect();
        let unknown = |shape: Shape| keys.iter().filter(|key| !shape.knows(key)).count();
        // By numbers, so that they are sorted by the same code whatever the union.
        let others = variants.iter().enumerate();
        let others = others.filter(|(index, _)| *index != first);
        let mut others: Vec<(usize, usize)> = others
            .map(|(index, (_, shape))| (unknown(*shape), index))
            .collect();
        others.sort_unstable();
        for (unknown, index) in others {
            // It would skip at least these.
            if self
                .best
                .as_ref()
                .is_some_and(|(least, _)| unknown >= *least)
            {
                break;
            }
            if let Some((variant, _)) = variants.get(index)
                && let Some(it) = self.read(variant)
            {
                return Some(it);
            }
        }
        self.settle()
    }
}

/// The index of the variant that knows the first keys of an object which not all know.
fn leader<V>(variants: &[(V, Shape)], json: &str) -> Option<usize> {
    let mut leaders: Vec<usize> = (0..variants.len()).collect();
    let mut keys = Skim::new(json);
    while leaders.len() > 1
        && let Some(key) = keys.next()
    {
        let knows = |index: &usize| {
            variants
                .get(*index)
                .is_some_and(|(_, shape)| shape.knows(&key))
        };
        if leaders.iter().any(knows) {
            leaders.retain(knows);
        }
    }
    leaders.first().copied()
}

/// The first variant that reads a string of a format that has nothing but strings.
fn choose_by_order<U: Union>(json: &str) -> Option<U> {
    let bare: String = parse(json).ok()?;
    U::VARIANTS.iter().find_map(|variant| {
        let is_bare = (variant.shape)().is_bare();
        (variant.read)(if is_bare { &bare } else { json }).ok()
    })
}

/// Why no variant reads the value.
fn refusal<U: Union>(json: &str, refusals: &[Refusal]) -> String {
    if let [(_, error)] = refusals {
        return message(json, error);
    }
    let mut text = format!("the value is no {}", U::NAME);
    for (index, (name, error)) in refusals.iter().enumerate() {
        let before = if index == 0 { ": " } else { "; " };
        text.extend([before, "as ", name, ", ", &message(json, error)]);
    }
    text
}
