//! What the reader chose: defaults < file < environment < flags, checked once.

pub mod theme;
