//! Fields that hold files, as they are read.

use crate::support::file::File;
use crate::support::http::Unfit;

/// A field that holds files: one, one that may be absent, or any number.
pub trait FromFiles: Sized {
    /// What the files of one name make.
    ///
    /// # Errors
    ///
    /// When there are more or fewer than it holds.
    fn from_files(files: Vec<File>) -> Result<Self, Unfit>;
}

impl FromFiles for File {
    fn from_files(files: Vec<File>) -> Result<Self, Unfit> {
        let mut files = files.into_iter();
        match (files.next(), files.next()) {
            (Some(file), None) => Ok(file),
            (None, _) => Err(Unfit::missing()),
            (Some(_), Some(_)) => Err(Unfit::repeated()),
        }
    }
}

impl FromFiles for Vec<File> {
    fn from_files(files: Vec<File>) -> Result<Self, Unfit> {
        Ok(files)
    }
}

impl<T: FromFiles> FromFiles for Option<T> {
    fn from_files(files: Vec<File>) -> Result<Self, Unfit> {
        if files.is_empty() {
            return Ok(None);
        }
        T::from_files(files).map(Some)
    }
}
