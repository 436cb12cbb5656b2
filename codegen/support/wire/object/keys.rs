//! Finding the field that a key names.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::iter;
use std::rc::Rc;

/// Up to this many fields are searched one by one.
const FEW: usize = 6;

/// Of more, so many are tried: fields that are absent move the others by as much. Then an index is worth its while.
const NEAR: usize = 3;

/// The keys of the fields of an object, and an index of them, had when it is needed.
#[derive(Debug)]
pub(super) struct FieldKeys {
    keys: &'static [&'static str],
    index: Option<Rc<[u16]>>,
}

impl FieldKeys {
    pub(super) const fn new(keys: &'static [&'static str]) -> Self {
        Self { keys, index: None }
    }

    pub(super) const fn all(&self) -> &'static [&'static str] {
        self.keys
    }

    /// The key of a field.
    pub(super) fn get(&self, field: usize) -> Option<&'static str> {
        self.keys.get(field).copied()
    }

    /// The field that `key` names, probably one shortly after `expected`.
    #[inline]
    pub(super) fn find(&mut self, key: &str, expected: usize) -> Option<usize> {
        match &self.index {
            Some(index) => look_up(index, self.keys, key),
            None => self.search(key, expected),
        }
    }

    /// The same, while there is no index.
    #[inline(never)]
    fn search(&mut self, key: &str, expected: usize) -> Option<usize> {
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
        let index = self.index.insert(index_of(self.keys));
        look_up(index, self.keys, key)
    }
}

/// Which keys an index is of: where they are, and how many.
type Keys = (*const &'static str, usize);

thread_local! {
    /// The indexes that were needed so far: one for each object of many fields whose keys came in another order.
    static INDEXES: RefCell<BTreeMap<Keys, Rc<[u16]>>> = const { RefCell::new(BTreeMap::new()) };
}

/// The index of `keys`: a hash table of the numbers of the fields, counted from 1; 0 is a free place.
#[inline(never)]
fn index_of(keys: &'static [&'static str]) -> Rc<[u16]> {
    INDEXES.with_borrow_mut(|indexes| {
        let index = indexes.entry((keys.as_ptr(), keys.len()));
        Rc::clone(index.or_insert_with(|| new_index(keys)))
    })
}

#[cold]
fn new_index(keys: &[&str]) -> Rc<[u16]> {
    let mut index = vec![0; keys.len().next_power_of_two() * 2];
    for (number, key) in (1..=u16::MAX).zip(keys) {
        let free = places(index.len(), key).find(|place| index.get(*place) == Some(&0));
        if let Some(place) = free.and_then(|it| index.get_mut(it)) {
            *place = number;
        }
    }
    index.into()
}

fn look_up(index: &[u16], keys: &[&str], key: &str) -> Option<usize> {
    for place in places(index.len(), key) {
        let number = index.get(place).copied().unwrap_or_default();
        let field = usize::from(number).checked_sub(1)?;
        if keys.get(field).is_some_and(|it| equal(it, key)) {
            return Some(field);
        }
    }
    None
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
