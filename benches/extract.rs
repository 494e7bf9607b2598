//! What is found in articles, stage by stage, in time per byte of their text.
//!
//! `dates` goes through English news with dates in it, the same without any, and Russian and Chinese news.
//! `language`, `names`, `quotes` and `facts` go through articles of three kilobytes, in several languages; `facts`
//! is all of it together, with the dates.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jiff::civil::date;
use newsreader::article::{BlockKind, Body, BodyBuilder, Known};
use newsreader::dates::{Hints, find, read_in};
use newsreader::extract::language::{self, languages};
use newsreader::extract::{self, names, quotes};

/// How long the texts are, in bytes: some hundred articles.
const TEXT_BYTES: usize = 1 << 20;

const WITH_DATES: &str = "The night ferry to the islands stayed in port on Saturday for the fourth evening in a row, \
    stranding about 140 passengers and two lorries of fish. The operator blamed a stern door that would not seal. \
    The crew's union said the fault had been reported on 14 January 2022, and that the door was last replaced in 2001. \
    Ticket holders were put up in the old customs house until March 12; the council meets on Tuesday (8).\n\n";

const WITHOUT_DATES: &str = "The night ferry to the islands stayed in port for the fourth evening in a row, stranding \
    a great many passengers and two lorries of fish. The operator blamed a stern door that would not seal. \"We sail \
    when the door is dry, not when the timetable says so,\" its harbour master said. The crew's union said the fault \
    had been reported in winter, and that nobody had come to look. Ticket holders were put up in the old customs \
    house, where the soup was good and the beds were not.\n\n";

const RUSSIAN: &str = "Ночной паром четвёртый вечер подряд не вышел в море, и на берегу остались почти полторы сотни \
    пассажиров. Перевозчик говорит о кормовой двери, которая не закрывается. Профсоюз сообщил о неисправности ещё \
    14 января 2022 года, но на пристань так никто и не пришёл.\n\n";

const CHINESE: &str = "开往群岛的夜间渡轮连续第四个晚上停航，约一百四十名乘客滞留码头。运营方称船尾的门无法密封。\
    工会说，这一故障早在2022年1月14日就已经报告，但一直没有人来检查。\n\n";

fn dates(criterion: &mut Criterion) {
    // The table of names is built once in the life of the program.
    find("9 March 2022", Hints::default());
    let mut group = criterion.benchmark_group("dates");
    for (name, text, language) in [
        ("find, English with dates", WITH_DATES, "en"),
        ("find, English without dates", WITHOUT_DATES, "en"),
        ("find, Russian with dates", RUSSIAN, "ru"),
        ("find, Chinese with dates", CHINESE, "zh"),
        ("find, digits alone", "9 03 2022 11-12 1.2.3 ", "en"),
    ] {
        let text = text.repeat(TEXT_BYTES / text.len());
        group.throughput(Throughput::Bytes(text.len() as u64));
        let hints = Hints { language: Some(language) };
        group.bench_function(name, |bencher| bencher.iter(|| find(black_box(&text), hints).len()));
    }
    group.throughput(Throughput::Elements(1));
    for field in
        ["2022-03-09T16:05:00+01:00", "Wed, 09 Mar 2022 16:05:00 GMT", "Posted: 4:05 PM EST, Wed March 9, 2022"]
    {
        group.bench_function(field, |bencher| bencher.iter(|| read_in(black_box(field), Some("en"))));
    }
    group.finish();
}

/// An article of so many bytes is one of the news.
const ARTICLE_BYTES: usize = 3_000;

/// An article of paragraphs like `paragraphs`.
fn article(paragraphs: &str) -> Body {
    let mut builder = BodyBuilder::default();
    let mut n_bytes = 0;
    for paragraph in paragraphs.split("\n\n").filter(|paragraph| !paragraph.is_empty()).cycle() {
        if n_bytes >= ARTICLE_BYTES {
            break;
        }
        builder.push(paragraph);
        builder.end_block(BlockKind::Paragraph, false);
        n_bytes += paragraph.len();
    }
    builder.finish()
}

const QUOTED: &str = "“We sail when the door is dry,” harbour master Nell Harbury told the Harbour Wire on Monday. “Not \
    when the timetable says so.”\n\nThe Harbour Workers' Union (HWU) said the fault had been reported on 14 January \
    2022; its secretary, Tom Okoro, called the repair “a coat of paint” in a letter to Port Halden Council. According \
    to Harbury, 140 passengers and $2.4 million of fish are waiting. More at https://wire.example/ferry.\n\n";

fn facts(criterion: &mut Criterion) {
    for (name, text) in
        [("English", WITH_DATES), ("English with quotes", QUOTED), ("Russian", RUSSIAN), ("Chinese", CHINESE)]
    {
        let body = article(text);
        let languages = languages(None, &body, Known::unknown());
        let language_of = |block_idx: usize| languages.by_block.get(block_idx).copied().flatten();
        let links = extract::links(&body);
        let named = || names::names(&body, &language_of, &links);
        let day = Some(date(2022, 3, 12));
        extract::facts(&body, &languages, day);
        let mut bench = |group: &str, run: &mut dyn FnMut() -> usize| {
            let mut group = criterion.benchmark_group(group);
            group.throughput(Throughput::Bytes(body.text.len() as u64));
            group.bench_function(name, |bencher| bencher.iter(&mut *run));
            group.finish();
        };
        bench("language", &mut || language::languages(None, black_box(&body), Known::unknown()).all.len());
        bench("names", &mut || named().names.len());
        let mut known = named();
        bench("quotes", &mut || quotes::quotes(black_box(&body), &language_of, &mut known).len());
        bench("facts", &mut || extract::facts(black_box(&body), &languages, day).names.len());
    }
}

criterion_group!(benches, dates, facts);
criterion_main!(benches);
