//! Generated articles: their elements, the data that the program gets, and their words for the oracle.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use newsreader::article::facts::{DateMention, Facts, Link, Name, NameKind, Quote, TextRange};
use newsreader::article::{
    Address, Article, ArticleDate, BlockKind, Body, BodyBuilder, Boilerplate, Format, How, Known, LanguageShare,
};
use newsreader::corpus::FileState;
use newsreader::index::SegmentBuilder;
use newsreader::index::stored::Segment;
use newsreader::query::TextField;

use crate::numbers::Numbers;
use crate::vocabulary::{LANGUAGES, LINKS, NAMES, SOURCES, SPACED, UNSPACED, Word, is_unspaced};

/// The day that relative dates in filters refer to.
pub const TODAY: Date = date(2022, 3, 16);

/// The number of articles in a file of several articles.
const ITEMS_A_FILE: usize = 40;

/// A word in its normalised form, and as it is written.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    pub word: Word,
    pub written: &'static str,
}

/// The words of a paragraph, title or name.
pub type Line = Vec<Token>;

/// A paragraph, with the ranges of tokens that are quotations and names.
#[derive(Debug)]
pub struct Paragraph {
    pub line: Line,
    pub is_caption: bool,
    pub quotes: Vec<Range<usize>>,
    pub names: Vec<Range<usize>>,
}

/// A generated article.
#[derive(Debug)]
pub struct Made {
    pub path: String,
    pub item: Option<u32>,
    pub title: Option<Line>,
    pub has_own_title: bool,
    pub source: Option<Line>,
    pub authors: Vec<Line>,
    pub paragraphs: Vec<Paragraph>,
    pub page: Vec<Line>,
    pub links: Vec<usize>,
    pub mentions: Vec<(Date, Date)>,
    pub languages: Vec<&'static str>,
    pub date: Option<ArticleDate>,
    pub how: How,
    pub has_problem: bool,
    pub has_post: bool,
}

/// The number of a word among the words of all articles.
pub type WordId = u16;

/// The words of a part of an article, line by line.
pub type Lines = Vec<Vec<WordId>>;

/// The generated articles and their words.
pub struct Invented {
    pub articles: Vec<Made>,
    pub words: Vec<String>,
    /// The lines of each article: title, source, authors, body, quotations, captions, names, links, host and page text.
    pub lines: Vec<[Lines; 10]>,
    /// The words of each article, one bit per word. With it, most articles without all words of a phrase are skipped.
    pub has: Vec<u128>,
}

/// Returns a random word. Half of the words are among the most frequent ones.
pub fn token(numbers: &mut Numbers) -> Token {
    let word = if numbers.one_in(9) { numbers.pick(UNSPACED) } else { SPACED[numbers.zipf(SPACED.len())] };
    Token { word, written: numbers.pick(word.1) }
}

fn line(numbers: &mut Numbers, n_tokens: usize) -> Line {
    (0..n_tokens).map(|_| token(numbers)).collect()
}

fn written(written: &'static str) -> Token {
    let known = SPACED.iter().chain(UNSPACED).find(|(_, forms)| forms.contains(&written)).unwrap();
    Token { word: *known, written }
}

fn day(numbers: &mut Numbers) -> Date {
    // Most days are of the last two years, and a few are long ago.
    let n_days = if numbers.one_in(10) { numbers.below(9_000) } else { numbers.below(700) };
    TODAY.checked_sub((n_days as i64).days()).unwrap()
}

fn some_date(numbers: &mut Numbers) -> ArticleDate {
    let day = day(numbers);
    match numbers.below(6) {
        0 => ArticleDate::month(day),
        1 => ArticleDate::year(day),
        2 => ArticleDate::range(day, day.checked_add(6.days()).unwrap()),
        _ => ArticleDate::day(day),
    }
}

