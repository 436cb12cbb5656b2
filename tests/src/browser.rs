//! Pages as headless Chromium shows them.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, process, thread};

use serde_json::Value;

/// Set where a browser has to be there, as in CI: without one, tests then fail, not skip.
const REQUIRE: &str = "E2E_REQUIRE_BROWSER";

/// The programs that are looked for, in this order.
const PROGRAMS: &[&str] = &["chromium", "chromium-browser", "google-chrome", "chrome"];

/// How long a page may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Looks at the page in a frame and leaves what it saw as the text of the document.
const LOOK: &str = include_str!("browser/look.html");

/// A browser that is installed.
pub(crate) struct Browser {
    program: PathBuf,
}

/// How to look at a page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View {
    /// The width of the window, in CSS pixels.
    pub(crate) width: u32,
    /// Whether the user prefers dark colours.
    pub(crate) dark: bool,
    /// Whether the page may run its script.
    pub(crate) script: bool,
}

/// What there was to see.
#[derive(Debug)]
pub(crate) struct Seen {
    /// The text that is rendered, as it would be copied.
    pub(crate) text: String,
    /// The text of every `code` element that is rendered.
    pub(crate) codes: Vec<String>,
    /// The text of every button that is rendered.
    pub(crate) buttons: Vec<String>,
    /// How far the page is wider than the window, in CSS pixels.
    pub(crate) overflow: i64,
    /// What reaches out of the window, other than in a box that can be scrolled.
    pub(crate) outside: Vec<String>,
    /// Text whose contrast with its background is below 4.5 (WCAG 2.2, 1.4.3).
    pub(crate) faint: Vec<String>,
}

impl Browser {
    /// The browser on this machine.
    ///
    /// Without one, says on the terminal that the test of `what` is skipped, or fails where
    /// `E2E_REQUIRE_BROWSER` is set.
    pub(crate) fn find(what: &str) -> Option<Self> {
        let path = env::var_os("PATH").unwrap_or_default();
        let found = env::split_paths(&path)
            .flat_map(|folder| PROGRAMS.iter().map(move |it| folder.join(it)))
            .find(|it| it.is_file());
        if found.is_none() {
            assert!(
                env::var_os(REQUIRE).is_none(),
                "{what}: no browser, but {REQUIRE} is set"
            );
            // Not `eprintln!`: what a passing test prints is not shown.
            let notice =
                format!("\nSKIPPED: {what}: no Chromium is installed (Debian: chromium)\n\n");
            io::stderr().write_all(notice.as_bytes()).ok();
        }
        found.map(|program| Self { program })
    }

    /// Opens the file `page`.
    pub(crate) fn look(&self, page: &Path, view: View) -> io::Result<Seen> {
        let folder = Folder::new()?;
        let sandbox = if view.script {
            ""
        } else {
            "sandbox=\"allow-same-origin\""
        };
        let look = LOOK
            .replace("{{ width }}", &view.width.to_string())
            .replace("{{ sandbox }}", sandbox)
            .replace("{{ page }}", &file_url(&page.canonicalize()?));
        let frame = folder.path.join("look.html");
        fs::write(&frame, look)?;
        let dom = self.dump(&folder.path.join("profile"), &file_url(&frame), view.dark)?;
        report(&dom).ok_or_else(|| io::Error::other(format!("no report in {dom:.2000}")))
    }

    /// The document at `url` after its script has run.
    fn dump(&self, profile: &Path, url: &str, dark: bool) -> io::Result<String> {
        let mut profile_argument = OsString::from("--user-data-dir=");
        profile_argument.push(profile);
        let scheme = if dark { 0 } else { 1 };
        let mut child = Command::new(&self.program)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-quic",
                "--allow-file-access-from-files",
                "--window-size=1600,1200",
                "--virtual-time-budget=10000",
                "--dump-dom",
            ])
            .arg(format!("--blink-settings=preferredColorScheme={scheme}"))
            .arg(profile_argument)
            .arg(url)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut stdout = child
            .stdout
            .take()
            .ok_or_else(|| io::Error::other("no output"))?;
        let reader = thread::spawn(move || {
            let mut text = String::new();
            stdout.read_to_string(&mut text).map(|_| text)
        });
        wait(&mut child)?;
        reader
            .join()
            .map_err(|_| io::Error::other("the output could not be read"))?
    }
}

