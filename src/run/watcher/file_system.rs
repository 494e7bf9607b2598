//! Determines if a folder is on a network file system, whose remote changes are not reported to this system.

use std::path::Path;

/// The magic numbers of network file systems, from `linux/magic.h` and the headers of the file systems: NFS, three of
/// SMB, 9P, Ceph, two of AFS, Coda, NCP, VirtualBox shared folders, Lustre, and FUSE, which most others use.
#[cfg(target_os = "linux")]
const NETWORK: [u32; 13] = [
    0x6969,
    0x517b,
    0xff53_4d42,
    0xfe53_4d42,
    0x0102_1997,
    0x00c3_6400,
    0x5346_414f,
    0x6b41_4653,
    0x7375_7245,
    0x564c,
    0x786f_4256,
    0x0bd0_0bd0,
    0x6573_5546,
];

/// True if `folder` is on a known network file system.
#[cfg(target_os = "linux")]
pub(super) fn is_network(folder: &Path) -> bool {
    crate::screen_thread::check("asking which file system a folder is on");
    // The type of the number is signed on some machines and unsigned on others; its 32 bits are the same.
    rustix::fs::statfs(folder).is_ok_and(|told| NETWORK.contains(&(told.f_type as u32)))
}

/// Always false: the file system is only determined on Linux.
#[cfg(not(target_os = "linux"))]
pub(super) fn is_network(_: &Path) -> bool {
    false
}
