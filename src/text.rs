//! Text made safe once, normalised for searching, cut into words and sentences, measured in columns.
//!
//! Every string that an article file holds passes [`safe`] before anything else sees it, and every
//! comparison of what the reader typed with what an article says happens between [`normalise`]ed texts.

pub mod bytes;
pub mod character_table;
pub mod columns;
pub mod compounds;
pub mod digest;
pub mod fast_hash;
pub mod letters;
pub mod lines;
pub mod normalise;
pub mod numbers;
pub mod safe;
pub mod sentences;
pub mod shell;
pub mod stable_hash;
