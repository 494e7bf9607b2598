//! The letters beyond ASCII of each language, and a score for how well a decoded text fits them.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letters {
    /// The codes of the language, ISO 639-1 and 639-3.
    codes: [&'static str; 2],
    /// The letters beyond ASCII, in lower case, with those of frequent foreign words and the signs inside words.
    letters: &'static str,
}

const fn letters(short: &'static str, long: &'static str, letters: &'static str) -> Letters {
    Letters { codes: [short, long], letters }
}

/// The languages whose encodings are confused with each other: those of Latin and of Cyrillic letters.
///
/// From the exemplar characters of the CLDR, <https://cldr.unicode.org>.
const LANGUAGES: [Letters; 47] = [
    letters("en", "eng", "éèêëïöüçñáàóíâôæœ’—"),
    letters("de", "deu", "äöüßéèàêç"),
    letters("fr", "fra", "éèàùâêîôûëïüÿçœæ’"),
    letters("es", "spa", "áéíóúüñç"),
    letters("pt", "por", "áâãàçéêíóôõúü"),
    letters("it", "ita", "àèéìíòóùú’"),
    letters("ca", "cat", "àçèéíïòóúü’"),
    letters("nl", "nld", "áéíóúëïöüèêàäç’"),
    letters("af", "afr", "áéèêëíîïóôöúû’"),
    letters("da", "dan", "æøåéáóü"),
    letters("nb", "nob", "æøåéòóôêèäö"),
    letters("no", "nno", "æøåéòóôêèäö"),
    letters("sv", "swe", "åäöéàü"),
    letters("fi", "fin", "äöåšžé"),
    letters("et", "est", "äõöüšžé"),
    letters("lt", "lit", "ąčęėįšųūž"),
    letters("lv", "lav", "āčēģīķļņōŗšūž"),
    letters("pl", "pol", "ąćęłńóśźż"),
    letters("cs", "ces", "áčďéěíňóřšťúůýžöü"),
    letters("sk", "slk", "áäčďéíĺľňóôŕšťúýžö"),
    letters("hu", "hun", "áéíóöőúüű"),
    letters("hr", "hrv", "čćđšž"),
    letters("sl", "slv", "čšžćđ"),
    letters("ro", "ron", "ăâîşţșț"),
    letters("tr", "tur", "çğıİöşüâîû’"),
    letters("az", "aze", "çəğıİöşü’"),
    letters("tk", "tuk", "çäňöşüýž"),
    letters("eo", "epo", "ĉĝĥĵŝŭ"),
    letters("la", "lat", "āēīōūæœëï"),
    letters(
        "vi",
        "vie",
        "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ\u{300}\u{301}\u{303}\u{309}\u{323}",
    ),
    letters("cy", "cym", "áàâäéèêëíìîïóòôöúùûüẁẃŵẅỳýŷÿ’"),
    letters("id", "ind", "é"),
    letters("tl", "tgl", "áàâéèêëíìîñóòôúùû"),
    letters("is", "isl", "áéíóúýþæöð"),
    letters("fo", "fao", "áðíóúýæø"),
    letters("sq", "sqi", "çë"),
    letters("ga", "gle", "áéíóúḃċḋḟġṁṗṡṫ’"),
    letters("mt", "mlt", "ċġħżàèìòù’"),
    letters("se", "sme", "áčđŋšŧž"),
    letters("gl", "glg", "áéíóúïüñ"),
    letters("eu", "eus", "ñçü"),
    letters("ru", "rus", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
    letters("uk", "ukr", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяё’"),
    letters("be", "bel", "абвгдеёжзійклмнопрстуўфхцчшыьэюя’"),
    letters("bg", "bul", "абвгдежзийклмнопрстуфхцчшщъьюя"),
    letters("sr", "srp", "абвгдђежзијклљмнњопрстћуфхцчџш"),
    letters("mk", "mkd", "абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝ"),
];

/// The languages among them that the language detection does not know.
const UNDETECTED: [&str; 8] = ["is", "fo", "sq", "ga", "mt", "se", "gl", "eu"];

impl Letters {
    /// The letters of an unknown language.
    pub(super) const NONE: Self = letters("", "", "");

    /// Returns the letters of the language with this code. A region in the code is ignored.
    pub(super) fn of(code: &str) -> Option<Self> {
        let language = code.split(['-', '_']).next().unwrap_or_default();
        LANGUAGES.into_iter().find(|letters| letters.codes.iter().any(|code| code.eq_ignore_ascii_case(language)))
    }

    /// Returns the letters of the languages that the detection does not know, if `text` has enough of them.
    pub(super) fn undetected(text: &str) -> impl Iterator<Item = Self> {
        const FEWEST: usize = 3;
        UNDETECTED.into_iter().filter_map(Self::of).filter(move |letters| {
            let own = letters.letters.chars().filter(|letter| letter.is_alphabetic());
            let n_found = own.clone().filter(|letter| text.contains(*letter)).count();
            n_found >= FEWEST.min(own.count())
        })
    }

    /// True if the language is written in Latin letters.
    pub(super) fn is_latin(self) -> bool {
        !self.letters.starts_with('а')
    }

    fn contains(self, character: char) -> bool {
        self.letters.contains(character) || character.to_lowercase().any(|lower| self.letters.contains(lower))
    }
}

/// Returns the score of the characters of `text` beyond ASCII in a language, and the score if all of them fitted.
///
/// A letter of the language counts 2; in English, where only foreign words have such letters, it counts 1. A sign of
/// typography counts 1. Results of a wrong encoding count negative: letters of other languages, capitals after small
/// letters, signs and controls inside words.
pub(super) fn fitness(text: &str, letters: Letters) -> (i32, i32) {
    let (mut fits, mut greatest) = (0, 0);
    let mut characters = text.chars().peekable();
    let mut before = ' ';
    while let Some(character) = characters.next() {
        if !character.is_ascii() {
            let after = characters.peek().copied().unwrap_or(' ');
            let (points, most) = points_of(before, character, after, letters);
            fits += points;
            greatest += most;
        }
        before = character;
    }
    (fits, greatest)
}

fn points_of(before: char, character: char, after: char, letters: Letters) -> (i32, i32) {
    let is_inside = before.is_alphabetic() && after.is_alphabetic();
    if character.is_alphabetic() || matches!(character, '\u{300}'..='\u{323}') {
        let is_wrong_case = character.is_uppercase() && before.is_lowercase()
            || character.is_lowercase() && before.is_uppercase() && after.is_uppercase();
        let of_a_letter = if letters.codes[0] == "en" { 1 } else { 2 };
        let points = if is_wrong_case {
            -3
        } else if letters.contains(character) {
            of_a_letter
        } else {
            -1
        };
        return (points, of_a_letter);
    }
    let points = match character {
        '\u{80}'..='\u{9f}' | char::REPLACEMENT_CHARACTER => -3,
        '\u{ad}' | '·' | '\u{a0}' => 1,
        '„' | '“' | '”' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›' | '–' | '—' | '…' | '¿' | '¡' if !is_inside => {
            1
        }
        // Signs inside the words of some languages.
        '’' | '—' if letters.letters.contains(character) => 1,
        '’' | '–' | '—' | '…' => -1,
        '§' | '€' | '£' | '№' if !before.is_alphabetic() && !after.is_alphabetic() => 1,
        '•' | '°' | 'º' | 'ª' if !is_inside => 1,
        '©' | '®' | '™' | '½' | '¼' | '²' | '³' | '×' if !after.is_alphabetic() => 1,
        _ if is_inside => -3,
        _ => -1,
    };
    (points, 1)
}
