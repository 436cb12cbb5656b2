//! Crates on the shelf that belong to no workspace.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::SystemTime;

/// Makes `folder`, and all that it is in.
pub(crate) fn make_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// Writes a file of the crate in `folder`.
pub(crate) fn write_source(folder: &Path, file: &str, text: &str) -> io::Result<()> {
    fs::write(folder.join(file), text)
}

/// Takes the crate in `folder` out of the workspace that it stands in.
pub(crate) fn set_apart(folder: &Path) -> io::Result<()> {
    let manifest = folder.join("Cargo.toml");
    let text = fs::read_to_string(&manifest)?;
    fs::write(&manifest, text + "\n[workspace]\n")
}

/// Gives the crate in `folder` the versions of dependencies that another one has.
pub(crate) fn lock_as(other: &Path, folder: &Path) -> io::Result<()> {
    fs::copy(other.join("Cargo.lock"), folder.join("Cargo.lock")).map(drop)
}

/// Makes a crate in `stub` that has the dependencies of that in `folder`, and no code; Cargo chooses
/// versions that are not chosen yet.
pub(crate) fn without_its_code(folder: &Path, stub: &Path) -> io::Result<()> {
    super::if_there(fs::remove_dir_all(stub))?;
    fs::create_dir_all(stub.join("src"))?;
    fs::copy(folder.join("Cargo.toml"), stub.join("Cargo.toml"))?;
    super::if_there(lock_as(folder, stub))?;
    for file in ["src/lib.rs", "src/main.rs"] {
        fs::write(stub.join(file), "fn main() {}\n")?;
    }
    Ok(())
}

/// Has Cargo believe that the library in `folder` has been changed.
pub(crate) fn touch(folder: &Path) -> io::Result<()> {
    let library = File::options().append(true).open(folder.join("src/lib.rs"));
    library?.set_modified(SystemTime::now())
}
