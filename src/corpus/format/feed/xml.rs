//! Reads a feed in XML event by event, and repairs its structure on the way.

use std::borrow::Cow;

use quick_xml::errors::{Error, SyntaxError};
use quick_xml::events::{BytesCData, BytesEnd, BytesStart, Event};
use quick_xml::reader::Reader;

use super::entry::Entry;
use super::markup::{Markup, inner_text};
use super::plain_line::plain_line;
use super::references::{References, unescaped};
use super::vocabulary::{Role, Space, role};
use super::{Feed, without_entries};
use crate::article::Severity;
use crate::corpus::format::out::Out;

/// The deepest nesting of elements whose children are read. Feeds need four levels.
const DEEPEST: usize = 16;
/// The most authors of a feed.
const AUTHORS_MAX: usize = 32;
/// The most prefixes that a feed may declare.
const PREFIXES_MAX: usize = 64;

pub(super) fn read(text: &str, feed: Feed, out: &mut Out<'_>) {
    let mut walker = Walker::new(text, feed);
    walker.walk(&mut Some(out));
    if out.next_item() == 1 && walker.torn_at.is_none() {
        out.tell(Severity::SetAside, None, without_entries(walker.feed.title.as_deref()));
    }
    if let Some(at) = walker.torn_at {
        let line = memchr::memchr_iter(b'\n', &text.as_bytes()[..at]).count() + 1;
        let line = u32::try_from(line).ok();
        match (out.n_articles(), walker.is_torn_in_entry) {
            (0, _) if out.next_item() == 1 => {
                out.tell(Severity::NotShown, line, "a feed that breaks off before its first entry");
            }
            (_, true) => {
                let what =
                    format!("breaks off in the middle of item {}, which is shown up to there", out.next_item() - 1);
                out.tell(Severity::Caution, line, what);
            }
            (_, false) => out.tell(Severity::Caution, line, format!("breaks off after item {}", out.next_item() - 1)),
        }
    }
}

struct Walker<'text> {
    text: &'text str,
    reader: Reader<&'text [u8]>,
    /// An event that was read and is returned again by the next call.
    pushed_back: Option<Event<'text>>,
    /// The position of the event that was read last.
    at: usize,
    references: References<'text>,
    /// The declared prefixes, wherever they are declared. Feeds are so flat that no prefix has two meanings.
    prefixes: Vec<(String, Space)>,
    /// The open elements whose children are read.
    open: Vec<(String, Role)>,
    feed: Feed,
    entry: Option<Entry<'text>>,
    /// The position at which the text breaks off.
    torn_at: Option<usize>,
    is_torn_in_entry: bool,
    /// True if the rest of the feed has been searched for facts of the feed itself.
    has_looked_ahead: bool,
}

