//! Finds out whether the text of another field is in the text of the article already, regardless of signs and blanks.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use crate::article::Body;
use crate::corpus::format::feed::unescaped;
use crate::text::letters::Letter;
use crate::text::normalise::is_unspaced;

/// The limit on searches of an article for the texts of its other fields, as a multiple of its bytes. Each search reads
/// the whole text, and an article may have thousands of other texts.
const TIMES_SEARCHED: usize = 64;

/// The most bytes by which two spellings of a title may differ in length, because of line ends and blanks.
const MOST_BLANKS: usize = 100;

/// The fewest bytes of a text that may have been cut off within a word without a sign such as `…`.
const LONG: usize = 60;

/// The texts that an article has already: its body, its title and the texts that were added.
pub(super) struct Known<'known> {
    body: &'known Body,
    title: Option<&'known str>,
    /// The words of the body. They are made only when needed, because most texts are found without them.
    of_body: Option<Words>,
    hasher: RandomState,
    /// The words of the title and of the added paragraphs, and the added facts.
    others: HashSet<String>,
    n_searched: usize,
    /// The most bytes that may be searched.
    most_searched: usize,
}

/// The words of a body.
struct Words {
    /// The words of the whole body, in the form that [`words`] returns.
    all: String,
    /// The hashes of the words of its paragraphs and of its sentences.
    parts: HashSet<u64>,
}

impl<'known> Known<'known> {
    /// `n_bytes` is the length of the article with all of its other texts.
    pub(super) fn new(body: &'known Body, title: Option<&'known str>, n_bytes: usize) -> Self {
        Self {
            body,
            title,
            of_body: None,
            hasher: RandomState::new(),
            others: title.map(words).into_iter().collect(),
            n_searched: 0,
            most_searched: n_bytes.saturating_mul(TIMES_SEARCHED),
        }
    }

    /// True if a text is the title, or is in the body letter by letter, as summaries made by programs are.
    pub(super) fn is_title_or_verbatim(&mut self, text: &str) -> bool {
        let whole = text.trim();
        let text = whole.trim_end_matches(['.', '…', ' ']);
        let may_break_off = may_break_off(whole);
        if self.may_search()
            && let Some(at) = memchr::memmem::find(self.body.text.as_bytes(), text.as_bytes())
        {
            let (before, behind) = (&self.body.text[..at], &self.body.text[at + text.len()..]);
            let is_in_word = |c: char| c.is_alphanumeric() && !is_unspaced(c);
            if !before.ends_with(is_in_word) && (may_break_off || !behind.starts_with(is_in_word)) {
                return true;
            }
        }
        self.title.is_some_and(|title| title.len().abs_diff(text.len()) <= MOST_BLANKS && words(title) == words(text))
    }

    /// True if a paragraph has words and is not known yet. Adds it to the known texts.
    pub(super) fn is_new(&mut self, paragraph: &str) -> bool {
        let own = words(paragraph);
        if own.trim().is_empty() || self.others.contains(&own) {
            return false;
        }
        let of_body = self.of_body.get_or_insert_with(|| Words::of(self.body, &self.hasher));
        if of_body.parts.contains(&self.hasher.hash_one(own.as_str())) {
            return false;
        }
        if self.may_search()
            && let Some(of_body) = &self.of_body
        {
            let wanted = if may_break_off(paragraph.trim_end()) { own.trim_end() } else { &own };
            if memchr::memmem::find(of_body.all.as_bytes(), wanted.as_bytes()).is_some() {
                return false;
            }
        }
        self.others.insert(own)
    }

    /// True if a fact is not the title, not the beginning of the body, and not known yet. `line` is the fact with the
    /// name of its field; it is added to the known texts.
    pub(super) fn is_new_fact(&mut self, line: &str, fact: &str) -> bool {
        let may_be_title = |title: &str| title.len().abs_diff(fact.len()) <= MOST_BLANKS;
        let is_title = self.title.is_some_and(|title| may_be_title(title) && words(title) == words(fact));
        !is_title && !self.body.text.starts_with(fact.trim()) && self.others.insert(line.to_owned())
    }

    /// True if the body may be searched once more. Counts that search.
    fn may_search(&mut self) -> bool {
        let n_bytes = self.n_searched.saturating_add(self.body.text.len());
        let may = n_bytes <= self.most_searched;
        if may {
            self.n_searched = n_bytes;
        }
        may
    }
}

