//! Finding the field that a key names.

use std::iter;
use std::sync::OnceLock;

/// Where the keys of an object are among its fields: a hash table of the numbers of the fields, counted from 1; 0 is a
/// free place. It is made when a key is not the expected one for the first time.
#[derive(Debug, Default)]
pub struct FieldIndex(OnceLock<Box<[u16]>>);

impl FieldIndex {
    /// Of any fields.
    #[must_use]
    pub const fn new() -> Self {
        Self(OnceLock::new())
    }

    /// Which of `fields`, which are always the same, `key` names if it names any.
    #[inline]
    pub(super) fn guess(&self, fields: &[&str], key: &str) -> Option<usize> {
        let index = self.0.get_or_init(|| index_of(fields));
        let number = index.get(places(index.len(), key).next()?)?;
        usize::from(*number).checked_sub(1)
    }

    /// The same for certain.
    pub(super) fn find(&self, fields: &[&str], key: &str) -> Option<usize> {
        let index = self.0.get_or_init(|| index_of(fields));
        for place in places(index.len(), key) {
            let number = index.get(place).copied().unwrap_or_default();
            let field = usize::from(number).checked_sub(1)?;
            if fields.get(field).is_some_and(|it| equal(it, key)) {
                return Some(field);
            }
        }
        None
    }
}

#[cold]
fn index_of(fields: &[&str]) -> Box<[u16]> {
    // Never full, so that a search ends, and mostly empty, so that it ends where it begins.
    let mut index = vec![0; fields.len().next_power_of_two() * 4];
    for (number, field) in (1..=u16::MAX).zip(fields) {
        let free = places(index.len(), field).find(|place| index.get(*place) == Some(&0));
        if let Some(place) = free.and_then(|it| index.get_mut(it)) {
            *place = number;
        }
    }
    index.into()
}

/// The places of an index where `key` may be, the likely one first.
fn places(len: usize, key: &str) -> impl Iterator<Item = usize> + use<> {
    let mask = len.wrapping_sub(1);
    let first = hash(key) & mask;
    iter::successors(Some(first), move |place| Some((place + 1) & mask))
}

/// Whether two keys are equal.
fn equal(field: &str, key: &str) -> bool {
    match key.len() {
        ..=SHORT => equal_if_short(field, key),
        _ => field == key,
    }
}

/// The longest key that is compared without a call, which costs more than the comparison.
const SHORT: usize = 32;

/// Whether two keys are equal; longer ones are not looked at. Two comparisons, of the start and of the end, see it all.
#[inline]
pub(super) fn equal_if_short(field: &str, key: &str) -> bool {
    let (field, key) = (field.as_bytes(), key.as_bytes());
    if field.len() != key.len() {
        return false;
    }
    match key.len() {
        0 => true,
        1..4 => {
            let at = |index: usize| field.get(index) == key.get(index);
            at(0) && at(key.len() / 2) && at(key.len() - 1)
        }
        4..8 => ends::<4>(field) == ends::<4>(key),
        8..=16 => ends::<8>(field) == ends::<8>(key),
        17..=SHORT => ends::<16>(field) == ends::<16>(key),
        _ => false,
    }
}

/// The first bytes and the last ones.
#[inline]
fn ends<const N: usize>(key: &[u8]) -> (Option<&[u8; N]>, Option<&[u8; N]>) {
    (key.first_chunk(), key.last_chunk())
}

/// Keys differ at the end more than at the start. Those in the index are from the document: nobody can make them collide.
#[inline]
fn hash(key: &str) -> usize {
    let key = key.as_bytes();
    let end = match (key.last_chunk(), key.last_chunk(), key) {
        (Some(end), _, _) => u64::from_le_bytes(*end),
        (_, Some(end), [first, second, ..]) => {
            u64::from(u32::from_le_bytes(*end)) << 16 | u64::from(*first) << 8 | u64::from(*second)
        }
        _ => key
            .iter()
            .fold(0, |end, byte| (end << 8) | u64::from(*byte)),
    };
    let mixed = (end ^ key.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 40) as usize
}
