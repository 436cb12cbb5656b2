//! Finding the field that a key names.

use std::iter;

/// Up to this many fields are searched one by one.
const FEW: usize = 32;

/// Of more, so many are tried: fields that are absent move the others by as much. Then an index is worth its while.
const NEAR: usize = 8;

/// The keys of the fields of an object, and an index of them, made when it is needed.
#[derive(Debug)]
pub(super) struct FieldKeys {
    keys: &'static [&'static str],
    /// A hash table of the numbers of the fields, counted from 1; 0 is a free place.
    index: Vec<u16>,
}

impl FieldKeys {
    pub(super) const fn new(keys: &'static [&'static str]) -> Self {
        Self {
            keys,
            index: Vec::new(),
        }
    }

    pub(super) const fn all(&self) -> &'static [&'static str] {
        self.keys
    }

    /// The key of a field.
    pub(super) fn get(&self, field: usize) -> Option<&'static str> {
        self.keys.get(field).copied()
    }

    /// The field that `key` names, probably one shortly after `expected`.
    #[inline(never)]
    pub(super) fn find(&mut self, key: &str, expected: usize) -> Option<usize> {
        if self.index.is_empty() {
            let (before, after) = self.keys.split_at_checked(expected)?;
            let many = self.keys.len() > FEW;
            let near = if many {
                after.get(..NEAR).unwrap_or(after)
            } else {
                after
            };
            if let Some(distance) = near.iter().position(|it| equal(it, key)) {
                return Some(expected + distance);
            }
            if !many {
                return before.iter().position(|it| equal(it, key));
            }
            self.fill_index();
        }
        for place in self.places(key) {
            let number = self.index.get(place).copied().unwrap_or_default();
            let field = usize::from(number).checked_sub(1)?;
            if self.get(field) == Some(key) {
                return Some(field);
            }
        }
        None
    }

    #[cold]
    fn fill_index(&mut self) {
        self.index
            .resize(self.keys.len().next_power_of_two() * 2, 0);
        for (number, key) in (1..=u16::MAX).zip(self.keys) {
            let free = self
                .places(key)
                .find(|place| self.index.get(*place) == Some(&0));
            if let Some(place) = free.and_then(|it| self.index.get_mut(it)) {
                *place = number;
            }
        }
    }

    /// The places of the index where `key` may be, the likely one first.
    fn places(&self, key: &str) -> impl Iterator<Item = usize> + use<> {
        let mask = self.index.len().wrapping_sub(1);
        let first = hash(key) & mask;
        iter::successors(Some(first), move |place| Some((place + 1) & mask))
    }
}

/// Whether two keys are equal. Most that are not differ in length or at the end, which is cheaper to see than to compare.
fn equal(field: &str, key: &str) -> bool {
    field.len() == key.len() && field.as_bytes().last() == key.as_bytes().last() && field == key
}

/// Keys differ at the end more than at the start. Those in the index are from the document: nobody can make them collide.
fn hash(key: &str) -> usize {
    let end = match key.as_bytes().last_chunk() {
        Some(end) => u64::from_be_bytes(*end),
        None => key
            .bytes()
            .fold(0, |end, byte| (end << 8) | u64::from(byte)),
    };
    let mixed = (end ^ key.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 40) as usize
}
