//! Tests with the three real articles that the first version was built for. They may not be published, so they are not
//! in the repository, and the tests are skipped without them.

use std::path::PathBuf;

use newsreader::article::{Block, BlockKind, Body, Boilerplate};
use newsreader::corpus::{Corpus, Options};
use newsreader::extract;
use newsreader::index::Snapshot;
use newsreader::run::loader::{LoadRequest, load_all};

/// Returns a snapshot of the folder, and the texts in the order of their paths. `None` if the folder is missing.
fn seeds() -> Option<(Snapshot, Vec<Body>)> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/seeds"));
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return None;
    }
    let (corpus, options) = (Corpus::Folder(folder), Options::default());
    let snapshot = load_all(&LoadRequest::in_memory(corpus.clone(), options.clone())).unwrap().snapshot;
    let mut rows: Vec<u32> = (0..3).collect();
    rows.sort_by_key(|row| snapshot.article(*row).address.path.to_path_buf());
    let open = |row: &u32| extract::open(&corpus, &snapshot.article(*row).address, &options).unwrap();
    let bodies = rows.iter().map(open).collect();
    Some((snapshot, bodies))
}

fn lines(body: &Body, boilerplate: Option<Boilerplate>) -> Vec<&str> {
    let is_so = |block: &&Block| block.boilerplate == boilerplate;
    body.blocks.iter().filter(is_so).map(|block| body.text_of(block)).collect()
}

#[test]
fn the_page_around_the_first_telling_folds() {
    let Some((snapshot, bodies)) = seeds() else { return };
    let body = &bodies[1];
    let captions: Vec<&str> = body.captions().collect();
    assert_eq!(captions.len(), 2);
    assert!(captions.iter().all(|caption| caption.starts_with("The International Space Station was photographed")));
    let furniture = lines(body, Some(Boilerplate::Line));
    assert_eq!(&furniture[..3], ["Save Story", "Leer en español", "Estimated read time: 5-6 minutes"]);
    assert!(furniture[3].starts_with("This archived news story is available only for your personal"));
    assert_eq!(
        &furniture[4..],
        [
            "Most recent Science stories",
            "Related topics",
            "ScienceU.S.World",
            "Kristin Fisher and Jackie Wattles",
            "KSL.com Beyond Series",
            "KSL Weather Forecast",
            "KSL Weather Forecast",
            "Play button",
        ]
    );
    assert_eq!(body.boilerplate().in_words(), "2 captions, 12 boilerplate lines");
    let text = lines(body, None);
    assert!(text[0].starts_with("DENVER —") && text[text.len() - 1].ends_with("personnel in-country.\""));
    assert_eq!(text.len(), 29, "every paragraph of it");
    for heading in ["Social media propaganda", "International cooperation", "Ridesharing in space"] {
        assert!(text.contains(&heading), "{heading}");
    }
    // White space separates 947 words; 3 of them are dashes. That is four minutes.
    let article = snapshot
        .by_date()
        .iter()
        .map(|row| snapshot.article(*row))
        .find(|article| article.address.path_text().starts_with("001"));
    let article = article.unwrap();
    assert_eq!((article.n_words, article.minutes(238)), (944, 4));
}

#[test]
fn the_video_above_the_second_telling_is_a_caption() {
    let Some((snapshot, bodies)) = seeds() else { return };
    assert_eq!(
        lines(&bodies[2], Some(Boilerplate::Caption)),
        ["Russia stops selling space rocket engines to the US 1:24"]
    );
    assert_eq!(bodies[2].boilerplate().in_words(), "1 caption");
    assert!(lines(&bodies[2], None).contains(&"share the space"));
    let n_long = (0..3).filter(|row| snapshot.article(*row).n_words > 900).count();
    assert_eq!(n_long, 1, "`words:>900` finds the first telling alone");
}

#[test]
fn the_post_in_the_third_is_set_apart() {
    let Some((_, bodies)) = seeds() else { return };
    assert_eq!(bodies[0].boilerplate().total(), 0);
    let quotes: Vec<&str> = bodies[0]
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Quote)
        .map(|block| bodies[0].text_of(block))
        .collect();
    assert_eq!(quotes.len(), 1);
    assert!(quotes[0].starts_with("Господин медведев") && quotes[0].ends_with("(@StationCDRKelly) March 9, 2022"));
}
