//! Tests that segments on disk hold the same as those in memory, however they are split and merged.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::dictionary::PostingsFileReader;
use super::*;
use crate::corpus::{self, Corpus, Options};
use crate::extract;
use crate::index::{Batch, Bitmap, SegmentBuilder};

/// Returns the articles of the sample, in batches of `n_articles` or a few more.
fn sample(n_articles: usize) -> Vec<Arc<Batch>> {
    let (mut segments, mut builder) = (Vec::new(), SegmentBuilder::default());
    let files = std::sync::Mutex::new(Vec::new());
    corpus::walk(&Corpus::Sample, &Options::default(), &|found| {
        if let corpus::WalkItem::File(file) = found {
            files.lock().unwrap().push(file);
        }
        true
    });
    let mut files = files.into_inner().unwrap();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    for file in files {
        let state = file.state;
        corpus::split(&Corpus::Sample, &file, &mut |chunk| {
            builder.begin_chunk(&chunk.path, chunk.lines, state);
            let problems = corpus::read(&Corpus::Sample, &chunk, &Options::default(), &mut |record| {
                let read = extract::article(record);
                builder.push(read.article, read.body, &read.facts, read.keep_body);
            });
            builder.end_chunk(&problems, None);
            true
        });
        if builder.len() >= n_articles {
            segments.push(Arc::new(std::mem::take(&mut builder).finish_batch()));
        }
    }
    segments.push(Arc::new(builder.finish_batch()));
    segments
}

/// Returns the words of a text with their positions, by the definition of normalised texts and not by the tested code.
fn positions_of(normalised: &str) -> BTreeMap<String, Vec<u32>> {
    let mut words: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (position, word) in (0..).zip(normalised.split(' ').filter(|word| !word.is_empty())) {
        if word != "\n" {
            words.entry(word.to_owned()).or_default().push(position);
        }
    }
    words
}

type Words = BTreeMap<String, BTreeMap<u32, Vec<u32>>>;

