//! Collects the texts of fields other than the main text, such as leads, captions and remarks, and adds them to the
//! page text of the article.

use std::borrow::Cow;

use super::blocks::{looks_like_html, push_html};
use super::cut;
use super::date_names::is_date_to_show;
use super::feed::unescaped;
use super::prose::{ends_as_a_sentence, is_of_words, length_of_prose};
use super::text_blocks::push_text;
use super::text_names::{NameHint, hint_of_name, is_of_flags, label_of};
use crate::article::{BlockKind, Body, BodyBuilder, Boilerplate};
use known::{Known, has_text_of};

mod known;

/// The fewest words of a text. A field with fewer words is a fact, unless its name says that it is a text.
const FEWEST_WORDS: usize = 4;

/// The fewest words of a text in a field whose name says that it is a text.
const FEWEST_WORDS_OF_TEXTS: usize = 2;

/// The longest fact, in bytes.
const LONGEST_FACT: usize = 120;

/// The texts of the fields other than the main text, in the order of the fields.
#[derive(Debug, Default)]
pub(super) struct OtherTexts<'text> {
    texts: Vec<OtherText<'text>>,
}

#[derive(Debug)]
struct OtherText<'text> {
    /// The name of the field, as the user sees it.
    label: Option<String>,
    text: Cow<'text, str>,
    /// True for a name, a place or a label. It is shown even if its words are in the text of the article.
    is_fact: bool,
}

impl<'text> OtherTexts<'text> {
    /// Adds the value of a field if it is a text that people read.
    pub(super) fn take(&mut self, name: &str, text: impl Into<Cow<'text, str>>) {
        self.take_as(name, name, text.into());
    }

    /// Adds the value of the field `name` if it is a text that people read. The user sees it under the name `label`.
    pub(super) fn take_as(&mut self, label: &str, name: &str, text: Cow<'text, str>) {
        // Some programs store HTML with its tags escaped.
        let text = if is_escaped_html(&text) { Cow::Owned(unescaped(&text).into_owned()) } else { text };
        if is_date_to_show(name, &text) {
            self.texts.push(OtherText { label: label_of(label), text, is_fact: true });
            return;
        }
        // Most strings are not words at all, so their field names need no test.
        let is_a_word = is_a_name(&text);
        let has_several_words = !is_a_word && is_of_words(&text, FEWEST_WORDS_OF_TEXTS);
        if !has_several_words && (!is_a_word || is_of_flags(name)) {
            return;
        }
        let is_fact = match hint_of_name(name) {
            NameHint::IsNoText => return,
            NameHint::IsText => !has_several_words,
            NameHint::Nothing if has_several_words && is_of_words(&text, FEWEST_WORDS) => false,
            NameHint::Nothing => true,
        };
        // Parts of sentences are looked up in the text, as longer texts are.
        let is_fact = is_fact && (!has_several_words || is_written_as_a_name(&text));
        // A fact means nothing without the name of its field.
        let label = label_of(label);
        if !is_fact || (label.is_some() && text.len() <= LONGEST_FACT && !text.contains(['<', '\n'])) {
            self.texts.push(OtherText { label, text, is_fact });
        }
    }

    /// Adds the name of a person in the field `label`.
    pub(super) fn take_person(&mut self, label: &str, name: String) {
        self.texts.push(OtherText { label: label_of(label), text: name.into(), is_fact: true });
    }

    /// Removes and returns the text that can be the main text of a record without one, with the name of its field.
    ///
    /// It is the only text, or else the longest text in sentences.
    pub(super) fn take_main_text(&mut self) -> Option<(String, Cow<'text, str>)> {
        let is_text = |other: &&OtherText<'_>| {
            !other.is_fact && (ends_as_a_sentence(&other.text) || is_of_words(&other.text, FEWEST_WORDS))
        };
        let is_plain = |other: &OtherText<'_>| other.label.is_some() && !looks_like_html(&other.text);
        let only =
            (self.texts.iter().filter(is_text).count() == 1).then(|| self.texts.iter().position(|it| is_text(&it)));
        let longest = || {
            let prose = self.texts.iter().enumerate().filter(|(_, other)| length_of_prose(&other.text).is_some());
            prose.max_by_key(|(_, other)| other.text.len()).map(|(at, _)| at)
        };
        let at = only.flatten().or_else(longest).filter(|at| is_plain(&self.texts[*at]))?;
        let OtherText { label, text, .. } = self.texts.remove(at);
        Some((label?, text))
    }

    /// Adds the texts to the page text of `body`, the text of the article. Texts that are in `body` already, or are the
    /// title, are left out.
    ///
    /// Adds at most `limit` bytes. Also returns `true` if some text was cut or left out because of the limit.
    pub(super) fn add_to(self, body: Body, title: Option<&str>, limit: u64) -> (Body, bool) {
        if self.texts.is_empty() {
            return (body, false);
        }
        let n_bytes = body.text.len() + self.texts.iter().map(|other| other.text.len()).sum::<usize>();
        let mut known = Known::new(&body, title, n_bytes);
        let mut added: Vec<String> = Vec::new();
        let mut n_left = limit;
        let mut is_cut = false;
        for OtherText { mut label, text, is_fact } in self.texts {
            if is_fact {
                let line = label.into_iter().map(|label| label + ": ").chain([text.trim().to_owned()]);
                let line: String = line.collect();
                if known.is_new_fact(&line, &text) {
                    // Half of a fact could mean something else, so a fact is added as a whole or not at all.
                    if line.len() as u64 > n_left {
                        is_cut = true;
                        continue;
                    }
                    n_left -= line.len() as u64;
                    added.push(line);
                }
                continue;
            }
            if (is_whole_page(&text) && has_text_of(&text, &body)) || known.is_title_or_verbatim(&text) {
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
            builder.end_boilerplate(BlockKind::Paragraph, false, Boilerplate::Page);
        }
        (builder.finish(), is_cut)
    }
}

