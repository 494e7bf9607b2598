//! The app on a folder in which an article is edited: what is drawn is of the newest snapshot.

use std::fs;
use std::path::Path;

use newsreader::app::effect::Effect;
use newsreader::app::message::{Indexed, Message};
use newsreader::app::timeline::TimelinePicture;
use newsreader::app::{App, Start};
use newsreader::corpus::{Corpus, Options};
use newsreader::query::Search;
use newsreader::run::loader::{LoadRequest, load_all};
use newsreader::settings::Settings;

pub fn app(filter: &str) -> App {
    App::new(Start {
        filter: filter.to_owned(),
        ..Start::in_folder("clips", Settings::default(), jiff::civil::date(2022, 3, 20), (80, 24))
    })
}

/// Gives the app what the folder holds now, and answers the search that it asks for.
pub fn read(app: &mut App, folder: &Path) {
    let loaded = load_all(&LoadRequest::in_memory(Corpus::Folder(folder.into()), Options::default()))
        .expect("the folder is there");
    let effects = app.update(Message::Indexed(Indexed {
        generation: 0,
        snapshot: loaded.snapshot,
        problems: loaded.problems,
        progress: loaded.progress,
        notices: Vec::new(),
    }));
    for effect in effects {
        if let Effect::Search(request) = effect {
            let mut search = Search::new(request.query, request.sort, None, &request.snapshot);
            search.extend(&request.snapshot, &|| false).expect("nothing stops it");
            app.update(Message::Found(search.hits(request.ticket)));
        }
    }
}

/// The months that the timeline says it shows.
fn months(picture: &TimelinePicture) -> String {
    let labels: Vec<_> = picture.labels.iter().map(|label| label.text.as_str()).collect();
    labels.join(" ")
}

#[test]
fn an_edited_date_moves_the_bars_though_no_count_changes() {
    for filter in ["", "tolls"] {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, date: &str| {
            let text = format!("---\ntitle: Tolls rise\ndate: {date}\n---\nThe tolls rose.");
            fs::write(folder.path().join(name), text).unwrap();
        };
        let mut app = app(filter);
        write("a.md", "2021-08-11");
        write("b.md", "2021-06-11");
        read(&mut app, folder.path());
        assert!(!months(&app.drawn_timeline.picture).contains("2019"), "{}", months(&app.drawn_timeline.picture));
        write("b.md", "2019-06-11");
        read(&mut app, folder.path());
        assert_eq!(app.snapshot.len(), 2);
        assert!(
            months(&app.drawn_timeline.picture).contains("2019"),
            "{filter:?}: {}",
            months(&app.drawn_timeline.picture)
        );
    }
}
