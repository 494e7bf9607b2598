//! `newsreader help filter`: prints the filter language, as the `F1` box shows it.

use std::ffi::OsString;
use std::io::Write;

use super::{Exit, Failure};
use crate::app::reader::wrap;
use crate::query::language::{self, FORMS, LanguageLine};
use crate::text::columns::{cut, fit};

/// The width of the text. Terminals have at least this many columns, and a pipe has no width.
const COLUMNS: usize = 80;
/// The indent of the lines below a heading.
const INDENT: usize = 2;
/// The width of the column of form names.
const NAME_COLUMNS: usize = 14;
/// The width of the column of examples.
const EXAMPLE_COLUMNS: usize = 27;

/// True if the arguments ask for the filter language. The first argument is the name of the program.
///
/// clap's own `help` command only knows the names of commands. Options without a value may be anywhere.
pub fn is_asked(arguments: &[OsString]) -> bool {
    let words = arguments.iter().skip(1).filter(|word| !word.as_encoded_bytes().starts_with(b"-"));
    words.eq(["help", "filter"])
}

pub fn run(out: &mut dyn Write) -> Result<Exit, Failure> {
    writeln!(out, "The filter language, of the filter box and of every FILTER on the command line")?;
    writeln!(out)?;
    for form in FORMS {
        let example = fit(form.example, EXAMPLE_COLUMNS - 2);
        writeln!(out, "{:INDENT$}{}{example}{}", "", fit(form.name, NAME_COLUMNS), form.meaning)?;
    }
    for line in language::lines() {
        match line {
            LanguageLine::Heading(heading) => writeln!(out, "\n{heading}")?,
            LanguageLine::Text(text) => {
                for range in wrap::wrap_text(text, COLUMNS - INDENT) {
                    writeln!(out, "{:INDENT$}{}", "", &text[range])?;
                }
            }
            LanguageLine::Example(example, meaning) => {
                let ranges = wrap::wrap_text(&meaning, COLUMNS - INDENT - EXAMPLE_COLUMNS);
                for (line_idx, range) in ranges.into_iter().enumerate() {
                    let example = if line_idx == 0 { cut(example, EXAMPLE_COLUMNS - 1) } else { String::new() };
                    writeln!(out, "{:INDENT$}{}{}", "", fit(&example, EXAMPLE_COLUMNS), &meaning[range])?;
                }
            }
        }
    }
    Ok(Exit::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_asked_for_by_two_words() {
        let is_asked = |line: &str| is_asked(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert!(is_asked("newsreader help filter"));
        assert!(is_asked("newsreader --no-config help filter"));
        assert!(!is_asked("newsreader help"));
        assert!(!is_asked("newsreader help list"));
        assert!(!is_asked("newsreader filter"));
        assert!(!is_asked("newsreader list help filter"));
    }
}
