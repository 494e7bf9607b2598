//! Splits text without markup into blocks: paragraphs, hard-wrapped or not, quotations, list items.

use super::super::page_lines::boilerplate_line;
use super::broken_words::{BrokenWords, Join, without_sign};
use crate::article::{BlockKind, BodyBuilder};
use crate::text::lines::lines;

/// The longest line of a text that was wrapped by hand or by a program, in characters.
const WIDEST_WRAPPED: usize = 100;
/// The least width of a wrapped text, in characters. Narrower texts are verse or lists, whose line ends count.
const NARROWEST_WRAPPED: usize = 45;

/// The most lines of a text without blank lines that may be paragraphs. A text with more lines is a list or a log.
const LINES_MAX: usize = 10_000;
/// The number of bytes of such lines in one block.
const LINES_BYTES: usize = 4 * 1024;

/// Adds `text` to `builder`, block by block.
///
/// Blank lines end a paragraph. The lines of a paragraph are joined if the text is hard-wrapped, or if a word is broken
/// between two of them. In hard-wrapped text every line but the last is so full that the first word of the next line
/// would not have fitted. Otherwise each line is a block of its own.
pub(super) fn push_text(text: &str, builder: &mut BodyBuilder) {
    push(text, None, builder);
}

/// Adds `text` as [`push_text`] does, and keeps the line number of each block. `first_line` is the number of the first
/// line.
pub(super) fn push_lines(text: &str, first_line: u32, builder: &mut BodyBuilder) {
    push(text, Some(first_line), builder);
}

fn push(text: &str, first_line: Option<u32>, builder: &mut BodyBuilder) {
    let layout = Layout::of(text);
    let n_lines = memchr::memchr_iter(b'\n', text.as_bytes()).count();
    if n_lines > LINES_MAX && !layout.has_blank_lines {
        return push_many_lines(text, first_line, builder);
    }
    let broken_words = BrokenWords::of(text);
    let layout = Layout { broken_words: broken_words.as_ref(), ..layout };
    let mut paragraph: Vec<&str> = Vec::new();
    let mut line_number = first_line;
    for line in lines(text) {
        if line.trim().is_empty() {
            push_paragraph(&paragraph, line_number, layout, builder);
            paragraph.clear();
        } else {
            paragraph.push(line);
        }
        line_number = line_number.map(|number| number.saturating_add(1));
    }
    push_paragraph(&paragraph, line_number, layout, builder);
}

/// Adds lines that are not paragraphs, in blocks of about [`LINES_BYTES`]. Line ends are kept, and a million lines cost
/// no more memory than their text.
fn push_many_lines(text: &str, first_line: Option<u32>, builder: &mut BodyBuilder) {
    let (mut start, mut line_number, mut block_line) = (0, first_line, first_line);
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).chain([text.len()]) {
        line_number = line_number.map(|number| number.saturating_add(1));
        if end - start >= LINES_BYTES || end == text.len() {
            if let Some(line) = block_line {
                builder.at_line(line);
            }
            builder.push(&text[start..end]);
            builder.end_block(BlockKind::Preformatted, start > 0);
            (start, block_line) = (end, line_number);
        }
    }
}

/// The layout of the lines of a text.
#[derive(Clone, Copy, Debug)]
struct Layout<'text> {
    /// The width to which the text was wrapped, if it may be wrapped.
    wrapped_at: Option<usize>,
    has_blank_lines: bool,
    /// The words of the text, if some are broken at the ends of its lines.
    broken_words: Option<&'text BrokenWords>,
}

impl Layout<'_> {
    fn of(text: &str) -> Self {
        let mut widest = 0;
        let mut has_blank_lines = false;
        for line in lines(text.trim()) {
            let line = line.trim_end();
            has_blank_lines |= line.is_empty();
            // The number of bytes is enough to see that a line of Latin letters is far too wide. A long line without a
            // space is an address.
            if line.len() > widest && line.trim_start().contains(' ') {
                widest = widest.max(if line.len() > 4 * WIDEST_WRAPPED { line.len() } else { line.chars().count() });
            }
        }
        let wrapped_at = (NARROWEST_WRAPPED..=WIDEST_WRAPPED).contains(&widest).then_some(widest);
        Self { wrapped_at, has_blank_lines, broken_words: None }
    }

    /// Returns the way in which `line` continues in `next`.
    fn join(self, line: &str, next: &str) -> Join {
        self.broken_words.map_or(Join::Apart, |words| words.join(line, next))
    }
}