fn wait(child: &mut Child) -> io::Result<()> {
    let start = Instant::now();
    while child.try_wait()?.is_none() {
        if start.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            return Err(io::Error::new(
                io::ErrorKind::TimedOut,
                "the browser does not end",
            ));
        }
        thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

fn file_url(path: &Path) -> String {
    format!(
        "file://{}",
        path.display()
            .to_string()
            .replace('%', "%25")
            .replace(' ', "%20")
            .replace('#', "%23")
    )
}

fn report(dom: &str) -> Option<Seen> {
    let (_, rest) = dom.split_once("<body>")?;
    let (text, _) = rest.split_once("</body>")?;
    let report: Value = serde_json::from_str(&percent_decoded(text.trim())?).ok()?;
    let texts = |key: &str| -> Option<Vec<String>> {
        let texts = report.get(key)?.as_array()?.iter();
        texts.map(|it| it.as_str().map(str::to_owned)).collect()
    };
    Some(Seen {
        text: report.get("text")?.as_str()?.to_owned(),
        codes: texts("codes")?,
        buttons: texts("buttons")?,
        overflow: report.get("overflow")?.as_i64()?,
        outside: texts("outside")?,
        faint: texts("faint")?,
    })
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut parts = text.split('%');
    bytes.extend_from_slice(parts.next()?.as_bytes());
    for part in parts {
        bytes.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        bytes.extend_from_slice(part.get(2..)?.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

/// A folder that goes away with its value.
struct Folder {
    path: PathBuf,
}

impl Folder {
    fn new() -> io::Result<Self> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("e2e-browser-{}-{count}", process::id()));
        fs::create_dir_all(&path)?;
        Ok(Self { path })
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.path).ok();
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Browser, Folder, View};

    const PAGE: &str = "<!doctype html>
<style>
  body { margin: 0; background: #fff; color: #000 }
  .faint { color: #999 }
  @media (prefers-color-scheme: dark) { .faint { color: #000 } }
</style>
<p>Shown <code>code</code> <code hidden>hidden</code> <code style='opacity: 0'>clear</code></p>
<p class=faint>faint</p>
<p style='width: 500px'>wide</p>
<div style='overflow-x: auto'><p style='width: 900px'>scrolled</p></div>
<script>document.body.append(document.createElement('button'));
document.querySelector('button').append('made');</script>";

    #[test]
    fn a_browser_sees_what_is_wrong_with_a_page() {
        let Some(browser) = Browser::find("looking at a page") else {
            return;
        };
        let folder = Folder::new().unwrap();
        let page = folder.path.join("a page.html");
        fs::write(&page, PAGE).unwrap();
        let light = View {
            width: 400,
            dark: false,
            script: true,
        };
        let seen = browser.look(&page, light).unwrap();
        assert!(seen.text.contains("Shown code") && !seen.text.contains("hidden"));
        assert_eq!(seen.codes, ["code"]);
        assert_eq!(seen.buttons, ["made"]);
        assert_eq!(seen.faint, ["p.faint: faint"]);
        assert_eq!(seen.outside, ["p.: wide"]);
        assert!(seen.overflow > 0);
        let dark = View {
            width: 600,
            dark: true,
            script: false,
        };
        let seen = browser.look(&page, dark).unwrap();
        assert!(seen.buttons.is_empty() && seen.faint.is_empty() && seen.outside.is_empty());
        assert_eq!(seen.overflow, 0);
    }
}
