//! Finds quotations in all styles of quotation marks, and their speakers if the text names them.
//!
//! Marks are paired within a paragraph. If a paragraph begins with a mark that is not closed, the rest of the paragraph
//! is a quotation, which the next paragraph may continue. A mark behind a colon counts in the same way. Apostrophes and
//! inch signs are not marks. A quotation may open and close with marks of different styles: “за заслуги».

use super::names::Named;
use crate::article::facts::{Quote, TextRange};
use crate::article::{BlockKind, Body, Boilerplate};

mod marks;
mod speaker;

use marks::Mark;

/// The bytes of a text in which quotations are looked for: 4 MiB. A longer text is a book or a dump, and a list of its
/// quotations is of no use.
const BYTES_MAX: usize = 4 << 20;

/// The greatest number of nested quotations. A deeper one belongs to the quotation around it.
const DEPTH_MAX: usize = 4;

/// A quotation mark that has opened a quotation.
#[derive(Clone, Copy)]
struct Open {
    mark: Mark,
    is_at_start: bool,
}

/// Returns the quotations in `body`, in order. A speaker is an index into the names of `named`.
///
/// A speaker whose name is of an unknown kind and has several words becomes a person in `named`.
pub fn quotes<'a>(body: &Body, language_of: &dyn Fn(usize) -> Option<&'a str>, named: &mut Named) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    // The speaker of a quotation that the last paragraph left open; `None` if it left none open.
    let mut left_open: Option<Option<u32>> = None;
    let mut marks: Vec<Mark> = Vec::new();
    let mut first_place = 0;
    for (block_idx, block) in body.blocks.iter().enumerate() {
        if block.range.end > BYTES_MAX {
            break;
        }
        if block.kind == BlockKind::Preformatted || block.boilerplate == Some(Boilerplate::Repeated) {
            continue;
        }
        let text = body.text_of(block);
        marks.clear();
        marks::find(text, &mut marks);
        if marks.is_empty() {
            left_open = None;
            continue;
        }
        let first_quote = quotes.len();
        let is_open = pair(text, block.range.start, &marks, &mut quotes);
        let of_block = &mut quotes[first_quote..];
        of_block.sort_by_key(|quote| (quote.range.start, std::cmp::Reverse(quote.range.end)));
        if let (Some(speaker), Some(first)) = (left_open, of_block.first_mut())
            && marks.first().is_some_and(|mark| mark.at == 0)
            && first.depth == 0
        {
            first.is_continued = true;
            first.speaker = speaker;
        }
        // Names and blocks are both in order, so each name is passed once.
        while named.places.get(first_place).is_some_and(|(place, _)| (place.end as usize) <= block.range.start) {
            first_place += 1;
        }
        let n_places = named.places[first_place..]
            .iter()
            .take_while(|(place, _)| (place.start as usize) < block.range.end)
            .count();
        let places = &named.places[first_place..first_place + n_places];
        speaker::attribute(text, block.range.start, of_block, places, &mut named.names, language_of(block_idx));
        left_open =
            is_open.then(|| of_block.iter().rev().find(|quote| quote.depth == 0).and_then(|quote| quote.speaker));
    }
    quotes
}

