//! Collects the texts of the fields beside the text of an article, such as leads, captions and remarks, and adds them
//! to its page text.

use std::borrow::Cow;
use std::collections::HashSet;

use super::blocks::{looks_like_html, push_html};
use super::cut;
use super::feed::unescaped;
use super::fields::has_word;
use super::prose::is_of_words;
use super::text_blocks::push_text;
use crate::article::{Aside, BlockKind, Body, BodyBuilder};
use crate::text::letters::Letter;

/// The fewest words of a text. Fields with fewer words are names, places and labels.
const FEWEST_WORDS: usize = 4;

/// The fewest words of a text whose field is named as one of [`OF_TEXTS`].
const FEWEST_WORDS_OF_TEXTS: usize = 2;

/// Words in the names of fields that hold texts, however short.
const OF_TEXTS: [&str; 58] = [
    "subtitle",
    "subheadline",
    "subhead",
    "subheading",
    "kicker",
    "overline",
    "deck",
    "dek",
    "standfirst",
    "lead",
    "lede",
    "leadin",
    "intro",
    "introduction",
    "teaser",
    "summary",
    "abstract",
    "excerpt",
    "description",
    "caption",
    "captions",
    "remark",
    "remarks",
    "note",
    "notes",
    "comment",
    "comments",
    "correction",
    "corrections",
    "update",
    "quote",
    "quotes",
    "pullquote",
    "highlights",
    "footnote",
    "footnotes",
    "sidebar",
    "infobox",
    "factbox",
    "box",
    "headline",
    "title",
    "heading",
    "question",
    "answer",
    "transcript",
    "annotation",
    "message",
    "reply",
    "legend",
    "untertitel",
    "vorspann",
    "unterzeile",
    "bildunterschrift",
    "chapeau",
    "entradilla",
    "subtítulo",
    "sous",
];

/// Words in the names of fields that hold strings for programs, though they may look like words.
const OF_PROGRAMS: [&str; 34] = [
    "css",
    "style",
    "styles",
    "class",
    "classes",
    "script",
    "code",
    "query",
    "sql",
    "embed",
    "player",
    "iframe",
    "pattern",
    "regex",
    "template",
    "mime",
    "type",
    "path",
    "file",
    "filename",
    "hash",
    "token",
    "cookie",
    "cookies",
    "agent",
    "useragent",
    "selector",
    "xpath",
    "format",
    "font",
    "coordinates",
    "geometry",
    "key",
    "id",
];

/// Names that say nothing of a text: the name of the field around it says more.
const OF_ANYTHING: [&str; 20] = [
    "text",
    "value",
    "content",
    "contents",
    "body",
    "html",
    "rendered",
    "raw",
    "plain",
    "p",
    "td",
    "th",
    "div",
    "span",
    "data",
    "item",
    "_",
    "main",
    "paragraph",
    "original",
];

/// The longest name that is shown before its text, in bytes.
const LONGEST_LABEL: usize = 40;

/// The bytes by which two spellings of a title may differ: those of line ends and blanks.
const MOST_BLANKS: usize = 100;

/// The texts of the fields beside the text of an article, in order.
#[derive(Debug, Default)]
pub(super) struct OtherTexts<'text> {
    texts: Vec<OtherText<'text>>,
}

#[derive(Debug)]
struct OtherText<'text> {
    /// The name of the field, as it is shown.
    label: Option<String>,
    text: Cow<'text, str>,
}

impl<'text> OtherTexts<'text> {
    /// Takes in the value of a field, if it is a text to read.
    pub(super) fn take(&mut self, name: &str, text: impl Into<Cow<'text, str>>) {
        let text: Cow<'text, str> = text.into();
        // Some programs keep HTML with its tags escaped.
        let is_escaped = memchr::memmem::find(text.as_bytes(), b"&lt;").is_some();
        let text = if is_escaped { Cow::Owned(unescaped(&text).into_owned()) } else { text };
        if is_whole_page(&text) || !is_of_words(&text, FEWEST_WORDS_OF_TEXTS) || has_word(name, &OF_PROGRAMS) {
            return;
        }
        if is_of_words(&text, FEWEST_WORDS) || has_word(name, &OF_TEXTS) {
            self.texts.push(OtherText { label: label_of(name), text });
        }
    }