impl Paragraph {
    fn random(numbers: &mut Numbers) -> Self {
        let n_tokens = 1 + numbers.below(16);
        let mut paragraph = Self {
            line: line(numbers, n_tokens),
            is_caption: numbers.one_in(7),
            quotes: Vec::new(),
            names: Vec::new(),
        };
        if numbers.one_in(3) {
            let start = numbers.below(n_tokens);
            paragraph.quotes.push(start..start + 1 + numbers.below(n_tokens - start));
        }
        if numbers.one_in(4) {
            let start = paragraph.line.len();
            paragraph.line.extend(numbers.pick(NAMES).iter().map(|name| written(name)));
            paragraph.names.push(start..paragraph.line.len());
        }
        paragraph
    }

    /// Returns the text, with its quotations in quotation marks, and the byte ranges of quotations and names.
    fn text(&self) -> (String, Vec<Range<usize>>, Vec<Range<usize>>) {
        let (mut text, mut places) = (String::new(), Vec::new());
        for (at, token) in self.line.iter().enumerate() {
            let is_joined = at > 0 && is_unspaced(token.word) && is_unspaced(self.line[at - 1].word);
            text.push_str(if at == 0 || is_joined { "" } else { " " });
            text.push_str(if self.quotes.iter().any(|quote| quote.start == at) { "“" } else { "" });
            let start = text.len();
            text.push_str(token.written);
            places.push(start..text.len());
            text.push_str(if self.quotes.iter().any(|quote| quote.end == at + 1) { "”" } else { "" });
        }
        let bytes = |of: &Range<usize>| places[of.start].start..places[of.end - 1].end;
        let (quotes, names) = (self.quotes.iter().map(bytes).collect(), self.names.iter().map(bytes).collect());
        (text, quotes, names)
    }
}

fn plain(line: &Line) -> String {
    line.iter().map(|token| token.written).collect::<Vec<_>>().join(" ")
}

impl Made {
    fn random(numbers: &mut Numbers, idx: usize) -> Self {
        let (path, item) = match idx / ITEMS_A_FILE % 3 {
            0 => (format!("feeds/порт-{}.jsonl", idx / ITEMS_A_FILE), Some((idx % ITEMS_A_FILE) as u32 + 1)),
            1 => (format!("2021/Wire {idx}.html"), None),
            _ => (format!("{}/a{idx}.txt", idx % 13), None),
        };
        let (title_length, n_authors) = (1 + numbers.below(6), numbers.below(3));
        let is_dated = !numbers.one_in(8);
        let mut made = Self {
            path,
            item,
            title: (!numbers.one_in(6)).then(|| line(numbers, title_length)),
            has_own_title: !numbers.one_in(3),
            source: None,
            authors: (0..n_authors).map(|_| line(numbers, 2)).collect(),
            paragraphs: Vec::new(),
            page: Vec::new(),
            links: (0..numbers.below(3)).map(|_| numbers.below(LINKS.len())).collect(),
            mentions: Vec::new(),
            languages: Vec::new(),
            date: is_dated.then(|| some_date(numbers)),
            how: if is_dated { numbers.pick(&[How::Given, How::Found, How::Inferred]) } else { How::Unknown },
            has_problem: numbers.one_in(20),
            has_post: numbers.one_in(15),
        };
        if !numbers.one_in(5) {
            made.source = Some(numbers.pick(SOURCES).iter().map(|at| written(SPACED[*at].1[0])).collect());
        }
        for _ in 0..numbers.below(5) {
            made.paragraphs.push(Paragraph::random(numbers));
        }
        for _ in 0..numbers.below(3) {
            let n_tokens = 1 + numbers.below(9);
            made.page.push(line(numbers, n_tokens));
        }
        for _ in 0..numbers.below(3) {
            let mentioned = some_date(numbers);
            made.mentions.push((mentioned.first_day, mentioned.last_day));
        }
        for _ in 0..numbers.below(3) {
            made.languages.push(numbers.pick(LANGUAGES));
        }
        made
    }

