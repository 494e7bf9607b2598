//! Copies texts, on a thread of its own: with a program of the system if the user sits at this machine, otherwise
//! through the terminal.
//!
//! A clipboard program waits for other programs, possibly for ever. So each has a time limit, after which the next
//! method is tried.

use std::io::{PipeReader, PipeWriter, Write, pipe};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;
use wait_timeout::ChildExt;

use super::worker::spawn_worker;
use super::{Inbox, InboxEvent};
use crate::app::message::Message;
use crate::screen_thread;
use crate::text::sentences::upper_first;

/// The time limit for a program to take a text. Programs that respond need a few hundredths of a second.
const TIME_LIMIT: Duration = Duration::from_secs(2);

/// The time limit for a killed program to end.
const END_LIMIT: Duration = Duration::from_millis(200);

/// A program that reads a text for the clipboard from its standard input.
struct Program {
    name: &'static str,
    arguments: &'static [&'static str],
    /// The environment variable without which the program has no clipboard.
    needs: Option<&'static str>,
    /// True if the program is useful over SSH as well.
    is_remote: bool,
}

/// The programs, in the order in which they are tried.
const PROGRAMS: [Program; 5] = [
    Program { name: "pbcopy", arguments: &[], needs: None, is_remote: false },
    Program { name: "wl-copy", arguments: &[], needs: Some("WAYLAND_DISPLAY"), is_remote: false },
    Program { name: "xclip", arguments: &["-selection", "clipboard"], needs: Some("DISPLAY"), is_remote: false },
    Program { name: "clip.exe", arguments: &[], needs: None, is_remote: false },
    // With `-w`, tmux passes the text on to the terminal around it.
    Program { name: "tmux", arguments: &["load-buffer", "-w", "-"], needs: Some("TMUX"), is_remote: true },
];

/// A text to copy, and the kind of text for the notice.
#[derive(Debug)]
struct Job {
    text: String,
    name: &'static str,
}

/// A copy through the terminal. Only the main loop can write its escape sequence.
#[derive(Debug)]
pub struct TerminalCopy {
    /// The escape sequence.
    pub sequence: String,
    /// The notice after it was written.
    pub copied: String,
    /// The notice if it cannot be written.
    pub failed: String,
}

/// A handle of the clipboard thread, which is started at the first copy.
#[derive(Debug)]
pub struct Clipboard {
    inbox: Inbox,
    jobs: Option<Sender<Job>>,
}

impl Clipboard {
    pub fn new(inbox: Inbox) -> Self {
        Self { inbox, jobs: None }
    }

    /// Copies `text`; `name` is the kind of text for the notice.
    ///
    /// Copies are done one after another, so that the last one stays. Each is answered by a notice, or by a
    /// [`TerminalCopy`].
    pub fn copy(&mut self, text: String, name: &'static str) {
        let job = Job { text, name };
        let unsent = match &self.jobs {
            Some(jobs) => jobs.send(job).err().map(|unsent| unsent.0),
            None => Some(job),
        };
        let Some(job) = unsent else {
            return;
        };
        let (jobs, received) = channel();
        let inbox = self.inbox.clone();
        match spawn_worker("clipboard writer", self.inbox.clone(), move || run(&received, &inbox)) {
            Ok(_) => {
                let _ = jobs.send(job);
                self.jobs = Some(jobs);
            }
            Err(died) => {
                self.inbox.send(Message::Notice(format!("{} could not be copied: {died}.", upper_first(name))));
            }
        }
    }
}

fn run(received: &Receiver<Job>, inbox: &Inbox) {
    while let Ok(job) = received.recv() {
        let mut slow = Vec::new();
        let program = copied_by(&job.text, &mut slow);
        let notice = |outcome: String| [&*slow, &[outcome]].concat().join(" ");
        match program {
            Some(program) => inbox.send(Message::Notice(notice(format!("Copied {} ({program}).", job.name)))),
            None => inbox.send_event(InboxEvent::CopyByTerminal(by_terminal(&job, notice))),
        }
    }
}

/// Returns the program that took the text. Adds a sentence to `slow` about each program that took too long.
fn copied_by(text: &str, slow: &mut Vec<String>) -> Option<&'static str> {
    let has = |variable: &str| std::env::var_os(variable).is_some();
    let is_remote = has("SSH_CONNECTION") || has("SSH_TTY");
    let is_of_use = |program: &&Program| (program.is_remote || !is_remote) && program.needs.is_none_or(has);
    for program in PROGRAMS.iter().filter(is_of_use) {
        match copy_by(Command::new(program.name).args(program.arguments), text, TIME_LIMIT) {
            Outcome::Copied => return Some(program.name),
            Outcome::Failed => {}
            Outcome::TooSlow => {
                let (name, seconds) = (program.name, TIME_LIMIT.as_secs());
                slow.push(format!("{name} did not take the text within {seconds} seconds."));
            }
        }
    }
    None
}

fn by_terminal(job: &Job, notice: impl Fn(String) -> String) -> TerminalCopy {
    let mut sequence = String::new();
    // Writing into a string cannot fail.
    let _ = CopyToClipboard::to_clipboard_from(&job.text).write_ansi(&mut sequence);
    TerminalCopy {
        sequence,
        copied: notice(format!("Copied {} (through the terminal, where it allows that).", job.name)),
        failed: notice(format!("{} could not be copied.", job.name)),
    }
}

/// The result of copying with a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Copied,
    /// The program is missing, or ended without taking the text.
    Failed,
    /// The program neither took the text nor ended in time, and was killed.
    TooSlow,
}

