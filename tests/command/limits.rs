//! Tests with limits of the system: few threads, few open files, small files. In each case the output is correct, or
//! there is a message with an exit code.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Output;
use std::time::Duration;

use assert_cmd::Command;

use super::{Desk, LIST};

/// A user of these tests alone, who has no other processes.
const USER: u32 = 64_123;

/// The commands that read the folder.
const COMMANDS: [&str; 4] = ["list", "check", "index rebuild", "--print"];

impl Desk {
    /// Runs the program in a shell that sets a limit, as a script would.
    fn limited(&self, limit: &str, command: &str) -> Output {
        let program = assert_cmd::cargo::cargo_bin("newsreader");
        self.run_script(&program, &format!("{limit}; exec \"$0\" {command} -d news"), &["bash", "-c"])
    }

    /// Runs the program with a limit on the processes and threads of its user. Root has no such limit, so root runs it
    /// as another user. `None` if that is impossible.
    fn limited_threads(&self, n_threads: u32, command: &str) -> Option<Output> {
        let is_root = rustix::process::getuid().is_root();
        if is_root && Command::new("setpriv").arg("--version").output().is_err() {
            eprintln!("skipped: root has no limit of threads, and there is no setpriv to run as another user");
            return None;
        }
        let program = self.path().join("newsreader");
        if !program.exists() {
            // Another process copies it, so that no child of a test holds the copy open for writing.
            let copied =
                std::process::Command::new("cp").arg(assert_cmd::cargo::cargo_bin("newsreader")).arg(&program).status();
            assert!(copied.unwrap().success());
            // The index is kept only in a folder of its own user.
            for path in [self.path(), &program, &self.path().join("news")] {
                if is_root {
                    std::os::unix::fs::chown(path, Some(USER), Some(USER)).unwrap();
                }
                fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
            }
        }
        let script = format!("ulimit -u {n_threads}; exec \"$0\" {command} -d news");
        let user = USER.to_string();
        let as_other = ["setpriv", "--reuid", &user, "--regid", &user, "--clear-groups", "bash", "-c"];
        Some(self.run_script(&program, &script, if is_root { &as_other } else { &as_other[6..] }))
    }

    fn run_script(&self, program: &Path, script: &str, shell: &[&str]) -> Output {
        let (first, others) = shell.split_first().unwrap();
        let mut command = Command::new(first);
        command.args(others).arg(script).arg(program);
        command.current_dir(self.path()).env_clear().env("HOME", self.path());
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.timeout(Duration::from_mins(1)).output().unwrap()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn without_threads_there_is_a_sentence() {
    for command in COMMANDS {
        let desk = Desk::new();
        let Some(output) = desk.limited_threads(1, command) else { return };
        let name = if command == "--print" { "searcher" } else { "walker" };
        let stderr = format!(
            "newsreader: the {name} could not be started, as the system refused a thread (Resource temporarily \
             unavailable)\n"
        );
        assert!(text(&output.stderr).ends_with(&stderr), "{command}: {output:?}");
        assert_eq!(text(&output.stdout), "", "{command}");
        assert_eq!(output.status.code(), Some(70), "{command}");
    }
}

#[test]
fn with_few_threads_the_list_is_whole_or_there_is_a_sentence() {
    for n_threads in 2..=8 {
        let desk = Desk::new();
        let Some(output) = desk.limited_threads(n_threads, "list") else { return };
        match output.status.code() {
            Some(0) => assert_eq!(text(&output.stdout), LIST, "{n_threads} threads"),
            code => {
                assert_eq!(code, Some(70), "{n_threads} threads: {output:?}");
                assert!(text(&output.stderr).contains("as the system refused a thread"), "{output:?}");
                assert_eq!(text(&output.stdout), "", "{n_threads} threads");
            }
        }
    }
}

#[test]
fn files_that_cannot_be_opened_are_counted_and_read_another_time() {
    for n_descriptors in 3..=20 {
        let desk = Desk::new();
        let limit = format!("ulimit -n {n_descriptors}");
        let output = desk.limited(&limit, "list");
        let said = text(&output.stderr);
        match output.status.code() {
            Some(0) => assert_eq!(text(&output.stdout), LIST, "{n_descriptors} descriptors"),
            // The program does not start, because its libraries cannot be loaded.
            Some(126 | 127) => assert!(said.contains("shared"), "{n_descriptors} descriptors: {said}"),
            Some(5) => assert!(said.contains("could not be read"), "{n_descriptors} descriptors: {said}"),
            code => {
                assert_eq!(code, Some(4), "{n_descriptors} descriptors: {said}");
                assert!(said.contains("too many files are open at once"), "{n_descriptors} descriptors: {said}");
            }
        }
        // The next start without a limit has everything, no matter what the index recorded.
        desk.check(&["list", "-d", "news"], LIST, "", 0);
    }
}

#[test]
fn an_index_that_cannot_be_opened_is_left_as_it_is() {
    let desk = Desk::new();
    desk.check(&["list", "-d", "news"], LIST, "", 0);
    let indexes = fs::read_dir(desk.path().join(".cache/newsreader")).unwrap();
    let current = indexes.map(|index| index.unwrap().path().join("CURRENT")).find(|path| path.exists()).unwrap();
    let before = fs::read(&current).unwrap();
    for n_descriptors in 3..=20 {
        desk.limited(&format!("ulimit -n {n_descriptors}"), "list");
        assert_eq!(fs::read(&current).ok().as_ref(), Some(&before), "{n_descriptors} descriptors");
    }
}

#[test]
fn an_index_larger_than_a_file_may_be_is_no_end_of_the_program() {
    let desk = Desk::new();
    for limit in ["ulimit -f 0", "ulimit -f 1"] {
        let output = desk.limited(limit, "list");
        desk.compare(&output, LIST, "", 0);
    }
    let output = desk.limited("ulimit -f 0", "index rebuild");
    assert_eq!(output.status.code(), Some(70), "{output:?}");
    assert!(text(&output.stderr).contains("File too large"), "{output:?}");
}

#[test]
fn an_output_larger_than_a_file_may_be_is_said() {
    let desk = Desk::new();
    let program = assert_cmd::cargo::cargo_bin("newsreader");
    let script = "ulimit -f 0; exec \"$0\" list -d news >out";
    let output = desk.run_script(&program, script, &["bash", "-c"]);
    let stderr = "newsreader: the output could not be written: File too large (os error 27)\n";
    desk.compare(&output, "", stderr, 70);
}