    fn article(&self) -> Article {
        let path = Arc::from(Path::new(&self.path));
        let format = if self.item.is_some() { Format::JsonLines } else { Format::PlainText };
        let mut article = Article::unknown_at(Address { path, item: self.item, range: None, format });
        if let Some(title) = &self.title {
            let title = plain(title).into();
            article.title =
                if self.has_own_title { Known::given(title, "a field") } else { Known::inferred(title, "the text") };
        }
        if let Some(source) = &self.source {
            article.source = Known::given(plain(source).into(), "a field");
        }
        if !self.authors.is_empty() {
            article.authors = Known::given(self.authors.iter().map(|author| plain(author).into()).collect(), "a field");
        }
        article.date = Known::restored(self.date, self.how, "a field");
        article.languages =
            self.languages.iter().map(|code| LanguageShare { code: (*code).into(), share: 0.5 }).collect();
        article.link = self.own_link().map(Into::into);
        article.has_problem = self.has_problem;
        article
    }

    /// Returns the address of publication: the first link, if it is a web address.
    fn own_link(&self) -> Option<&'static str> {
        let (address, _) = LINKS[*self.links.first()?];
        address.starts_with("http").then_some(address)
    }

    /// Returns the host of the source: that of its own link, except for a host that everybody's pages are on.
    fn host(&self) -> Option<&'static str> {
        self.own_link()?.split('/').nth(2).filter(|host| *host != "t.co")
    }

    fn body_and_facts(&self) -> (Body, Facts) {
        let mut builder = BodyBuilder::default();
        for paragraph in &self.paragraphs {
            builder.push(&paragraph.text().0);
            if paragraph.is_caption {
                builder.end_boilerplate(BlockKind::Paragraph, false, Boilerplate::Caption);
            } else {
                builder.end_block(BlockKind::Paragraph, false);
            }
        }
        for line in &self.page {
            builder.push(&plain(line));
            builder.end_boilerplate(BlockKind::Paragraph, false, Boilerplate::Page);
        }
        let body = builder.finish();
        assert_eq!(body.blocks.len(), self.paragraphs.len());
        let mut facts = Facts::default();
        for (paragraph, block) in self.paragraphs.iter().zip(&body.blocks) {
            let (text, quotes, names) = paragraph.text();
            assert_eq!(body.text_of(block), text);
            let moved =
                |range: Range<usize>| TextRange::from(block.range.start + range.start..block.range.start + range.end);
            facts.quotes.extend(quotes.into_iter().map(|range| Quote {
                range: moved(range),
                depth: 0,
                is_continued: false,
                speaker: None,
            }));
            facts.names.extend(names.into_iter().map(|range| Name {
                text: text[range.clone()].into(),
                kind: NameKind::Unknown,
                forms: vec![moved(range)],
                n_times: 1,
            }));
        }
        let link = |at: &usize| Link { address: LINKS[*at].0.into(), places: Vec::new() };
        facts.links = self.links.iter().map(link).collect();
        let nowhere = TextRange { start: 0, end: 0 };
        facts.mentions = self
            .mentions
            .iter()
            .map(|(first, last)| DateMention { range: nowhere, date: ArticleDate::range(*first, *last) })
            .collect();
        facts.posts.extend(self.has_post.then_some(nowhere));
        (body, facts)
    }

    /// Returns the number of words in the running text.
    pub fn n_words(&self) -> usize {
        let running = self.paragraphs.iter().filter(|paragraph| !paragraph.is_caption);
        let n_words = |token: &Token| if is_unspaced(token.word) { token.word.0.split(' ').count() } else { 1 };
        running.flat_map(|paragraph| &paragraph.line).map(n_words).sum()
    }
}

