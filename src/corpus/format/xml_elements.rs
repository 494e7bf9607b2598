//! Walks through the XML of news agencies and note-takers, element by element. XML that breaks off is read up to that
//! place.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::feed::unescaped;

/// The caution for a file whose end [`walk`] did not reach.
pub(super) const BREAKS_OFF: &str = "the XML breaks off; what is there of it is shown";

/// The deepest level of elements. The text of deeper elements belongs to the element around them.
const DEEPEST: usize = 48;

/// A step of the walk. Names have no prefix and are in lower case.
pub(super) enum Element<'walk> {
    /// An element begins.
    Start { name: &'walk str, tag: Tag<'walk> },
    /// A wanted element has ended. `open` has the names of the elements around it.
    Text { name: &'walk str, open: &'walk [String], text: &'walk str },
    /// The text of an element that is not wanted, without the text of wanted elements in it.
    OtherText { name: &'walk str, open: &'walk [String], text: &'walk str },
    /// An element has ended.
    End { name: &'walk str },
}

pub(super) struct Tag<'walk>(&'walk BytesStart<'walk>);

impl Tag<'_> {
    /// Returns the value of an attribute, by its local name.
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
/// elements in it.
///
/// Returns `false` if the XML breaks off, so that the rest of it was not read.
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
    // Whole files may have elements that were never closed. Their root is still open here too.
    let is_whole = is_read_to_the_end && open.first().is_none_or(|root| ends_with_tag(xml, root));
    // A file that was cut off ends within its elements, so they are ended here.
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
    /// True if the element is not wanted.
    is_other: bool,
}

impl Wanted {
    /// Hands the text on. `open` has the names of the open elements, including the element itself.
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

/// Adds text to the element that is being read. If there is none, begins the text of the innermost of the `n_open`
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

/// True if an element of this name ends a word or a line, so that its text is not joined to the text after it.
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
