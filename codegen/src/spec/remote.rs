//! Files on the network that a document refers to: copies of them, pinned by their hash.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use hmac_sha256::Hash;

/// The copies of files on the network, by the URLs of the files.
pub type Pins = BTreeMap<String, Pin>;

/// The copy of a file on the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// Where the copy is, from the folder of the document.
    pub file: String,
    /// The SHA-256 that it has to have, in hexadecimal digits.
    pub sha256: String,
}

impl Pin {
    /// Whether `bytes` are what is pinned.
    ///
    /// # Errors
    ///
    /// The SHA-256 that they have, when it is another.
    pub fn check(&self, bytes: &[u8]) -> Result<(), String> {
        let mut found = String::with_capacity(64);
        for byte in Hash::hash(bytes) {
            // Writing to a string does not fail.
            let _ = write!(found, "{byte:02x}");
        }
        if found.eq_ignore_ascii_case(&self.sha256) {
            Ok(())
        } else {
            Err(found)
        }
    }
}
