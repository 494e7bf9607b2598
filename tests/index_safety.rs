//! Tests that the index is only a cache: the user sees every article after any damage to the index, its folder or the
//! program.
//!
//! Nearly all tests compare `list --json --body` with the index and without it. Both must give the same bytes.

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
