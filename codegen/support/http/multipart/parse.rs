//! Takes a body apart (RFC 2046, section 5.1.1).

use bytes::Bytes;

use super::disposition::parameter;
use super::parts::Part;
use crate::support::http::media_type;

/// The most parts that a form may have; each takes memory, however small it is.
pub const MAX_PARTS: usize = 1_000;

/// The most bytes that the headers of a part may have.
const MAX_HEAD_BYTES: usize = 16 * 1024;

const LINE_BREAK: &[u8] = b"\r\n";

/// The parts of `body`, whose media type is `content_type`.
///
/// # Errors
///
/// What is wrong with it, as the end of a sentence.
pub fn parse(content_type: &str, body: &Bytes) -> Result<Vec<Part>, String> {
    let delimiter = format!("\r\n--{}", boundary(content_type)?);
    let mut cursor = Cursor {
        body,
        delimiter: delimiter.as_bytes(),
        at: 0,
    };
    cursor.skip_preamble()?;
    let mut parts = Vec::new();
    while cursor.has_part()? {
        if parts.len() == MAX_PARTS {
            return Err(format!("it has more than {MAX_PARTS} parts"));
        }
        parts.push(cursor.part()?);
    }
    Ok(parts)
}

/// What stands between the parts of a body whose media type is `content_type`.
///
/// # Errors
///
/// That there is none, as the end of a sentence.
pub fn boundary(content_type: &str) -> Result<String, String> {
    let boundary = parameter(content_type, "boundary").unwrap_or_default();
    // RFC 2046, section 5.1.1, gives it 70 characters at most.
    if boundary.is_empty() || boundary.len() > 70 {
        let kind = media_type(content_type);
        return Err(format!("`{kind}` needs a `boundary` of up to 70 characters"));
    }
    Ok(boundary)
}

/// Where we are in a body.
struct Cursor<'a> {
    body: &'a Bytes,
    delimiter: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    fn rest(&self) -> &[u8] {
        self.body.get(self.at..).unwrap_or_default()
    }

    /// Moves behind the first delimiter, which needs no line before it.
    fn skip_preamble(&mut self) -> Result<(), String> {
        let first = self.delimiter.get(LINE_BREAK.len()..).unwrap_or_default();
        if self.rest().starts_with(first) && is_ended(self.rest().get(first.len()..)) {
            self.at = first.len();
            return Ok(());
        }
        let found = self.find_delimiter(0);
        self.at = found.ok_or("its boundary is nowhere to be found")? + self.delimiter.len();
        Ok(())
    }

    /// Behind a delimiter: whether a part follows, at whose first header we then are.
    fn has_part(&mut self) -> Result<bool, String> {
        if self.rest().starts_with(b"--") {
            return Ok(false);
        }
        let padding = self.rest().iter().take_while(|it| is_space(**it)).count();
        self.at += padding;
        if !self.rest().starts_with(LINE_BREAK) {
            return Err("its last part is not ended".to_owned());
        }
        // The line break belongs to the delimiter; a part without headers begins with another.
        self.at += LINE_BREAK.len();
        Ok(true)
    }

    fn part(&mut self) -> Result<Part, String> {
        let head = if self.rest().starts_with(LINE_BREAK) {
            String::new()
        } else {
            let window = self.rest();
            let window = window.get(..MAX_HEAD_BYTES).unwrap_or(window);
            let length = find(window, b"\r\n\r\n").ok_or("the headers of a part do not end")?;
            let head = window.get(..length).unwrap_or_default();
            let head = String::from_utf8_lossy(head).into_owned();
            self.at += length + LINE_BREAK.len();
            head
        };
        // The empty line, of which the line break may be the one of a delimiter.
        let start = self.at + LINE_BREAK.len();
        let end = self.find_delimiter(self.at);
        let end = end.ok_or("its last part is not ended")?;
        self.at = end + self.delimiter.len();
        let content = self.body.slice(start.min(end)..end);
        Ok(read_head(&head, content))
    }

    /// The next delimiter from `from` on: a line of its own, ended or followed by `--`.
    fn find_delimiter(&self, from: usize) -> Option<usize> {
        let mut at = from;
        loop {
            at += find(self.body.get(at..)?, self.delimiter)?;
            if is_ended(self.body.get(at + self.delimiter.len()..)) {
                return Some(at);
            }
            at += 1;
        }
    }
}

/// Whether what follows a boundary shows that it is no part of a longer word.
fn is_ended(rest: Option<&[u8]>) -> bool {
    let rest = rest.unwrap_or_default();
    let spaces = rest.iter().take_while(|it| is_space(**it)).count();
    let after = rest.get(spaces..).unwrap_or_default();
    rest.starts_with(b"--") || after.starts_with(LINE_BREAK)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// Where `needle` is in `hay`.
#[must_use]
pub fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut at = 0;
    loop {
        let rest = hay.get(at..)?;
        at += rest.iter().position(|it| *it == first)?;
        if hay.get(at..)?.starts_with(needle) {
            return Some(at);
        }
        at += 1;
    }
}

/// A part with these headers, one a line.
#[must_use]
pub fn read_head(head: &str, bytes: Bytes) -> Part {
    let mut part = Part {
        name: None,
        file_name: None,
        content_type: None,
        headers: Vec::new(),
        bytes,
    };
    let mut rest = head;
    while !rest.is_empty() {
        let end = find(rest.as_bytes(), LINE_BREAK).unwrap_or(rest.len());
        let (line, after) = rest.split_at(end);
        rest = after.get(LINE_BREAK.len()..).unwrap_or_default();
        let Some((name, value)) = line.split_once(':') else {
            continue;
        };
        let (name, value) = (name.trim(), value.trim());
        if name.eq_ignore_ascii_case("content-disposition") {
            part.name = parameter(value, "name");
            part.file_name = parameter(value, "filename");
        } else if name.eq_ignore_ascii_case("content-type") {
            part.content_type = Some(value.to_owned());
        } else {
            part.headers.push((name.to_owned(), value.to_owned()));
        }
    }
    part
}
