//! Answers, as they are printed.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, IsTerminal as _, Write};

use http::header::{CONTENT_TYPE, HeaderMap};
use http_body_util::BodyExt as _;
use serde_json::value::RawValue;
use tokio::time::timeout;

use super::failure::Failure;
use super::globals::{Globals, Output};
use super::tables::{Program, Take};
use super::{json, table, text};
use crate::support::client::Response;
use crate::support::http::{Operation, is_json, media_type};

/// Prints answers as somebody wants them.
pub(super) struct Printer<'a> {
    program: &'static Program,
    globals: &'a Globals,
}

impl<'a> Printer<'a> {
    pub(super) fn new(program: &'static Program, globals: &'a Globals) -> Self {
        Self { program, globals }
    }

    /// Prints an answer, piece by piece where it comes so.
    pub(super) async fn success(&self, answer: Response) -> Result<(), Failure> {
        let mut out = Out::of(self.globals)?;
        if self.globals.include {
            out.write(head(&answer).as_bytes())?;
        }
        let media = content_type(&answer.headers).into_owned();
        let is_raw = self.globals.output == Some(Output::Raw);
        if is_json(&media) && !is_raw {
            let body = whole(&answer).await?;
            return out.write(&self.json(&body, out.is_terminal));
        }
        if let Some(print) = self.program.events
            && media_type(&media) == "text/event-stream"
            && !is_raw
        {
            let is_terminal = out.is_terminal;
            return print(answer, &mut |data| match is_terminal {
                true => out.write(text::visible(&String::from_utf8_lossy(data)).as_bytes()),
                false => out.write(data),
            })
            .await;
        }
        pieces(&answer, &mut |piece| out.body(piece)).await?;
        out.end()
    }

    /// Prints a failure to standard error.
    pub(super) fn failure(&self, operation: &Operation, answer: &Response) -> Failure {
        let mut said = format!("error: {operation}: {}\n", answer.status);
        if self.globals.include {
            said.push_str(&head(answer));
        }
        let is_terminal = io::stderr().is_terminal();
        let is_raw = self.globals.output == Some(Output::Raw);
        let mut said = said.into_bytes();
        if is_json(&content_type(&answer.headers)) && !is_raw {
            said.extend(self.json(&answer.body, is_terminal));
        } else if is_terminal {
            let body = String::from_utf8_lossy(&answer.body);
            said.extend(text::visible(&body).as_bytes());
        } else {
            said.extend(&*answer.body);
        }
        if said.last() != Some(&b'\n') {
            said.push(b'\n');
        }
        // Nobody may be there to read it.
        let _ = io::stderr().write_all(&said);
        Failure::Api
    }

    /// JSON as it is wanted; what is none after all stays as it is.
    fn json(&self, body: &[u8], is_terminal: bool) -> Vec<u8> {
        let text = std::str::from_utf8(body).ok();
        let is_valid = |it: &&str| serde_json::from_str::<&RawValue>(it).is_ok();
        let Some(valid) = text.filter(is_valid) else {
            return match is_terminal {
                true => text::visible(&String::from_utf8_lossy(body)).into_owned().into_bytes(),
                false => body.to_vec(),
            };
        };
        let shown = match self.globals.output {
            Some(Output::Table) => table::of(valid),
            Some(Output::Json) => json::pretty(valid) + "\n",
            None if is_terminal => json::pretty(valid) + "\n",
            None | Some(Output::Raw) => valid.to_owned(),
        };
        match is_terminal {
            true => text::visible(&shown).into_owned().into_bytes(),
            false => shown.into_bytes(),
        }
    }
}

/// Where an answer goes.
struct Out {
    to: Box<dyn Write>,
    name: String,
    is_terminal: bool,
    /// Whether the last line of a text is not at its end yet.
    is_open: bool,
}

impl Out {
    fn of(globals: &Globals) -> Result<Self, Failure> {
        let (to, name, is_terminal): (Box<dyn Write>, _, _) = match &globals.output_file {
            Some(path) => {
                let name = path.display().to_string();
                let file = File::create(path);
                let file = file.map_err(|error| Failure::unwritable(&name, &error))?;
                (Box::new(file), name, false)
            }
            None => {
                let out = io::stdout();
                let is_terminal = out.is_terminal();
                (Box::new(out), "to standard output".to_owned(), is_terminal)
            }
        };
        Ok(Self {
            to,
            name,
            is_terminal,
            is_open: false,
        })
    }

    /// Writes all of `bytes`, at once.
    fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let written = self.to.write_all(bytes).and_then(|()| self.to.flush());
        written.map_err(|error| Failure::unwritable(&self.name, &error))
    }

    /// Writes a piece of a body that is not JSON.
    fn body(&mut self, piece: &[u8]) -> Result<(), Failure> {
        if !self.is_terminal {
            return self.write(piece);
        }
        if piece.contains(&0) {
            let message = "the answer is no text; write it to a file with `--output-file`";
            return Err(Failure::usage(message));
        }
        self.is_open = piece.last() != Some(&b'\n');
        self.write(text::visible(&String::from_utf8_lossy(piece)).as_bytes())
    }

    /// Ends the last line on a terminal.
    fn end(&mut self) -> Result<(), Failure> {
        match self.is_open {
            true => self.write(b"\n"),
            false => Ok(()),
        }
    }
}

fn content_type(headers: &HeaderMap) -> Cow<'_, str> {
    let content_type = headers.get(CONTENT_TYPE);
    content_type.map_or(Cow::Borrowed(""), |it| String::from_utf8_lossy(it.as_bytes()))
}

/// Status and headers, as HTTP has them, but for secrets.
fn head(answer: &Response) -> String {
    let mut head = format!("{}\n", answer.status);
    for (name, value) in &answer.headers {
        let value = match value.is_sensitive() {
            true => Cow::Borrowed("…"),
            false => String::from_utf8_lossy(value.as_bytes()),
        };
        head.push_str(&format!("{name}: {}\n", text::visible(&value)));
    }
    head.push('\n');
    head
}

/// All of the body.
async fn whole(answer: &Response) -> Result<Vec<u8>, Failure> {
    let mut all = Vec::new();
    pieces(answer, &mut |piece| {
        all.extend_from_slice(piece);
        Ok(())
    })
    .await?;
    Ok(all)
}

/// Hands on the body as it comes.
async fn pieces(answer: &Response, take: &mut Take<'_>) -> Result<(), Failure> {
    let Some((mut body, silence)) = answer.take_unread() else {
        return match answer.body.is_empty() {
            true => Ok(()),
            false => take(&answer.body),
        };
    };
    loop {
        let frame = timeout(silence, body.frame()).await;
        let frame = frame.map_err(|_| Failure::Transport("the server has said nothing".into()))?;
        let Some(frame) = frame else { return Ok(()) };
        let frame = frame.map_err(|error| Failure::Transport(error.to_string()))?;
        // Trailers are not part of the body.
        if let Ok(piece) = frame.into_data() {
            take(&piece)?;
        }
    }
}
