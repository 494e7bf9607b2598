//! Tests with a place where no index can be kept, or no longer. All articles are shown, with a notice of the reason.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use newsreader::index::cache::clear;
use newsreader::run::loader::{LoadRequest, load_all};

use super::desk::{Desk, Said};
use super::reader::{Reader, request, titles, wait_for_commit};
use super::small_disk::SmallDisk;

/// Returns the notices of a load without a watch. The path of the desk is replaced by `HOME`.
fn notices(desk: &Desk) -> Vec<String> {
    let loaded = load_all(&LoadRequest { watch: None, ..request(desk) }).unwrap();
    assert_eq!(loaded.snapshot.by_date().len(), desk.list_without_index().n_articles());
    let place = desk.home().to_string_lossy();
    loaded.notices.iter().map(|notice| notice.replace(&*place, "HOME")).collect()
}

fn name_of_index(desk: &Desk) -> String {
    desk.index().file_name().unwrap().to_string_lossy().into_owned()
}

#[test]
fn the_cache_is_a_file() {
    let desk = Desk::with_articles();
    fs::create_dir(desk.home().join("cache")).unwrap();
    fs::write(desk.cache(), "not a folder").unwrap();
    desk.check_answer("with a file in the place of the cache");
    let name = name_of_index(&desk);
    let expected = format!("No index can be kept: a file is in its place (HOME/cache/newsreader/{name}).");
    assert_eq!(notices(&desk), [expected]);
    assert_eq!(fs::read_to_string(desk.cache()).unwrap(), "not a folder");
}

#[test]
fn the_index_is_a_file() {
    let desk = Desk::with_articles();
    fs::create_dir_all(desk.cache()).unwrap();
    fs::write(desk.index(), "not a folder").unwrap();
    desk.check_answer("with a file in the place of the index");
    assert_eq!(notices(&desk).len(), 1);
}

#[test]
fn the_cache_may_not_be_written() {
    if rustix::process::geteuid().is_root() {
        println!("skipped: the superuser may write everywhere");
        return;
    }
    let desk = Desk::with_articles();
    desk.check("at first");
    let allow = |mode| {
        for folder in [desk.cache(), desk.index()] {
            fs::set_permissions(folder, fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    allow(0o555);
    desk.write("wreck.md", "---\ntitle: Wreck found\n---\n\nOff the north mole.\n");
    desk.check_answer("with a cache that may not be written");
    allow(0o755);
    desk.check("with a cache that may be written again");
}

/// Returns a desk with some hundred articles. Their index is larger than a small disk.
fn many_articles() -> Desk {
    let desk = Desk::new();
    for number in 0..300_u32 {
        // Each article has words of its own, so that the index is large.
        let words: Vec<_> =
            (0..400_u32).map(|at| format!("w{:x}", (number * 400 + at).wrapping_mul(2_654_435_761))).collect();
        desk.write(&format!("{number:03}.txt"), &format!(" date 2022-03-11 Notice {number}\n\n{}.\n", words.join(" ")));
    }
    desk
}

#[test]
fn the_disk_is_full() {
    let desk = many_articles();
    let place = desk.cache();
    let Some(_disk) = SmallDisk::mount(&place, "size=1m") else {
        println!("skipped: this user may not mount a small disk");
        return;
    };
    let expected = desk.list_without_index();
    assert_eq!(expected.n_articles(), 300);
    for _ in 0..2 {
        assert_eq!(desk.list(), expected);
    }
    assert_eq!(notices(&desk), ["The index is no longer written: the disk is full."]);
}

#[test]
fn no_file_may_be_large() {
    let desk = many_articles();
    // The system also sends a signal when a write exceeds the limit. The signal must be ignored, or it ends the
    // program.
    let limited = "trap '' XFSZ; ulimit -f 64; exec \"$0\" list --json --body -d news";
    let mut command = Command::new("bash");
    desk.set_environment(|name, value| {
        command.env(name, value);
    });
    command.current_dir(desk.home()).args(["-c", limited, env!("CARGO_BIN_EXE_newsreader")]);
    // The limit does not apply to the pipe that the list is written to.
    assert_eq!(Said::of(&command.output().unwrap()), desk.list_without_index());
    desk.check("without the limit");
}

#[test]
fn the_disk_is_read_only() {
    let desk = Desk::with_articles();
    let place = desk.cache();
    let Some(mounted) = SmallDisk::mount(&place, "size=4m") else {
        println!("skipped: this user may not mount a small disk");
        return;
    };
    desk.check("at first");
    mounted.make_read_only();
    desk.check_answer("from an index that cannot be written");
    desk.write("wreck.md", "---\ntitle: Wreck found\n---\n\nOff the north mole.\n");
    desk.check_answer("with a change that cannot be written");
    let name = name_of_index(&desk);
    let expected = format!("No index can be kept: its disk is read-only (HOME/cache/newsreader/{name}).");
    assert_eq!(notices(&desk), [expected]);
}

#[test]
fn the_cache_is_deleted_while_the_program_runs() {
    let desk = Desk::with_articles();
    let mut reader = Reader::start(&desk);
    let first = ["Tolls rise", "The ferry stays in port", "Lamps on", "Lamps out", "Bakers ask for a price cap"];
    reader.wait_for(&first);
    wait_for_commit(&desk, 5);
    fs::remove_dir_all(desk.cache()).unwrap();
    assert_eq!(titles(reader.last.as_ref().unwrap()), first);
    desk.write("wreck.md", "---\ntitle: Wreck found\ndate: 2022-03-20\n---\n\nOff the north mole.\n");
    reader.wait_until("one more", |loaded| loaded.progress.is_done && loaded.snapshot.len() == 6);
    // It either builds another index or reports that it has none.
    reader.wait_for_notice("The index is ");
    desk.check_answer("while the first one runs");
    wait_for_commit(&desk, 6);
    reader.stop();
    desk.check("after it");
}

#[test]
fn the_index_of_a_folder_in_use_is_not_cleared() {
    let desk = Desk::with_articles();
    let mut reader = Reader::start(&desk);
    reader.wait_until("all", |loaded| loaded.progress.is_done && loaded.snapshot.len() == 5);
    let said: Vec<_> = clear(&desk.cache(), None).iter().map(newsreader::index::cache::Removed::sentence).collect();
    assert!(said.len() == 1 && said[0].contains("is in use and was left as it is"), "{said:?}");
    reader.stop();
    desk.check("after it");
}
