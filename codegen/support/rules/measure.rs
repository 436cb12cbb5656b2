//! Measures JSON text while it is written, without keeping it.

use std::io;

use serde::Serialize;
use serde_json::ser::Formatter;

/// The Unicode characters of the compact JSON text of `value`; `None` when it is null.
pub(super) fn serialized_length<T: Serialize>(value: &T) -> Option<u64> {
    let mut text = Text::default();
    // What cannot be written has no length.
    serde_json::to_writer(&mut text, value).ok()?;
    // Nothing else begins with an n.
    (text.first != Some(b'n')).then_some(text.characters)
}

/// The properties of the object that `value` is written as.
pub(super) fn properties<T: Serialize>(value: &T) -> u64 {
    let mut count = 0;
    let formatter = Properties {
        depth: 0,
        count: &mut count,
    };
    let mut serializer = serde_json::Serializer::with_formatter(io::sink(), formatter);
    // An object that cannot be written is not sent either.
    let _ = value.serialize(&mut serializer);
    count
}

#[derive(Default)]
struct Text {
    first: Option<u8>,
    characters: u64,
}

impl io::Write for Text {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.first.is_none() {
            self.first = bytes.first().copied();
        }
        // Of the bytes of a character, all but the first begin with the bits 10.
        let starts = bytes.iter().filter(|it| **it & 0b1100_0000 != 0b1000_0000);
        self.characters += super::spot::size(starts.count());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes as usual, and counts the keys of the outermost object.
struct Properties<'a> {
    depth: usize,
    count: &'a mut u64,
}

impl Formatter for Properties<'_> {
    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        writer.write_all(b"{")
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth -= 1;
        writer.write_all(b"}")
    }

    fn begin_object_key<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        if self.depth == 1 {
            *self.count += 1;
        }
        if first {
            Ok(())
        } else {
            writer.write_all(b",")
        }
    }
}