/// Adds the lines of a paragraph. `end` is the number of the line after it, if lines are counted.
fn push_paragraph(lines: &[&str], end: Option<u32>, layout: Layout<'_>, builder: &mut BodyBuilder) {
    let first = end.map(|end| end.saturating_sub(lines.len() as u32));
    if let Some(first) = first {
        builder.at_line(first);
    }
    match lines {
        [] => {}
        // The signature of a post may be on a separate line below the post.
        [.., last] if is_post(last) => push_post(lines, layout, builder),
        [line] => push_line(line, false, builder),
        _ if lines.iter().all(|line| line.trim_start().starts_with('>')) => push_quote(lines, layout, builder),
        _ if is_wrapped(lines, layout) => {
            push_joined(lines, layout, builder);
            builder.end_block(BlockKind::Paragraph, false);
        }
        _ if has_broken_words(lines, layout) => push_column(lines, end, layout, builder),
        _ if is_indented_verse(lines) => {
            for (line_idx, line) in lines.iter().enumerate() {
                if line_idx > 0 {
                    builder.push("\n");
                }
                builder.push(line.trim_end());
            }
            builder.end_block(BlockKind::Preformatted, false);
        }
        _ => {
            for (line_idx, line) in lines.iter().enumerate() {
                // In a text of long lines without blank lines, each line is a paragraph.
                if let Some(first) = first {
                    builder.at_line(first.saturating_add(line_idx as u32));
                }
                let is_paragraph = !layout.has_blank_lines && line.len() > WIDEST_WRAPPED;
                push_line(line, line_idx > 0 && !is_paragraph, builder);
            }
        }
    }
}

fn push_line(line: &str, is_tight: bool, builder: &mut BodyBuilder) {
    let trimmed = line.trim();
    if is_rule(trimmed) {
        builder.end_block(BlockKind::Rule, false);
        return;
    }
    let (kind, text) = match trimmed.split_once(' ') {
        Some(("-" | "*" | "•" | "–", item)) => (BlockKind::ListItem { depth: 0, number: None }, item),
        Some((">", quote)) => (BlockKind::Quote, quote),
        _ => (BlockKind::Paragraph, trimmed),
    };
    builder.push(text);
    builder.end_block(kind, is_tight);
}

fn push_quote(lines: &[&str], layout: Layout<'_>, builder: &mut BodyBuilder) {
    let unquoted: Vec<&str> = lines
        .iter()
        .map(|line| line.trim_start().trim_start_matches('>').trim())
        .filter(|line| !line.is_empty())
        .collect();
    if is_wrapped(&unquoted, layout) {
        push_joined(&unquoted, layout, builder);
    } else {
        for (line_idx, line) in unquoted.iter().enumerate() {
            if line_idx > 0 {
                builder.push("\n");
            }
            builder.push(line);
        }
    }
    builder.end_block(BlockKind::Quote, false);
}

/// Adds a post of a social network that an article quotes in full, as a quotation.
fn push_post(lines: &[&str], layout: Layout<'_>, builder: &mut BodyBuilder) {
    if is_wrapped(lines, layout) {
        push_joined(lines, layout, builder);
    } else {
        for (line_idx, line) in lines.iter().enumerate() {
            if line_idx > 0 {
                builder.push("\n");
            }
            builder.push(line.trim().trim_start_matches("> "));
        }
    }
    builder.end_block(BlockKind::Quote, false);
}

