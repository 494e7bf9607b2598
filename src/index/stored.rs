//! The index as it lies on the disk: what of it is bytes, and how the bytes are read again.

mod damaged;
pub mod record;
mod strings;

pub use damaged::Damaged;
pub use strings::{Strings, StringsBuilder};
