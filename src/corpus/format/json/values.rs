//! Reads a file that is one JSON value: an article, a list of articles, or objects around such lists.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::around::ListContext;
use super::beside::InnerArticles;
use super::frames;
use super::members::{self, JsonFields};
use super::object::{Member, Object};
use super::script::without_assignment;
use super::{ByShape, Drafted, draft, in_plain_words};
use crate::article::{Address, Encoding, Format, Problem, Severity};
use crate::corpus::encoding::{Decoded, decode_article};
use crate::corpus::format::fields::{FieldKind, named_variant};
use crate::corpus::format::{Draft, range_of, record, take_out_title, too_long};
use crate::corpus::{FileChunk, Record};
use crate::text::digest::{Digest, DigestBuilder};

/// The levels of lists and objects that are searched for articles: feeds within responses within pages.
const DEEPEST: u8 = 5;

/// Parts of the names of lists that accompany an article and hold other things than articles like it.
const BESIDE_AN_ARTICLE: [&str; 22] = [
    "comments",
    "replies",
    "responses",
    "reactions",
    "related",
    "recommended",
    "similar",
    "tags",
    "authors",
    "images",
    "media",
    "attachments",
    "links",
    "categories",
    "keywords",
    "entities",
    "annotations",
    "highlights",
    "enclosures",
    "sources",
    "references",
    "users",
];

/// Reads a file that is one JSON value: an article, an array of articles, or an object that holds such an array.
pub(in crate::corpus::format) fn read_values(
    bytes: &[u8],
    chunk: &FileChunk,
    limit: u64,
    problems: &mut Vec<Problem>,
    take: &mut dyn FnMut(Record),
) {
    let Decoded { text: decoded, encoding, n_undecodable } = decode_article(bytes);
    let text = without_assignment(&decoded);
    let n_before = text.as_ptr() as usize - decoded.as_ptr() as usize;
    // A byte range of the text is a byte range of the file only if the text is not decoded from another encoding.
    let is_as_written = matches!(decoded, Cow::Borrowed(_));
    let offset = is_as_written.then(|| (bytes.len() - decoded.len() + n_before) as u64);
    let is_script = decoded[..n_before].contains(char::is_alphabetic);
    // A script that has more than this one value is a program. If it ends within the value, it was cut off.
    if is_script && serde_json::from_str::<IgnoredAny>(text).is_err_and(|error| !error.is_eof()) {
        problems.push(Problem::new(&*chunk.path, Severity::SetAside, "a script"));
        return;
    }
    let mut reader = ValuesReader {
        text,
        offset,
        encoding,
        n_undecodable,
        chunk,
        limit,
        problems,
        take,
        n_items: 0,
        n_articles: 0,
        around: ListContext::default(),
        is_of_bookmarks: false,
        by_shape: ByShape::default(),
    };
    let is_whole = reader.is_one_value();
    let mut outcome = reader.value(0, DEEPEST, is_whole);
    // Programs that append to a file leave several values in it, one after the other.
    while let Ok(end) = outcome {
        let next = reader.skip_blanks_and_commas(end);
        if next >= text.len() {
            break;
        }
        outcome = reader.value(next, DEEPEST, false);
    }
    let (n_items, n_articles) = (reader.n_items, reader.n_articles);
    reader.by_shape.report(&chunk.path, problems);
    let mut tell = |severity, what: String| problems.push(Problem::new(&*chunk.path, severity, what));
    match outcome {
        Err(error) => problems
            .push(Problem::new(&*chunk.path, Severity::NotShown, in_plain_words(&error.0, true)).at_line(error.1)),
        Ok(_) if n_articles == 0 => tell(Severity::SetAside, "JSON without the fields of an article".to_owned()),
        Ok(_) if n_items > n_articles => tell(
            Severity::SetAside,
            format!("{} of its items have neither the title nor the text of an article", n_items - n_articles),
        ),
        Ok(_) => {}
    }
}

/// An error of the JSON parser, and the number of its line.
struct BadJson(serde_json::Error, u32);

/// The members of an object that are searched for articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lists {
    /// The members with known names of lists of articles.
    Known,
    /// The other members. Next to an article, only lists that may hold articles like it are searched.
    Others { is_beside_article: bool },
}

