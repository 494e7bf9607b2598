//! The first screen of the sample, the seeds and a folder of saved pages, at four sizes.
//!
//! The screen of the sample is also stored as a whole (`whole.rs`). For the other folders only the layout is checked,
//! as their texts belong to others.

use std::path::Path;

use newsreader::corpus::Corpus;
use newsreader::run::StartOptions;

use crate::beside::beside;
use crate::listed::listed;
use crate::{layout, picture_with, screen, start_options};

const SIZES: [(u16, u16); 4] = [(60, 20), (80, 24), (120, 40), (200, 50)];

#[track_caller]
fn check(folder: Option<&Path>, n_articles: usize) {
    let listed = listed(folder);
    assert_eq!(listed.len(), n_articles);
    for size in SIZES {
        let corpus = folder.map_or(Corpus::Sample, |folder| Corpus::Folder(folder.to_owned()));
        let picture = picture_with(StartOptions { corpus, ..start_options() }, size, "");
        layout::check(&picture.buffer, &listed);
    }
}

#[test]
fn the_sample_is_laid_out_at_every_size() {
    check(None, 75);
}

/// Four outlets report this event: with a quotation, folded lines, an inferred date, and numbers that differ.
#[test]
fn the_sample_opens_on_the_night_ferry() {
    let first = screen((120, 40), "");
    for text in [
        "▌ Harbour Wire                           13 Mar",
        "The Halden Courier                     13 Mar",
        "~Vestnik                               13 Mar",
        "Northshore Radio                      ~12 Mar",
        "Sun 13 Mar 2022 · Harbour Wire · 1 min",
        "140 passengers and two lorries",
        "\"We sail when the door is dry",
        "▸ 4 boilerplate lines folded",
        "── Also about this ──",
        "1  ~12 Mar       Northshore Radio",
        "2  13 Mar        The Halden Courier",
    ] {
        assert!(first.contains(text), "no {text}\n{first}");
    }
    for (keys, number) in [("j", "More than 150"), ("jj", "около 160"), ("jjj", "something like 140")] {
        let next = screen((120, 40), keys);
        assert!(next.contains(number), "no {number}\n{next}");
    }
}

#[test]
fn the_seeds_are_laid_out_at_every_size() {
    let Some(folder) = beside("seeds") else { return };
    check(Some(&folder), 3);
}

/// Pages of many outlets, in several languages, some of them undated.
#[test]
fn saved_pages_are_laid_out_at_every_size() {
    let Some(folder) = beside("corpora/given/html-cc/articles") else { return };
    check(Some(&folder), 31);
}
