//! Finds the authors of an article.
//!
//! The places in the order in which they are tried: its fields; a byline or names at its top; its dateline; a byline,
//! brackets or "Reporting by" at its end; a line about the author, or a signature with a dash; names alone among its
//! closing lines.

use super::edges::{self, Line};
use super::text_of;
use crate::article::{BlockKind, Body, How, Known};
use crate::corpus::byline::{self, Byline};
use crate::corpus::{Field, outlets, title_line};
use crate::text::safe::Replaced;

mod names_at_the_top;

/// The authors and the outlet that the lines of an article name, with the place where they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SignedBy<'body> {
    pub(super) names: Vec<&'body str>,
    /// The place that names the authors, in words: "the byline", "the brackets at the end".
    pub(super) because: &'static str,
    /// The outlet that the lines name with the authors.
    pub(super) outlet: Option<&'body str>,
    /// The number of the block that names them, and the text behind the names in that block.
    pub(super) block: Option<(usize, &'body str)>,
}

/// Returns the authors of the fields, otherwise the authors that signed the text.
pub(super) fn of(fields: &[Field], signed: &SignedBy<'_>, replaced: &mut Replaced) -> Known<Box<[Box<str>]>> {
    let mut names: Vec<Box<str>> = Vec::new();
    let mut push = |name: &str| {
        let name = text_of(name, replaced);
        // A number is never a name.
        if name.contains(char::is_alphabetic) && !names.contains(&name) {
            names.push(name);
        }
    };
    for field in fields {
        byline::names_of_field(&field.text).into_iter().for_each(&mut push);
    }
    let Some(first) = fields.first().filter(|_| !names.is_empty()) else {
        let mut push = |name: &str| names.push(text_of(name, replaced));
        signed.names.iter().for_each(|name| push(name));
        let is_known = !names.is_empty();
        return if is_known { Known::found(names.into(), signed.because) } else { Known::unknown() };
    };
    match first.how {
        How::Given => Known::given(names.into(), first.because.clone()),
        How::Inferred => Known::inferred(names.into(), first.because.clone()),
        _ => Known::found(names.into(), first.because.clone()),
    }
}

/// Returns the authors that signed the text, and their outlet.
pub(super) fn signed(body: &Body) -> SignedBy<'_> {
    let mut signed = SignedBy::default();
    for line in edges::top(body).filter(|line| line.is_short() && !line.is_caption_or_repeated) {
        if let Some(byline) = byline::read(line.text).or_else(|| byline::name_and_outlet(line.text)) {
            signed.add(byline, line, "the byline");
            if !signed.names.is_empty() {
                return signed;
            }
        }
    }
    let lines: Vec<Line<'_>> = edges::top(body)
        .take_while(|line| line.is_short())
        .filter(|line| !title_line::is_above_a_release(line.text))
        .collect();
    if let Some((names, block_idx, because)) = names_at_the_top::names(&lines) {
        return SignedBy { names, because, block: Some((block_idx, "")), ..signed };
    }
    let mut paragraphs = edges::top(body).filter(|line| !line.is_caption_or_repeated && line.is_sentence());
    if let Some(first) = paragraphs.next() {
        signed.names = byline::names_in_a_dateline(first.text);
        signed.because = "the line of place and day";
    }
    if signed.names.is_empty() {
        signed.because = "";
        at_the_end(body, &mut signed);
    }
    signed
}

