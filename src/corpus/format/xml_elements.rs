//! Walks through XML of news agencies and note-takers, element by element, however badly it ends.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::feed::unescaped;

/// How deep elements may be nested. What is deeper is text of the element around it.
const DEEPEST: usize = 48;

/// What the walk comes upon. Names are local ones, in lower case.
pub(super) enum Element<'walk> {
    /// An element begins.
    Start { name: &'walk str, tag: Tag<'walk> },
    /// An element has ended whose text was asked for. `open` are the elements around it.
    Text { name: &'walk str, open: &'walk [String], text: &'walk str },
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

/// Walks through `xml`. The text of an element that `wants` accepts is handed on in one, with that of the elements
/// in it.
pub(super) fn walk(xml: &str, wants: impl Fn(&str) -> bool, mut take: impl FnMut(Element<'_>)) {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    let mut open: Vec<String> = Vec::new();
    let mut n_deeper = 0_usize;
    // The text that was asked for, and how deep its element is.
    let mut wanted: Option<(usize, String)> = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                let name = tag.local_name().as_ref().to_ascii_lowercase();
                if open.len() == DEEPEST {
                    n_deeper += 1;
                    continue;
                }
                take(Element::Start { name: &name, tag: Tag(&tag) });
                if wanted.is_none() && wants(&name) {
                    wanted = Some((open.len(), String::new()));
                }
                open.push(name);
            }
            Ok(Event::Empty(tag)) => {
                let name = tag.local_name().as_ref().to_ascii_lowercase();
                take(Element::Start { name: &name, tag: Tag(&tag) });
                if let Some((_, text)) = wanted.as_mut().filter(|_| matches!(name.as_str(), "br" | "br/")) {
                    text.push(' ');
                }
                take(Element::End { name: &name });
            }
            Ok(Event::End(_)) if n_deeper > 0 => n_deeper -= 1,
            Ok(Event::End(_)) => {
                let Some(name) = open.pop() else { continue };
                if let Some((_, text)) = wanted.take_if(|(depth, _)| *depth == open.len()) {
                    take(Element::Text { name: &name, open: &open, text: text.trim() });
                }
                take(Element::End { name: &name });
            }
            Ok(Event::Text(text)) => {
                if let Some((_, wanted)) = &mut wanted {
                    wanted.push_str(&text);
                }
            }
            Ok(Event::CData(text)) => {
                if let Some((_, wanted)) = &mut wanted {
                    wanted.push_str(&text);
                }
            }
            Ok(Event::GeneralRef(name)) => {
                if let Some((_, wanted)) = &mut wanted {
                    wanted.push_str(&unescaped(&format!("&{};", &*name)));
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    // A file that was cut off ends within its elements.
    while let Some(name) = open.pop() {
        if let Some((_, text)) = wanted.take_if(|(depth, _)| *depth == open.len()) {
            take(Element::Text { name: &name, open: &open, text: text.trim() });
        }
        take(Element::End { name: &name });
    }
}
