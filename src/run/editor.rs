//! Starts the user's editor on a file.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::Command;

use super::command_words::{shown, why_not_started, words};

/// The editors that understand `+LINE`; others would take it for a file.
const WITH_LINES: [&str; 10] = ["vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "ne"];

/// Opens `path` in the editor at a line, and waits until the editor ends.
///
/// The editor is `setting`, else `$VISUAL`, else `$EDITOR`, else `vi`.
///
/// # Errors
/// Returns a sentence for the user.
pub fn edit(setting: &str, path: &Path, line: usize) -> Result<(), String> {
    crate::screen_thread::check("running the editor");
    let (named_by, command) = chosen(setting, |name| std::env::var_os(name));
    let mut editor = command_for(named_by, &command, path, line)?;
    let program = shown(editor.get_program());
    match editor.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("The editor {program} ended with an error.")),
        Err(error) => {
            let reason = why_not_started(&error);
            Err(format!("The editor {program} cannot be started: {reason}. Set [ui] editor or $EDITOR."))
        }
    }
}

/// Returns the setting or variable that names the editor, and its command.
fn chosen(setting: &str, variable: impl Fn(&str) -> Option<OsString>) -> (&'static str, OsString) {
    let is_blank = |value: &OsStr| value.to_str().is_some_and(|text| text.trim().is_empty());
    if !setting.trim().is_empty() {
        return ("[ui] editor", setting.into());
    }
    for (name, shown) in [("VISUAL", "$VISUAL"), ("EDITOR", "$EDITOR")] {
        if let Some(value) = variable(name).filter(|value| !is_blank(value)) {
            return (shown, value);
        }
    }
    ("the default", "vi".into())
}

/// Returns the editor with the arguments of `command`, the line and the file.
fn command_for(named_by: &str, command: &OsStr, path: &Path, line: usize) -> Result<Command, String> {
    let words = words(command)
        .ok_or_else(|| format!("{} has a quotation mark that is not closed: {}.", named_by, shown(command)))?;
    let (program, arguments) = words.split_first().ok_or_else(|| format!("{named_by} names no editor."))?;
    let mut editor = Command::new(program);
    editor.args(arguments);
    let name = Path::new(program).file_stem().and_then(OsStr::to_str).unwrap_or_default();
    if line > 1 && WITH_LINES.contains(&name) {
        editor.arg(format!("+{line}"));
    }
    // A path that begins with a hyphen would be taken for an option.
    let is_like_option = path.as_os_str().as_encoded_bytes().starts_with(b"-");
    if is_like_option {
        editor.arg(Path::new(".").join(path))
    } else {
        editor.arg(path)
    };
    Ok(editor)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(command: &str, path: &str, line: usize) -> Result<Vec<String>, String> {
        let editor = command_for("$EDITOR", OsStr::new(command), Path::new(path), line)?;
        let words = std::iter::once(editor.get_program()).chain(editor.get_args());
        Ok(words.map(|word| word.to_str().unwrap().to_owned()).collect())
    }

    #[test]
    fn commands_are_read_as_a_shell_reads_them() {
        for (command, path, line, expected) in [
            ("vi", "a.txt", 1, &["vi", "a.txt"][..]),
            ("vi", "a.txt", 7, &["vi", "+7", "a.txt"]),
            ("code --wait", "a.txt", 7, &["code", "--wait", "a.txt"]),
            ("\"/opt/my editor/ed\" --wait", "a b.txt", 1, &["/opt/my editor/ed", "--wait", "a b.txt"]),
            ("vim -c 'set tw=72'", "a.txt", 2, &["vim", "-c", "set tw=72", "+2", "a.txt"]),
            ("/opt/my\\ editor/nano", "a.txt", 3, &["/opt/my editor/nano", "+3", "a.txt"]),
            ("vi", "-R.txt", 1, &["vi", "./-R.txt"]),
        ] {
            assert_eq!(arguments(command, path, line).unwrap(), expected, "{command}");
        }
    }

    #[test]
    fn a_quotation_mark_without_its_other_is_a_sentence() {
        assert_eq!(
            arguments("\"/opt/my editor/ed --wait", "a.txt", 1).unwrap_err(),
            "$EDITOR has a quotation mark that is not closed: “\"/opt/my editor/ed --wait”."
        );
        assert_eq!(arguments("\"\u{1b}[31m", "a.txt", 1).unwrap_err().find('\u{1b}'), None);
    }

    #[test]
    fn the_setting_goes_before_the_variables() {
        let variable = |name: &str| match name {
            "VISUAL" => Some(" ".into()),
            "EDITOR" => Some("ed".into()),
            _ => None,
        };
        assert_eq!(chosen("kak", variable), ("[ui] editor", "kak".into()));
        assert_eq!(chosen(" ", variable), ("$EDITOR", "ed".into()));
        assert_eq!(chosen("", |_| None), ("the default", "vi".into()));
    }

    #[test]
    fn an_editor_that_is_not_there_is_a_sentence() {
        assert_eq!(
            edit("'/no such/\u{1b}ed' --wait", Path::new("a.txt"), 1).unwrap_err(),
            "The editor “/no such/␛ed” cannot be started: there is no such program. Set [ui] editor or $EDITOR."
        );
    }
}
