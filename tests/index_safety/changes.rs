//! Tests with files that are added, changed, moved and deleted. After each change, the index and the files give the
//! same output.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use proptest::prelude::*;

use super::desk::{Desk, Said};

const NAMES_OF_FORMATS: [&str; 5] = ["txt", "jsonl", "html", "md", "mbox"];

/// A change of the folder. Numbers choose a file or a format, modulo their count.
#[derive(Clone, Copy, Debug)]
enum Change {
    Add(usize),
    Rewrite(usize),
    /// Append text or articles.
    Append(usize),
    /// Append a part of a line. The rest follows later.
    AppendUnended(usize),
    Shorten(usize),
    Delete(usize),
    Rename(usize),
    /// Move into another folder, or back.
    Move(usize),
    RenameFolder,
    /// Set another time of modification, and keep the bytes.
    Touch(usize),
    /// Swap the names of two files.
    Swap(usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        3 => (0..100_usize).prop_map(Change::Add),
        2 => (0..100_usize).prop_map(Change::Rewrite),
        4 => (0..100_usize).prop_map(Change::Append),
        2 => (0..100_usize).prop_map(Change::AppendUnended),
        1 => (0..100_usize).prop_map(Change::Shorten),
        2 => (0..100_usize).prop_map(Change::Delete),
        2 => (0..100_usize).prop_map(Change::Rename),
        2 => (0..100_usize).prop_map(Change::Move),
        1 => Just(Change::RenameFolder),
        2 => (0..100_usize).prop_map(Change::Touch),
        1 => (0..100_usize, 0..100_usize).prop_map(|(one, other)| Change::Swap(one, other)),
    ]
}

/// Returns one or three articles in a format.
fn text_of(format: &str, number: usize) -> String {
    let day = 1 + number % 28;
    let words = "The tolls of the harbour rose again, and the night ferry stayed in port. ".repeat(1 + number % 5);
    match format {
        "txt" => format!(" date 2022-03-{day:02} Notice {number}\n\n{words}\n"),
        "md" => format!("---\ntitle: Notice {number}\ndate: 2022-02-{day:02}\n---\n\n{words}\n"),
        "html" => format!(
            "<html><head><title>Notice {number}</title><meta property=\"article:published_time\" \
             content=\"2021-03-{day:02}T08:00:00Z\"></head><body><article><h1>Notice {number}</h1><p>{words}</p>\
             <p>{words}</p></article></body></html>"
        ),
        "jsonl" => (0..3).map(|at| line(number + at)).collect(),
        _ => (0..2).map(|at| message(number + at)).collect(),
    }
}

fn line(number: usize) -> String {
    format!(
        "{{\"title\": \"Line {number}\", \"date\": \"2022-01-{:02}\", \"text\": \"Said once.\"}}\n",
        1 + number % 28
    )
}

fn message(number: usize) -> String {
    format!(
        "From desk@port.example Tue Mar  8 09:00:00 2022\nSubject: Message {number}\nFrom: desk@port.example\nDate: \
         Tue, {} Mar 2022 09:00:00 +0000\n\nThe lamps on the quay were lit.\n\n",
        1 + number % 28
    )
}

/// The folder while it changes.
struct Folder<'desk> {
    desk: &'desk Desk,
    /// The paths of the files.
    files: Vec<PathBuf>,
    subfolder: PathBuf,
    n_made: usize,
}