struct ValuesReader<'text, 'out> {
    text: &'text str,
    /// The place in the file at which the text begins, if the text is bytes of the file.
    offset: Option<u64>,
    encoding: Encoding,
    /// The number of invalid sequences in the whole file.
    n_undecodable: u32,
    chunk: &'text FileChunk,
    limit: u64,
    problems: &'out mut Vec<Problem>,
    take: &'out mut dyn FnMut(Record),
    n_items: u32,
    n_articles: u32,
    around: ListContext,
    /// True within a list of bookmarks, whose dates are the dates of saving.
    is_of_bookmarks: bool,
    by_shape: ByShape,
}

impl<'text> ValuesReader<'text, '_> {
    /// True if the text is one value with nothing after it, so that an article in it is the whole file.
    fn is_one_value(&self) -> bool {
        let start = self.skip_blanks(0);
        if self.text.as_bytes().get(start) != Some(&b'{') {
            return true;
        }
        // A text that cannot be parsed is reported later, when it is read.
        self.parse::<IgnoredAny>(start).map_or(true, |(_, end)| self.skip_blanks(end) >= self.text.len())
    }

    /// Reads the value at `at`, takes the articles in it, and returns the position of its end.
    fn value(&mut self, at: usize, depth: u8, is_whole: bool) -> Result<usize, BadJson> {
        let at = self.skip_blanks(at);
        match self.text.as_bytes().get(at) {
            Some(b'[') if depth > 0 => self.array(at, depth),
            Some(b'{') => {
                let (object, end) = self.parse::<Object<'text>>(at)?;
                self.object(&object, at..end, depth, is_whole)?;
                Ok(end)
            }
            _ => {
                self.n_items += u32::from(!is_whole);
                Ok(self.parse::<IgnoredAny>(at)?.1)
            }
        }
    }

    fn array(&mut self, start: usize, depth: u8) -> Result<usize, BadJson> {
        let mut at = self.skip_blanks(start + 1);
        while let Some(next) = self.text.as_bytes().get(at) {
            match next {
                b']' => return Ok(at + 1),
                b',' => at = self.skip_blanks(at + 1),
                _ => at = self.value(at, depth - 1, false).map(|end| self.skip_blanks(end))?,
            }
        }
        // The array has no end, and the parser's own message reports it.
        self.parse::<IgnoredAny>(start).map(|(_, end)| end)
    }

    /// Takes the articles in the lists of an object, or the object itself as an article. Takes both if the object has a
    /// text of its own.
    fn object(
        &mut self,
        object: &Object<'text>,
        place: Range<usize>,
        depth: u8,
        is_whole: bool,
    ) -> Result<(), BadJson> {
        if is_whole && let Some(rows) = frames::rows(object) {
            for row in &rows {
                let found = JsonFields::of(row);
                let is_article = found.is_article();
                // The parts of a row are all over the file, so a row has no byte range of its own.
                self.article(found, row, is_article, None, false);
            }
            return Ok(());
        }
        let mut found = JsonFields::of(object);
        if self.is_of_bookmarks {
            found.fields.look_at_name("bookmarked");
        }
        let is_article = found.is_article() && !(is_whole && found.is_phrases());
        let before = self.n_articles;
        if depth > 0 && (found.has_lists || found.may_wrap_articles(is_article)) {
            let within = self.around.within(&found);
            let outer = std::mem::replace(&mut self.around, within);
            if found.has_lists {
                self.lists(object, Lists::Known, depth)?;
            }
            if self.n_articles == before && found.may_wrap_articles(is_article) {
                self.lists(object, Lists::Others { is_beside_article: is_article }, depth)?;
            }
            self.around = outer;
        }
        let has_text = is_article && found.fields.has_strong(FieldKind::Text) && found.has_prose();
        if self.n_articles == before || has_text {
            self.article(found, object, is_article, Some(place), is_whole);
        }
        Ok(())
    }

    /// Searches the members of an object for articles.
    fn lists(&mut self, object: &Object<'text>, lists: Lists, depth: u8) -> Result<(), BadJson> {
        let is_dictionary = lists != Lists::Known && members::is_dictionary(object);
        for member in &object.members {
            let (n_items, n_articles) = (self.n_items, self.n_articles);
            let holds = named_variant(&member.name).map(|name| name.holds);
            let was_of_bookmarks = self.is_of_bookmarks;
            self.is_of_bookmarks |= member.name.to_ascii_lowercase().contains("bookmark");
            match (lists, holds, member.kind()) {
                (Lists::Known, Some(FieldKind::Articles), b'[') => {
                    self.value(self.at(member), depth - 1, false)?;
                }
                (Lists::Known, Some(FieldKind::Text), b'[') if members::is_list_of_articles(member, 1) => {
                    self.value(self.at(member), depth - 1, false)?;
                }
                (Lists::Known, Some(FieldKind::Articles | FieldKind::Nested), b'{') => {
                    self.keyed(member, holds == Some(FieldKind::Nested), depth - 1)?;
                }
                (Lists::Known, ..) | (_, Some(FieldKind::Articles | FieldKind::Text), _) => {}
                (Lists::Others { is_beside_article }, _, b'[') if member.is_list_of(b'{') => {
                    let is_beside = is_beside_article && is_beside_an_article(&member.name);
                    if !is_beside && members::may_hold_articles(member) {
                        self.value(self.at(member), depth - 1, false)?;
                    }
                }
                (Lists::Others { is_beside_article: false }, None, b'{') => {
                    let is_alone = object.members.len() == 1;
                    self.wrapped(member, is_dictionary, is_alone, depth - 1)?;
                }
                (Lists::Others { is_beside_article: true }, None, b'{') if !is_beside_an_article(&member.name) => {
                    // A thread has its title above its posts.
                    let (inner, _) = self.parse::<Object<'text>>(self.at(member))?;
                    if depth > 1 && JsonFields::of(&inner).has_lists {
                        self.lists(&inner, Lists::Known, depth - 1)?;
                    }
                }
                (Lists::Others { .. }, ..) => {}
            }
            self.is_of_bookmarks = was_of_bookmarks;
            if self.n_articles == n_articles {
                // A list without an article holds something else, so its objects are not items of the file.
                self.n_items = n_items;
            }
        }
        Ok(())
    }

    /// Reads an object under the name of a list of articles: a response around such a list, or a dictionary of articles
    /// by number. `is_part` is true if its fields were taken as fields of the object around it.
    fn keyed(&mut self, member: &Member<'text>, is_part: bool, depth: u8) -> Result<(), BadJson> {
        let (object, end) = self.parse::<Object<'text>>(self.at(member))?;
        let found = JsonFields::of(&object);
        if depth == 0 {
            return Ok(());
        }
        if is_part || found.is_article() {
            // The article around the object has its fields already.
            return if found.has_lists { self.lists(&object, Lists::Known, depth) } else { Ok(()) };
        }
        if found.has_lists || (found.has_other_lists && !members::is_dictionary(&object)) {
            return self.object(&object, self.at(member)..end, depth, false);
        }
        for inner in object.members.iter().filter(|inner| inner.kind() == b'{') {
            self.value(self.at(inner), depth - 1, false)?;
        }
        Ok(())
    }

    /// Reads an object under an unknown name, which may hold lists of articles or be an article.
    ///
    /// `is_one_of_many` is true if the object around it is a dictionary of articles, `is_alone` if that object has no
    /// other member.
    fn wrapped(
        &mut self,
        member: &Member<'text>,
        is_one_of_many: bool,
        is_alone: bool,
        depth: u8,
    ) -> Result<(), BadJson> {
        let (object, end) = self.parse::<Object<'text>>(self.at(member))?;
        let found = JsonFields::of(&object);
        let is_number = !member.name.is_empty() && member.name.bytes().all(|byte| byte.is_ascii_digit());
        let is_surely_one = found.fields.has_strong(FieldKind::Title) && found.has_provenance() && found.has_prose();
        let is_dated = is_alone && found.fields.has_any(FieldKind::Date) && found.has_prose();
        if found.is_article() && (is_one_of_many || is_dated || is_number || is_surely_one) {
            return self.object(&object, self.at(member)..end, depth, false);
        }
        if depth > 0 && (found.has_lists || found.may_wrap_articles(found.is_article())) {
            let n_articles = self.n_articles;
            self.lists(&object, Lists::Known, depth)?;
            if self.n_articles == n_articles {
                self.lists(&object, Lists::Others { is_beside_article: false }, depth)?;
            }
        }
        Ok(())
    }

    fn article(
        &mut self,
        found: JsonFields<'text>,
        object: &Object<'text>,
        is_article: bool,
        place: Option<Range<usize>>,
        is_whole: bool,
    ) {
        self.n_items += 1;
        let found = if is_article { draft(found, object, InnerArticles::AreRead, self.limit) } else { None };
        let Some(Drafted { mut draft, is_cut, by_shape }) = found else {
            return;
        };
        take_out_title(&mut draft, Format::Json);
        if draft.body.blocks.is_empty() && draft.metadata.title.is_none() {
            return;
        }
        self.around.complete(&mut draft);
        self.n_articles += 1;
        self.by_shape.add(by_shape);
        if is_cut {
            self.problems.push(Problem::new(&*self.chunk.path, Severity::Caution, too_long(self.limit)));
        }
        let n_undecodable = match self.n_undecodable {
            n_undecodable if n_undecodable == 0 || is_whole => n_undecodable,
            n_undecodable => {
                let n_in = |text: &str| text.matches(char::REPLACEMENT_CHARACTER).count();
                let n_signs = match &place {
                    Some(place) => n_in(&self.text[place.clone()]),
                    None => object.members.iter().map(|member| n_in(member.raw)).sum(),
                };
                n_undecodable.min(u32::try_from(n_signs).unwrap_or(u32::MAX))
            }
        };
        let raw = place.clone().map(|place| Digest::of(self.text[place].as_bytes()));
        let raw = raw.unwrap_or_else(|| {
            let mut digest = DigestBuilder::default();
            object.members.iter().for_each(|member| digest.add_value(member.raw.as_bytes()));
            digest.finish()
        });
        let range =
            self.offset.zip(place).map(|(offset, place)| range_of(offset + place.start as u64, &self.text[place]));
        let address = Address {
            path: Arc::clone(&self.chunk.path),
            item: (!is_whole).then_some(self.n_items),
            range: range.filter(|_| !is_whole),
            format: Format::Json,
        };
        let draft = Draft { encoding: self.encoding, n_undecodable, raw: Some(raw), ..draft };
        (self.take)(record(draft, address, is_cut));
    }

    /// Parses the value at `at`, and returns it with the position of its end.
    fn parse<T: Deserialize<'text>>(&self, at: usize) -> Result<(T, usize), BadJson> {
        let mut values = serde_json::Deserializer::from_str(&self.text[at..]).into_iter::<T>();
        match values.next() {
            Some(Ok(value)) => Ok((value, at + values.byte_offset())),
            Some(Err(error)) => {
                let line = memchr::memchr_iter(b'\n', &self.text.as_bytes()[..at]).count() + error.line();
                Err(BadJson(error, u32::try_from(line).unwrap_or(u32::MAX)))
            }
            None => Ok((
                T::deserialize(serde::de::value::UnitDeserializer::<serde_json::Error>::new())
                    .map_err(|error| BadJson(error, 0))?,
                self.text.len(),
            )),
        }
    }

    /// Returns the place in the text at which the value of a member begins.
    fn at(&self, member: &Member<'text>) -> usize {
        member.raw.as_ptr() as usize - self.text.as_ptr() as usize
    }

    fn skip_blanks_and_commas(&self, at: usize) -> usize {
        let mut at = self.skip_blanks(at);
        while self.text.as_bytes().get(at) == Some(&b',') {
            at = self.skip_blanks(at + 1);
        }
        at
    }

    fn skip_blanks(&self, at: usize) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        at + rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
    }
}

/// True if a list of that name next to an article holds other things than articles like it.
fn is_beside_an_article(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    BESIDE_AN_ARTICLE.iter().any(|word| lower.contains(word))
}
