//! Finds the outlet that published an article, in its fields, its title, a credit or dateline, its address, its closing
//! lines and its folder.

use super::authors::SignedBy;
use super::edges::{self, Line};
use super::{known, outlet, text_of};
use crate::article::{Address, BlockKind, Body, Known};
use crate::corpus::{Field, dated_line, dateline, outlets, title_line};
use crate::dates::Hints;
use crate::text::safe::Replaced;

mod credit;
mod folder;
mod host;

pub use host::source_host;

/// Returns the source of an article. `site` is the outlet that was found at the end of the title.
pub(super) fn of(
    field: Option<Field>,
    site: Option<&str>,
    signed: &SignedBy<'_>,
    body: &Body,
    link: Option<&str>,
    address: &Address,
    replaced: &mut Replaced,
) -> Known<Box<str>> {
    if let Some(field) = field {
        let source = known(&field, text_of(outlet(&field.text), replaced));
        if source.value().is_some() {
            return source;
        }
    }
    let found = |name: &str, because: &'static str| Known::found(text_of_body(name), because);
    if let Some(site) = site {
        return found(site, "the end of the title");
    }
    if let Some((name, because)) = credit(body) {
        return found(name, because);
    }
    if let Some(name) = name_above(body) {
        return found(name, "the line above the text");
    }
    if let Some(agency) = agency(body) {
        return found(agency, "the dateline");
    }
    if let Some(name) = signed.outlet {
        return found(name, "the byline");
    }
    if let Some(host) = link.map(outlet).filter(|host| host.contains('.') && !outlets::is_carrier(host)) {
        return Known::found(text_of(host, replaced), "the host of its link");
    }
    if let Some((host, line)) = closing_host(body) {
        return Known::inferred(text_of_body(host), format!("the closing line “{line}”"));
    }
    folder::of(address).map(|(name, because)| Known::inferred(name, because)).unwrap_or_default()
}

/// Returns a name from the body on one line. The text of the body is safe already.
fn text_of_body(name: &str) -> Box<str> {
    name.split_whitespace().collect::<Vec<_>>().join(" ").into_boxed_str()
}

/// Returns the outlet that a credit line at the end or at the top names, and the reason.
fn credit(body: &Body) -> Option<(&str, &'static str)> {
    edges::end(body).chain(edges::top(body)).find_map(|line| credit::in_line(line.text, line.is_caption_or_repeated))
}

/// Returns the name of an outlet alone on a line above the text, as at the top of a page or below a byline.
fn name_above(body: &Body) -> Option<&str> {
    const LONGEST: usize = 40;
    const PARAGRAPH: usize = 100;
    let is_name = |name: &str| name.len() <= LONGEST && outlets::is_outlet(name) && !name.contains('.');
    let lines = edges::top(body).take_while(|line| line.text.len() < PARAGRAPH);
    let mut lines = lines.filter(|line| !line.is_caption_or_repeated).map(|line| line.text);
    lines.find_map(|line| {
        let name = if is_name(line) { line } else { before_the_date(line, is_name)? };
        (!title_line::is_above_a_release(line)).then_some(name)
    })
}

/// Returns the name before the date of a page: "Halden Courier" of "Halden Courier, 9 March 2022, p. 3".
///
/// The date is read last, because that takes longest.
fn before_the_date(line: &str, is_name: impl Fn(&str) -> bool) -> Option<&str> {
    let (name, behind) = line.split_once([',', '|', '·', '(', '–', '—'])?;
    let name = name.trim_end();
    let may_have_date = behind.contains(|c: char| c.is_ascii_digit()) && is_name(name);
    (may_have_date && dated_line::read(line, Hints::default()).is_some()).then_some(name)
}

/// Returns the agency that the dateline names.
fn agency(body: &Body) -> Option<&str> {
    const SHORTEST_PARAGRAPH: usize = 40;
    edges::top(body)
        .filter(|line| !line.is_caption_or_repeated && line.text.len() >= SHORTEST_PARAGRAPH)
        .find_map(|line| dateline::read(line.text)?.agency)
}

/// Returns the one host that closing lines begin with, and its line. A site often puts its own name before its other
/// offers.
fn closing_host(body: &Body) -> Option<(&str, &str)> {
    const LONGEST: usize = 60;
    let mut found: Option<(&str, &str)> = None;
    let is_line = |line: &Line<'_>| {
        line.text.len() <= LONGEST
            && !line.text.contains('@')
            && body.blocks[line.block_idx].kind == BlockKind::Paragraph
    };
    for line in edges::closing(body).filter(is_line) {
        for word in line.text.split_whitespace().take(1) {
            let bare = word.trim_matches(['(', ')', ',', ':', '|']);
            let host = bare.strip_prefix("www.").unwrap_or(bare);
            if !outlets::is_host(host) {
                continue;
            }
            match found {
                // Two different hosts are links to other sites.
                Some((other, _)) if !other.eq_ignore_ascii_case(host) => return None,
                _ => found = Some((host, line.text)),
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::article::{BodyBuilder, Format};

    const TEXT: &str = "The night ferry to the islands stayed in port on Saturday for the fourth evening in a row.";

    fn check(lines: &[&str], path: &str, link: Option<&str>, source: &str, how: &str) {
        let mut builder = BodyBuilder::default();
        for line in lines {
            builder.push(line);
            builder.end_block(BlockKind::Paragraph, false);
        }
        let body = builder.finish();
        let address = Address { path: Path::new(path).into(), item: None, range: None, format: Format::PlainText };
        let signed = super::super::authors::signed(&body);
        let source_of = of(None, None, &signed, &body, link, &address, &mut Replaced::default());
        let found = source_of.value().map_or("", |name| name);
        assert_eq!((found, source_of.how().word()), (source, how), "{lines:?} {path} {link:?}");
    }

    #[test]
    fn sources() {
        check(&["(CNN) — Not one container was moved on Tuesday."], "a.txt", None, "CNN", "found");
        check(&["PORT HALDEN (AP) - Not one container was moved on Tuesday."], "a.txt", None, "AP", "found");
        check(&["By Nell Harbury, Harbour Wire", TEXT], "a.txt", None, "Harbour Wire", "found");
        check(&["Harbour Wire", "March 9, 2022", TEXT], "a.txt", None, "Harbour Wire", "found");
        check(&[TEXT, "© 2022 The Quay Gazette. All rights reserved."], "a.txt", None, "The Quay Gazette", "found");
        check(&[TEXT, "This story first appeared in Harbour Wire."], "a.txt", None, "Harbour Wire", "found");
        check(&[TEXT, "Source: Reuters"], "a.txt", None, "Reuters", "found");
        check(&[TEXT], "a.txt", Some("https://www.wire.example/a"), "wire.example", "found");
        check(&[TEXT], "a.txt", Some("https://t.co/a"), "", "unknown");
        check(&[TEXT, "Tides", "QuayWire.com Beyond Tides"], "a.txt", None, "QuayWire.com", "inferred");
        check(&[TEXT, "Learn more at quaywire.com"], "a.txt", None, "", "unknown");
        check(&[TEXT, "one.com", "two.com"], "a.txt", None, "", "unknown");
        check(&[TEXT], "harbour-wire/2022/03/a.txt", None, "Harbour Wire", "inferred");
        check(&[TEXT], "articles/2022/a.txt", None, "", "unknown");
        check(
            &[TEXT, "In an interview with CNN, he called it the first such row that he had had."],
            "a.txt",
            None,
            "",
            "unknown",
        );
    }
}
