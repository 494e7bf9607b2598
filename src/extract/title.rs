//! Finds the title of an article: the given one, without mark-up and the name of the outlet, otherwise the first
//! sentence.

use std::borrow::Cow;

use super::{known, text_of};
use crate::article::{Address, BlockKind, Body, Format, Known};
use crate::corpus::{Field, byline, date_line, dateline, outlets};
use crate::text::safe::Replaced;
use crate::text::sentences::first_sentence;

mod markup;

/// The longest title that is made of a sentence, in characters.
const LONGEST: usize = 120;

/// Returns the title, and the outlet that was found at its beginning or end.
pub(super) fn of(
    field: Option<Field>,
    source: Option<&Field>,
    link: Option<&str>,
    body: &Body,
    address: &Address,
    replaced: &mut Replaced,
) -> (Known<Box<str>>, Option<Box<str>>) {
    if let Some(field) = field {
        // Front matter is not HTML, so nothing in it is unescaped.
        let plain = match address.format {
            Format::Markdown => Cow::Borrowed(field.text.as_str()),
            _ => markup::plain(&field.text),
        };
        let (headline, site) = without_site(&plain, source.map(|field| super::outlet(&field.text)), link);
        let title = known(&field, text_of(headline, replaced));
        if title.value().is_some() {
            let site = site.map(|site| text_of(site, &mut Replaced::default()));
            return (title, site);
        }
    }
    if let Some(title) = from_sentence(body) {
        return (Known::inferred(title.into_boxed_str(), "the first sentence"), None);
    }
    // An article without text still needs a name.
    let name = address.path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    (Known::found(text_of(&name, replaced), "the file's name"), None)
}

/// Splits the outlet off a title such as `Headline | The Outlet` or `The Outlet: Headline`, if it is known or reads
/// like an outlet. Returns the headline and the outlet.
fn without_site<'text>(
    title: &'text str,
    source: Option<&str>,
    link: Option<&str>,
) -> (&'text str, Option<&'text str>) {
    const SIGNS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " « "];
    const SHORTEST_HEADLINE: usize = 2;
    let n_words = |text: &str| text.split_whitespace().count();
    let is_source = |name: &str| {
        source.is_some_and(|source| is_same_name(name, source)) || link.is_some_and(|link| is_of_host(name, link))
    };
    let ends = SIGNS.iter().filter_map(|sign| title.rfind(sign).map(|at| (at, sign.len())));
    if let Some((at, length)) = ends.max() {
        let (headline, site) = (title[..at].trim(), title[at + length..].trim());
        // A dash may be part of a headline; a bar may not.
        let is_sure = is_source(site) || (outlets::is_outlet(site) && !has_sentence_words(site));
        if is_sure && n_words(headline) >= SHORTEST_HEADLINE {
            return (headline, Some(site));
        }
    }
    if let Some((site, headline)) = title.split_once(" | ").or_else(|| title.split_once(": "))
        && is_source(site.trim())
        && n_words(headline) >= SHORTEST_HEADLINE
    {
        return (headline.trim(), Some(site.trim()));
    }
    (title, None)
}

/// True if a part of a title reads like a sentence: "the ferry - a Sunday Times report" names no outlet.
fn has_sentence_words(part: &str) -> bool {
    part.split(' ').any(|word| matches!(word, "a" | "an" | "as" | "in" | "on" | "to" | "for" | "report" | "says"))
}

