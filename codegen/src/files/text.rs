//! The text of a file.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// The text of a file: as it stands, or made of what it is about whenever it is read.
#[derive(Clone)]
pub struct Text(Source);

#[derive(Clone)]
enum Source {
    Whole(String),
    Made(Arc<Make>),
}

/// Writes a text, part by part.
type Make = dyn Fn(&mut dyn fmt::Write) -> fmt::Result + Send + Sync;

impl Text {
    /// A text that `make` writes, the same each time: for one that is much longer than what it is made of.
    pub fn made(make: impl Fn(&mut dyn fmt::Write) -> fmt::Result + Send + Sync + 'static) -> Self {
        Self(Source::Made(Arc::new(make)))
    }

    /// Whether it is made whenever it is read, which takes time.
    #[must_use]
    pub fn is_made(&self) -> bool {
        match self.0 {
            Source::Whole(_) => false,
            Source::Made(_) => true,
        }
    }

    /// The whole of it.
    #[must_use]
    pub fn whole(&self) -> Cow<'_, str> {
        match &self.0 {
            Source::Whole(text) => Cow::Borrowed(text),
            Source::Made(make) => {
                let mut text = String::new();
                // Writing to a string does not fail.
                let _ = make(&mut text);
                Cow::Owned(text)
            }
        }
    }

    /// Writes it to `out`, in parts if it is made.
    ///
    /// # Errors
    ///
    /// Those of `out`, and then no more of it is made.
    pub fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        match &self.0 {
            Source::Whole(text) => out.write_str(text),
            Source::Made(make) => make(out),
        }
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(Source::Whole(text))
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.whole(), f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_says_the_same_however_it_is_held() {
        let made = Text::made(|out| {
            out.write_str("one ")?;
            out.write_str("two")
        });
        for text in [made, Text::from("one two")] {
            let mut written = String::new();
            text.write(&mut written).unwrap();
            assert_eq!(written, "one two");
            assert_eq!(text.whole(), "one two");
            assert_eq!(format!("{text:?}"), "\"one two\"");
        }
    }

    #[test]
    fn what_refuses_a_part_gets_no_other() {
        struct Full(usize);
        impl fmt::Write for Full {
            fn write_str(&mut self, _: &str) -> fmt::Result {
                self.0 += 1;
                Err(fmt::Error)
            }
        }
        let made = Text::made(|out| (0..9).try_for_each(|_| out.write_str("part")));
        let mut full = Full(0);
        made.write(&mut full).unwrap_err();
        assert_eq!(full.0, 1);
    }
}
