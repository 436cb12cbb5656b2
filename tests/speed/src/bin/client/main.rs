//! What a call by the emitted client costs beside the same request by reqwest, to a server on a thread of its own; and
//! what memory a long body takes.
//!
//! `client 200` makes as many rounds of calls; `client 200 calls` does nothing else.

mod calls;
mod service;
mod streams;

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let rounds = std::env::args().nth(1).map_or(Ok(200), |it| it.parse())?;
    let address = service::start()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        calls::measure(address, rounds).await?;
        match std::env::args().nth(2).as_deref() {
            Some("calls") => Ok(()),
            _ => streams::measure(address).await,
        }
    })
}
