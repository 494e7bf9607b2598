//! `newsreader index`: what there is of indexes, and how it goes.

use std::fs;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use newsreader::corpus::Options;
use newsreader::index::cache::{CacheFolder, Lock};

use super::Desk;

impl Desk {
    fn cache_of(&self, folder: &str) -> CacheFolder {
        CacheFolder::of(&self.path().join(".cache/newsreader"), &self.path().join(folder), &Options::default())
    }

    /// An index of the folder with so many bytes beside what it says of itself, last used at noon of a day of March
    /// 2022, so that it is that day in all time zones but the farthest.
    fn index(&self, folder: &str, n_bytes: usize, day: u64) -> CacheFolder {
        fs::create_dir_all(self.path().join(folder)).unwrap();
        let cache = self.cache_of(folder);
        let Lock::Writer(writer) = cache.lock() else { panic!("nobody else writes") };
        writer.write_format().unwrap();
        cache.mark_used(UNIX_EPOCH + Duration::from_secs(1_646_092_800 + 43_200 + (day - 1) * 86_400)).unwrap();
        let n_said: u64 = ["FORMAT", "FOLDER"].map(|name| size(&cache.path().join(name))).iter().sum();
        fs::write(cache.path().join("1"), vec![0; n_bytes - n_said as usize]).unwrap();
        cache
    }

    /// Runs the program and compares what it says, with the names of the indexes without their hashes.
    #[track_caller]
    fn check_index(&self, arguments: &[&str], stdout: &str, stderr: &str, code: i32) {
        let mut output = self.command().env("TZ", "UTC").args(arguments).output().unwrap();
        let mut said = String::from_utf8(output.stdout).unwrap();
        for folder in ["news", "old", "gone"] {
            let name = self.cache_of(folder).path().file_name().unwrap().to_string_lossy().into_owned();
            said = said.replace(&name, &format!("{folder}-HASH"));
        }
        output.stdout = said.into_bytes();
        self.compare(&output, stdout, stderr, code);
    }
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).unwrap().len()
}

#[test]
fn status_without_an_index() {
    let desk = Desk::new();
    desk.check_index(
        &["index", "status", "-d", "news"],
        "~/news\n  state      none\n  path       ~/.cache/newsreader/news-HASH\n\n0 B of at most 4 GiB\n",
        "",
        0,
    );
    desk.check_index(&["index", "status"], "The built-in sample has no index.\n\n0 B of at most 4 GiB\n", "", 0);
    desk.check_index(
        &["index", "status", "--no-index"],
        "The built-in sample has no index.\n\n0 B of at most 4 GiB\n",
        "newsreader: no index is used: --no-index says so\n",
        0,
    );
    desk.check_index(&["index", "status", "-d", "nws"], "", "newsreader: the folder “nws” is not there\n", 4);
    assert!(!desk.path().join(".cache").exists(), "asking makes nothing");
}

#[test]
fn status_of_this_folder_and_the_others() {
    let desk = Desk::new();
    let news = desk.index("news", 5 << 20, 12);
    let old = desk.index("old", 300 << 10, 9);
    desk.index("gone", 2048, 7);
    fs::remove_dir(desk.path().join("gone")).unwrap();
    let reader = old.begin_use();
    let others = "\nOthers (2)\n  300 KiB  2022-03-09  ~/old (in use)\n    2 KiB  2022-03-07  ~/gone (the folder is not there)\n\
                  \n5.3 MiB of at most 4 GiB\n";
    let status = |state: &str, format: &str| {
        format!(
            "~/news\n  state      {state}\n{format}  size       5 MiB\n  last used  2022-03-12\n  \
             path       ~/.cache/newsreader/news-HASH\n{others}"
        )
    };
    let arguments = ["index", "status", "-d", "news"];
    desk.check_index(&arguments, &status("present", "  format     1\n"), "", 0);
    let writer = news.lock();
    desk.check_index(&arguments, &status("present; a newsreader is writing it", "  format     1\n"), "", 0);
    drop(writer);
    let anew = ", so it is made anew when the folder is next read";
    fs::write(news.path().join("FORMAT"), "0\n").unwrap();
    desk.check_index(&arguments, &status(&format!("older format{anew}"), "  format     0\n"), "", 0);
    fs::write(news.path().join("FORMAT"), "?\n").unwrap();
    desk.check_index(&arguments, &status(&format!("damaged{anew}"), ""), "", 0);

    let json = desk.run(&["index", "status", "-d", "news", "--json"]);
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!((&value["index"]["state"], &value["index"]["bytes"]), (&"damaged".into(), &(5 << 20).into()));
    assert_eq!(value["others"][0]["last_used"], "2022-03-09T12:00:00Z");
    assert_eq!((&value["others"][0]["in_use"], &value["others"][1]["in_use"]), (&true.into(), &false.into()));
    assert_eq!(value["others"][1]["folder_is_there"], false);
    assert_eq!(value["max_bytes"], 4_u64 << 30);
    drop(reader);
}

#[test]
fn clear_removes_what_nobody_uses() {
    let desk = Desk::new();
    desk.check_index(&["index", "clear", "-d", "news"], "", "newsreader: there is no index of this folder\n", 0);
    desk.check_index(
        &["index", "clear"],
        "",
        "newsreader: the built-in sample has no index; --all removes those of all folders\n",
        0,
    );
    desk.index("news", 2048, 12);
    desk.index("gone", 1024, 9);
    fs::remove_dir(desk.path().join("gone")).unwrap();
    let old = desk.index("old", 1024, 7);
    let reader = old.begin_use();
    let in_use = "newsreader: the index of HOME/old is in use and was left as it is (1 KiB)\n";
    desk.check_index(&["index", "clear", "-d", "old"], "", in_use, 1);
    desk.check_index(&["index", "clear", "-d", "news"], "the index of HOME/news was removed (2 KiB)\n", "", 0);
    desk.check_index(&["index", "clear", "--all"], "the index of HOME/gone was removed (1 KiB)\n", in_use, 1);
    drop(reader);
    let json = desk.run(&["index", "clear", "--all", "--json"]);
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!((&value["indexes"][0]["removed"], &value["indexes"][0]["bytes"]), (&true.into(), &1024.into()));
    desk.check_index(&["index", "clear", "--all"], "", "newsreader: there is no index\n", 0);
    assert!(desk.path().join("news/ferry.md").exists());
}
