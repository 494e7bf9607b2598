//! The cache, state and data folders of the program are part of no corpus, however they come to lie in one.

use std::os::unix::fs::symlink;

use newsreader::corpus::Options;
use newsreader::index::cache::{CacheFolder, Lock};

use super::desk::{Desk, LIST};

/// What `check` prints of the two articles and of these lines that were set aside.
fn checked(set_aside: &[&str]) -> String {
    let lines: Vec<String> = set_aside.iter().map(|line| format!("  {line}\n")).collect();
    let n_aside = set_aside.len();
    format!(
        "Set aside ({n_aside})\n{}\nAll {} files read: 2 articles in 2 files, {n_aside} set aside.\n",
        lines.concat(),
        n_aside + 2
    )
}

const CACHE: &str = "newsreader's own cache folder, which is part of no corpus";
const STATE: &str = "newsreader's own state folder, which is part of no corpus";
const DATA: &str = "newsreader's own data folder, which is part of no corpus";

/// The first start makes an index, and the second one reads with it: both see the same, and so does a rebuild.
#[track_caller]
fn check(desk: &Desk, corpus: &str, set_aside: &[String]) {
    let set_aside: Vec<&str> = set_aside.iter().map(String::as_str).collect();
    for _ in 0..2 {
        desk.run(["list", "-d", corpus]).check(LIST, "", 0);
        desk.run(["check", "-d", corpus]).check(&checked(&set_aside), "", 0);
    }
    let rebuilt = desk.run(["index", "rebuild", "-d", corpus]);
    assert_eq!((rebuilt.errors.as_str(), rebuilt.code), ("", Some(0)));
    assert!(rebuilt.output.contains("2 articles"), "{}", rebuilt.output);
    desk.run(["check", "-d", corpus]).check(&checked(&set_aside), "", 0);
}

#[test]
fn a_cache_in_the_corpus() {
    let desk = Desk::new().with("XDG_CACHE_HOME", "news/cache");
    for corpus in ["news", "./news/../news", &desk.path("news").to_string_lossy()] {
        check(&desk, corpus, &[format!("cache/newsreader: {CACHE}")]);
    }
}

#[test]
fn an_index_that_was_kept_in_the_corpus_once() {
    let desk = Desk::new().with("XDG_CACHE_HOME", "news/cache");
    desk.run(["list", "-d", "news"]).check(LIST, "", 0);
    let index = std::fs::read_dir(desk.path("news/cache/newsreader")).unwrap().next().unwrap().unwrap().file_name();
    let desk = desk.with("XDG_CACHE_HOME", "elsewhere");
    let why = "an index of newsreader, which may be deleted";
    check(&desk, "news", &[format!("cache/newsreader/{}: {why}", index.display())]);
}

#[test]
fn all_own_folders_in_the_corpus() {
    let desk =
        Desk::new().with("XDG_CACHE_HOME", "news/a").with("XDG_STATE_HOME", "news/b").with("XDG_DATA_HOME", "news/c");
    desk.write("news/b/newsreader/newsreader.2022-03-11.log", "2022-03-11 The log of a day.\n");
    desk.write("news/c/newsreader/notes.txt", "Notes of one's own.\n");
    let own = [("a", CACHE), ("b", STATE), ("c", DATA)].map(|(folder, why)| format!("{folder}/newsreader: {why}"));
    check(&desk, "news", &own);
}

#[test]
fn own_folders_that_are_one_folder_are_told_once() {
    let desk = Desk::new().with("XDG_CACHE_HOME", "news").with("XDG_STATE_HOME", "news").with("XDG_DATA_HOME", "news");
    check(&desk, "news", &[format!("newsreader: {CACHE}")]);
}

#[test]
fn a_corpus_that_a_link_leads_to() {
    let desk = Desk::new().with("XDG_CACHE_HOME", "news/cache");
    symlink("news", desk.path("clips")).unwrap();
    check(&desk, "clips", &[format!("cache/newsreader: {CACHE}")]);
}

#[test]
fn a_cache_that_a_link_leads_to() {
    let desk = Desk::new();
    desk.make("news/kept");
    symlink("news/kept", desk.path("caches")).unwrap();
    let desk = desk.with("XDG_CACHE_HOME", "caches");
    check(&desk, "news", &[format!("kept/newsreader: {CACHE}")]);
}

