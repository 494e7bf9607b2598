//! Tests for `newsreader index`: the list of indexes, and their changes.

use std::fs;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use newsreader::corpus::Options;
use newsreader::index::cache::{CacheFolder, Lock};
use newsreader::index::stored::FORMAT;

use super::Desk;

impl Desk {
    fn cache_of(&self, folder: &str) -> CacheFolder {
        CacheFolder::of(&self.path().join(".cache/newsreader"), &self.path().join(folder), &Options::default())
    }

    /// Makes an index of `n_bytes` bytes, last used at noon of a day of March 2022. At noon, the day is the same in
    /// nearly all time zones.
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

    /// Runs the program and compares its output. The hashes in the names of indexes are replaced.
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
        "newsreader: no index is used: it is turned off by --no-index\n",
        0,
    );
    desk.check_index(&["index", "status", "-d", "nws"], "", "newsreader: the folder “nws” does not exist\n", 4);
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
    let others = "\nOthers (2)\n  300 KiB  2022-03-09  ~/old (in use)\n    2 KiB  2022-03-07  ~/gone (the folder does not exist)\n\
                  \n5.3 MiB of at most 4 GiB\n";
    let status = |state: &str, format: &str| {
        format!(
            "~/news\n  state      {state}\n{format}  size       5 MiB\n  last used  2022-03-12\n  \
             path       ~/.cache/newsreader/news-HASH\n{others}"
        )
    };
    let arguments = ["index", "status", "-d", "news"];
    let format = format!("  format     {FORMAT}\n");
    desk.check_index(&arguments, &status("empty", &format), "", 0);
    let writer = news.lock();
    desk.check_index(&arguments, &status("empty; a newsreader is writing it", &format), "", 0);
    drop(writer);
    let anew = ": the next start rebuilds it";
    fs::write(news.path().join("FORMAT"), "0\n").unwrap();
    desk.check_index(&arguments, &status(&format!("older format{anew}"), "  format     0\n"), "", 0);
    // As long as the format number, because the size is compared below.
    fs::write(news.path().join("FORMAT"), format!("{}\n", "?".repeat(FORMAT.to_string().len()))).unwrap();
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

