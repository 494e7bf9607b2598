//! Articles whose rows change while they are selected: another row, or other numbers for all of them.

use std::sync::Arc;

use newsreader::action::Action;
use newsreader::app::App;
use newsreader::app::effect::{ArticleRequest, Effect, LocateRequest, Wanted};
use newsreader::app::message::{ArticlesRead, FolderOpened, Indexed, Located, Message, Progress};
use newsreader::article::Article;
use newsreader::index::{RowId, Snapshot};

use crate::corpus::Plan;
use crate::keys::start;

fn indexed(generation: u64, snapshot: &Snapshot) -> Message {
    Message::Indexed(Indexed {
        generation,
        snapshot: snapshot.clone(),
        problems: Arc::default(),
        progress: Progress { is_done: true, ..Progress::default() },
        notices: Vec::new(),
    })
}

/// What a message makes the app ask the locator for. The articles that it asks for are read.
fn located_by(app: &mut App, message: Message) -> Option<LocateRequest> {
    let mut located = None;
    for effect in app.update(message) {
        match effect {
            Effect::Locate(request) => located = Some(request),
            Effect::ReadArticles(ArticleRequest { generation, rows, ahead, snapshot }) => {
                let article = |row: &RowId| Arc::new(Article::clone(&snapshot.article(*row)));
                let articles = rows.iter().chain(&ahead).map(|row| (*row, article(row))).collect();
                located_by(app, Message::ArticlesRead(ArticlesRead { generation, articles }));
            }
            _ => {}
        }
    }
    located
}

/// The app with the article of `row` selected.
fn app_at(row: RowId, snapshot: &Snapshot, generation: u64) -> App {
    let mut app = App::new(start());
    located_by(&mut app, indexed(generation, snapshot));
    let place = app.hits.rows.position(row).unwrap();
    (0..place).for_each(|_| drop(app.update(Message::Act(Action::MoveDown))));
    assert_eq!(app.list.selected(), Some(row));
    app
}

#[test]
fn an_article_that_is_read_anew_stays_selected() {
    let plan = Plan::of_files(20);
    let mut corpus = plan.build();
    let mut app = app_at(0, &corpus.snapshot, 0);
    let place = app.list.position();
    plan.read_first_anew(&mut corpus.builder);
    let after = corpus.builder.snapshot();
    let request = located_by(&mut app, indexed(0, &after)).expect("it is looked for");
    assert_eq!(request.wanted, Wanted::ReplacementOf { deleted: 0 });
    assert!(app.is_waiting(), "the frame waits for the answer");
    let row = request.snapshot.row_since(after.article(0).key(), 1);
    app.update(Message::Located(Located { number: request.number, row }));
    assert_eq!((app.list.selected(), app.list.position()), (Some(20), place));
    assert!(!app.list.chosen().is_none_or(|row| after.is_deleted(row)));
}

#[test]
fn an_article_that_goes_leaves_the_next_one_selected() {
    let mut corpus = Plan::of_files(20).build();
    let mut app = app_at(7, &corpus.snapshot, 0);
    let place = app.list.position();
    let next = app.hits.rows.get(place + 1).unwrap();
    corpus.builder.delete([7]).unwrap();
    let request = located_by(&mut app, indexed(0, &corpus.builder.snapshot())).expect("it is looked for");
    app.update(Message::Located(Located { number: request.number, row: None }));
    assert_eq!((app.list.selected(), app.list.position()), (Some(next), place));
    // What takes its place goes as well.
    let after_next = app.hits.rows.get(place + 1).unwrap();
    corpus.builder.delete([next]).unwrap();
    app.update(indexed(0, &corpus.builder.snapshot()));
    assert_eq!((app.list.selected(), app.list.position()), (Some(after_next), place));
}

#[test]
fn what_is_shown_stays_while_the_folder_is_read_again() {
    let plan = Plan::of_files(20);
    let before = plan.build();
    let mut app = app_at(7, &before.snapshot, 0);
    let opened = FolderOpened { generation: 1, name: "articles".to_owned(), path: None, is_sample: false };
    app.update(Message::FolderOpened(opened));
    assert_eq!((app.snapshot.len(), app.list.selected()), (20, Some(7)));
    assert!(!app.is_idle(), "it is being read");
    // A late answer of the reading before is no answer of this one.
    app.update(indexed(0, &before.snapshot));
    assert_eq!(app.list.selected(), Some(7));
    let after = plan.build().snapshot;
    let request = located_by(&mut app, indexed(1, &after)).expect("it is looked for");
    let key = before.snapshot.article(7).key();
    assert_eq!(request.wanted, Wanted::Key(key));
    let row = request.snapshot.row_of(key);
    located_by(&mut app, Message::Located(Located { number: request.number, row }));
    assert_eq!((app.snapshot.numbering(), app.list.selected()), (after.numbering(), Some(7)));
    assert!(!app.is_waiting() || app.reader.is_waiting());
}

#[test]
fn a_key_that_selects_ends_the_search_for_another_article() {
    let plan = Plan::of_files(20);
    let before = plan.build();
    for key in [Action::Last, Action::First, Action::MoveDown, Action::GoToUndated] {
        let mut app = app_at(7, &before.snapshot, 0);
        let opened = FolderOpened { generation: 1, name: "articles".to_owned(), path: None, is_sample: false };
        app.update(Message::FolderOpened(opened));
        let after = plan.build().snapshot;
        let request = located_by(&mut app, indexed(1, &after)).expect("it is looked for");
        app.update(Message::Act(key));
        let selected = app.list.selected();
        let row = request.snapshot.row_of(before.snapshot.article(7).key());
        assert_ne!(selected, row, "{key:?}");
        app.update(Message::Located(Located { number: request.number, row }));
        assert_eq!(app.list.selected(), selected, "{key:?}");
    }
}
