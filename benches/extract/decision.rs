//! Extracts title, source, authors and date: from records whose fields give them, and from texts without such data.

use criterion::{BatchSize, Criterion, Throughput};
use newsreader::article::{Address, BlockKind, Body, BodyBuilder, Encoding, Format};
use newsreader::corpus::{Field, Metadata, Record};
use newsreader::dates::{Hints, find};

use crate::dates::{WITH_DATES, WITHOUT_DATES};

/// Returns a text of three kilobytes in paragraphs, with `lines` above it.
fn body(lines: &[&str], paragraph: &str) -> Body {
    const BYTES: usize = 3000;
    let mut builder = BodyBuilder::default();
    for line in lines {
        builder.push(line);
        builder.end_block(BlockKind::Paragraph, false);
    }
    for at in 0..BYTES / paragraph.len() {
        // The number keeps the paragraphs from being marked as repeated.
        builder.push(&format!("{at} {}", paragraph.trim()));
        builder.end_block(BlockKind::Paragraph, false);
    }
    builder.finish()
}

pub fn decision(criterion: &mut Criterion) {
    find("9 March 2022", Hints::default());
    let mut group = criterion.benchmark_group("decision");
    group.throughput(Throughput::Elements(1));
    let above = ["By Nell Harbury, Harbour Wire", "March 9, 2022"];
    let given = Metadata {
        title: Some(Field::given("Night ferry stays in port", "a field")),
        source: Some(Field::given("Harbour Wire", "a field")),
        authors: vec![Field::given("Nell Harbury", "a field")],
        date: Some(Field::given("2022-03-09T16:05:00+01:00", "a field")),
        language: Some(Field::given("en", "a field")),
        ..Metadata::default()
    };
    for (name, metadata, body) in [
        ("all given by fields", given, body(&[], WITH_DATES)),
        ("all found above the text", Metadata::default(), body(&above, WITH_DATES)),
        ("nothing found, with dates in the text", Metadata::default(), body(&[], WITH_DATES)),
        ("nothing found, no dates at all", Metadata::default(), body(&[], WITHOUT_DATES)),
    ] {
        let address = Address {
            path: std::path::Path::new("ferry.txt").into(),
            item: None,
            range: None,
            format: Format::PlainText,
        };
        let record =
            Record { address, metadata, body, encoding: Encoding::UTF_8, has_problem: false, raw: None, own_id: None };
        group.bench_function(name, |bencher| {
            bencher.iter_batched(|| record.clone(), newsreader::extract::article, BatchSize::SmallInput);
        });
    }
    group.finish();
}
