//! Returns the sentences of a text that match, cut so that the match is visible.

use super::{Marker, TextField, marks};
use crate::article::Body;
use crate::text::columns;
use crate::text::sentences::sentence_around;

/// Returns the sentence around the first match in `body`; `None` if there is no match.
///
/// At most `columns` / 3 columns are shown before the match. If the sentence begins earlier, it is cut before a word,
/// with `…` in place of the rest.
pub fn excerpt(body: &Body, markers: &[Marker], columns: usize) -> Option<String> {
    excerpts(body, markers, columns).next()
}

/// Returns every sentence of `body` with a match, once and as [`excerpt`] returns it. Those of the page text are last.
pub fn excerpts(body: &Body, markers: &[Marker], columns: usize) -> impl Iterator<Item = String> {
    let of_body = body.blocks.iter().map(|block| (body.text_of(block), TextField::Body));
    let of_page = body.page.lines().map(|line| (line, TextField::Page));
    of_body.chain(of_page).flat_map(move |(text, part)| {
        let mut shown_to = 0;
        marks(markers, text, part).into_iter().filter_map(move |found| {
            if found.start < shown_to {
                return None;
            }
            let sentence = sentence_around(text, found.start);
            shown_to = sentence.end.max(found.end);
            let start = sentence.start.min(found.start);
            // A third of the width, before the match, shows its context.
            let shown = match lead_to_show(&text[start..found.start], columns / 3) {
                Some(lead) => format!("…{}", &text[found.start - lead.len()..shown_to]),
                None => text[start..shown_to].to_owned(),
            };
            Some(shown.replace(['\n', '\t'], " "))
        })
    })
}

/// Returns the last words of `lead` that fit into `columns`; `None` if all of it fits.
fn lead_to_show(lead: &str, columns: usize) -> Option<&str> {
    if columns::width(lead) <= columns {
        return None;
    }
    let starts = lead.char_indices().filter(|(at, _)| lead[..*at].ends_with(' ')).map(|(at, _)| &lead[at..]);
    Some(starts.into_iter().find(|rest| columns::width(rest) <= columns).unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{BlockKind, BodyBuilder};
    use crate::query::parse;

    #[test]
    fn the_match_is_in_view() {
        let mut builder = BodyBuilder::default();
        builder.push("Nothing here. The operator blamed a stern door that would not seal. And more.");
        builder.end_block(BlockKind::Paragraph, false);
        let body = builder.finish();
        let excerpt_of = |filter| excerpt(&body, &parse(filter, jiff::civil::date(2022, 3, 1)).terms(), 30);
        assert_eq!(excerpt_of("operator").as_deref(), Some("The operator blamed a stern door that would not seal."));
        assert_eq!(excerpt_of("seal").as_deref(), Some("…would not seal."));
        assert_eq!(excerpt_of("harbour"), None);
        let all =
            |filter| excerpts(&body, &parse(filter, jiff::civil::date(2022, 3, 1)).terms(), 90).collect::<Vec<_>>();
        let operator = "The operator blamed a stern door that would not seal.";
        assert_eq!(all("operator seal or more"), [operator, "And more."]);
        let body = Body { page: "Home\nMost read: the operator\n".to_owned(), ..body };
        let all =
            |filter| excerpts(&body, &parse(filter, jiff::civil::date(2022, 3, 1)).terms(), 90).collect::<Vec<_>>();
        assert_eq!(all("operator page:operator"), [operator, "Most read: the operator"]);
        assert_eq!(all("home"), [""; 0]);
    }
}
