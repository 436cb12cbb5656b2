//! The service in a process of its own.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::answer::Answer;

/// A request that the page shows.
pub(crate) const BODY: &str =
    r#"{"agentId":"a1b2c3d4-e5f6-7890-abcd-ef1234567890","platform":"SDK"}"#;

/// The service in a process of its own, which ends with this.
pub(crate) struct Service {
    pub(crate) address: SocketAddr,
    child: Child,
    log: Arc<Mutex<String>>,
    /// Reads its log, to the end.
    reader: Option<JoinHandle<()>>,
}

/// The program, with nothing of the environment of the tests.
fn program(database: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_session-service"));
    command.env_clear().env("DATABASE_URL", database);
    command
}

/// Makes an API key.
pub(crate) fn create_key(database: &str, organization: &str) -> String {
    let mut command = program(database);
    let output = command.args(["--create-key", organization]).output();
    let output = output.unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

impl Service {
    /// Starts one on `database`.
    pub(crate) fn start(database: &str) -> Self {
        Self::start_with(database, &[])
    }

    /// Starts one on `database`, with these variables.
    pub(crate) fn start_with(database: &str, variables: &[(&str, &str)]) -> Self {
        let mut command = program(database);
        command.env("LISTEN", "127.0.0.1:0");
        command.envs(variables.iter().copied());
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let log = Arc::new(Mutex::new(String::new()));
        let (sender, receiver) = channel();
        let written = Arc::clone(&log);
        let reader = std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if let Ok(entry) = serde_json::from_str::<Value>(&line)
                    && let Some(address) = entry.get("address").and_then(Value::as_str)
                {
                    let _ = sender.send(address.to_owned());
                }
                writeln!(written.lock().unwrap(), "{line}").unwrap();
            }
        });
        let Ok(address) = receiver.recv_timeout(Duration::from_secs(30)) else {
            let _ = child.kill();
            panic!("the service does not start: {}", log.lock().unwrap());
        };
        let address = address.parse().unwrap();
        Self {
            address,
            child,
            log,
            reader: Some(reader),
        }
    }

    /// What it has written to standard error so far.
    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Ends it as a lack of memory does.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to end, by a signal such as `TERM`.
    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let kill = Command::new("kill").args(["-s", name, &id]).status();
        assert!(kill.unwrap().success());
    }

    /// Waits for it to end, and gives its exit code. Its log is complete then.
    pub(crate) fn wait(&mut self) -> Option<i32> {
        let code = self.child.wait().unwrap().code();
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
        code
    }

    pub(crate) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends `bytes` as they are on a connection of their own, and reads what comes back.
    pub(crate) async fn send(&self, bytes: &[u8]) -> Vec<Answer> {
        let mut stream = self.connect().await;
        // Who refuses a head that is too long does not read the rest of it.
        let _ = stream.write_all(bytes).await;
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all).await;
        Answer::all(&all)
    }

    /// Asks for a session, with these headers, one a line.
    pub(crate) async fn create(&self, headers: &str, body: &str) -> Answer {
        let request = request(&format!("{headers}\nConnection: close"), body);
        let mut answers = self.send(request.as_bytes()).await;
        assert_eq!(answers.len(), 1, "{answers:?}");
        answers.remove(0)
    }
}

/// The bytes that ask for a session.
pub(crate) fn request(headers: &str, body: &str) -> String {
    let headers: String = headers
        .lines()
        .filter(|it| !it.is_empty())
        .map(|it| format!("{it}\r\n"))
        .collect();
    format!(
        "POST /v1/chat/chat/sessions HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n{headers}\r\n{body}",
        body.len()
    )
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
