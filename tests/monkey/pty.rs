//! The monkey test in a real terminal: the same events as bytes, sent to the program as users start it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crossterm::event::KeyCode;
use newsreader::text::numbers::{count_of, with_commas};
use portable_pty::CommandBuilder;

use crate::compare;
use crate::events::{Event, Events};
use crate::folders::{Folder, Folders, path_of};
use crate::terminal::{LoadEnd, Terminal, bytes_of};
use crate::watchdog::Trace;

/// The number of events between two comparisons.
const EVENTS_A_ROUND: usize = 200;

/// Sizes in which the modes and counts are legible.
const READABLE_SIZES: &[(u16, u16)] = &[(80, 24), (100, 30), (120, 40), (140, 45)];

/// The text in the status row when nothing is open.
const NOTHING_IS_OPEN: &str = "q quit";
/// The text in the status row while the filter box has the focus.
const IN_FILTER_BOX: &str = "go to list";

/// The most keys that lead from any mode to the list.
const STEPS_MAX: usize = 6;

/// The length at which a command in the trace is cut.
const COMMAND_SHOWN_MAX: usize = 100;

/// The state of the monkey test.
pub struct Monkey {
    events: Events,
    folders: Folders,
    /// `None` only between the end of one program and the start of the next.
    terminal: Option<Terminal>,
    trace: Trace,
    size: (u16, u16),
    n_compared: usize,
}

impl Monkey {
    /// Starts a monkey test. Every event follows from `seed`.
    pub fn new(seed: u64, trace: Trace) -> Self {
        let folders = Folders::new();
        let events = Events::new(seed, folders.paths());
        let mut monkey = Self { events, folders, terminal: None, trace, size: (80, 24), n_compared: 0 };
        monkey.write_programs();
        monkey.start();
        monkey
    }

    /// Runs `n_events` events, with a comparison after each round, then quits the program.
    pub fn run(mut self, n_events: usize) {
        for number in 1..=n_events {
            let event = self.events.next();
            self.trace.add(&event.to_string());
            self.take(&event);
            if number % EVENTS_A_ROUND == 0 || number == n_events {
                self.compare().unwrap_or_else(|LoadEnd| self.restart());
            }
        }
        self.quit();
        let n_rounds = n_events.div_ceil(EVENTS_A_ROUND);
        assert!(self.n_compared * 2 >= n_rounds, "of {n_rounds} counts only {} could be compared", self.n_compared);
    }