/// Looks at the end of the text for bylines, reporters in brackets and names alone.
fn at_the_end<'body>(body: &'body Body, signed: &mut SignedBy<'body>) {
    // A line about the author is one of the last lines.
    const LAST_LINES: usize = 3;
    for line in edges::end(body).filter(|line| !line.is_caption_or_repeated) {
        if line.is_short()
            && let Some(byline) = byline::read(line.text).filter(|byline| !byline.names.is_empty())
        {
            return signed.add(byline, line, "the byline");
        }
        let in_brackets = byline::names_in_brackets(line.text);
        if !in_brackets.is_empty() {
            signed.names = in_brackets;
            signed.because = "the brackets at the end";
            return;
        }
        let reporters = reporters(line.text);
        if !reporters.is_empty() {
            signed.names = reporters;
            signed.because = "the line of the reporters";
            return;
        }
    }
    for line in edges::end(body).take(LAST_LINES).filter(|line| line.is_short()) {
        let name =
            introduced(line.text).filter(|name| is_new(body, line, name)).or_else(|| signed_with_a_dash(body, line));
        if let Some(name) = name {
            signed.names = vec![name];
            signed.because = "the line on its author";
            signed.block = Some((line.block_idx, ""));
            return;
        }
    }
    let closing: Vec<Line<'_>> = edges::closing(body).collect();
    for (line_idx, line) in closing.iter().enumerate() {
        let Some(names) = byline::names_alone(line.text) else {
            continue;
        };
        // One name alone may be the name of a place or a section. A job title or an outlet on the line below confirms
        // it. `closing` starts with the last line of the text, so the line below has the smaller index.
        let behind = line_idx.checked_sub(1).and_then(|at| closing.get(at));
        let is_signed = behind.is_some_and(|behind| is_post(behind.text));
        if names.len() > 1 || is_signed {
            signed.names = names;
            signed.because = "the closing lines";
            signed.block = Some((line.block_idx, ""));
            return;
        }
    }
}

impl<'body> SignedBy<'body> {
    fn add(&mut self, byline: Byline<'body>, line: Line<'body>, because: &'static str) {
        self.outlet = self.outlet.or(byline.outlet);
        if self.block.is_none() || !byline.names.is_empty() {
            self.block = Some((line.block_idx, byline.behind));
        }
        if !byline.names.is_empty() {
            self.names = byline.names;
            self.because = because;
        }
    }
}

/// True if the text above a line does not contain the name. Otherwise the line may describe a person whom the text
/// quotes.
fn is_new(body: &Body, line: Line<'_>, name: &str) -> bool {
    let above = body.blocks.get(line.block_idx).map_or("", |block| &body.text[..block.range.start]);
    memchr::memmem::find(above.as_bytes(), name.as_bytes()).is_none()
}

/// Returns the name in a line about the author below a text: "Nell Harbury is a staff writer at the Harbour Wire."
fn introduced(line: &str) -> Option<&str> {
    const MOST_WORDS_BETWEEN: usize = 8;
    const VERBS: [&str; 7] = [" is a ", " is an ", " is the ", " ist ", " est ", " es ", " writes "];
    const BEHIND_WRITES: [&str; 3] = ["about", "for", "on"];
    const POSTS: [&str; 21] = [
        "writer",
        "reporter",
        "columnist",
        "correspondent",
        "journalist",
        "editor",
        "blogger",
        "writes",
        "freelancer",
        "redakteur",
        "redakteurin",
        "journalistin",
        "korrespondent",
        "korrespondentin",
        "kolumnist",
        "kolumnistin",
        "journaliste",
        "chroniqueur",
        "chroniqueuse",
        "periodista",
        "columnista",
    ];
    let (name, verb, rest) = VERBS.iter().find_map(|verb| {
        let (name, rest) = line.split_once(verb)?;
        Some((name, verb.trim(), rest))
    })?;
    let is_of_writing =
        verb != "writes" || rest.split_whitespace().next().is_some_and(|it| BEHIND_WRITES.contains(&it));
    let mut words = std::iter::once(verb).chain(rest.split_whitespace()).take(MOST_WORDS_BETWEEN);
    let is_post = words.any(|word| {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        POSTS.contains(&bare.as_str())
    });
    (is_post && is_of_writing && name.contains(' ') && byline::is_name(name) && !outlets::is_outlet(name))
        .then_some(name)
}

/// Returns the name behind the dash that signs the last line of a text: "— Nell Harbury".
///
/// Below a quotation, such a line names the person who is quoted.
fn signed_with_a_dash<'body>(body: &'body Body, line: Line<'body>) -> Option<&'body str> {
    let name = line.text.strip_prefix(['—', '–', '―'])?.trim();
    let above = body.blocks.get(line.block_idx.checked_sub(1)?)?;
    let text_above = body.text_of(above).trim_end();
    let is_quoted = above.kind == BlockKind::Quote || text_above.ends_with(['”', '"', '“', '»', '«', '’', '」']);
    let is_last = line.block_idx + 1 == body.blocks.len();
    (is_last && !is_quoted && name.contains(' ') && byline::is_name(name) && !outlets::is_outlet(name)).then_some(name)
}

