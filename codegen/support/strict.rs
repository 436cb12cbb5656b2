//! Whether what a document does not allow is refused, or put up with.
//!
//! A client puts up with `null` in the place of what is absent: services send it, whatever their
//! document says. A server does as its document says.

use std::cell::Cell;

thread_local! {
    static STRICT: Cell<bool> = const { Cell::new(false) };
}

/// Runs `read`, which puts up with nothing.
pub fn strictly<T>(read: impl FnOnce() -> T) -> T {
    /// Puts things back, even after a panic.
    struct Before(bool);

    impl Drop for Before {
        fn drop(&mut self) {
            STRICT.set(self.0);
        }
    }

    let _before = Before(STRICT.replace(true));
    read()
}

/// Whether nothing is put up with.
#[must_use]
pub fn is_strict() -> bool {
    STRICT.get()
}
