//! Many files at once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::{panic, thread};

use super::error::SyncError;

/// How many files are on their way from or to the disk at once: it takes many in the time of one.
const AT_ONCE: usize = 8;

/// What `work` makes of each of `items`, none of which needs another, in any order.
///
/// # Errors
///
/// The first failure; what has not been begun by then is left.
///
/// # Panics
///
/// As `work` does, once what is under way has ended.
pub(super) fn map<I: Sync, T: Send>(
    items: &[I],
    work: impl Fn(&I) -> Result<T, SyncError> + Sync,
) -> Result<Vec<T>, SyncError> {
    let next = AtomicUsize::new(0);
    let all = Mutex::new(Ok(Vec::with_capacity(items.len())));
    let worker = || {
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            let made = work(item);
            let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
            match (made, &mut *all) {
                (Ok(made), Ok(all)) => all.push(made),
                (Err(error), Ok(_)) => {
                    next.store(items.len(), Ordering::Relaxed);
                    *all = Err(error);
                }
                (_, Err(_)) => {}
            }
        }
    };
    thread::scope(|scope| {
        // Where there are no threads, the one at hand does it all.
        let others = (1..AT_ONCE.min(items.len()))
            .map_while(|_| thread::Builder::new().spawn_scoped(scope, worker).ok());
        let others: Vec<_> = others.collect();
        worker();
        for other in others {
            if let Err(panicked) = other.join() {
                panic::resume_unwind(panicked);
            }
        }
    });
    all.into_inner().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;

    use super::*;

    #[test]
    #[should_panic(expected = "on another thread")]
    fn a_panic_on_another_thread_is_passed_on() {
        let caller = thread::current().id();
        // Neither gets both of the items.
        let both = Barrier::new(2);
        let _ = map(&[1, 2], |_| {
            both.wait();
            assert_eq!(thread::current().id(), caller, "on another thread");
            Ok(())
        });
    }
}
