//! The encoding of bytes that do not name it: by the frequencies of their sequences, then by the letters of
//! the language that comes out.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, IBM866, ISO_8859_2, ISO_8859_3, ISO_8859_4, ISO_8859_5, ISO_8859_10, ISO_8859_13, ISO_8859_14,
    ISO_8859_15, ISO_8859_16, KOI8_U, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1254, WINDOWS_1257,
    WINDOWS_1258, X_MAC_CYRILLIC,
};

use super::letters::{Letters, fitness};
use super::{Hints, hints};

/// How many bytes from the first one beyond ASCII are enough for a guess.
const LOOKED_AT: usize = 64 * 1024;
/// With fewer bytes beyond ASCII the language and the host of a page help.
const FEW: usize = 60;
/// How many bytes of running text are enough to see whether its letters are those of a language.
const TEXT_BYTES: usize = 2048;

/// The encodings of Latin letters, the most frequent first. Those that the frequencies never answer
/// with (iso-8859-3, -10, -14, -15, -16, macintosh) are found by their letters only.
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

/// Those of them that hardly any text is in.
const RARE: [&Encoding; 5] = [ISO_8859_3, ISO_8859_4, ISO_8859_10, ISO_8859_14, ISO_8859_16];

/// The encodings of Cyrillic letters, the most frequent first.
const CYRILLIC: [&Encoding; 5] = [WINDOWS_1251, KOI8_U, ISO_8859_5, IBM866, X_MAC_CYRILLIC];

/// True if the bytes hold the escape sequences that begin Japanese in ISO-2022-JP.
pub(super) fn has_japanese_escapes(bytes: &[u8]) -> bool {
    let looked_at = &bytes[..bytes.len().min(LOOKED_AT)];
    memchr::memchr_iter(0x1b, looked_at).any(|at| matches!(looked_at.get(at + 1..at + 3), Some(b"$B" | b"$@")))
}

/// True if the bytes cannot be text in `encoding`, whatever the file says of itself: many are no character
/// in it, or it is one of Latin letters and whole words are beyond ASCII.
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

/// True if most bytes beyond ASCII stand four in a row or more, as they do in all scripts but the Latin.
fn has_words_beyond_ascii(sample: &[u8]) -> bool {
    let runs = sample.chunk_by(|one, other| one.is_ascii() == other.is_ascii()).filter(|run| !run[0].is_ascii());
    let (mut n_beyond, mut n_in_words) = (0, 0);
    for run in runs {
        n_beyond += run.len();
        n_in_words += if run.len() >= 4 { run.len() } else { 0 };
    }
    n_in_words * 2 > n_beyond
}

/// The most likely encoding of bytes that are not UTF-8.
pub(super) fn guess(bytes: &[u8], hints: Hints<'_>) -> &'static Encoding {
    let sample = around_first(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    // A page may be in another language than its host's country or its template say: of a longer text
    // the bytes alone tell more.
    let is_short = sample.iter().filter(|byte| !byte.is_ascii()).count() < FEW;
    let domain = if is_short { hints::top_level_domain(hints) } else { None };
    let likely = detector.guess(domain.as_deref().map(str::as_bytes), Utf8Detection::Deny);
    let (likely, family): (_, &[&'static Encoding]) = match likely {
        // What Macintosh made of Cyrillic letters is no other encoding's, and looks like Latin ones.
        latin if LATIN.contains(&latin) && has_words_beyond_ascii(sample) => (latin, &CYRILLIC),
        latin if LATIN.contains(&latin) => (latin, &LATIN),
        cyrillic if CYRILLIC.contains(&cyrillic) => (cyrillic, &CYRILLIC),
        // An accented letter and the one after it may be a character of Chinese; but not alone, inside a word.
        wide if !wide.is_single_byte() && !has_neighbours(sample, wide) => (WINDOWS_1252, &LATIN),
        other => return other,
    };
    by_letters(&running_text(sample), likely, family, hints)
}

/// True if most characters beyond ASCII stand beside another one.
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

/// The encoding of `family` in which the letters of the text are those of its language, where that is
/// plainly better than `likely`.
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
    // One letter that fits better is enough; an encoding that few ever used needs three, and a third of all.
    let doubt = |encoding: &&Encoding| if RARE.contains(encoding) { 4.max(greatest / 5) } else { 0 };
    let mut best = (of_likely - doubt(&likely) + 1 + greatest / 200, likely);
    for encoding in family.iter().filter(|encoding| **encoding != likely) {
        let fit = fitness_in(encoding).0 - doubt(encoding);
        // Of equals the first is taken, which is the more frequent one.
        if fit > best.0 {
            best = (fit, encoding);
        }
    }
    best.1
}

/// The bytes that a guess looks at: from the line of the first byte beyond ASCII on.
fn around_first(bytes: &[u8]) -> &[u8] {
    let n_ascii = Encoding::ascii_valid_up_to(bytes);
    let line = memchr::memrchr(b'\n', &bytes[..n_ascii]).map_or(0, |at| at + 1);
    &bytes[line.max(n_ascii.saturating_sub(LOOKED_AT))..bytes.len().min(n_ascii + LOOKED_AT)]
}

/// The lines of `sample` with bytes beyond ASCII, without the tags of a page: markup is of no language.
fn running_text(sample: &[u8]) -> Vec<u8> {
    const LONGEST: usize = 512;
    let mut text = Vec::with_capacity(TEXT_BYTES + LONGEST);
    for line in sample.split(|byte| matches!(byte, b'\n' | b'\r' | b'<' | b'>' | b'"' | b'=')) {
        if line.is_ascii() {
            continue;
        }
        // What is looked at of a long line begins at its first byte beyond ASCII, as the rest may have none.
        let first = Encoding::ascii_valid_up_to(line).saturating_sub(LONGEST / 2);
        text.extend_from_slice(&line[first..line.len().min(first + LONGEST)]);
        text.push(b'\n');
        if text.len() >= TEXT_BYTES {
            break;
        }
    }
    text
}