    /// Adds the texts to the page text of `body`, the text of the article. A text that stands there, or is the title,
    /// is left out. At most `limit` bytes of texts are added; returns `true` if that was too few.
    pub(super) fn add_to(self, body: Body, title: Option<&str>, limit: u64) -> (Body, bool) {
        if self.texts.is_empty() {
            return (body, false);
        }
        let mut known = Known {
            body: &body,
            title,
            letters: None,
            n_left: MOST_SEARCHED,
            others: title.map(letters).into_iter().collect(),
        };
        let mut added: Vec<String> = Vec::new();
        let mut n_left = limit;
        let mut is_cut = false;
        for OtherText { mut label, text } in self.texts {
            if known.is_title_or_verbatim(&text) {
                continue;
            }
            for paragraph in paragraphs(&text) {
                if known.is_new(&paragraph) {
                    let short = cut(&paragraph, n_left);
                    is_cut |= short.len() < paragraph.len();
                    n_left -= short.len() as u64;
                    if short.is_empty() {
                        continue;
                    }
                    let label = label.take().map_or_else(String::new, |label| format!("{label}: "));
                    added.push(label + short);
                }
            }
        }
        let mut builder = BodyBuilder::going_on(body);
        for line in added {
            builder.push(&line);
            builder.end_aside(BlockKind::Paragraph, false, Aside::Page);
        }
        (builder.finish(), is_cut)
    }
}

/// True if a text is the whole page that the article was taken from, with its menus. Crawlers keep it beside the text.
fn is_whole_page(text: &str) -> bool {
    let start = text.trim_start();
    ["<!doctype", "<html"].iter().any(|tag| start.get(..tag.len()).is_some_and(|own| own.eq_ignore_ascii_case(tag)))
}

/// What is shown before a text of a field; `None` if its name says nothing.
fn label_of(name: &str) -> Option<String> {
    let name = name.trim();
    let is_one = name.len() <= LONGEST_LABEL
        && name.contains(char::is_alphabetic)
        && !OF_ANYTHING.iter().any(|other| name.eq_ignore_ascii_case(other));
    is_one.then(|| name.to_owned())
}

/// True if the name of a field says nothing of its text.
pub(super) fn says_nothing(name: &str) -> bool {
    label_of(name).is_none()
}

/// The paragraphs of a text, which may be HTML.
fn paragraphs(text: &str) -> Vec<String> {
    let text = if looks_like_html(text) { Cow::Borrowed(text) } else { unescaped(text) };
    let text = without_count_of_rest(&text);
    let mut builder = BodyBuilder::default();
    if looks_like_html(text) {
        push_html(text, &mut builder);
    } else {
        push_text(text, &mut builder);
    }
    let body = builder.finish();
    body.blocks.iter().map(|block| body.text_of(block).to_owned()).collect()
}

/// Returns a text that was cut short without the count that news services put behind it: `[+1234 chars]`.
fn without_count_of_rest(text: &str) -> &str {
    let trimmed = text.trim_end();
    let cut = trimmed.strip_suffix(" chars]").and_then(|start| start.rfind("[+"));
    cut.map_or(text, |at| &trimmed[..at])
}

/// The bytes of texts that are searched for the texts of their other fields. Each search goes through the whole text.
const MOST_SEARCHED: usize = 1024 * 1024 * 1024;

/// Tells the texts of an article that stand in it already.
struct Known<'body> {
    body: &'body Body,
    title: Option<&'body str>,
    /// The letters of the body. Most texts are found without them.
    letters: Option<String>,
    /// The bytes that may still be searched.
    n_left: usize,
    /// The letters of the title and of the paragraphs that are added, and when nothing is left to search those of the body.
    others: HashSet<String>,
}

