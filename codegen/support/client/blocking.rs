//! Calls without `async`.

use std::io;
use std::sync::OnceLock;
use std::thread;

use tokio::runtime::{Builder, Handle, Runtime};

/// Waits for `work`, which a thread of this crate drives.
pub(super) fn wait<T: Send>(work: impl Future<Output = T> + Send) -> io::Result<T> {
    let runtime = runtime()?;
    if Handle::try_current().is_err() {
        return Ok(runtime.block_on(work));
    }
    // Inside a runtime, a thread that blocks has to be another.
    thread::scope(|scope| {
        let done = scope.spawn(|| runtime.block_on(work)).join();
        done.map_err(|_| io::Error::other("the call has panicked"))
    })
}

fn runtime() -> io::Result<&'static Runtime> {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime);
    }
    let mut builder = Builder::new_multi_thread();
    let runtime = builder.worker_threads(1).enable_all().build()?;
    Ok(RUNTIME.get_or_init(|| runtime))
}
