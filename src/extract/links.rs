//! Finds the links of a text: the links of its mark-up, and bare addresses.

use std::collections::HashMap;
use std::ops::Range;

use memchr::memchr3_iter;

use crate::article::facts::{Link, TextRange};
use crate::article::{Body, SpanKind};

/// The longest address, in bytes. Anything longer is data, not an address.
const ADDRESS_BYTES_MAX: usize = 2_048;

/// Returns the links of `body`, in the order of their first appearance.
///
/// Only `http:`, `https:` and `mailto:` addresses are links, because nothing else is ever opened.
pub fn links(body: &Body) -> Vec<Link> {
    let mut found: Vec<(TextRange, String)> = Vec::new();
    for span in &body.spans {
        let SpanKind::Link(number) = span.kind else { continue };
        let address = body.links.get(number).and_then(|address| openable(address));
        found.extend(address.map(|address| (TextRange::from(span.range.clone()), address)));
    }
    let n_made = found.len();
    for range in bare(&body.text) {
        let place = TextRange::from(range.clone());
        // A link that shows its own address is one link.
        let at = found[..n_made].partition_point(|(made, _)| made.end <= place.start);
        if found[..n_made].get(at).is_some_and(|(made, _)| made.overlaps(place)) {
            continue;
        }
        found.extend(openable(&body.text[range]).map(|address| (place, address)));
    }
    found.sort_by_key(|(place, _)| *place);
    let mut links: Vec<Link> = Vec::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for (place, address) in found {
        if let Some(number) = numbers.get(&address) {
            links[*number].places.push(place);
        } else {
            links.push(Link { address: address.as_str().into(), places: vec![place] });
            numbers.insert(address, links.len() - 1);
        }
    }
    links
}

/// Returns the address in the form in which it is opened. `None` if it is neither a web address nor a mail address.
fn openable(written: &str) -> Option<String> {
    let written = written.trim();
    let has_scheme = |scheme: &str| {
        written.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && written.len() > scheme.len()
    };
    if written.len() > ADDRESS_BYTES_MAX || written.contains(char::is_whitespace) {
        return None;
    }
    if has_scheme("http://") || has_scheme("https://") || has_scheme("mailto:") {
        return Some(written.to_owned());
    }
    if written.contains("://") {
        return None;
    }
    if is_bare_mail(written) {
        return Some(format!("mailto:{written}"));
    }
    is_bare_host(written).then(|| format!("https://{written}"))
}

/// Returns the host of a web address, or the mail address. Lists show this for a link.
pub fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.strip_prefix("mailto:").unwrap_or(rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    // The text before an `@` is a user name, and may look like another host.
    let host = if address.contains("://") { host.rsplit('@').next().unwrap_or(host) } else { host };
    host.strip_prefix("www.").unwrap_or(host)
}

/// Returns the places of the addresses in `text`, without regard to mark-up.
fn bare(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found: Vec<Range<usize>> = Vec::new();
    // The end of the last address, and the end of the last text that was not an address. No byte is looked at often.
    let (mut floor, mut no_address_end) = (0, 0);
    // Every address has one of these signs: `https://`, `mailto:`, `name@host`, `host.example/path`.
    for at in memchr3_iter(b':', b'/', b'@', bytes) {
        if at < floor {
            continue;
        }
        let has_scheme = bytes[at] == b':' && SCHEMES.iter().any(|scheme| ends_ignoring_case(&bytes[..at], scheme));
        let is_sign = match bytes[at] {
            b':' => has_scheme,
            _ => at >= no_address_end && at > 0 && bytes[at - 1].is_ascii_alphanumeric(),
        };
        if !is_sign {
            continue;
        }
        let start = start_of(bytes, at, floor);
        let end = end_of(text, start, at);
        if openable(&text[start..end]).is_some() {
            found.push(start..end);
            floor = end;
        } else {
            no_address_end = end;
            floor = if has_scheme { end } else { floor };
        }
    }
    // `www.host.example` has none of these signs.
    let n_found = found.len();
    let mut floor = 0;
    for start in memchr::memmem::find_iter(bytes, b"www.") {
        let is_within = found[..n_found].get(found[..n_found].partition_point(|range| range.end <= start));
        let is_free = start >= floor && is_within.is_none_or(|range| range.start > start);
        if !is_free || start.checked_sub(1).is_some_and(|before| bytes[before].is_ascii_alphanumeric()) {
            continue;
        }
        let end = end_of(text, start, start);
        floor = end;
        if openable(&text[start..end]).is_some() {
            found.push(start..end);
        }
    }
    found
}

