//! Marks captions and boilerplate in articles of 3 KB: with long paragraphs, with short ones, and with mostly
//! boilerplate lines.

use std::hint::black_box;

use criterion::{BatchSize, Criterion};
use newsreader::article::{BlockKind, Body, BodyBuilder};
use newsreader::extract::boilerplate::mark;

/// The length of the articles in bytes.
const ARTICLE_BYTES: usize = 3 * 1024;

const LONG: [&str; 3] = [
    "The night ferry to the islands stayed in port on Saturday for the fourth evening in a row, stranding about 140 \
     passengers and two lorries of fish. The operator blamed a stern door that would not seal, as it had in the autumn.",
    "\"We sail when the door is dry, not when the timetable says so,\" its harbour master said. The crew's union said \
     the fault had been reported in January, and that nobody had come to look at it since, whatever the letters say.",
    "Ticket holders were put up in the old customs house, where the soup was good and the beds were not. The council \
     meets on Tuesday to talk about the tolls, the mole and the door, in this order, its secretary said in a note.",
];

const SHORT: [&str; 4] = [
    "The harbour master said that more was to come, and went to lunch.",
    "Follow the tide, the pilots say.",
    "Most of the fish was sold on the quay before noon.",
    "Nobody was hurt (but one gull).",
];

const PAGE: [&str; 5] = [
    "Save Story",
    "Estimated read time: 5-6 minutes",
    "Sign up for our weekly harbour newsletter",
    "Related stories",
    "Tolls on the mole to rise by a third",
];

/// Returns an article that repeats `lines` until it is long enough. Long lines get a number, so that no paragraph is
/// repeated.
fn article(lines: &[&str]) -> Body {
    let mut builder = BodyBuilder::with_capacity(ARTICLE_BYTES);
    let mut n_bytes = 0;
    for (number, line) in lines.iter().cycle().enumerate().take_while(|(number, _)| number < &1_000) {
        let text = if line.len() > 60 { format!("{line} {number}.") } else { (*line).to_owned() };
        n_bytes += text.len();
        builder.push(&text);
        builder.end_block(BlockKind::Paragraph, false);
        if n_bytes >= ARTICLE_BYTES {
            break;
        }
    }
    builder.finish()
}

pub fn boilerplate(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("boilerplate");
    for (name, lines) in [("long paragraphs", &LONG[..]), ("short paragraphs", &SHORT), ("boilerplate lines", &PAGE)] {
        let body = article(lines);
        // The tables are built once per process, so this is not measured.
        mark(&mut body.clone());
        group.bench_function(name, |bencher| {
            bencher.iter_batched(|| body.clone(), |mut body| mark(black_box(&mut body)), BatchSize::SmallInput);
        });
    }
    group.finish();
}
