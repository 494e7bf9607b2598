//! Distinguishes words of a filter that begin with a dash from options, before the command line is parsed.
//!
//! `newsreader list harbour -tolls --json` is the filter `harbour -tolls` and an option. The command-line parser (clap)
//! cannot distinguish them: in an argument of several words, either every dash begins an option or, after the first
//! word, no dash does. So these words of a filter are marked before they are parsed.

use std::ffi::OsString;

use clap::{Arg, Command};

/// The character before a marked word. No argument of a process can contain it.
const MARK: char = '\0';

/// Marks the words that begin with a dash, belong to a filter, and are not options.
pub(super) fn mark(mut words: Vec<OsString>, program: &Command) -> Vec<OsString> {
    let mut command = None;
    let mut is_value = false;
    for word in words.iter_mut().skip(1) {
        if std::mem::take(&mut is_value) {
            continue;
        }
        let Some(text) = word.to_str() else { continue };
        if text == "--" {
            break;
        }
        match (read(text, program, command), command) {
            (ArgumentWord::Plain, None) => match program.find_subcommand(text) {
                Some(found) if takes_filter(found) => command = Some(found),
                Some(_) => break,
                None => {}
            },
            (ArgumentWord::Plain, Some(_)) => {}
            (ArgumentWord::Option { takes_next }, _) => is_value = takes_next,
            (ArgumentWord::Unknown, Some(_)) => *word = format!("{MARK}{text}").into(),
            (ArgumentWord::Unknown, None) => {}
        }
    }
    words
}

/// Returns the word without its mark.
pub(super) fn unmarked(word: &str) -> &str {
    word.strip_prefix(MARK).unwrap_or(word)
}

/// The kind of a word of the command line.
enum ArgumentWord {
    /// A word that does not begin with a dash.
    Plain,
    /// An option, or several one-letter options.
    Option {
        /// True if the next word is the value of the option.
        takes_next: bool,
    },
    /// A word that begins with a dash but is no known option.
    Unknown,
}

fn read(text: &str, program: &Command, command: Option<&Command>) -> ArgumentWord {
    let known = move || {
        let of_program = program.get_arguments().filter(move |argument| command.is_none() || argument.is_global_set());
        of_program.chain(command.into_iter().flat_map(Command::get_arguments))
    };
    if let Some(long) = text.strip_prefix("--") {
        let (name, has_value) = long.split_once('=').map_or((long, false), |(name, _)| (name, true));
        if let Some(option) = known().find(|argument| argument.get_long() == Some(name)) {
            return ArgumentWord::Option { takes_next: !has_value && takes_next(option) };
        }
        // An option that only the screen has is left to clap, which reports that the command does not take it.
        let is_elsewhere = name == "help" || program.get_arguments().any(|argument| argument.get_long() == Some(name));
        return if is_elsewhere { ArgumentWord::Option { takes_next: false } } else { ArgumentWord::Unknown };
    }
    let Some(letters) = text.strip_prefix('-').filter(|letters| !letters.is_empty()) else {
        return ArgumentWord::Plain;
    };
    let option = |letter: char| known().find(|argument| argument.get_short() == Some(letter));
    let first = letters.chars().next().and_then(option);
    if command.is_none() {
        // Without a command, only options begin with a dash. The rest of the word is the value of the first letter.
        let takes_next = letters.chars().count() == 1 && first.is_some_and(takes_next);
        return ArgumentWord::Option { takes_next };
    }
    let is_elsewhere = program.get_arguments().any(|argument| is_letter(argument, letters));
    if is_elsewhere || letters.chars().all(|letter| letter == 'h' || option(letter).is_some()) {
        let last = letters.chars().next_back().and_then(option);
        return ArgumentWord::Option { takes_next: last.is_some_and(takes_next) };
    }
    ArgumentWord::Unknown
}

fn is_letter(argument: &Arg, letters: &str) -> bool {
    argument.get_short().is_some_and(|short| letters.chars().eq([short]))
}

/// True if the value of the option is a separate word.
fn takes_next(option: &Arg) -> bool {
    option.get_action().takes_values() && !option.is_require_equals_set()
}

fn takes_filter(command: &Command) -> bool {
    command.get_positionals().any(|argument| argument.get_id() == "filter")
}

#[cfg(test)]
mod tests {
    use super::super::{Arguments, TypedFilter};

    /// Returns the filter of a command line whose words are separated by blanks.
    fn filter(line: &str) -> TypedFilter {
        let words = line.split(' ').map(|word| word.replace('_', " ").into());
        Arguments::read(words).unwrap_or_else(|error| panic!("{line}: {error}")).filter()
    }

    fn check(line: &str, text: &str) {
        assert_eq!(filter(line), TypedFilter { text: text.to_owned(), unknown_option: None }, "{line}");
    }

    #[test]
    fn the_words_of_a_filter_are_joined() {
        check("newsreader list", "");
        check("newsreader list harbour tolls", "harbour tolls");
        check("newsreader list harbour -tolls --json date:2022", "harbour -tolls date:2022");
        check("newsreader list -tolls -q -harbour", "-tolls -harbour");
        check("newsreader -d news list -tolls", "-tolls");
        check("newsreader list --limit 3 -date:2022 ferry", "-date:2022 ferry");
        check("newsreader list --limit=3 - ferry", "- ferry");
        check("newsreader news dates (ferry or bridge) -tolls", "(ferry or bridge) -tolls");
        check("newsreader search \"war_of_words\" -q", "\"war of words\"");
        check("newsreader list -- --x", "--x");
        check("newsreader list harbour -- --x -q", "harbour --x -q");
        check("newsreader -f -harbour", "-harbour");
        check("newsreader --filter=--x", "--x");
        check("newsreader check", "");
    }

    #[test]
    fn a_misspelt_option_is_no_part_of_a_filter() {
        for line in ["newsreader list ferry --jsn", "newsreader list --jsn ferry"] {
            assert_eq!(filter(line).unknown_option.as_deref(), Some("--jsn"), "{line}");
        }
        assert_eq!(filter("newsreader -f --jsn").unknown_option.as_deref(), Some("--jsn"));
    }

    #[test]
    fn options_of_the_screen_are_none_of_a_command() {
        for line in ["newsreader list -f ferry", "newsreader list --filter ferry", "newsreader list ferry --print"] {
            let words = line.split(' ').map(Into::into);
            let error = Arguments::read(words).expect_err("it is not taken").to_string();
            assert!(error.contains("unexpected argument '-"), "{line}: {error}");
        }
    }
}