impl Words {
    fn of(body: &Body, hasher: &RandomState) -> Self {
        let mut all = String::with_capacity(body.text.len() + 1);
        let mut parts = HashSet::new();
        all.push(' ');
        for block in &body.blocks {
            let start = all.len() - 1;
            for sentence in body.text_of(block).split_inclusive(['.', '!', '?', '…', '。', '！', '？']) {
                let start = all.len() - 1;
                push_words(sentence, &mut all);
                parts.insert(hasher.hash_one(&all[start..]));
            }
            parts.insert(hasher.hash_one(&all[start..]));
        }
        Self { all, parts }
    }
}

/// True if a text may have been cut off within a word.
fn may_break_off(text: &str) -> bool {
    text.ends_with(['…', ']']) || text.ends_with("...") || text.len() >= LONG
}

/// True if a page contains the text of an article: one long paragraph as it is, or half of its first paragraphs.
pub(super) fn has_text_of(page: &str, body: &Body) -> bool {
    const LOOKED_AT: usize = 8;
    let blocks: Vec<&str> = body.blocks.iter().take(LOOKED_AT).map(|block| body.text_of(block).trim()).collect();
    // A paragraph without links and signs is in the page letter by letter.
    let is_long = |block: &&&str| block.len() >= LONG;
    if blocks.iter().filter(is_long).any(|block| memchr::memmem::find(page.as_bytes(), block.as_bytes()).is_some()) {
        return true;
    }
    let mut shown = String::with_capacity(page.len());
    for (at, part) in page.split('<').enumerate() {
        let (tag, text) = part.split_once('>').filter(|_| at > 0).unwrap_or(("", part));
        if !is_within_words(tag) {
            shown.push(' ');
        }
        shown.push_str(text);
    }
    let all = words(&unescaped(&shown));
    let n_there = blocks.iter().filter(|block| memchr::memmem::find(all.as_bytes(), words(block).as_bytes()).is_some());
    !blocks.is_empty() && n_there.count() * 2 >= blocks.len()
}

/// True for the tags of elements that may begin or end within a word.
fn is_within_words(tag: &str) -> bool {
    let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    ["a", "b", "i", "u", "s", "em", "strong", "span", "sup", "sub", "mark", "font", "code", "abbr"]
        .iter()
        .any(|within| name.eq_ignore_ascii_case(within))
}

/// Returns the words of a text in lower case, with a blank before, between and after them. Two versions of a text have
/// the same words, regardless of signs and blanks.
///
/// In scripts without blanks each character is a word.
fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len() + 2);
    words.push(' ');
    push_words(text, &mut words);
    words
}

/// Adds the words of a text to `words`, which ends with a blank.
fn push_words(text: &str, words: &mut String) {
    for c in text.chars() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                words.push(c.to_ascii_lowercase());
            } else if !matches!(c, '-' | '\'') {
                end_word(words);
            }
        } else if is_unspaced(c) {
            end_word(words);
            words.push(c);
            words.push(' ');
        } else if Letter::of(c).is_alphanumeric() {
            words.extend(c.to_lowercase());
        } else if !matches!(c, '’' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{300}'..='\u{36f}') {
            end_word(words);
        }
    }
    end_word(words);
}

fn end_word(words: &mut String) {
    if !words.ends_with(' ') {
        words.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::BodyBuilder;
    use crate::corpus::format::text_blocks::push_text;

    fn body(text: &str) -> Body {
        let mut builder = BodyBuilder::default();
        push_text(text, &mut builder);
        builder.finish()
    }

    #[test]
    fn words_of_texts() {
        for (text, expected) in
            [("  The tug’s e-mail – (lost)! ", " the tugs email lost "), ("港の入口 A", " 港 の 入 口 a "), ("…", " ")]
        {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn few_bytes_are_searched_for_many_texts() {
        let text = "The tug sank. ".repeat(1000);
        let body = body(&text);
        let n_bytes = body.text.len();
        let mut known = Known::new(&body, None, n_bytes);
        for at in 0..2000 {
            let note = format!("the note with the number {at}");
            assert!(!known.is_title_or_verbatim(&note) && known.is_new(&note), "{note}");
        }
        assert!(known.n_searched <= TIMES_SEARCHED * n_bytes, "{}", known.n_searched);
        // Whole sentences are found by their hashes, without a search.
        assert!(!known.is_new("The tug sank!"));
    }
}
