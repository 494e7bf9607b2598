//! Tests with two programs that read one folder. One writes the index, the other follows it.

use std::fs;

use newsreader::index::cache::{CacheFolder, Lock};
use newsreader::query::{Search, Sort, parse};
use newsreader::run::loader::{LoadEnd, LoadRequest, load_all};

use super::desk::Desk;
use super::reader::{Reader, request, titles, wait_for_commit};

const FIRST: [&str; 5] =
    ["Tolls rise", "The ferry stays in port", "Lamps on", "Lamps out", "Bakers ask for a price cap"];
const SECOND: [&str; 6] =
    ["Wreck found", "Tolls rise", "The ferry stays in port", "Lamps on", "Lamps out", "Bakers ask for a price cap"];

const WRECK: &str = "---\ntitle: Wreck found\ndate: 2022-03-20\n---\n\nOff the north mole.\n";

fn folder_of(desk: &Desk) -> CacheFolder {
    request(desk).index.unwrap()
}

#[test]
fn looking_again_keeps_the_numbers_of_rows() {
    let desk = Desk::with_articles();
    let mut reader = Reader::start(&desk);
    reader.wait_for(&FIRST);
    let before = reader.snapshot().clone();
    reader.look_again();
    assert_eq!(titles(reader.last.as_ref().unwrap()), FIRST);
    assert!(before.grew_to(reader.snapshot()) && before.n_rows() == reader.snapshot().n_rows());
}

#[test]
fn what_one_writes_the_other_shows() {
    let desk = Desk::with_articles();
    desk.write("style.css", "a {}");
    desk.write("empty.txt", "");
    let mut writer = Reader::start(&desk);
    writer.wait_for(&FIRST);
    wait_for_commit(&desk, FIRST.len());
    let mut follower = Reader::start(&desk);
    follower.wait_for(&FIRST);
    let set_aside = |reader: &mut Reader| {
        reader.wait_until("what is no article", |loaded| loaded.problems.len() == 2);
        (reader.last.as_ref().unwrap().problems.clone(), reader.last.as_ref().unwrap().progress.accounting)
    };
    assert_eq!(set_aside(&mut follower), set_aside(&mut writer));
    let before = follower.snapshot().clone();
    let ferry = before.row_named("ferry.txt").unwrap();

    desk.write("wreck.md", WRECK);
    writer.wait_for(&SECOND);
    follower.wait_for(&SECOND);
    // The rows keep their numbers, so search results and the selected row stay valid.
    let after = follower.snapshot();
    assert!(before.grew_to(after));
    assert_eq!(after.row_named("ferry.txt"), Some(ferry));
    let mut search =
        Search::new(parse("lamps or wreck", jiff::civil::date(2022, 4, 1)), Sort::default(), None, &before);
    let _ = search.extend(&before, &|| false);
    assert_eq!(search.hits(0).rows.len(), 2);
    let _ = search.extend(after, &|| false);
    assert_eq!(search.hits(0).rows.len(), 3);

    fs::remove_file(desk.news().join("tolls.md")).unwrap();
    fs::remove_file(desk.news().join("wire.jsonl")).unwrap();
    let left = ["Wreck found", "The ferry stays in port", "Bakers ask for a price cap"];
    writer.wait_for(&left);
    follower.wait_for(&left);
    assert_eq!((&follower.notices, &writer.notices), (&Vec::new(), &Vec::new()));
}

#[test]
fn a_follower_that_is_to_look_again_looks_for_what_is_no_article() {
    let desk = Desk::with_articles();
    let mut writer = Reader::start(&desk);
    writer.wait_for(&FIRST);
    wait_for_commit(&desk, FIRST.len());
    writer.stop();
    // The lock is held, but nobody writes. So the follower must find all changes itself.
    let Lock::Writer(_lock) = folder_of(&desk).lock() else { panic!("another program writes the index") };
    let mut follower = Reader::start(&desk);
    follower.wait_for(&FIRST);
    desk.write(".draft.md", "Not to be read.");
    follower.look_again();
    follower.wait_until("a hidden file", |loaded| loaded.problems.len() == 1);
    fs::remove_file(desk.news().join(".draft.md")).unwrap();
    follower.look_again();
    follower.wait_until("nothing but articles", |loaded| loaded.problems.is_empty());
    // A walk that finds nothing new must end as well.
    follower.look_again();
    assert_eq!(titles(follower.last.as_ref().unwrap()), FIRST);
}

