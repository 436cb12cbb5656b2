//! Fields that hold files, as they are written.

use crate::support::file::File;

/// A field that holds files: one, one that may be absent, or any number.
pub trait Files {
    /// The files in it.
    fn files(&self) -> Vec<&File>;
}

impl Files for File {
    fn files(&self) -> Vec<&File> {
        vec![self]
    }
}

impl Files for Vec<File> {
    fn files(&self) -> Vec<&File> {
        self.iter().collect()
    }
}

impl<T: Files> Files for Option<T> {
    fn files(&self) -> Vec<&File> {
        self.iter().flat_map(T::files).collect()
    }
}
