//! What a server answers.

use serde_json::Value;

/// What a server answers.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
}

impl Answer {
    /// The answers that `bytes` begin with, each with the length that it says.
    pub(crate) fn all(mut bytes: &[u8]) -> Vec<Self> {
        let mut answers = Vec::new();
        while let Some((answer, rest)) = Self::first(bytes) {
            answers.push(answer);
            bytes = rest;
        }
        assert!(bytes.is_empty(), "{}", String::from_utf8_lossy(bytes));
        answers
    }

    /// The first of them, and what follows it; `None` when it is not complete.
    pub(crate) fn first(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let end = bytes.windows(4).position(|it| it == b"\r\n\r\n")?;
        let (head, rest) = (&bytes[..end], &bytes[end + 4..]);
        let mut answer = Self {
            status: 0,
            head: String::from_utf8(head.to_vec()).unwrap(),
            body: String::new(),
        };
        answer.status = answer.head.split(' ').nth(1)?.parse().unwrap();
        let length = answer.header("content-length");
        let length = length.map_or(0, |it| it.parse().unwrap());
        let (body, rest) = rest.split_at_checked(length)?;
        answer.body = String::from_utf8(body.to_vec()).unwrap();
        Some((answer, rest))
    }

    /// The value of the header called `name`.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let fields = self.head.lines().filter_map(|it| it.split_once(':'));
        let mut named = fields.filter(|(it, _)| it.eq_ignore_ascii_case(name));
        named.next().map(|(_, value)| value.trim())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("JSON: {self:?}"))
    }

    /// A text of the body, by JSON pointer.
    pub(crate) fn text(&self, pointer: &str) -> String {
        let json = self.json();
        let text = json.pointer(pointer).and_then(Value::as_str);
        text.unwrap_or_else(|| panic!("{pointer} in {self:?}"))
            .to_owned()
    }

    /// Checks that this is the documented error body, of this status, with the id of the request,
    /// and gives its code and message.
    #[track_caller]
    pub(crate) fn refused(&self, status: u16) -> (String, String) {
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(self.header("content-type"), Some("application/json"));
        let id = self.text("/error/requestId");
        assert_eq!(self.header("x-request-id"), Some(&*id));
        (self.text("/error/code"), self.text("/error/message"))
    }
}
