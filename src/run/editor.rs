//! Starts the reader's editor on a file.

use std::path::Path;
use std::process::Command;

/// Opens `path` in the editor at a line, and waits until it is closed. The error is a sentence.
///
/// The editor is `setting`, else `$VISUAL`, else `$EDITOR`, else `vi`.
pub fn edit(setting: &str, path: &Path, line: usize) -> Result<(), String> {
    crate::screen_thread::check("running the editor");
    let from_environment = || {
        ["VISUAL", "EDITOR"].iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()))
    };
    let command = if setting.trim().is_empty() {
        from_environment().unwrap_or_else(|| "vi".to_owned())
    } else {
        setting.to_owned()
    };
    let mut words = command.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let mut editor = Command::new(program);
    editor.args(words);
    // The editors that people set understand +LINE; others would take it for a file.
    let name = Path::new(program).file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    if line > 1 && ["vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "ne"].contains(&name) {
        editor.arg(format!("+{line}"));
    }
    editor.arg(path);
    match editor.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("The editor {program} ended with an error.")),
        Err(error) => Err(format!("The editor {program} cannot be started: {error}. Set [ui] editor or $EDITOR.")),
    }
}
