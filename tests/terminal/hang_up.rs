//! The end by a hang-up and by signals, also where no signal comes and where nobody reads.

use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};

use super::bare::BareTerminal;
use super::harness::send_signal;

const HANG_UP: i32 = 1;
const TERMINATE: i32 = 15;

#[test]
fn a_terminal_that_hangs_up_without_a_signal_ends_it() {
    let mut terminal = BareTerminal::start();
    // The program is idle: nothing that it writes fails.
    terminal.wait_for("The rail union and Haldside Railway");
    assert_eq!(terminal.hung_up().signal(), Some(HANG_UP));
}

#[test]
fn a_terminal_that_hangs_up_unread_ends_it() {
    let mut terminal = BareTerminal::start();
    terminal.wait_for("LIST");
    terminal.fill();
    assert_eq!(terminal.hung_up().signal(), Some(HANG_UP));
}

#[test]
fn signals_end_it_while_nobody_reads() {
    for (name, number) in [("TERM", TERMINATE), ("HUP", HANG_UP)] {
        let mut terminal = BareTerminal::start();
        terminal.wait_for("LIST");
        terminal.fill();
        terminal.signal(name);
        assert_eq!(terminal.ended_unread().signal(), Some(number), "SIG{name}");
    }
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
