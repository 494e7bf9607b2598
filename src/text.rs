//! Basic operations on text: making it safe to show, normalising it for search, cutting it into words and sentences,
//! measuring it in columns.
//!
//! Every string of an article file passes [`safe`] before any other code sees it. Filters and articles are always
//! compared as [`normalise`]d texts.

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