/// True if two names are equal, apart from case, signs, a "The" or `www.` at the start, and a `.com` at the end.
fn is_same_name(one: &str, other: &str) -> bool {
    let bare = |name: &str| -> String {
        let lower = name.trim().to_lowercase();
        let lower = lower.strip_prefix("the ").unwrap_or(&lower);
        let lower = lower.strip_prefix("www.").unwrap_or(lower);
        lower.chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let (one, other) = (bare(one), bare(other));
    !one.is_empty()
        && (one == other
            || one.strip_suffix("com").unwrap_or(&one) == other
            || other.strip_suffix("com").unwrap_or(&other) == one)
}

/// True if the host of `link` spells `name`: "Harbour Wire" for `harbourwire.example`.
fn is_of_host(name: &str, link: &str) -> bool {
    const SHORTEST: usize = 3;
    let letters = |text: &str| -> String { text.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect() };
    let bare = letters(name.strip_prefix("The ").unwrap_or(name));
    let host = super::outlet(link);
    !outlets::is_carrier(host)
        && bare.len() >= SHORTEST
        && host.split('.').any(|label| {
            let label = letters(label);
            label == bare || label == letters(name)
        })
}

/// Returns the first sentence of the running text, without dateline, on one line.
fn from_sentence(body: &Body) -> Option<String> {
    const MOST_BLOCKS: usize = 20;
    let has_words = |at: &usize| body.text_of(&body.blocks[*at]).chars().any(char::is_alphanumeric);
    let with_words = || (0..body.blocks.len()).filter(|at| body.blocks[*at].kind != BlockKind::Rule).filter(has_words);
    let is_running = |at: &usize| body.blocks[*at].boilerplate.is_none();
    let is_text = |at: &usize| is_running(at) && says_something(body.text_of(&body.blocks[*at]));
    let at = with_words()
        .take(MOST_BLOCKS)
        .find(is_text)
        .or_else(|| with_words().take(MOST_BLOCKS).find(is_running))
        .or_else(|| with_words().next())?;
    let text = body.text_of(&body.blocks[at]);
    let sentence = whole_sentence(dateline::without(text));
    let line = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(cut_at_word(&line))
}

/// True if a block is more than only a date, a byline, an address, a post or a dateline.
fn says_something(text: &str) -> bool {
    const LONGEST_LINE: usize = 200;
    let text = text.trim();
    let is_line = text.len() <= LONGEST_LINE && !text.contains('\n');
    let is_address =
        || text.starts_with("http") || text.starts_with("www.") || text.starts_with('@') || text.starts_with("RT @");
    !(is_line
        && (is_address()
            || byline::read(text).is_some()
            || date_line::is_alone(text)
            || dateline::without(text).trim().is_empty()
            || text.ends_with(['-', '–', '—'])))
}

/// Returns the first sentence, continued if it seems to end with an abbreviation or an ordinal.
fn whole_sentence(text: &str) -> &str {
    let text = text.trim_start();
    let mut length = 0;
    // More than a few abbreviations in a row are a list, which is not worth reading to its end.
    for _ in 0..4 {
        let rest = &text[length..];
        let lead = rest.len() - rest.trim_start().len();
        length += lead + first_sentence(rest).len();
        let so_far = &text[..length];
        let ends_early = ends_with_an_abbreviation(so_far) || ends_with_an_ordinal(so_far);
        if !ends_early || length >= text.len() {
            break;
        }
    }
    text[..length].trim()
}

/// True if the last word is an abbreviation that comes before a name or a number, or a US state or Canadian province.
fn ends_with_an_abbreviation(text: &str) -> bool {
    const ABBREVIATIONS: [&str; 100] = [
        "Co", "Corp", "Inc", "Ltd", "Bros", "Mr", "Mrs", "Ms", "Dr", "St", "Mt", "Ft", "Gov", "Sen", "Rep", "Gen",
        "No", "Prof", "Lt", "Col", "Sgt", "Maj", "Capt", "Cmdr", "Adm", "Rev", "Hon", "Pres", "Jr", "Sr", "Supt",
        "Det", "Pvt", "vs", "approx", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec", "Ala", "Ariz", "Ark", "Calif",
        "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Kans", "Ky", "La", "Md", "Mass", "Mich", "Minn",
        "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ore", "Pa", "Tenn", "Tex", "Vt", "Va", "Wash", "Wis", "Wyo",
        "Ont", "Que", "Alta", "Sask", "Nr", "Hr", "Fr", "bzw", "ca", "Abs", "Art", "Str", "Sra", "Dra", "Sres", "Mme",
        "Mlle", "Me", "dott", "sig", "avv", "dr", "mr", "drs",
    ];
    let Some(bare) = text.strip_suffix('.') else {
        return false;
    };
    let word = bare.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    ABBREVIATIONS.contains(&word)
}

/// True if the text ends with the number of a day before its month, as in `… am Dienstag (8.`.
fn ends_with_an_ordinal(text: &str) -> bool {
    let bare = text.strip_suffix('.').unwrap_or("");
    let n_digits = bare.bytes().rev().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&n_digits) && bare[..bare.len() - n_digits].ends_with([' ', '('])
}

