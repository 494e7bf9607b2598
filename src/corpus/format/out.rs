//! The receiver of the articles and problems that a format finds in a file.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use super::{Draft, record, take_out_title};
use crate::article::{Address, ByteRange, Format, Problem, Severity};
use crate::corpus::Record;
use crate::text::digest::{Digest, DigestBuilder};

/// The receiver of the articles of a file with several articles. It numbers them in their order.
///
/// A format hands every item of the file either to [`Self::article`] or to [`Self::pass`]. So the number of an article
/// is its place in the file, even if the items before it are no articles.
pub(super) struct Out<'out> {
    /// The file, relative to the folder of the corpus.
    path: &'out Arc<Path>,
    format: Format,
    /// The most bytes of the text of an article.
    pub(super) limit: u64,
    problems: &'out mut Vec<Problem>,
    take: &'out mut dyn FnMut(Record),
    n_items: u32,
    n_articles: u32,
    n_told: u32,
    /// The digest of the whole file, if its bytes were at hand.
    file: Option<Digest>,
}

/// The most problems of items that are reported one by one for each file. A file of an unexpected kind has millions.
const TOLD_MAX: u32 = 100;

impl<'out> Out<'out> {
    pub(super) fn new(
        path: &'out Arc<Path>,
        format: Format,
        limit: u64,
        problems: &'out mut Vec<Problem>,
        take: &'out mut dyn FnMut(Record),
    ) -> Self {
        Self { path, format, limit, problems, take, n_items: 0, n_articles: 0, n_told: 0, file: None }
    }

    /// Makes the digest of each article from the bytes of the whole file and the number of the article in it.
    ///
    /// A draft that has a digest of its own keeps it.
    pub(super) fn of_bytes(self, bytes: &[u8]) -> Self {
        Self { file: Some(Digest::of(bytes)), ..self }
    }

    /// Hands on the next item of the file. `place` is the range of its bytes, if it can be read from them alone.
    pub(super) fn article(&mut self, mut draft: Draft, place: Option<ByteRange>) {
        self.n_items += 1;
        let item = self.n_items;
        take_out_title(&mut draft, self.format);
        if draft.body.blocks.is_empty() && draft.metadata.title.is_none() {
            self.tell(Severity::SetAside, None, format!("item {item} has neither a title nor a text"));
            return;
        }
        self.n_articles += 1;
        let cautions = std::mem::take(&mut draft.cautions);
        let has_problem = !cautions.is_empty();
        for what in cautions {
            self.tell(Severity::Caution, None, format!("item {item}: {what}"));
        }
        draft.raw = draft.raw.or_else(|| self.file.map(|file| item_of_file(file, item)));
        let address = Address { path: Arc::clone(self.path), item: Some(item), range: place, format: self.format };
        (self.take)(record(draft, address, has_problem));
    }

    /// Skips the next item of the file, and reports the reason.
    pub(super) fn pass(&mut self, severity: Severity, line: Option<u32>, what: impl Into<Cow<'static, str>>) {
        self.n_items += 1;
        let what = what.into();
        let item = self.n_items;
        self.tell(severity, line, format!("item {item}: {what}"));
    }

    /// Reports a problem of the file, or of the article that was handed on last.
    pub(super) fn tell(&mut self, severity: Severity, line: Option<u32>, what: impl Into<Cow<'static, str>>) {
        self.n_told += 1;
        if self.n_told <= TOLD_MAX {
            let problem = Problem::new(&**self.path, severity, what);
            self.problems.push(match line {
                Some(line) => problem.at_line(line),
                None => problem,
            });
        }
    }

    /// Returns the number of the item that comes next, counted from 1.
    pub(super) fn next_item(&self) -> u32 {
        self.n_items + 1
    }

    pub(super) fn n_articles(&self) -> u32 {
        self.n_articles
    }

    /// Ends the file. Reports the number of problems that were not reported, and `nothing` if the file had neither
    /// articles nor problems.
    pub(super) fn finish(self, nothing: &'static str) {
        if self.n_told > TOLD_MAX {
            let what = format!("{} more items could not be read as articles", self.n_told - TOLD_MAX);
            self.problems.push(Problem::new(&**self.path, Severity::NotShown, what));
        }
        if self.n_articles == 0 && self.n_told == 0 {
            self.problems.push(Problem::new(&**self.path, Severity::SetAside, nothing));
        }
    }
}

/// Returns the digest of an article that has no byte range of its own in its file.
fn item_of_file(file: Digest, item: u32) -> Digest {
    let mut digest = DigestBuilder::default();
    digest.add(&file.to_bytes());
    digest.add(&item.to_le_bytes());
    digest.finish()
}
