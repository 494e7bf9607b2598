//! Measures reading files of many articles from memory, with the text made safe, on one core: articles per second for
//! each format.
//!
//! The texts are generated sentences, as long as a short report.

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use newsreader::corpus::{self, Corpus, FileChunk, MemoryFile, Options};

const N_ARTICLES: usize = 2_000;

/// Returns a text of about 600 letters that contains the number of the article.
fn sentences(number: usize) -> String {
    let mut text = String::new();
    for line in 0..8 {
        let _ = writeln!(
            text,
            "The ferry number {} left the north quay of the harbour at {line} in the evening.",
            number + line
        );
        if line % 3 == 2 {
            text.push('\n');
        }
    }
    text
}

/// Returns paragraphs of about 600 letters that contain the number of the article.
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

/// Measures reading a file of `N_ARTICLES` articles.
fn measure(criterion: &mut Criterion, group: &str, name: &str, file_name: &str, bytes: String) {
    let file = MemoryFile { name: PathBuf::from(file_name), bytes: bytes.into_bytes() };
    let piece = FileChunk { path: Path::new(file_name).into(), n_bytes: file.bytes.len() as u64, lines: None };
    let corpus = Corpus::Memory(Arc::new(file));
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

fn mail(criterion: &mut Criterion) {
    let headers = |number: usize| {
        format!(
            "From desk@wire.example Tue Mar  8 10:05:01 2022\n\
             Received: from mail.wire.example by lists.example; Tue, 8 Mar 2022 10:05:09 +0100\n\
             From: \"Nell Harbury\" <nell@wire.example>\nTo: desk@wire.example\n\
             Subject: =?utf-8?Q?F=C3=A4hre?= number {number}\nDate: Tue, 8 Mar 2022 10:05:01 +0100\n\
             Message-ID: <{number}@wire.example>\nList-Id: Harbour list <harbour.wire.example>\nMIME-Version: 1.0\n"
        )
    };
    let plain = |number: usize| format!("{}\n{}\n", headers(number), sentences(number));
    let parts = |number: usize| {
        let text = sentences(number);
        let kind = "Content-Type: multipart/alternative; boundary=\"b1\"\n";
        let rich = "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n";
        format!("{}{kind}\n--b1\n\n{text}\n--b1\n{rich}\n<p>{text}</p>\n--b1--\n\n", headers(number))
    };
    measure(criterion, "mail", "mailbox", "a.mbox", (0..N_ARTICLES).map(plain).collect::<Vec<_>>().concat());
    measure(criterion, "mail", "parts", "a.mbox", (0..N_ARTICLES).map(parts).collect::<Vec<_>>().concat());
}

fn table(criterion: &mut Criterion) {
    let named = |number: usize| {
        let text = sentences(number);
        format!(
            "{number},\"Ferry, {number}\",Harbour Wire,Nell Harbury,2022-03-08,https://wire.example/{number},\"{text}\"\n"
        )
    };
    let rows = (0..N_ARTICLES).map(named).collect::<Vec<_>>().concat();
    measure(criterion, "table", "names", "a.csv", format!("id,title,publication,author,date,url,content\n{rows}"));
    let bare =
        |number: usize| format!("3\tThe ferry number {number} left late\t{}\n", sentences(number).replace('\n', " "));
    measure(criterion, "table", "bare", "a.tsv", (0..N_ARTICLES).map(bare).collect::<Vec<_>>().concat());
}

fn sgml(criterion: &mut Criterion) {
    let record = |number: usize| {
        format!(
            "<REUTERS TOPICS=\"YES\" NEWID=\"{number}\">\n<DATE> 8-MAR-1987 10:05:01.20</DATE>\n<TOPICS><D>ship</D></TOPICS>\n\
             <TEXT>&#2;\n<TITLE>FERRY &lt;{number}> LEFT LATE</TITLE>\n<DATELINE>    SALLOW, March 8 - </DATELINE><BODY>{}\n \
             Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n",
            sentences(number)
        )
    };
    let records = (0..N_ARTICLES).map(record).collect::<Vec<_>>().concat();
    measure(criterion, "sgml", "reuters", "a.sgm", format!("<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n{records}"));
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
    measure(criterion, "feed", "rss", "feed.xml", rss);
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
    measure(criterion, "feed", "atom", "feed.atom", atom);
}

/// Returns a report of three kilobytes, the usual length in the measured corpora.
fn report(number: usize) -> String {
    (0..5).map(|part| sentences(number + part)).collect::<Vec<_>>().concat()
}

fn lines(criterion: &mut Criterion) {
    let line = |number: usize| {
        let text = report(number).replace('\n', "\\n");
        format!("{{\"title\": \"Ferry {number}\", \"date\": \"2022-03-08\", \"text\": \"{text}\"}}\n")
    };
    measure(criterion, "lines", "json lines", "a.jsonl", (0..N_ARTICLES).map(line).collect::<Vec<_>>().concat());
}

/// Measures files of one article each, from memory. The time to open a file is not included.
fn files(criterion: &mut Criterion) {
    let plain = |number: usize| format!("Ferry number {number} leaves late\n\n{}", report(number));
    let markdown = |number: usize| format!("---\ntitle: Ferry {number}\ndate: 2022-03-08\n---\n{}", report(number));
    let mut group = criterion.benchmark_group("files");
    group.throughput(Throughput::Elements(N_ARTICLES as u64)).measurement_time(Duration::from_secs(5));
    for (name, file_name, text) in
        [("plain text", "a.txt", &plain as &dyn Fn(usize) -> String), ("Markdown", "a.md", &markdown)]
    {
        let corpora: Vec<Corpus> = (0..N_ARTICLES)
            .map(|number| {
                let bytes = text(number).into_bytes();
                Corpus::Memory(Arc::new(MemoryFile { name: PathBuf::from(file_name), bytes }))
            })
            .collect();
        let piece = FileChunk { path: Path::new(file_name).into(), n_bytes: 0, lines: None };
        let options = Options::default();
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let mut n_articles = 0;
                for corpus in &corpora {
                    corpus::read(corpus, &piece, &options, &mut |record| {
                        black_box(&record);
                        n_articles += 1;
                    });
                }
                assert_eq!(n_articles, N_ARTICLES);
            });
        });
    }
    group.finish();
}

criterion_group!(benches, files, lines, feed, mail, table, sgml);
criterion_main!(benches);
