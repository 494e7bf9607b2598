//! Finds dates in English news, in the same news without dates, and in Russian and Chinese news, in time per byte.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use newsreader::dates::{Hints, find, read_in};

/// The length of the texts in bytes: several hundred articles.
const TEXT_BYTES: usize = 1 << 20;

pub const WITH_DATES: &str = "The night ferry to the islands stayed in port on Saturday for the fourth evening in a row, \
    stranding about 140 passengers and two lorries of fish. The operator blamed a stern door that would not seal. \
    The crew's union said the fault had been reported on 14 January 2022, and that the door was last replaced in 2001. \
    Ticket holders were put up in the old customs house until March 12; the council meets on Tuesday (8).\n\n";

pub const WITHOUT_DATES: &str = "The night ferry to the islands stayed in port for the fourth evening in a row, stranding \
    a great many passengers and two lorries of fish. The operator blamed a stern door that would not seal. \"We sail \
    when the door is dry, not when the timetable says so,\" its harbour master said. The crew's union said the fault \
    had been reported in winter, and that nobody had come to look. Ticket holders were put up in the old customs \
    house, where the soup was good and the beds were not.\n\n";

const RUSSIAN: &str = "Ночной паром четвёртый вечер подряд не вышел в море, и на берегу остались почти полторы сотни \
    пассажиров. Перевозчик говорит о кормовой двери, которая не закрывается. Профсоюз сообщил о неисправности ещё \
    14 января 2022 года, но на пристань так никто и не пришёл.\n\n";

const CHINESE: &str = "开往群岛的夜间渡轮连续第四个晚上停航，约一百四十名乘客滞留码头。运营方称船尾的门无法密封。\
    工会说，这一故障早在2022年1月14日就已经报告，但一直没有人来检查。\n\n";

pub fn dates(criterion: &mut Criterion) {
    // The table of names is built once per process, so this is not measured.
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
