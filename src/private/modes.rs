//! Owners and modes of folders and files on Unix.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use super::NotPrivate;

const FOLDER_MODE: u32 = 0o700;
const FILE_MODE: u32 = 0o600;
/// The rights of everyone but the owner.
const OF_OTHERS: u32 = 0o077;
const GROUP_WRITES: u32 = 0o020;
const ALL_WRITE: u32 = 0o002;
/// In a folder with this bit, such as `/tmp`, nobody can rename or remove the entries of another user.
const STICKY: u32 = 0o1000;
const ROOT: u32 = 0;
/// The maximal number of links that Linux follows in one path.
const N_LINKS_MAX: u32 = 40;

pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    crate::screen_thread::check("making a folder of the user's own");
    // The check comes first, so that nothing is created in another user's folder.
    check_folder(path)?;
    make_missing(path)?;
    if narrow(path, &fs::metadata(path)?)? {
        close_below(path);
    }
    Ok(())
}

/// Creates the folder and the missing folders above it.
///
/// A umask may take rights from their owner as well, so each folder gets its mode before the next one is created in it.
fn make_missing(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    if let Some(above) = path.parent().filter(|above| !above.as_os_str().is_empty()) {
        make_missing(above)?;
    }
    match DirBuilder::new().mode(FOLDER_MODE).create(path) {
        Ok(()) => fs::set_permissions(path, Permissions::from_mode(FOLDER_MODE)),
        // Another process or thread created it first.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        Err(error) => Err(error),
    }
}

pub(super) fn check_folder(path: &Path) -> io::Result<()> {
    crate::screen_thread::check("checking a folder of the user's own");
    let path = std::path::absolute(path)?;
    check_links(&path, 0)?;
    // A missing folder will be created in the nearest existing folder above it.
    let Some((there, real)) = path.ancestors().find_map(|above| Some((above, fs::canonicalize(above).ok()?))) else {
        return Ok(());
    };
    let is_whole = there == path;
    let own = rustix::process::geteuid().as_raw();
    for (distance, folder) in real.ancestors().skip(usize::from(is_whole)).enumerate() {
        check_folder_above(folder, &fs::metadata(folder)?, distance == 0, own)?;
    }
    if is_whole {
        let metadata = fs::metadata(&real)?;
        if metadata.uid() != own {
            return Err(NotPrivate::OtherOwner(path).into());
        }
    }
    Ok(())
}

/// Checks that nobody else can replace the folder inside `folder`. `is_parent` is true for the nearest folder above it.
fn check_folder_above(folder: &Path, metadata: &Metadata, is_parent: bool, own: u32) -> io::Result<()> {
    if is_parent && ![own, ROOT].contains(&metadata.uid()) {
        return Err(NotPrivate::OtherOwner(folder.to_path_buf()).into());
    }
    let mode = metadata.mode();
    // Many systems give each user a group of their own, and a umask that lets this group write.
    let is_foreign_group = ![rustix::process::getegid().as_raw(), ROOT].contains(&metadata.gid());
    let group_writes = is_parent && mode & GROUP_WRITES != 0 && is_foreign_group;
    if mode & STICKY == 0 && (mode & ALL_WRITE != 0 || group_writes) {
        return Err(NotPrivate::OthersWrite(folder.to_path_buf()).into());
    }
    Ok(())
}

/// Checks that each link on the way to `path` belongs to the user or to the system.
fn check_links(path: &Path, n_links: u32) -> io::Result<()> {
    let mut places: Vec<&Path> = path.ancestors().collect();
    places.reverse();
    for place in places {
        // A missing entry can be no link.
        let Ok(metadata) = fs::symlink_metadata(place) else { return Ok(()) };
        if !metadata.is_symlink() {
            continue;
        }
        if ![rustix::process::geteuid().as_raw(), ROOT].contains(&metadata.uid()) {
            return Err(NotPrivate::OtherOwner(place.to_path_buf()).into());
        }
        if n_links < N_LINKS_MAX {
            let target = fs::read_link(place)?;
            check_links(&place.parent().unwrap_or(place).join(target), n_links + 1)?;
        }
    }
    Ok(())
}

/// Removes the rights of others from the folder at `path`. Returns true if they had any.
fn narrow(path: &Path, metadata: &Metadata) -> io::Result<bool> {
    let mode = metadata.mode();
    if mode & OF_OTHERS == 0 {
        return Ok(false);
    }
    // The change fails on a read-only disk and on one that stores no modes.
    let _ = fs::set_permissions(path, Permissions::from_mode(mode & 0o7777 & !OF_OTHERS));
    if fs::metadata(path)?.mode() & (GROUP_WRITES | ALL_WRITE) != 0 {
        return Err(NotPrivate::OthersWrite(path.to_path_buf()).into());
    }
    Ok(true)
}

pub(super) fn open(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    crate::screen_thread::check("opening a file of the user's own");
    let file = options.mode(FILE_MODE).open(path)?;
    let metadata = file.metadata()?;
    let mode = metadata.mode() & 0o7777;
    // A umask may take rights from the owner of a new file as well.
    let is_new = metadata.len() == 0 && mode & FILE_MODE != FILE_MODE;
    let closed = if is_new { FILE_MODE } else { mode & !OF_OTHERS };
    if closed != mode && metadata.uid() == rustix::process::geteuid().as_raw() {
        // On a read-only disk the rights of others stay; the folder is closed to them.
        let _ = file.set_permissions(Permissions::from_mode(closed));
    }
    Ok(file)
}

pub(super) fn close_below(path: &Path) {
    crate::screen_thread::check("closing a folder to others");
    let own = rustix::process::geteuid().as_raw();
    let mut folders = vec![path.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
            // The metadata of the entry itself, so that a link is never followed.
            let Ok(metadata) = entry.metadata() else { continue };
            if metadata.is_symlink() {
                continue;
            }
            if metadata.uid() == own && metadata.mode() & OF_OTHERS != 0 {
                let mode = metadata.mode() & 0o7777 & !OF_OTHERS;
                // If an entry cannot be closed, its folder is closed anyway.
                let _ = fs::set_permissions(entry.path(), Permissions::from_mode(mode));
            }
            if metadata.is_dir() {
                folders.push(entry.path());
            }
        }
    }
}
