//! The text of a file.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::threads;

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

    /// The whole of it: made for this call, if it is made.
    #[must_use]
    pub fn whole(&self) -> Cow<'_, str> {
        match &self.0 {
            Source::Whole(text) => Cow::Borrowed(text),
            Source::Made(_) => {
                let mut text = String::new();
                // Writing to a string does not fail.
                let _ = self.write(&mut text);
                Cow::Owned(text)
            }
        }
    }

    /// Writes it to `out`, in parts if it is made, which happens on a stack of its own: what a page
    /// shows of types is found by recursion, and anyone may read a page.
    ///
    /// # Errors
    ///
    /// Those of `out`, and then no more of it is made.
    pub fn write(&self, out: &mut (dyn fmt::Write + Send)) -> fmt::Result {
        match &self.0 {
            Source::Whole(text) => out.write_str(text),
            Source::Made(make) => {
                // Never waited for: it is how a closure that may be called again gets hold of `out`.
                let out = Mutex::new(out);
                threads::with_room(|| {
                    let mut out = out.lock().unwrap_or_else(PoisonError::into_inner);
                    make(&mut **out)
                })
            }
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
        match &self.0 {
            Source::Whole(text) => fmt::Debug::fmt(text, f),
            // To make it would take as long as to read it.
            Source::Made(_) => f.write_str("<made when it is read>"),
        }
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
        }
    }

    #[test]
    fn what_only_looks_at_a_text_makes_none() {
        let made = Text::made(|_| panic!("nobody reads it"));
        assert!(made.is_made());
        assert_eq!(format!("{made:?}"), "<made when it is read>");
        assert_eq!(format!("{:?}", Text::from("one")), "\"one\"");
    }

    #[test]
    fn a_text_is_made_where_there_is_room_whoever_reads_it() {
        let thread = || std::thread::current().name().map(str::to_owned);
        let made = Text::made(move |out| write!(out, "{:?}", thread()));
        let room = threads::with_room(thread);
        assert_ne!(room, thread());
        assert_eq!(made.whole(), format!("{room:?}"));
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
