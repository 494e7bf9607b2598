//! What the monkey has found, each reduced to the few events that it takes.

use std::fs;

use newsreader::app::message::Message;
use newsreader::corpus::Corpus;
use newsreader::run::{Session, StartOptions};
use newsreader::settings::keys;

use crate::compare;
use crate::emulator::Emulator;
use crate::process::{PATIENCE, TODAY, options};

/// A session of the sample that has been read, and the terminal that shows it.
fn shown(size: (u16, u16)) -> (Session, Emulator) {
    let mut session = Session::start(&options(Corpus::Sample, None), size).unwrap();
    session.settle().unwrap();
    let mut terminal = Emulator::new(size);
    terminal.write(&session.frame().unwrap());
    (session, terminal)
}

#[test]
fn a_window_that_is_dragged_smaller_and_back_is_painted_anew() {
    let (mut session, mut terminal) = shown((80, 24));
    // The terminal has cut what it shows before the program hears of the first size.
    for size in [(40, 10), (80, 24)] {
        terminal.resize(size);
        session.send(Message::Resized { columns: size.0, rows: size.1 });
    }
    terminal.write(&session.frame().unwrap());
    assert_eq!(compare::shows_picture(terminal.screen(), &session.picture()), Ok(()));
}

#[test]
fn the_order_by_relevance_forgets_articles_that_are_gone() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(format!("{name}.md"));
    let write = |name: &str, date: &str, word: &str| {
        fs::write(path(name), format!("---\ntitle: Report\ndate: {date}\n---\n\nOne {word}.\n")).unwrap();
    };
    write("ferry", "2022-03-02", "ferry");
    write("toll", "2022-03-01", "toll");
    let gone: Vec<String> = (0..9).map(|number| format!("gone-{number}")).collect();
    for name in &gone {
        write(name, "2022-03-03", "ferry");
    }
    let corpus = Corpus::Folder(folder.path().into());
    let started = StartOptions { filter: "ferry OR toll".to_owned(), ..options(corpus.clone(), None) };
    let mut session = Session::start(&started, (80, 24)).unwrap();
    session.settle().unwrap();
    for key in keys::parse_typed("Sr").unwrap() {
        session.press(key);
    }
    for name in &gone {
        fs::remove_file(path(name)).unwrap();
    }
    assert!(session.settle_within(PATIENCE, |app| app.snapshot.len() == 2).unwrap());
    // Both words are as rare now, so that the newer article is the first.
    let library = compare::library(&corpus, None).snapshot;
    assert_eq!(compare::same_articles(session.app(), &library, TODAY), Ok(()));
}
