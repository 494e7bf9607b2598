//! Walks through the XML of news agencies and note-takers, element by element. XML that breaks off is read as far as
//! it goes.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::feed::unescaped;

/// The caution for a file of which [`walk`] did not see the end.
pub(super) const BREAKS_OFF: &str = "the XML breaks off; what is there of it is shown";

/// The deepest level of elements. Text of deeper ones counts as text of the element around them.
const DEEPEST: usize = 48;

/// A step of the walk. Names are without their prefix, in lower case.
pub(super) enum Element<'walk> {
    /// An element begins.
    Start { name: &'walk str, tag: Tag<'walk> },
    /// An element whose text was asked for has ended. `open` holds the names of the elements around it.
    Text { name: &'walk str, open: &'walk [String], text: &'walk str },
    /// The text of an element that was not asked for, as far as it is not that of elements within it that were.
    OtherText { name: &'walk str, open: &'walk [String], text: &'walk str },
    /// An element has ended.
    End { name: &'walk str },
}

/// The attributes of an element.
pub(super) struct Tag<'walk>(&'walk BytesStart<'walk>);

impl Tag<'_> {
    /// The value of an attribute, by its local name.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        let found =
            attributes.flatten().find(|attribute| attribute.key.local_name().as_ref().eq_ignore_ascii_case(name))?;
        let value = unescaped(&found.value).trim().to_owned();
        (!value.is_empty()).then_some(value)
    }
}

/// Walks through `xml`. The text of an element that `wants` accepts is handed on as one string, with the text of the
/// elements in it. Returns `false` if the XML breaks off, so that what is behind that place was not seen.
pub(super) fn walk(xml: &str, wants: impl Fn(&str) -> bool, mut take: impl FnMut(Element<'_>)) -> bool {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    let mut open: Vec<String> = Vec::new();
    let mut n_deeper = 0_usize;
    let mut wanted: Option<Wanted> = None;
    let is_read_to_the_end = loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                let name = tag.local_name().as_ref().to_ascii_lowercase();
                if open.len() == DEEPEST {
                    n_deeper += 1;
                    continue;
                }
                take(Element::Start { name: &name, tag: Tag(&tag) });
                if wanted.as_ref().is_none_or(|wanted| wanted.is_other) && wants(&name) {
                    if let Some(other) = wanted.take() {
                        other.hand_on(&open, &mut take);
                    }
                    wanted = Some(Wanted { depth: open.len(), text: String::new(), is_other: false });
                }
                open.push(name);
            }
            Ok(Event::Empty(tag)) => {
                let name = tag.local_name().as_ref().to_ascii_lowercase();
                take(Element::Start { name: &name, tag: Tag(&tag) });
                if let Some(wanted) = wanted.as_mut().filter(|_| ends_word(name.trim_end_matches('/'))) {
                    wanted.text.push(' ');
                }
                take(Element::End { name: &name });
            }
            Ok(Event::End(_)) if n_deeper > 0 => n_deeper -= 1,
            Ok(Event::End(_)) => {
                let Some(name) = open.last() else { continue };
                if let Some(ended) = wanted.take_if(|wanted| wanted.depth + 1 == open.len()) {
                    ended.hand_on(&open, &mut take);
                } else if let Some(wanted) = wanted.as_mut().filter(|_| ends_word(name)) {
                    wanted.text.push(' ');
                }
                take(Element::End { name });
                open.pop();
            }
            Ok(Event::Text(text)) => push(&text, &mut wanted, open.len()),
            Ok(Event::CData(text)) => push(&text, &mut wanted, open.len()),
            Ok(Event::GeneralRef(name)) => push(&unescaped(&format!("&{};", &*name)), &mut wanted, open.len()),
            Ok(Event::Eof) => break true,
            Err(_) => break false,
            Ok(_) => {}
        }
    };
    // Elements that were never closed leave the root open in a whole file as well.
    let is_whole = is_read_to_the_end && open.first().is_none_or(|root| ends_with_tag(xml, root));
    // A file that was cut off ends within its elements.
    while let Some(name) = open.last() {
        if let Some(ended) = wanted.take_if(|wanted| wanted.depth + 1 == open.len()) {
            ended.hand_on(&open, &mut take);
        }
        take(Element::End { name });
        open.pop();
    }
    is_whole
}

