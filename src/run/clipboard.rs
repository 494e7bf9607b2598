//! Copies a text: by the system's own program where the reader sits, else through the terminal.

use std::io::Write;
use std::process::{Command, Stdio};

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;

use super::terminal::Screen;

/// The programs that take a text for the clipboard, in the order they are tried, and what they need.
const PROGRAMS: [(&str, &[&str], Option<&str>); 4] = [
    ("pbcopy", &[], None),
    ("wl-copy", &[], Some("WAYLAND_DISPLAY")),
    ("xclip", &["-selection", "clipboard"], Some("DISPLAY")),
    ("clip.exe", &[], None),
];

/// Copies `text`, which is `name`. Returns the sentence that says how.
pub fn copy(text: &str, name: &str, screen: &mut Screen) -> String {
    let is_remote = std::env::var_os("SSH_CONNECTION").is_some() || std::env::var_os("SSH_TTY").is_some();
    if !is_remote {
        for (program, arguments, needs) in PROGRAMS {
            if needs.is_none_or(|variable| std::env::var_os(variable).is_some()) && copy_by(program, arguments, text) {
                return format!("Copied {name} ({program}).");
            }
        }
    }
    let mut sequence = String::new();
    let written = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut sequence).is_ok()
        && screen.write(sequence.as_bytes()).is_ok();
    if written {
        format!("Copied {name} (through the terminal, where it allows that).")
    } else {
        format!("{name} could not be copied.")
    }
}

fn copy_by(program: &str, arguments: &[&str], text: &str) -> bool {
    crate::screen_thread::check("running a program for the clipboard");
    let child =
        Command::new(program).args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let Ok(mut child) = child else {
        return false;
    };
    let is_written = child.stdin.take().is_some_and(|mut stdin| stdin.write_all(text.as_bytes()).is_ok());
    child.wait().is_ok_and(|status| status.success()) && is_written
}
