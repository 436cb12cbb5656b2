//! Where something stands in a document.

use std::borrow::Cow;
use std::fmt;
use std::iter;
use std::sync::Arc;

use super::FileId;

/// A JSON pointer (RFC 6901): the way from the top of a file to one of its values. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pointer(Arc<str>);

impl Pointer {
    /// The whole file.
    #[must_use]
    pub fn root() -> Self {
        Self(Arc::from(""))
    }

    /// The pointer that is written so; `None` unless it is empty or begins with a slash.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        (text.is_empty() || text.starts_with('/')).then(|| Self(Arc::from(text)))
    }

    /// The member `key` of what this points to.
    #[must_use]
    pub fn child(&self, key: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + 1 + key.len());
        text.push_str(&self.0);
        push_segment(&mut text, key);
        Self(Arc::from(text))
    }

    /// What holds the thing that this points to; `None` for the whole file.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (parent, _) = self.0.rsplit_once('/')?;
        Some(Self(Arc::from(parent)))
    }

    /// The last key, unescaped; `None` for the whole file.
    #[must_use]
    pub fn last(&self) -> Option<Cow<'_, str>> {
        let (_, last) = self.0.rsplit_once('/')?;
        Some(unescape(last))
    }

    /// The keys from the top down, unescaped.
    pub fn segments(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.segments_after(0).map(|(_, key)| key)
    }

    /// The keys behind the first `start` bytes of the text, where a key ends, unescaped, each with how much of
    /// the text leads to what it names.
    pub(crate) fn segments_after(
        &self,
        start: usize,
    ) -> impl Iterator<Item = (usize, Cow<'_, str>)> {
        let text: &str = &self.0;
        let mut end = start;
        iter::from_fn(move || {
            let start = end + 1;
            let rest = text.as_bytes().get(start..)?;
            // Keys are short: this takes less time than to begin a search for each.
            let length = rest.iter().position(|it| *it == b'/');
            end = start + length.unwrap_or(rest.len());
            Some((end, unescape(text.get(start..end)?)))
        })
    }

    /// The pointer as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Adds to the text of a pointer what leads on to the member `key`.
pub(crate) fn push_segment(pointer: &mut String, key: &str) {
    pointer.push('/');
    if !key.bytes().any(|it| matches!(it, b'~' | b'/')) {
        return pointer.push_str(key);
    }
    for character in key.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

fn unescape(segment: &str) -> Cow<'_, str> {
    if !segment.bytes().any(|it| it == b'~') {
        return Cow::Borrowed(segment);
    }
    let mut rest = segment;
    let mut key = String::with_capacity(segment.len());
    while let Some(at) = rest.bytes().position(|it| it == b'~') {
        let (before, from) = rest.split_at(at);
        let (character, length) = match from.as_bytes().get(1) {
            Some(b'0') => ('~', 2),
            Some(b'1') => ('/', 2),
            // No escape, and no pointer of RFC 6901.
            _ => ('~', 1),
        };
        key.push_str(before);
        key.push(character);
        rest = from.get(length..).unwrap_or_default();
    }
    key.push_str(rest);
    Cow::Owned(key)
}

/// Where something stands: a file of the document, and the way to it in that file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The way from the top of the file.
    pub pointer: Pointer,
}

impl Place {
    /// The whole of a file.
    #[must_use]
    pub fn top(file: FileId) -> Self {
        Self {
            file,
            pointer: Pointer::root(),
        }
    }

    /// The member `key` of what stands here.
    #[must_use]
    pub fn child(&self, key: &str) -> Self {
        Self {
            file: self.file,
            pointer: self.pointer.child(key),
        }
    }

    /// The element `index` of the list that stands here.
    #[must_use]
    pub fn element(&self, index: usize) -> Self {
        self.child(&index.to_string())
    }

    /// What holds the thing that stands here; `None` for a whole file.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        Some(Self {
            file: self.file,
            pointer: self.pointer.parent()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Pointer;

    #[test]
    fn keys_are_escaped_and_back() {
        let pointer = Pointer::root().child("paths").child("/a~b/{c}");
        assert_eq!(pointer.as_str(), "/paths/~1a~0b~1{c}");
        assert_eq!(pointer.last().unwrap(), "/a~b/{c}");
        assert_eq!(
            pointer.segments().collect::<Vec<_>>(),
            ["paths", "/a~b/{c}"]
        );
        assert_eq!(pointer.parent().unwrap().as_str(), "/paths");
        let odd = Pointer::parse("/~01/~/~2").unwrap();
        assert_eq!(odd.segments().collect::<Vec<_>>(), ["~1", "~", "~2"]);
    }

    #[test]
    fn the_top_has_no_key() {
        let top = Pointer::root();
        assert_eq!(top.last(), None);
        assert_eq!(top.parent(), None);
        assert_eq!(top.segments().count(), 0);
        assert_eq!(top.child("").segments().collect::<Vec<_>>(), [""]);
    }

    #[test]
    fn a_pointer_begins_with_a_slash() {
        assert_eq!(Pointer::parse("components"), None);
        assert_eq!(Pointer::parse("/x").unwrap(), Pointer::root().child("x"));
    }
}