/// True if a line ends with the signature of a post: `— Nell Harbury (@nellharbury) March 9, 2022`.
fn is_post(line: &str) -> bool {
    const LONGEST_NAME: usize = 80;
    const LONGEST_HANDLE: usize = 30;
    const LONGEST_DATE: usize = 40;
    // The handle is near the end, and nearly no line has one.
    let tail = line.len().saturating_sub(LONGEST_HANDLE + LONGEST_DATE + "(@)".len());
    let Some(handle_at) = memchr::memrchr(b'@', &line.as_bytes()[tail..]).map(|found| tail + found) else {
        return false;
    };
    let (Some(before), after) = (line[..handle_at].strip_suffix('('), &line[handle_at + 1..]) else {
        return false;
    };
    let Some((handle, date)) = after.split_once(')') else {
        return false;
    };
    let name = before.rsplit_once(['—', '–']).map(|(_, name)| name.trim());
    let has_year = date.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    // The dates of posts are in the language of the recipient, so only a year and a length are checked.
    name.is_some_and(|name| !name.is_empty() && name.len() <= LONGEST_NAME)
        && (1..=LONGEST_HANDLE).contains(&handle.len())
        && handle.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
        && has_year
        && date.len() <= LONGEST_DATE
        && !date.trim_end().ends_with('.')
}

fn push_joined(lines: &[&str], layout: Layout<'_>, builder: &mut BodyBuilder) {
    for (line_idx, line) in lines.iter().enumerate() {
        let line = line.trim();
        match lines.get(line_idx + 1).map(|next| layout.join(line, next)) {
            None | Some(Join::WithHyphen) => builder.push(line),
            Some(Join::WithoutHyphen) => builder.push(without_sign(line)),
            Some(Join::Apart) => {
                builder.push(line);
                builder.push(" ");
            }
        }
    }
}

/// True if a word of running text is broken between two of the lines.
fn has_broken_words(lines: &[&str], layout: Layout<'_>) -> bool {
    layout.broken_words.is_some()
        && lines.windows(2).any(|pair| layout.join(pair[0], pair[1]) != Join::Apart)
        && !lines.iter().any(|line| matches!(line.split_whitespace().next(), Some("-" | "*" | "•" | ">")))
}

/// Adds the lines of a narrow column, which are never as full as wrapped lines. A headline in capitals stays separate,
/// all other lines are joined.
fn push_column(lines: &[&str], end: Option<u32>, layout: Layout<'_>, builder: &mut BodyBuilder) {
    let is_headline = |pair: &[&str]| {
        !pair[0].contains(char::is_lowercase)
            && pair[0].contains(char::is_alphabetic)
            && layout.join(pair[0], pair[1]) == Join::Apart
    };
    let n_headlines = lines.windows(2).take_while(|pair| is_headline(pair)).count();
    for (line_idx, line) in lines[..n_headlines].iter().enumerate() {
        push_line(line, line_idx > 0, builder);
    }
    if let Some(end) = end {
        builder.at_line(end.saturating_sub((lines.len() - n_headlines) as u32));
    }
    push_joined(&lines[n_headlines..], layout, builder);
    builder.end_block(BlockKind::Paragraph, n_headlines > 0);
}

/// True if every line but the last is nearly full.
fn is_wrapped(lines: &[&str], layout: Layout<'_>) -> bool {
    let Some(width) = layout.wrapped_at else {
        return false;
    };
    // The widest line is often narrower than the width to which the text was wrapped, so a tenth is allowed for.
    let nearly_full = width - width / 10;
    lines.windows(2).all(|pair| {
        let first_word = pair[1].split_whitespace().next().unwrap_or("");
        pair[0].trim_end().chars().count() + 1 + first_word.chars().count() > nearly_full
            && !matches!(first_word, "-" | "*" | "•" | ">")
    })
}

fn is_indented_verse(lines: &[&str]) -> bool {
    let n_indented = lines.iter().filter(|line| line.starts_with("  ") || line.starts_with('\t')).count();
    let n_short = lines.iter().filter(|line| line.chars().count() <= WIDEST_WRAPPED).count();
    // The lines around an article are often indented by their depth in the page that they were copied from.
    let is_sure = |line: &&str| boilerplate_line(line).is_some_and(|line| line.is_sure);
    lines.len() >= 3 && n_indented >= 2 && n_short == lines.len() && !lines.iter().any(is_sure)
}

