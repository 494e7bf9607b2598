//! Another folder is opened while the last one is still being read, or files go while a search is under way: what comes
//! late of what was before is not the last word.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up its files has failed")]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use newsreader::action::Action;
use newsreader::app::effect::{Effect, SearchRequest};
use newsreader::app::message::{FolderOpened, Indexed, Message, Opened, Progress};
use newsreader::app::reader::ReadingPane;
use newsreader::app::{App, Start};
use newsreader::article::{ArticleKey, BlockKind, Body, BodyBuilder, Problem, Severity};
use newsreader::corpus::{Corpus, Options};
use newsreader::index::{RowId, Snapshot};
use newsreader::query::{Hits, Search, Sort};
use newsreader::run::loader::{LoadControl, LoadRequest, load, load_all};
use newsreader::run::watcher::WatchOptions;
use newsreader::settings::Settings;

/// The app with its list sorted by source, so that every list of it is asked of the searcher.
fn app(filter: &str) -> App {
    let mut settings = Settings::default();
    settings.list.sort = Sort::Source;
    App::new(Start {
        filter: filter.to_owned(),
        ..Start::in_folder("first", settings, jiff::civil::date(2022, 3, 20), (80, 24))
    })
}

/// The articles of a folder of so many.
fn articles(n_articles: usize) -> Snapshot {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..n_articles {
        let text = format!("---\ntitle: Number {number}\nsource: Wire {number}\n---\n\nText.\n");
        fs::write(folder.path().join(format!("{number}.md")), text).unwrap();
    }
    load_all(&LoadRequest::in_memory(Corpus::Folder(folder.path().into()), Options::default())).unwrap().snapshot
}

fn opened(generation: u64, name: &str) -> Message {
    Message::FolderOpened(FolderOpened { generation, name: name.to_owned(), path: None, is_sample: false })
}

fn indexed(generation: u64, snapshot: &Snapshot) -> Message {
    Message::Indexed(Indexed {
        generation,
        snapshot: snapshot.clone(),
        problems: Arc::default(),
        progress: Progress { is_done: true, ..Progress::default() },
        notices: Vec::new(),
    })
}

/// The question among what the app asks for.
fn question(effects: Vec<Effect>) -> SearchRequest {
    let asked = effects.into_iter().find_map(|effect| match effect {
        Effect::Search(request) => Some(request),
        _ => None,
    });
    asked.expect("a list by source is searched")
}

/// The searcher's answer.
fn answer(request: &SearchRequest) -> Hits {
    let mut search = Search::new(Arc::clone(&request.query), request.sort, None, &request.snapshot);
    search.extend(&request.snapshot, &|| false).expect("nobody stops it");
    search.hits(request.ticket)
}

fn titles(app: &App) -> Vec<String> {
    let rows = (0..app.hits.rows.len()).filter_map(|position| app.hits.rows.get(position));
    rows.map(|row| app.snapshot.article(row).title.value().unwrap().to_string()).collect()
}

#[test]
fn an_answer_about_the_last_folder_is_dropped() {
    let (last, new) = (articles(9), articles(2));
    let mut app = app("");
    app.update(opened(1, "first"));
    // Whatever snapshot was searched under this number and ticket: the rows of the answer are those of one snapshot.
    let late = question(app.update(indexed(1, &last)));
    let asked = question(app.update(indexed(1, &new)));
    let mut late = answer(&late);
    app.update(Message::Found(late.clone()));
    late.ticket = asked.ticket;
    app.update(Message::Found(late));
    assert_eq!(titles(&app), [""; 0], "the answer about what is there is still to come");
    app.update(Message::Found(answer(&asked)));
    assert_eq!(titles(&app), ["Number 0", "Number 1"]);
}

#[test]
fn readings_that_are_heard_of_late_are_ignored() {
    let (last, new) = (articles(9), articles(2));
    let mut app = app("");
    app.update(opened(1, "first"));
    app.update(opened(3, "third"));
    let asked = question(app.update(indexed(3, &new)));
    app.update(Message::Found(answer(&asked)));
    app.update(opened(2, "second"));
    assert_eq!(app.folder.name, "third");
    for generation in [2, 1] {
        let effects = app.update(indexed(generation, &last));
        assert!(matches!(effects[..], [Effect::DropSnapshot(_)]), "{effects:?}");
    }
    assert_eq!(titles(&app), ["Number 0", "Number 1"]);
}

/// The articles of a folder, and the `n_after` that it has once `change` was made to it, under the same numbers.
fn before_and_after(folder: &Path, n_after: usize, change: impl Fn()) -> (Snapshot, Snapshot) {
    let corpus = Corpus::Folder(folder.into());
    let watch = Some(WatchOptions::new(Options::default()));
    let request = LoadRequest { watch, ..LoadRequest::in_memory(corpus, Options::default()) };
    let (stop, mut before, mut after) = (LoadControl::default(), None, None);
    load(&request, &stop, |loaded| {
        if before.is_none() && loaded.progress.is_done {
            before = Some(loaded.snapshot);
            change();
        } else if before.is_some() && loaded.snapshot.len() == n_after {
            after = Some(loaded.snapshot);
            stop.set();
        }
    });
    (before.unwrap(), after.unwrap())
}

/// The articles of a folder of three files, and those that are left when one of them is removed.
fn articles_before_and_after_a_removal() -> (Snapshot, Snapshot) {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..3 {
        let text = format!("---\ntitle: Number {number}\nsource: Wire {number}\n---\n\nText.\n");
        fs::write(folder.path().join(format!("{number}.md")), text).unwrap();
    }
    before_and_after(folder.path(), 2, || fs::remove_file(folder.path().join("0.md")).unwrap())
}

