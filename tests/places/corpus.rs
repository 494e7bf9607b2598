//! Random articles in memory and on disk, some of them gone and some read anew.

use std::path::Path;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::date;
use newsreader::article::facts::Facts;
use newsreader::article::{Address, Article, ArticleDate, BlockKind, BodyBuilder, Format, Known};
use newsreader::corpus::FileState;
use newsreader::index::stored::{Segment, SegmentOutput, merge_segments};
use newsreader::index::{DamageListener, RowId, SegmentBuilder, Snapshot, SnapshotBuilder};
use proptest::prelude::*;
use tempfile::TempDir;

/// An article as it is made.
#[derive(Clone, Debug)]
pub struct Made {
    /// The day after the first of 2020, how many days it may be, and the second.
    pub date: Option<(i32, i32, Option<u32>)>,
    pub source: usize,
    pub text: usize,
}

/// A file of articles: one that is the file, or several in it.
#[derive(Clone, Debug)]
pub struct File {
    name: String,
    is_one: bool,
    articles: Vec<Made>,
}

/// Parts of a snapshot, each of some files, and whether it is on disk.
#[derive(Clone, Debug)]
pub struct Plan {
    parts: Vec<(Vec<File>, bool)>,
    /// Of so many rows one is gone.
    gone_share: u32,
    /// True if the first file was read anew at the end.
    is_read_anew: bool,
}

/// Articles, and the folder that those on disk are in.
pub struct Corpus {
    pub snapshot: Snapshot,
    pub builder: SnapshotBuilder,
    pub index: TempDir,
}

const SOURCES: [Option<&str>; 6] =
    [None, Some("Harbour Wire"), Some("harbour wire"), Some("The Gazette"), Some("Ärzteblatt"), Some("")];
const TEXTS: [&str; 5] =
    ["ferry", "The ferry pays tolls.", "Nothing", "tolls tolls tolls tolls", "A ferry, and a ferry"];

pub fn corpora() -> impl Strategy<Value = Plan> {
    let day = prop_oneof![0_i32..5, 0_i32..900];
    let spread = prop_oneof![4 => Just(0), 1 => 1_i32..40];
    let date = proptest::option::weighted(0.8, (day, spread, proptest::option::of(0_u32..3)));
    let made = (date, 0..SOURCES.len(), 0..TEXTS.len());
    let made = made.prop_map(|(date, source, text)| Made { date, source, text });
    let file = ("[a-c]{1,2}/[a-d é#]{0,3}x", any::<bool>(), proptest::collection::vec(made, 1..6));
    let file = file.prop_map(|(name, is_one, articles)| File { name, is_one, articles });
    let part = (proptest::collection::vec(file, 1..6), any::<bool>());
    (proptest::collection::vec(part, 0..4), 2_u32..9, any::<bool>()).prop_map(
        |(mut parts, gone_share, is_read_anew)| {
            // A file is in one place, so its name tells which it is.
            for (number, file) in parts.iter_mut().flat_map(|(files, _)| files).enumerate() {
                file.name = format!("{}{number}", file.name);
            }
            Plan { parts, gone_share, is_read_anew }
        },
    )
}

impl Plan {
    /// So many articles, each a file, in two parts on disk: of a few days, and every fourth one without a date.
    pub fn of_files(n_articles: i32) -> Self {
        let file = |number: i32| File {
            name: format!("{:02}/{number}.txt", number % 7),
            is_one: true,
            articles: vec![Made {
                date: (number % 4 > 0).then_some((number * 37 % 800, 0, None)),
                source: number as usize % SOURCES.len(),
                text: number as usize % TEXTS.len(),
            }],
        };
        let files: Vec<File> = (0..n_articles).map(file).collect();
        let (first, last) = files.split_at(files.len() / 2);
        Self { parts: vec![(first.to_vec(), true), (last.to_vec(), true)], gone_share: 0, is_read_anew: false }
    }

    /// Reads the first file anew: its articles go, and come again at the end.
    pub fn read_first_anew(&self, builder: &mut SnapshotBuilder) {
        let first = &self.parts[0].0[0];
        builder.push(segment(std::slice::from_ref(first)));
        builder.delete(0..first.n_rows()).unwrap();
    }

    pub fn build(&self) -> Corpus {
        self.build_with(DamageListener::default())
    }

    pub fn build_with(&self, listener: DamageListener) -> Corpus {
        let index = tempfile::tempdir().unwrap();
        let mut builder = SnapshotBuilder::new(listener);
        let first = self.parts.first().and_then(|(files, _)| files.first()).filter(|_| self.is_read_anew);
        let anew = first.map(|file| (vec![file.clone()], false));
        for (number, (files, is_stored)) in self.parts.iter().chain(&anew).enumerate() {
            builder.push(segment(files));
            if *is_stored {
                let output = SegmentOutput::on_disk(index.path(), number as u64).unwrap();
                let on_disk = merge_segments(&builder.segments()[number..=number], &output, &|| false).unwrap();
                builder.replace(number..number + 1, Arc::new(on_disk));
            }
        }
        let of_first = 0..first.map_or(0, File::n_rows);
        let n_rows = builder.n_rows() as RowId;
        let gone = (of_first.end..n_rows).filter(|row| self.gone_share > 0 && row * 7 % self.gone_share == 1);
        builder.delete(of_first.chain(gone)).unwrap();
        Corpus { snapshot: builder.snapshot(), builder, index }
    }
}

impl File {
    fn n_rows(&self) -> RowId {
        if self.is_one { 1 } else { self.articles.len() as RowId }
    }
}

fn segment(files: &[File]) -> Segment {
    let mut builder = SegmentBuilder::default();
    for file in files {
        let path = Arc::from(Path::new(&file.name));
        builder.begin_chunk(&path, None, FileState::default());
        for (item, made) in (1..).zip(&file.articles).take(file.n_rows() as usize) {
            let item = (!file.is_one).then_some(item);
            let mut body = BodyBuilder::default();
            body.push(TEXTS[made.text]);
            body.end_block(BlockKind::Paragraph, false);
            builder.push(made.article(&path, item), body.finish(), &Facts::default(), false);
        }
        builder.end_chunk(&[], None);
    }
    builder.finish()
}

impl Made {
    fn article(&self, path: &Arc<Path>, item: Option<u32>) -> Article {
        let address = Address { path: Arc::clone(path), item, range: None, format: Format::PlainText };
        let mut article = Article::unknown_at(address);
        article.title = Known::given("An article".into(), "a field");
        if let Some(source) = SOURCES[self.source] {
            article.source = Known::given(source.into(), "a field");
        }
        if let Some((day, n_more, second_of_day)) = self.date {
            let first = date(2020, 1, 1) + day.days();
            let date = ArticleDate { second_of_day, ..ArticleDate::range(first, first + n_more.days()) };
            article.date = Known::given(date, "a field");
        }
        article
    }
}
