//! The command line, as a program: what it sends byte by byte, and what it makes of literal bytes.

mod bodies;
mod credentials;
mod curl;
mod output;
mod parameters;

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

const EMPTY: &str = "HTTP/1.1 204 No Content\r\n\r\n";

/// A server that answers every request with the same literal bytes.
struct Listener {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Listener {
    fn answering(answer: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let request = read(&mut stream);
                seen.lock().unwrap().push(request);
                // Whoever asked may have gone away.
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        Self { address, requests }
    }

    fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The only request that came.
    fn request(&self) -> Request {
        let requests = self.requests.lock().unwrap();
        assert_eq!(requests.len(), 1, "{requests:?}");
        let (head, body) = requests[0].split_once("\r\n\r\n").unwrap();
        Request {
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    fn was_called(&self) -> bool {
        !self.requests.lock().unwrap().is_empty()
    }
}

/// A request, as it came.
#[derive(Debug)]
struct Request {
    head: String,
    body: String,
}

impl Request {
    fn line(&self) -> &str {
        self.head.lines().next().unwrap()
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut fields = self.head.lines().filter_map(|it| it.split_once(": "));
        let field = fields.find(|(it, _)| it.eq_ignore_ascii_case(name));
        field.map(|(_, value)| value)
    }
}

/// Reads a request to its end, by its length or in chunks.
fn read(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let head = head.to_ascii_lowercase();
            let length = head
                .lines()
                .find_map(|it| it.strip_prefix("content-length: "));
            let length: usize = length.map_or(0, |it| it.parse().unwrap());
            let chunked = head.contains("transfer-encoding: chunked");
            let start = text.len() - body.len();
            if chunked && body.ends_with("0\r\n\r\n") || !chunked && bytes.len() >= start + length {
                return text;
            }
        }
        let mut piece = [0; 4096];
        let read = stream.read(&mut piece).unwrap();
        if read == 0 {
            return text;
        }
        bytes.extend_from_slice(&piece[..read]);
    }
}

/// A folder that goes away with this.
struct Folder(PathBuf);

impl Folder {
    fn scratch() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("program-{}-{number}", std::process::id());
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// A file with this text, as an option names it.
    fn file(&self, name: &str, text: &[u8]) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        format!("@{}", path.display())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The program, with nothing of the environment of the tests.
fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_petstore-cli"));
    command.env_clear();
    command
}

/// Runs the program on what `server` has.
fn run(server: &Listener, arguments: &[&str]) -> Ran {
    Ran::of(program().args(arguments).args(["--server", &server.url()]))
}

/// What a program has done.
#[derive(Debug)]
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Ran {
    fn of(command: &mut Command) -> Self {
        Self::fed(command, b"")
    }

    /// With this on standard input.
    fn fed(command: &mut Command, input: &[u8]) -> Self {
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // What is not read cannot be written.
        let _ = child.stdin.take().unwrap().write_all(input);
        let Output {
            status,
            stdout,
            stderr,
        } = child.wait_with_output().unwrap();
        Self {
            code: status.code().unwrap(),
            out: String::from_utf8_lossy(&stdout).into_owned(),
            err: String::from_utf8_lossy(&stderr).into_owned(),
        }
    }

    #[track_caller]
    fn succeeded(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{self:?}");
        self.out
    }
}