impl Known<'_> {
    /// True if a text is the title, or stands letter by letter in the text, as summaries do that a program made.
    fn is_title_or_verbatim(&mut self, text: &str) -> bool {
        let text = text.trim().trim_end_matches(['.', '…', ' ']);
        if self.may_search() && memchr::memmem::find(self.body.text.as_bytes(), text.as_bytes()).is_some() {
            return true;
        }
        self.title
            .is_some_and(|title| title.len().abs_diff(text.len()) <= MOST_BLANKS && letters(title) == letters(text))
    }

    /// True if a paragraph has words and is not known. It is known from now on.
    fn is_new(&mut self, paragraph: &str) -> bool {
        let own = letters(paragraph);
        if own.is_empty() || self.others.contains(&own) {
            return false;
        }
        if self.may_search() {
            let whole = self.letters.get_or_insert_with(|| letters(&self.body.text));
            if memchr::memmem::find(whole.as_bytes(), own.as_bytes()).is_some() {
                return false;
            }
        }
        self.others.insert(own)
    }

    /// True if the text may be searched once more. Before it says no, it takes in the paragraphs of the text.
    fn may_search(&mut self) -> bool {
        let n_bytes = self.body.text.len();
        if n_bytes <= self.n_left {
            self.n_left -= n_bytes;
            return true;
        }
        if self.n_left > 0 {
            self.n_left = 0;
            self.others.extend(self.body.blocks.iter().map(|block| letters(self.body.text_of(block))));
        }
        false
    }
}

/// The letters and digits of a text in lower case: what two versions of it share, whatever their signs and blanks.
fn letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                letters.push(c.to_ascii_lowercase());
            }
        } else if Letter::of(c).is_alphanumeric() {
            letters.extend(c.to_lowercase());
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The page text of an article with these fields beside its text.
    fn page_text(text: &str, fields: &[(&str, &str)], limit: u64) -> (Vec<String>, bool) {
        let mut builder = BodyBuilder::default();
        push_text(text, &mut builder);
        let mut others = OtherTexts::default();
        for (name, text) in fields {
            others.take(name, *text);
        }
        let (body, is_cut) = others.add_to(builder.finish(), Some("Tug sinks"), limit);
        (body.page.lines().map(str::to_owned).collect(), is_cut)
    }

    #[test]
    fn texts_and_other_strings_of_fields() {
        let text = "The tug sank on Tuesday.\n\nNobody was hurt, the office said.";
        for (name, field, expected) in [
            (
                "lead_txt",
                "Forty years, and gone within an hour",
                &["lead_txt: Forty years, and gone within an hour"][..],
            ),
            ("caption", "In May", &["caption: In May"]),
            ("section", "Harbour news", &[]),
            ("text", "Forty years, and gone within an hour", &["Forty years, and gone within an hour"]),
            ("caption", "Tug  sinks!", &[]),
            ("description", "The tug sank on Tues…", &[]),
            ("summary", "The tug sank on Tuesday. [+812 chars]", &[]),
            (
                "summary",
                "Nobody was hurt, the office said. Nor wet.",
                &["summary: Nobody was hurt, the office said. Nor wet."],
            ),
            ("note", "One more thing.\n\nAnd another one.", &["note: One more thing.", "And another one."]),
            (
                "note",
                "&lt;p&gt;One more&lt;/p&gt;&lt;p&gt;thing &amp;amp; all&lt;/p&gt;",
                &["note: One more", "thing & all"],
            ),
            ("page", "<!doctype html><p>Home and all the other pages</p>", &[]),
            ("css_class", "wide blue box with a frame", &[]),
            ("ids", "81 7d 0f 22 9c 4e", &[]),
        ] {
            let expected = expected.iter().map(|line| (*line).to_owned()).collect();
            assert_eq!(page_text(text, &[(name, field)], 1000), (expected, false), "{name}: {field}");
        }
        let twice = [("note", "The same words in both"), ("remark", "The same words, in both!")];
        assert_eq!(page_text(text, &twice, 1000).0, ["note: The same words in both"]);
        assert_eq!(page_text(text, &[("note", "One two three four")], 7), (vec!["note: One two".to_owned()], true));
    }

    #[test]
    fn many_texts_beside_a_long_one_take_no_time() {
        let text = "word ".repeat(200_000);
        let fields: Vec<String> = (0..20_000).map(|at| format!("the note with the number {at}")).collect();
        let fields: Vec<(&str, &str)> = fields.iter().map(|field| ("note", field.as_str())).collect();
        assert_eq!(page_text(&text, &fields, 1 << 24).0.len(), 20_000);
    }
}
