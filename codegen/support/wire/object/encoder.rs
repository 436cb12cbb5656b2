//! Writing the fields of an object.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::Table;

/// Writes the fields of an object one after the other.
///
/// Keeps the first error until the end, so that a field is one call and the caller has nothing to decide.
#[derive(Debug)]
pub struct Encoder<S: Serializer> {
    state: Result<S::SerializeMap, S::Error>,
}

impl<S: Serializer> Encoder<S> {
    /// Begins an object. How many entries it has is not told: JSON does not ask, and counting those that are there takes
    /// the compiler as long as writing them.
    pub fn new(serializer: S) -> Self {
        Self {
            state: serializer.serialize_map(None),
        }
    }

    /// Writes a field.
    pub fn field<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) {
        if let Ok(map) = &mut self.state
            && let Err(error) = map.serialize_entry(key, value)
        {
            self.fail(error);
        }
    }

    #[cold]
    fn fail(&mut self, error: S::Error) {
        self.state = Err(error);
    }

    /// Writes a field unless it is absent.
    pub fn optional<T: Serialize>(&mut self, key: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.field(key, value);
        }
    }

    /// Writes the entries of a map beside the fields of `table`, which win where both have a key.
    pub fn rest<'a, M, V>(&mut self, map: &'a M, table: &Table)
    where
        &'a M: IntoIterator<Item = (&'a String, &'a V)>,
        V: Serialize + 'a,
    {
        for (key, value) in map {
            if !table.fields.contains(&key.as_str()) {
                self.field(key, value);
            }
        }
    }

    /// Ends the object.
    ///
    /// # Errors
    ///
    /// The first error that a field had.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.state?.end()
    }
}
