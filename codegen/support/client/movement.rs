//! Time-outs of what may take any time, as long as something moves.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::fault::Fault;

/// When something of a request has moved last.
#[derive(Clone)]
pub struct Movement {
    last: Arc<Mutex<Instant>>,
}

impl Movement {
    /// Now.
    #[must_use]
    pub fn new() -> Self {
        Self {
            last: Arc::new(Mutex::new(Instant::now())),
        }
    }

    /// Something has moved.
    pub fn renew(&self) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    fn last(&self) -> Instant {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What `work` comes to, unless nothing moves for longer than `silence`.
    pub(super) async fn or_late<T>(
        &self,
        silence: Duration,
        work: impl Future<Output = Result<T, Fault>>,
    ) -> Result<T, Fault> {
        self.renew();
        let late = async {
            loop {
                let until = self.last() + silence;
                if until <= Instant::now() {
                    return;
                }
                sleep_until(until).await;
            }
        };
        let (mut work, mut late) = (pin!(work), pin!(late));
        poll_fn(|context| match work.as_mut().poll(context) {
            Poll::Ready(done) => Poll::Ready(done),
            Poll::Pending => late.as_mut().poll(context).map(|()| Err(Fault::Late)),
        })
        .await
    }
}

impl Default for Movement {
    fn default() -> Self {
        Self::new()
    }
}
