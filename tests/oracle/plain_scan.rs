//! The meaning of a filter by a plain scan: each article is looked at by itself, as strings, without an index.
//!
//! It is the oracle of the tests: slow, simple, and without any code of the program but its normalising of letters and
//! its parsed filters. Words are substrings of normalised text: ` wor` is the start of a word, ` words ` a whole one. Every
//! line of a text ends in a space and a line end, so that no phrase reaches from one line into the next.

use std::collections::BTreeSet;
use std::ops::Range;

use memchr::memmem;
use newsreader::article::facts::{Facts, TextRange};
use newsreader::article::{Article, Block, Body, Boilerplate};
use newsreader::index::{Flags, Marks, RowFacts, Source, SourceNames};
use newsreader::query::{Node, Term, Test, TextField, WordPattern};
use newsreader::text::{compounds, normalise};

/// A normalised text.
pub struct Text {
    pub normalised: String,
    words: BTreeSet<String>,
}

/// An article as the texts that filters look at.
pub struct PlainArticle {
    article: Article,
    pub title: Text,
    source: Text,
    authors: Text,
    pub body: Text,
    quotes: Vec<Text>,
    captions: Vec<Text>,
    names: Vec<Text>,
    links: Text,
    page: Text,
    /// The words with a sign inside, such as `sts-103`, of title, source, authors and body.
    pub compounds: BTreeSet<String>,
    flags: Flags,
    mentions: Vec<(jiff::civil::Date, jiff::civil::Date)>,
    /// The words of its running text.
    pub n_words: u32,
}

impl PlainArticle {
    /// Normalises the texts of an article as it was read.
    pub fn of(article: &Article, body: &Body, facts: &Facts) -> Self {
        let title = article.title.value().map(|title| &**title);
        let source = article.source.value().map(|source| &**source);
        let authors: Vec<&str> = article.authors.value().into_iter().flatten().map(|author| &**author).collect();
        let captions = body.blocks.iter().filter(|block| block.boilerplate == Some(Boilerplate::Caption));
        let names = facts.names.iter().flat_map(|name| &name.forms);
        let links = article.link.iter().chain(facts.links.iter().map(|link| &link.address));
        let mut mentions: Vec<_> =
            facts.mentions.iter().map(|mention| (mention.date.first_day, mention.date.last_day)).collect();
        mentions.sort_unstable();
        mentions.dedup();
        let with_compounds = title.into_iter().chain(source).chain(authors.iter().copied()).chain([&*body.text]);
        Self {
            title: lines(title),
            source: lines(source),
            authors: lines(authors.iter().copied()),
            body: lines(body.blocks.iter().map(|block| body.text_of(block))),
            quotes: facts.quotes.iter().filter(|quote| quote.depth == 0).map(|quote| span(body, quote.range)).collect(),
            captions: captions.map(|block| span(body, block.range.clone().into())).collect(),
            names: names.map(|range| span(body, *range)).collect(),
            links: lines(links.map(|link| &**link)),
            page: lines(body.page.lines()),
            compounds: with_compounds
                .flat_map(compounds::with_places)
                .map(|(_, compound): (Range<usize>, String)| compound)
                .collect(),
            flags: Flags::of(article, body, facts),
            mentions,
            n_words: body
                .blocks
                .iter()
                .filter(|block| block.boilerplate.is_none())
                .map(|block| n_words(body, block))
                .sum(),
            article: article.clone(),
        }
    }

    /// True if the article matches, where hosts are shown under these names.
    pub fn matches(&self, node: &Node, names: &SourceNames) -> bool {
        match node {
            Node::And(nodes) => nodes.iter().all(|node| self.matches(node, names)),
            Node::Or(nodes) => nodes.iter().any(|node| self.matches(node, names)),
            Node::Not(node) => !self.matches(node, names),
            Node::Term(Term { field, any }) => {
                let part = field.and_then(|field| field.text_field);
                any.iter().any(|test| self.passes(part, test, names))
            }
        }
    }

