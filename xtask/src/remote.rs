//! Fetches the files on the network that settings pin, where their copies are missing.

use std::fs;
use std::path::Path;
use std::process::Command;

use codegen::Settings;
use codegen::spec::Pin;

use crate::failure::Failure;
use crate::terminal;

/// Fetches the copies that are missing from `folder`, the folder of the document.
///
/// A copy that is there is left alone, whatever it is: the generator says whether it is what is
/// pinned.
pub(crate) fn fetch_missing(folder: &Path, settings: &Settings) -> Result<(), Failure> {
    for (url, pin) in &settings.remote {
        let copy = folder.join(&pin.file);
        if !copy.exists() {
            fetch(url, pin, &copy, settings.limits.max_bytes)?;
        }
    }
    Ok(())
}

fn fetch(url: &str, pin: &Pin, copy: &Path, max_bytes: usize) -> Result<(), Failure> {
    let failed = |what: &str| Failure::Failed(format!("cannot fetch {url}: {what}"));
    let bytes = download(url, max_bytes).map_err(|it| failed(&it))?;
    pin.check(&bytes).map_err(|found| {
        failed(&format!(
            "its SHA-256 is {found}, and {} is pinned; nothing was written",
            pin.sha256
        ))
    })?;
    let folder = copy.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(copy, bytes))
        .map_err(|error| failed(&format!("cannot write {}: {error}", copy.display())))?;
    terminal::note(&format!("{}: fetched from {url}\n", copy.display()));
    Ok(())
}

/// What is at `url`, by curl: an HTTP client of our own would be compiled by everybody, for the few
/// who pin anything.
fn download(url: &str, max_bytes: usize) -> Result<Vec<u8>, String> {
    let max_bytes = max_bytes.to_string();
    let mut curl = Command::new("curl");
    curl.args(["--fail", "--silent", "--show-error", "--location"]);
    curl.args(["--proto", "=http,https", "--max-redirs", "5"]);
    curl.args(["--max-time", "120", "--max-filesize", &max_bytes]);
    let output = curl.arg("--").arg(url).output();
    let output = output.map_err(|error| format!("curl does not run: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(said.trim().to_owned());
    }
    Ok(output.stdout)
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    /// Serves `body` once, and says where.
    fn serve(body: &'static str) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 1024];
            assert!(stream.read(&mut request).unwrap() > 0);
            let length = body.len();
            write!(
                stream,
                "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
            )
            .unwrap();
        });
        format!("http://{address}/pet.yaml")
    }

    fn settings(url: &str, sha256: &str) -> Settings {
        let mut settings = Settings::for_package("pets");
        let pin = Pin {
            file: "remote/pet.yaml".to_owned(),
            sha256: sha256.to_owned(),
        };
        settings.remote.insert(url.to_owned(), pin);
        settings
    }

    fn folder(name: &str) -> std::path::PathBuf {
        let folder =
            std::env::temp_dir().join(format!("xtask-remote-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    // The SHA-256 of `type: string\n`.
    const PET: &str = "7a16e9ec7ffd96fcb37f5c5e839b2e7ea32e488091a0d010f359377968d23f44";

    #[test]
    fn what_is_pinned_is_fetched_once() {
        if Command::new("curl").arg("--version").output().is_err() {
            eprintln!("SKIPPED: there is no curl");
            return;
        }
        let folder = folder("once");
        let settings = settings(&serve("type: string\n"), PET);
        fetch_missing(&folder, &settings).unwrap();
        let copy = folder.join("remote/pet.yaml");
        assert_eq!(fs::read_to_string(&copy).unwrap(), "type: string\n");
        // Nobody serves it any more.
        fetch_missing(&folder, &settings).unwrap();
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn what_is_not_pinned_is_not_written() {
        if Command::new("curl").arg("--version").output().is_err() {
            eprintln!("SKIPPED: there is no curl");
            return;
        }
        let folder = folder("other");
        let settings = settings(&serve("type: integer\n"), PET);
        let Err(Failure::Failed(message)) = fetch_missing(&folder, &settings) else {
            panic!("it was taken");
        };
        assert!(
            message.contains("is pinned; nothing was written"),
            "{message}"
        );
        assert!(!folder.exists());
    }
}
