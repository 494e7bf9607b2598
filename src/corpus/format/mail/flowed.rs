//! Turns the lines of a message into paragraphs: joins flowed text (RFC 3676), and separates quotations.

/// Returns the text of a message with the lines joined that were only broken for transport.
///
/// `joins_words` means that the blank at which a line was broken belongs to the break and not to the text.
pub(super) fn unflowed(text: &str, joins_words: bool) -> String {
    let mut out = String::with_capacity(text.len());
    // The quotation depth of the line that continues.
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let content = line.trim_start_matches('>');
        let depth = line.len() - content.len();
        let content = content.strip_prefix(' ').unwrap_or(content);
        let is_signature = content == "-- ";
        if open.is_none_or(|before| before != depth) || is_signature {
            if !out.is_empty() {
                out.push('\n');
            }
            out.extend(std::iter::repeat_n('>', depth));
            if depth > 0 {
                out.push(' ');
            }
        }
        let is_flowed = content.ends_with(' ') && !is_signature;
        out.push_str(if is_flowed && joins_words { &content[..content.len() - 1] } else { content });
        open = is_flowed.then_some(depth);
    }
    out
}

/// Returns the text with a blank line wherever a quotation begins, ends or changes its depth, and before the signature.
/// Each then becomes a block of its own.
pub(super) fn set_apart(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut before = 0;
    for line in text.lines() {
        let content = line.trim_start_matches(['>', ' ']);
        let depth = line[..line.len() - content.len()].matches('>').count();
        let is_blank_quote = depth > 0 && content.is_empty();
        if (depth != before && !is_blank_quote) || line.trim_end() == "--" {
            out.push('\n');
        }
        if !is_blank_quote {
            before = depth;
            out.push_str(line);
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_flow() {
        for (text, joins_words, expected) in [
            ("The geese \nare back.\n\nSo it \nis.\n", false, "The geese are back.\n\nSo it is."),
            ("> The geese \n> are back.\nReally? \n-- \nNell", false, "> The geese are back.\nReally? \n-- \nNell"),
            (">> One \n> two \nthree", false, ">> One \n> two \nthree"),
            ("  From \n here", false, " From here"),
            ("港 \n町", true, "港町"),
        ] {
            assert_eq!(unflowed(text, joins_words), expected, "{text}");
        }
    }

    #[test]
    fn quotations_stand_alone() {
        for (text, expected) in [
            ("Nell wrote:\n> One\n>\n> Two\nYes.", "Nell wrote:\n\n> One\n\n> Two\n\nYes.\n"),
            ("> > a\n> b", "\n> > a\n\n> b\n"),
            ("Text\n-- \nNell", "Text\n\n-- \nNell\n"),
        ] {
            assert_eq!(set_apart(text), expected, "{text}");
        }
    }
}
