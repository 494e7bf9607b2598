//! The folders of one test: articles, a cache, and the program that reads the articles with it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use newsreader::corpus::Options;
use newsreader::index::cache::CacheFolder;
use tempfile::TempDir;

/// A home with an empty folder `news`, without any settings of the machine.
pub struct Desk {
    home: TempDir,
}

impl Desk {
    pub fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("news")).unwrap();
        Self { home }
    }

    /// Returns a desk with a few articles in several formats.
    pub fn with_articles() -> Self {
        let desk = Self::new();
        desk.write("ferry.txt", " date 2022-03-11 The ferry stays in port\n\nNobody sailed on Friday.\n");
        desk.write("tolls.md", "---\ntitle: Tolls rise\ndate: 2022-03-14\n---\n\nThe council was not asked.\n");
        desk.write(
            "wire.jsonl",
            "{\"title\": \"Lamps out\", \"date\": \"2022-03-01\", \"text\": \"The quay was dark.\"}\n\
             {\"title\": \"Lamps on\", \"date\": \"2022-03-02\", \"text\": \"The quay was lit.\"}\n",
        );
        desk.write(
            "page.html",
            "<html><head><title>Bakers ask for a price cap</title></head><body><article><h1>Bakers ask for a price \
             cap</h1><p>Flour costs twice what it did, the bakers of the harbour said on Tuesday.</p></article></body>\
             </html>",
        );
        desk
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Returns the folder of articles.
    pub fn news(&self) -> PathBuf {
        self.home().join("news")
    }

    /// Writes a file in the folder of articles.
    pub fn write(&self, name: &str, text: &str) {
        let path = self.news().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Returns the folder of all indexes.
    pub fn cache(&self) -> PathBuf {
        self.home().join("cache/newsreader")
    }

    /// Returns the folder of the index of the articles.
    pub fn index(&self) -> PathBuf {
        CacheFolder::of(&self.cache(), &self.news(), &Options::default()).path().to_path_buf()
    }

    /// Returns the program in this home.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsreader"));
        self.set_environment(|name, value| {
            command.env(name, value);
        });
        command.current_dir(self.home()).args(arguments).stdin(Stdio::null());
        command
    }

    /// Sets the environment variables by which the program finds its folders.
    pub fn set_environment(&self, mut set: impl FnMut(&str, &Path)) {
        for (name, place) in [("HOME", ""), ("CACHE", "cache"), ("CONFIG", "config"), ("STATE", "state")] {
            let name = if place.is_empty() { name.to_owned() } else { format!("XDG_{name}_HOME") };
            set(&name, &self.home().join(place));
        }
    }

    /// Returns the output for all articles, with the index.
    pub fn list(&self) -> Said {
        Said::of(&self.command(&["list", "--json", "--body", "-d", "news"]).output().unwrap())
    }

    /// Returns the output for all articles, without an index.
    pub fn list_without_index(&self) -> Said {
        Said::of(&self.command(&["list", "--json", "--body", "--no-index", "-d", "news"]).output().unwrap())
    }

    /// Checks that the output is the same with the index and without it, and that the index is complete and undamaged.
    #[track_caller]
    pub fn check(&self, when: &str) {
        self.check_answer(when);
        self.check_index(when);
    }

    /// Checks that the index is complete, and that all its checksums are right.
    #[track_caller]
    pub fn check_index(&self, when: &str) {
        let contents = newsreader::index::stored::commit::open(&self.index());
        let contents = contents.unwrap_or_else(|none| panic!("{when}: {none}"));
        assert!(contents.is_complete, "{when}: not everything has been written");
        for segment in &contents.segments {
            segment.check().unwrap_or_else(|damaged| panic!("{when}: {damaged}"));
        }
    }

    /// Checks that the output is the same with the index and without it.
    #[track_caller]
    pub fn check_answer(&self, when: &str) {
        assert_eq!(self.list(), self.list_without_index(), "{when}");
    }
}

/// The output of one run of the program.
#[derive(PartialEq, Eq)]
pub struct Said {
    pub output: String,
    pub errors: String,
    pub code: Option<i32>,
}

impl Said {
    pub fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Self { output: text(&output.stdout), errors: text(&output.stderr), code: output.status.code() }
    }

    /// Returns the number of articles listed.
    pub fn n_articles(&self) -> usize {
        self.output.lines().count()
    }
}

impl std::fmt::Debug for Said {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "exit code {:?}\n{}{}", self.code, self.errors, self.output)
    }
}
