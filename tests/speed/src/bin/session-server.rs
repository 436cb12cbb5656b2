//! Serves the session API on one thread until its input ends; prints the address first.
//!
//! `session-server ours` or `session-server by-hand`.

use std::error::Error;
use std::io::{self, Read, Write};
use std::{env, thread};

use speed::servers;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

fn main() -> Result<(), Box<dyn Error>> {
    let name = env::args().nth(1).unwrap_or_default();
    let router = servers::named(&name).ok_or("which server? ours or by-hand")?;
    let (ended, end) = oneshot::channel();
    thread::spawn(move || {
        let _ = io::stdin().read_to_end(&mut Vec::new());
        let _ = ended.send(());
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        writeln!(io::stdout(), "{}", listener.local_addr()?)?;
        let serving = tokio::spawn(async { axum::serve(listener, router).await });
        let _ = end.await;
        serving.abort();
        Ok(())
    })
}
