//! Files of many articles, read and made safe, on one core: articles a second for each format.
//!
//! The texts are sentences of our own, of the length of a short report.

#![allow(clippy::unwrap_used, reason = "a benchmark may fail")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use newsreader::corpus::{self, Corpus, Options, Piece};

const N_ARTICLES: usize = 2_000;

/// Paragraphs of some six hundred letters, the number of the article among them.
fn paragraphs(number: usize) -> String {
    let mut text = String::new();
    for line in 0..4 {
        let _ = write!(
            text,
            "<p>The ferry number {} left the <em>north quay</em> of the <a href=\"https://wire.example/{line}\">harbour</a> \
             at {line} in the evening, and came back before the night was over.</p>",
            number + line
        );
    }
    text
}

/// Reads a file of `N_ARTICLES` articles again and again.
fn measure(criterion: &mut Criterion, group: &str, name: &str, file_name: &str, bytes: &str) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(file_name), bytes).unwrap();
    let piece = Piece { path: Path::new(file_name).into(), n_bytes: bytes.len() as u64, part: None };
    let corpus = Corpus::Folder(folder.path().to_path_buf());
    let options = Options::default();
    let read = || {
        let mut n_articles = 0;
        corpus::read(&corpus, &piece, &options, &mut |record| {
            n_articles += usize::from(black_box(record).metadata.title.is_some());
        });
        n_articles
    };
    assert_eq!(read(), N_ARTICLES, "{file_name} is read whole");
    let mut group = criterion.benchmark_group(group);
    group.throughput(Throughput::Elements(N_ARTICLES as u64)).sample_size(20).measurement_time(Duration::from_secs(3));
    group.bench_function(name, |bencher| bencher.iter(read));
    group.finish();
}

fn feed(criterion: &mut Criterion) {
    let rss = (0..N_ARTICLES).fold(
        "<rss version=\"2.0\"><channel><title>Harbour Wire</title><language>en</language>".to_owned(),
        |mut text, number| {
            let _ = write!(
                text,
                "<item><title>Ferry {number} &amp; the quay</title><link>https://wire.example/{number}</link>\
                 <pubDate>Tue, 08 Mar 2022 10:05:01 +0100</pubDate><dc:creator>Nell Harbury</dc:creator>\
                 <content:encoded><![CDATA[{}]]></content:encoded></item>",
                paragraphs(number)
            );
            text
        },
    ) + "</channel></rss>";
    measure(criterion, "feed", "rss", "feed.xml", &rss);
    let atom = (0..N_ARTICLES).fold(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Harbour Wire</title>".to_owned(),
        |mut text, number| {
            let _ = write!(
                text,
                "<entry><title>Ferry {number}</title><link href=\"https://wire.example/{number}\"/>\
                 <published>2022-03-08T10:05:01+01:00</published><author><name>Nell Harbury</name></author>\
                 <content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">{}</div></content></entry>",
                paragraphs(number)
            );
            text
        },
    ) + "</feed>";
    measure(criterion, "feed", "atom", "feed.atom", &atom);
}

criterion_group!(formats, feed);
criterion_main!(formats);