impl<'text> Walker<'text> {
    fn new(text: &'text str, feed: Feed) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        Self {
            text,
            reader,
            pushed_back: None,
            at: 0,
            references: References::default(),
            prefixes: Vec::new(),
            open: Vec::new(),
            feed,
            entry: None,
            torn_at: None,
            is_torn_in_entry: false,
            has_looked_ahead: false,
        }
    }

    /// Reads up to the end. If `out` is `None`, the entries are skipped.
    fn walk(&mut self, out: &mut Option<&mut Out<'_>>) {
        loop {
            match self.next() {
                Event::Start(tag) => self.start(&tag, false, out),
                Event::Empty(tag) => self.start(&tag, true, out),
                Event::End(tag) => self.end(tag.name().as_ref(), out),
                Event::DocType(doctype) => {
                    if let Cow::Borrowed(doctype) = doctype.into_inner() {
                        self.references.declare(doctype);
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        if !self.open.is_empty() && self.torn_at.is_none() {
            self.torn_at = Some(self.text.trim_end().len());
        }
        self.is_torn_in_entry = self.entry.is_some();
        self.finish_entry(out);
    }

    /// Returns the next event. At the place where the text breaks off, returns the end of the file.
    fn next(&mut self) -> Event<'text> {
        if let Some(event) = self.pushed_back.take() {
            return event;
        }
        if self.torn_at.is_some() {
            return Event::Eof;
        }
        self.at = self.position();
        match self.reader.read_event() {
            Ok(event) => event,
            Err(Error::Syntax(SyntaxError::UnclosedCData)) => {
                self.torn_at = Some(self.text.trim_end().len());
                let rest = &self.text[self.at..];
                let rest = rest.strip_prefix("<![CDATA[").unwrap_or(rest);
                Event::CData(BytesCData::new(rest))
            }
            Err(_) => {
                self.torn_at = Some(self.at);
                // If only the last characters of the end tag of the root are missing, the file counts as whole.
                match self.text[self.at..].strip_prefix("</").map(str::trim) {
                    Some(name) if self.open.first().is_some_and(|(open, _)| open == name) => {
                        self.torn_at = None;
                        self.open.truncate(1);
                        Event::End(BytesEnd::new(name))
                    }
                    _ => Event::Eof,
                }
            }
        }
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).min(self.text.len())
    }

    /// Returns the role of the element `name`.
    fn role_of(&self, name: &str) -> Role {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        // An element without a prefix belongs to the feed, whatever the address of its namespace.
        let declared = match prefix {
            "" => None,
            _ => self.prefixes.iter().rev().find(|(other, _)| other == prefix).map(|(_, space)| *space),
        };
        let space = match declared {
            Some(space) if space != Space::Other => space,
            _ => Space::of_prefix(prefix),
        };
        role(space, &local.to_ascii_lowercase())
    }

    fn declare_prefixes(&mut self, tag: &BytesStart<'_>) {
        if memchr::memmem::find(tag.attributes_raw().as_bytes(), b"xmlns:").is_none() {
            return;
        }
        for attribute in tag.attributes().with_checks(false).flatten() {
            if let Some(prefix) = attribute.key.as_ref().strip_prefix("xmlns:")
                && self.prefixes.len() < PREFIXES_MAX
            {
                self.prefixes.push((prefix.to_owned(), Space::of_address(&attribute.value)));
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, is_empty: bool, out: &mut Option<&mut Out<'_>>) {
        self.declare_prefixes(tag);
        let name = tag.name().as_ref().to_owned();
        let role = self.role_of(&name);
        match role {
            Role::Entry => {
                // An entry within an entry means that the outer one has no end tag.
                self.close_entry(out);
                if out.is_none() {
                    if !is_empty {
                        self.capture(&name);
                    }
                    return;
                }
                self.look_ahead();
                let mut entry = Entry::default();
                entry.language = attribute(tag, "xml:lang");
                // RDF and CDF have attributes for facts that other feeds have in elements.
                for name in ["rdf:about", "href"] {
                    if let Some(link) = attribute(tag, name).filter(|link| is_link(link)) {
                        entry.link(4, &link);
                    }
                }
                if let Some(date) = attribute(tag, "lastmod") {
                    entry.date(7, "the feed's `lastmod`", date.into());
                }
                self.entry = Some(entry);
                if is_empty {
                    self.finish_entry(out);
                } else {
                    self.open.push((name, role));
                }
            }
            Role::Container if self.entry.is_none() => {
                if let Some(language) = attribute(tag, "xml:lang") {
                    self.feed.language.get_or_insert(language);
                }
                self.go_into(name, role, is_empty);
            }
            Role::Group if self.entry.is_some() => self.go_into(name, role, is_empty),
            _ if is_empty => self.field(tag, role, Markup::default()),
            _ => {
                let markup = self.capture(&name);
                self.field(tag, role, markup);
            }
        }
    }

    fn go_into(&mut self, name: String, role: Role, is_empty: bool) {
        if !is_empty && self.open.len() < DEEPEST {
            self.open.push((name, role));
        }
    }

    fn end(&mut self, name: &str, out: &mut Option<&mut Out<'_>>) {
        let Some(at) = self.open.iter().rposition(|(other, _)| other.eq_ignore_ascii_case(name)) else {
            return;
        };
        if self.open[at..].iter().any(|(_, role)| *role == Role::Entry) {
            self.finish_entry(out);
        }
        self.open.truncate(at);
    }

    /// Ends the open entry with all open elements in it.
    fn close_entry(&mut self, out: &mut Option<&mut Out<'_>>) {
        if let Some(at) = self.open.iter().position(|(_, role)| *role == Role::Entry) {
            self.open.truncate(at);
        }
        self.finish_entry(out);
    }

    fn finish_entry(&mut self, out: &mut Option<&mut Out<'_>>) {
        if let (Some(entry), Some(out)) = (self.entry.take(), out) {
            let draft = entry.into_draft(&self.feed, out.limit);
            out.article(draft, None);
        }
    }

    /// Searches below the entries for the name of the feed if it is not above them.
    fn look_ahead(&mut self) {
        if self.has_looked_ahead || self.feed.title.is_some() {
            return;
        }
        self.has_looked_ahead = true;
        let mut ahead = Walker::new(self.text, self.feed.clone());
        ahead.walk(&mut None);
        self.feed = ahead.feed;
    }

    /// Reads the content of the element `name` up to its end. Its start has been read already.
    ///
    /// If it has no end tag, it ends before a tag that it cannot contain.
    fn capture(&mut self, name: &str) -> Markup<'text> {
        let start = self.position();
        let mut markup = Markup::default();
        let mut depth = 0_u32;
        loop {
            let event = self.next();
            match &event {
                Event::Start(tag) => {
                    let inner = tag.name();
                    let inner = inner.as_ref();
                    let begins_more = match self.role_of(inner) {
                        Role::Entry => name != inner,
                        Role::Container => self.open.is_empty(),
                        _ => false,
                    };
                    if begins_more {
                        self.pushed_back = Some(event);
                        break;
                    }
                    markup.has_elements = true;
                    depth += u32::from(inner == name);
                }
                Event::Empty(_) => markup.has_elements = true,
                Event::End(tag) => {
                    let inner = tag.name();
                    let inner = inner.as_ref();
                    if inner.eq_ignore_ascii_case(name) {
                        if depth == 0 {
                            break;
                        }
                        depth -= 1;
                    } else if self.open.iter().any(|(other, _)| other == inner) {
                        self.pushed_back = Some(event);
                        break;
                    }
                }
                Event::Text(text) => markup.push(text.clone().into_inner()),
                Event::CData(text) => {
                    markup.has_literal = true;
                    markup.push(text.clone().into_inner());
                }
                Event::GeneralRef(name) => self.references.push(name, markup.text.to_mut()),
                Event::Eof => {
                    if self.torn_at.is_none() {
                        self.torn_at = Some(self.text.trim_end().len());
                    }
                    self.at = self.text.len();
                    break;
                }
                _ => {}
            }
        }
        markup.raw = &self.text[start.min(self.at)..self.at];
        markup
    }

    /// Adds the facts in an element to the entry.
    fn field(&mut self, tag: &BytesStart<'_>, role: Role, markup: Markup<'text>) {
        let Some(entry) = &mut self.entry else {
            return self.field_of_feed(tag, role, markup);
        };
        match role {
            Role::Title { rank, because } => {
                let kind = attribute(tag, "type");
                let is_literal = matches!(kind.as_deref(), Some("text" | "text/plain")) && !markup.has_elements;
                if let Some(title) = markup.into_text(kind.as_deref(), attribute(tag, "mode").as_deref()) {
                    entry.title(rank, because, &title, is_literal);
                }
            }
            Role::Date { rank, because } => entry.date(rank, because, markup.text),
            Role::Text { rank } => {
                let kind = attribute(tag, "type");
                if let Some(text) = markup.into_text(kind.as_deref(), attribute(tag, "mode").as_deref()) {
                    entry.text(rank, text);
                }
            }
            Role::Author { rank, because } => {
                for author in authors(&markup) {
                    entry.author(rank, because, &author);
                }
            }
            Role::Link { rank } => match attribute(tag, "href") {
                Some(address) => match attribute(tag, "rel").as_deref() {
                    None | Some("alternate" | "") => entry.link(rank, &address),
                    _ => {}
                },
                None => entry.link(rank, &markup.text),
            },
            Role::Identifier => {
                let is_address = attribute(tag, "ispermalink").is_none_or(|value| value != "false");
                if is_address && is_link(&markup.text) {
                    entry.link(3, &markup.text);
                }
                entry.guid.get_or_insert_with(|| markup.text.to_string());
            }
            Role::Language => entry.language = Some(markup.text.trim().to_owned()).filter(|text| !text.is_empty()),
            Role::Tag => {
                let shown = attribute(tag, "label").or_else(|| attribute(tag, "term"));
                let text = shown.as_deref().unwrap_or(&markup.text);
                entry.tag("the feed's `category`", &plain_line(text));
            }
            Role::Source => {
                let title = if markup.has_elements {
                    inner_text(markup.raw, "title").map(|title| plain_line(&title))
                } else {
                    Some(plain_line(&markup.text))
                };
                entry.source = title.filter(|title| !title.is_empty());
            }
            _ => {}
        }
    }

    /// Adds the facts in an element outside entries to the feed.
    fn field_of_feed(&mut self, tag: &BytesStart<'_>, role: Role, markup: Markup<'_>) {
        match role {
            Role::Title { rank: 0 | 1, .. } if self.feed.title.is_none() => {
                let title = markup.into_text(attribute(tag, "type").as_deref(), attribute(tag, "mode").as_deref());
                self.feed.title = title.map(|title| plain_line(&title)).filter(|title| !title.is_empty());
            }
            Role::Language if !markup.text.trim().is_empty() => {
                self.feed.language = Some(markup.text.trim().to_owned());
            }
            // Only the author of an Atom feed is the author of its entries. The author of a podcast is the outlet.
            Role::Author { rank: 0, because: "the feed's `author`" } => {
                for author in authors(&markup) {
                    if self.feed.authors.len() < AUTHORS_MAX && !self.feed.authors.contains(&author) {
                        self.feed.authors.push(author);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Returns the names in an element for authors. Atom has them in elements, other feeds in the text.
fn authors(markup: &Markup<'_>) -> Vec<String> {
    let name = if markup.has_elements {
        inner_text(markup.raw, "name").or_else(|| inner_text(markup.raw, "email"))
    } else {
        Some(markup.text.clone().into_owned())
    };
    name.into_iter().map(|name| plain_line(&name)).filter(|name| !name.is_empty()).collect()
}

fn is_link(text: &str) -> bool {
    let text = text.trim();
    ["http://", "https://"]
        .iter()
        .any(|scheme| text.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme)))
}

/// Returns the value of the attribute `name`. Upper and lower case do not matter.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    tag.attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.as_ref().eq_ignore_ascii_case(name))
        .map(|attribute| unescaped(&attribute.value).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::article::Format;

    /// Returns the entries of a feed, each as title, source, date, language, authors, link and text, and its problems.
    fn entries(text: &str) -> Vec<String> {
        let path: Arc<Path> = Path::new("a.xml").into();
        let (mut problems, mut found) = (Vec::new(), Vec::new());
        let mut take = |record: crate::corpus::Record| {
            let field =
                |field: &Option<crate::corpus::Field>| field.clone().map(|field| field.text).unwrap_or_default();
            let metadata = &record.metadata;
            let authors: Vec<_> = metadata.authors.iter().map(|author| author.text.as_str()).collect();
            let link = metadata.link.clone().unwrap_or_default();
            let parts = [
                field(&metadata.title),
                field(&metadata.source),
                field(&metadata.date),
                field(&metadata.language),
                authors.join(", "),
                link,
                record.body.plain().to_string().replace('\n', "/"),
            ];
            found.push(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" | "));
        };
        let mut out = Out::new(&path, Format::Feed, 1 << 20, &mut problems, &mut take);
        read(&super::super::mend::mended(text), Feed::default(), &mut out);
        out.finish("nothing");
        found.extend(problems.into_iter().map(|problem| match problem.line {
            Some(line) => format!("! {line}: {}", problem.what),
            None => format!("! {}", problem.what),
        }));
        found
    }

    #[test]
    fn every_kind_of_feed() {
        for (text, expected) in [
            (
                "<rss><channel><title>W</title><language>en</language><image><title>X</title></image>\
                 <item><title>A</title><link>http://a.example</link><pubDate>Tue, 08 Mar 2022</pubDate>\
                 <author>n@a.example (Nell)</author><description>One &lt;b&gt;two&lt;/b&gt;</description></item></channel></rss>",
                &["A | W | Tue, 08 Mar 2022 | en | Nell | http://a.example | One two"][..],
            ),
            (
                "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='de'><author><name>Nell</name></author>\
                 <entry><title type='html'>A &amp;lt; B</title><updated>2022-03-09</updated><published>2022-03-08</published>\
                 <link rel='edit' href='x'/><link href='http://a.example'/>\
                 <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>One</p><p>two</p></div></content></entry>\
                 <title>W</title></feed>",
                &["A < B | W | 2022-03-08 | de | Nell | http://a.example | One//two"],
            ),
            (
                "<rdf:RDF xmlns='http://purl.org/rss/1.0/' xmlns:x='http://purl.org/dc/elements/1.1/'><channel><title>W</title>\
                 </channel><item rdf:about='http://a.example'><title>A</title><x:date>2022-03-08</x:date><x:creator>Nell</x:creator>\
                 </item></rdf:RDF>",
                &["A | W | 2022-03-08 | Nell | http://a.example"],
            ),
            ("<CHANNEL><ITEM HREF='http://a.example'><TITLE>A</TITLE></ITEM></CHANNEL>", &["A | http://a.example"]),
            ("<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:title>A</a:title></a:entry></a:feed>", &["A"]),
        ] {
            assert_eq!(entries(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_mended() {
        for (text, expected) in [
            (
                "<rss><channel><item><title>Tom & Nell&nbsp;&rsquo; &foo; 5 < 6</title></item></channel></rss>",
                &["Tom & Nell ’ &foo; 5 < 6"][..],
            ),
            ("<rss><channel><item><dc:date>2022</dc:date><title>A</title></item></channel></rss>", &["A | 2022"]),
            (
                "<rss><channel><item><title>A</title><description><p>One<br>two</description></item>\
                 <item><title>B</title></item></channel></rss>",
                &["A | One/two", "B"],
            ),
            ("<rss><channel><item><title>A</title><item><title>B</title></item></channel></rss>", &["A", "B"]),
            ("<rss><channel><item><title>A</item><item><title>B</title></item></channel></rss>", &["A", "B"]),
            ("<b>Warning</b>: x <rss><channel><item><title>A</title></item></channel></rss>", &["A"]),
            ("<rss><channel><item><title>A</title></item></channel></rss", &["A"]),
            (
                "<!DOCTYPE rss [<!ENTITY port 'the port'>]><rss><channel><item><title>&port;</title></item></channel></rss>",
                &["the port"],
            ),
            (
                "<rss>\n<channel>\n<item><title>A</title></item>\n<item><title>B</title><description><![CDATA[One\ntwo\n",
                &["A", "B | One/two", "! 5: breaks off in the middle of item 2, which is shown up to there"],
            ),
            ("<rss>\n<channel>\n<item><title>A</title></item>\n<item", &["A", "! 4: breaks off after item 1"]),
            ("<rss><channel><title>W</title>", &["! 1: a feed that breaks off before its first entry"]),
            ("<rss><channel><title>W</title></channel></rss>", &["! a feed without entries, “W”"]),
            ("<rss><channel><item><guid>1</guid></item></channel></rss>", &["! item 1 has neither a title nor a text"]),
        ] {
            assert_eq!(entries(text), expected, "{text}");
        }
    }
}
