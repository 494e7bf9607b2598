//! Tests with single changes of files, between two starts and while the program runs.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::desk::{Desk, Said};
use super::reader::{Reader, titles, wait_for_commit};
use super::small_disk::SmallDisk;

fn line(title: &str, day: u32) -> String {
    format!("{{\"title\": \"{title}\", \"date\": \"2022-03-{day:02}\", \"text\": \"Said once.\"}}")
}

fn append(path: &Path, text: &str) {
    fs::File::options().append(true).open(path).unwrap().write_all(text.as_bytes()).unwrap();
}

/// Texts that are appended to the file one after the other, each with the titles that are then shown, newest first.
const GROWTH: [(&str, &[&str]); 6] = [
    // A whole line.
    ("{\"title\": \"Two\", \"date\": \"2022-03-02\", \"text\": \"x\"}\n", &["Two", "One"]),
    // The beginning of a line, then its end.
    ("{\"title\": \"Three\", \"date\": \"2022-03-03\"", &["Two", "One"]),
    (", \"text\": \"x\"}", &["Three", "Two", "One"]),
    // Only a line end.
    ("\n", &["Three", "Two", "One"]),
    // Several lines, the last one without its line end.
    (
        "{\"title\": \"Four\", \"date\": \"2022-03-04\"}\n\n{\"title\": \"Five\", \"date\": \"2022-03-05\"}",
        &["Five", "Four", "Three", "Two", "One"],
    ),
    ("\r\n", &["Five", "Four", "Three", "Two", "One"]),
];

#[test]
fn lines_that_come_between_two_starts() {
    let desk = Desk::new();
    desk.write("wire.jsonl", &(line("One", 1) + "\n"));
    desk.check("at first");
    for (step, (text, expected)) in GROWTH.iter().enumerate() {
        append(&desk.news().join("wire.jsonl"), text);
        desk.check(&format!("after step {step}"));
        assert_eq!(desk.list().n_articles(), expected.len(), "after step {step}");
    }
}

#[test]
fn lines_that_come_while_the_program_runs() {
    let desk = Desk::new();
    desk.write("wire.jsonl", &(line("One", 1) + "\n"));
    let mut reader = Reader::start(&desk);
    reader.wait_for(&["One"]);
    for (text, expected) in GROWTH {
        append(&desk.news().join("wire.jsonl"), text);
        reader.wait_for(expected);
    }
    reader.stop();
    desk.check("after it");
}

type Change = fn(&Desk);

/// Changes of `a.txt`. At first, the folder has `a.txt` and `b.md`.
const CHANGES: [(&str, Change); 9] = [
    ("rewritten with the same size", |desk| desk.write("a.txt", &text("Tolls fell again", 3))),
    ("rewritten with the same size and time", |desk| {
        let path = desk.news().join("a.txt");
        let time = fs::metadata(&path).unwrap().modified().unwrap();
        desk.write("new", &text("Tolls fell again", 3));
        fs::rename(desk.news().join("new"), &path).unwrap();
        fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
    }),
    ("shortened", |desk| desk.write("a.txt", "Tolls.")),
    ("emptied", |desk| desk.write("a.txt", "")),
    ("made a folder", |desk| {
        fs::remove_file(desk.news().join("a.txt")).unwrap();
        desk.write("a.txt/b.txt", &text("Inside", 4));
    }),
    ("made a link", |desk| {
        fs::rename(desk.news().join("a.txt"), desk.home().join("a.txt")).unwrap();
        std::os::unix::fs::symlink(desk.home().join("a.txt"), desk.news().join("a.txt")).unwrap();
    }),
    ("made another name of the other", |desk| {
        fs::remove_file(desk.news().join("a.txt")).unwrap();
        fs::hard_link(desk.news().join("b.md"), desk.news().join("a.txt")).unwrap();
    }),
    ("renamed to another format", |desk| {
        fs::rename(desk.news().join("a.txt"), desk.news().join("a.html")).unwrap();
    }),
    ("hidden", |desk| fs::rename(desk.news().join("a.txt"), desk.news().join(".a.txt")).unwrap()),
];

fn text(title: &str, day: u32) -> String {
    format!(" date 2022-03-{day:02} {title}\n\nThe council was not asked.\n")
}

#[test]
fn a_file_that_is_not_what_it_was() {
    for (what, change) in CHANGES {
        let desk = Desk::new();
        desk.write("a.txt", &text("Tolls rise again", 3));
        desk.write("b.md", "---\ntitle: Ferry stays\ndate: 2022-03-12\n---\n\nNobody sailed.\n");
        desk.check("at first");
        let before = desk.list();
        change(&desk);
        desk.check(what);
        assert_ne!(desk.list(), before, "{what}");
    }
}

#[test]
fn a_file_that_goes_and_comes_back_as_it_was() {
    let desk = Desk::with_articles();
    desk.check("at first");
    let before = desk.list();
    let (place, aside) = (desk.news().join("wire.jsonl"), desk.home().join("aside"));
    for round in 0..3 {
        fs::rename(&place, &aside).unwrap();
        desk.check(&format!("gone in round {round}"));
        assert_eq!(desk.list().n_articles(), 3);
        fs::rename(&aside, &place).unwrap();
        desk.check(&format!("back in round {round}"));
        assert_eq!(desk.list(), before);
    }
}