/// Pairs the marks of a block. Returns true if its last quotation is left open.
fn pair(text: &str, block_start: usize, marks: &[Mark], quotes: &mut Vec<Quote>) -> bool {
    let mut open: Vec<Open> = Vec::new();
    let add = |from: Mark, to: usize, depth: usize, quotes: &mut Vec<Quote>| {
        let inner = &text[from.end..to];
        let trimmed = inner.trim();
        // Text that mark-up and programs put between marks is not a quotation: `src="a/b.jpg"`.
        let is_of_mark_up =
            text[..from.at].ends_with('=') || (trimmed.contains('/') && !trimmed.contains(char::is_whitespace));
        if trimmed.contains(char::is_alphanumeric) && !is_of_mark_up {
            let start = from.end + (inner.len() - inner.trim_start().len());
            let range = TextRange::from(block_start + start..block_start + start + trimmed.len());
            quotes.push(Quote { range, depth: depth as u8, is_continued: false, speaker: None });
        }
    };
    for (mark_idx, mark) in marks.iter().enumerate() {
        let closed = mark.can_close.then(|| open.iter().rposition(|open| open.mark.is_closed_by(mark))).flatten();
        // A mark that can both open and close closes an open quotation only if its neighbours suggest that.
        let closing = closed.filter(|_| !mark.can_open || mark.prefers_closing(text));
        if let Some(depth) = closing {
            // The apostrophe at the end of a plural is the same sign as a closing mark.
            if mark.is_plural(text)
                && marks[mark_idx + 1..].iter().take(1).any(|next| next.is_single && next.can_close && !next.can_open)
            {
                continue;
            }
            // Marks that were opened inside and never closed did not open quotations.
            open.truncate(depth + 1);
            if let Some(opened) = open.pop() {
                add(opened.mark, mark.at, depth, quotes);
            }
        } else if mark.can_open && open.len() < DEPTH_MAX {
            // If the same mark opens twice, the first one was never closed.
            if let Some(last) = open.last()
                && last.mark.character == mark.character
                && !last.mark.is_single
            {
                open.pop();
            }
            open.push(Open { mark: *mark, is_at_start: text[..mark.at].trim().is_empty() });
        }
    }
    // A quotation over several paragraphs is opened in each of them and closed in the last.
    let Some(first) = open.first().filter(|first| !first.mark.is_single) else {
        return false;
    };
    if !(first.is_at_start || text[..first.mark.at].trim_end().ends_with([':', '：'])) {
        return false;
    }
    let n_inner = quotes.len();
    add(first.mark, text.len(), 0, quotes);
    // The quotations inside it are nested.
    let start = (block_start + first.mark.end) as u32;
    let of_block = quotes[..n_inner].iter_mut().rev().take_while(|quote| quote.range.start as usize >= block_start);
    for quote in of_block.filter(|quote| quote.range.start > start) {
        quote.depth = quote.depth.max(1);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::BodyBuilder;
    use crate::extract::names::names;
    use proptest::prelude::*;

    fn body(text: &str) -> Body {
        let mut builder = BodyBuilder::default();
        for paragraph in text.lines() {
            builder.push(paragraph);
            builder.end_block(BlockKind::Paragraph, false);
        }
        builder.finish()
    }

    /// Returns the quotations of a text as `speaker: words`, with a `>` for each quotation around it and a `+` if it
    /// continues another.
    fn found(language: &'static str, text: &str) -> Vec<String> {
        let body = body(text);
        let mut named = names(&body, &|_| Some(language), &[]);
        let quotes = quotes(&body, &|_| Some(language), &mut named);
        let show = |quote: &Quote| {
            let speaker = quote.speaker.map_or("", |speaker| &*named.names[speaker as usize].text);
            let sign = ">".repeat(quote.depth.into());
            let goes_on = if quote.is_continued { "+" } else { "" };
            format!("{sign}{goes_on}{speaker}: {}", &body.text[quote.range.bytes()])
        };
        quotes.iter().map(show).collect()
    }

    #[track_caller]
    fn check(language: &'static str, text: &str, expected: &[&str]) {
        assert_eq!(found(language, text), expected, "{text}");
    }

    #[test]
    fn marks_of_all_styles() {
        for text in [
            "They spoke of \"dry doors\" again.",
            "They spoke of “dry doors” again.",
            "They spoke of „dry doors“ again.",
            "They spoke of „dry doors” again.",
            "They spoke of ”dry doors” again.",
            "They spoke of «dry doors» again.",
            "They spoke of « dry doors » again.",
            "They spoke of »dry doors« again.",
            "They spoke of ‘dry doors’ again.",
            "They spoke of 'dry doors' again.",
            "They spoke of ‹dry doors› again.",
            "They spoke of ‚dry doors‘ again.",
            "They spoke of 「dry doors」 again.",
            "They spoke of 『dry doors』 again.",
            "They spoke of “dry doors» again.",
            "They spoke of (“dry doors”).",
        ] {
            check("en", text, &[": dry doors"]);
        }
    }

    #[test]
    fn what_is_no_quotation() {
        for text in [
            "The harbour's doors and the workers' boats don't leak.",
            "It’s the ships’ doors, ’tis said.",
            "A 12\" gun, 6'2\" tall, and a 5\" pipe.",
            "Rock 'n' roll of the '90s and ‘80s.",
            "An open “mark that nothing closes.",
            "The צה\"ל spokesman.",
            "“…” and \"\"",
            "src=\"dry doors\" and \"/ferry/doors.jpg\"",
        ] {
            check("en", text, &[]);
        }
        check("en", "the 'workers' rights matter' banner", &[": workers' rights matter"]);
        check("en", "\"Pier 13\" is a film.", &[": Pier 13"]);
    }

    #[test]
    fn quotations_in_quotations() {
        check(
            "en",
            "“I have the ‘Dry Door’ prize,” said Nell Harbury.",
            &["Nell Harbury: I have the ‘Dry Door’ prize,", ">: Dry Door"],
        );
        check("de", "„Er sagte ‚nein‘ dazu“, meinte Jan Petersen.", &["Jan Petersen: Er sagte ‚nein‘ dazu", ">: nein"]);
        check("ja", "「彼は『いいえ』と言った」", &[": 彼は『いいえ』と言った", ">: いいえ"]);
    }

    #[test]
    fn quotations_over_paragraphs() {
        check(
            "en",
            "Nell Harbury said: “The door is wet.\n“It will be dry on Monday.”\nNo one believed it.",
            &["Nell Harbury: The door is wet.", "+Nell Harbury: It will be dry on Monday."],
        );
    }

    #[test]
    fn who_speaks() {
        check("en", "“We sail,” said Nell Harbury.", &["Nell Harbury: We sail,"]);
        check("en", "“We sail,” Nell Harbury told the Wire.", &["Nell Harbury: We sail,"]);
        check(
            "en",
            "Nell Harbury runs it.\n“We sail,” Harbury said. “Not now.”",
            &["Nell Harbury: We sail,", "Nell Harbury: Not now."],
        );
        check("en", "“We sail,” said harbour master Nell Harbury of the HWU.", &["Nell Harbury: We sail,"]);
        check("en", "“We sail,” Nell Harbury, the harbour master, said on Monday.", &["Nell Harbury: We sail,"]);
        check("en", "According to Nell Harbury, “the door is dry”.", &["Nell Harbury: the door is dry"]);
        check("en", "Nell Harbury wrote on her page: “We sail.”", &["Nell Harbury: We sail."]);
        check("en", "Nell Harbury, the master, said she wanted “no rest”.", &["Nell Harbury: no rest"]);
        check("en", "Nell Harbury came. “We sail!” she said.", &["Nell Harbury: We sail!"]);
        check("de", "„Wir fahren“, sagte Jan Petersen am Montag.", &["Jan Petersen: Wir fahren"]);
        check("fr", "« Nous partons », a déclaré Anne Orval.", &["Anne Orval: Nous partons"]);
        check("es", "«Salimos hoy», dijo Luis Moreno.", &["Luis Moreno: Salimos hoy"]);
        check("it", "«Partiamo oggi», ha detto Marco Riva.", &["Marco Riva: Partiamo oggi"]);
        check("ru", "«Мы выходим», — сказал Иван Ветров.", &["Иван Ветров: Мы выходим"]);
    }

    #[test]
    fn no_speaker_rather_than_a_wrong_one() {
        check("en", "“We sail,” said a spokesman for Ferrylines.", &[": We sail,"]);
        check("en", "Nell Harbury met Tom Okoro. “We sail,” he said.", &[": We sail,"]);
        check("en", "“We sail.” Nell Harbury said on Monday that she was ill.", &[": We sail."]);
        check("en", "Nell Harbury's deputy said: “We sail.”", &[": We sail."]);
        check("en", "“We sail,” the council said after talks with Nell Harbury.", &[": We sail,"]);
    }

    #[test]
    fn a_flood_of_marks_is_read_at_once() {
        let started = std::time::Instant::now();
        for text in [
            "\"".repeat(1 << 17),
            "“".repeat(40_000),
            "“a” ".repeat(20_000),
            "a' 'a ".repeat(20_000),
            "1\" ".repeat(40_000),
            "« ".repeat(40_000),
        ] {
            found("en", &text);
        }
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }

    proptest! {
        #[test]
        fn quotations_of_any_text_stand_in_it(text in "[“”„«»‘’\"'A-Ca-c,.: \n]{0,60}|.{0,60}") {
            let body = body(&text);
            let mut named = names(&body, &|_| Some("en"), &[]);
            for quote in quotes(&body, &|_| Some("en"), &mut named) {
                prop_assert!(body.text.get(quote.range.bytes()).is_some_and(|text| !text.is_empty()));
                prop_assert!(quote.speaker.is_none_or(|speaker| (speaker as usize) < named.names.len()));
            }
        }
    }
}
