//! The folders that the monkey works on, and the changes of their files. All of them are copies.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use newsreader::app::App;
use newsreader::corpus::Corpus;
use tempfile::TempDir;

use crate::numbers::Numbers;

/// The environment variable with more folders to copy, separated by `:`.
const MORE_FOLDERS: &str = "NEWSREADER_MONKEY_FOLDERS";

/// The number of records in the folder of one large file.
const N_RECORDS: usize = 3_000;

/// The most files in a folder that changes.
const N_FILES_MAX: usize = 120;

/// One in so many changes removes the whole folder for a moment. The program notices that only after two seconds.
const VANISHES_EVERY: usize = 300;

#[derive(Clone, Debug)]
pub struct Folder {
    pub corpus: Corpus,
    /// True if the files of this folder change.
    pub is_changing: bool,
}

pub struct Folders {
    root: TempDir,
    pub all: Vec<Folder>,
    n_changes: usize,
    n_signs: usize,
}

impl Folders {
    /// Creates the folders: the sample, and below a temporary folder the copies and the generated ones.
    pub fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let mut all = vec![Folder { corpus: Corpus::Sample, is_changing: false }];
        let mut add = |name: &str, is_changing, fill: &dyn Fn(&Path)| {
            let path = root.path().join(name);
            fs::create_dir_all(&path).unwrap();
            fill(&path);
            all.push(Folder { corpus: Corpus::Folder(path), is_changing });
        };
        let of_repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        add("changing", true, &|to| copy(&of_repository.join("articles"), to));
        add("formats", false, &|to| copy(&of_repository.join("tests/fixtures/formats"), to));
        add("set-aside", false, &|to| copy(&of_repository.join("tests/fixtures/no-articles"), to));
        add("hostile", true, &write_hostile);
        add("empty", true, &|_| {});
        add("records", false, &|to| fs::write(to.join("records.jsonl"), records(0, N_RECORDS)).unwrap());
        for (number, from) in std::env::var(MORE_FOLDERS).iter().flat_map(|list| list.split(':')).enumerate() {
            add(&format!("more-{number}"), number % 2 == 1, &|to| copy(Path::new(from), to));
        }
        Self { root, all, n_changes: 0, n_signs: 0 }
    }

    /// Returns the folder for all data that the program keeps.
    pub fn home(&self) -> PathBuf {
        let home = self.root.path().join("home");
        fs::create_dir_all(&home).unwrap();
        home
    }

    /// Returns the paths of those that are folders on disk, as the user types them.
    pub fn paths(&self) -> Vec<String> {
        self.all.iter().filter_map(|folder| path_of(folder).map(|path| path.to_str().unwrap().to_owned())).collect()
    }

    /// Returns the folder that is shown under `name`.
    pub fn named(&self, name: &str) -> &Folder {
        let is_it = |folder: &&Folder| path_of(folder).is_some_and(|path| path.to_str() == Some(name));
        self.all.iter().find(is_it).unwrap_or(&self.all[0])
    }

    /// True if the folder of the app is one of them.
    pub fn has(&self, app: &App) -> bool {
        app.folder.is_sample || self.paths().contains(&app.folder.name)
    }

    /// Writes a new file into a folder, and returns its name. When the program shows it, it has seen all earlier
    /// changes.
    pub fn put_sign(&mut self, folder: &Path) -> String {
        let _ = fs::remove_file(folder.join(format!("seen-{}.txt", self.n_signs)));
        self.n_signs += 1;
        let name = format!("seen-{}.txt", self.n_signs);
        fs::write(folder.join(&name), format!("Seen by now\n\nThis is sign {}.\n", self.n_signs)).unwrap();
        name
    }

    /// Changes something in a folder. Returns a description of the change.
    pub fn change(&mut self, folder: &Path, numbers: &mut Numbers) -> String {
        self.n_changes += 1;
        let number = self.n_changes;
        let files = files_below(folder);
        let is_full = files.len() >= N_FILES_MAX;
        if numbers.one_in(VANISHES_EVERY) {
            let away = folder.with_extension("away");
            fs::rename(folder, &away).unwrap();
            fs::rename(&away, folder).unwrap();
            return "the folder was away".to_owned();
        }
        let kind = if files.is_empty() { 0 } else { numbers.below(12) };
        let file = if files.is_empty() { PathBuf::new() } else { files[numbers.below(files.len())].clone() };
        let shown = file.strip_prefix(folder).unwrap_or(&file).display().to_string();
        match kind {
            0..=2 if !is_full => {
                let (name, text) = new_file(number, numbers);
                let parents = folders_below(folder);
                let parent = parents[numbers.below(parents.len())].clone();
                fs::write(parent.join(&name), text).unwrap();
                format!("{name} added")
            }
            3 => {
                let mut bytes = fs::read(&file).unwrap();
                bytes.extend_from_slice(format!("\nOne line more, {number}: the ferry sailed.\n").as_bytes());
                fs::write(&file, bytes).unwrap();
                format!("{shown} edited")
            }
            4 => {
                let text = records(number, 1 + numbers.below(5));
                let mut opened = fs::File::options().append(true).open(&file).unwrap();
                // Sometimes the last line is not complete yet.
                let n_bytes = if numbers.one_in(3) { numbers.below(text.len()) } else { text.len() };
                opened.write_all(&text.as_bytes()[..n_bytes]).unwrap();
                format!("{shown} grown by {n_bytes}")
            }
            5 => {
                let text = fs::read_to_string(&file).unwrap_or_default();
                let year = 2018 + numbers.below(5);
                // The file is replaced, as editors do it. An edit in place followed by appended lines, both before the
                // program looks, is a known limit: the program takes it for an append.
                let beside = folder.join("edited.tmp");
                fs::write(&beside, text.replace("2022", &year.to_string()).replace("2021", "2023")).unwrap();
                fs::rename(&beside, &file).unwrap();
                format!("{shown} dated otherwise")
            }
            6 => {
                let (_, text) = new_file(number, numbers);
                let beside = folder.join("replacement.tmp");
                fs::write(&beside, text).unwrap();
                fs::rename(&beside, &file).unwrap();
                format!("{shown} replaced")
            }
            7 => {
                let n_bytes = fs::metadata(&file).unwrap().len();
                let n_left = numbers.below(n_bytes as usize + 1) as u64;
                fs::File::options().write(true).open(&file).unwrap().set_len(n_left).unwrap();
                format!("{shown} truncated to {n_left} of {n_bytes}")
            }
            8 => {
                let to = file.with_file_name(format!("moved-{number}.txt"));
                fs::rename(&file, to).unwrap();
                format!("{shown} renamed")
            }
            9 => move_folder(folder, number, numbers),
            10 => {
                let below = folder.join(format!("more-{number}/deeper"));
                fs::create_dir_all(&below).unwrap();
                let (name, text) = new_file(number, numbers);
                fs::write(below.join(name), text).unwrap();
                format!("folder more-{number} added")
            }
            _ => {
                fs::remove_file(&file).unwrap();
                format!("{shown} removed")
            }
        }
    }
}

