//! Guesses the encoding of bytes that do not name it: by the frequencies of byte sequences, then by the letters of the
//! language of the decoded text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, IBM866, ISO_8859_2, ISO_8859_3, ISO_8859_4, ISO_8859_5, ISO_8859_10, ISO_8859_13, ISO_8859_14,
    ISO_8859_15, ISO_8859_16, KOI8_U, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1254, WINDOWS_1257,
    WINDOWS_1258, X_MAC_CYRILLIC,
};

use super::letters::{Letters, fitness};
use super::{Hints, hints};

/// The number of bytes, from the first one beyond ASCII on, that are enough for a guess.
const LOOKED_AT: usize = 64 * 1024;
/// With fewer bytes beyond ASCII, the language and the host of a page help.
const FEW: usize = 60;
/// The number of bytes of running text that are enough to check its letters.
const TEXT_BYTES: usize = 2048;

/// The encodings of Latin letters, the most frequent first.
///
/// The guess by frequencies never returns iso-8859-3, -10, -14, -15, -16 and macintosh; they are found only by their
/// letters.
const LATIN: [&Encoding; 14] = [
    WINDOWS_1252,
    WINDOWS_1250,
    ISO_8859_2,
    WINDOWS_1254,
    WINDOWS_1257,
    ISO_8859_13,
    ISO_8859_15,
    MACINTOSH,
    ISO_8859_4,
    ISO_8859_3,
    ISO_8859_10,
    ISO_8859_14,
    ISO_8859_16,
    WINDOWS_1258,
];

/// The Latin encodings that hardly any text is in.
const RARE: [&Encoding; 5] = [ISO_8859_3, ISO_8859_4, ISO_8859_10, ISO_8859_14, ISO_8859_16];

/// The encodings of Cyrillic letters, the most frequent first.
const CYRILLIC: [&Encoding; 5] = [WINDOWS_1251, KOI8_U, ISO_8859_5, IBM866, X_MAC_CYRILLIC];

/// True if the bytes have the escape sequences that begin Japanese in ISO-2022-JP.
pub(super) fn has_japanese_escapes(bytes: &[u8]) -> bool {
    let looked_at = &bytes[..bytes.len().min(LOOKED_AT)];
    memchr::memchr_iter(0x1b, looked_at).any(|at| matches!(looked_at.get(at + 1..at + 3), Some(b"$B" | b"$@")))
}

/// True if the bytes cannot be text in `encoding`, whatever the file declares.
///
/// Either many of them are no character in it, or it is an encoding of Latin letters and whole words are beyond ASCII.
pub(super) fn contradicts(bytes: &[u8], encoding: &'static Encoding) -> bool {
    let sample = around_first(bytes);
    if LATIN.contains(&encoding) && has_words_beyond_ascii(sample) {
        return true;
    }
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let n_wrong = text.chars().filter(|character| *character == char::REPLACEMENT_CHARACTER).count();
    let n_beyond = sample.iter().filter(|byte| !byte.is_ascii()).count();
    n_wrong > 2 && n_wrong * 8 > n_beyond
}

/// True if most bytes beyond ASCII are in runs of at least four, as in all scripts but the Latin one.
fn has_words_beyond_ascii(sample: &[u8]) -> bool {
    let runs = sample.chunk_by(|one, other| one.is_ascii() == other.is_ascii()).filter(|run| !run[0].is_ascii());
    let (mut n_beyond, mut n_in_words) = (0, 0);
    for run in runs {
        n_beyond += run.len();
        n_in_words += if run.len() >= 4 { run.len() } else { 0 };
    }
    n_in_words * 2 > n_beyond
}

