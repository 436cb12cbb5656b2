//! Long texts, in pieces that are read side by side.
//!
//! An object is cut in front of some of its keys, so that each piece is an object by itself, and together they
//! say what the text says. Where a piece is not valid, or has anything to be told about, or a key
//! stands in two of them, the text is for the reader of whole texts.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::build::Builder;
use super::limits::Limits;
use crate::threads;

/// How long a piece is at least, in bytes: long enough for its own cost not to matter.
pub(super) const LONG: usize = 64 << 10;

/// How many objects in one another are cut: `components`, `schemas`, and one of them.
pub(super) const DEEPEST: usize = 3;

/// Some of an object.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// Members that are read together.
    Members(&'t str),
    /// The key of a member, and its value, which is an object.
    Member(Cow<'t, str>, Vec<Self>),
}

/// Reads members that are read together; nothing, if they are not valid.
pub(super) type ReadMembers = fn(&str, &Builder<'_>) -> Option<Value>;

/// The object that has these parts, if its pieces have a value.
pub(super) fn read(
    parts: &[Part<'_>],
    builder: &Builder<'_>,
    read_members: ReadMembers,
) -> Option<Value> {
    let mut pieces = Vec::new();
    collect(parts, 0, &mut pieces);
    let limits = builder.limits();
    let read = threads::map(&pieces, |piece| piece.read(limits, read_members));
    let read = read.into_iter().collect::<Option<Vec<Read>>>()?;
    let values = objects(parts) + read.iter().map(|it| it.values).sum::<usize>();
    let bytes = read.iter().map(|it| it.bytes).sum();
    if !builder.has_room(values, bytes) {
        return None;
    }
    join(parts, &mut read.into_iter()).map(Value::Object)
}

/// Text that is read by itself.
struct Piece<'t> {
    text: &'t str,
    /// In how many objects its members are below the top.
    depth: usize,
}

/// What a piece says.
struct Read {
    members: Map<String, Value>,
    /// How many values its members hold, and how many bytes of text.
    values: usize,
    bytes: usize,
}

impl Piece<'_> {
    /// Nothing, if there is more to say about it.
    fn read(&self, limits: &Limits, read_members: ReadMembers) -> Option<Read> {
        let builder = Builder::at_depth(limits, self.depth);
        let Value::Object(members) = read_members(self.text, &builder)? else {
            return None;
        };
        let (values, bytes) = builder.counted();
        builder.repeated().is_empty().then_some(Read {
            members,
            // But for the object that it is by itself.
            values: values - 1,
            bytes,
        })
    }
}

/// How many objects there are that are cut: this one, and those in it.
fn objects(parts: &[Part<'_>]) -> usize {
    let inner = parts.iter().map(|it| match it {
        Part::Members(_) => 0,
        Part::Member(_, parts) => objects(parts),
    });
    1 + inner.sum::<usize>()
}

fn collect<'t>(parts: &[Part<'t>], depth: usize, pieces: &mut Vec<Piece<'t>>) {
    for part in parts {
        match part {
            Part::Members(text) => pieces.push(Piece { text, depth }),
            Part::Member(_, parts) => collect(parts, depth + 1, pieces),
        }
    }
}

/// The object of which these are the parts; none, if a key stands in it twice.
fn join(parts: &[Part<'_>], read: &mut impl Iterator<Item = Read>) -> Option<Map<String, Value>> {
    let mut members = Map::new();
    for part in parts {
        let more = match part {
            Part::Members(_) => read.next()?.members,
            Part::Member(key, parts) => {
                let value = Value::Object(join(parts, read)?);
                Map::from_iter([(key.clone().into_owned(), value)])
            }
        };
        for (key, value) in more {
            if members.insert(key, value).is_some() {
                return None;
            }
        }
    }
    Some(members)
}

/// Puts the members of an object together that are read together.
pub(super) struct Parts<'t> {
    text: &'t str,
    /// How long those in one part are at least, in bytes.
    long: usize,
    parts: Vec<Part<'t>>,
    /// Where those members begin that are in no part yet, and where they end.
    loose: Option<(usize, usize)>,
}

impl<'t> Parts<'t> {
    /// Of members that stand in `text`.
    pub(super) fn new(text: &'t str, long: usize) -> Self {
        Self {
            text,
            long,
            parts: Vec::new(),
            loose: None,
        }
    }

    /// Adds a member from `start` to `end`, which is not cut.
    pub(super) fn add(&mut self, start: usize, end: usize) -> Option<()> {
        let (first, _) = *self.loose.get_or_insert((start, end));
        self.loose = Some((first, end));
        match end - first >= self.long {
            true => self.close(),
            false => Some(()),
        }
    }

    /// Adds a member that is cut.
    pub(super) fn add_cut(&mut self, key: Cow<'t, str>, value: Vec<Part<'t>>) -> Option<()> {
        self.close()?;
        self.parts.push(Part::Member(key, value));
        Some(())
    }

    pub(super) fn finish(mut self) -> Option<Vec<Part<'t>>> {
        self.close()?;
        Some(self.parts)
    }

    fn close(&mut self) -> Option<()> {
        if let Some((start, end)) = self.loose.take() {
            self.parts.push(Part::Members(self.text.get(start..end)?));
        }
        Some(())
    }
}

/// Whether a text is `read` in pieces; what they say has to be what it says as a whole.
#[cfg(test)]
pub(super) fn is_read_alike(
    read: impl Fn(&Builder<'_>) -> Option<Value>,
    whole: impl Fn(&Builder<'_>) -> Value,
) -> bool {
    let limits = Limits::default();
    let Some(value) = read(&Builder::new(&limits)) else {
        return false;
    };
    let expected = whole(&Builder::new(&limits));
    assert_eq!(expected, value);
    // Objects are the same whatever their order, which matters here.
    assert_eq!(expected.to_string(), value.to_string());
    true
}

/// Whether a text that is `read` in pieces is within the limits within which it is as a whole, and no others.
#[cfg(test)]
pub(super) fn keeps_limits(
    read: impl Fn(&Builder<'_>) -> bool,
    whole: impl Fn(&Builder<'_>) -> bool,
) {
    let limits = Limits::default();
    let builder = Builder::new(&limits);
    assert!(whole(&builder));
    let (values, _) = builder.counted();
    for (max_values, max_depth, is_within) in [
        (values, 100, true),
        (values - 1, 100, false),
        (values, 4, false),
    ] {
        let limits = Limits {
            max_values,
            max_depth,
            ..Limits::default()
        };
        let builder = Builder::new(&limits);
        assert_eq!(read(&builder), is_within);
        assert_eq!(whole(&builder), is_within);
    }
}