/// True if the first word is not in lower case, as in names, and the text does not end as a sentence does.
fn is_written_as_a_name(text: &str) -> bool {
    let text = text.trim();
    !text.starts_with(char::is_lowercase) && !ends_as_a_sentence(text)
}

/// True if a text is one word that looks like a name: `Halden`, `Saint-Malo`, `奥斯陆`. Words in lower case are flags.
fn is_a_name(text: &str) -> bool {
    const FEWEST: usize = 3;
    const LONGEST: usize = 60;
    const LONGEST_WIDE: usize = 8;
    const FLAGS: [&str; 8] = ["true", "false", "none", "null", "yes", "no", "unknown", "default"];
    let text = text.trim().trim_end_matches(['.', '!', '?']);
    if text.len() > LONGEST || text.chars().any(|c| !c.is_alphabetic() && !matches!(c, '-' | '\'' | '’' | '.')) {
        return false;
    }
    if !text.contains(|c: char| c.is_uppercase() || c.is_lowercase()) {
        return (2..=LONGEST_WIDE).contains(&text.chars().count());
    }
    // `NewsArticle` is an identifier of a program.
    let is_cased_as_a_name = |part: &str| {
        part.starts_with(char::is_uppercase) && part.chars().skip(1).all(|c| !c.is_uppercase())
            || part.chars().all(char::is_lowercase)
    };
    text.starts_with(char::is_uppercase)
        && text.contains(char::is_lowercase)
        && text.chars().count() >= FEWEST
        && text.split(['-', '\'', '’', '.']).all(is_cased_as_a_name)
        && !FLAGS.iter().any(|flag| text.eq_ignore_ascii_case(flag))
}

/// True if a text is the whole web page of the article, with its menus. Crawlers store it in addition to the text.
fn is_whole_page(text: &str) -> bool {
    let start = text.trim_start();
    ["<!doctype", "<html"].iter().any(|tag| start.get(..tag.len()).is_some_and(|own| own.eq_ignore_ascii_case(tag)))
}

/// True if a text is HTML with its tags escaped, and not a text about tags.
fn is_escaped_html(text: &str) -> bool {
    let has = |mark: &[u8]| memchr::memmem::find(text.as_bytes(), mark).is_some();
    has(b"&lt;") && !has(b"<") && (text.trim_start().starts_with("&lt;") || has(b"&lt;/"))
}

/// Returns the paragraphs of a text, which may be HTML.
fn paragraphs(text: &str) -> Vec<String> {
    let mut builder = BodyBuilder::default();
    if is_whole_page(text) || looks_like_html(text) {
        push_html(without_count_of_rest(text), &mut builder);
    } else {
        push_text(without_count_of_rest(&unescaped(text)), &mut builder);
    }
    let body = builder.finish();
    body.blocks.iter().map(|block| body.text_of(block).to_owned()).collect()
}

/// Removes the count that news services put at the end of a text that they cut: `[+1234 chars]`.
fn without_count_of_rest(text: &str) -> &str {
    let trimmed = text.trim_end();
    let cut = trimmed.strip_suffix(" chars]").and_then(|start| start.rfind("[+"));
    cut.map_or(text, |at| &trimmed[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the page text of an article with the text `text` and these other fields.
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
        let text = "The tug sank on Tuesday.\n\nNobody was hurt, the office said.\n\nThey could not solve it.";
        for (name, field, expected) in [
            (
                "lead_txt",
                "Forty years, and gone within an hour",
                &["lead_txt: Forty years, and gone within an hour"][..],
            ),
            ("caption", "In May", &["caption: In May"]),
            // Names, places and labels are shown with the names of their fields.
            ("section", "Harbour news", &["section: Harbour news"]),
            ("place", "Halden", &["place: Halden"]),
            ("地点", "奥斯陆", &["地点: 奥斯陆"]),
            ("office", "Nobody was", &["office: Nobody was"]),
            ("remark", "Closed!", &["remark: Closed!"]),
            ("place", "halden", &[]),
            ("place", "NewsArticle", &[]),
            ("status", "Published", &[]),
            ("is_free", "True", &[]),
            ("text", "Halden", &[]),
            ("place", "Tug sinks", &[]),
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
            (
                "note",
                "Write &lt;main&gt; and not &lt;div&gt; around it",
                &["note: Write <main> and not <div> around it"],
            ),
            (
                "note",
                "<p>Write &amp;lt;main&amp;gt; and not &amp;lt;div&amp;gt;</p>",
                &["note: Write &lt;main&gt; and not &lt;div&gt;"],
            ),
            ("note", "<p>Write &lt;main&gt; and not &lt;div&gt;</p>", &["note: Write <main> and not <div>"]),
            ("lead", "$40 million for the quay", &["lead: $40 million for the quay"]),
            ("Key quote", "Nobody will miss it", &["Key quote: Nobody will miss it"]),
            ("key_points", "A tug is gone", &["key_points: A tug is gone"]),
            ("disclaimer", "Nobody is to blame for what stands here", &[]),
            // The first page has the text of the article, the second has another text.
            (
                "page",
                "<!doctype html><p>Home and all the other pages</p><p>The tug <b>sank</b> on Tuesday.</p>                 <p>Nobody was hurt, the office said.</p>",
                &[],
            ),
            ("lead", "<html><body><p>Forty years, and gone</p></body></html>", &["lead: Forty years, and gone"]),
            // Words within other words do not count as found.
            ("note", "Not so", &["note: Not so"]),
            ("note", "Was hurt", &[]),
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
}
