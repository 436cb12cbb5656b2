//! A stack that is deep enough, whoever calls.

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

#[cfg(test)]
mod tests {
    use super::with_room;

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
    #[should_panic(expected = "as it was")]
    fn a_panic_is_passed_on() {
        with_room(|| panic!("as it was"));
    }
}
