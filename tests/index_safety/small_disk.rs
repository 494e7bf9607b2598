//! A small disk in memory, for tests with a disk that is full, read-only or unmounted.

use std::fs;
use std::path::Path;
use std::process::Command;

/// A small disk in memory, mounted until it is dropped.
pub struct SmallDisk<'place>(&'place Path);

impl<'place> SmallDisk<'place> {
    /// Mounts a disk. `None` if this user may not mount one.
    pub fn mount(place: &'place Path, options: &str) -> Option<Self> {
        fs::create_dir_all(place).unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(place).output();
        mounted.is_ok_and(|mounted| mounted.status.success()).then_some(Self(place))
    }

    pub fn make_read_only(&self) {
        let done = Command::new("mount").args(["-o", "remount,ro"]).arg(self.0).status().unwrap();
        assert!(done.success());
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        // A lazy unmount: the disk disappears at once, even if some of its files are open.
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}
