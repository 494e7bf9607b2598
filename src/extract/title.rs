//! An article's title: the one that is given, else its first sentence.

use crate::article::{Address, BlockKind, Body, Known};
use crate::corpus::{Field, dateline, is_aside};
use crate::text::safe::Replaced;
use crate::text::sentences::first_sentence;

/// How long a title made of a sentence may become, in characters.
const LONGEST: usize = 120;

/// The title.
pub(super) fn of(field: Option<Field>, body: &Body, address: &Address, replaced: &mut Replaced) -> Known<Box<str>> {
    if let Some(field) = field {
        let title = super::known(&field, super::text_of(&field.text, replaced));
        if title.value().is_some() {
            return title;
        }
    }
    if let Some(title) = from_sentence(body) {
        return Known::inferred(title.into_boxed_str(), "the first sentence");
    }
    // An article without a word still needs a name to be found by.
    let name = address.path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    Known::found(super::text_of(&name, replaced), "the file's name")
}

/// The first sentence of the running text, without dateline, on one line.
fn from_sentence(body: &Body) -> Option<String> {
    let has_words = |at: &usize| body.text_of(&body.blocks[*at]).chars().any(char::is_alphanumeric);
    let with_words = || (0..body.blocks.len()).filter(|at| body.blocks[*at].kind != BlockKind::Rule).filter(has_words);
    let at = with_words().take(20).find(|at| !is_aside(body, *at)).or_else(|| with_words().next())?;
    let text = body.text_of(&body.blocks[at]);
    let sentence = whole_sentence(dateline::without(text));
    let line = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(cut_at_word(&line))
}

/// The first sentence, and what follows where it seems to end with an abbreviation.
fn whole_sentence(text: &str) -> &str {
    const ABBREVIATIONS: [&str; 14] =
        ["Co.", "Corp.", "Inc.", "Ltd.", "Mr.", "Mrs.", "Ms.", "Dr.", "St.", "Gov.", "Sen.", "Rep.", "Gen.", "No."];
    let text = text.trim_start();
    let mut length = 0;
    // More than a few abbreviations in a row are a list, which has no end worth waiting for.
    for _ in 0..4 {
        let rest = &text[length..];
        let lead = rest.len() - rest.trim_start().len();
        length += lead + first_sentence(rest).len();
        let ends_early = ABBREVIATIONS.iter().any(|end| text[..length].ends_with(end));
        if !ends_early || length >= text.len() {
            break;
        }
    }
    text[..length].trim()
}

/// `line` cut to [`LONGEST`] characters at the end of a word, with `…`.
fn cut_at_word(line: &str) -> String {
    let Some((end, _)) = line.char_indices().nth(LONGEST) else {
        return line.to_owned();
    };
    let head = &line[..end];
    // Scripts without spaces have no better place than the limit.
    let end = head.rfind(' ').filter(|at| *at > end / 2).unwrap_or(end);
    format!("{}…", head[..end].trim_end_matches([' ', ',', ';', ':', '—', '–', '-']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::BodyBuilder;

    fn check(paragraphs: &[&str], title: &str) {
        let mut builder = BodyBuilder::default();
        for paragraph in paragraphs {
            builder.push(paragraph);
            builder.end_block(BlockKind::Paragraph, false);
        }
        assert_eq!(from_sentence(&builder.finish()).as_deref(), Some(title));
    }

    #[test]
    fn first_sentences() {
        check(&["The night ferry stayed in port again. It sailed later."], "The night ferry stayed in port again.");
        check(
            &["Cranes idle 1:24", "(Harbour Wire) — Not one container was moved. None."],
            "Not one container was moved.",
        );
        check(
            &[
                "A caption of a photo.",
                "A caption of a photo. (Archive)",
                "Save Story",
                "She could tell a boat by its knot. So.",
            ],
            "She could tell a boat by its knot.",
        );
        check(
            &[&"nine harbours ".repeat(20)],
            "nine harbours nine harbours nine harbours nine harbours nine harbours nine harbours nine harbours nine harbours nine…",
        );
    }
}
