//! A place of one's own for a test: a home, a folder `news` with two articles, and nothing of the machine's settings.

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

pub struct Desk {
    _home: tempfile::TempDir,
    path: PathBuf,
    variables: Vec<(String, PathBuf)>,
}

impl Desk {
    pub fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let path = fs::canonicalize(home.path()).unwrap();
        let desk = Self { _home: home, path, variables: Vec::new() };
        desk.write("news/ferry.md", "---\ntitle: Night ferry cancelled\ndate: 2022-03-12\n---\n\nIt stayed in port.\n");
        desk.write("news/tolls.md", "---\ntitle: Harbour tolls rise\ndate: 2022-03-14\n---\n\nNobody was asked.\n");
        let places =
            [("HOME", ""), ("XDG_CACHE_HOME", "cache"), ("XDG_STATE_HOME", "state"), ("XDG_CONFIG_HOME", "config")];
        places.into_iter().fold(desk, |desk, (name, place)| desk.with(name, place))
    }

    /// With a variable that names a place in this home.
    pub fn with(mut self, name: &str, place: &str) -> Self {
        self.variables.retain(|(other, _)| other != name);
        self.variables
            .push((name.to_owned(), if place.is_empty() { self.path.clone() } else { self.path.join(place) }));
        self
    }

    pub fn path(&self, inside: &str) -> PathBuf {
        self.path.join(inside)
    }

    pub fn make(&self, folder: &str) {
        fs::create_dir_all(self.path(folder)).unwrap();
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The program in this home.
    pub fn command(&self) -> Command {
        self.command_of(env!("CARGO_BIN_EXE_newsreader"))
    }

    /// Another program in this home.
    pub fn command_of(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.path).env_clear().stdin(Stdio::null());
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    pub fn run<Word: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = Word>) -> Said {
        self.said(&self.command().args(arguments).output().unwrap())
    }

    /// What was said, with this home as `HOME`.
    pub fn said(&self, output: &Output) -> Said {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(&*self.path.to_string_lossy(), "HOME");
        Said { output: text(&output.stdout), errors: text(&output.stderr), code: output.status.code() }
    }

    /// All that is below a folder of this home, in the order of the paths.
    pub fn below(&self, folder: &str) -> Vec<PathBuf> {
        let mut found = vec![self.path(folder)];
        let mut next = 0;
        while let Some(place) = found.get(next).cloned() {
            if place.is_dir() {
                found.extend(fs::read_dir(place).unwrap().map(|entry| entry.unwrap().path()));
            }
            next += 1;
        }
        found.sort();
        found
    }
}

/// All that the program said.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    pub output: String,
    pub errors: String,
    pub code: Option<i32>,
}

impl Said {
    #[track_caller]
    pub fn check(&self, output: &str, errors: &str, code: i32) {
        assert_eq!(self.errors, errors, "standard error");
        assert_eq!(self.output, output, "standard output");
        assert_eq!(self.code, Some(code), "exit code");
    }
}

/// What `list` prints of the two articles.
pub const LIST: &str = "2022-03-14  Harbour tolls rise\n2022-03-12  Night ferry cancelled\n";
