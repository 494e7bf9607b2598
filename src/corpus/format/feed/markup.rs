//! The content of an element of a feed: a text, HTML written as text, or HTML as elements.

use std::borrow::Cow;

use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::references::References;

#[derive(Clone, Debug, Default)]
pub(super) struct Markup<'text> {
    /// Its text, with references as characters.
    pub(super) text: Cow<'text, str>,
    /// True if it has elements.
    pub(super) has_elements: bool,
    /// True if some of its text is in a CDATA section, in which brackets are literal.
    pub(super) has_literal: bool,
    /// The whole content as it is written.
    pub(super) raw: &'text str,
}

impl<'text> Markup<'text> {
    pub(super) fn push(&mut self, text: Cow<'text, str>) {
        if self.text.is_empty() {
            self.text = text;
        } else {
            self.text.to_mut().push_str(&text);
        }
    }

    /// Returns the text or HTML in the content, according to Atom's `type` and the `mode` of Atom 0.3. Returns `None`
    /// if the content is neither, for example a picture or data.
    pub(super) fn into_text(self, kind: Option<&str>, mode: Option<&str>) -> Option<Cow<'text, str>> {
        let kind = kind.map(str::to_ascii_lowercase);
        let is_data = kind.as_deref().is_some_and(|kind| {
            kind.contains('/')
                && !["text/", "application/xhtml", "application/xml", "application/atom"]
                    .iter()
                    .any(|text| kind.starts_with(text))
        });
        if mode == Some("base64") || (is_data && !self.has_elements) {
            let bare: Vec<u8> = self.text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
            let bytes = mail_parser::decoders::base64::base64_decode(&bare)?;
            let text = String::from_utf8(bytes).ok()?;
            return (!text.chars().any(|c| c.is_control() && !c.is_whitespace())).then(|| text.into());
        }
        if self.has_elements { Some(as_html(self.raw, self.has_literal)) } else { Some(self.text) }
    }
}

/// Converts elements of XHTML to HTML: removes the prefixes of their names, and the marks of CDATA sections.
fn as_html(raw: &str, has_literal: bool) -> Cow<'_, str> {
    let mut html = Cow::Borrowed(raw);
    if has_literal {
        html = html.replace("<![CDATA[", "").replace("]]>", "").into();
    }
    let prefix = |rest: &str| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric())?;
        (rest[end..].starts_with(':') && rest.as_bytes().get(end + 1).is_some_and(u8::is_ascii_alphabetic))
            .then_some(end + 1)
    };
    let mut bare = String::new();
    let mut kept = 0;
    for at in memchr::memchr_iter(b'<', html.as_bytes()) {
        let start = at + 1 + usize::from(html[at + 1..].starts_with('/'));
        if let Some(length) = prefix(&html[start..]) {
            bare.push_str(&html[kept..start]);
            kept = start + length;
        }
    }
    if kept == 0 {
        return html;
    }
    bare.push_str(&html[kept..]);
    bare.into()
}

/// Returns the text of the first element `name`, with any prefix, in a piece of XML.
pub(super) fn inner_text(raw: &str, name: &str) -> Option<String> {
    let mut reader = Reader::from_str(raw);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    let mut references = References::default();
    let mut found: Option<String> = None;
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) if found.is_none() => {
                let local = tag.local_name();
                if local.as_ref().eq_ignore_ascii_case(name) {
                    found = Some(String::new());
                }
            }
            Event::Text(text) => {
                if let Some(found) = &mut found {
                    found.push_str(&text);
                }
            }
            Event::CData(text) => {
                if let Some(found) = &mut found {
                    found.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                if let Some(found) = &mut found {
                    references.push(&name, found);
                }
            }
            Event::End(tag) if found.is_some() && tag.local_name().as_ref().eq_ignore_ascii_case(name) => break,
            Event::Eof => break,
            _ => {}
        }
    }
    found.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_become_html() {
        for (raw, has_literal, expected) in [
            ("<p>One</p>", false, "<p>One</p>"),
            ("<xhtml:div>a <xhtml:b>b</xhtml:b></xhtml:div>", false, "<div>a <b>b</b></div>"),
            ("<br/><![CDATA[<p>One</p>]]>", true, "<br/><p>One</p>"),
            ("a <b>b: c</b> d:", false, "a <b>b: c</b> d:"),
        ] {
            assert_eq!(as_html(raw, has_literal), expected);
        }
    }

    #[test]
    fn the_first_element_of_a_name() {
        let raw = "<uri>x</uri><a:Name>Nell &amp; <![CDATA[Tom]]></a:Name><name>Other</name>";
        assert_eq!(inner_text(raw, "name").as_deref(), Some("Nell & Tom"));
        assert_eq!(inner_text(raw, "email"), None);
    }
}
