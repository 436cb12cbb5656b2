//! The outputs: each a pure function of the model.

pub mod reference;
