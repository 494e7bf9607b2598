//! Recognises file systems that hold no files but views of the running system: `/proc`, `/sys` and the like.
//!
//! A file there has the size 0, but may have no end, or block for ever.

use std::collections::HashMap;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The numbers of such file systems, from `linux/magic.h`: proc, sysfs, debugfs, tracefs, securityfs, selinuxfs,
/// smackfs, the two of cgroups, devpts, bpf, pstore, efivarfs, configfs, binfmt_misc, nsfs, resctrl.
const VIEWS: [u32; 17] = [
    0x9fa0,
    0x6265_6572,
    0x6462_6720,
    0x7472_6163,
    0x7363_6673,
    0xf97c_ff8c,
    0x4341_5d53,
    0x0027_e0eb,
    0x6367_7270,
    0x1cd1,
    0xcafe_4a11,
    0x6165_676c,
    0xde5e_81e4,
    0x6265_6570,
    0x4249_4e4d,
    0x6e73_6673,
    0x0765_5821,
];

/// A cache of the file systems in a walk: for each device number, whether it is a view.
pub(super) struct SystemViews {
    known: Mutex<HashMap<u64, bool>>,
    /// The number of the file system of the corpus, if it holds files. Nearly all entries are on it.
    usual: Option<u64>,
}

impl SystemViews {
    pub(super) fn new(root: &Path) -> Self {
        crate::screen_thread::check("looking at the folder");
        let device = std::fs::metadata(root).ok().map(|metadata| metadata.dev());
        Self { known: Mutex::default(), usual: device.filter(|_| !is_view(root)) }
    }

    /// True if the entry with this `metadata` is in a view. `place` returns its path.
    pub(super) fn hold(&self, metadata: &Metadata, place: impl FnOnce() -> PathBuf) -> bool {
        let device = metadata.dev();
        if Some(device) == self.usual {
            return false;
        }
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        *known.entry(device).or_insert_with(|| is_view(&place()))
    }
}

fn is_view(place: &Path) -> bool {
    // The number is signed on some machines and unsigned on others; its 32 bits are the same.
    rustix::fs::statfs(place).is_ok_and(|told| VIEWS.contains(&(told.f_type as u32)))
}
