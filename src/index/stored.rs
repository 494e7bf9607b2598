//! The index as it lies on the disk: what of it is bytes, and how the bytes are read again.

mod damaged;
pub mod record;
mod strings;

/// The number of the format of all files of an index. A program reads the format of its own number alone, and an
/// index of another one is built anew: whoever changes what any of the files holds raises it.
pub const FORMAT: u32 = 1;

pub use damaged::Damaged;
pub use strings::{Strings, StringsBuilder};
