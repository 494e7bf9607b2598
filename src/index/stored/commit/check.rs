//! Checks every file of an index for damage.

use std::path::Path;

use super::{CommitRecord, Contents, NoIndex, NumberedFile, contents, non_segment_files_of, read};
use crate::index::stored::checked_file::CheckedFile;
use crate::index::stored::{Damaged, SegmentFile};

/// The maximum number of times that an index is checked again because it was written meanwhile.
const TRIES_MAX: usize = 20;

/// A damaged file of an index.
#[derive(Debug)]
pub struct DamagedFile {
    /// Path within the index.
    pub name: String,
    pub damaged: Damaged,
}

/// Checks every checksum of every file of the index in `folder`, and that the files are consistent with each other.
/// Returns the damaged files.
///
/// The index may be written meanwhile. Files that were removed because a newer commit does not need them are not
/// damage.
///
/// # Errors
/// When there is no index, it has another format, or its list of segments is damaged.
pub fn check(folder: &Path) -> Result<Vec<DamagedFile>, NoIndex> {
    let mut found = Vec::new();
    for _ in 0..TRIES_MAX {
        let written = read(folder)?;
        let number = written.next_number;
        found = damaged_files(folder, written);
        if found.is_empty() || read(folder)?.next_number == number {
            break;
        }
    }
    Ok(found)
}

/// Checks the order of the rows. Opening an index reads only its first page.
fn whole_order(contents: &Contents) -> Result<(), Damaged> {
    let damage = contents.by_date.damage().map(ToString::to_string);
    damage.map_or(Ok(()), |damage| Err(Damaged::content(damage)))
}

fn damaged_files(folder: &Path, written: CommitRecord) -> Vec<DamagedFile> {
    let mut found = Vec::new();
    let mut look_at = |name: String, n_bytes: u64| {
        let checked = CheckedFile::open(&folder.join(&name), n_bytes).and_then(|file| file.check_all());
        found.extend(checked.err().map(|damaged| DamagedFile { name, damaged }));
    };
    for entry in &written.segments {
        let segment = entry.folder(Path::new(""));
        for file in SegmentFile::ALL {
            look_at(segment.join(file.name()).to_string_lossy().into_owned(), entry.bytes_of(file));
        }
    }
    for (name, NumberedFile { n_bytes, .. }) in non_segment_files_of(&written) {
        look_at(name, n_bytes);
    }
    if found.is_empty()
        && let Err(damaged) = contents(folder, written).and_then(|contents| whole_order(&contents))
    {
        found.push(DamagedFile { name: super::NAME.to_owned(), damaged });
    }
    found
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::index::stored::commit::Committer;

    #[test]
    fn the_damaged_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(check(folder.path()), Err(NoIndex::Missing)));
        let mut committer = Committer::new(folder.path()).unwrap();
        committer.commit(&Contents::default()).unwrap();
        assert!(check(folder.path()).unwrap().is_empty());
        let deleted = fs::read_dir(folder.path()).unwrap().flatten().find(|entry| {
            let name = entry.file_name();
            name.to_string_lossy().starts_with("deleted-")
        });
        let path = deleted.unwrap().path();
        let mut bytes = fs::read(&path).unwrap();
        bytes[0] ^= 1;
        fs::write(&path, bytes).unwrap();
        let found = check(folder.path()).unwrap();
        let names: Vec<&str> = found.iter().map(|file| &*file.name).collect();
        assert_eq!(names, [path.file_name().unwrap().to_str().unwrap()]);
        fs::remove_file(&path).unwrap();
        assert_eq!(check(folder.path()).unwrap().len(), 1);
        fs::write(folder.path().join("CURRENT"), "nonsense").unwrap();
        assert!(matches!(check(folder.path()), Err(NoIndex::Damaged(_))));
    }
}
