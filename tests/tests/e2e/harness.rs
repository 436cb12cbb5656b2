//! Both ends of a socket, without a line of ours on the other side.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A router on a socket of its own.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    task: JoinHandle<()>,
}

impl Server {
    pub(crate) async fn start(router: Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, task }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Sends `bytes` as they are and reads what comes back until the server closes.
    pub(crate) async fn send_bytes(&self, bytes: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        let mut answer = Vec::new();
        // A server that refuses a body it has not read may reset the connection after its answer.
        let _ = stream.read_to_end(&mut answer).await;
        Answer::parse(&answer)
    }

    /// Sends a request: its first line, headers one a line, and its body.
    pub(crate) async fn send(&self, line: &str, headers: &str, body: &str) -> Answer {
        let mut head = format!("{line} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n");
        for header in headers.lines().map(str::trim).filter(|it| !it.is_empty()) {
            head.push_str(header);
            head.push_str("\r\n");
        }
        if !body.is_empty() {
            head.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        self.send_bytes(format!("{head}\r\n{body}").as_bytes())
            .await
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// What a server answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
}

impl Answer {
    fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n").expect("an HTTP answer");
        let status = head.split(' ').nth(1).and_then(|it| it.parse().ok());
        Self {
            status: status.expect("a status"),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    /// The values of all headers called `name`.
    pub(crate) fn headers(&self, name: &str) -> Vec<&str> {
        let fields = self
            .head
            .lines()
            .skip(1)
            .filter_map(|it| it.split_once(':'));
        let named = fields.filter(|(it, _)| it.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.trim()).collect()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("JSON: {self:?}"))
    }

    /// Checks that this is the session API's own error body, and gives its code and message.
    pub(crate) fn error(&self) -> (String, String) {
        assert_eq!(
            self.headers("content-type"),
            ["application/json"],
            "{self:?}"
        );
        let body = self.json();
        let error = body.get("error").expect("`error`");
        let text = |key: &str| {
            error
                .get(key)
                .and_then(Value::as_str)
                .expect(key)
                .to_owned()
        };
        (text("code"), text("message"))
    }
}

/// What a [`Script`] does.
pub(crate) enum Step {
    Send(&'static str),
    Wait(Duration),
}

/// A server that reads one request and answers with literal bytes.
pub(crate) struct Script {
    address: SocketAddr,
    task: JoinHandle<String>,
}

impl Script {
    pub(crate) async fn start(steps: Vec<Step>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let task = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let request = read_request(&mut stream).await;
            for step in steps {
                match step {
                    Step::Send(text) => stream.write_all(text.as_bytes()).await.unwrap(),
                    Step::Wait(time) => tokio::time::sleep(time).await,
                }
            }
            stream.shutdown().await.ok();
            request
        });
        Self { address, task }
    }

    /// Answers with `text`.
    pub(crate) async fn answering(text: &'static str) -> Self {
        Self::start(vec![Step::Send(text)]).await
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The request that came.
    pub(crate) async fn request(self) -> String {
        self.task.await.unwrap()
    }

    /// Whether a request has come.
    pub(crate) fn was_called(&self) -> bool {
        self.task.is_finished()
    }
}

/// A server that answers one request after another with literal bytes, each on a connection of its
/// own; the last answer is for all that come after.
pub(crate) struct Series {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Series {
    pub(crate) async fn answering(answers: Vec<&'static str>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        let task = tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let (seen, answers) = (Arc::clone(&seen), answers.clone());
                tokio::spawn(async move {
                    let request = read_request(&mut stream).await;
                    let number = {
                        let mut seen = seen.lock().unwrap();
                        seen.push(request);
                        seen.len()
                    };
                    let answer = answers.get(number - 1).or(answers.last()).unwrap();
                    // The client may have gone away.
                    let _ = stream.write_all(answer.as_bytes()).await;
                    let _ = stream.shutdown().await;
                });
            }
        });
        Self {
            address,
            requests,
            task,
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests that came so far.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

impl Drop for Series {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn read_request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let fields = head.lines().filter_map(|it| it.split_once(": "));
            let length = fields
                .filter(|(name, _)| name.eq_ignore_ascii_case("content-length"))
                .find_map(|(_, value)| value.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return text;
            }
        }
        let mut chunk = [0; 4096];
        let read = stream.read(&mut chunk).await.unwrap();
        if read == 0 {
            return text;
        }
        bytes.extend_from_slice(&chunk[..read]);
    }
}
