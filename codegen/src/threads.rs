//! Threads, with stacks that are deep enough whoever calls.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::{panic, thread};

/// Enough for types as deep as the readers let schemas be, parsed and printed by code that is not
/// optimised. The system gives memory for what is used of it.
const ROOM: usize = 256 << 20;

/// Runs `work` on a stack of its own: the thread of the caller may have a small one, and the text
/// of types is parsed and printed by recursion.
pub(crate) fn with_room<T: Send>(work: impl Fn() -> T + Sync) -> T {
    thread::scope(|scope| {
        let builder = thread::Builder::new().name("codegen".to_owned());
        match builder.stack_size(ROOM).spawn_scoped(scope, &work) {
            Ok(running) => running
                .join()
                .unwrap_or_else(|panicked| panic::resume_unwind(panicked)),
            // Where there are no threads, the stack at hand has to do.
            Err(_) => work(),
        }
    })
}

/// Gives the memory of `value` back while the caller goes on.
pub(crate) fn let_go<T: Send + 'static>(value: T) {
    let builder = thread::Builder::new().name("codegen".to_owned());
    // Where no thread can be started, the value goes here, with the work that was for one.
    let _ = builder.stack_size(ROOM).spawn(move || drop(value));
}

/// What `work` makes of each of `items`, in their order. It is done on all cores, the first items first.
pub(crate) fn map<I: Sync, T: Send>(items: &[I], work: impl Fn(&I) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let made = Mutex::new(Vec::with_capacity(items.len()));
    let worker = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { break };
            let result = work(item);
            made.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push((at, result));
        }
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let others = (1..cores.min(items.len())).map_while(|_| {
            let builder = thread::Builder::new().name("codegen".to_owned());
            builder.stack_size(ROOM).spawn_scoped(scope, worker).ok()
        });
        let others: Vec<_> = others.collect();
        worker();
        for other in others {
            if let Err(panicked) = other.join() {
                panic::resume_unwind(panicked);
            }
        }
    });
    let mut made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
    made.sort_by_key(|(at, _)| *at);
    made.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::{map, with_room};

    #[test]
    fn there_is_room_on_a_small_stack() {
        fn deep(level: usize) -> usize {
            let frame = [level; 512];
            match level {
                0 => frame.len(),
                _ => std::hint::black_box(frame)[0] - level + deep(level - 1),
            }
        }
        let small = std::thread::Builder::new().stack_size(128 << 10);
        // 10,000 frames of 4 KiB each.
        let work = || with_room(|| deep(10_000));
        assert_eq!(small.spawn(work).unwrap().join().unwrap(), 512);
    }

    #[test]
    fn what_is_made_side_by_side_is_in_order() {
        let numbers: Vec<u64> = (0..1000).collect();
        let squares: Vec<u64> = numbers.iter().map(|it| it * it).collect();
        assert_eq!(map(&numbers, |it| it * it), squares);
        assert!(map(&[0_u8; 0], |it| *it).is_empty());
    }

    #[test]
    #[should_panic(expected = "at seven")]
    fn a_panic_on_another_core_is_passed_on() {
        map(&[1, 3, 5, 7, 9], |it| assert!(*it != 7, "at seven"));
    }

    #[test]
    #[should_panic(expected = "as it was")]
    fn a_panic_is_passed_on() {
        with_room(|| panic!("as it was"));
    }
}