fn expected_words(segments: &[Arc<Batch>], part: impl Fn(crate::index::Normalised<'_>) -> String) -> Words {
    let mut words = Words::new();
    let rows = segments.iter().flat_map(|segment| (0..segment.len()).map(|at| segment.normalised(at)));
    for (row, normalised) in (0..).zip(rows) {
        for (word, positions) in positions_of(&part(normalised)) {
            words.entry(word).or_default().insert(row, positions);
        }
    }
    words
}

fn stored_words(segment: &Segment, field: IndexedField) -> Words {
    let dictionary = segment.dictionary().unwrap();
    let mut words = Words::new();
    let mut found = Vec::new();
    dictionary
        .for_each_word(field, dictionary.all_words(field), &mut |text, word| {
            found.push((text.to_owned(), word.clone()));
            true
        })
        .unwrap();
    for (text, word) in found {
        // Only 16 bytes are in memory at a time, so most postings are read in several pieces.
        words.insert(text, rows_and_positions(dictionary.list_reader(&word, 16)));
    }
    words
}

fn rows_and_positions(mut reader: PostingsFileReader<'_>) -> BTreeMap<u32, Vec<u32>> {
    let (mut rows, mut distances) = (BTreeMap::new(), Vec::new());
    while reader.next_block().unwrap() {
        reader.distances(&mut distances).unwrap();
        let mut rest = &distances[..];
        for (row, count) in reader.rows().iter().zip(reader.counts()) {
            let (own, after) = rest.split_at(*count as usize);
            let positions = own.iter().scan(0, |at, distance| {
                *at += distance;
                Some(*at)
            });
            rows.insert(*row, positions.collect());
            rest = after;
        }
    }
    rows
}

fn check(segments: &[Arc<Batch>], stored: &Segment) {
    let normalised = |field: IndexedField| {
        expected_words(segments, |normalised| match field {
            IndexedField::Title => normalised.title().to_owned(),
            IndexedField::Authors => normalised.authors().to_owned(),
            IndexedField::Names => normalised.names().flat_map(|name| [name, " \n"]).collect(),
            IndexedField::Links => normalised.links().to_owned(),
            _ => normalised.body().to_owned(),
        })
    };
    for field in
        [IndexedField::Title, IndexedField::Authors, IndexedField::Body, IndexedField::Names, IndexedField::Links]
    {
        let expected = normalised(field);
        assert_eq!(stored_words(stored, field), expected, "{field:?}");
        for start in ["h", "ha", "har", "s", "st", "о", "zzz"] {
            let mut rows = Bitmap::new(stored.len());
            stored.dictionary().unwrap().add_rows_of_start(field, start, &mut rows, &|| false).unwrap();
            let known = expected.iter().filter(|(word, _)| word.starts_with(start));
            let expected: std::collections::BTreeSet<u32> = known.flat_map(|(_, rows)| rows.keys().copied()).collect();
            assert_eq!(rows.iter().collect::<Vec<_>>(), expected.into_iter().collect::<Vec<_>>(), "{field:?} {start}");
        }
    }
    let rows = segments.iter().flat_map(|segment| (0..segment.len()).map(move |at| (segment, at)));
    for (row, (segment, at)) in rows.enumerate() {
        assert_eq!(stored.article(row).unwrap(), segment.articles()[at]);
        assert_eq!(stored.kept_body(row).unwrap().as_ref(), segment.kept_body(at));
        assert_eq!(stored.listed_facts(row).unwrap().mentions, segment.normalised(at).mentions());
        let number = stored.columns().value(columns::Column::Source, row).unwrap();
        let source = segment.sources().get(segment.source_numbers()[at] as usize);
        assert_eq!(stored.tables().unwrap().sources.get(number as usize), source);
    }
    let chunks: Vec<_> = segments.iter().flat_map(|segment| segment.chunks()).cloned().collect();
    assert_eq!(stored.chunks().all().unwrap(), chunks);
    for (number, chunk) in (0..).zip(&chunks) {
        assert_eq!(&stored.chunks().chunk(number).unwrap(), chunk);
    }
    stored.check().unwrap();
}

fn join(parts: &[Arc<Segment>], output: &SegmentOutput) -> Arc<Segment> {
    Arc::new(merge_segments(parts, output, &|| false).unwrap())
}

#[test]
fn segments_come_back_as_they_were_however_they_are_joined() {
    let segments = sample(20);
    let folder = tempfile::tempdir().unwrap();
    let memory: Vec<_> = segments.iter().map(|batch| Arc::new(super::segment_of(batch).unwrap())).collect();
    check(&segments[..1], &memory[0]);
    let on_disk = |number: u64| SegmentOutput::on_disk(folder.path(), number).unwrap();
    let whole = join(&memory, &on_disk(1));
    check(&segments, &whole);
    check(&segments, &Segment::open(folder.path(), whole.entry().clone()).unwrap());
    check(&segments, &join(&memory, &SegmentOutput::Memory));
    let parts: Vec<_> = (2..).zip(memory.chunks(2)).map(|(number, part)| join(part, &on_disk(number))).collect();
    let merged = join(&parts, &on_disk(100));
    check(&segments, &merged);
    // Pairs of words that are common everywhere have the same rows as phrases of these words.
    for pair in ["of the", "in the"] {
        let word = merged.dictionary().unwrap().word(IndexedField::Pairs, pair).unwrap().expect("a pair in every text");
        let mut rows = Bitmap::new(merged.len());
        merged.dictionary().unwrap().add_rows(&word, &mut rows).unwrap();
        let all = segments.iter().flat_map(|segment| (0..segment.len()).map(|at| segment.normalised(at)));
        let needle = format!(" {pair} ");
        let expected: Vec<u32> =
            (0..).zip(all).filter(|(_, normalised)| normalised.body().contains(&needle)).map(|(row, _)| row).collect();
        assert_eq!(rows.iter().collect::<Vec<_>>(), expected, "{pair}");
    }
}
