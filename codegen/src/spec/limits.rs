//! How much of a document is read before it is refused.

/// How much of a document is read before it is refused, and how much is said about it. The defaults are far above what
/// real documents need; they keep one that is broken or hostile from taking all memory or all time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The length of one file, in bytes; its text with all YAML aliases written out may be four times as long.
    /// Default: 67108864, which is 64 MiB.
    pub max_bytes: usize,
    /// How many files the document may consist of. Default: 4096.
    pub max_files: usize,
    /// How deep lists and objects may stand in one another; at most [`DEEPEST`](Self::DEEPEST). Default: 100.
    pub max_depth: usize,
    /// How many values a file may hold once its YAML aliases are written out. Default: 5000000.
    pub max_values: usize,
    /// How many values the document may come to, beyond four times those that it has, when what a reference or `allOf`
    /// names is counted wherever it is named.
    /// Default: 2000000.
    pub max_expansion: usize,
    /// How many errors and warnings of one kind are shown; all are counted. Default: 50.
    pub max_shown: usize,
}

impl Limits {
    /// The readers of JSON and YAML go no deeper than 128.
    pub const DEEPEST: usize = 120;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 64 << 20,
            max_files: 4_096,
            max_depth: 100,
            max_values: 5_000_000,
            max_expansion: 2_000_000,
            max_shown: 50,
        }
    }
}
