//! Keys over an index of which no article can be read: what they need of other articles than the one they lead to
//! stands in columns and counts.

use std::fs::File;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use newsreader::action::Action;
use newsreader::app::effect::Effect;
use newsreader::app::message::{ArticlesRead, Indexed, Message, Progress};
use newsreader::app::{App, Start};
use newsreader::article::Article;
use newsreader::index::stored::SegmentFile;
use newsreader::index::{DamageListener, RowId, Snapshot};
use newsreader::query::Search;
use newsreader::settings::Settings;

use crate::TODAY;
use crate::corpus::{Corpus, Plan};

const N_ARTICLES: i32 = 800;

/// The app over articles of which nothing but columns can be read.
struct Unreadable {
    app: App,
    /// The same articles, in an index that can be read.
    readable: Corpus,
    search: Option<Search>,
    /// The number of times that something was read that is not there.
    n_read: Arc<AtomicUsize>,
    corpus: Corpus,
}

impl Unreadable {
    fn new() -> Self {
        let mut app = Self::before_it_is();
        app.cut_files();
        app.show();
        app
    }

    /// The app before anything is damaged or shown.
    fn before_it_is() -> Self {
        let plan = Plan::of_files(N_ARTICLES);
        let n_read = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&n_read);
        let listener = DamageListener::new(move |_| {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        let corpus = plan.build_with(listener);
        Self { app: App::new(start()), readable: plan.build(), search: None, n_read, corpus }
    }

    /// Cuts the records of articles and the names of files from the index.
    fn cut_files(&self) {
        for (_, segment) in self.corpus.snapshot.segments() {
            assert!(!segment.is_in_memory());
            for file in [SegmentFile::Records, SegmentFile::FileChunks] {
                let path = segment.entry().folder(self.corpus.index.path()).join(file.name());
                File::options().write(true).open(path).unwrap().set_len(0).unwrap();
            }
        }
    }

    fn show(&mut self) {
        self.update(Message::Indexed(Indexed {
            generation: 0,
            snapshot: self.corpus.snapshot.clone(),
            problems: Arc::default(),
            progress: Progress { is_done: true, ..Progress::default() },
            notices: Vec::new(),
        }));
    }

    fn update(&mut self, message: Message) {
        for effect in self.app.update(message) {
            if let Effect::ReadArticles(request) = effect {
                // What is in view is read by a worker, whatever it takes.
                let article = |row: &RowId| Arc::new(Article::clone(&self.readable.snapshot.article(*row)));
                let articles = request.rows.iter().chain(&request.ahead).map(|row| (*row, article(row))).collect();
                self.update(Message::ArticlesRead(ArticlesRead { generation: request.generation, articles }));
            } else if let Effect::Search(request) = effect {
                let mut search =
                    Search::new(request.query, request.sort, self.search.take().as_ref(), &request.snapshot);
                search.extend(&request.snapshot, &|| false).expect("nothing stops it");
                let hits = search.hits(request.ticket);
                self.search = Some(search);
                self.update(Message::Found(hits));
            }
        }
    }

    fn press(&mut self, actions: &[Action]) {
        for action in actions {
            self.update(Message::Act(*action));
        }
    }

    /// Presses a key. Returns the place of the article that it leads to, and how many articles were read for it.
    fn place_after(&mut self, action: Action) -> (usize, usize) {
        let n_before = self.n_read.load(Ordering::Relaxed);
        self.press(&[action]);
        (self.app.list.position(), self.n_read.load(Ordering::Relaxed) - n_before)
    }

    /// The place of the first article of the list that is as asked for.
    fn first(&self, is_it: impl Fn(&Snapshot, RowId) -> bool) -> usize {
        let snapshot = &self.readable.snapshot;
        self.app.hits.rows.iter().position(|row| is_it(snapshot, row)).expect("there is one")
    }
}

pub fn start() -> Start {
    Start::in_folder("articles", Settings::default(), TODAY, (120, 40))
}

#[track_caller]
fn check(sort: Action, before: &[Action], key: Action, is_it: impl Fn(&Snapshot, RowId) -> bool) {
    let mut reader = Unreadable::new();
    reader.press(&[sort]);
    reader.press(before);
    let (place, n_read) = reader.place_after(key);
    assert_eq!(n_read, 0, "{sort:?}, {key:?}: articles were read");
    assert_eq!(place, reader.first(is_it), "{sort:?}, {key:?}");
}

fn is_undated(snapshot: &Snapshot, row: RowId) -> bool {
    snapshot.article(row).day().is_none()
}

/// The year and month of an article, which the bins of the timeline are.
fn month(snapshot: &Snapshot, row: RowId) -> Option<(i16, i8)> {
    snapshot.article(row).day().map(|day| (day.year(), day.month()))
}

const ORDERS: [Action; 5] =
    [Action::SortNewest, Action::SortOldest, Action::SortSource, Action::SortLength, Action::SortPath];

#[test]
fn undated_articles_are_gone_to() {
    for sort in ORDERS {
        check(sort, &[], Action::GoToUndated, is_undated);
    }
}

#[test]
fn the_ends_of_the_timeline_are_gone_to() {
    for sort in ORDERS {
        let timeline = [Action::FocusTimeline];
        check(sort, &timeline, Action::First, |snapshot, row| month(snapshot, row) == Some((2020, 1)));
        check(sort, &timeline, Action::Last, |snapshot, row| month(snapshot, row) == Some((2022, 3)));
    }
}

#[test]
fn bins_are_gone_to() {
    for sort in ORDERS {
        let first = [Action::FocusTimeline, Action::First];
        for key in [Action::BinRight, Action::FilledBinRight] {
            check(sort, &first, key, |snapshot, row| month(snapshot, row) == Some((2020, 2)));
        }
        let last = [Action::FocusTimeline, Action::Last];
        for key in [Action::BinLeft, Action::FilledBinLeft] {
            check(sort, &last, key, |snapshot, row| month(snapshot, row) == Some((2022, 2)));
        }
        check(sort, &last, Action::BinRight, is_undated);
    }
}

#[test]
fn the_history_goes_to_articles() {
    for sort in ORDERS {
        let mut reader = Unreadable::before_it_is();
        reader.show();
        reader.press(&[sort, Action::MoveDown, Action::MoveDown]);
        let place = reader.app.list.position();
        reader.press(&[Action::Last]);
        reader.cut_files();
        // Both articles have been read. Where they are is known with the step.
        assert_eq!(reader.place_after(Action::Back), (place, 0), "{sort:?}");
        assert_eq!(reader.place_after(Action::Forward), (N_ARTICLES as usize - 1, 0), "{sort:?}");
    }
}

#[test]
fn a_filter_goes_to_the_nearest_in_time() {
    let mut reader = Unreadable::new();
    reader.press(&[Action::FocusTimeline, Action::First, Action::FilterToBin]);
    assert_eq!(reader.app.filter.text(), "date:2020-01");
    reader.press(&[Action::FocusList, Action::MoveDown]);
    let n_before = reader.n_read.load(Ordering::Relaxed);
    reader.press(&[Action::ClearFilter, Action::FocusTimeline, Action::Last, Action::FilterToBin]);
    assert_eq!(reader.app.filter.text(), "date:2022-03");
    assert_eq!(reader.app.list.position(), 0);
    assert_eq!(reader.n_read.load(Ordering::Relaxed), n_before);
}
