//! Reads stories of the CNN and Daily Mail collection: a text with a summary below it. Above each sentence of the
//! summary there is a line with a mark.

use super::text_blocks::push_lines;
use crate::article::{BlockKind, BodyBuilder, Boilerplate};

/// The line above each sentence of the summary.
const MARK: &str = "@highlight";

/// Splits a text at the first mark.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    // Nearly all texts have no mark, and one fast search shows that.
    let found = memchr::memmem::find_iter(text.as_bytes(), MARK).find(|at| {
        const BLANKS: [char; 3] = [' ', '\t', '\r'];
        let before = text[..*at].trim_end_matches(BLANKS);
        let behind = text[at + MARK.len()..].trim_start_matches(BLANKS);
        (before.is_empty() || before.ends_with('\n')) && (behind.is_empty() || behind.starts_with('\n'))
    })?;
    Some(text.split_at(found))
}

/// Adds the text, and the sentences of the summary as boilerplate. `first_line` is the number of the first line.
pub(super) fn push(text: &str, summary: &str, first_line: u32, builder: &mut BodyBuilder) {
    push_lines(text, first_line, builder);
    let n_lines = memchr::memchr_iter(b'\n', text.as_bytes()).count();
    let mut line_number = first_line.saturating_add(u32::try_from(n_lines).unwrap_or(u32::MAX));
    for line in summary.lines() {
        let line_text = line.trim();
        if !line_text.is_empty() && line_text != MARK {
            builder.at_line(line_number);
            builder.push(line_text);
            builder.end_boilerplate(BlockKind::Paragraph, false, Boilerplate::Line);
        }
        line_number = line_number.saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_is_no_text() {
        let text =
            "The tug sank at noon.\n\nHer crew swam ashore.\n\n@highlight\n\nTug sinks\n\n@highlight\n\nCrew is safe\n";
        let (story, summary) = split(text).unwrap();
        let mut builder = BodyBuilder::default();
        push(story, summary, 1, &mut builder);
        let body = builder.finish();
        assert_eq!(body.plain().to_string(), "The tug sank at noon.\n\nHer crew swam ashore.");
        let boilerplate: Vec<&str> =
            body.blocks.iter().filter(|block| block.boilerplate.is_some()).map(|block| body.text_of(block)).collect();
        assert_eq!(boilerplate, ["Tug sinks", "Crew is safe"]);
        assert_eq!(body.lines, [1, 3, 7, 11]);
    }

    #[test]
    fn a_word_is_no_mark() {
        for text in ["Write to @highlight on the net.", "@highlights\n\nThe tug", "The mark @highlight"] {
            assert_eq!(split(text), None, "{text}");
        }
    }
}
