//! Detects the language of a text by its trigrams, where small words give no answer.

use crate::article::Body;

/// The bytes of a text that trigrams get. Their time grows with the size of the sample, but their accuracy hardly does.
const SAMPLE_BYTES: usize = 400;

/// Returns the sample for trigrams: the start of the longest block.
pub(super) fn sample(body: &Body) -> &str {
    let longest = body.blocks.iter().max_by_key(|block| block.range.len());
    let text = longest.map_or("", |block| body.text_of(block));
    let mut end = text.len().min(SAMPLE_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Returns the language that the trigrams of a sample show reliably.
pub(super) fn by_trigrams(sample: &str) -> Option<&'static str> {
    let guess = whatlang::detect(sample).filter(whatlang::Info::is_reliable)?;
    trigram_code(guess.lang())
}

/// Returns the ISO 639-1 code of a language of `whatlang`. `None` if the script alone decides the language.
fn trigram_code(language: whatlang::Lang) -> Option<&'static str> {
    use whatlang::Lang;
    Some(match language {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Jav => "jv",
        Lang::Nob => "no",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Uzb => "uz",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Pes => "fa",
        Lang::Nep => "ne",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Cym => "cy",
        // The script of each other language has decided it already.
        _ => return None,
    })
}