/// Returns the only line of JSON that a command prints.
fn json_of(desk: &Desk, arguments: &[&str], code: i32) -> serde_json::Value {
    let output = desk.run(arguments);
    assert_eq!(output.status.code(), Some(code), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn rebuild_makes_the_index_of_this_folder_anew() {
    let desk = Desk::new();
    fs::create_dir(desk.path().join("old")).unwrap();
    fs::write(desk.path().join("old/tolls.txt"), "Tolls rise\n\nThey rose by a penny.").unwrap();
    let of_old = json_of(&desk, &["index", "rebuild", "-d", "old", "--json"], 0);
    assert_eq!((&of_old["articles"], &of_old["segments"]), (&1.into(), &1.into()));

    let made = json_of(&desk, &["index", "rebuild", "-d", "news", "--json"], 0);
    let status = json_of(&desk, &["index", "status", "-d", "news", "--json"], 0);
    let index = &status["index"];
    assert_eq!(
        (&index["state"], &index["format"], &index["damaged"]),
        (&"complete".into(), &FORMAT.into(), &().into())
    );
    for name in ["articles", "segments", "text_bytes"] {
        assert_eq!((&made[name], name), (&index[name], name));
    }
    assert_eq!(made["index_bytes"], index["bytes"]);
    let bodies: u64 = String::from_utf8(desk.run(&["list", "-d", "news", "--json", "--body"]).stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["body"].as_str().unwrap().len() as u64)
        .sum();
    let n_text_bytes = made["text_bytes"].as_u64().unwrap();
    assert!(bodies > 0 && bodies.abs_diff(n_text_bytes) < 8, "{bodies} bytes of text are told as {n_text_bytes}");
    let n_in_sections: u64 = index["sections"].as_object().unwrap().values().map(|size| size.as_u64().unwrap()).sum();
    let n_bytes = index["bytes"].as_u64().unwrap();
    assert!(n_in_sections > n_bytes / 2 && n_in_sections < n_bytes, "{n_in_sections} of {n_bytes}");

    // The index of the other folder has not changed.
    let others = status["others"].as_array().unwrap();
    assert_eq!((others.len(), &others[0]["bytes"]), (1, &of_old["index_bytes"]));
    let text = String::from_utf8(desk.run(&["index", "rebuild", "-d", "news"]).stdout).unwrap();
    assert!(text.starts_with(&format!("{} articles in 1 segment, ", made["articles"])), "{text}");
}

#[test]
fn rebuild_leaves_what_is_in_use_and_what_has_no_index() {
    let desk = Desk::new();
    let news = desk.index("news", 2048, 12);
    let reader = news.begin_use();
    let in_use = "newsreader: the index of HOME/news is in use and was left as it is (2 KiB); end the newsreader \
                  that uses it, and try again\n";
    desk.check_index(&["index", "rebuild", "-d", "news"], "", in_use, 1);
    drop(reader);
    let writer = news.lock();
    desk.check_index(&["index", "rebuild", "-d", "news"], "", in_use, 1);
    drop(writer);
    let sample = "newsreader: the built-in sample has no index; name a folder with -d\n";
    desk.check_index(&["index", "rebuild"], "", sample, 0);
    let switched_off = "newsreader: no index can be built: it is turned off by --no-index\n";
    desk.check_index(&["index", "rebuild", "-d", "news", "--no-index"], "", switched_off, 2);
    desk.check_index(&["index", "rebuild", "-d", "nws"], "", "newsreader: the folder “nws” does not exist\n", 4);
}

#[test]
fn a_check_names_the_damaged_file() {
    let desk = Desk::new();
    let check = ["index", "status", "--check", "-d", "news", "--json"];
    assert_eq!(json_of(&desk, &check, 0)["index"]["damaged"], serde_json::Value::Null, "nothing is there to check");
    json_of(&desk, &["index", "rebuild", "-d", "news", "--json"], 0);
    assert_eq!(json_of(&desk, &check, 0)["index"]["damaged"], serde_json::json!([]));
    let text = |code: i32| {
        let output = desk.run(&["index", "status", "--check", "-d", "news"]);
        assert_eq!(output.status.code(), Some(code));
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (said, _) = text(0);
    assert!(said.contains("\n  checked    all checksums match\n"), "{said}");

    let index = desk.cache_of("news").path().to_path_buf();
    let segment = fs::read_dir(&index).unwrap().flatten().find(|entry| entry.path().is_dir()).unwrap();
    let rows = segment.path().join("rows");
    let mut bytes = fs::read(&rows).unwrap();
    bytes[0] ^= 1;
    fs::write(&rows, &bytes).unwrap();
    let name = format!("{}/rows", segment.file_name().display());
    let found = json_of(&desk, &check, 1);
    let expected = serde_json::json!([{ "file": name, "what": "a page is not what was written" }]);
    assert_eq!(found["index"]["damaged"], expected);
    let (said, message) = text(1);
    assert!(said.contains(&format!("\n  damaged    {name}: a page is not what was written\n")), "{said}");
    let advice = "newsreader: 1 file of the index is damaged; “newsreader index rebuild” rebuilds it\n";
    assert_eq!(message, advice);

    fs::write(index.join("CURRENT"), "nonsense").unwrap();
    let found = json_of(&desk, &check, 1);
    assert_eq!(
        (&found["index"]["state"], &found["index"]["damaged"][0]["file"]),
        (&"damaged".into(), &"CURRENT".into())
    );
    json_of(&desk, &["index", "rebuild", "-d", "news", "--json"], 0);
    assert_eq!(json_of(&desk, &check, 0)["index"]["state"], "complete");
}
