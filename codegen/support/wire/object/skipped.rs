//! How much of what was read is in no field.

use std::cell::Cell;

thread_local! {
    static SKIPPED: Cell<usize> = const { Cell::new(0) };
}

/// Counts an entry that is skipped.
pub(super) fn count() {
    SKIPPED.set(SKIPPED.get().wrapping_add(1));
}

/// Runs `read`; what comes out, and how many entries it skipped, which do not count for what surrounds it.
pub fn skipped<T>(read: impl FnOnce() -> T) -> (T, usize) {
    let before = SKIPPED.get();
    let value = read();
    (value, SKIPPED.replace(before).wrapping_sub(before))
}

/// Counts the entries that a value skipped, once it is known to be taken.
pub fn add_skipped(entries: usize) {
    SKIPPED.set(SKIPPED.get().wrapping_add(entries));
}