/// The schemes of addresses, without the colon.
const SCHEMES: [&[u8]; 3] = [b"https", b"http", b"mailto"];

fn ends_ignoring_case(bytes: &[u8], word: &[u8]) -> bool {
    bytes.len() >= word.len() && bytes[bytes.len() - word.len()..].eq_ignore_ascii_case(word)
}

/// Returns the start of the address whose sign is at `at`: behind the last byte that no host and no mail name contains.
fn start_of(bytes: &[u8], at: usize, floor: usize) -> usize {
    /// The longest host name has 253 bytes (RFC 1035); the longest mail name has 64 bytes before the `@` (RFC 5321).
    const REACH: usize = 256;
    let floor = floor.max(at.saturating_sub(REACH));
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+' | b'%');
    let length = bytes[floor..at].iter().rev().take_while(|byte| is_of_name(byte)).count();
    let mut start = at - length;
    while start < at && !bytes[start].is_ascii_alphanumeric() {
        start += 1;
    }
    start
}

/// Returns the end of an address: before white space or a character that no address contains, without the punctuation
/// of its sentence.
fn end_of(text: &str, start: usize, at: usize) -> usize {
    let ends = |character: char| {
        character.is_whitespace()
            || matches!(
                character,
                '<' | '>' | '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '«' | '»' | '`' | '|' | '\\'
            )
            || ('\u{3000}'..='\u{303f}').contains(&character)
            || ('\u{ff00}'..='\u{ff0f}').contains(&character)
            || matches!(character, '{' | '}' | '^' | '\u{2018}' | '\u{2019}' | '…')
    };
    let rest = &text[at..];
    // A longer address is rejected anyway, so the rest of the text is not searched for each sign in it.
    let length = rest
        .char_indices()
        .find(|(offset, character)| ends(*character) || *offset > ADDRESS_BYTES_MAX)
        .map_or(rest.len(), |(offset, _)| offset);
    let mut end = at + length;
    let count = |sign: u8| memchr::memchr_iter(sign, &text.as_bytes()[start..end]).count();
    // A bracket at the end belongs to the sentence, unless it closes a bracket inside the address.
    let (mut n_round, mut n_square) =
        (count(b')').saturating_sub(count(b'(')), count(b']').saturating_sub(count(b'[')));
    while let Some(last) = text.as_bytes()[..end].last().filter(|_| end > at + 1) {
        match last {
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'*' | b'_' | b'~' => {}
            b')' if n_round > 0 => n_round -= 1,
            b']' if n_square > 0 => n_square -= 1,
            _ => break,
        }
        end -= 1;
    }
    end.max(at)
}

/// True for the form `name@host.example`.
fn is_bare_mail(written: &str) -> bool {
    let Some((name, host)) = written.split_once('@') else {
        return false;
    };
    let is_name = !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+' | b'%'));
    is_name && is_host(host)
}

/// True for the forms `www.host.example` and `host.example/path`.
fn is_bare_host(written: &str) -> bool {
    let (host, path) = written.split_once('/').unwrap_or((written, ""));
    // A path on the writer's own machine has capitals or the name of a file. Hosts are in lower case.
    let is_lower = !host.bytes().any(|byte| byte.is_ascii_uppercase());
    is_lower && is_host(host) && (!path.is_empty() || host.starts_with("www."))
}

fn is_host(host: &str) -> bool {
    let mut labels = host.split('.').rev();
    let is_top = |label: &str| (2..=24).contains(&label.len()) && label.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_label =
        |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    labels.next().is_some_and(is_top) && labels.next().is_some_and(is_label) && labels.all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{BlockKind, BodyBuilder};
    use proptest::prelude::*;

    fn body(text: &str) -> Body {
        let mut builder = BodyBuilder::default();
        builder.push(text);
        builder.end_block(BlockKind::Paragraph, false);
        builder.finish()
    }

    fn check(text: &str, expected: &[&str]) {
        let links = links(&body(text));
        let addresses: Vec<&str> = links.iter().map(|link| &*link.address).collect();
        assert_eq!(addresses, expected, "{text}");
    }

    #[test]
    fn addresses_in_a_text() {
        check("Read https://harbour.example/tolls?a=1&b=2#top.", &["https://harbour.example/tolls?a=1&b=2#top"]);
        check("(see http://wire.example/a_(b)), and", &["http://wire.example/a_(b)"]);
        check(
            "See HTTPS://Wire.example, or www.gazette.example.",
            &["HTTPS://Wire.example", "https://www.gazette.example"],
        );
        check("pic.harbour.example/qpI1 — Nell", &["https://pic.harbour.example/qpI1"]);
        check("Write to nell.harbury+news@wire.example!", &["mailto:nell.harbury+news@wire.example"]);
        check("mailto:desk@wire.example?subject=Tolls", &["mailto:desk@wire.example?subject=Tolls"]);
        check("“https://wire.example/a”", &["https://wire.example/a"]);
        check("海港https://wire.example/港。", &["https://wire.example/港"]);
        check(
            "wire.example/a, wire.example/b and wire.example/a",
            &["https://wire.example/a", "https://wire.example/b"],
        );
    }

    #[test]
    fn what_is_no_address() {
        for text in [
            "and/or 5 km/h 24/7 N.Y./Boston e.g./i.e. src/main.rs",
            "at 10:30 the score was 3:1, @harbourwire said",
            "javascript://alert(1) file:///etc/passwd ftp://old.example/",
            "http:// https://",
            "a@b, me@home",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn links_of_mark_up_come_in_the_order_of_the_text() {
        let mut builder = BodyBuilder::default();
        builder.push("See ");
        builder.open_link("https://wire.example/a");
        builder.push("https://wire.example/a");
        builder.close_span();
        builder.push(" and ");
        builder.open_link("javascript:alert(1)");
        builder.push("this");
        builder.close_span();
        builder.push(" or https://wire.example/b or ");
        builder.open_link("https://wire.example/a");
        builder.push("that");
        builder.close_span();
        builder.end_block(BlockKind::Paragraph, false);
        let body = builder.finish();
        let links = links(&body);
        let found: Vec<(&str, Vec<&str>)> = links
            .iter()
            .map(|link| (&*link.address, link.places.iter().map(|place| &body.text[place.bytes()]).collect()))
            .collect();
        assert_eq!(
            found,
            [
                ("https://wire.example/a", vec!["https://wire.example/a", "that"]),
                ("https://wire.example/b", vec!["https://wire.example/b"])
            ]
        );
    }

    #[test]
    fn hosts() {
        assert_eq!(host("https://www.wire.example/a?b"), "wire.example");
        assert_eq!(host("mailto:desk@wire.example?subject=a"), "desk@wire.example");
    }

    proptest! {
        #[test]
        fn links_of_any_text_stand_in_it(text in "[a-z@:/.() é”]{0,60}|.{0,60}") {
            let body = body(&text);
            for link in links(&body) {
                for place in link.places {
                    prop_assert!(body.text.get(place.bytes()).is_some());
                }
            }
        }
    }
}