/// True if a line below a name describes its bearer: "Staff Writer", "Harbour Wire", a mail address.
fn is_post(line: &str) -> bool {
    let is_role = byline::is_post(line);
    is_role || outlets::is_outlet(line) || (line.contains('@') && !line.contains(' '))
}

/// Returns the reporters of a line such as "(Reporting by Nell Harbury in Port Halden; Editing by Tom Okoro)".
fn reporters(text: &str) -> Vec<&str> {
    // Nearly no text has these words, and the fast search finds that out at once.
    if memchr::memmem::find(text.as_bytes(), b"eporting by ").is_none() {
        return Vec::new();
    }
    let Some((_, rest)) = text.rsplit_once("Reporting by ").or_else(|| text.rsplit_once("reporting by ")) else {
        return Vec::new();
    };
    // "Additional reporting by" names assistants, not the authors.
    if text[..text.len() - rest.len()].trim_end().to_lowercase().ends_with("additional reporting by") {
        return Vec::new();
    }
    let end = rest.find([';', ')', '\n']).unwrap_or(rest.len());
    byline::reporters(rest[..end].trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::BodyBuilder;

    fn check(lines: &[&str], names: &[&str], because: &str, outlet: Option<&str>) {
        let mut builder = BodyBuilder::default();
        for line in lines {
            builder.push(line);
            builder.end_block(BlockKind::Paragraph, false);
        }
        let body = builder.finish();
        let signed = signed(&body);
        assert_eq!((signed.names.as_slice(), signed.because, signed.outlet), (names, because, outlet), "{lines:?}");
    }

    #[test]
    fn who_signed() {
        const TEXT: &str = "The night ferry to the islands stayed in port on Saturday for the fourth evening in a row.";
        check(
            &["By Nell Harbury and Tom Okoro, Harbour Wire", "March 9, 2022", TEXT],
            &["Nell Harbury", "Tom Okoro"],
            "the byline",
            Some("Harbour Wire"),
        );
        check(&[TEXT, "Von Marta Quill"], &["Marta Quill"], "the byline", None);
        check(
            &[TEXT, "Most read stories", "Nell Harbury and Tom Okoro", "harbourwire.example Tides", "Play button"],
            &["Nell Harbury", "Tom Okoro"],
            "the closing lines",
            None,
        );
        check(&[TEXT, "Nell Harbury", "Staff Writer"], &["Nell Harbury"], "the closing lines", None);
        check(&[TEXT, "Port Halden", "Related topics"], &[], "", None);
        check(
            &[TEXT, "(Reporting by Nell Harbury in Port Halden and Tom Okoro; Editing by Ada Lind)"],
            &["Nell Harbury", "Tom Okoro"],
            "the line of the reporters",
            None,
        );
        check(
            &["(부산=항구통신) 김철수 기자 = 밤 배는 항구에 머물렀다."],
            &["김철수"],
            "the line of place and day",
            None,
        );
        check(&["夜の船は港に残ったと述べた。【山田太郎】"], &["山田太郎"], "the brackets at the end", None);
        check(
            &[TEXT, "Nell Harbury is a staff writer at the Wire."],
            &["Nell Harbury"],
            "the line on its author",
            None,
        );
        check(&[TEXT, "Marta Quill ist Redakteurin in Halden."], &["Marta Quill"], "the line on its author", None);
        // A name that is in the text above its line is no author.
        check(
            &["“It will sail,” said Marta Quill on Sunday evening.", TEXT, "Marta Quill is the editor of the Almanac."],
            &[],
            "",
            None,
        );
        check(
            &["Jana Holm wartete am Kai auf die Fähre.", TEXT, "Jana Holm ist Redakteurin in Halden."],
            &[],
            "",
            None,
        );
        check(&[TEXT, "Nell Harbury writes about boats."], &["Nell Harbury"], "the line on its author", None);
        check(&[TEXT, "Nell Harbury writes to her sister every day."], &[], "", None);
        check(&[TEXT, "— Nell Harbury"], &["Nell Harbury"], "the line on its author", None);
        check(&[TEXT, "“We sail when it is dry.”", "— Nell Harbury"], &[], "", None);
        check(&[TEXT, "Nell Harbury is the master of the ferry."], &[], "", None);
        check(&["By Harbour Wire Staff", TEXT], &[], "", Some("Harbour Wire"));
        check(&["By Tuesday the ferry was back, and nobody knew why it had gone.", TEXT], &[], "", None);
    }
}
