//! What a call costs.

use std::error::Error;
use std::hint::black_box;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use agntix_api::models as emitted;
use reqwest::StatusCode;
use serde::Deserialize as _;
use speed::by_hand::sessions::{CreateSessionRequest, Session};
use speed::report::{Row, median};
use speed::{samples, servers};

/// How many calls are timed together.
const CALLS: u32 = 40;

/// Makes calls by turns, `rounds` times, and prints what the middle one took.
pub(super) async fn measure(address: SocketAddr, rounds: usize) -> Result<(), Box<dyn Error>> {
    let base_url = format!("http://{address}");
    let client = agntix_api::Client::new(&base_url).with_api_key(servers::API_KEY);
    let raw = Raw::new(&base_url)?;
    let sample = samples::session_request();
    let body = emitted::CreateSessionRequest::deserialize(&sample)?;
    let by_hand = CreateSessionRequest::deserialize(&sample)?;
    let (mut ours, mut baseline) = (Vec::new(), Vec::new());
    for round in 0..rounds + 10 {
        let start = Instant::now();
        for _ in 0..CALLS {
            black_box(client.create_session(&body).await?);
        }
        let between = Instant::now();
        for _ in 0..CALLS {
            black_box(raw.create_session(&by_hand).await?);
        }
        // The first few warm up.
        if round >= 10 {
            ours.push((between - start).as_secs_f64() * 1e6 / f64::from(CALLS));
            baseline.push(between.elapsed().as_secs_f64() * 1e6 / f64::from(CALLS));
        }
    }
    let (ours, baseline) = (median(ours), median(baseline));
    Row {
        what: "a call of the client",
        unit: "µs",
        ours,
        baseline,
    }
    .print()
}

/// The same call by reqwest alone.
struct Raw {
    client: reqwest::Client,
    url: String,
}

impl Raw {
    /// With the limits that the emitted client has, and the header that says who calls.
    fn new(base_url: &str) -> Result<Self, Box<dyn Error>> {
        let client = reqwest::Client::builder()
            .user_agent("agntix-api/0.1.0")
            .connect_timeout(Duration::from_secs(10))
            .read_timeout(Duration::from_secs(60))
            .timeout(Duration::from_secs(60));
        Ok(Self {
            client: client.build()?,
            url: format!("{base_url}{}", servers::PATH),
        })
    }

    async fn create_session(&self, body: &CreateSessionRequest) -> Result<Session, Box<dyn Error>> {
        let request = self.client.post(&self.url);
        let request = request.header("x-api-key", servers::API_KEY);
        let request = request.header("accept", "application/json").json(body);
        let response = request.send().await?;
        match response.status() {
            StatusCode::CREATED => Ok(response.json().await?),
            other => Err(other.to_string().into()),
        }
    }
}