#[test]
fn the_one_that_stays_writes_on() {
    let desk = Desk::with_articles();
    let mut writer = Reader::start(&desk);
    writer.wait_for(&FIRST);
    wait_for_commit(&desk, FIRST.len());
    let mut follower = Reader::start(&desk);
    follower.wait_for(&FIRST);
    let before = follower.snapshot().clone();
    writer.stop();
    desk.write("wreck.md", WRECK);
    follower.wait_for(&SECOND);
    assert!(before.grew_to(follower.snapshot()), "the rows keep their numbers");
    assert!(matches!(folder_of(&desk).lock(), Lock::LockedByAnother));
    wait_for_commit(&desk, SECOND.len());
    follower.stop();
    desk.check("after both have ended");
}

#[test]
fn a_folder_whose_index_is_just_being_built() {
    let desk = Desk::with_articles();
    let Lock::Writer(lock) = folder_of(&desk).lock() else { panic!("nobody else writes") };
    let mut follower = Reader::start(&desk);
    follower.wait_for_notice("Another newsreader is building the index of this folder");
    assert_eq!(titles(follower.last.as_ref().unwrap()), Vec::<String>::new());
    assert!(!follower.last.as_ref().unwrap().progress.is_done);
    // A command does not wait for the writer. It reads the files, and writes nothing.
    let command = load_all(&LoadRequest { watch: None, ..request(&desk) }).unwrap();
    assert_eq!((titles(&command), command.notices), (FIRST.map(str::to_owned).to_vec(), Vec::new()));
    desk.check_answer("while another program has the lock");
    assert!(!desk.index().join("CURRENT").exists());
    drop(lock);
    follower.wait_for(&FIRST);
}

#[test]
fn a_command_reads_what_has_changed_since_the_last_commit() {
    let desk = Desk::with_articles();
    desk.check("at first");
    let _lock = folder_of(&desk).lock();
    let current = fs::read(desk.index().join("CURRENT")).unwrap();
    desk.write("wreck.md", WRECK);
    desk.write("ferry.txt", " date 2022-03-12 The ferry sails again\n\nOn Saturday.\n");
    fs::remove_file(desk.news().join("tolls.md")).unwrap();
    desk.check_answer("with changes that nobody has written");
    assert_eq!(fs::read(desk.index().join("CURRENT")).unwrap(), current);
}

#[test]
fn another_index_is_followed_from_its_start() {
    let desk = Desk::with_articles();
    desk.check("at first");
    let lock = folder_of(&desk).lock();
    let mut follower = Reader::start_once(&desk);
    follower.wait_for(&FIRST);
    // The writer finds its index damaged and builds another one. Here it is the index of another folder.
    let other = Desk::with_articles();
    other.write("wreck.md", WRECK);
    other.check("at first");
    for entry in fs::read_dir(desk.index()).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            fs::remove_dir_all(entry.path()).unwrap();
        }
    }
    // The follower still reads the open files, although they have been deleted.
    assert_eq!(follower.snapshot().by_date().len(), FIRST.len());
    assert_eq!(titles(follower.last.as_ref().unwrap()), FIRST);
    fs::remove_file(desk.index().join("CURRENT")).unwrap();
    for entry in fs::read_dir(other.index()).unwrap().map(Result::unwrap) {
        let name = entry.file_name();
        if entry.file_type().unwrap().is_dir() {
            fs::rename(entry.path(), desk.index().join(name)).unwrap();
        } else if name != "LOCK" && name != "CURRENT" {
            fs::copy(entry.path(), desk.index().join(name)).unwrap();
        }
    }
    fs::rename(other.index().join("CURRENT"), desk.index().join("CURRENT")).unwrap();
    assert_eq!(follower.ended(), LoadEnd::Replaced);
    drop(lock);
}
