//! Compares the two forms of a message, plain text and HTML: which is shown, and which paragraphs the HTML alone has.

use std::collections::HashSet;

use super::html;
use crate::article::BodyBuilder;
use crate::text::fast_hash;

/// The relation of the plain form of a message to its HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Forms {
    /// The plain form only points at the HTML, or breaks off early.
    IsStub,
    /// The HTML says substantially more.
    HtmlHasMore,
    /// Both say the same.
    Same,
}

/// The letters by which one form must be longer to say more: those of a line at the foot of a page.
const LETTERS_MORE: usize = 100;

/// Compares the forms of a message.
pub(super) fn compare(plain: &str, page: &str) -> Forms {
    const TIMES_OF_STUB: usize = 3;
    let n_plain = plain.split_whitespace().filter(|word| !is_address(word)).map(html::letters).sum::<usize>();
    let n_page = html::n_letters(page);
    // A plain form of three lines with a pointer is a stub also of a short page.
    let is_pointer = n_page > n_plain + n_plain / 2 && points_at_page(plain);
    if n_plain == 0 || is_pointer || n_page > n_plain * TIMES_OF_STUB + LETTERS_MORE {
        Forms::IsStub
    } else if n_page > n_plain + n_plain / 5 + LETTERS_MORE {
        Forms::HtmlHasMore
    } else {
        Forms::Same
    }
}

/// True if a plain form is a few lines, one of which sends its reader to the HTML.
fn points_at_page(plain: &str) -> bool {
    const MOST_WORDS: usize = 60;
    /// Words of such lines: one of each group.
    const POINTERS: [(&[&str], &[&str]); 3] = [
        (
            &[
                "view", "read", "see", "open", "display", "ansehen", "anzeigen", "lesen", "voir", "afficher", "ver",
                "visualiz", "bekijk",
            ],
            &[
                "browser",
                "online",
                "web version",
                "webversion",
                "im netz",
                "en ligne",
                "navigateur",
                "navegador",
                "en línea",
            ],
        ),
        (&["html"], &["mail", "message", "client", "version", "program", "nachricht", "courriel", "correo", "mensaje"]),
        (&["support", "supports", "unterstützt", "supporte", "soporta"], &["html"]),
    ];
    if plain.split_whitespace().filter(|word| !is_address(word)).take(MOST_WORDS + 1).count() > MOST_WORDS {
        return false;
    }
    let lower = plain.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    POINTERS.iter().any(|(first, second)| has(first) && has(second))
}

fn is_address(word: &str) -> bool {
    word.contains("://") || word.trim_start_matches(['<', '(', '[']).starts_with("www.")
}

/// Returns the paragraphs of the HTML of which the plain form has fewer than half of the pairs of words.
pub(super) fn only_in_page(plain: &str, page: &str) -> Vec<String> {
    const FEWEST_WORDS: usize = 2;
    let known: HashSet<u64> = pairs(plain).into_iter().collect();
    let mut builder = BodyBuilder::default();
    html::push(page, &mut builder);
    let body = builder.finish();
    let mut seen = HashSet::new();
    let mut n_letters = 0;
    let mut found = Vec::new();
    for block in &body.blocks {
        let text = body.text_of(block);
        let pairs = pairs(text);
        let n_known = pairs.iter().filter(|pair| known.contains(pair)).count();
        if pairs.len() + 1 >= FEWEST_WORDS && n_known * 2 < pairs.len() && seen.insert(pairs) {
            n_letters += html::letters(text);
            found.push(text.to_owned());
        }
    }
    if n_letters >= LETTERS_MORE { found } else { Vec::new() }
}

/// The pairs of words that follow each other, without addresses and signs, as hashes. In scripts without blanks each
/// character is a word.
fn pairs(text: &str) -> Vec<u64> {
    let mut pair = String::new();
    let mut pairs = Vec::new();
    let mut add = |word: &str| {
        let n_bytes_of_last = pair.len();
        pair.push_str(word);
        if n_bytes_of_last > 0 {
            pairs.push(fast_hash::of(pair.as_bytes()));
            pair.drain(..n_bytes_of_last);
        }
        pair.push(' ');
    };
    let mut own = String::new();
    for word in text.split_whitespace().filter(|word| !is_address(word)) {
        own.clear();
        for c in word.chars().filter(|c| c.is_alphanumeric()) {
            if matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{0e00}'..='\u{0eff}') {
                add(c.encode_utf8(&mut [0; 4]));
            } else {
                own.extend(c.to_lowercase());
            }
        }
        if !own.is_empty() {
            add(&own);
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_message() {
        let sentence = "The harbour office said that the night ferry would stay in port until the storm is over. ";
        let plain = sentence.repeat(4);
        let page = |text: &str| format!("<style>p {{ color: red }}</style><p>{text}</p>");
        for (plain, html, expected) in [
            (plain.clone(), page(&plain), Forms::Same),
            (plain.clone(), page(&format!("{plain} More &nbsp;&nbsp; words.")), Forms::Same),
            (plain.clone(), page(&plain.repeat(2)), Forms::HtmlHasMore),
            (plain.clone(), page(&plain.repeat(5)), Forms::IsStub),
            (String::new(), page("Ferry"), Forms::IsStub),
            (
                "View this mail in your browser: https://wire.example/mail/12345678901234567890".to_owned(),
                page("The night ferry stays in port until the storm is over."),
                Forms::IsStub,
            ),
            (
                "Ihr Programm unterstützt kein HTML.".to_owned(),
                page("Die Nachtfähre bleibt im Hafen, bis der Sturm vorbei ist."),
                Forms::IsStub,
            ),
            (
                "You can read about the ferry online.".to_owned(),
                page("You can read about the ferry <b>online</b>."),
                Forms::Same,
            ),
        ] {
            assert_eq!(compare(&plain, &html), expected, "{plain} | {html}");
        }
    }

    #[test]
    fn paragraphs_that_only_the_page_has() {
        let plain = "The night ferry [https://wire.example/ferry] stays in port.\n\n> Nobody said why.";
        let more = "A second storm is on its way from the west, the harbour office said on Tuesday, and it may last until \
                    the end of the week, with waves as high as the mole.";
        let page = format!("<p>The <a href='x'>night ferry</a> stays in port.</p><p>Nobody said why.</p><p>{more}</p>");
        assert_eq!(only_in_page(plain, &page), [more]);
        assert_eq!(only_in_page(plain, "<p>The night ferry stays in port.</p><p>Share this mail</p>"), [""; 0]);
    }
}
