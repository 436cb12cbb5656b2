//! What a long body takes.

use std::error::Error;
use std::fs;
use std::net::SocketAddr;
use std::time::Instant;

use reqwest::Body;
use speed::report::Row;
use speed_models::Client;
use speed_models::support::stream::ByteStream;

use super::service::{LENGTH, Zeros};

/// Downloads and uploads it by the emitted client and by reqwest alone.
pub(super) async fn measure(address: SocketAddr) -> Result<(), Box<dyn Error>> {
    let base_url = format!("http://{address}");
    let client = Client::new(&base_url);
    let raw = reqwest::Client::new();
    let url = format!("{base_url}/archive");

    let ours = Taken::by(async {
        let mut archive = client.get_archive().await?;
        let mut length = 0;
        while let Some(piece) = archive.next().await {
            length += piece?.len();
        }
        whole(length)
    });
    let ours = ours.await?;
    let baseline = Taken::by(async {
        let mut response = raw.get(&url).send().await?.error_for_status()?;
        let mut length = 0;
        while let Some(piece) = response.chunk().await? {
            length += piece.len();
        }
        whole(length)
    });
    print("a download of 1 GB", &ours, &baseline.await?)?;

    let ours = Taken::by(async {
        let archive = ByteStream::new(Zeros::new()).with_length(LENGTH as u64);
        Ok(client.put_archive(archive).await?)
    });
    let ours = ours.await?;
    let baseline = Taken::by(async {
        let request = raw
            .put(&url)
            .header("content-type", "application/octet-stream");
        let request = request
            .header("content-length", LENGTH)
            .body(Body::wrap_stream(Zeros::new()));
        request.send().await?.error_for_status()?;
        Ok(())
    });
    print("an upload of 1 GB", &ours, &baseline.await?)
}

fn whole(length: usize) -> Result<(), Box<dyn Error>> {
    match length == LENGTH {
        true => Ok(()),
        false => Err(format!("{length} bytes of {LENGTH}").into()),
    }
}

fn print(what: &str, ours: &Taken, baseline: &Taken) -> Result<(), Box<dyn Error>> {
    Row {
        what,
        unit: "s",
        ours: ours.seconds,
        baseline: baseline.seconds,
    }
    .print()?;
    Row {
        what,
        unit: "MB more memory",
        ours: ours.megabytes,
        baseline: baseline.megabytes,
    }
    .print()
}

/// What a transfer took.
struct Taken {
    seconds: f64,
    /// How much the most memory in use at once grew.
    megabytes: f64,
}

impl Taken {
    async fn by(
        transfer: impl Future<Output = Result<(), Box<dyn Error>>>,
    ) -> Result<Self, Box<dyn Error>> {
        // From here on, the kernel keeps account of the most memory anew.
        fs::write("/proc/self/clear_refs", "5")?;
        let (before, start) = (peak()?, Instant::now());
        transfer.await?;
        let seconds = start.elapsed().as_secs_f64();
        Ok(Self {
            seconds,
            megabytes: (peak()? - before) / 1024.0,
        })
    }
}

/// The most memory that this process had at once, in kB.
fn peak() -> Result<f64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|it| it.split_whitespace().next());
    Ok(number.ok_or("no VmHWM")?.parse()?)
}
