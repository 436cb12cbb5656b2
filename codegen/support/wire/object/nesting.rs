//! A limit for large objects inside of large objects.
//!
//! JSON readers limit how deep a text may nest, for the sake of the stack, and most models need little of it. A model of
//! hundreds of fields that can contain itself needs more than the stack of a thread before that limit is reached.

use std::cell::Cell;

use serde::de::Error;

/// From this size on, in bytes, an object counts. Below, the limit of the reader is enough.
const LARGE: usize = 1024;

/// How many bytes the large objects may take that are being read at a time. Reading one takes about ten times its size.
const LIMIT: usize = 96 * 1024;

thread_local! {
    /// The bytes that the large objects take that are being read.
    static OPEN: Cell<usize> = const { Cell::new(0) };
}

/// Runs `read` for a value of type `T`, unless too much surrounds it.
pub(super) fn within_limit<T, E: Error>(read: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    if const { size_of::<T>() < LARGE } {
        return read();
    }
    let before = OPEN.get();
    let now = before.saturating_add(size_of::<T>());
    if before > 0 && now > LIMIT {
        return Err(E::custom("large objects are nested too deep"));
    }
    OPEN.set(now);
    let _restore = Restore(before);
    read()
}

/// Sets the count back, even when reading panics.
struct Restore(usize);

impl Drop for Restore {
    fn drop(&mut self) {
        OPEN.set(self.0);
    }
}
