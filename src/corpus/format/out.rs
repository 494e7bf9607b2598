//! Where a format hands the articles of a file, and what is wrong with it.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use super::{Draft, record, take_out_title};
use crate::article::{Address, ByteRange, Format, Problem, Severity};
use crate::corpus::Record;
use crate::text::digest::{Digest, DigestBuilder};

/// Takes the articles of a file that holds several, one by one, and numbers them.
///
/// Every item of the file is either handed to [`Self::article`] or passed over with [`Self::pass`], so
/// that the number of an article is its place in the file whatever becomes of its neighbours.
pub(super) struct Out<'out> {
    /// The file, relative to the folder of the corpus.
    path: &'out Arc<Path>,
    format: Format,
    /// The longest article, in bytes of its text.
    pub(super) limit: u64,
    problems: &'out mut Vec<Problem>,
    take: &'out mut dyn FnMut(Record),
    n_items: u32,
    n_articles: u32,
    n_told: u32,
    /// The digest of the whole file, where its bytes were in hand.
    file: Option<Digest>,
}

/// At most how many problems of the items of one file are told one by one: a file that is something else
/// altogether has millions.
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

    /// Tells the articles that follow apart by the bytes of their file and their number in it.
    pub(super) fn of_bytes(self, bytes: &[u8]) -> Self {
        Self { file: Some(Digest::of(bytes)), ..self }
    }

    /// Hands on the next item of the file. `place` is where its bytes are, if it can be read from them alone.
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

    /// Passes over the next item of the file, and says why.
    pub(super) fn pass(&mut self, severity: Severity, line: Option<u32>, what: impl Into<Cow<'static, str>>) {
        self.n_items += 1;
        let what = what.into();
        let item = self.n_items;
        self.tell(severity, line, format!("item {item}: {what}"));
    }

    /// Says what is wrong with the file, or with the article handed on last.
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

    /// The number of the item that comes next, from 1.
    pub(super) fn next_item(&self) -> u32 {
        self.n_items + 1
    }

    /// How many articles have been handed on.
    pub(super) fn n_articles(&self) -> u32 {
        self.n_articles
    }

    /// Ends the file: says how many problems were not told, and that nothing was found where nothing was.
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

/// The digest of an article that has no place of its own in its file.
fn item_of_file(file: Digest, item: u32) -> Digest {
    let mut digest = DigestBuilder::default();
    digest.add(&file.to_bytes());
    digest.add(&item.to_le_bytes());
    digest.finish()
}