impl Invented {
    /// Returns `n_articles` articles, the same ones on every call.
    pub fn new(n_articles: usize) -> Self {
        let mut numbers = Numbers::new(2022);
        let articles: Vec<Made> = (0..n_articles).map(|idx| Made::random(&mut numbers, idx)).collect();
        let mut ids: HashMap<String, WordId> = HashMap::new();
        let mut words = Vec::new();
        let mut id_of = |word: &str| {
            *ids.entry(word.to_owned()).or_insert_with(|| {
                words.push(word.to_owned());
                words.len() as WordId - 1
            })
        };
        let mut of_tokens = |tokens: &[Token]| -> Vec<WordId> {
            tokens.iter().flat_map(|token| token.word.0.split(' ')).map(&mut id_of).collect()
        };
        let mut lines: Vec<[Lines; 10]> = Vec::new();
        for made in &articles {
            let spans = |of: fn(&Paragraph) -> &Vec<Range<usize>>| {
                let spans = |paragraph| of(paragraph).iter().map(|span| &paragraph.line[span.clone()]);
                made.paragraphs.iter().flat_map(spans).collect::<Vec<_>>()
            };
            let captions = made.paragraphs.iter().filter(|paragraph| paragraph.is_caption);
            lines.push([
                made.title.iter().map(|title| of_tokens(title)).collect(),
                made.source.iter().map(|source| of_tokens(source)).collect(),
                made.authors.iter().map(|author| of_tokens(author)).collect(),
                made.paragraphs.iter().map(|paragraph| of_tokens(&paragraph.line)).collect(),
                spans(|paragraph| &paragraph.quotes).into_iter().map(&mut of_tokens).collect(),
                captions.map(|paragraph| of_tokens(&paragraph.line)).collect(),
                spans(|paragraph| &paragraph.names).into_iter().map(&mut of_tokens).collect(),
                Vec::new(),
                Vec::new(),
                made.page.iter().map(|line| of_tokens(line)).collect(),
            ]);
        }
        for (made, lines) in articles.iter().zip(&mut lines) {
            let address = |at: &usize| LINKS[*at].1.split(' ').map(&mut id_of).collect();
            lines[7] = made.links.iter().map(address).collect();
            lines[8] = made.host().into_iter().map(|host| host.split('.').map(&mut id_of).collect()).collect();
        }
        assert!(words.len() <= 128, "{} words have a bit each", words.len());
        let bits = |lines: &[Lines; 10]| lines.iter().flatten().flatten().fold(0, |bits, id| bits | 1 << id);
        let has = lines.iter().map(bits).collect();
        Self { articles, words, lines, has }
    }

    /// Returns the articles as they are read from their files.
    pub fn read(&self) -> impl Iterator<Item = (Article, Body, Facts)> {
        self.articles.iter().map(|made| {
            let (body, facts) = made.body_and_facts();
            (made.article(), body, facts)
        })
    }

    /// Returns the articles in segments of `n_a_segment` articles.
    pub fn segments(&self, n_a_segment: usize) -> Vec<Segment> {
        let segment = |articles: &[Made]| {
            let mut builder = SegmentBuilder::default();
            for of_file in articles.chunk_by(|one, other| one.path == other.path) {
                let path = Arc::from(Path::new(&of_file[0].path));
                builder.begin_chunk(&path, None, FileState::default());
                for made in of_file {
                    let (body, facts) = made.body_and_facts();
                    builder.push(made.article(), body, &facts, false);
                }
                builder.end_chunk(&[], None);
            }
            builder.finish()
        };
        self.articles.chunks(n_a_segment).map(segment).collect()
    }

    /// Returns the lines of a text field, or of those that a word without a field is searched in.
    pub fn lines_of(&self, article_idx: usize, part: Option<TextField>) -> impl Iterator<Item = &Vec<WordId>> {
        let parts = match part {
            None => 0..4,
            Some(TextField::Title) => 0..1,
            Some(TextField::Source) => 1..2,
            Some(TextField::Authors) => 2..3,
            Some(TextField::Body) => 3..4,
            Some(TextField::Quotes) => 4..5,
            Some(TextField::Captions) => 5..6,
            Some(TextField::Names) => 6..7,
            Some(TextField::Links) => 7..8,
            Some(TextField::Page) => 9..10,
        };
        let hosts = if part == Some(TextField::Source) { 8..9 } else { 8..8 };
        let lines = &self.lines[article_idx];
        lines[parts].iter().chain(&lines[hosts]).flatten()
    }
}
