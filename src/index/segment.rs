//! The articles of one batch and their folded text.

use super::repetition::Prints;
use crate::article::{Article, Body};
use crate::text::fold;

/// The articles of one batch and their folded text. Immutable once built.
#[derive(Debug, Default)]
pub struct Segment {
    articles: Vec<Article>,
    /// The folded parts of all articles, one after the other.
    folded: String,
    /// Where the parts of each article lie in `folded`.
    parts: Vec<Parts>,
    /// The bodies that cannot be read again cheaply from their file, by article.
    kept_bodies: Vec<Option<Box<Body>>>,
    /// What tells which paragraphs several articles print.
    prints: Prints,
}

/// Where the folded parts of one article end; each starts where the one before it ends.
#[derive(Clone, Copy, Debug, Default)]
struct Parts {
    start: usize,
    title_end: u32,
    source_end: u32,
    authors_end: u32,
    end: u32,
}

/// The folded text of one article, part by part: ` a b ` and a line end for every text in it, so a
/// title, each author and each paragraph. No phrase reaches across a line end.
#[derive(Clone, Copy, Debug)]
pub struct Folded<'segment> {
    text: &'segment str,
    parts: Parts,
}

impl<'segment> Folded<'segment> {
    /// All parts.
    pub fn all(self) -> &'segment str {
        self.text
    }

    /// The title.
    pub fn title(self) -> &'segment str {
        &self.text[..self.parts.title_end as usize]
    }

    /// The source.
    pub fn source(self) -> &'segment str {
        &self.text[self.parts.title_end as usize..self.parts.source_end as usize]
    }

    /// The authors.
    pub fn authors(self) -> &'segment str {
        &self.text[self.parts.source_end as usize..self.parts.authors_end as usize]
    }

    /// The text itself.
    pub fn body(self) -> &'segment str {
        &self.text[self.parts.authors_end as usize..]
    }
}

impl Segment {
    /// How many articles it holds.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// The articles, in the order they were read.
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// The folded text of the article at `at` (an index into [`Self::articles`]).
    pub fn folded(&self, at: usize) -> Folded<'_> {
        let parts = self.parts[at];
        Folded { text: &self.folded[parts.start..parts.start + parts.end as usize], parts }
    }

    /// The body of the article at `at`, where it is kept.
    pub fn kept_body(&self, at: usize) -> Option<&Body> {
        self.kept_bodies[at].as_deref()
    }

    pub(super) fn prints(&self) -> &Prints {
        &self.prints
    }
}

/// Builds a [`Segment`].
#[derive(Debug, Default)]
pub struct SegmentBuilder {
    segment: Segment,
}

impl SegmentBuilder {
    /// How many articles have been added.
    pub fn len(&self) -> usize {
        self.segment.articles.len()
    }

    /// Whether none has been added.
    pub fn is_empty(&self) -> bool {
        self.segment.articles.is_empty()
    }

    /// How many bytes of folded text have been added.
    pub fn n_bytes(&self) -> usize {
        self.segment.folded.len()
    }

    /// Adds an article, whose words are counted here: those of the running text, without what is folded. All
    /// of it is searched. Its body is kept when `keep_body` says that it
    /// was costly to derive, as a page's is; text that stands in its file is read from there again.
    pub fn push(&mut self, mut article: Article, body: Body, keep_body: bool) {
        let folded = &mut self.segment.folded;
        let start = folded.len();
        fold_part(folded, article.title.value().map(|title| &**title));
        let title_end = folded.len() - start;
        fold_part(folded, article.source.value().map(|source| &**source));
        let source_end = folded.len() - start;
        fold_part(folded, article.authors.value().into_iter().flatten().map(|author| &**author));
        let authors_end = folded.len() - start;
        let mut n_words = 0;
        let mut print = self.segment.prints.add(&article);
        for block in &body.blocks {
            let block_start = folded.len();
            let n_words_of_block = fold_text(folded, body.text_of(block));
            if block.aside.is_none() {
                n_words += n_words_of_block;
                print.block(block, &folded[block_start..]);
            }
        }
        print.finish();
        let end = folded.len() - start;
        article.n_words = u32::try_from(n_words).unwrap_or(u32::MAX);
        // One article's text is limited far below 4 GiB, so its parts fit 32 bits.
        self.segment.parts.push(Parts {
            start,
            title_end: title_end as u32,
            source_end: source_end as u32,
            authors_end: authors_end as u32,
            end: end as u32,
        });
        self.segment.articles.push(article);
        self.segment.kept_bodies.push(keep_body.then(|| Box::new(body)));
    }

    /// The finished segment.
    pub fn finish(mut self) -> Segment {
        self.segment.folded.shrink_to_fit();
        self.segment.articles.shrink_to_fit();
        self.segment.parts.shrink_to_fit();
        self.segment.kept_bodies.shrink_to_fit();
        self.segment.prints.shrink_to_fit();
        self.segment
    }
}

/// Folds texts as one part, which ends with a line end also where it is empty.
fn fold_part<'text>(out: &mut String, texts: impl IntoIterator<Item = &'text str>) {
    let start = out.len();
    for text in texts {
        fold_text(out, text);
    }
    if out.len() == start {
        out.push('\n');
    }
}

/// Folds a text as ` a b ` and a line end, so that no phrase reaches from it into the next. Returns the
/// number of its words.
fn fold_text(out: &mut String, text: &str) -> usize {
    let n_words = fold::fold_into(text, out);
    if n_words > 0 {
        fold::close(out);
        out.push('\n');
    }
    n_words
}
