//! Opens links in the browser.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

use super::command_words::{shown, why_not_started, words};
use super::worker::spawn_worker;

/// Opens `link` with `setting`: `auto` for the system's own program, or a command, to which the link is appended.
///
/// # Errors
/// Returns a sentence for the user.
pub fn open(setting: &str, link: &str) -> Result<(), String> {
    crate::screen_thread::check("starting the browser");
    let failed = |reason: &str| format!("The browser could not be started: {reason}");
    if setting == "auto" {
        return open::that_detached(link).map_err(|error| {
            // The error lists every program that was tried, which is too long for a notice.
            tracing::warn!("the link {link} was not opened: {error}");
            "No browser could be started. Set [ui] open, or copy the link.".to_owned()
        });
    }
    let Some(words) = words(OsStr::new(setting)) else {
        return Err(format!("[ui] open has a quotation mark that is not closed: {}.", shown(OsStr::new(setting))));
    };
    let Some((program, arguments)) = words.split_first() else {
        return Err("[ui] open names no program; “auto” is the system's own.".to_owned());
    };
    let mut browser = Command::new(program);
    browser.args(arguments).arg(link).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // The signals of the terminal, such as Ctrl-C, must not reach the browser.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut browser, 0);
    let mut child = browser.spawn().map_err(|error| failed(&why_not_started(&error)))?;
    // Waits for the program, so that it does not stay a zombie. Without a thread it stays one until this program ends.
    let _ = spawn_worker("browser", (), move || drop(child.wait()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_command_gets_the_link_after_its_own_words() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (program, pipe) = (folder.path().join("my browser"), folder.path().join("said"));
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        std::fs::write(&program, format!("#!/bin/sh\nprintf '%s\\n' \"$@\" > '{}'\n", pipe.display())).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        open(&format!("'{}' --new \"a b\"", program.display()), "https://example.org/?a=1&b=$2").unwrap();
        // Reading the pipe to its end also waits for the program.
        let said = std::fs::read_to_string(&pipe).unwrap();
        assert_eq!(said, "--new\na b\nhttps://example.org/?a=1&b=$2\n");
    }

    #[test]
    fn what_cannot_be_started_is_a_sentence() {
        assert_eq!(
            open("'firefox --new", "https://example.org").unwrap_err(),
            "[ui] open has a quotation mark that is not closed: “'firefox --new”."
        );
    }
}
