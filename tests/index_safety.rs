//! The index is only a cache: whatever befalls it, its folder or the program, the reader sees every article.
//!
//! The measure is nearly always the same: what `list --json --body` says with the index is, byte for byte, what it
//! says without one.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot set up its files has failed")]

#[path = "index_safety/changes.rs"]
mod changes;
#[path = "index_safety/damage.rs"]
mod damage;
#[path = "index_safety/desk.rs"]
mod desk;
#[path = "index_safety/files.rs"]
mod files;
#[path = "index_safety/killed.rs"]
mod killed;
#[path = "index_safety/places.rs"]
mod places;
#[path = "index_safety/reader.rs"]
mod reader;
#[path = "index_safety/small_disk.rs"]
mod small_disk;
#[path = "index_safety/two_readers.rs"]
mod two_readers;
#[path = "index_safety/years.rs"]
mod years;
