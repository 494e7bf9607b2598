//! Decodes bytes to text: an article of some kilobytes and a file of four megabytes, in each kind of encoding.
//!
//! UTF-8 is only checked, and borrowed. Guessing the encoding takes the same time for small and large files, because
//! only the first bytes are examined.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use encoding_rs::{Encoding, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251};
use newsreader::corpus;

const ENGLISH: &str = "The night ferry stayed in port for the fourth evening, the harbour master said on Saturday. ";
const POLISH: &str = "Prom na wyspy także w sobotę został przy nabrzeżu, a około stu pasażerów spędziło noc w porcie. ";
const RUSSIAN: &str = "Паром на острова не вышел в море и в субботу, сообщила городская газета. ";
const JAPANESE: &str = "島へ向かう連絡船は土曜日も出港しなかった。乗客は古い税関の建物で夜を過ごした。";

fn in_encoding(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    encoding.encode(text).0.into_owned()
}

fn decode(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("decode");
    group.sample_size(20).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
    for (size, n_bytes) in [("4 KB", 4_000), ("4 MB", 4_000_000)] {
        let text = |sentence: &str| sentence.repeat(n_bytes / sentence.len() + 1);
        let russian_page = format!("<html><head><meta charset=windows-1251></head><body>{}", text(RUSSIAN));
        for (name, bytes) in [
            ("ascii borrowed", text(ENGLISH).into_bytes()),
            ("utf-8 borrowed", text(RUSSIAN).into_bytes()),
            ("utf-8 with a broken byte", [text(RUSSIAN).as_bytes(), b"\xff"].concat()),
            ("utf-16", text(RUSSIAN).encode_utf16().flat_map(u16::to_le_bytes).collect()),
            ("windows-1251 declared", in_encoding(&russian_page, WINDOWS_1251)),
            ("windows-1251 guessed", in_encoding(&text(RUSSIAN), WINDOWS_1251)),
            ("windows-1250 guessed", in_encoding(&text(POLISH), WINDOWS_1250)),
            ("shift_jis guessed", in_encoding(&text(JAPANESE), SHIFT_JIS)),
        ] {
            group.throughput(Throughput::Bytes(bytes.len() as u64));
            group.bench_function(format!("{name}, {size}"), |bencher| {
                bencher.iter(|| corpus::decode(black_box(&bytes)));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, decode);
criterion_main!(benches);