/// Copies `text` with a program.
///
/// A program that serves the text in the background, as those of X11 and Wayland do, is waited for only until its
/// foreground process has ended. A program that has taken the whole text and continues is left running.
fn copy_by(command: &mut Command, text: &str, limit: Duration) -> Outcome {
    screen_thread::check("running a program for the clipboard");
    // A second handle of the reading end shows if the whole text has been taken.
    let Ok((reading_end, writing_end)) = pipe() else {
        return Outcome::Failed;
    };
    let Ok(unread) = reading_end.try_clone() else {
        return Outcome::Failed;
    };
    #[cfg(unix)]
    {
        // In a process group of its own, Ctrl-Z does not stop it together with this program.
        use std::os::unix::process::CommandExt;
        command.process_group(0);
    }
    let spawned = command.stdin(reading_end).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    // The command keeps its end of the pipe open until it is replaced.
    command.stdin(Stdio::null());
    let Ok(mut child) = spawned else {
        return Outcome::Failed;
    };
    let written = write(text, writing_end);
    let status = child.wait_timeout(limit).ok().flatten();
    let is_empty = is_empty(&unread);
    // Closes the pipe, so that a blocked writer of a long text ends with an error.
    drop(unread);
    match status {
        Some(status) if status.success() && written.recv_timeout(limit).unwrap_or(false) => Outcome::Copied,
        Some(_) => Outcome::Failed,
        None if is_empty && written.try_recv().unwrap_or(false) => {
            leave(child);
            Outcome::Copied
        }
        None => {
            kill(child);
            Outcome::TooSlow
        }
    }
}

/// Writes a text on a thread of its own. Returns the channel that reports if the whole text was written.
///
/// If the program does not read a long text, the write blocks until the pipe has no reader.
fn write(text: &str, mut writing_end: PipeWriter) -> Receiver<bool> {
    let (done, written) = channel();
    let text = text.to_owned();
    // Without a thread nothing is sent, which counts as not written.
    let _ = spawn_worker("clipboard text", (), move || {
        let is_written = writing_end.write_all(text.as_bytes()).is_ok();
        // Closing the pipe marks the end of the text.
        drop(writing_end);
        let _ = done.send(is_written);
    });
    written
}

/// True if everything that was written has been read.
#[cfg(unix)]
fn is_empty(unread: &PipeReader) -> bool {
    rustix::io::ioctl_fionread(unread).is_ok_and(|n_bytes| n_bytes == 0)
}

#[cfg(not(unix))]
fn is_empty(_unread: &PipeReader) -> bool {
    false
}

/// Kills a program and its process group, and reaps its exit status.
fn kill(mut child: Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    // A program that hangs in a system call ends when that call does.
    if child.wait_timeout(END_LIMIT).is_ok_and(|status| status.is_none()) {
        leave(child);
    }
}

/// Leaves a program running: it serves the text as long as it needs.
fn leave(mut child: Child) {
    // The thread reaps the exit status. Without a thread the program stays a zombie until this program ends.
    let _ = spawn_worker("clipboard program", (), move || drop(child.wait()));
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    const SHORT: Duration = Duration::from_millis(100);
    const LONG: Duration = Duration::from_secs(30);

    /// A folder with a FIFO, `forever`, and a script that takes the text.
    struct Desk(tempfile::TempDir);

    impl Desk {
        fn new(script: &str) -> Self {
            let folder = tempfile::tempdir().unwrap();
            let program = folder.path().join("program");
            std::fs::write(&program, format!("cd '{}'\n{script}\n", folder.path().display())).unwrap();
            assert!(Command::new("mkfifo").arg(folder.path().join("forever")).status().unwrap().success());
            Self(folder)
        }

        fn copy(&self, text: &str, limit: Duration) -> Outcome {
            copy_by(Command::new("sh").arg(self.0.path().join("program")), text, limit)
        }

        /// Returns the text that the script wrote into `got`.
        fn got(&self) -> String {
            std::fs::read_to_string(self.0.path().join("got")).unwrap_or_default()
        }

        /// Waits for the program that reads from `forever`, and lets it end.
        fn end_forever(&self) {
            std::fs::OpenOptions::new().write(true).open(self.0.path().join("forever")).unwrap();
        }
    }

    #[test]
    fn a_program_that_takes_the_text_is_waited_for() {
        for text in ["a path".to_owned(), "a long text\n".repeat(100_000)] {
            let desk = Desk::new("cat > got");
            assert_eq!(desk.copy(&text, LONG), Outcome::Copied);
            assert!(desk.got() == text, "{} bytes of {}", desk.got().len(), text.len());
        }
    }

    #[test]
    fn one_that_goes_to_the_background_is_not() {
        let desk = Desk::new("cat > got; cat forever & exit 0");
        assert_eq!((desk.copy("a path", LONG), desk.got().as_str()), (Outcome::Copied, "a path"));
        desk.end_forever();
    }

    #[test]
    fn one_that_has_taken_the_text_and_goes_on_is_left_alone() {
        let desk = Desk::new("cat > got; cat forever");
        assert_eq!((desk.copy("a path", TIME_LIMIT), desk.got().as_str()), (Outcome::Copied, "a path"));
        // The program is still running.
        desk.end_forever();
    }

    #[test]
    fn one_that_does_not_answer_is_killed() {
        for text in ["a path".to_owned(), "a long text\n".repeat(100_000)] {
            assert_eq!(Desk::new("cat forever").copy(&text, SHORT), Outcome::TooSlow);
        }
    }

    #[test]
    fn one_that_fails_or_is_not_there_has_copied_nothing() {
        assert_eq!(Desk::new("exit 1").copy("a path", LONG), Outcome::Failed);
        assert_eq!(Desk::new("exit 0").copy(&"a long text\n".repeat(100_000), LONG), Outcome::Failed);
        assert_eq!(copy_by(&mut Command::new("/nonexistent/program"), "a path", LONG), Outcome::Failed);
    }
}
