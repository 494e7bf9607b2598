//! Tests with a damaged index: every answer is still right, and the next index is whole.

use std::fs;
use std::path::{Path, PathBuf};

use super::desk::{Desk, Said};

/// The kinds of damage to a file.
#[derive(Clone, Copy, Debug)]
enum Damage {
    Truncated,
    Emptied,
    FirstByte,
    MiddleByte,
    LastByte,
    Removed,
    Garbage,
}

impl Damage {
    const ALL: [Self; 7] = [
        Self::Truncated,
        Self::Emptied,
        Self::FirstByte,
        Self::MiddleByte,
        Self::LastByte,
        Self::Removed,
        Self::Garbage,
    ];

    fn befall(self, file: &Path) {
        let mut bytes = fs::read(file).unwrap();
        let n_bytes = bytes.len();
        match self {
            Self::Truncated => bytes.truncate(n_bytes / 2),
            Self::Emptied => bytes.clear(),
            Self::FirstByte => bytes[0] ^= 1,
            Self::MiddleByte => bytes[n_bytes / 2] ^= 16,
            Self::LastByte => bytes[n_bytes - 1] ^= 128,
            Self::Removed => return fs::remove_file(file).unwrap(),
            Self::Garbage => bytes.fill(b'x'),
        }
        fs::write(file, bytes).unwrap();
    }
}

/// Filters that together read every kind of file of the index.
const FILTERS: [&str; 2] =
    ["", "tolls or \"quay was\" or ~laps or quote:never or caption:never or mentions:2022-03-05"];

fn list(desk: &Desk, filter: &str, more: &[&str]) -> Said {
    let arguments = [&["list", "--json", "--body", "-d", "news"], more, &["--", filter]].concat();
    Said::of(&desk.command(&arguments).output().unwrap())
}

/// Returns all files below a folder, as paths relative to it.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { files.push(path.strip_prefix(folder).unwrap().into()) }
        }
    }
    files.sort();
    files
}

fn copy_all(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    for file in files_below(from) {
        fs::create_dir_all(to.join(&file).parent().unwrap()).unwrap();
        fs::copy(from.join(&file), to.join(&file)).unwrap();
    }
}

#[test]
fn whatever_befalls_a_file_of_the_index() {
    let desk = Desk::with_articles();
    desk.check("at first");
    // A second segment, and deleted rows.
    desk.write("ferry.txt", " date 2022-03-12 The ferry sails again\n\nOn Saturday.\n");
    desk.check("after a change");
    let (index, kept) = (desk.index(), desk.home().join("kept"));
    copy_all(&index, &kept);
    let expected = FILTERS.map(|filter| list(&desk, filter, &["--no-index"]));
    assert!(expected[1].n_articles() > 0 && expected[1].n_articles() < expected[0].n_articles(), "{expected:?}");
    let wreck = "---\ntitle: Wreck found\ndate: 2022-03-20\n---\n\nOff the north mole.\n";
    desk.write("wreck.md", wreck);
    let expected_with_wreck = list(&desk, "", &["--no-index"]);
    fs::remove_file(desk.news().join("wreck.md")).unwrap();
    let files = files_below(&kept);
    assert!(files.len() > 30, "{files:?}");
    for (number, file) in files.iter().filter(|file| fs::metadata(kept.join(file)).unwrap().len() > 0).enumerate() {
        // Each damage is tested with some files of each kind. All combinations would take minutes.
        let damages = Damage::ALL.iter().enumerate();
        let damages = damages.filter(|(at, _)| file == Path::new("CURRENT") || (at + number) % 7 < 2);
        for (at, damage) in damages {
            let which = (number + at) % FILTERS.len();
            let when = format!("{} {damage:?} “{}”", file.display(), FILTERS[which]);
            copy_all(&kept, &index);
            damage.befall(&index.join(file));
            assert_eq!(list(&desk, FILTERS[which], &[]), expected[which], "{when}");
            // Repeated paragraphs are counted again when there is a new article.
            desk.write("wreck.md", wreck);
            assert_eq!(list(&desk, "", &[]), expected_with_wreck, "{when}: with one more");
            desk.check_index(&when);
            fs::remove_file(desk.news().join("wreck.md")).unwrap();
        }
    }
}