/// Returns `line` cut to [`LONGEST`] characters at the end of a word, with `…`.
fn cut_at_word(line: &str) -> String {
    let Some((end, _)) = line.char_indices().nth(LONGEST) else {
        return line.to_owned();
    };
    let head = &line[..end];
    // Scripts without spaces have no better place to cut than the limit.
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
            &["PORT HALDEN, March 9 —", "(Harbour Wire) — Not one container was moved. None."],
            "Not one container was moved.",
        );
        check(
            &["By Nell Harbury", "March 9, 2022", "https://wire.example/a", "She could tell a boat by its knot. So."],
            "She could tell a boat by its knot.",
        );
        check(
            &["RT @gull: it is late", "Die Fähre blieb am Dienstag (8. März) für immer im Hafen. Sie rostet."],
            "Die Fähre blieb am Dienstag (8. März) für immer im Hafen.",
        );
        for (text, title) in [
            (
                "A barge ran aground at Gila Bend, Ariz. on Sunday. It lies there.",
                "A barge ran aground at Gila Bend, Ariz. on Sunday.",
            ),
            (
                "Capt. Nell Harbury of St. Anne sailed north on Sunday. So.",
                "Capt. Nell Harbury of St. Anne sailed north on Sunday.",
            ),
            ("Le phare de Mme. Lenoir est éteint. Il rouille.", "Le phare de Mme. Lenoir est éteint."),
            ("Harbour Line (NYSE: HBL) bought a ferry. It floats.", "Harbour Line (NYSE: HBL) bought a ferry."),
        ] {
            check(&[text], title);
        }
        check(
            &[&"nine harbours ".repeat(20)],
            "nine harbours nine harbours nine harbours nine harbours nine harbours nine harbours nine harbours nine harbours nine…",
        );
    }

    #[test]
    fn outlets_are_split_off() {
        let link = Some("https://www.harbourwire.example/2022/a");
        for (title, source, link, headline, site) in [
            ("Tolls rise again | The Quay Gazette", None, None, "Tolls rise again", "The Quay Gazette"),
            ("Tolls rise again - Harbour Wire", None, None, "Tolls rise again", "Harbour Wire"),
            ("Tolls rise again – Lantern", Some("The Lantern"), None, "Tolls rise again", "Lantern"),
            ("Tolls rise again - HarbourWire", None, link, "Tolls rise again", "HarbourWire"),
            ("Lantern: tolls rise again", Some("Lantern"), None, "tolls rise again", "Lantern"),
            ("Lantern: tolls rise again", None, None, "Lantern: tolls rise again", ""),
            ("Reuters: tolls rise again", None, None, "Reuters: tolls rise again", ""),
            ("The mole - an old friend", None, None, "The mole - an old friend", ""),
            ("Tolls | Part two: who pays", None, None, "Tolls | Part two: who pays", ""),
            ("MAYOR RESIGNS AFTER STORM", None, None, "MAYOR RESIGNS AFTER STORM", ""),
        ] {
            let (found, at_end) = without_site(title, source, link);
            assert_eq!((found, at_end.unwrap_or("")), (headline, site), "{title}");
        }
    }
}
