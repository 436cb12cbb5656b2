//! The way to a value, remembered.

use serde_json::Value;

use super::members::At;
use super::{Schema, Spec, reference, schema};
use crate::diagnostic::{Diagnostic, FileId, Place, Pointer, reading};

/// Looks values up for one who reads a document: who goes from a value to a neighbour of it goes the way
/// that they have in common once.
pub(crate) struct Trail<'s> {
    pub(super) spec: &'s Spec,
    file: FileId,
    pointer: Pointer,
    /// The values on the way to where the pointer leads, each with how much of the pointer's text leads to it.
    steps: Vec<(usize, &'s Value)>,
}

impl<'s> Trail<'s> {
    pub(crate) fn new(spec: &'s Spec) -> Self {
        Self {
            spec,
            file: FileId::ROOT,
            pointer: Pointer::root(),
            steps: Vec::new(),
        }
    }

    /// What stands at a place, as it was written.
    pub(super) fn value(&mut self, place: &Place) -> Option<&'s Value> {
        let (mut end, mut value) = match self.turn(place) {
            Some(shared) => shared,
            None => (0, self.spec.top(place.file)?),
        };
        for (until, key) in place.pointer.segments_after(end) {
            value = reference::step(value, &key)?;
            end = until;
            self.steps.push((end, value));
        }
        Some(value)
    }

    /// As [`Spec::schema`].
    pub(crate) fn schema(&mut self, place: &Place) -> Result<Schema, Diagnostic> {
        let value = self.value(place);
        let value = value.ok_or_else(|| reading::not_a_piece(place, "a schema", "nothing"))?;
        self.spec.expand(1)?;
        Ok(schema::read(At::new(self.spec, place, "a schema"), value))
    }

    /// Goes back to the last value that is on the way to `place` too.
    fn turn(&mut self, place: &Place) -> Option<(usize, &'s Value)> {
        let before = std::mem::replace(&mut self.pointer, place.pointer.clone());
        if std::mem::replace(&mut self.file, place.file) != place.file {
            self.steps.clear();
        }
        let (before, text) = (before.as_str(), place.pointer.as_str());
        let is_shared = |end: usize| {
            let ends_there = matches!(text.as_bytes().get(end), None | Some(b'/'));
            ends_there && text.get(..end) == before.get(..end)
        };
        while self.steps.pop_if(|(end, _)| !is_shared(*end)).is_some() {}
        self.steps.last().copied()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::Spec;
    use super::Trail;
    use crate::diagnostic::{FileId, Place, Pointer};

    #[test]
    fn a_trail_finds_what_stands_at_a_place_wherever_it_was_before() {
        let document = json!({
            "openapi": "3.0.0",
            "info": { "title": "T", "version": "1" },
            "paths": { "/a": { "get": ["x", "y"] }, "/a/b": { "get": 1 }, "~": { "": { "get": 2 } } },
        });
        let spec = Spec::from_text("a.json", &document.to_string()).unwrap();
        let pointers = [
            "/paths/~1a/get/1",
            "/paths/~1a/get/10",
            "/paths/~1a~1b/get",
            "/paths/~1a",
            "/paths/~1a/get",
            "/paths/~1a/get/x",
            "/paths/~1",
            "/paths/~0//get",
            "/paths/~0/",
            "/paths/~0",
            "/path",
            "/paths/~1a/get/0",
            "",
            "/openapi",
        ];
        let places = pointers.map(|it| Place {
            file: FileId::ROOT,
            pointer: Pointer::parse(it).unwrap(),
        });
        let mut trail = Trail::new(&spec);
        for from in &places {
            for to in &places {
                trail.value(from);
                assert_eq!(
                    trail.value(to),
                    document.pointer(to.pointer.as_str()),
                    "{from:?} {to:?}"
                );
            }
        }
        assert_eq!(
            trail.value(&Place::top(FileId::BUILT_IN).child("any")),
            Some(&json!({}))
        );
        assert_eq!(trail.value(&places[1]), None);
        assert_eq!(trail.value(&places[0]), Some(&json!("y")));
    }
}