#[test]
fn an_answer_from_before_a_removal_is_followed_by_another() {
    let (before, after) = articles_before_and_after_a_removal();
    // Where nothing matches, the answer is all that is waited for.
    let mut app = app("nothing");
    app.update(opened(1, "first"));
    let late = question(app.update(indexed(1, &before)));
    let asked = question(app.update(indexed(1, &after)));
    app.update(Message::Found(answer(&late)));
    assert!(app.is_waiting(), "the answer about what is left is still to come");
    app.update(Message::Found(answer(&asked)));
    assert!(!app.is_waiting());
}

/// Some of the articles that a folder has while it is being read.
fn partly_read(generation: u64, snapshot: &Snapshot) -> Message {
    Message::Indexed(Indexed {
        generation,
        snapshot: snapshot.clone(),
        problems: Arc::default(),
        progress: Progress { is_walking: true, ..Progress::default() },
        notices: Vec::new(),
    })
}

/// The articles of a folder of three days in March 2022, and of the nine days that it has soon after.
fn days() -> (Snapshot, Snapshot) {
    let folder = tempfile::tempdir().unwrap();
    let write = |day: usize| {
        let text = format!("---\ntitle: Day {day}\ndate: 2022-03-{day:02}\n---\n\nThe ferry.\n");
        fs::write(folder.path().join(format!("{day:02}.md")), text).unwrap();
    };
    (1..=3).for_each(write);
    before_and_after(folder.path(), 9, || (4..=9).for_each(write))
}

#[test]
fn a_filter_that_is_typed_while_a_folder_is_read_selects_its_newest_article() {
    let mut app = App::new(Start::in_folder("first", Settings::default(), jiff::civil::date(2022, 4, 1), (80, 24)));
    let (few, all) = days();
    app.update(opened(1, "first"));
    app.update(partly_read(1, &few));
    app.update(Message::Act(Action::Filter));
    let asked = question(app.update(Message::Pasted("ferry".to_owned())));
    app.update(Message::Found(answer(&asked)));
    let asked = question(app.update(partly_read(1, &all)));
    app.update(Message::Found(answer(&asked)));
    let selected = app.list.selected().map(|row| app.snapshot.article(row).title.value().unwrap().to_string());
    assert_eq!(selected.as_deref(), Some("Day 9"));
}

/// The rows whose texts the app asks for.
fn texts_asked(effects: &[Effect]) -> Vec<RowId> {
    let asked = effects.iter().filter_map(|effect| match effect {
        Effect::Open(request) => Some(request.row),
        _ => None,
    });
    asked.collect()
}

/// A text that the reading pane shows, of so many paragraphs.
fn text(n_paragraphs: usize, words: &str) -> Arc<Body> {
    let mut builder = BodyBuilder::default();
    for number in 0..n_paragraphs {
        builder.push(&format!("{words} {number}."));
        builder.end_block(BlockKind::Paragraph, false);
    }
    Arc::new(builder.finish())
}

fn text_opened(row: RowId, body: Result<Arc<Body>, Problem>) -> Message {
    Message::Opened(Opened { generation: 1, row, body })
}

#[test]
fn a_text_that_could_not_be_read_is_asked_for_again_when_the_folder_is_back() {
    let mut app = App::new(Start::in_folder("first", Settings::default(), jiff::civil::date(2022, 4, 1), (80, 24)));
    let (few, _) = days();
    app.update(opened(1, "first"));
    let row = texts_asked(&app.update(indexed(1, &few)))[0];
    app.update(text_opened(
        row,
        Err(Problem::new("03.md", Severity::NotShown, "cannot be read: it is not there any more")),
    ));
    assert!(app.reader.problem().is_some());
    assert_eq!(texts_asked(&app.update(indexed(1, &few))), [row]);
    app.update(text_opened(row, Ok(text(3, "The ferry sails"))));
    assert!(app.reader.problem().is_none());
    assert!(texts_asked(&app.update(indexed(1, &few))).is_empty());
    // A text that no parser can read is not tried again.
    app.update(text_opened(row, Err(Problem::new("03.md", Severity::NotShown, "it could not be parsed"))));
    assert!(texts_asked(&app.update(indexed(1, &few))).is_empty());
}

#[test]
fn the_place_in_a_text_follows_the_text_and_not_the_name_of_its_file() {
    let key = |name: &str| ArticleKey::new(Path::new(name), None);
    let mut reader = ReadingPane::default();
    reader.set_size(40, 10, true);
    reader.show(0, key("a.md"), "Ferry", true);
    reader.opened(0, Ok(text(60, "The ferry sails")));
    reader.scroll_by(20);
    let place = reader.visible();
    // The file was renamed, and its old name is that of another article.
    reader.show(1, key("b.md"), "Ferry", true);
    reader.opened(1, Ok(text(60, "The ferry sails")));
    assert_eq!(reader.visible(), place);
    reader.show(2, key("a.md"), "Tolls", true);
    reader.opened(2, Ok(text(60, "The tolls rise")));
    assert_ne!(reader.visible(), place);
    // A text that is edited keeps its place by its name.
    reader.show(3, key("b.md"), "Ferry", true);
    reader.opened(3, Ok(text(60, "The ferry stays")));
    assert_eq!(reader.visible(), place);
}