#[test]
fn a_folder_that_is_renamed() {
    let desk = Desk::new();
    for number in 1..=9 {
        desk.write(&format!("old/deep/{number}.txt"), &text(&format!("Notice {number}"), number));
    }
    desk.check("at first");
    fs::rename(desk.news().join("old"), desk.news().join("new")).unwrap();
    desk.check("renamed");
    assert!(desk.list().output.contains("\"path\":\"new/deep/9.txt\""));
    fs::rename(desk.news().join("new/deep"), desk.news().join("flat")).unwrap();
    desk.check("moved up");
    assert_eq!(desk.list().n_articles(), 9);
}

#[test]
fn a_folder_that_is_renamed_while_the_program_runs() {
    let desk = Desk::new();
    desk.write("old/1.txt", &text("Notice 1", 1));
    desk.write("2.txt", &text("Notice 2", 2));
    let mut reader = Reader::start(&desk);
    reader.wait_for(&["Notice 2", "Notice 1"]);
    fs::rename(desk.news().join("old"), desk.news().join("new")).unwrap();
    reader.wait_until("the new path", |loaded| {
        loaded.snapshot.row_named("new/1.txt").is_some() && loaded.snapshot.row_named("old/1.txt").is_none()
    });
    reader.stop();
    desk.check("after it");
}

#[test]
fn a_file_that_shrinks_and_grows_while_it_is_read() {
    let desk = Desk::new();
    let path = desk.news().join("wire.jsonl");
    let lines: String = (0..8_000).map(|number| line(&format!("Line {number}"), 1 + number % 28) + "\n").collect();
    fs::write(&path, &lines).unwrap();
    let mut reader = Reader::start(&desk);
    for round in 0..4 {
        // Some of the lines are shown, so the load is reading the others.
        reader.wait_for_more();
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_len(lines.len() as u64 / (2 + round)).unwrap();
        reader.wait_for_more();
        fs::write(&path, &lines).unwrap();
    }
    let last = line("The last one", 28);
    append(&path, &last);
    reader.wait_until("all lines", |loaded| loaded.progress.is_done && loaded.snapshot.len() == 8_001);
    reader.stop();
    desk.check("after it");
}

const GONE: &str = "the folder or its disk no longer exists; its articles are those of the last reading";

#[test]
fn the_disk_of_the_folder_vanishes() {
    let desk = Desk::new();
    let news = desk.news();
    let Some(mounted) = SmallDisk::mount(&news, "size=4m") else {
        println!("skipped: this user may not mount a small disk");
        return;
    };
    desk.write("ferry.txt", &text("The ferry stays in port", 11));
    desk.write("tolls.txt", &text("Tolls rise", 14));
    desk.check("at first");
    let list = || Said::of(&desk.command(&["list", "--json", "-d", "news"]).output().unwrap());
    let before = list();
    let mut reader = Reader::start(&desk);
    reader.wait_for(&["Tolls rise", "The ferry stays in port"]);
    drop(mounted);
    // The empty folder below the disk is visible now. The articles are still listed, with a problem that says why.
    let after = list();
    assert_eq!((&after.output, after.code), (&before.output, Some(5)), "{}", after.errors);
    reader.stop();
    let mut reader = Reader::start(&desk);
    reader.wait_until("the problem", |loaded| loaded.problems.iter().any(|problem| problem.what == GONE));
    assert_eq!(titles(reader.last.as_ref().unwrap()), ["Tolls rise", "The ferry stays in port"]);
    reader.stop();
    // The disk is mounted again, with one more article.
    let Some(_disk) = SmallDisk::mount(&news, "size=4m") else { panic!("it was mounted before") };
    desk.write("ferry.txt", &text("The ferry stays in port", 11));
    desk.write("wreck.txt", &text("Wreck found", 20));
    desk.check("back with other files");
    assert_eq!(desk.list().n_articles(), 2);
}

#[test]
fn the_folder_goes_while_the_program_runs_and_comes_back() {
    let desk = Desk::with_articles();
    let mut reader = Reader::start(&desk);
    reader.wait_until("all", |loaded| loaded.progress.is_done && loaded.snapshot.len() == 5);
    wait_for_commit(&desk, 5);
    let aside = desk.home().join("aside");
    fs::rename(desk.news(), &aside).unwrap();
    reader.wait_for_notice("The folder no longer exists");
    assert_eq!(reader.snapshot().len(), 5);
    fs::write(aside.join("wreck.md"), "---\ntitle: Wreck found\ndate: 2022-03-20\n---\n\nOff the mole.\n").unwrap();
    fs::rename(&aside, desk.news()).unwrap();
    reader.wait_until("one more", |loaded| loaded.progress.is_done && loaded.snapshot.len() == 6);
    reader.stop();
    desk.check("after it");
}
