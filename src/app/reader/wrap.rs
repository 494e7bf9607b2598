//! Breaks a block of text into lines no wider than the measure.

use std::ops::Range;

use textwrap::wrap_algorithms::Penalties;
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

use crate::article::{Block, BlockKind, Body};
use crate::text::columns;

/// The greatest size of a paragraph that gets the best set of line breaks. A longer one is filled line by line.
///
/// The best set costs several times as much, and in a paragraph of many screens nobody sees the difference.
const OPTIMAL_FIT_BYTES_MAX: usize = 8 * 1024;

/// Returns the number of columns to the left of the text of a block.
pub fn indent_of(kind: BlockKind) -> usize {
    match kind {
        BlockKind::Quote => 2,
        BlockKind::ListItem { depth, number } => {
            let marker = number.map_or(2, |number| number.to_string().len() + 2);
            usize::from(depth.min(6)) * 2 + marker
        }
        BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Preformatted | BlockKind::Rule => 0,
    }
}

/// Returns the lines of a block, as byte ranges of the text of the body.
///
/// `measure` is the width of the block, including the columns to the left of the text. `first_indent` is the indent of
/// the first line of a paragraph.
pub fn wrap_block(body: &Body, block: &Block, measure: usize, first_indent: usize) -> Vec<Range<usize>> {
    if block.kind == BlockKind::Rule {
        return std::iter::once(block.range.clone()).collect();
    }
    let width = measure.saturating_sub(indent_of(block.kind)).max(1);
    let text = body.text_of(block);
    let mut lines = Vec::new();
    let mut line_start = block.range.start;
    for line in text.split('\n') {
        if block.kind == BlockKind::Preformatted {
            wrap_preformatted(line, line_start, width, &mut lines);
        } else {
            let indent = if block.kind == BlockKind::Paragraph && lines.is_empty() { first_indent } else { 0 };
            wrap_line(line, line_start, width, indent, &mut lines);
        }
        line_start += line.len() + 1;
    }
    lines
}

/// Returns the lines of a text of one paragraph, such as a title.
pub fn wrap_text(text: &str, width: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    wrap_line(text, 0, width.max(1), 0, &mut lines);
    lines
}

/// Returns the first line of a text, filled with as many words as fit, and the rest.
pub fn first_line(text: &str, width: usize) -> (Range<usize>, Range<usize>) {
    if columns::width(text) <= width {
        return (0..text.len(), text.len()..text.len());
    }
    // A title in ASCII is broken at spaces only, which is faster: the list wraps every title in view for every frame.
    let separator = if text.is_ascii() { WordSeparator::AsciiSpace } else { WordSeparator::UnicodeBreakProperties };
    let options = Options::new(width.max(1))
        .word_separator(separator)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    let first = textwrap::wrap(text, options).first().map_or(0, |line| line.len());
    let lead = text[first..].len() - text[first..].trim_start().len();
    (0..first, first + lead..text.len())
}

fn wrap_line(line: &str, line_start: usize, width: usize, indent: usize, lines: &mut Vec<Range<usize>>) {
    let algorithm = if line.len() > OPTIMAL_FIT_BYTES_MAX {
        WrapAlgorithm::FirstFit
    } else {
        WrapAlgorithm::OptimalFit(Penalties::default())
    };
    // Line breaks follow the rules of Unicode (UAX #14), which cover dashes, addresses and scripts without spaces.
    // Words are never hyphenated, so every line is a slice of the text.
    let free = " ".repeat(indent.min(width / 2));
    let options = Options::new(width)
        .word_separator(WordSeparator::UnicodeBreakProperties)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(algorithm)
        .initial_indent(&free)
        .break_words(true);
    let mut at = 0;
    for (line_idx, wrapped) in textwrap::wrap(line, options).into_iter().enumerate() {
        let wrapped = if line_idx == 0 { wrapped.strip_prefix(free.as_str()).unwrap_or(&wrapped) } else { &wrapped };
        // A wrapped line is a slice of the text without the white space at its end. So the next line begins where the
        // last one ended, after the white space.
        let after_space = line.len() - line[at..].trim_start().len();
        let start = if !wrapped.is_empty() && line[after_space..].starts_with(wrapped) {
            after_space
        } else {
            line[at..].find(wrapped).map_or(at, |found| at + found)
        };
        let end = start + wrapped.len();
        lines.push(line_start + start..line_start + end);
        at = end;
    }
}

/// Wraps a preformatted line. It keeps its spaces, and is broken exactly at the width.
fn wrap_preformatted(line: &str, line_start: usize, width: usize, lines: &mut Vec<Range<usize>>) {
    let mut rest = line;
    let mut start = line_start;
    loop {
        let (head, tail) = columns::split(rest, width);
        // A character that is wider than the column would never fit, so it gets its own line.
        let head_bytes = if head.is_empty() { tail.chars().next().map_or(0, char::len_utf8) } else { head.len() };
        lines.push(start..start + head_bytes);
        start += head_bytes;
        rest = &rest[head_bytes..];
        if rest.is_empty() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::BodyBuilder;
    use proptest::prelude::*;

    fn wrapped(kind: BlockKind, text: &str, measure: usize) -> Vec<String> {
        let mut builder = BodyBuilder::default();
        builder.push(text);
        builder.end_block(kind, false);
        let body = builder.finish();
        wrap_block(&body, &body.blocks[0], measure, 0).into_iter().map(|line| body.text[line].to_owned()).collect()
    }

    #[test]
    fn paragraphs() {
        assert_eq!(
            wrapped(BlockKind::Paragraph, "The ferry stayed in port — again.", 14),
            ["The ferry", "stayed in port", "— again."]
        );
        assert_eq!(wrapped(BlockKind::Paragraph, "港口城市的渡轮", 6), ["港口城", "市的渡", "轮"]);
        assert_eq!(wrapped(BlockKind::Quote, "One two three", 7), ["One", "two", "three"]);
    }

    #[test]
    fn preformatted_text_keeps_its_spaces() {
        assert_eq!(wrapped(BlockKind::Preformatted, "a  b\n    cdefgh", 6), ["a  b", "    cd", "efgh"]);
    }

    proptest! {
        #[test]
        fn lines_fit_and_lose_nothing(text in "[ a-zé港\\-/—.]{0,200}", width in 2_usize..40) {
            let lines = wrap_text(&text, width);
            let mut at = 0;
            for line in lines {
                prop_assert!(line.start >= at);
                prop_assert!(text[at..line.start].chars().all(char::is_whitespace));
                prop_assert!(columns::width(&text[line.clone()]) <= width);
                at = line.end;
            }
            prop_assert!(text[at..].chars().all(char::is_whitespace));
        }
    }
}