/// Returns the most likely encoding of bytes that are not UTF-8.
pub(super) fn guess(bytes: &[u8], hints: Hints<'_>) -> &'static Encoding {
    let sample = around_first(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    // A page may be in another language than its host's country or its template suggest. In a longer text the bytes
    // alone are better evidence.
    let is_short = sample.iter().filter(|byte| !byte.is_ascii()).count() < FEW;
    let domain = if is_short { hints::top_level_domain(hints) } else { None };
    let likely = detector.guess(domain.as_deref().map(str::as_bytes), Utf8Detection::Deny);
    let (likely, family): (_, &[&'static Encoding]) = match likely {
        // The detector takes Macintosh Cyrillic for Latin letters, so the Cyrillic family is tried.
        latin if LATIN.contains(&latin) && has_words_beyond_ascii(sample) => (latin, &CYRILLIC),
        latin if LATIN.contains(&latin) => (latin, &LATIN),
        cyrillic if CYRILLIC.contains(&cyrillic) => (cyrillic, &CYRILLIC),
        // Latin text that is decoded as Chinese has single Chinese characters inside words, made of an accented letter
        // and the next letter. In Chinese text they are next to each other.
        wide if !wide.is_single_byte() && !has_neighbours(sample, wide) => (WINDOWS_1252, &LATIN),
        other => return other,
    };
    by_letters(&running_text(sample), likely, family, hints)
}

/// True if most characters beyond ASCII are next to another one.
fn has_neighbours(sample: &[u8], encoding: &'static Encoding) -> bool {
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let (mut n_alone, mut n_beside, mut n_in_row) = (0, 0, 0);
    for is_ascii in text.chars().map(|character| character.is_ascii()).chain([true]) {
        if is_ascii {
            n_alone += usize::from(n_in_row == 1);
            n_beside += if n_in_row > 1 { n_in_row } else { 0 };
            n_in_row = 0;
        } else {
            n_in_row += 1;
        }
    }
    n_beside > n_alone
}

/// Returns the encoding of `family` in which the letters of the text are those of its language, if it fits clearly
/// better than `likely`. Otherwise returns `likely`.
fn by_letters(
    text: &[u8],
    likely: &'static Encoding,
    family: &[&'static Encoding],
    hints: Hints<'_>,
) -> &'static Encoding {
    let fitness_in = |encoding: &'static Encoding| -> (i32, i32) {
        let (text, _) = encoding.decode_without_bom_handling(text);
        let named = hints.language.and_then(Letters::of);
        let detected = whatlang::detect_lang(&text).and_then(|language| Letters::of(language.code()));
        let is_latin = named.or(detected).is_none_or(Letters::is_latin);
        let others = is_latin.then(|| Letters::undetected(&text)).into_iter().flatten();
        let best = named.into_iter().chain(detected).chain(others).map(|letters| fitness(&text, letters)).max();
        best.unwrap_or_else(|| fitness(&text, Letters::NONE))
    };
    let (of_likely, greatest) = fitness_in(likely);
    if of_likely == greatest && !RARE.contains(&likely) {
        return likely;
    }
    // One letter that fits better is enough. A rare encoding needs a lead of more than 5 points, and of more than a
    // fifth of the greatest score.
    let doubt = |encoding: &&Encoding| if RARE.contains(encoding) { 4.max(greatest / 5) } else { 0 };
    let mut best = (of_likely - doubt(&likely) + 1 + greatest / 200, likely);
    for encoding in family.iter().filter(|encoding| **encoding != likely) {
        let fit = fitness_in(encoding).0 - doubt(encoding);
        // Of equal ones the first is taken, which is the more frequent one.
        if fit > best.0 {
            best = (fit, encoding);
        }
    }
    best.1
}

/// Returns the bytes that a guess is made from: from the line of the first byte beyond ASCII on.
fn around_first(bytes: &[u8]) -> &[u8] {
    let n_ascii = Encoding::ascii_valid_up_to(bytes);
    let line = memchr::memrchr(b'\n', &bytes[..n_ascii]).map_or(0, |at| at + 1);
    &bytes[line.max(n_ascii.saturating_sub(LOOKED_AT))..bytes.len().min(n_ascii + LOOKED_AT)]
}

/// Returns the lines of `sample` with bytes beyond ASCII, without the tags of a page: mark-up is in no language.
fn running_text(sample: &[u8]) -> Vec<u8> {
    const LONGEST: usize = 512;
    let mut text = Vec::with_capacity(TEXT_BYTES + LONGEST);
    for line in sample.split(|byte| matches!(byte, b'\n' | b'\r' | b'<' | b'>' | b'"' | b'=')) {
        if line.is_ascii() {
            continue;
        }
        // The excerpt of a long line begins near its first byte beyond ASCII, because the rest may have none.
        let first = Encoding::ascii_valid_up_to(line).saturating_sub(LONGEST / 2);
        text.extend_from_slice(&line[first..line.len().min(first + LONGEST)]);
        text.push(b'\n');
        if text.len() >= TEXT_BYTES {
            break;
        }
    }
    text
}