/// The text of an element that is being read.
struct Wanted {
    /// The number of elements around it.
    depth: usize,
    text: String,
    /// True if it was not asked for.
    is_other: bool,
}

impl Wanted {
    /// Hands the text on. `open` are the elements that are open, the element itself among them.
    fn hand_on(self, open: &[String], take: &mut impl FnMut(Element<'_>)) {
        let (Some(name), Some(around)) = (open.get(self.depth), open.get(..self.depth)) else {
            return;
        };
        let text = self.text.trim();
        take(if self.is_other {
            Element::OtherText { name, open: around, text }
        } else {
            Element::Text { name, open: around, text }
        });
    }
}

/// Adds text to that of the element that is being read; where there is none, to that of the innermost of the `n_open`
/// elements.
fn push(text: &str, wanted: &mut Option<Wanted>, n_open: usize) {
    match wanted {
        Some(wanted) => wanted.text.push_str(text),
        None if n_open > 0 && !text.trim().is_empty() => {
            *wanted = Some(Wanted { depth: n_open - 1, text: text.to_owned(), is_other: true });
        }
        None => {}
    }
}

/// True if an element of this name is no part of a word or a line: its text is not joined with that behind it.
fn ends_word(name: &str) -> bool {
    matches!(
        name,
        "br" | "p"
            | "td"
            | "th"
            | "tr"
            | "row"
            | "cell"
            | "entry"
            | "li"
            | "dt"
            | "dd"
            | "div"
            | "para"
            | "item"
            | "title"
            | "caption"
    ) || matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hl1" | "hl2" | "line" | "block")
}

/// True if the last tag of a text closes an element of this local name.
fn ends_with_tag(xml: &str, name: &str) -> bool {
    let tag = xml.trim_end().rsplit_once("</").map_or("", |(_, tag)| tag).trim_end_matches('>').trim_end();
    tag.rsplit(':').next().is_some_and(|local| local.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_inner_elements() {
        for (xml, expected) in [
            (
                "<a><note>Ports <row><cell>Halden</cell><cell>Port Quay</cell></row></note></a>",
                "Ports Halden Port Quay",
            ),
            ("<a><note>The <b>t</b>ug <ul><li>One</li><li>Two</li></ul></note></a>", "The tug One Two"),
        ] {
            let mut text = String::new();
            walk(
                xml,
                |name| name == "note",
                |element| {
                    if let Element::Text { text: found, .. } = element {
                        text = found.split_whitespace().collect::<Vec<_>>().join(" ");
                    }
                },
            );
            assert_eq!(text, expected, "{xml}");
        }
    }

    #[test]
    fn xml_that_breaks_off_is_read_as_far_as_it_goes() {
        for (xml, expected, is_whole) in [
            ("<a><p>One</p><p>Two</p></a>\n", &["One", "Two"][..], true),
            ("<n:A><p>One<br>two</p></n:A>", &["Onetwo"], true),
            ("<a><p>One</p><p>Two", &["One", "Two"], false),
            ("<a><p>One</p><!x><p>Two</p></a>", &["One"], false),
            ("<a><p>One</p><p class='", &["One"], false),
        ] {
            let mut texts = Vec::new();
            let found = walk(
                xml,
                |name| name == "p",
                |element| {
                    if let Element::Text { text, .. } = element {
                        texts.push(text.to_owned());
                    }
                },
            );
            assert_eq!((texts, found), (expected.iter().map(|text| (*text).to_owned()).collect(), is_whole), "{xml}");
        }
    }
}