impl Folder<'_> {
    fn number(&mut self) -> usize {
        self.n_made += 1;
        self.n_made
    }

    fn apply(&mut self, change: Change) {
        let number = self.number();
        if let Change::Add(format) = change {
            let format = NAMES_OF_FORMATS[format % NAMES_OF_FORMATS.len()];
            let path = self.desk.news().join(format!("{number:03}.{format}"));
            fs::write(&path, text_of(format, number)).unwrap();
            return self.files.push(path);
        }
        if self.files.is_empty() {
            return;
        }
        let n_files = self.files.len();
        match change {
            Change::Add(_) => {}
            Change::Rewrite(file) => {
                let path = &self.files[file % n_files];
                let format = path.extension().unwrap().to_str().unwrap();
                fs::write(path, text_of(format, number)).unwrap();
            }
            Change::Append(file) => {
                let path = &self.files[file % n_files];
                let more = match path.extension().unwrap().to_str().unwrap() {
                    "jsonl" => line(number),
                    "mbox" => message(number),
                    "html" => format!("<p>Told later, in {number} words.</p>"),
                    _ => format!("\nTold later, in {number} words.\n"),
                };
                append(path, &more);
            }
            Change::AppendUnended(file) => append(&self.files[file % n_files], "{\"title\": \"Half"),
            Change::Shorten(file) => {
                let path = &self.files[file % n_files];
                let n_bytes = fs::metadata(path).unwrap().len();
                fs::File::options().write(true).open(path).unwrap().set_len(n_bytes * 2 / 3).unwrap();
            }
            Change::Delete(file) => fs::remove_file(self.files.remove(file % n_files)).unwrap(),
            Change::Rename(file) => {
                let path = &mut self.files[file % n_files];
                let new = path.with_file_name(format!("{number:03}.{}", path.extension().unwrap().to_str().unwrap()));
                fs::rename(&*path, &new).unwrap();
                *path = new;
            }
            Change::Move(file) => {
                let path = &mut self.files[file % n_files];
                let is_inside = path.parent() == Some(&self.subfolder);
                let folder = if is_inside { self.desk.news() } else { self.subfolder.clone() };
                fs::create_dir_all(&folder).unwrap();
                let new = folder.join(path.file_name().unwrap());
                fs::rename(&*path, &new).unwrap();
                *path = new;
            }
            Change::RenameFolder => {
                let new = self.desk.news().join(format!("folder-{number}"));
                fs::create_dir_all(&self.subfolder).unwrap();
                fs::rename(&self.subfolder, &new).unwrap();
                for path in &mut self.files {
                    if let Ok(inside) = path.strip_prefix(&self.subfolder) {
                        *path = new.join(inside);
                    }
                }
                self.subfolder = new;
            }
            Change::Touch(file) => {
                let time = SystemTime::now() - Duration::from_secs(number as u64);
                fs::File::options().write(true).open(&self.files[file % n_files]).unwrap().set_modified(time).unwrap();
            }
            Change::Swap(one, other) => {
                let (one, other) = (&self.files[one % n_files], &self.files[other % n_files]);
                let aside = self.desk.home().join("aside");
                fs::rename(one, &aside).unwrap();
                if one != other {
                    fs::rename(other, one).unwrap();
                }
                fs::rename(&aside, other).unwrap();
            }
        }
    }
}

fn append(path: &PathBuf, text: &str) {
    fs::File::options().append(true).open(path).unwrap().write_all(text.as_bytes()).unwrap();
}

/// Returns a configuration with few cases, because each case runs the program about sixty times. `PROPTEST_CASES` sets
/// another number.
fn few_cases() -> ProptestConfig {
    let default = ProptestConfig { max_shrink_iters: 60, failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() { default } else { ProptestConfig { cases: 3, ..default } }
}

proptest! {
    #![proptest_config(few_cases())]

    /// Applies thirty changes to a folder that starts with an article of each format.
    #[test]
    fn after_each_change_the_index_says_what_the_files_say(changes in prop::collection::vec(change(), 30)) {
        let desk = Desk::new();
        let mut folder =
            Folder { desk: &desk, files: Vec::new(), subfolder: desk.news().join("folder"), n_made: 0 };
        for format in 0..NAMES_OF_FORMATS.len() {
            folder.apply(Change::Add(format));
        }
        desk.check("at the start");
        prop_assert_eq!(desk.list().n_articles(), 8);
        for (at, change) in changes.iter().enumerate() {
            folder.apply(*change);
            desk.check(&format!("after the changes {:?}", &changes[..=at]));
            if at % 5 == 4 {
                let problems = |arguments: &[&str]| Said::of(&desk.command(arguments).output().unwrap());
                let (with, without) = (["check", "-d", "news"], ["check", "-d", "news", "--no-index"]);
                prop_assert_eq!(problems(&with), problems(&without), "after the changes {:?}", &changes[..=at]);
            }
        }
    }
}