    /// Writes a clipboard program that stores copied text in a file, so that the test can read it.
    fn write_programs(&self) {
        let programs = self.home("programs");
        let clipboard = programs.join("pbcopy");
        fs::write(
            &clipboard,
            format!("#!/bin/sh\ncat > '{0}.part' && mv '{0}.part' '{0}'\n", self.clipboard().display()),
        )
        .unwrap();
        fs::set_permissions(&clipboard, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn home(&self, name: &str) -> PathBuf {
        let path = self.folders.home().join(name);
        fs::create_dir_all(&path).unwrap();
        path
    }

    fn clipboard(&self) -> PathBuf {
        self.folders.home().join("clipboard")
    }

    /// Returns the environment of the program. It starts no other program of this machine.
    fn environment(&self) -> Vec<(&'static str, String)> {
        let text = |path: PathBuf| path.to_str().unwrap().to_owned();
        let program = Path::new(env!("CARGO_BIN_EXE_newsreader")).parent().unwrap().to_path_buf();
        vec![
            ("HOME", text(self.home("home"))),
            ("XDG_CONFIG_HOME", text(self.home("config"))),
            ("XDG_STATE_HOME", text(self.home("state"))),
            ("XDG_CACHE_HOME", text(self.home("cache"))),
            ("PATH", format!("{}:{}:/usr/bin:/bin", text(self.home("programs")), text(program))),
            ("EDITOR", "true".to_owned()),
            ("NEWSREADER_UI_OPEN", "true".to_owned()),
            ("NEWSREADER_UI_THEME", "ink".to_owned()),
            ("TERM", "xterm-256color".to_owned()),
            ("LANG", "C.UTF-8".to_owned()),
            // A backtrace would push the message of a panic off the screen.
            ("RUST_BACKTRACE", "0".to_owned()),
        ]
    }

    fn start(&mut self) {
        let folder = &self.folders.all[self.events.numbers.below(self.folders.all.len())];
        self.trace.add(&format!("(started in {:?})", folder.corpus));
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsreader"));
        command.args(path_of(folder));
        command.env_clear();
        for (name, value) in self.environment() {
            command.env(name, value);
        }
        command.cwd(self.folders.home());
        self.terminal = Some(Terminal::start(command, self.size));
    }

    fn restart(&mut self) {
        if let Some(terminal) = self.terminal.take() {
            terminal.check_end();
        }
        self.start();
    }

    fn quit(&mut self) {
        if let Some(mut terminal) = self.terminal.take() {
            // Without the wait, Esc and the next key would become one key with Alt. The program may have ended before
            // that.
            let _ = terminal.settle();
            // Ctrl-C quits in a box as well.
            terminal.send(b"\x03");
            terminal.check_end();
        }
    }

    fn terminal(&mut self) -> &mut Terminal {
        self.terminal.as_mut().expect("a program runs")
    }

    fn take(&mut self, event: &Event) {
        match event {
            // Ctrl-Z would stop the program, or the editor that has the terminal.
            Event::Key(key) if key.ctrl && key.code == KeyCode::Char('z') => {}
            Event::Key(key) => {
                self.terminal().send(&bytes_of(*key));
                // An editor has the terminal for a moment. The terminal edits the input meanwhile, so one key could
                // delete the end of a paste and all input after it.
                if key.code == KeyCode::Char('E') {
                    self.settle();
                }
            }
            Event::Click(column, row, _) => self.mouse(0, *column, *row),
            Event::Wheel(column, row, is_down) => self.mouse(64 + u8::from(*is_down), *column, *row),
            Event::Paste(text) => self.terminal().send(format!("\x1b[200~{text}\x1b[201~").as_bytes()),
            Event::Resize(columns, rows) => {
                self.size = (*columns, *rows);
                let size = self.size;
                self.terminal().resize(size);
            }
            Event::Change => {
                let changing: Vec<Folder> =
                    self.folders.all.iter().filter(|folder| folder.is_changing).cloned().collect();
                let folder = &changing[self.events.numbers.below(changing.len())];
                let path = path_of(folder).expect("the sample does not change");
                let what = self.folders.change(path, &mut self.events.numbers);
                self.trace.add(&format!("({what})"));
            }
            Event::Settle => self.settle(),
            Event::Restart => {
                self.quit();
                self.start();
            }
        }
    }

    fn settle(&mut self) {
        self.terminal().settle().unwrap_or_else(|LoadEnd| self.restart());
    }

    fn mouse(&mut self, button: u8, column: u16, row: u16) {
        // A broken terminal sends column 0. It is sent for a place far outside the screen.
        let place = |at: u16| at.checked_add(1).unwrap_or(0);
        let (column, row) = (place(column), place(row));
        self.terminal().send(format!("\x1b[<{button};{column};{row}M\x1b[<{button};{column};{row}m").as_bytes());
    }

    /// Compares the terminal with a fresh paint, and the count with that of `newsreader list`.
    fn compare(&mut self) -> Result<(), LoadEnd> {
        self.trace.add("(compared)\n");
        self.size = self.events.numbers.pick(READABLE_SIZES);
        let size = self.size;
        self.terminal().resize(size);
        self.go_to_list()?;
        // Changes must be found without a request, and again after a request.
        self.compare_count()?;
        self.terminal().press("R")?;
        self.compare_count()?;
        self.terminal().settle()?;
        // The next key clears the notice of earlier keys. This one focuses the list, which has the focus already.
        self.terminal().press("1")?;
        let shown = self.terminal().screen().clone();
        self.terminal().press("ctrl-l")?;
        if let Err(difference) = compare::same_screens(&shown, self.terminal().screen()) {
            panic!("the terminal: {difference}");
        }
        Ok(())
    }

    /// Closes everything that is open, but keeps the filter.
    fn go_to_list(&mut self) -> Result<(), LoadEnd> {
        self.terminal().settle()?;
        for _ in 0..STEPS_MAX {
            let lines = self.terminal().lines();
            let status = lines.last().map(String::as_str).unwrap_or_default();
            // The line above the pane with the focus is heavy. A hidden list has no line.
            let in_text = lines.iter().take(2).any(|line| line.contains("━ Reading"));
            let in_timeline = lines.iter().skip(2).any(|line| line.starts_with('━'));
            if status.contains(NOTHING_IS_OPEN) && !in_text && !in_timeline {
                return Ok(());
            }
            self.terminal().press(if status.contains(IN_FILTER_BOX) { "enter" } else { "esc" })?;
            self.terminal().settle()?;
        }
        panic!("the list has not got the focus:\n{}", self.terminal().lines().join("\n"));
    }

    /// Compares the count in the filter row with the output of the program for the copied filter.
    fn compare_count(&mut self) -> Result<(), LoadEnd> {
        // If the monkey has just copied something else, the first answer may be that text.
        let mut command = self.copied_filter()?;
        loop {
            let again = self.copied_filter()?;
            if again == std::mem::replace(&mut command, again.clone()) {
                break;
            }
        }
        let Some(n_listed) = self.listed(&command) else { return Ok(()) };
        let start: String = command.chars().take(COMMAND_SHOWN_MAX).collect();
        self.trace.add(&format!("({n_listed} by {start:?})"));
        let all = self.listed(&without_filter(&command)).unwrap_or_default();
        let with_filter = format!("{} of {}", with_commas(n_listed as u64), with_commas(all as u64));
        let without = count_of(all, "article");
        self.terminal().wait_until(&format!("{n_listed} of {all} by {command}"), |terminal| {
            let rows = terminal.lines();
            rows.iter().take(2).any(|row| row.contains(&with_filter) || row.trim_end().ends_with(&without))
        })?;
        self.n_compared += 1;
        Ok(())
    }

    /// Copies the filter as a command.
    fn copied_filter(&mut self) -> Result<String, LoadEnd> {
        let clipboard = self.clipboard();
        let _ = fs::remove_file(&clipboard);
        self.terminal().settle()?;
        self.terminal().send(b"yf");
        self.terminal().wait_until("the filter to be copied", |terminal| {
            let is_said = terminal.lines().last().is_some_and(|status| status.contains("Copied the filter"));
            is_said && clipboard.exists()
        })?;
        Ok(fs::read_to_string(clipboard).unwrap())
    }

    /// Runs a command, and counts the lines of its output. `None` if the filter is not valid.
    fn listed(&self, command: &str) -> Option<usize> {
        let mut shell = Command::new("sh");
        shell.args(["-c", command]).env_clear().envs(self.environment()).current_dir(self.folders.home());
        let Output { status, stdout, stderr } = shell.output().unwrap();
        let code = status.code();
        assert!(matches!(code, Some(0..=2 | 5)), "{command}: {code:?} {}", String::from_utf8_lossy(&stderr));
        (code != Some(2)).then(|| String::from_utf8_lossy(&stdout).lines().count())
    }
}

/// Returns the command that lists the whole folder.
fn without_filter(command: &str) -> String {
    let end = command.find(" list ").expect("a command that lists");
    format!("{} list", &command[..end])
}
