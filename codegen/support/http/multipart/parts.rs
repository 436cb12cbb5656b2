//! The parts of a form, as they are taken by their fields.

use std::fmt;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::from_files::FromFiles;
use super::values::{self, Values};
use crate::support::file::File;
use crate::support::http::{Unfit, joined, same_media_type};

/// A part of a form, as it came.
#[derive(Clone, PartialEq, Eq)]
pub struct Part {
    /// The field that it belongs to.
    pub name: Option<String>,
    /// What the file in it is called.
    pub file_name: Option<String>,
    /// Its media type.
    pub content_type: Option<String>,
    /// Its other headers.
    pub headers: Vec<(String, String)>,
    /// What is in it.
    pub bytes: Bytes,
}

/// The parts of a form, by name, and what was found wrong with them.
#[derive(Debug, Default)]
pub struct Parts {
    /// In the order in which the names came. As there are no more than [`MAX_PARTS`](super::MAX_PARTS), they are looked
    /// through: a map takes longer to compile.
    by_name: Vec<(String, Vec<Part>)>,
    unfits: Vec<Unfit>,
}

impl Parts {
    /// Sorts parts by their names; one without is the field of `names` that it is the place of.
    #[must_use]
    pub fn new(parts: Vec<Part>, names: &[&str]) -> Self {
        let mut sorted = Self::default();
        for (index, part) in parts.into_iter().enumerate() {
            let place = || names.get(index).map(|it| (*it).to_owned());
            match part.name.clone().or_else(place) {
                Some(name) => sorted.add(name, part),
                None => sorted.unfits.push(Unfit::new("a part has no name")),
            }
        }
        sorted
    }

    fn add(&mut self, name: String, part: Part) {
        match self.by_name.iter_mut().find(|(it, _)| *it == name) {
            Some((_, parts)) => parts.push(part),
            None => self.by_name.push((name, vec![part])),
        }
    }

    /// What was found wrong, if anything was.
    #[must_use]
    pub fn into_unfits(self) -> Vec<Unfit> {
        self.unfits
    }

    /// A value without parts, or a list of such.
    pub fn text<T: DeserializeOwned>(&mut self, name: &str, _: &[&str]) -> Option<T> {
        self.take(name, |parts| values::text(&parts))
    }

    /// A value in JSON.
    pub fn json<T: DeserializeOwned>(&mut self, name: &str, _: &[&str]) -> Option<T> {
        self.take(name, |parts| values::json(&parts))
    }

    /// A value that is JSON where its media type says so, and else text.
    pub fn any<T: DeserializeOwned>(&mut self, name: &str, _: &[&str]) -> Option<T> {
        self.take(name, |parts| values::any(&parts))
    }

    /// Files, which have to be of one of the types `media`, if there are any.
    pub fn file<T: FromFiles>(&mut self, name: &str, media: &[&str]) -> Option<T> {
        self.take(name, |parts| {
            for part in &parts {
                check_media(part, media)?;
            }
            T::from_files(parts.into_iter().map(File::from).collect())
        })
    }

    /// A name that no field has taken yet.
    #[must_use]
    pub fn next_name(&self) -> Option<String> {
        self.by_name.first().map(|(name, _)| name.clone())
    }

    /// Lets parts that no field has taken be.
    pub fn ignore_others(&mut self) {
        self.by_name.clear();
    }

    /// Finds fault with parts that no field has taken.
    pub fn refuse_others(&mut self) {
        for (name, _) in std::mem::take(&mut self.by_name) {
            let unfit = Unfit::new("the form has no such part");
            self.unfits.push(unfit.within(&name));
        }
    }

    fn take<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(Values) -> Result<T, Unfit>,
    ) -> Option<T> {
        let place = self.by_name.iter().position(|(it, _)| it == name);
        let parts = place.map_or_else(Vec::new, |it| self.by_name.remove(it).1);
        let read = read(parts).map_err(|it| self.unfits.push(it.within(name)));
        read.ok()
    }
}

fn check_media(part: &Part, media: &[&str]) -> Result<(), Unfit> {
    match &part.content_type {
        Some(found) if !media.is_empty() => {
            let fits = media.iter().any(|it| same_media_type(it, found));
            let wrong = || Unfit::new(format!("it has to be {}", joined(media, " or ")));
            if fits { Ok(()) } else { Err(wrong()) }
        }
        Some(_) | None => Ok(()),
    }
}

impl From<Part> for File {
    fn from(part: Part) -> Self {
        let mut file = Self::new(part.bytes);
        file.name = part.file_name;
        file.content_type = part.content_type;
        file.headers = part.headers;
        file
    }
}

/// Shows how many bytes there are, not which.
impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part")
            .field("name", &self.name)
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}