    fn passes(&self, part: Option<TextField>, test: &Test, names: &SourceNames) -> bool {
        match test {
            _ if part == Some(TextField::Source) => self.has_source(test, names),
            Test::Words(pattern) => self.texts(part).iter().any(|text| text.has(pattern.needle())),
            Test::Regex(pattern) | Test::Fuzzy(pattern) => {
                let mut compounds = self.compounds.iter().filter(|compound| pattern.matches_word(compound));
                let texts = self.texts(part);
                texts.iter().any(|text| text.has_word_like(pattern))
                    || match part {
                        None => compounds.next().is_some(),
                        // A compound counts in a part where its words follow each other there.
                        Some(_) => compounds.any(|compound| {
                            let words = compounds::as_words(compound);
                            texts.iter().any(|text| text.has(&words))
                        }),
                    }
            }
            Test::Fact(fact) => fact.matches(&self.facts()),
            Test::Like(_) => panic!("an article alone does not tell which others are like it"),
        }
    }

    /// The normalised texts in which words are looked for.
    fn texts(&self, part: Option<TextField>) -> Vec<&Text> {
        match part {
            None => vec![&self.title, &self.source, &self.authors, &self.body],
            Some(TextField::Title) => vec![&self.title],
            Some(TextField::Source) => vec![&self.source],
            Some(TextField::Authors) => vec![&self.authors],
            Some(TextField::Body) => vec![&self.body],
            Some(TextField::Quotes) => self.quotes.iter().collect(),
            Some(TextField::Captions) => self.captions.iter().collect(),
            Some(TextField::Names) => self.names.iter().collect(),
            Some(TextField::Links) => vec![&self.links],
            Some(TextField::Page) => vec![&self.page],
        }
    }

    /// True if the name of the source, its host, or the name that its host is shown under has what a test looks for.
    fn has_source(&self, test: &Test, names: &SourceNames) -> bool {
        let Some(source) = Source::of(&self.article) else { return false };
        let texts = [source.name.as_deref(), source.host.as_deref(), names.shown_source(&source)];
        texts.into_iter().flatten().any(|text| {
            let normalised = Text::of(normalise::normalise(text));
            match test {
                Test::Words(pattern) => normalised.has(pattern.needle()),
                Test::Regex(pattern) | Test::Fuzzy(pattern) => {
                    let mut compounds = compounds::with_places(text).into_iter();
                    normalised.has_word_like(pattern) || compounds.any(|(_, compound)| pattern.matches_word(&compound))
                }
                Test::Fact(_) | Test::Like(_) => false,
            }
        })
    }

    fn facts(&self) -> RowFacts<'_> {
        RowFacts {
            path: &self.article.address.path,
            date: self.article.date.value().map(|date| (date.first_day, date.last_day)),
            date_how: self.article.date.how(),
            flags: self.flags,
            n_words: self.n_words,
            languages: &self.article.languages,
            mentions: &self.mentions,
            marks: Marks::default(),
        }
    }
}

impl Text {
    fn of(normalised: String) -> Self {
        Self { words: normalised.split_whitespace().map(str::to_owned).collect(), normalised }
    }

    /// True if the words of `needle`, which starts with a space, follow each other in the text.
    fn has(&self, needle: &str) -> bool {
        memmem::find(self.normalised.as_bytes(), needle.as_bytes()).is_some()
    }

    fn has_word_like(&self, pattern: &WordPattern) -> bool {
        self.words.iter().any(|word| pattern.matches_word(word))
    }
}

/// Normalises texts, each as a line ` a b ` with a line end.
fn lines<'text>(texts: impl IntoIterator<Item = &'text str>) -> Text {
    Text::of(texts.into_iter().map(|text| normalise::normalise(text) + "\n").collect())
}

/// Normalises the words of a text that a range touches, block by block.
fn span(body: &Body, range: TextRange) -> Text {
    let range = range.bytes();
    let of_block = |block: &Block| {
        let words = normalise::words(body.text_of(block));
        let is_touched = |word: &usize| {
            let Range { start, end } = words.range(*word);
            block.range.start + start < range.end && range.start < block.range.start + end
        };
        let touched: String =
            (0..words.len()).filter(is_touched).map(|word| [" ", words.normalised(word)].concat()).collect();
        touched + " \n"
    };
    Text::of(body.blocks.iter().map(of_block).collect())
}

fn n_words(body: &Body, block: &Block) -> u32 {
    normalise::normalise_into(body.text_of(block), &mut String::new()) as u32
}