#[test]
fn links_that_are_followed_to_own_folders() {
    let desk = Desk::new();
    desk.write("state/newsreader/newsreader.2022-03-11.log", "2022-03-11 The log of a day.\n");
    for (link, target) in
        [("a", "../cache"), ("b", "../cache/newsreader"), ("c.txt", "../state/newsreader/newsreader.2022-03-11.log")]
    {
        symlink(target, desk.path("news").join(link)).unwrap();
    }
    // Once there is an index, a link may lead into it as well.
    desk.run(["list", "-d", "news"]).check(LIST, "", 0);
    let index = std::fs::read_dir(desk.path("cache/newsreader")).unwrap().next().unwrap().unwrap();
    symlink(index.path(), desk.path("news/d")).unwrap();
    let followed = |arguments: [&str; 3]| {
        let output = desk.command().args(arguments).env("NEWSREADER_CORPUS_FOLLOW_LINKS", "true").output().unwrap();
        desk.said(&output)
    };
    let expected = [
        format!("a/newsreader: {CACHE}"),
        format!("b: {CACHE}"),
        format!("c.txt: a file in {STATE}"),
        format!("d: {CACHE}"),
    ];
    for _ in 0..2 {
        followed(["list", "-d", "news"]).check(LIST, "", 0);
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        followed(["check", "-d", "news"]).check(&checked(&expected), "", 0);
    }
}

#[test]
fn a_second_reader_beside_the_one_that_writes() {
    let desk = Desk::new().with("XDG_CACHE_HOME", "news/cache");
    desk.run(["list", "-d", "news"]).check(LIST, "", 0);
    let cache = desk.path("news/cache/newsreader");
    let folder = CacheFolder::of(&cache, &desk.path("news"), &Options::default());
    let Lock::Writer(_writer) = folder.lock() else { panic!("nobody else writes") };
    desk.run(["list", "-d", "news"]).check(LIST, "", 0);
    desk.run(["check", "-d", "news"]).check(&checked(&[&format!("cache/newsreader: {CACHE}")]), "", 0);
}

#[test]
fn neither_options_nor_globs_bring_them_back() {
    let desk = Desk::new().with("XDG_CACHE_HOME", "news/.cache");
    for (name, value) in [("NEWSREADER_CORPUS_HIDDEN", "true"), ("NEWSREADER_CORPUS_INCLUDE", "**")] {
        for _ in 0..2 {
            let output = desk.command().args(["list", "-d", "news"]).env(name, value).output().unwrap();
            desk.said(&output).check(LIST, "", 0);
        }
    }
    let output = desk.command().args(["check", "-d", "news"]).env("NEWSREADER_CORPUS_HIDDEN", "true").output().unwrap();
    desk.said(&output).check(&checked(&[&format!(".cache/newsreader: {CACHE}")]), "", 0);
}

#[test]
fn a_corpus_that_is_an_own_folder() {
    let desk = Desk::new();
    desk.run(["list", "-d", "news"]).check(LIST, "", 0);
    symlink("cache/newsreader", desk.path("link")).unwrap();
    for corpus in ["cache/newsreader", "link", "cache/../cache/newsreader/."] {
        let sentence = format!(
            "newsreader: {corpus} is newsreader's own cache folder or part of it, and holds no articles. Name the \
             folder that holds them.\n"
        );
        for command in [&["list"][..], &["check"], &["index", "rebuild"], &["--print"]] {
            desk.run(command.iter().chain(&["-d", corpus])).check("", &sentence, 4);
        }
        desk.run([corpus]).check("", &sentence, 4);
    }
    let inside = desk.below("cache/newsreader")[1].to_string_lossy().into_owned();
    let said = desk.run(["list", "-d", &inside]);
    assert!(said.errors.contains("is newsreader's own cache folder or part of it"), "{said:?}");
    assert_eq!(said.code, Some(4));
    // In the reader another folder can be named, and this one is not opened.
    let said = desk.run(["-d", "news", "--print", "--keys", "O<ctrl-u>cache/newsreader<enter>"]);
    assert!(said.output.contains("is newsreader's own cache folder"), "{}", said.output);
}
