//! The program's own flags: they belong to no corpus, nobody else can read or write them, and nothing that others
//! wrote reaches the terminal as it is.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot set up its files has failed")]

#[path = "own_things/desk.rs"]
mod desk;
#[path = "own_things/folders.rs"]
mod folders;
#[path = "own_things/modes.rs"]
mod modes;
#[path = "own_things/printed.rs"]
mod printed;
#[path = "own_things/special_files.rs"]
mod special_files;
