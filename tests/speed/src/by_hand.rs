//! The same types as a good engineer writes them, with serde's macros: what ours are measured against.
//!
//! They tell `null` from what is absent where the emitted ones do, so that both do the same work. Their enums are closed,
//! which is less work.

#![expect(missing_docs, reason = "the properties are described in the documents")]

pub mod charges;
pub mod events;
pub mod repositories;
pub mod sessions;