/// Returns the path of a folder. The sample has none.
pub fn path_of(folder: &Folder) -> Option<&Path> {
    match &folder.corpus {
        Corpus::Folder(path) => Some(path),
        Corpus::Sample | Corpus::Memory(_) => None,
    }
}

/// Renames or removes one of the subfolders.
fn move_folder(folder: &Path, number: usize, numbers: &mut Numbers) -> String {
    let below: Vec<PathBuf> = folders_below(folder).split_off(1);
    if below.is_empty() {
        return "no folder to move".to_owned();
    }
    let from = &below[numbers.below(below.len())];
    if numbers.one_in(3) {
        fs::remove_dir_all(from).unwrap();
        return format!("folder {} removed", from.display());
    }
    fs::rename(from, folder.join(format!("moved-{number}"))).unwrap();
    format!("folder {} renamed", from.display())
}

/// Returns the name and the text of a new file in one of several formats.
fn new_file(number: usize, numbers: &mut Numbers) -> (String, String) {
    let date = format!("20{:02}-{:02}-{:02}", 15 + numbers.below(8), 1 + numbers.below(12), 1 + numbers.below(28));
    let text = "The ferry to the islands stayed in port. The tolls rose again.\n\n".repeat(1 + numbers.below(40));
    match numbers.below(5) {
        0 => (format!("added-{number}.txt"), format!("{date} Harbour Wire\n\nAdded report {number}\n\n{text}")),
        1 => (
            format!("added-{number}.md"),
            format!("---\ntitle: Added report {number}\ndate: {date}\nsource: Quay Gazette\n---\n\n{text}"),
        ),
        2 => (
            format!("added-{number}.html"),
            format!(
                "<html><head><title>Added report {number}</title><meta name=date content=\"{date}\"></head>\
                 <body><article><p>{text}</p></article></body></html>"
            ),
        ),
        3 => (format!("added-{number}.jsonl"), records(number, 1 + numbers.below(30))),
        // Several articles of several outlets, and lines that are not records.
        _ => (format!("added-{number}.jsonl"), format!("{}{{\"title\": \n\n[1]\n", records(number, 3))),
    }
}

