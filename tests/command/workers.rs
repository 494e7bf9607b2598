//! Tests for threads that die or are refused: every command ends, with a message and exit code 70.

use super::Desk;

/// The commands that read the whole folder.
const COMMANDS: [&[&str]; 6] = [
    &["list", "-d", "news"],
    &["search", "-d", "news", "ferry"],
    &["check", "-d", "news"],
    &["dates", "-d", "news", "ferry.md"],
    &["index", "rebuild", "-d", "news"],
    &["--print", "news"],
];

impl Desk {
    /// Runs the commands without an index, and with a fault at `place`. The environment variable `variable` requests
    /// it.
    #[track_caller]
    fn check_fault(&self, variable: &str, place: &str, commands: &[&[&str]], stderr: &str) {
        for arguments in commands {
            let _ = std::fs::remove_dir_all(self.path().join(".cache"));
            let mut command = self.command();
            command.env(variable, place).timeout(std::time::Duration::from_mins(1));
            let output = command.args(*arguments).output().unwrap();
            self.compare(&output, "", stderr, 70);
        }
    }

    /// Returns the contents of the log.
    fn log(&self) -> String {
        let folder = self.path().join("state/newsreader");
        let logs = std::fs::read_dir(folder).unwrap().map(|entry| std::fs::read_to_string(entry.unwrap().path()));
        logs.map(Result::unwrap).collect()
    }
}

/// True if faults can be requested. Release builds have no such faults.
fn can_be_tested() -> bool {
    if !cfg!(debug_assertions) {
        eprintln!("skipped: only debug builds can be asked to panic");
    }
    cfg!(debug_assertions)
}

#[test]
fn a_worker_that_panics_ends_every_command() {
    if !can_be_tested() {
        return;
    }
    let desk = Desk::new();
    std::fs::create_dir_all(desk.path().join("state/newsreader")).unwrap();
    for name in ["walker", "parser", "parser:1", "load coordinator"] {
        let shown = name.trim_end_matches(":1");
        let stderr = format!(
            "newsreader: the {shown} stopped because of an internal error; see the log in HOME/state/newsreader\n"
        );
        desk.check_fault("NEWSREADER_TEST_PANIC", name, &COMMANDS, &stderr);
        assert!(desk.log().contains(&format!("a panic in {shown}, as a test asked")), "{}", desk.log());
    }
    // A picture does not wait for the index.
    let stderr = "newsreader: the index writer stopped because of an internal error; see the log in \
                  HOME/state/newsreader\n";
    desk.check_fault("NEWSREADER_TEST_PANIC", "index writer", &COMMANDS[..5], stderr);
}

#[test]
fn workers_of_the_screen_that_panic_end_a_picture() {
    if !can_be_tested() {
        return;
    }
    let desk = Desk::new();
    std::fs::create_dir_all(desk.path().join("state/newsreader")).unwrap();
    for name in ["searcher", "text reader"] {
        let stderr = format!(
            "newsreader: the {name} could not answer a request because of an internal error; see the log in \
             HOME/state/newsreader\n"
        );
        let print: &[&str] = &["--print", "news", "-f", "ferry", "--size", "120x40"];
        desk.check_fault("NEWSREADER_TEST_PANIC", name, &[print], &stderr);
    }
}

#[test]
fn a_searcher_that_panics_once_answers_all_the_same() {
    if !can_be_tested() {
        return;
    }
    let desk = Desk::new();
    // Without an excerpt, the picture lacks only that sentence.
    for place in ["searcher:1", "text reader:1", "excerpts:1", "excerpts"] {
        let mut command = desk.command();
        command.args(["--print", "news", "-f", "ferry", "--size", "120x40"]).env("NEWSREADER_TEST_PANIC", place);
        let output = command.timeout(std::time::Duration::from_mins(1)).output().unwrap();
        let picture = String::from_utf8(output.stdout).unwrap();
        assert!(picture.contains("1 of 3") && picture.contains("stayed in port"), "{place}:\n{picture}");
        assert!(picture.contains("stopped because of"), "{place}:\n{picture}");
        assert_eq!(output.status.code(), Some(0), "{place}");
    }
}

#[test]
fn a_thread_that_is_refused_is_no_empty_folder() {
    if !can_be_tested() {
        return;
    }
    let desk = Desk::new();
    for name in ["walker", "parser"] {
        let stderr = format!(
            "newsreader: the {name} could not be started, as the system refused a thread (Resource temporarily \
             unavailable)\n"
        );
        desk.check_fault("NEWSREADER_TEST_REFUSE", name, &COMMANDS, &stderr);
    }
    for name in ["searcher", "text reader", "load coordinator"] {
        let stderr = format!(
            "newsreader: the {name} could not be started, as the system refused a thread (Resource temporarily \
             unavailable)\n"
        );
        desk.check_fault("NEWSREADER_TEST_REFUSE", name, &COMMANDS[5..], &stderr);
    }
}

#[test]
fn without_a_thread_for_the_index_the_list_is_whole() {
    if !can_be_tested() {
        return;
    }
    let desk = Desk::new();
    let output = desk.command().args(["list", "-d", "news"]).env("NEWSREADER_TEST_REFUSE", "index writer").output();
    desk.compare(&output.unwrap(), super::LIST, "", 0);
}
