//! Measures the keys of the screen over a folder with its index: the time from each key to its final state, without the
//! threads and the terminal.
//!
//! `NEWSREADER_BENCH_FOLDER` names the folder, and `NEWSREADER_BENCH_CACHE` the cache with its index, as
//! `XDG_CACHE_HOME` does. Without them, the sample of the repository is read. `cargo bench --bench keys` prints the
//! median and the maximum of several presses of each key in milliseconds: first the app with its requests to the
//! searcher and the locator, then the drawing. `cargo bench --bench keys -- 'S s'` measures one key alone.

#![allow(clippy::print_stdout, reason = "this is what the bench is for")]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::{Date, date};
use newsreader::action::Action;
use newsreader::app::effect::{Effect, Wanted};
use newsreader::app::message::{ArticlesRead, Indexed, Located, Message};
use newsreader::app::{App, Start};
use newsreader::article::Article;
use newsreader::corpus::{Corpus, Options};
use newsreader::index::RowId;
use newsreader::query::{Search, Sort, parse};
use newsreader::run::IndexPlace;
use newsreader::run::loader::{LoadControl, load};
use newsreader::settings::{ColorDepth, Settings, Watch};
use newsreader::view::{self, Look, glyphs};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const TODAY: Date = date(2026, 11, 29);
const SIZE: (u16, u16) = (120, 40);
const N_PRESSES: usize = 15;

/// The states in which keys are pressed, each with its name and the keys that lead to it.
const STATES: &[(&str, &[Action])] = &[
    ("first row", &[]),
    ("last row", &[Action::Last]),
    ("sorted by source", &[Action::SortSource]),
    ("filtered, by source", &[Action::SortSource, Action::Filter]),
];

/// The measured keys, each with the keys before it, which are not measured.
const KEYS: &[(&str, &[Action], Action)] = &[
    ("g u", &[], Action::GoToUndated),
    ("G", &[], Action::Last),
    ("timeline g g", &[Action::FocusTimeline], Action::First),
    ("timeline G", &[Action::FocusTimeline, Action::First], Action::Last),
    ("timeline h", &[Action::FocusTimeline], Action::BinLeft),
    ("timeline l", &[Action::FocusTimeline, Action::First], Action::BinRight),
    ("timeline b", &[Action::FocusTimeline], Action::FilledBinLeft),
    ("timeline w", &[Action::FocusTimeline, Action::First], Action::FilledBinRight),
    ("zoomed, w", &[Action::FocusTimeline, Action::First, Action::ZoomIn, Action::ZoomIn], Action::FilledBinRight),
    ("H", &[Action::FocusList, Action::Last], Action::Back),
    ("S o", &[], Action::SortOldest),
    ("S s", &[Action::SortNewest], Action::SortSource),
    ("S l", &[], Action::SortLength),
    ("S p", &[], Action::SortPath),
    ("S r", &[], Action::SortRelevance),
    ("S n", &[Action::SortOldest], Action::SortNewest),
    ("M", &[], Action::MoreLikeThis),
];

struct Reader {
    app: App,
    search: Option<Search>,
}

impl Reader {
    fn update(&mut self, message: Message) {
        for effect in self.app.update(message) {
            match effect {
                Effect::Search(request) => {
                    let last = self.search.take();
                    let mut search = Search::new(request.query, request.sort, last.as_ref(), &request.snapshot);
                    search.extend(&request.snapshot, &|| false).expect("nothing stops it");
                    let hits = search.hits(request.ticket);
                    self.search = Some(search);
                    self.update(Message::Found(hits));
                }
                Effect::ReadArticles(request) => {
                    let article = |row: &RowId| Arc::new(Article::clone(&request.snapshot.article(*row)));
                    let articles = request.rows.iter().map(|row| (*row, article(row))).collect();
                    self.update(Message::ArticlesRead(ArticlesRead { generation: request.generation, articles }));
                }
                Effect::Prepare(snapshot) => {
                    let everything = parse("", TODAY);
                    self.search = Some(Search::new(everything, Sort::Newest, self.search.as_ref(), &snapshot));
                }
                Effect::Locate(request) => {
                    let row = match &request.wanted {
                        Wanted::Named(name) => request.snapshot.row_named(name),
                        Wanted::Key(key) => request.snapshot.row_of(*key),
                        Wanted::ReplacementOf { .. } => None,
                    };
                    self.update(Message::Located(Located { number: request.number, row }));
                }
                _ => {}
            }
        }
    }

    fn press(&mut self, action: Action) {
        self.update(Message::Act(action));
        if action == Action::Filter {
            self.update(Message::Pasted("government".to_owned()));
            self.update(Message::Act(Action::BoxKeep));
        }
    }
}

fn read() -> Indexed {
    let folder = std::env::var_os("NEWSREADER_BENCH_FOLDER").map_or_else(|| "articles".into(), PathBuf::from);
    let cache_root = std::env::var_os("NEWSREADER_BENCH_CACHE").map(|root| PathBuf::from(root).join("newsreader"));
    let place = IndexPlace { cache_root, bytes_max: u64::MAX };
    let request = place.request(Corpus::Folder(folder), Options::default(), Watch::Off);
    let (stop, mut last) = (LoadControl::default(), None);
    load(&request, &stop, |loaded| {
        if loaded.progress.is_done {
            stop.set();
        }
        last = Some(loaded);
    });
    let loaded = last.expect("something is read");
    Indexed {
        generation: 0,
        snapshot: loaded.snapshot,
        problems: loaded.problems,
        progress: loaded.progress,
        notices: Vec::new(),
    }
}

fn start() -> Start {
    Start::in_folder("articles", Settings::default(), TODAY, SIZE)
}

fn main() {
    let only: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let indexed = read();
    println!("{} articles", indexed.snapshot.len());
    let theme = Settings::default().themes.resolve("ink", ColorDepth::TrueColor).expect("a shipped theme");
    let look = Look { theme, glyphs: &glyphs::BLOCKS };
    let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
    for (state, before) in STATES {
        println!("\n{state:<22}  least  median   worst   worst drawing");
        let keys = KEYS.iter().filter(|(name, ..)| only.is_empty() || only.iter().any(|only| only == name));
        for (name, own, key) in keys {
            let (mut pressed, mut drawn) = (Vec::new(), Duration::ZERO);
            for _ in 0..N_PRESSES {
                let mut reader = Reader { app: App::new(start()), search: None };
                reader.update(Message::Indexed(indexed.clone()));
                before.iter().chain(*own).for_each(|action| reader.press(*action));
                let began = Instant::now();
                reader.press(*key);
                pressed.push(began.elapsed());
                let began = Instant::now();
                buffer.reset();
                view::draw(&reader.app, &look, &mut buffer);
                drawn = drawn.max(began.elapsed());
            }
            pressed.sort();
            let milliseconds = |time: Duration| time.as_secs_f64() * 1_000.0;
            let of_presses = [0, N_PRESSES / 2, N_PRESSES - 1].map(|at| format!("{:6.2}", milliseconds(pressed[at])));
            println!("{name:<22} {}  {:6.2}", of_presses.join("  "), milliseconds(drawn));
        }
    }
}
