//! Fields that hold files.

use crate::support::file::File;
use crate::support::http::Unfit;

/// A field that holds files: one, one that may be absent, or any number.
pub trait Files: Sized {
    /// The files in it.
    fn files(&self) -> Vec<&File>;

    /// What the files of one name make.
    ///
    /// # Errors
    ///
    /// When there are more or fewer than it holds.
    fn of(files: Vec<File>) -> Result<Self, Unfit>;
}

impl Files for File {
    fn files(&self) -> Vec<&File> {
        vec![self]
    }

    fn of(files: Vec<File>) -> Result<Self, Unfit> {
        let mut files = files.into_iter();
        match (files.next(), files.next()) {
            (Some(file), None) => Ok(file),
            (None, _) => Err(Unfit::missing()),
            (Some(_), Some(_)) => Err(Unfit::repeated()),
        }
    }
}

impl Files for Vec<File> {
    fn files(&self) -> Vec<&File> {
        self.iter().collect()
    }

    fn of(files: Vec<File>) -> Result<Self, Unfit> {
        Ok(files)
    }
}

impl<T: Files> Files for Option<T> {
    fn files(&self) -> Vec<&File> {
        self.iter().flat_map(T::files).collect()
    }

    fn of(files: Vec<File>) -> Result<Self, Unfit> {
        if files.is_empty() {
            return Ok(None);
        }
        T::of(files).map(Some)
    }
}
