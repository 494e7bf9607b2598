//! The end by a hang-up and by signals, also where no signal comes and where nobody reads.

use std::fs::File;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};

use portable_pty::CommandBuilder;
use rustix::fs::{Mode, mkfifoat};

use super::bare::BareTerminal;
use super::harness::{Terminal, send_signal};

const HANG_UP: i32 = 1;
const TERMINATE: i32 = 15;

#[test]
fn a_terminal_that_hangs_up_without_a_signal_ends_it() {
    let mut terminal = BareTerminal::start();
    // The program is idle: nothing that it writes fails.
    terminal.wait_for("The night ferry to the Skarrow");
    assert_eq!(terminal.hung_up().signal(), Some(HANG_UP));
}

#[test]
fn a_terminal_that_hangs_up_unread_ends_it() {
    let mut terminal = BareTerminal::start();
    terminal.wait_for("quit");
    terminal.fill();
    assert_eq!(terminal.hung_up().signal(), Some(HANG_UP));
}

#[test]
fn signals_end_it_while_nobody_reads() {
    for (name, number) in [("TERM", TERMINATE), ("HUP", HANG_UP)] {
        let mut terminal = BareTerminal::start();
        terminal.wait_for("quit");
        terminal.fill();
        terminal.signal(name);
        assert_eq!(terminal.ended_unread().signal(), Some(number), "SIG{name}");
    }
}

#[test]
fn signals_end_it_while_another_program_does_not_answer() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let gate = folder.path().join("gate");
    mkfifoat(rustix::fs::CWD, &gate, Mode::RUSR | Mode::WUSR).expect("a pipe with a name");
    // A program for the clipboard that ends when the gate opens.
    let program = folder.path().join("pbcopy");
    let script = format!("#!/bin/sh\necho copying-now > /dev/tty\nread line < '{}'\n", gate.display());
    std::fs::write(&program, script).expect("a script");
    std::fs::set_permissions(&program, PermissionsExt::from_mode(0o700)).expect("a script that can be run");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsreader"));
    command.env("PATH", format!("{}:/usr/bin:/bin", folder.path().display()));
    command.env_remove("SSH_CONNECTION");
    command.env_remove("SSH_TTY");
    let mut terminal = Terminal::run(command);
    terminal.wait_for("The night ferry to the Skarrow");
    terminal.press("yy");
    terminal.wait_for_written("copying-now");
    terminal.signal("TERM");
    assert!(!terminal.ended().success());
    // The script may be gone with the terminal. Opened for both, a pipe waits for nobody.
    drop(File::options().read(true).write(true).open(&gate).expect("the gate opens"));
}

#[test]
fn signals_end_a_command_whose_output_nobody_reads() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let article = |number| format!("{{\"title\": \"Harbour report {number}\", \"text\": \"The ferry left.\"}}\n");
    std::fs::write(folder.path().join("all.jsonl"), (0..3000).map(article).collect::<String>()).expect("a file");
    for (name, number) in [("TERM", TERMINATE), ("HUP", HANG_UP)] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_newsreader"))
            .args(["--no-index", "--no-config", "list", "--json", "--folder"])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut output = child.stdout.take().expect("its output");
        output.read_exact(&mut [0]).expect("some output");
        send_signal(name, child.id());
        assert_eq!(child.wait().expect("the program ends").signal(), Some(number), "SIG{name}");
        let mut rest = String::new();
        output.read_to_string(&mut rest).expect("the output that waited");
        assert!(rest.lines().count() < 3000, "it had written everything before");
    }
}
