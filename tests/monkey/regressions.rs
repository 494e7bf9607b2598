//! Failures that the monkey test has found, each reduced to few events.

use std::fs;
use std::time::Instant;

use newsreader::app::message::Message;
use newsreader::corpus::Corpus;
use newsreader::run::{Session, StartOptions};
use newsreader::settings::keys;

use crate::compare;
use crate::emulator::Emulator;
use crate::process::{PATIENCE, TODAY, options};
#[cfg(unix)]
use crate::terminal::Terminal;

/// Returns a session of the sample after the load, and the terminal that shows it.
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
    // The terminal has cut its contents before the program learns of the first size.
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
    press(&mut session, "Sr");
    for name in &gone {
        fs::remove_file(path(name)).unwrap();
    }
    assert!(session.settle_within(PATIENCE, |app| app.snapshot.len() == 2).unwrap());
    // Both words are equally frequent now, so the newer article is first.
    let library = compare::library(&corpus, None).snapshot;
    assert_eq!(compare::same_articles(session.app(), &library, TODAY), Ok(()));
}

#[test]
fn folders_opened_in_quick_succession_show_the_articles_of_the_last() {
    const N_TIMES: usize = 10;
    let folders: Vec<_> = [40, 3].map(folder_of).into_iter().collect();
    let corpora: Vec<_> = folders.iter().map(|folder| Corpus::Folder(folder.path().into())).collect();
    let mut session = Session::start(&options(corpora[0].clone(), None), (80, 24)).unwrap();
    session.settle().unwrap();
    press(&mut session, "Ss");
    for _ in 0..N_TIMES {
        for folder in &folders {
            press(&mut session, "O");
            session.send(Message::Pasted(folder.path().to_str().unwrap().to_owned()));
            press(&mut session, "<enter>");
            // Waits only until the load has begun.
            let name = folder.path().to_str().unwrap();
            let deadline = Instant::now() + PATIENCE;
            while session.app().folder.name != name || session.app().overlay.is_some() {
                assert!(Instant::now() < deadline, "{name} is not opened");
                session.take_waiting().unwrap();
            }
        }
        session.settle().unwrap();
        let library = compare::library(&corpora[1], None).snapshot;
        assert_eq!(compare::same_articles(session.app(), &library, TODAY), Ok(()));
    }
}

#[test]
fn the_folder_of_a_saved_page_is_read_while_the_page_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("Survey ship.html");
    let beside = folder.path().join("Survey ship_files");
    fs::create_dir_all(beside.join("deep")).unwrap();
    let write_page = || fs::write(&page, "<h1>Survey ship</h1><p>The ship found a wreck off the north mole.").unwrap();
    write_page();
    for name in ["notes.txt", "deep/more.txt"] {
        fs::write(beside.join(name), "Survey notes\n\nThe wreck lies off the north mole.\n").unwrap();
    }
    let corpus = Corpus::Folder(folder.path().into());
    let mut session = Session::start(&options(corpus.clone(), None), (80, 24)).unwrap();
    let settle = |session: &mut Session, n_articles: usize| {
        let is_so = session.settle_within(PATIENCE, |app| app.snapshot.len() == n_articles).unwrap();
        assert!(is_so, "{} articles and not {n_articles}", session.app().snapshot.len());
        let library = compare::library(&corpus, None);
        assert_eq!(compare::same_articles(session.app(), &library.snapshot, TODAY), Ok(()));
        assert_eq!(compare::same_folder(session.app(), &library, TODAY), Ok(()));
    };
    settle(&mut session, 1);
    fs::remove_file(&page).unwrap();
    settle(&mut session, 2);
    fs::write(beside.join("deep/third.txt"), "Third notes\n\nNobody knows the ship.\n").unwrap();
    settle(&mut session, 3);
    write_page();
    settle(&mut session, 1);
}

#[test]
fn rows_with_clusters_of_disputed_widths_leave_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    for (name, title) in [("a", "👩🏽‍🚀 港 🏳️‍🌈 ❤️ 🇳🇴 and words behind"), ("b", "Plain words of one column each")]
    {
        fs::write(folder.path().join(format!("{name}.md")), format!("# {title}\n\n{title}\n")).unwrap();
    }
    let mut session = Session::start(&options(Corpus::Folder(folder.path().into()), None), (80, 24)).unwrap();
    session.settle().unwrap();
    let mut terminal = Emulator::new((80, 24));
    for keys in ["", "j", "k", "Sp", "SD", "<enter>", "J", "K", "/plain<enter>", "X"] {
        press(&mut session, keys);
        session.settle().unwrap();
        terminal.write(&session.frame().unwrap());
        let mut fresh = Emulator::new((80, 24));
        session.repaint();
        fresh.write(&session.frame().unwrap());
        assert_eq!(compare::same_screens(terminal.screen(), fresh.screen()), Ok(()), "after {keys:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_mouse_report_of_nowhere_makes_no_program_deaf() {
    let home = tempfile::tempdir().unwrap();
    let mut command = portable_pty::CommandBuilder::new(env!("CARGO_BIN_EXE_newsreader"));
    for name in ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"] {
        command.env(name, home.path());
    }
    let mut terminal = Terminal::start(command, (80, 24));
    terminal.send(b"\x1b[<65;0;0M\x1b[<0;0;5M");
    terminal.settle().unwrap();
    terminal.send(b"q");
    terminal.check_end();
}

/// Returns a folder with `n_articles` articles.
fn folder_of(n_articles: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..n_articles {
        let text = format!("---\ntitle: Number {number}\nsource: Wire {number}\n---\n\nText.\n");
        fs::write(folder.path().join(format!("{number}.md")), text).unwrap();
    }
    folder
}

/// Presses keys in the notation of `--keys`.
fn press(session: &mut Session, typed: &str) {
    for key in keys::parse_typed(typed).unwrap() {
        session.press(key);
    }
}