/// True for a line of signs: `* * *`, `---`, `———`, `===`.
fn is_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    let first = signs.next().filter(|first| matches!(first, '*' | '-' | '—' | '=' | '_' | '~' | '⁂'));
    first.is_some_and(|first| signs.clone().all(|sign| sign == first) && signs.count() >= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        let mut builder = BodyBuilder::default();
        push_text(text, &mut builder);
        builder.finish().plain().to_string()
    }

    #[test]
    fn a_log_of_many_lines_is_a_few_blocks() {
        let lines: Vec<String> = (1..=20_000).map(|line| format!("{line} boats")).collect();
        let mut builder = BodyBuilder::default();
        push_lines(&lines.join("\n"), 1, &mut builder);
        let body = builder.finish();
        assert!(body.blocks.len() < 100, "{}", body.blocks.len());
        assert_eq!(body.plain().to_string(), lines.join("\n"));
        let second = body.text_of(&body.blocks[1]);
        assert_eq!(second.lines().next(), Some(format!("{} boats", body.lines[1]).as_str()));
    }

    #[test]
    fn wrapped_lines_are_joined_and_others_are_not() {
        let wrapped = "The night ferry to the islands stayed in port on\nSaturday for the fourth evening in a row and left\nmany behind.\n\nThe end.";
        assert_eq!(
            plain(wrapped),
            "The night ferry to the islands stayed in port on Saturday for the fourth evening in a row and left many behind.\n\nThe end."
        );
        assert_eq!(plain("Save Story\nLeer en español\n\nText."), "Save Story\nLeer en español\n\nText.");
        let long = "word ".repeat(40);
        let long = long.trim();
        assert_eq!(plain(&format!("{long}\n{long}")), format!("{long}\n\n{long}"));
    }

    #[test]
    fn broken_words_are_put_together() {
        assert_eq!(
            plain(
                "THE NIGHT FERRY\nThe ferry stayed in\nport on Sat-\nurday and left a well-\nknown pilot behind.\n\nThe end."
            ),
            "THE NIGHT FERRY\nThe ferry stayed in port on Saturday and left a well-known pilot behind.\n\nThe end."
        );
        assert_eq!(plain("- Sat-\n- urday"), "- Sat-\n- urday");
    }

    #[test]
    fn posts_are_set_apart() {
        for (line, post) in [
            ("The door would not seal. — Nell Harbury (@nell_harbury) March 9, 2022", true),
            ("Der Pier ist gesperrt. https://t.co/x – Hafenamt (@hafenamt) 9. März 2022", true),
            ("Paром стоит — Порт (@port) 9 марта 2022 г", true),
            ("— Nell Harbury (@nell_harbury) March 9, 2022", true),
            ("Nell Harbury (@nell_harbury) wrote on March 9, 2022", false),
            ("The harbour master — Nell Harbury (@nell_harbury) — retired in March 2022.", false),
            ("She wrote to him (@gull) — in 2022", false),
            ("— Nell Harbury (2022)", false),
        ] {
            assert_eq!(is_post(line), post, "{line}");
        }
        assert_eq!(
            plain("He wrote:\n\nThe door would not seal.\n— Nell Harbury (@nell) March 9, 2022\n\nShe did not."),
            "He wrote:\n\n> The door would not seal.\n> — Nell Harbury (@nell) March 9, 2022\n\nShe did not."
        );
    }

    #[test]
    fn quotes_items_rules_and_verse() {
        assert_eq!(
            plain("> One\n> two\n\n- first\n- second\n\n* * *\n\nEnd"),
            "> One\n> two\n\n- first\n- second\n\n* * *\n\nEnd"
        );
        assert_eq!(plain("  A gull\n    on the mole\n  is gone"), "  A gull\n    on the mole\n  is gone");
        assert_eq!(plain("  Harbour TV\n    Weather\n  Play button"), "Harbour TV\nWeather\nPlay button");
    }
}
