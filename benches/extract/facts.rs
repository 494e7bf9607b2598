//! Finds languages, names, quotations, and all facts together, in articles of three kilobytes in several languages.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use jiff::civil::date;
use newsreader::article::{BlockKind, Body, BodyBuilder, Known};
use newsreader::extract::language::{self, languages};
use newsreader::extract::{self, names, quotes};

const WITH_DATES: &str = "The night ferry to the islands stayed in port on Saturday for the fourth evening in a row, \
    stranding about 140 passengers and two lorries of fish. The operator blamed a stern door that would not seal. \
    The crew's union said the fault had been reported on 14 January 2022, and that the door was last replaced in 2001. \
    Ticket holders were put up in the old customs house until March 12; the council meets on Tuesday (8).\n\n";

const RUSSIAN: &str = "Ночной паром четвёртый вечер подряд не вышел в море, и на берегу остались почти полторы сотни \
    пассажиров. Перевозчик говорит о кормовой двери, которая не закрывается. Профсоюз сообщил о неисправности ещё \
    14 января 2022 года, но на пристань так никто и не пришёл.\n\n";

const CHINESE: &str = "开往群岛的夜间渡轮连续第四个晚上停航，约一百四十名乘客滞留码头。运营方称船尾的门无法密封。\
    工会说，这一故障早在2022年1月14日就已经报告，但一直没有人来检查。\n\n";

/// The length of a usual news article in bytes.
const ARTICLE_BYTES: usize = 3_000;

/// Returns an article that repeats `paragraphs` until it is long enough.
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

pub fn facts(criterion: &mut Criterion) {
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