/// Returns records of JSON Lines. Some have no date, and some are long.
fn records(first: usize, n_records: usize) -> String {
    let mut lines = String::new();
    for number in first..first + n_records {
        let date = match number % 5 {
            0 => String::new(),
            day => format!("\"date\": \"20{:02}-0{}-1{day}\", ", 10 + number % 13, 1 + number % 9),
        };
        let source = ["Harbour Wire", "Quay Gazette", "港の新聞", "Mole & Pier"][number % 4];
        let text = "The ferry sailed at eight. ".repeat(1 + number % 37);
        let _ =
            writeln!(lines, "{{\"title\": \"Record {number}\", {date}\"source\": \"{source}\", \"text\": \"{text}\"}}");
    }
    lines
}

/// Writes files with all content that has caused a failure before.
fn write_hostile(to: &Path) {
    let write = |name: &str, bytes: &[u8]| fs::write(to.join(name), bytes).unwrap();
    write("escapes.txt", b"A \x1b]0;evil\x07 headline \x1b[2J\n\nAnd \x1b[31mred\x1b[0m text \xc2\x9b31m \x90q\x9c.\n");
    write("names\u{1b}[31m.txt", b"A headline\n\nText.\n");
    write(
        "wide.md",
        "---\ntitle: \"👨‍👩‍👧‍👦 🏳️‍🌈 ❤️ 🇳🇴 👍🏽 港口の新聞 항구\"\ndate: 2022-03-01\n---\n\n👩🏽‍🚀 港 ❤️ e\u{301} ‍ \u{200d} 🇳 ﷽\n"
            .as_bytes(),
    );
    write("long-line.txt", format!("A title\n\n{}", "unbroken".repeat(9_000)).as_bytes());
    write("many-lines.txt", format!("A title\n\n{}", "line\n\n".repeat(9_000)).as_bytes());
    write("zalgo.txt", format!("Z{}\n\nText {}", "\u{301}".repeat(300), "\u{302}".repeat(40)).as_bytes());
    write("tabs.txt", "Tabs\tin\ta title\n\n\tText\twith\ttabs\n".as_bytes());
    write("far.json", br#"{"title": "Long ago", "date": "0001-01-01", "text": "Very old."}"#);
    write("future.json", br#"{"title": "Far ahead", "date": "9999-12-31", "text": "Very new."}"#);
    write("broken.json", br#"{"title": "Never closed", "text": "#);
    write("deep.json", format!("{}{}", "[".repeat(2_000), "]".repeat(2_000)).as_bytes());
    write("quote'\"; $(x) `y`.txt", b"Quotes in a name\n\nText.\n");
    write("empty.txt", b"");
    write("zeros.txt", &[0; 5_000]);
    write("latin.txt", b"Caf\xe9 am Hafen\n\nGr\xfc\xdfe aus dem Caf\xe9 am Hafen.\n");
    #[cfg(unix)]
    for (name, target) in
        [("circle", "."), ("linked.txt", "wide.md"), ("dangling.txt", "nowhere"), ("zero", "/dev/zero")]
    {
        std::os::unix::fs::symlink(target, to.join(name)).unwrap();
    }
    write("rtl.txt", "שלום עולם\n\nمرحبا بالعالم \u{202e}abc\u{202c} \u{2067}x\u{2069}\n".as_bytes());
}

/// Returns all files below a folder, in order, without symbolic links and sign files.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let folders = folders_below(folder);
    let entries = folders.iter().flat_map(|folder| entries(folder));
    entries.filter(|path| path.is_file() && !path.is_symlink() && !is_sign(path)).collect()
}

/// Returns the folder and all folders below it, in order.
fn folders_below(folder: &Path) -> Vec<PathBuf> {
    let mut all = vec![folder.to_path_buf()];
    let mut at = 0;
    while let Some(folder) = all.get(at) {
        let below: Vec<PathBuf> =
            entries(folder).into_iter().filter(|path| path.is_dir() && !path.is_symlink()).collect();
        all.extend(below);
        at += 1;
    }
    all
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
}

fn is_sign(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("seen-"))
}

fn copy(from: &Path, to: &Path) {
    for entry in entries(from) {
        let to = to.join(entry.file_name().unwrap());
        if entry.is_dir() {
            fs::create_dir_all(&to).unwrap();
            copy(&entry, &to);
        } else {
            fs::write(&to, fs::read(&entry).unwrap()).unwrap();
        }
    }
}
